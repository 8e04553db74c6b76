import { createHmac, createPrivateKey as createPrivate, createPublicKey } from 'node:crypto';
import { JsonServiceClient } from '@servicestack/client';
import { decodeJwt, SignJWT } from 'jose';
import { Authenticate, AuthenticateLogout, GetAccessToken } from '../../../dtos';
import type { Feature } from '../../../src/engine';
import { as, profiles, type Reply, type SentHeaders } from '../../contract/http/reference-host';
import { openTestDatabase, type TestDatabase } from '../../support/database';
import { type AuthHost, cookiesOf, jar, password } from './auth-host';
import { bearer, Known, keyPair, seconds, secret, signedToken, startTokenHost } from './token-host';

let database: TestDatabase;
beforeAll(async () => {
  database = await openTestDatabase();
});
afterAll(() => database?.close());

interface SignedIn {
  bearerToken: string;
  refreshToken: string;
  refreshTokenExpiry: string;
}
interface Caller {
  userName?: string;
  provider?: string;
  isAuthenticated?: boolean;
}

/** Writes down what is asked for. */
function recording(paths: string[]): Feature {
  return { name: 'paths', register: (host) => host.preRequestFilter(({ path }) => void paths.push(path)) };
}

const notKnown = { errorCode: 'Unauthorized', message: 'Not Authenticated' };

/** What a refusal says, to compare with `refusal()`. */
function answerOf(reply: Reply): unknown {
  return [reply.status, reply.headers['content-type'], reply.refusal()];
}
function refusal(status: number, errorCode: string, message: string): unknown {
  return [status, expect.stringContaining('application/json'), expect.objectContaining({ errorCode, message })];
}

async function addUsers(host: AuthHost, suffix: string): Promise<string> {
  return host.addUser({
    userName: `anna-${suffix}`,
    displayName: 'Anna A',
    email: 'anna@missive.test',
    roles: ['Lead'],
    permissions: ['CanSell'],
  });
}

describe.each(profiles)('tokens in the body, on a %s host', (profile) => {
  let host: AuthHost;
  let userId: string;
  const userName = `anna-${profile}`;
  const paths: string[] = [];
  beforeAll(async () => {
    host = await startTokenHost({ profile, database, features: [recording(paths)] });
    userId = await addUsers(host, profile);
  });
  afterAll(() => host?.close());

  const known = (headers: SentHeaders, body: object = {}) =>
    host.post('/api/Known', body, headers as Record<string, string>);
  const signIn = async () => (await host.signIn(userName)).json<SignedIn>();

  it('AUTH-24 come with a sign-in, beside the session', async () => {
    const reply = await host.signIn(userName);
    const { bearerToken, refreshToken, refreshTokenExpiry } = reply.json<SignedIn>();

    expect([bearerToken.split('.').length, refreshToken.split('.').length]).toEqual([3, 3]);
    const inAYear = seconds(host.clock.now()) + 365 * 24 * 3600;
    expect(refreshTokenExpiry).toBe(
      profile === 'classic' ? `/Date(${inAYear * 1000})/` : new Date(inAYear * 1000).toISOString().replace('.000', ''),
    );
    expect([...cookiesOf(reply).keys()].filter((name) => name.endsWith('tok'))).toEqual([]);
    expect(cookiesOf(reply).has('ss-id')).toBe(true);
  });

  it('AUTH-19 open what the user may, their claims being the session', async () => {
    const { bearerToken } = await signIn();

    const reply = await known(bearer(bearerToken));

    expect([reply.status, reply.json()]).toEqual([
      200,
      {
        isAuthenticated: true,
        userId,
        userName,
        displayName: 'Anna A',
        email: 'anna@missive.test',
        roles: ['Lead'],
        permissions: ['CanSell'],
        provider: 'jwt',
      },
    ]);
  });

  it('AUTH-20 are refused once they have expired', async () => {
    const exp = seconds(host.clock.now());

    expect(answerOf(await known(bearer(await signedToken({ exp }))))).toEqual(
      refusal(401, 'TokenException', 'Token has expired'),
    );
  });

  it('are refused before their time', async () => {
    const now = seconds(host.clock.now());
    const token = await signedToken({ nbf: now + 10, exp: now + 100 });

    expect(answerOf(await known(bearer(token)))).toEqual(refusal(401, 'TokenException', 'Token not valid yet'));
  });

  it('AUTH-21 count as none when they have been tampered with', async () => {
    const { bearerToken } = await signIn();
    const [header, payload, signature = ''] = bearerToken.split('.');
    const flipped = Buffer.from(signature, 'base64url');
    flipped[0] = (flipped[0] ?? 0) ^ 1;

    const reply = await known(bearer(`${header}.${payload}.${flipped.toString('base64url')}`));

    expect(answerOf(reply)).toEqual(refusal(401, notKnown.errorCode, notKnown.message));
  });

  it.each(['expired', 'nonsense', 'tampered'])(
    'AUTH-35 that are bad mean nothing to open operations: %s',
    async (kind) => {
      const good = await signedToken({ exp: seconds(host.clock.now()) - (kind === 'expired' ? 1 : -100) });
      const token = kind === 'nonsense' ? kind : kind === 'tampered' ? `${good.slice(0, -6)}AAAAAA` : good;

      const reply = await host.post('/api/Anybody', {}, bearer(token));

      expect([reply.status, reply.json<Caller>().isAuthenticated]).toEqual([200, false]);
    },
  );

  it('AUTH-25 are renewed at both addresses', async () => {
    const { refreshToken } = await signIn();

    for (const path of ['/api/GetAccessToken', '/access-token', '/json/reply/GetAccessToken']) {
      const reply = await host.post(path, { refreshToken, useTokenCookie: true });
      const { accessToken, ...rest } = reply.json<{ accessToken: string }>();

      expect([path, reply.status, rest, cookiesOf(reply).has('ss-tok')]).toEqual([path, 200, {}, false]);
      expect((await known(bearer(accessToken))).json()).toMatchObject({ userName });
    }
  });

  it('AUTH-27 are not renewed by what is no refresh token, or one that is over', async () => {
    const refreshToken = (token?: string) =>
      host.post('/api/GetAccessToken', token === undefined ? {} : { refreshToken: token });
    const good = await signIn();
    const old = await signedToken({ iss: undefined, exp: seconds(host.clock.now()) }, { typ: 'JWTR' });

    const missing = await refreshToken();
    const garbage = await refreshToken('Invalid.Refresh.Token');
    const forged = await refreshToken(`${good.refreshToken.slice(0, -6)}AAAAAA`);
    const access = await refreshToken(good.bearerToken);
    const expired = await refreshToken(old);

    expect(answerOf(missing)).toEqual(
      refusal(400, 'ArgumentNullException', 'refreshToken must be given, or its cookie.'),
    );
    expect(missing.refusal().errors?.map(({ fieldName }) => fieldName.toLowerCase())).toEqual(['refreshtoken']);
    expect(answerOf(garbage)).toEqual(refusal(400, 'ArgumentException', 'Illegal base64url string!'));
    expect(answerOf(forged)).toEqual(refusal(400, 'ArgumentException', 'Token is invalid'));
    expect(answerOf(access)).toEqual(refusal(400, 'ArgumentException', 'Token is invalid'));
    expect(answerOf(expired)).toEqual(refusal(401, 'TokenException', 'Token has expired'));
  });

  it('AUTH-28 are renewed whatever else is sent along', async () => {
    const { refreshToken } = await signIn();
    const expired = await signedToken({ exp: seconds(host.clock.now()) - 1 });

    const byHeader = await host.post('/api/GetAccessToken', { refreshToken }, bearer(expired));
    const byCookie = await host.post('/api/GetAccessToken', { refreshToken }, { cookie: `ss-tok=${expired}` });

    expect([byHeader.status, byCookie.status]).toEqual([200, 200]);
    expect(byHeader.json<{ accessToken: string }>().accessToken).toMatch(/^[\w-]+\.[\w-]+\.[\w-]+$/);
  });

  it('say what the user may by now once they are renewed', async () => {
    const id = await host.addUser({ userName: `changing-${profile}` });
    const { refreshToken } = (await host.signIn(`changing-${profile}`)).json<SignedIn>();
    await database.dataSource.query(`update app_user set roles = '{New}' where id = $1`, [id]);

    const reply = await host.post('/access-token', { refreshToken });

    expect(decodeJwt(reply.json<{ accessToken: string }>().accessToken).roles).toEqual(['New']);
  });

  it('of users who are locked or gone stay good until they end, but are not renewed', async () => {
    const id = await host.addUser({ userName: `leaving-${profile}` });
    const { bearerToken, refreshToken } = (await host.signIn(`leaving-${profile}`)).json<SignedIn>();

    await database.dataSource.query('update app_user set locked_at = now() where id = $1', [id]);
    const whileLocked = [await known(bearer(bearerToken)), await host.post('/access-token', { refreshToken })];
    await database.dataSource.query('delete from app_user where id = $1', [id]);
    const afterwards = [await known(bearer(bearerToken)), await host.post('/access-token', { refreshToken })];

    expect(whileLocked.map(({ status }) => status)).toEqual([200, 401]);
    expect(whileLocked[1]?.refusal()).toMatchObject({ errorCode: 'AuthenticationException' });
    expect(afterwards.map(({ status }) => status)).toEqual([200, 401]);
  });

  it('are ended by a logout that they come with, and no others', async () => {
    const [one, other] = [await signIn(), await signIn()];

    expect((await host.post('/auth/logout', {}, bearer(one.bearerToken))).status).toBe(200);

    expect(answerOf(await known(bearer(one.bearerToken)))).toEqual(
      refusal(401, 'TokenException', 'Token has been invalidated'),
    );
    expect((await known(bearer(other.bearerToken))).status).toBe(200);
  });

  it('have the claims that guards ask for, or are refused by name (http-contract 6.8)', async () => {
    const exp = seconds(host.clock.now()) + 100;
    const having = bearer(await signedToken({ exp, email: 'anna@missive.test', perms: ['CanSell'], roles: ['Lead'] }));
    const lacking = bearer(
      await signedToken({ exp, email: 'Anna@missive.test', perms: ['cansell'], roles: ['Admin'] }),
    );

    for (const [operation, message] of [
      ['OnlyAnna', "email Claim with 'anna@missive.test' is Required"],
      ['Selling', 'CanSell Permission Required'],
      ['Leading', "role Claim with 'Lead' is Required"],
    ] as const) {
      expect((await host.post(`/api/${operation}`, {}, having)).status).toBe(200);
      expect(answerOf(await host.post(`/api/${operation}`, {}, lacking))).toEqual(refusal(403, 'Forbidden', message));
      expect(answerOf(await host.post(`/api/${operation}`, {}))).toEqual(
        refusal(401, 'Unauthorized', 'Not Authenticated'),
      );
    }
  });

  it('are renewed for an auto-batch as a whole', async () => {
    const { refreshToken } = await signIn();

    const reply = await host.post('/api/Known[]', [{}, {}], { cookie: `ss-reftok=${refreshToken}` });

    expect([reply.status, reply.json<Caller[]>().map((caller) => caller.userName)]).toEqual([
      200,
      [userName, userName],
    ]);
    expect(cookiesOf(reply).has('ss-tok')).toBe(true);
  });

  it('are taken in the order message, header, cookie; the first that is there counts', async () => {
    const exp = seconds(host.clock.now()) + 100;
    const named = (preferred_username: string) => signedToken({ preferred_username, exp });
    const [byMessage, byHeader, byCookie] = [await named('message'), await named('header'), await named('cookie')];
    const cookie = { cookie: `ss-tok=${byCookie}` };
    const name = async (headers: object, body: object = {}) =>
      (await known(headers as SentHeaders, body)).json<Caller>().userName;

    expect(await name({ ...bearer(byHeader), ...cookie }, { bearerToken: byMessage })).toBe('message');
    expect(await name({ ...bearer(byHeader), ...cookie })).toBe('header');
    expect(await name(cookie)).toBe('cookie');
    expect(answerOf(await known({ ...bearer(`${byHeader}x`), ...cookie }))).toEqual(
      refusal(401, 'Unauthorized', 'Not Authenticated'),
    );
  });

  it('stand in messages of types that say so, and in no other member of that name', async () => {
    const token = await signedToken({ exp: seconds(host.clock.now()) + 100 });

    expect((await host.post('/api/Known', { bearerToken: token })).status).toBe(200);
    expect((await host.post('/api/Unrelated', { bearerToken: token })).status).toBe(401);
  });

  it('do not stand in addresses and forms', async () => {
    const token = await signedToken({ exp: seconds(host.clock.now()) + 100 });
    const form = { 'content-type': 'application/x-www-form-urlencoded' };

    expect((await host.get(`/known?ss-tok=${token}`)).status).toBe(401);
    expect((await host.post('/known', `ss-tok=${token}`, form)).status).toBe(401);
  });

  it('are passed over where the message asks for it', async () => {
    const { bearerToken } = await signIn();
    const headers = bearer(bearerToken);

    expect(answerOf(await known(headers, { meta: { ignore: 'jwt' } }))).toEqual(
      refusal(401, 'Unauthorized', 'Not Authenticated'),
    );
    expect((await known(headers, { meta: { ignore: 'basic' } })).status).toBe(200);
  });

  it('need no session, and get none', async () => {
    const { bearerToken } = await signIn();
    const count = async () => (await database.dataSource.query('select count(*)::int as n from user_session'))[0].n;
    const before = await count();

    const reply = await known(bearer(bearerToken));

    expect([reply.status, await count()]).toEqual([200, before]);
  });

  it('AUTH-29 are what /session-to-token makes of a session, which is over unless it is preserved', async () => {
    const convert = (session: Reply, body: object) => host.post('/session-to-token', body, jar(session));
    const [kept, dropped] = [await host.signIn(userName), await host.signIn(userName)];

    const keeping = await convert(kept, { preserveSession: true });
    const dropping = await convert(dropped, {});

    expect([keeping.status, dropping.status]).toEqual([200, 200]);
    const token = cookiesOf(dropping).get('ss-tok')?.value ?? '';
    expect(dropping.json()).toEqual({ accessToken: token });
    expect((await known({ cookie: `ss-tok=${token}` })).json()).toMatchObject({ userName, provider: 'jwt' });
    expect((await known(jar(kept))).json()).toMatchObject({ userName, provider: 'credentials' });
    expect((await known(jar(dropped))).status).toBe(401);
  });

  it('live no longer for being converted, and are given to users only', async () => {
    const exp = seconds(host.clock.now()) + 100;
    const token = await signedToken({ sub: userId, exp });

    const again = await host.post('/session-to-token', {}, bearer(token));
    const nobody = await host.post('/session-to-token', {});

    expect(cookiesOf(again).get('ss-tok')).toMatchObject({
      value: token,
      attributes: expect.arrayContaining([`expires=${new Date(exp * 1000).toUTCString().toLowerCase()}`, 'httponly']),
    });
    expect(answerOf(nobody)).toEqual(refusal(401, 'Unauthorized', 'Not Authenticated'));
  });

  it('work with the typed client, which renews them by itself', async () => {
    const client = new JsonServiceClient(host.url);
    const signedIn = await client.post(new Authenticate({ provider: 'credentials', userName, password }));
    client.bearerToken = await signedToken({ exp: seconds(host.clock.now()) - 1 });
    client.refreshToken = signedIn.refreshToken ?? '';
    // What the sign-in has set would do without tokens.
    client.cookies = {};
    paths.splice(0);

    const answer = await client.post(new Known());

    expect(answer).toMatchObject({ userName, provider: 'jwt' });
    expect(paths).toEqual(['/api/Known', '/api/GetAccessToken', '/api/Known']);
    expect(decodeJwt(client.bearerToken).sub).toBe(userId);
  });
});

describe('tokens in cookies', () => {
  let host: AuthHost;
  const userName = 'anna-cookies';
  const paths: string[] = [];
  beforeAll(async () => {
    host = await startTokenHost({
      profile: 'system',
      database,
      features: [recording(paths)],
      auth: { tokens: { useTokenCookie: true } },
    });
    await addUsers(host, 'cookies');
  });
  afterAll(() => host?.close());
  const known = (headers: object) => host.post('/api/Known', {}, headers as Record<string, string>);
  const expired = () => signedToken({ exp: seconds(host.clock.now()) - 1 });

  it('AUTH-23 come with a sign-in, and neither tokens in the body nor a session', async () => {
    const reply = await host.signIn(userName);
    const [access, refresh] = ['ss-tok', 'ss-reftok'].map((name) => cookiesOf(reply).get(name));

    expect(reply.headers['x-cookies']).toBe('ss-tok,ss-reftok');
    expect(Object.keys(reply.json())).not.toEqual(expect.arrayContaining(['bearerToken']));
    expect(reply.text).not.toMatch(/token/i);
    const times = [14, 365].map((days) =>
      new Date((seconds(host.clock.now()) + days * 24 * 3600) * 1000).toUTCString(),
    );
    expect([access?.attributes, refresh?.attributes]).toEqual(
      times.map((time) => [`expires=${time.toLowerCase()}`, 'path=/', 'samesite=lax', 'httponly']),
    );
    expect((await known({ cookie: `ss-tok=${access?.value}` })).json()).toMatchObject({ userName, provider: 'jwt' });
    const rows = await database.dataSource.query(
      'select 1 from user_session join app_user on app_user.id = user_id where user_name = $1',
      [userName],
    );
    expect(rows).toEqual([]);
  });

  it('AUTH-22 are renewed with a request whose access token has expired', async () => {
    const signedIn = cookiesOf(await host.signIn(userName));
    const refresh = `ss-reftok=${signedIn.get('ss-reftok')?.value}`;

    const reply = await known({ cookie: `ss-tok=${await expired()}; ${refresh}` });
    const withoutToken = await known({ cookie: refresh });

    for (const renewed of [reply, withoutToken]) {
      expect([renewed.status, renewed.json()]).toEqual([200, expect.objectContaining({ userName, roles: ['Lead'] })]);
      const token = cookiesOf(renewed).get('ss-tok')?.value;
      expect((await known({ cookie: `ss-tok=${token}` })).status).toBe(200);
    }
  });

  it('are not renewed with a refresh token that is bad', async () => {
    const forged = await signedToken(
      { iss: undefined, exp: seconds(host.clock.now()) + 9 },
      { typ: 'JWTR' },
      Buffer.alloc(40),
    );

    const reply = await known({ cookie: `ss-tok=${await expired()}; ss-reftok=${forged}` });
    const alone = await known({ cookie: `ss-reftok=${forged}` });

    expect(answerOf(reply)).toEqual(refusal(401, 'TokenException', 'Token has expired'));
    expect(answerOf(alone)).toEqual(refusal(401, 'Unauthorized', 'Not Authenticated'));
    expect([...cookiesOf(reply).keys(), ...cookiesOf(alone).keys()]).toEqual([]);
  });

  it('renew no access that has been revoked by signing out', async () => {
    const signedIn = await host.signIn(userName);

    const out = await host.post('/auth/logout', {}, jar(signedIn));

    expect([out.status, out.text]).toEqual([200, '{}']);
    expect(['ss-tok', 'ss-reftok'].map((name) => cookiesOf(out).get(name)?.value)).toEqual(['', '']);
    expect((await known(jar(signedIn))).status).toBe(401);
  });

  it('AUTH-26 are renewed by GetAccessToken, which then answers nothing', async () => {
    const signedIn = cookiesOf(await host.signIn(userName));
    const cookie = `ss-reftok=${signedIn.get('ss-reftok')?.value}`;

    for (const reply of [
      await host.post('/access-token', {}, { cookie }),
      await host.get('/access-token', { cookie }),
    ]) {
      expect([reply.status, reply.text]).toEqual([200, '{}']);
      expect((await known({ cookie: `ss-tok=${cookiesOf(reply).get('ss-tok')?.value}` })).status).toBe(200);
    }
  });

  it('AUTH-28 GetAccessToken ignores an expired ss-tok', async () => {
    const signedIn = cookiesOf(await host.signIn(userName));
    const cookie = `ss-tok=${await expired()}; ss-reftok=${signedIn.get('ss-reftok')?.value}`;

    const reply = await host.post('/api/GetAccessToken', {}, { cookie });

    expect([reply.status, reply.text, reply.headers['set-cookie']?.length]).toEqual([200, '{}', 1]);
  });

  it('go into the cookie although the refresh token came in the body', async () => {
    const refreshToken = cookiesOf(await host.signIn(userName)).get('ss-reftok')?.value;

    const reply = await host.post('/access-token', { refreshToken });

    expect([reply.text, cookiesOf(reply).has('ss-tok')]).toEqual(['{}', true]);
  });

  it('AUTH-29 take the place of a session without a body', async () => {
    const bearerToken = cookiesOf(await host.signIn(userName)).get('ss-tok')?.value ?? '';

    const reply = await host.post('/session-to-token', {}, bearer(bearerToken));

    expect([reply.text, cookiesOf(reply).get('ss-tok')?.value]).toEqual(['{}', bearerToken]);
  });

  it('work with the typed client, which learns of them from X-Cookies', async () => {
    const client = new JsonServiceClient(host.url);
    await client.post(new Authenticate({ provider: 'credentials', userName, password }));
    expect(client.useTokenCookie).toBe(true);

    paths.splice(0);

    const before = await client.post(new Known());
    client.cookies['ss-tok'] = { name: 'ss-tok', value: await expired(), path: '/' };
    const after = await client.post(new Known());
    const renewed = client.cookies['ss-tok'].value;
    await client.post(new GetAccessToken());
    const last = await client.post(new Known());

    expect([before, after, last].map((answer) => answer.userName)).toEqual([userName, userName, userName]);
    expect(paths).toEqual(['/api/Known', '/api/Known', '/api/GetAccessToken', '/api/Known']);
    expect(decodeJwt(renewed).exp).toBeGreaterThan(seconds(host.clock.now()));
    expect(client.bearerToken ?? null).toBeNull();
  });

  it('are renewed for the typed client where the old one is nonsense, and no more after a logout', async () => {
    const client = new JsonServiceClient(host.url);
    await client.post(new Authenticate({ provider: 'credentials', userName, password }));
    client.cookies['ss-tok'] = { name: 'ss-tok', value: 'nonsense', path: '/' };

    expect(await client.post(new Known())).toMatchObject({ userName });
    await client.post(new AuthenticateLogout());

    // It asks for a new token by itself, and is told that it has nothing to ask with.
    await expect(client.post(new Known())).rejects.toMatchObject({
      type: 'RefreshTokenException',
      responseStatus: { errorCode: 'ArgumentNullException' },
    });
  });
});

describe('tokens on other hosts', () => {
  const hosts: AuthHost[] = [];
  afterAll(async () => {
    for (const host of hosts) await host.close();
  });
  async function started(options: Parameters<typeof startTokenHost>[0]['auth'], wire: object = {}): Promise<AuthHost> {
    const host = await startTokenHost({ profile: 'system', database, auth: options, ...wire });
    hosts.push(host);
    return host;
  }
  const good = (host: AuthHost, claims = {}) => signedToken({ exp: seconds(host.clock.now()) + 100, ...claims });

  it('are refused over plain http where https is required', async () => {
    const host = await started({ tokens: { requiresSecureConnection: true } });
    const token = await good(host);

    expect(answerOf(await host.post('/api/Known', {}, bearer(token)))).toEqual(
      refusal(403, 'Forbidden', 'Sending JWT over insecure connection forbidden when RequireSecureConnection=true'),
    );
    expect((await host.post('/api/Anybody', {}, bearer(token))).status).toBe(200);
  });

  it('stand in addresses and forms where that is allowed, before all other places', async () => {
    const host = await started({ tokens: { allowsParameter: true } });
    const token = await good(host, { preferred_username: 'parameter' });
    const other = bearer(await good(host, { preferred_username: 'header' }));
    const form = { 'content-type': 'application/x-www-form-urlencoded' };

    const byQuery = await host.get(`/known?ss-tok=${token}`, other);
    const byForm = await host.post('/known', `ss-tok=${token}&name=x`, { ...form, ...other });

    expect([byQuery.json<Caller>().userName, byForm.json<Caller>().userName]).toEqual(['parameter', 'parameter']);
  });

  it('are refused where the host has a last word on claims', async () => {
    const host = await started({ tokens: { isAcceptable: ({ sub }) => sub !== 'user-2' } });

    expect((await host.post('/api/Known', {}, bearer(await good(host)))).status).toBe(200);
    expect(answerOf(await host.post('/api/Known', {}, bearer(await good(host, { sub: 'user-2' }))))).toEqual(
      refusal(403, 'Forbidden', 'Token is invalid'),
    );
  });

  it('for another audience are refused', async () => {
    const host = await started({ tokens: { audience: 'missive' } });
    const withAudience = (aud: string) => good(host, { aud });

    expect((await host.post('/api/Known', {}, bearer(await withAudience('missive')))).status).toBe(200);
    const refused = await host.post('/api/Known', {}, bearer(await withAudience('others')));
    expect(answerOf(refused)).toEqual(refusal(401, 'TokenException', 'Token is for another audience'));
  });

  it.each(['RS256', 'ES256'] as const)('are signed with %s, and public keys alone verify them', async (algorithm) => {
    const pair = keyPair(algorithm === 'RS256' ? 'rsa' : 'ec');
    const host = await started({ tokens: { key: { algorithm, privateKey: pair.privateKey } } });
    await host.addUser({ userName: `anna-${algorithm}` });
    const other = await started({
      tokens: { olderKeys: [{ algorithm, publicKey: pair.publicKey }] },
    });

    const { bearerToken } = (await host.signIn(`anna-${algorithm}`)).json<SignedIn>();

    for (const one of [host, other]) {
      expect((await one.post('/api/Known', {}, bearer(bearerToken))).json()).toMatchObject({
        userName: `anna-${algorithm}`,
      });
    }
  });

  it('are encrypted where a host says so', async () => {
    const host = await started({ tokens: { encryption: { privateKey: keyPair('rsa', 'encryption').privateKey } } });
    await host.addUser({ userName: 'anna-encrypted' });

    const { bearerToken } = (await host.signIn('anna-encrypted')).json<SignedIn>();

    expect(bearerToken.split('.')).toHaveLength(5);
    expect((await host.post('/api/Known', {}, bearer(bearerToken))).json()).toMatchObject({
      userName: 'anna-encrypted',
    });
  });
});

describe('forged tokens (reliability 3.2 #12)', () => {
  let host: AuthHost;
  const publicPem = keyPair('rsa').publicKey;
  beforeAll(async () => {
    // Verifies both kinds: whoever knows the public key may not sign with it as if it were the secret.
    host = await startTokenHost({
      profile: 'system',
      database,
      auth: { tokens: { audience: 'missive', olderKeys: [{ algorithm: 'RS256', publicKey: publicPem }] } },
    });
  });
  afterAll(() => host?.close());

  const encode = (value: object | string) =>
    Buffer.from(typeof value === 'string' ? value : JSON.stringify(value)).toString('base64url');
  const claims = () => ({ iss: 'ssjwt', aud: 'missive', sub: 'user-1', exp: seconds(host.clock.now()) + 100 });
  const good = () => signedToken(claims());
  async function parts(): Promise<[string, string, string]> {
    return (await good()).split('.') as [string, string, string];
  }
  function hmac(header: object, payload: object, key: string | Buffer, hash = 'sha256'): string {
    const text = `${encode(header)}.${encode(payload)}`;
    return `${text}.${createHmac(hash, key).update(text).digest('base64url')}`;
  }

  it('the one that they are made of is good', async () => {
    expect((await host.post('/api/Known', {}, bearer(await good()))).status).toBe(200);
  });

  const forgeries: readonly (readonly [string, () => Promise<string> | string])[] = [
    ['alg none, no signature', () => `${encode({ alg: 'none', typ: 'JWT' })}.${encode(claims())}.`],
    ['alg none, a signature', () => `${encode({ alg: 'none', typ: 'JWT' })}.${encode(claims())}.AAAA`],
    ['alg NONE', () => `${encode({ alg: 'NONE', typ: 'JWT' })}.${encode(claims())}.AAAA`],
    ['no alg', () => hmac({ typ: 'JWT' }, claims(), secret)],
    ['empty signature', async () => `${(await parts()).slice(0, 2).join('.')}.`],
    ['no third part', async () => (await parts()).slice(0, 2).join('.')],
    ['four parts', async () => `${await good()}.AAAA`],
    ['short signature', async () => (await good()).slice(0, -8)],
    ['long signature', async () => `${await good()}AAAA`],
    ['other signature', async () => `${(await good()).slice(0, -6)}AAAAAA`],
    ['= at the end', async () => `${await good()}=`],
    ['== at the end', async () => `${await good()}==`],
    [
      'other claims',
      async () => [(await parts())[0], encode({ ...claims(), roles: ['Admin'] }), (await parts())[2]].join('.'),
    ],
    ['another secret', () => hmac({ alg: 'HS256', typ: 'JWT' }, claims(), Buffer.alloc(40))],
    ['an empty secret', () => hmac({ alg: 'HS256', typ: 'JWT' }, claims(), '')],
    ['HS512 with the right secret', () => hmac({ alg: 'HS512', typ: 'JWT' }, claims(), secret, 'sha512')],
    ['HS256 with the public RSA key in PEM', () => hmac({ alg: 'HS256', typ: 'JWT' }, claims(), publicPem)],
    [
      'HS256 with the public RSA key in DER',
      () => {
        const der = createPublicKey(publicPem).export({ type: 'spki', format: 'der' });
        return hmac({ alg: 'HS256', typ: 'JWT' }, claims(), der);
      },
    ],
    ['RS256 with another key', () => signedToken(claims(), { alg: 'RS256' }, keyOf('another'))],
    ['PS256 with the right key', () => signedToken(claims(), { alg: 'PS256' }, keyOf(''))],
    ['kid a path', () => hmac({ alg: 'HS256', typ: 'JWT', kid: '../../../../dev/null' }, claims(), '')],
    ['kid a path, right secret', () => hmac({ alg: 'HS256', typ: 'JWT', kid: '/dev/null' }, claims(), secret)],
    ['kid SQL', () => hmac({ alg: 'HS256', typ: 'JWT', kid: "x' union select 'y" }, claims(), 'y')],
    ['kid no text', () => hmac({ alg: 'HS256', typ: 'JWT', kid: ['a'] }, claims(), secret)],
    ['its own key in the header', () => withOwnKey()],
    [
      'a header that must be understood',
      () => hmac({ alg: 'HS256', typ: 'JWT', crit: ['exp'], exp: 1 }, claims(), secret),
    ],
    ['expired', () => signedToken({ ...claims(), exp: seconds(host.clock.now()) - 1 })],
    ['no end', () => signedToken({ ...claims(), exp: undefined })],
    ['an end that is no number', () => hmac({ alg: 'HS256', typ: 'JWT' }, { ...claims(), exp: '9999999999' }, secret)],
    ['not yet', () => signedToken({ ...claims(), nbf: seconds(host.clock.now()) + 60 })],
    ['another audience', () => signedToken({ ...claims(), aud: 'others' })],
    ['no audience', () => signedToken({ ...claims(), aud: undefined })],
    ['another issuer', () => signedToken({ ...claims(), iss: 'others' })],
    ['no issuer', () => signedToken({ ...claims(), iss: undefined })],
    ['nobody', () => signedToken({ ...claims(), sub: undefined })],
    ['a refresh token', () => signedToken(claims(), { typ: 'JWTR' })],
    ['no type', () => signedToken(claims(), { typ: undefined })],
    ['a megabyte', async () => `${await good()}${'A'.repeat(12_000)}`],
    ['JSON that is none', () => `${encode('{"alg":"HS256"')}.${encode(claims())}.AAAA`],
    ['a list as header', () => `${encode(['HS256'])}.${encode(claims())}.AAAA`],
    ['five parts', () => 'eyJhbGciOiJkaXIiLCJlbmMiOiJBMTI4R0NNIn0..AAAA.AAAA.AAAA'],
    ['dots', () => '..'],
  ];
  const keyOf = (name: string) => createPrivate(keyPair('rsa', name).privateKey);

  function withOwnKey(): Promise<string> {
    const jwk = createPublicKey(keyPair('rsa', 'own').publicKey).export({ format: 'jwk' });
    return new SignJWT(claims()).setProtectedHeader({ alg: 'RS256', typ: 'JWT', jwk }).sign(keyOf('own'));
  }

  it.each(forgeries)('open nothing: %s', async (_name, forge) => {
    const token = await forge();

    const reply = await host.post('/api/Known', {}, bearer(token));
    const open = await host.post('/api/Anybody', {}, bearer(token));

    expect([reply.status, open.status, open.json<Caller>().isAuthenticated]).toEqual([401, 200, false]);
    expect(['Unauthorized', 'TokenException']).toContain(reply.refusal().errorCode);
    expect(reply.text).not.toContain(token.slice(-20));
  });

  it('open nothing in a body either: 1 MB', async () => {
    const reply = await host.post('/api/Known', { bearerToken: `${await good()}${'A'.repeat(1_000_000)}` });

    expect(answerOf(reply)).toEqual(refusal(401, 'Unauthorized', 'Not Authenticated'));
  });

  it('are not refused for who else calls', async () => {
    expect((await host.post('/api/Known', {}, as('somebody') as Record<string, string>)).status).toBe(200);
  });
});
