import { profiles, type Reply } from '../../contract/http/reference-host';
import { openTestDatabase, type TestDatabase } from '../../support/database';
import { startApp, type TestApp } from '../../support/start-app';
import type { AuthHost } from './auth-host';
import { bearer, seconds, signedToken, startTokenHost } from './token-host';

const zsecret = 'zsecret';
const form = { 'content-type': 'application/x-www-form-urlencoded' };
const guarded = [
  'AdminOnly',
  'Known',
  'Keyed',
  'Till',
  'Secret',
  'ManagersByAttribute',
  'SecuredByAttribute',
  'Sellers',
];

let database: TestDatabase;
beforeAll(async () => {
  database = await openTestDatabase();
});
afterAll(() => database?.close());

describe.each(profiles)('the admin secret on a %s host', (profile) => {
  let host: AuthHost;
  beforeAll(async () => {
    host = await startTokenHost({ profile, database, auth: { authSecret: zsecret } });
  });
  afterAll(() => host?.close());

  it.each(guarded)('AUTH-34 passes the guards of %s', async (operation) => {
    const reply = await host.post(`/api/${operation}?authsecret=${zsecret}`, { name: 'x' });

    expect(reply.status).toBe(200);
  });

  it('AUTH-34 stands in query, form, header, or a member of messages that say so', async () => {
    const replies: Reply[] = [
      await host.get(`/api/AdminOnly?authsecret=${zsecret}`),
      await host.post('/api/AdminOnly', `authsecret=${zsecret}`, form),
      await host.get('/api/AdminOnly', { authsecret: zsecret }),
      await host.post('/api/Secret', { authSecret: zsecret }),
    ];

    expect(replies.map(({ status }) => status)).toEqual([200, 200, 200, 200]);
    for (const reply of replies) {
      expect(reply.json()).toMatchObject({ userName: 'authsecret', roles: ['Admin'], provider: 'authsecret' });
    }
  });

  it('AUTH-34 is refused as nobody when it is wrong', async () => {
    for (const wrong of ['', 'x', 'ZSECRET', `${zsecret}x`, 'zsecre', 'x'.repeat(5_000)]) {
      const reply = await host.get('/api/AdminOnly', { authsecret: wrong });

      expect([reply.status, reply.refusal()]).toEqual([
        401,
        expect.objectContaining({ errorCode: 'Unauthorized', message: 'Not Authenticated' }),
      ]);
    }
    expect((await host.get('/api/AdminOnly?authsecret=wrong')).status).toBe(401);
    expect((await host.get(`/api/AdminOnly?AuthSecret=${zsecret}`)).status).toBe(401);
  });

  it('is what its own guard asks for: 401 Not Authenticated for everybody else, an Admin too', async () => {
    const token = await signedToken({ exp: seconds(host.clock.now()) + 60, roles: ['Admin'] });

    for (const reply of [await host.post('/api/Secret', {}), await host.post('/api/Secret', {}, bearer(token))]) {
      expect([reply.status, reply.refusal()]).toEqual([
        401,
        expect.objectContaining({ errorCode: 'Unauthorized', message: 'Not Authenticated' }),
      ]);
    }
  });

  it('beats whoever else is named', async () => {
    const token = await signedToken({ exp: seconds(host.clock.now()) - 60 });

    const reply = await host.post(
      '/api/AdminOnly',
      {},
      { ...bearer(token), 'x-api-key': 'nobody', authsecret: zsecret },
    );

    expect([reply.status, reply.json()]).toMatchObject([200, { userName: 'authsecret' }]);
  });
});

describe('without a secret', () => {
  let host: AuthHost;
  beforeAll(async () => {
    host = await startTokenHost({ profile: 'system', database });
  });
  afterAll(() => host?.close());

  it('nobody has one', async () => {
    for (const value of ['', 'undefined', 'null', zsecret]) {
      expect((await host.get(`/api/AdminOnly?authsecret=${value}`)).status).toBe(401);
      expect((await host.get('/api/Secret', { authsecret: value })).status).toBe(401);
    }
  });

  it('an empty one stops the start', async () => {
    const started = startTokenHost({ profile: 'system', database, auth: { authSecret: '' } });

    await expect(started).rejects.toThrow(/must not be empty/);
  });
});

describe('the product', () => {
  const secret = 'the secret of an operator';
  let app: TestApp;
  beforeAll(async () => {
    app = await startApp({ settings: { authSecret: secret } });
  });
  afterAll(() => app?.close());

  it('lets its operator in by the secret, who then still has no company', async () => {
    const list = (headers: Record<string, string>) => fetch(`${app.url}/api/RetrieveAllProducts`, { headers });

    expect((await list({ authsecret: secret })).status).toBe(200);
    expect((await list({})).status).toBe(401);
    const customers = await fetch(`${app.url}/customers`, { headers: { authsecret: secret } });
    expect([customers.status, await customers.text()]).toEqual([400, expect.stringContaining('CompanyId')]);
  });
});
