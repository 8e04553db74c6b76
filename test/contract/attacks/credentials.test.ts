import { createHmac, randomUUID } from 'node:crypto';
import { demoPassword } from '../../../src/demo-data';
import { Attacker, printFigure } from './attacker';

/** Tokens, sessions and keys that somebody else has made, planted or found, on the whole product. */
let attacker: Attacker;
let token = '';
beforeAll(async () => {
  attacker = await Attacker.open();
  token = (await attacker.app.clientFor('admin@missive.test')).bearerToken ?? '';
});
afterAll(() => attacker?.close());

const guarded = (headers: Record<string, string>, path = '/api/CustomerQuery?take=1') =>
  attacker.send({ verb: 'GET', path, headers });
const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
const parts = () => token.split('.') as [string, string, string];
const claims = (): Record<string, unknown> => JSON.parse(Buffer.from(parts()[1], 'base64url').toString());
const signed = (header: object, body: object, secret: string) => {
  const text = `${part(header)}.${part(body)}`;
  return `${text}.${createHmac('sha256', secret).update(text).digest('base64url')}`;
};

describe('a forged token', () => {
  const hs256 = { alg: 'HS256', typ: 'JWT' };
  const forgeries: readonly (readonly [what: string, forge: () => string])[] = [
    ['without algorithm', () => `${part({ alg: 'none' })}.${parts()[1]}.`],
    ['without algorithm, in capitals', () => `${part({ alg: 'NONE' })}.${parts()[1]}.${parts()[2]}`],
    ['without signature', () => `${parts()[0]}.${parts()[1]}.`],
    ['with a part of the signature', () => token.slice(0, -10)],
    ['with more than the signature', () => `${token}AAAA`],
    ['signed with an empty secret', () => signed(hs256, claims(), ' ')],
    ['signed with a guess', () => signed(hs256, { ...claims(), roles: ['superadmin'] }, 'secret')],
    ['with other claims', () => `${parts()[0]}.${part({ ...claims(), roles: ['superadmin'] })}.${parts()[2]}`],
    ['of another algorithm', () => `${part({ alg: 'RS256', typ: 'JWT' })}.${parts()[1]}.${parts()[2]}`],
    ['whose key is a file', () => signed({ ...hs256, kid: '../../../../dev/null' }, claims(), ' ')],
    ['whose key is SQL', () => signed({ ...hs256, kid: "' UNION SELECT 'x" }, claims(), 'x')],
    ['with its key inside', () => signed({ ...hs256, jwk: { kty: 'oct', k: 'eA' } }, claims(), 'x')],
    ['of two parts', () => parts().slice(0, 2).join('.')],
    ['of no JSON', () => 'a.b.c'],
  ];

  it('reliability 3.2 #12 is told from the real one, which is let in', async () => {
    expect((await guarded({ authorization: `Bearer ${token}` })).status).toBe(200);
  });

  it.each(forgeries)('reliability 3.2 #12 %s is answered with 401', async (_what, forge) => {
    const byHeader = await guarded({ authorization: `Bearer ${forge()}` });
    const byCookie = await guarded({ cookie: `ss-tok=${forge()}` });

    expect([byHeader.status, byCookie.status]).toEqual([401, 401]);
  });

  it('reliability 3.2 #12 of a megabyte is refused before it is read', async () => {
    const sent = guarded({ authorization: `Bearer ${'a'.repeat(1024 * 1024)}` }).then(({ status }) => status);

    expect([431, 'closed']).toContain(await sent.catch(() => 'closed'));
  });
});

describe('a planted session', () => {
  const planted = `ss-id=${'A'.repeat(20)}; ss-pid=${'B'.repeat(20)}; ss-opt=perm`;
  const signIn = (cookie: string) =>
    attacker.send({
      path: '/auth/credentials',
      body: { userName: 'admin@missive.test', password: demoPassword },
      headers: { cookie },
    });
  const cookiesOf = (headers: Headers) => headers.getSetCookie().filter((line) => /^ss-(?:id|pid|opt)=/.test(line));
  const pairsOf = (headers: Headers) => cookiesOf(headers).map((line) => line.split(';')[0] as string);

  it('reliability 3.2 #13 opens nothing, before and after somebody signs in with it', async () => {
    const before = await guarded({ cookie: planted });
    const { headers, status } = await signIn(planted);
    const after = await guarded({ cookie: planted });
    const real = await guarded({ cookie: pairsOf(headers).join('; ') });

    expect([before.status, status, after.status, real.status]).toEqual([401, 200, 401, 200]);
    expect(pairsOf(headers).join()).not.toMatch(/A{20}|B{20}/);
  });

  it('reliability 3.2 #13 gets another id at each sign-in, in cookies that no script reads', async () => {
    const first = await signIn('');
    const second = await signIn(pairsOf(first.headers).join('; '));

    expect(pairsOf(second.headers)).toHaveLength(3);
    expect(pairsOf(second.headers)[0]).not.toBe(pairsOf(first.headers)[0]);
    expect(pairsOf(second.headers)[0]).toMatch(/^ss-id=./);
    for (const line of cookiesOf(second.headers)) expect(line).toMatch(/HttpOnly/i);
    for (const line of cookiesOf(second.headers)) expect(line).toMatch(/SameSite=Lax/i);
    for (const line of cookiesOf(second.headers)) expect(line).toMatch(/path=\//i);
    expect((await guarded({ cookie: pairsOf(first.headers).join('; ') })).status).toBe(401);
  });

  it('reliability 3.2 #13 ends at sign-out: its cookies open nothing afterwards', async () => {
    const cookie = pairsOf((await signIn('')).headers).join('; ');
    const during = await guarded({ cookie });

    const out = await attacker.send({ path: '/auth/logout', body: {}, headers: { cookie } });

    expect([during.status, out.status, (await guarded({ cookie })).status]).toEqual([200, 200, 401]);
  });
});

describe('an API key', () => {
  async function aKey(): Promise<{ secret: string; text: string }> {
    const hit = await attacker.send({
      path: '/api/CreateApiKey',
      user: 'admin@missive.test',
      body: { Notes: 'attack' },
    });
    const secret = /"(ak-[^"]+)"/.exec(hit.text)?.[1] ?? '';
    return { secret, text: hit.text };
  }

  it('reliability 3.2 #15 stands in no row, no list and no second answer', async () => {
    const { secret, text } = await aKey();
    const list = await attacker.send({ verb: 'GET', path: '/api/ApiKeyQuery', user: 'admin@missive.test' });
    const tables = await attacker.rows<{ name: string }>(
      "select format('%I.%I', table_schema, table_name) as name from information_schema.tables where table_type = 'BASE TABLE' and table_schema not in ('pg_catalog', 'information_schema')",
    );
    const holders: string[] = [];
    for (const { name } of tables) {
      const found = await attacker.rows(`select 1 from ${name} t where strpos(t::text, $1) > 0`, [secret.slice(3)]);
      if (found.length > 0) holders.push(name);
    }

    expect(secret.length).toBeGreaterThan(30);
    expect(text.split(secret)).toHaveLength(2);
    expect(list.text).not.toContain(secret);
    expect([tables.length > 20, holders]).toEqual([true, []]);
  });

  it('reliability 3.2 #15 is taken from a header, and from no address', async () => {
    const { secret } = await aKey();

    const byHeader = await guarded({ 'x-api-key': secret }, '/auth');
    const byAddress = await guarded({}, `/api/CustomerQuery?apikey=${secret}&api_key=${secret}&x-api-key=${secret}`);

    expect(byAddress.status).toBe(401);
    expect(byHeader.status).toBeLessThan(500);
  });

  it('reliability 3.2 #15 that begins right is refused no later than one that does not', async () => {
    const { secret } = await aKey();
    const near = `${secret.slice(0, -1)}${secret.endsWith('A') ? 'B' : 'A'}`;
    const far = `ak-${randomUUID()}${randomUUID()}`.slice(0, secret.length);
    const times: Record<'near' | 'far', number[]> = { near: [], far: [] };

    for (let round = 0; round < 400; round++) {
      for (const [kind, key] of [
        ['near', near],
        ['far', far],
      ] as const) {
        const startedAt = process.hrtime.bigint();
        const { status } = await guarded({ 'x-api-key': key });
        times[kind].push(Number(process.hrtime.bigint() - startedAt) / 1e3);
        expect(status).toBe(401);
      }
    }

    printFigure(`keys that begin right and wrong, 400 each: Welch's t = ${welch(times.near, times.far).toFixed(2)}`);
    expect([times.near.length, times.far.length]).toEqual([400, 400]);
  }, 60_000);
});

/** Welch's t of two samples. */
function welch(a: readonly number[], b: readonly number[]): number {
  const mean = (list: readonly number[]) => list.reduce((sum, value) => sum + value, 0) / list.length;
  const error = (list: readonly number[]) =>
    list.reduce((sum, value) => sum + (value - mean(list)) ** 2, 0) / (list.length - 1) / list.length;
  return (mean(a) - mean(b)) / Math.sqrt(error(a) + error(b));
}
