import { generateKeyPairSync } from 'node:crypto';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { systemClock } from '../src/engine';
import { Tokens } from '../src/engine/auth/tokens/tokens';
import { newSecrets, readSettings } from '../src/settings';

const folder = mkdtempSync(join(tmpdir(), 'missive-tokens-'));
afterAll(() => rmSync(folder, { recursive: true }));
const fresh = newSecrets();
const secrets = { JWT_SECRET: fresh.jwtSecret, SECRET_KEYS: fresh.secretKeys };
const read = (env: Record<string, string> = {}) => readSettings({ ...secrets, DATA_DIR: folder, ...env });

const rsa = pem(generateKeyPairSync('rsa', { modulusLength: 2048 }));
const ec = pem(generateKeyPairSync('ec', { namedCurve: 'prime256v1' }));

function pem({ privateKey, publicKey }: ReturnType<typeof generateKeyPairSync>): { secret: string; open: string } {
  return {
    secret: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    open: publicKey.export({ type: 'spki', format: 'pem' }).toString(),
  };
}
const user = { id: 'u1', userName: 'anna', roles: [], permissions: [], isLocked: false };

describe('settings of tokens', () => {
  it('are HS256 with the secret, in the body, over any connection, with no secret for administrators', () => {
    const { tokens, authSecret } = read();

    expect(tokens).toEqual({
      key: { algorithm: 'HS256', secret: Buffer.from(fresh.jwtSecret) },
      olderKeys: [],
      issuer: undefined,
      audience: undefined,
      useTokenCookie: false,
      requiresSecureConnection: false,
      openId: [],
    });
    expect(authSecret).toBeUndefined();
  });

  it('ask for https in production, unless that is switched off (decisions D23)', () => {
    const production = { NODE_ENV: 'production', SECRET_KEYS: fresh.secretKeys.replace('dev:', 'a:') };

    expect(read(production).tokens.requiresSecureConnection).toBe(true);
    expect(read({ ...production, JWT_REQUIRE_HTTPS: '0' }).tokens.requiresSecureConnection).toBe(false);
    expect(read({ JWT_REQUIRE_HTTPS: '1' }).tokens.requiresSecureConnection).toBe(true);
  });

  it.each([
    ['RS256', rsa],
    ['ES256', ec],
  ])('sign with %s by a key that stands in the environment, or in a file', async (algorithm, key) => {
    const file = join(folder, `${algorithm}.pem`);
    writeFileSync(file, key.secret);

    for (const value of [key.secret, key.secret.replaceAll('\n', '\\n'), file]) {
      const { tokens } = read({ JWT_ALGORITHM: algorithm, JWT_PRIVATE_KEY: value });
      const host = new Tokens(tokens, systemClock);

      expect(await host.read((await host.issue(user)).token)).toMatchObject({ userId: 'u1' });
    }
  });

  it('still read what an older secret and older keys have signed', async () => {
    const before = new Tokens(read().tokens, systemClock);
    const between = new Tokens(read({ JWT_ALGORITHM: 'RS256', JWT_PRIVATE_KEY: rsa.secret }).tokens, systemClock);
    const now = new Tokens(
      read({
        JWT_ALGORITHM: 'ES256',
        JWT_PRIVATE_KEY: ec.secret,
        JWT_PUBLIC_KEY: `${ec.open}${rsa.open}`,
        JWT_OLD_SECRET: fresh.jwtSecret,
      }).tokens,
      systemClock,
    );

    for (const host of [before, between, now]) {
      expect(await now.read((await host.issue(user)).token)).toMatchObject({ userId: 'u1' });
    }
  });

  it('need no secret in production when a private key signs, and then make none', () => {
    const empty = mkdtempSync(join(folder, 'empty-'));
    const { tokens } = readSettings({
      NODE_ENV: 'production',
      DATA_DIR: empty,
      SECRET_KEYS: fresh.secretKeys.replace('dev:', 'a:'),
      JWT_ALGORITHM: 'ES256',
      JWT_PRIVATE_KEY: ec.secret,
    });

    expect(tokens.key?.algorithm).toBe('ES256');
    expect(readdirSync(empty)).toEqual([]);
  });

  it('name an OpenID provider, whom it has to know the host as, and its claims', () => {
    const { tokens } = read({
      JWT_ISSUER: 'https://missive.example',
      JWT_AUDIENCE: 'missive',
      JWT_COOKIES: '1',
      OIDC_ISSUER: 'https://login.example/realm',
      OIDC_AUDIENCE: 'missive',
      OIDC_JWKS_URL: 'https://login.example/keys',
      OIDC_CLAIMS: 'roles=realm_access.roles, companyId=tenant',
    });

    expect(tokens).toMatchObject({
      issuer: 'https://missive.example',
      audience: 'missive',
      useTokenCookie: true,
      openId: [
        {
          issuer: 'https://login.example/realm',
          audience: 'missive',
          jwksUrl: 'https://login.example/keys',
          claims: { roles: 'realm_access.roles', companyId: 'tenant' },
        },
      ],
    });
  });

  it.each(['ADMIN_SECRET', 'AUTH_SECRET'])('name a secret for administrators: %s', (name) => {
    expect(read({ [name]: 'twenty characters and more' }).authSecret).toBe('twenty characters and more');
  });

  it.each<[env: Record<string, string>, message: RegExp]>([
    [{ JWT_ALGORITHM: 'none' }, /JWT_ALGORITHM must be one of HS256, RS256, ES256; it is 'none'/],
    [{ JWT_ALGORITHM: 'RS256' }, /JWT_PRIVATE_KEY must be set when JWT_ALGORITHM is/],
    [{ JWT_PRIVATE_KEY: rsa.secret }, /JWT_PRIVATE_KEY needs JWT_ALGORITHM/],
    [{ JWT_ALGORITHM: 'RS256', JWT_PRIVATE_KEY: '/no/such/file' }, /JWT_PRIVATE_KEY must be a key in PEM form/],
    [{ JWT_PUBLIC_KEY: rsa.secret }, /JWT_PUBLIC_KEY must hold public keys/],
    [{ JWT_OLD_SECRET: 'short' }, /JWT_OLD_SECRET must have at least 32 bytes/],
    [{ OIDC_ISSUER: 'https://login.example' }, /OIDC_AUDIENCE must be set when OIDC_ISSUER is/],
    [{ OIDC_ISSUER: 'login', OIDC_AUDIENCE: 'a' }, /OIDC_ISSUER must be a URL/],
    [{ OIDC_AUDIENCE: 'a' }, /OIDC_ISSUER must be set when OIDC_AUDIENCE is/],
    [{ OIDC_ISSUER: 'https://x.example', OIDC_AUDIENCE: 'a', OIDC_CLAIMS: 'role=x' }, /got 'role=x'/],
    [{ ADMIN_SECRET: 'short' }, /ADMIN_SECRET must have at least 20 characters/],
    [{ ADMIN_SECRET: 'x'.repeat(20), AUTH_SECRET: 'y'.repeat(20) }, /not both/],
  ])('are refused: %j', (env, message) => {
    expect(() => read(env)).toThrow(message);
  });
});
