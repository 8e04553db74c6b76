import { createHmac } from 'node:crypto';
import { JsonServiceClient } from '@servicestack/client';
import { Authenticate, CustomerQuery, RetrieveAllProducts } from '../../dtos';
import { ApiKeyRepository } from '../../src/data';
import { MovingClock } from '../support/moving-clock';
import { companyA, companyB, startApp, type TestApp, testSettings } from '../support/start-app';

const clock = new MovingClock();
let app: TestApp;
beforeAll(async () => {
  app = await startApp({ clock });
});
afterAll(() => app?.close());
afterEach(() => clock.set(new Date()));

function clientWith(headers: Record<string, string>): JsonServiceClient {
  const client = app.client();
  for (const [name, value] of Object.entries(headers)) client.headers.set(name, value);
  return client;
}
const errorOf = async (client: JsonServiceClient) => (await client.api(new CustomerQuery())).error;
const encode = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');

describe('signing in', () => {
  it('answers who the user is, and a bearer token (AUTH-24)', async () => {
    const answer = await app
      .client()
      .post(new Authenticate({ provider: 'credentials', userName: 'ADMIN@missive.test', password: 'demo' }));

    expect(answer).toMatchObject({
      userName: 'admin@missive.test',
      displayName: 'Anna Admin',
      roles: ['bookingsupplier-administrator-write'],
    });
    expect(answer.bearerToken?.split('.')).toHaveLength(3);
  });

  it.each(['/auth/credentials', '/auth/login', '/api/Authenticate', '/json/reply/Authenticate'])(
    'works at %s',
    async (path) => {
      const body = { userName: 'admin@missive.test', password: 'demo' };
      const response = await fetch(`${app.url}${path}`, {
        method: 'POST',
        body: JSON.stringify(body),
        headers: { 'content-type': 'application/json' },
      });

      expect([response.status, ((await response.json()) as { userName: string }).userName]).toEqual([
        200,
        'admin@missive.test',
      ]);
    },
  );

  it('tells neither a wrong password from an unknown user (AUTH-02)', async () => {
    const wrong = await app
      .client()
      .api(new Authenticate({ provider: 'credentials', userName: 'admin@missive.test', password: 'x' }));
    const unknown = await app
      .client()
      .api(new Authenticate({ provider: 'credentials', userName: 'nobody@missive.test', password: 'demo' }));

    expect(wrong.error).toMatchObject({ errorCode: 'Unauthorized', message: 'Invalid Username or Password' });
    expect(unknown.error).toEqual(wrong.error);
  });

  it('asks for both user name and password', async () => {
    const { error } = await app.client().api(new Authenticate({ provider: 'credentials' }));

    expect(error?.errors?.map((item) => [item.errorCode, item.fieldName])).toEqual([
      ['NotEmpty', 'userName'],
      ['NotEmpty', 'password'],
    ]);
  });

  it('knows no other provider (AUTH-04), and signs nobody in by GET (AUTH-05)', async () => {
    expect((await fetch(`${app.url}/auth/nope`, { method: 'POST', body: '{}' })).status).toBe(404);
    const byGet = await fetch(`${app.url}/auth/credentials?userName=admin@missive.test&password=demo`);
    expect([byGet.status, await byGet.text()]).toEqual([
      405,
      expect.stringContaining('"errorCode":"NotSupportedException"'),
    ]);
  });

  it('refuses a locked account', async () => {
    await app.database.dataSource.query(
      "update app_user set locked_at = now() where user_name = 'reader@missive.test'",
    );
    const { error } = await app
      .client()
      .api(new Authenticate({ provider: 'credentials', userName: 'reader@missive.test', password: 'demo' }));
    await app.database.dataSource.query('update app_user set locked_at = null');

    expect(error).toMatchObject({ errorCode: 'AuthenticationException', message: 'This account has been locked' });
  });

  it('says who is signed in (AUTH-03)', async () => {
    const admin = await app.clientFor('admin@missive.test');

    expect(await admin.get(new Authenticate())).toMatchObject({ userName: 'admin@missive.test' });
    expect((await app.client().api(new Authenticate(), undefined, 'GET')).error).toMatchObject({
      errorCode: 'Unauthorized',
      message: 'Not Authenticated',
    });
  });
});

describe('bearer tokens', () => {
  it('open what the user may (AUTH-19)', async () => {
    expect((await (await app.clientFor('admin@missive.test')).get(new CustomerQuery())).Results.length).toBeGreaterThan(
      0,
    );
  });

  it('expire (AUTH-20)', async () => {
    const admin = await app.clientFor('admin@missive.test');
    clock.advance(15 * 24 * 3600 * 1000);

    expect(await errorOf(admin)).toMatchObject({ errorCode: 'TokenException', message: 'Token has expired' });
  });

  it('count as none when they are forged (AUTH-21)', async () => {
    const { bearerToken = '' } = await app.clientFor('reader@missive.test');
    const [header = '', payload = '', signature = ''] = bearerToken.split('.');
    const claims = { ...(JSON.parse(Buffer.from(payload, 'base64url').toString()) as object), roles: ['superadmin'] };
    const hs512 = `${encode({ alg: 'HS512', typ: 'JWT' })}.${payload}`;
    const forged = [
      `${header}.${payload}.`,
      `${header}.${payload}`,
      `${header}.${payload}.${signature}=`,
      `${header}.${payload}.${signature.slice(0, -4)}AAAA`,
      `${header}.${encode(claims)}.${signature}`,
      `${encode({ alg: 'none', typ: 'JWT' })}.${payload}.`,
      `${encode({ alg: 'none', typ: 'JWT' })}.${payload}.${signature}`,
      `${hs512}.${createHmac('sha512', testSettings().jwtSecret).update(hs512).digest('base64url')}`,
      signed({ alg: 'HS256', typ: 'JWTR' }, claims),
      signed({ alg: 'HS256', typ: 'JWT' }, { ...claims, iss: 'somebody' }),
      'x'.repeat(1_000_000).slice(0, 12_000),
    ];
    for (const token of forged) {
      expect([token.slice(-20), await errorOf(clientWith({ Authorization: `Bearer ${token}` }))]).toEqual([
        token.slice(-20),
        expect.objectContaining({ errorCode: 'Unauthorized', message: 'Not Authenticated' }),
      ]);
    }
  });

  function signed(header: object, payload: object): string {
    const text = `${encode(header)}.${encode(payload)}`;
    return `${text}.${createHmac('sha256', testSettings().jwtSecret).update(text).digest('base64url')}`;
  }
});

describe('API keys', () => {
  const keys = () => new ApiKeyRepository(app.database.dataSource.manager);
  const write = 'bookingsupplier-administrator-write';

  it('are a caller of their company with the roles in their scopes, none by default (decisions D33)', async () => {
    const { secret } = await keys().create(companyA, { roles: [write] });
    const { secret: withoutRoles } = await keys().create(companyA);

    expect((await clientWith({ 'x-api-key': secret }).get(new CustomerQuery({ take: 1 }))).Results).toHaveLength(1);
    expect(await errorOf(clientWith({ 'x-api-key': withoutRoles }))).toMatchObject({ errorCode: 'Forbidden' });
  });

  it('leave the decision to the user beside a token, of the same company only', async () => {
    const { bearerToken } = await app.clientFor('admin@missive.test');
    const own = await keys().create(companyA);
    const foreign = await keys().create(companyB);
    const both = (secret: string) => clientWith({ Authorization: `Bearer ${bearerToken}`, 'x-api-key': secret });

    expect((await both(own.secret).get(new CustomerQuery({ take: 1 }))).Results).toHaveLength(1);
    expect(await errorOf(both(foreign.secret))).toMatchObject({ errorCode: 'Forbidden' });
  });

  it('are refused when they are unknown, revoked, expired or used from elsewhere', async () => {
    const revoked = await keys().create(companyA, { roles: [write] });
    await keys().revoke(companyA, revoked.key.id);
    const expired = await keys().create(companyA, {
      roles: [write],
      expiresAt: new Date(clock.now().getTime() - 1000),
    });
    const elsewhere = await keys().create(companyA, { roles: [write], allowedIpAddresses: ['192.0.2.1'] });
    const here = await keys().create(companyA, { roles: [write], allowedIpAddresses: ['127.0.0.1'] });

    for (const secret of ['nonsense', revoked.secret, expired.secret, elsewhere.secret]) {
      expect(await errorOf(clientWith({ 'x-api-key': secret }))).toMatchObject({
        errorCode: 'Unauthorized',
        message: 'Invalid API Key',
      });
    }
    expect(await errorOf(clientWith({ 'x-api-key': here.secret }))).toBeUndefined();
  });

  it('are found nowhere in the database', async () => {
    const { secret } = await keys().create(companyA);
    const rows = (await app.database.dataSource.query('select api_key::text as row from api_key')) as { row: string }[];

    expect(rows.length).toBeGreaterThan(0);
    expect(rows.filter(({ row }) => row.includes(secret))).toEqual([]);
  });
});

describe('permissions', () => {
  it('are all needed', async () => {
    const { error } = await (await app.clientFor('tax-reader@missive.test')).api(new RetrieveAllProducts());

    expect(error).toMatchObject({ errorCode: 'Forbidden', message: 'Invalid Role' });
  });
});
