import type { Log, OpenIdSettings } from '../../../src/engine';
import { OpenIdTokens } from '../../../src/engine/auth/tokens/open-id-tokens';
import { openTestDatabase, type TestDatabase } from '../../support/database';
import { MovingClock } from '../../support/moving-clock';
import { type Behaviour, newProviderKey, OpenIdProvider } from '../../support/open-id-provider';
import type { AuthHost } from './auth-host';
import { bearer, seconds, secret, signedToken, startTokenHost } from './token-host';

const clock = new MovingClock();
let provider: OpenIdProvider;
beforeEach(async () => {
  provider = await OpenIdProvider.start();
});
afterEach(() => provider.close());

const inAMinute = () => seconds(clock.now()) + 60;
const minute = 60_000;

function reader(settings: Partial<OpenIdSettings> = {}): OpenIdTokens {
  return new OpenIdTokens({ issuer: provider.issuer, audience: 'missive', timeoutMs: 500, ...settings }, clock);
}

describe('tokens of an OpenID provider', () => {
  it('name a caller by the claims that the settings name', async () => {
    const tokens = reader({
      claims: { roles: 'realm_access.roles', permissions: 'scope', companyId: 'https://missive/company' },
    });
    const token = await provider.token({
      exp: inAMinute(),
      preferred_username: 'anna',
      name: 'Anna A',
      email: 'anna@example.com',
      roles: ['not these'],
      realm_access: { roles: ['Lead', 7] },
      scope: 'read  write',
      'https://missive/company': 'c1',
    });

    expect(await tokens.read(token)).toMatchObject({
      isAuthenticated: true,
      userId: 'user-of-provider',
      userName: 'anna',
      displayName: 'Anna A',
      email: 'anna@example.com',
      companyId: 'c1',
      roles: ['Lead'],
      permissions: ['read', 'write'],
      authProvider: 'openid',
    });
  });

  it.each(['__proto__.x', 'roles.length', 'constructor.name'])('have no claim where none is: %s', async (roles) => {
    const token = await provider.token({ exp: inAMinute(), roles: ['Lead'] });

    expect((await reader({ claims: { roles } }).read(token))?.roles).toEqual([]);
  });

  it('may be signed by another kind of key, and be of the type at+jwt', async () => {
    provider.keys = [newProviderKey('ES256')];

    expect(await reader().read(await provider.token({ exp: inAMinute() }, { typ: 'at+jwt' }))).toBeDefined();
  });

  it('are refused when they have expired, are for somebody else or come too early; clocks may be 30 s apart', async () => {
    const now = seconds(clock.now());
    const tokens = reader();

    await expect(tokens.read(await provider.token({ exp: now - 31 }))).rejects.toMatchObject({
      message: 'Token has expired',
    });
    await expect(tokens.read(await provider.token({ exp: now + 9, nbf: now + 40 }))).rejects.toMatchObject({
      status: 401,
    });
    await expect(tokens.read(await provider.token({ exp: now + 9, aud: 'others' }))).rejects.toMatchObject({
      message: 'Token is for another audience',
    });
    expect(await tokens.read(await provider.token({ exp: now - 29 }))).toBeDefined();
  });

  it.each([
    ['of another issuer', { iss: 'https://evil.example' }, {}],
    ['without audience', { aud: undefined }, {}],
    ['without end', { exp: undefined }, {}],
    ['for refreshing', {}, { typ: 'JWTR' }],
    ['of the type ID', {}, { typ: 'id+jwt' }],
    ['that name a key that is not there', {}, { kid: 'nobody' }],
  ])('are none: %s', async (_name, claims, header) => {
    expect(await reader().read(await provider.token({ exp: inAMinute(), ...claims }, header))).toBeUndefined();
  });

  it('are none when they are signed with a public key as a secret, or with no key of the provider', async () => {
    const [key] = provider.keys;
    const pem = key?.publicKey.export({ type: 'spki', format: 'pem' }) ?? '';
    const claims = { iss: provider.issuer, aud: 'missive', exp: inAMinute() };
    const confused = await signedToken(claims, { kid: key?.kid }, Buffer.from(pem));
    const foreign = await provider.token({ exp: inAMinute() }, { kid: key?.kid }, newProviderKey('RS256'));

    expect([await reader().read(confused), await reader().read(foreign)]).toEqual([undefined, undefined]);
  });
});

describe('keys of an OpenID provider', () => {
  it('are found by discovery, once for many tokens at once, and asked for again when they are old', async () => {
    const tokens = reader();
    const token = await provider.token({ exp: seconds(clock.now()) + 3600 });

    await Promise.all(Array.from({ length: 20 }, () => tokens.read(token)));
    clock.advance(9 * minute);
    await tokens.read(token);
    expect(provider.asked).toEqual(['/realm/.well-known/openid-configuration', '/realm/keys']);

    clock.advance(2 * minute);
    await tokens.read(token);
    expect(provider.asked).toHaveLength(4);
  });

  it('are asked for at an address that the settings name', async () => {
    await reader({ jwksUrl: provider.jwksUrl }).read(await provider.token({ exp: inAMinute() }));

    expect(provider.asked).toEqual(['/realm/keys']);
  });

  it('may be rotated: a new one is found with the first token that names it, an old one works until it is gone', async () => {
    const tokens = reader();
    const [old] = provider.keys;
    const before = await provider.token({ exp: seconds(clock.now()) + 3600 });
    await tokens.read(before);
    clock.advance(minute);

    provider.keys = [newProviderKey('ES256'), ...(old ? [old] : [])];
    expect(await tokens.read(await provider.token({ exp: inAMinute() }))).toBeDefined();
    expect(await tokens.read(before)).toBeDefined();
    provider.keys = provider.keys.slice(0, 1);
    clock.advance(11 * minute);

    expect(await tokens.read(before)).toBeUndefined();
  });

  it('are not asked for by every token that names an unknown one', async () => {
    const tokens = reader();
    for (let guess = 0; guess < 50; guess++) {
      await tokens.read(await provider.token({ exp: inAMinute() }, { kid: `guess-${guess}` }));
    }

    expect(provider.asked).toHaveLength(2);
  });

  it('serve on while the provider is away, for a day', async () => {
    const tokens = reader();
    const token = await provider.token({ exp: seconds(clock.now()) + 3 * 24 * 3600 });
    await tokens.read(token);
    provider.behaviour = 'error 500';

    clock.advance(23 * 60 * minute);
    expect(await tokens.read(token)).toBeDefined();
    clock.advance(2 * 60 * minute);
    await expect(tokens.read(token)).rejects.toMatchObject({ status: 503 });
    provider.behaviour = 'good';
    clock.advance(minute);

    expect(await tokens.read(token)).toBeDefined();
  });

  it.each([
    ['another issuer', { issuer: 'https://evil.example' }],
    ['no address of keys', { jwks_uri: undefined }],
    ['keys over an open line', { jwks_uri: 'http://keys.example/keys' }],
    ['keys in a file', { jwks_uri: 'file:///etc/passwd' }],
  ])('are not taken from a discovery that names %s', async (_name, discovery) => {
    provider.discovery = discovery;
    const token = await provider.token({ exp: inAMinute() });

    await expect(reader().read(token)).rejects.toMatchObject({ status: 503 });
  });

  it.each(['http://login.example', 'ftp://login.example', 'login.example', 'http://127.0.0.1.example'])(
    'are not taken from %s: settings that name it stop the start',
    (issuer) => {
      expect(() => new OpenIdTokens({ issuer, audience: 'missive' }, clock)).toThrow(/must be at an https address/);
    },
  );
});

describe('a host with an OpenID provider', () => {
  let database: TestDatabase;
  let host: AuthHost;
  const warnings: object[] = [];
  const log: Log = {
    debug: () => undefined,
    info: () => undefined,
    warn: (fields) => void warnings.push(fields),
    error: () => undefined,
  };
  beforeAll(async () => {
    database = await openTestDatabase();
  });
  afterAll(() => database?.close());
  beforeEach(async () => {
    const openId = [{ issuer: provider.issuer, audience: 'missive', timeoutMs: 300, cooldownMs: 0 }];
    host = await startTokenHost({ profile: 'system', database, log, auth: { tokens: { secret, openId } } });
    warnings.splice(0);
  });
  afterEach(() => host?.close());
  const known = (token: string) => host.post('/api/Known', {}, bearer(token));
  const fresh = () =>
    provider.token({ exp: seconds(host.clock.now()) + 600, preferred_username: 'anna', roles: ['Admin'] });

  it('takes its tokens beside its own', async () => {
    const own = await known(await signedToken({ exp: seconds(host.clock.now()) + 60, preferred_username: 'own' }));
    const other = await known(await fresh());

    expect(own.json()).toMatchObject({ userName: 'own', provider: 'jwt' });
    expect(other.json()).toMatchObject({ userName: 'anna', provider: 'openid', userId: 'user-of-provider' });
    expect((await host.post('/api/AdminOnly', {}, bearer(await fresh()))).status).toBe(200);
  });

  it('makes no tokens of its own for its users', async () => {
    const reply = await host.post('/session-to-token', {}, bearer(await fresh()));

    expect([reply.status, reply.headers['set-cookie']]).toEqual([403, undefined]);
  });

  it('does not let one provider’s keys verify another’s tokens', async () => {
    const own = await provider.token({ iss: 'ssjwt', exp: seconds(host.clock.now()) + 60 });
    const theirs = await signedToken({ iss: provider.issuer, aud: 'missive', exp: seconds(host.clock.now()) + 60 });

    expect([(await known(own)).status, (await known(theirs)).status]).toEqual([401, 401]);
  });

  const outages: readonly Behaviour[] = [
    'silent',
    'stuck',
    'hung up',
    'error 500',
    'no JSON',
    'a list',
    'no keys',
    'huge',
    'many keys',
    'redirect',
  ];
  it.each(outages)('answers 503 while the provider is %s, and well as soon as it is back', async (behaviour) => {
    provider.behaviour = behaviour;
    const refused = await known(await fresh());
    provider.behaviour = 'good';
    const passed = await known(await fresh());

    expect([refused.status, refused.refusal().errorCode]).toEqual([503, 'ServiceUnavailable']);
    expect(refused.headers['retry-after']).toBe('5');
    expect(refused.text).not.toContain(provider.issuer);
    expect(warnings).toContainEqual(expect.objectContaining({ issuer: provider.issuer }));
    expect(passed.status).toBe(200);
    // Nobody has followed the redirect.
    expect(provider.asked.filter((path) => path.endsWith('/good-keys'))).toEqual([]);
  });

  it('answers 401 where none of the provider’s keys is one', async () => {
    provider.behaviour = 'keys that are none';

    const reply = await known(await fresh());

    expect([reply.status, reply.refusal().errorCode]).toEqual([401, 'Unauthorized']);
    expect((await known(await provider.token({}, {}, newProviderKey('ES256', provider.keys[0]?.kid)))).status).toBe(
      401,
    );
  });

  it('answers its own users all the while', async () => {
    provider.behaviour = 'error 500';

    const reply = await known(await signedToken({ exp: seconds(host.clock.now()) + 60 }));

    expect([reply.status, provider.asked]).toEqual([200, []]);
  });
});
