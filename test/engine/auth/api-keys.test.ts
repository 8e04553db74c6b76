import { performance } from 'node:perf_hooks';
import { ApiKeyRepository, type NewApiKey } from '../../../src/data';
import type { Log } from '../../../src/engine';
import { isInNetworks } from '../../../src/engine/auth/ip-networks';
import { profiles, type Reply } from '../../contract/http/reference-host';
import { openTestDatabase, type TestDatabase } from '../../support/database';
import { companyA, startApp, type TestApp } from '../../support/start-app';
import type { AuthHost } from './auth-host';
import { bearer, company, seconds, signedToken, startTokenHost } from './token-host';

let database: TestDatabase;
beforeAll(async () => {
  database = await openTestDatabase();
});
afterAll(() => database?.close());

const keys = () => new ApiKeyRepository(database.dataSource.manager);
const newKey = async (key: NewApiKey = {}) => (await keys().create(company, { prefix: 'ak-', ...key })).secret;
const byHeader = (secret: string) => ({ 'x-api-key': secret });

function expectInvalid(reply: Reply): void {
  expect([reply.status, reply.headers['content-type'], reply.json()]).toEqual([
    401,
    expect.stringContaining('application/json'),
    { responseStatus: expect.objectContaining({ errorCode: 'Unauthorized', message: 'Invalid API Key' }) },
  ]);
}

describe.each(profiles)('API keys on a %s host', (profile) => {
  let host: AuthHost;
  beforeAll(async () => {
    host = await startTokenHost({ profile, database, auth: { apiKey: { prefix: 'ak-' } } });
  });
  afterAll(() => host?.close());

  it('AUTH-30 pass their guard in the header x-api-key and behind Bearer', async () => {
    const secret = await newKey();

    for (const headers of [byHeader(secret), bearer(secret), { 'X-API-KEY': secret }]) {
      const reply = await host.get('/api/Keyed', headers as Record<string, string>);

      expect([reply.status, reply.json()]).toMatchObject([
        200,
        { isAuthenticated: true, companyId: expect.any(String) },
      ]);
    }
  });

  it('AUTH-30 are refused in JSON when they are missing, unknown, expired or revoked', async () => {
    const expired = await newKey({ expiresAt: new Date(host.clock.now().getTime() - 1) });
    const revoked = await keys().create(company, { prefix: 'ak-' });
    await keys().revoke(company, revoked.key.id);

    expectInvalid(await host.get('/api/Keyed'));
    for (const secret of ['ak-nobody', 'nobody', expired, revoked.secret, `ak-${'x'.repeat(2000)}`]) {
      expectInvalid(await host.get('/api/Keyed', byHeader(secret)));
      expectInvalid(await host.get('/api/Keyed', bearer(secret)));
    }
  });

  it('AUTH-30 work for operations that ask for a caller', async () => {
    const secret = await newKey({ roles: ['Admin'] });

    expect((await host.post('/api/Known', {}, byHeader(secret))).status).toBe(200);
    expect((await host.post('/api/AdminOnly', {}, bearer(secret))).json()).toMatchObject({
      provider: 'apikey',
      roles: ['Admin'],
    });
    expectInvalid(await host.post('/api/Known', {}, byHeader('nobody')));
  });

  it('AUTH-31 that are for other operations are refused, whatever the guard', async () => {
    const secret = await newKey({ operations: ['Till', 'Anybody'], roles: ['till'] });

    expect((await host.get('/api/Till', byHeader(secret))).status).toBe(200);
    expectInvalid(await host.get('/api/Keyed', byHeader(secret)));
    expectInvalid(await host.post('/api/Known', {}, byHeader(secret)));
    expectInvalid(await host.get('/known', byHeader(secret)));
  });

  it('AUTH-31 that lack the scope are refused; Admin stands for all', async () => {
    const reply = async (...roles: string[]) => host.get('/api/Till', byHeader(await newKey({ roles })));

    expectInvalid(await reply());
    expectInvalid(await reply('shop', 'Till'));
    expect([(await reply('till')).status, (await reply('shop', 'till')).status, (await reply('Admin')).status]).toEqual(
      [200, 200, 200],
    );
  });

  it('are nothing a user can do without: neither a token nor a session passes their guard', async () => {
    const token = await signedToken({ exp: seconds(host.clock.now()) + 60, roles: ['Admin'] });

    expectInvalid(await host.get('/api/Keyed', bearer(token)));
  });

  it('leave the decision to a user who comes with them, of the same company', async () => {
    const secret = await newKey({ roles: ['Admin'] });
    const token = (claims: object) => signedToken({ exp: seconds(host.clock.now()) + 60, ...claims });
    const both = async (claims: object) => ({ ...bearer(await token(claims)), ...byHeader(secret) });

    const own = await host.get('/api/Keyed', await both({ company, preferred_username: 'anna', roles: ['Lead'] }));
    const foreign = await host.get('/api/Keyed', await both({ company: companyA.replace(/^1/, '2') }));

    expect(own.json()).toMatchObject({ userName: 'anna', roles: ['Lead'], provider: 'jwt' });
    expect((await host.post('/api/AdminOnly', {}, await both({ company }))).status).toBe(403);
    expect([foreign.status, foreign.refusal().errorCode]).toEqual([403, 'Forbidden']);
  });

  it('do not stand in addresses', async () => {
    const secret = await newKey();

    for (const name of ['apikey', 'x-api-key', 'X-Api-Key'])
      expectInvalid(await host.get(`/api/Keyed?${name}=${secret}`));
  });

  it('AUTH-35 that are bad mean nothing to open operations', async () => {
    for (const headers of [byHeader('nobody'), bearer('ak-nobody'), bearer('other')]) {
      const reply = await host.post('/api/Anybody', {}, headers);

      expect([reply.status, reply.json<{ isAuthenticated: boolean }>().isAuthenticated]).toEqual([200, false]);
    }
  });

  it('with a prefix leave other bearer values alone, the header takes both', async () => {
    const secret = await newKey({ prefix: '' });

    expect((await host.get('/api/Keyed', byHeader(secret))).status).toBe(200);
    expect((await host.post('/api/Known', {}, bearer(secret))).refusal().message).toBe('Not Authenticated');
  });

  it('are refused at other addresses than their own', async () => {
    const allowed = async (...allowedIpAddresses: string[]) =>
      (await host.get('/api/Keyed', byHeader(await newKey({ allowedIpAddresses })))).status;

    expect(await allowed('192.0.2.1', '198.51.100.0/24')).toBe(401);
    expect(await allowed('192.0.2.1', '127.0.0.0/8')).toBe(200);
    expect(await allowed('127.0.0.1')).toBe(200);
  });
});

describe('API keys without a prefix, in a header of their own', () => {
  let host: AuthHost;
  beforeAll(async () => {
    host = await startTokenHost({ profile: 'system', database, auth: { apiKey: { headerName: 'x-till' } } });
  });
  afterAll(() => host?.close());

  it('are looked for behind Bearer too, where unknown values are no keys', async () => {
    const secret = await newKey({ prefix: '' });

    expect((await host.get('/api/Keyed', { 'x-till': secret })).status).toBe(200);
    expect((await host.get('/api/Keyed', bearer(secret))).status).toBe(200);
    expectInvalid(await host.get('/api/Keyed', byHeader(secret)));
    expect((await host.post('/api/Known', {}, bearer('nobody'))).refusal().message).toBe('Not Authenticated');
    expect((await host.post('/api/Known', {}, { 'x-till': 'nobody' })).refusal().message).toBe('Invalid API Key');
  });
});

describe('networks', () => {
  it.each([
    ['192.0.2.7', ['192.0.2.7'], true],
    ['192.0.2.7', ['192.0.2.8'], false],
    ['192.0.2.7', ['192.0.2.0/24'], true],
    ['192.0.3.7', ['192.0.2.0/24'], false],
    ['192.0.2.7', ['192.0.2.7/32'], true],
    ['192.0.2.7', ['0.0.0.0/0'], true],
    ['::ffff:192.0.2.7', ['192.0.2.0/24'], true],
    ['192.0.2.7', ['::ffff:192.0.2.0/120'], true],
    ['192.0.2.7', ['::/0'], false],
    ['2001:db8::1', ['2001:db8::/32'], true],
    ['2001:0db8:0:0::1', ['2001:db8::1'], true],
    ['2001:db9::1', ['2001:db8::/32'], false],
    ['fe80::1%eth0', ['fe80::/10'], true],
    ['192.0.2.7', ['nonsense', '192.0.2.0/99', '', '192.0.2.7'], true],
    ['192.0.2.7', ['nonsense'], false],
    ['nonsense', ['0.0.0.0/0'], false],
    [undefined, ['0.0.0.0/0'], false],
    ['192.0.2.7', [], false],
  ])('%s in %j: %s', (address, networks, expected) => {
    expect(isInNetworks(address, networks)).toBe(expected);
  });
});

describe('an API key of the product (reliability 3.2 #15)', () => {
  const lines: string[] = [];
  const write = (fields: object, message?: string) => void lines.push(JSON.stringify({ ...fields, message }, replacer));
  const log: Log = { debug: write, info: write, warn: write, error: write };
  let app: TestApp;
  beforeAll(async () => {
    app = await startApp({ log });
  });
  afterAll(() => app?.close());

  // Errors have no members of their own that JSON would show.
  function replacer(_key: string, value: unknown): unknown {
    return value instanceof Error || Object.prototype.toString.call(value) === '[object Error]'
      ? { ...(value as Error), stack: (value as Error).stack, cause: (value as Error).cause }
      : value;
  }

  async function dump(): Promise<string> {
    const tables = (await app.database.dataSource.query(
      `select format('%I.%I', table_schema, table_name) as name from information_schema.tables
        where table_type = 'BASE TABLE' and table_schema not in ('pg_catalog', 'information_schema')`,
    )) as { name: string }[];
    const texts: string[] = [];
    for (const { name } of tables) {
      const rows = (await app.database.dataSource.query(`select t::text as text from ${name} t`)) as { text: string }[];
      texts.push(name, ...rows.map(({ text }) => text));
    }
    return texts.join('\n');
  }

  it('is told once, and stands neither in the log, nor in the database, nor in rows of jobs', async () => {
    const admin = await app.clientFor('admin@missive.test');
    const created = await fetch(`${app.url}/apikeys`, {
      method: 'POST',
      headers: { authorization: `Bearer ${admin.bearerToken}`, 'content-type': 'application/json' },
      body: JSON.stringify({ Roles: ['bookingsupplier-administrator-write'], Notes: 'the row to be found' }),
    });
    const { Secret: secret } = (await created.json()) as { Secret: string };
    const headers = { 'x-api-key': secret, 'content-type': 'application/json' };
    const call = (verb: string, path: string, body?: object) =>
      fetch(`${app.url}${path}`, { method: verb, headers, ...(body && { body: JSON.stringify(body) }) });

    const statuses = [
      await call('GET', '/customers'),
      await call('POST', '/api/CreateAxemaUserSync', {}),
      await call('POST', '/json/oneway/CustomerQuery', {}),
      await call('POST', '/api/UpdateCustomer', { Id: 'nonsense' }),
      await call('GET', '/apikeys'),
      await fetch(`${app.url}/customers`, { headers: { authorization: `Bearer ${secret}` } }),
    ].map(({ status }) => status);
    const listed = await (await call('GET', '/apikeys')).text();
    const stored = await dump();

    expect(secret).toMatch(/^ak-[0-9a-f-]{36}$/);
    expect([statuses[0], statuses[3], statuses[4], statuses[5]]).toEqual([200, 400, 200, 200]);
    expect(stored).toContain('the row to be found');
    expect(stored).toContain('graphile_worker._private_jobs');
    for (const part of [secret, secret.slice(3), secret.slice(3).replaceAll('-', '')]) {
      expect([stored, lines.join('\n'), listed].map((text) => text.includes(part))).toEqual([false, false, false]);
    }
  });

  it('takes as long to be refused whether it begins rightly or not: printed', async () => {
    const repository = new ApiKeyRepository(app.database.dataSource.manager);
    const { secret } = await repository.create(companyA, { prefix: 'ak-' });
    const near = `${secret.slice(0, -1)}${secret.endsWith('0') ? '1' : '0'}`;
    const times: [number[], number[]] = [[], []];
    const found: unknown[] = [];
    for (let round = 0; round < 500; round++) {
      const far = `ak-${crypto.randomUUID()}`;
      // Alternately, so that whatever else the machine does meets both.
      for (const which of round % 2 === 0 ? ([0, 1] as const) : ([1, 0] as const)) {
        const before = performance.now();
        found.push(await repository.findBySecret(which === 0 ? near : far));
        times[which].push(performance.now() - before);
      }
    }

    process.stdout.write(`API keys, right beginning against random: |t| = ${Math.abs(welch(...times)).toFixed(2)}\n`);
    expect(found).toHaveLength(1_000);
    expect(found.every((key) => key === null)).toBe(true);
  });
});

/** Welch's t of two samples. */
function welch(one: readonly number[], other: readonly number[]): number {
  const [a, b] = [moments(one), moments(other)];
  return (a.mean - b.mean) / Math.sqrt(a.variance / one.length + b.variance / other.length);
}

function moments(sample: readonly number[]): { mean: number; variance: number } {
  const mean = sample.reduce((sum, value) => sum + value, 0) / sample.length;
  const variance = sample.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (sample.length - 1);
  return { mean, variance };
}
