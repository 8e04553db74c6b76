import { decodeJwt, decodeProtectedHeader } from 'jose';
import type { UserAccount } from '../../../src/engine';
import type { RevokedTokenStore } from '../../../src/engine/auth/tokens/revocations';
import { type TokenSettings, Tokens } from '../../../src/engine/auth/tokens/tokens';
import { MovingClock } from '../../support/moving-clock';
import { keyPair, seconds, secret } from './token-host';

const user: UserAccount = {
  id: 'u1',
  userName: 'anna',
  displayName: 'Anna A',
  email: 'anna@missive.test',
  companyId: 'c1',
  roles: ['Lead'],
  permissions: ['CanSell'],
  isLocked: false,
};
const clock = new MovingClock(new Date('2026-11-25T12:00:00.700Z'));
afterEach(() => clock.set('2026-11-25T12:00:00.700Z'));
const day = 24 * 3600_000;

function tokens(settings: Partial<TokenSettings> = {}): Tokens {
  return new Tokens(settings.key ? settings : { secret, ...settings }, clock);
}
const rsa = { algorithm: 'RS256', privateKey: keyPair('rsa').privateKey } as const;
const ec = { algorithm: 'ES256', privateKey: keyPair('ec').privateKey } as const;
const publicRsa = { algorithm: 'RS256', publicKey: keyPair('rsa').publicKey } as const;

class RevokedInMemory implements RevokedTokenStore {
  readonly ids = new Map<string, Date>();
  questions = 0;
  async isRevoked(tokenId: string): Promise<boolean> {
    this.questions++;
    return this.ids.has(tokenId);
  }
  async revoke(tokenId: string, expiresAt: Date): Promise<void> {
    this.ids.set(tokenId, expiresAt);
  }
}

describe('access tokens', () => {
  it('say who the user is, in the claims of http-contract 6.4', async () => {
    const { token, expiresAt } = await tokens().issue(user);

    expect(decodeProtectedHeader(token)).toEqual({
      alg: 'HS256',
      typ: 'JWT',
      kid: expect.stringMatching(/^[\w-]{8}$/),
    });
    expect(decodeJwt(token)).toEqual({
      iss: 'ssjwt',
      sub: 'u1',
      iat: seconds(clock.now()),
      exp: seconds(clock.now()) + 14 * 24 * 3600,
      jti: expect.stringMatching(/^[0-9a-f-]{36}$/),
      email: 'anna@missive.test',
      name: 'Anna A',
      preferred_username: 'anna',
      company: 'c1',
      roles: ['Lead'],
      perms: ['CanSell'],
    });
    expect(expiresAt).toEqual(new Date('2026-12-09T12:00:00.000Z'));
  });

  it.each([
    ['HS256', {}],
    ['RS256', { key: rsa }],
    ['ES256', { key: ec }],
    ['HS256, encrypted', { encryption: { privateKey: keyPair('rsa', 'encryption').privateKey } }],
    ['an audience', { audience: 'missive' }],
  ] satisfies [string, Partial<TokenSettings>][])('are read again: %s', async (_name, settings) => {
    const host = tokens(settings);

    const session = await host.read((await host.issue(user)).token);

    expect(session).toMatchObject({
      isAuthenticated: true,
      userId: 'u1',
      userName: 'anna',
      displayName: 'Anna A',
      companyId: 'c1',
      roles: ['Lead'],
      permissions: ['CanSell'],
      authProvider: 'jwt',
    });
  });

  it('end when their time is over', async () => {
    const host = tokens({ lifetimeSeconds: 60 });
    const { token } = await host.issue(user);

    clock.advance(59_000);
    expect(await host.read(token)).toBeDefined();
    clock.advance(1_000);

    await expect(host.read(token)).rejects.toMatchObject({ status: 401, message: 'Token has expired' });
  });

  it('of another issuer are none, of another audience are refused', async () => {
    const { token } = await tokens({ issuer: 'somebody' }).issue(user);
    const forOthers = await tokens({ audience: 'others' }).issue(user);

    expect(await tokens().read(token)).toBeUndefined();
    await expect(tokens({ audience: 'missive' }).read(forOthers.token)).rejects.toMatchObject({
      status: 401,
      errorCode: 'TokenException',
    });
  });

  it('that are encrypted hide what they say, and open on this host only', async () => {
    const privateKey = keyPair('rsa', 'encryption').privateKey;
    const host = tokens({ encryption: { privateKey } });
    const { token } = await host.issue(user);

    expect(token.split('.')).toHaveLength(5);
    expect(decodeProtectedHeader(token)).toMatchObject({ alg: 'RSA-OAEP', enc: 'A128CBC-HS256' });
    expect(Buffer.from(token, 'base64url').toString()).not.toContain('anna');
    expect(await tokens().read(token)).toBeUndefined();
    expect(await tokens({ encryption: { privateKey: keyPair('rsa').privateKey } }).read(token)).toBeUndefined();
    const [header, key, iv, text = '', tag] = token.split('.');
    expect(await host.read([header, key, iv, `${text.slice(0, -4)}AAAA`, tag].join('.'))).toBeUndefined();
  });

  it('cannot be made by encrypting for a host: what is inside has to be signed too', async () => {
    const encryption = { privateKey: keyPair('rsa', 'encryption').privateKey };
    const { token } = await tokens({ secret: Buffer.alloc(40, 7), encryption }).issue(user);

    expect(await tokens({ encryption }).read(token)).toBeUndefined();
  });
});

describe('keys', () => {
  it('that have been replaced verify what they have signed, and sign nothing', async () => {
    const before = await tokens({ key: rsa }).issue(user);
    const now = tokens({ key: ec, olderKeys: [publicRsa, { algorithm: 'HS256', secret }] });

    expect(await now.read(before.token)).toBeDefined();
    expect(await now.read((await tokens().issue(user)).token)).toBeDefined();
    expect(decodeProtectedHeader((await now.issue(user)).token).alg).toBe('ES256');
  });

  it('that are no longer listed verify nothing', async () => {
    const { token } = await tokens({ key: rsa }).issue(user);

    expect(await tokens({ key: ec }).read(token)).toBeUndefined();
    expect(await tokens().read(token)).toBeUndefined();
  });

  it('may be listed with the current one', async () => {
    const host = tokens({ key: rsa, olderKeys: [publicRsa] });

    expect(await host.read((await host.issue(user)).token)).toBeDefined();
  });

  it.each([
    ['a secret of 31 bytes', { secret: Buffer.alloc(31) }, /at least 32 bytes; it has 31/],
    ['a secret and a key', { secret, key: rsa }, /both a key and a secret/],
    ['neither', { secret: undefined }, /need a key or a secret/],
    ['no PEM', { key: { algorithm: 'RS256', privateKey: 'nonsense' } }, /must be in PEM form/],
    ['a curve for RSA', { key: { algorithm: 'RS256', privateKey: ec.privateKey } }, /RS256 needs an RSA key.*is ec/],
    ['an RSA key for the curve', { key: { algorithm: 'ES256', privateKey: rsa.privateKey } }, /ES256 needs.*rsa 2048/],
    [
      'two keys of one id',
      { key: { ...rsa, kid: 'a' }, olderKeys: [{ algorithm: 'HS256', secret, kid: 'a' }] },
      /Two token keys have the id 'a'/,
    ],
    ['a curve to encrypt with', { secret, encryption: { privateKey: ec.privateKey } }, /encrypted with an RSA key/],
  ] as [string, TokenSettings, RegExp][])('stop the start: %s', (_name, settings, message) => {
    expect(() => new Tokens(settings, clock)).toThrow(message);
  });
});

describe('refresh tokens', () => {
  it('name the user and nothing else, for a year', async () => {
    const { token, expiresAt } = await tokens().issueRefresh('u1');

    expect(decodeProtectedHeader(token)).toMatchObject({ alg: 'HS256', typ: 'JWTR' });
    expect(Object.keys(decodeJwt(token)).sort()).toEqual(['exp', 'iat', 'jti', 'sub']);
    expect(expiresAt).toEqual(new Date('2027-11-25T12:00:00Z'));
    expect(await tokens().readRefresh(token)).toMatchObject({ userId: 'u1' });
  });

  it('and access tokens never stand for each other', async () => {
    const access = await tokens().issue(user);
    const refresh = await tokens().issueRefresh('u1');

    expect(await tokens().read(refresh.token)).toBeUndefined();
    await expect(tokens().readRefresh(access.token)).rejects.toMatchObject({
      status: 400,
      errorCode: 'ArgumentException',
      message: 'Token is invalid',
    });
  });

  it.each([
    ['nothing', ''],
    ['one part', 'x'],
    ['two parts', 'a.b'],
    ['a length that no bytes have', 'Invalid.Refresh.Token'],
    ['= at the end', 'aa.bb.cc='],
    ['other letters', 'åå.bb.cc'],
    ['9,000 characters', `${'x'.repeat(9000)}.yy.zz`],
  ])('are no base64url: %s', async (_name, token) => {
    await expect(tokens().readRefresh(token)).rejects.toMatchObject({
      status: 400,
      errorCode: 'ArgumentException',
      message: 'Illegal base64url string!',
      errors: [expect.objectContaining({ fieldName: 'refreshToken' })],
    });
  });
});

describe('revoking', () => {
  it('ends an access token and a refresh token, each alone', async () => {
    const revoked = new RevokedInMemory();
    const host = tokens({ revoked });
    const [first, second, refresh] = [await host.issue(user), await host.issue(user), await host.issueRefresh('u1')];

    await host.revoke(first.token);
    await host.revoke(refresh.token);

    await expect(host.read(first.token)).rejects.toMatchObject({ status: 401, message: 'Token has been invalidated' });
    await expect(host.readRefresh(refresh.token)).rejects.toMatchObject({ errorCode: 'TokenException' });
    expect(await host.read(second.token)).toBeDefined();
    expect([...revoked.ids.values()]).toEqual([first.expiresAt, refresh.expiresAt]);
  });

  it('goes by the token’s id: no other spelling of it is read', async () => {
    const host = tokens({ revoked: new RevokedInMemory() });
    const { token } = await host.issue(user);
    await host.revoke(token);

    for (const spelling of [`${token}=`, `${token}==`, `${token} `, otherLastCharacter(token)]) {
      expect([spelling.slice(-4), await host.read(spelling)]).toEqual([spelling.slice(-4), undefined]);
    }
  });

  it('passes over what is none of ours or over already', async () => {
    const revoked = new RevokedInMemory();
    const host = tokens({ revoked });
    const old = await host.issue(user);
    clock.advance(15 * day);

    for (const token of ['nonsense', old.token, (await tokens({ secret: Buffer.alloc(40) }).issue(user)).token]) {
      await host.revoke(token);
    }

    expect(revoked.ids.size).toBe(0);
  });

  it('is noticed by other processes after five seconds at the latest, which ask no more often', async () => {
    const revoked = new RevokedInMemory();
    const [one, other] = [tokens({ revoked }), tokens({ revoked })];
    const { token } = await one.issue(user);
    for (let call = 0; call < 20; call++) await other.read(token);
    expect(revoked.questions).toBe(1);

    await one.revoke(token);

    await expect(one.read(token)).rejects.toMatchObject({ message: 'Token has been invalidated' });
    clock.advance(5_000);
    await expect(other.read(token)).rejects.toMatchObject({ message: 'Token has been invalidated' });
    expect(revoked.questions).toBe(2);
  });

  it('by id needs a store', async () => {
    await expect(tokens().revokeById('x', 1)).rejects.toThrow(/cannot be revoked/);
  });
});

/** The same 32 bytes: the last of 43 characters holds two bits that count for nothing. */
function otherLastCharacter(token: string): string {
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
  const other = token.slice(0, -1) + alphabet[alphabet.indexOf(token.slice(-1)) + 1];
  expect(Buffer.from(other.split('.')[2] ?? '', 'base64url')).toEqual(
    Buffer.from(token.split('.')[2] ?? '', 'base64url'),
  );
  return other;
}
