import { randomBytes } from 'node:crypto';
import { JsonServiceClient } from '@servicestack/client';
import { Authenticate } from '../../../dtos';
import { SessionRepository } from '../../../src/data';
import { cookie } from '../../../src/engine/auth/cookies';
import { hashSessionId, newSessionId } from '../../../src/engine/auth/sessions/session-id';
import { sessionStore } from '../../../src/stores';
import { profiles } from '../../contract/http/reference-host';
import { openTestDatabase } from '../../support/database';
import { type AuthHost, cookiesOf, jar, password, startAuthHost } from './auth-host';

const day = 24 * 3600_000;

describe.each(profiles)('sessions on a %s host', (profile) => {
  let host: AuthHost;
  beforeAll(async () => {
    host = await startAuthHost({ profile });
    await host.addUser({ userName: 'anna' });
    await host.addUser({ userName: 'bo' });
  });
  afterAll(() => host?.close());
  afterEach(() => host.clock.set(new Date()));
  const whoCalls = async (headers: Record<string, string>, path = '/api/WhoCalls') =>
    (await host.post(path, {}, headers)).json<{ userName?: string }>().userName;

  it('AUTH-07 follow ss-pid after rememberMe, and ss-id else', async () => {
    const permanent = await host.signIn('anna', { rememberMe: true });
    const temporary = await host.signIn('anna', { rememberMe: false });
    const [ofPermanent, ofTemporary] = [cookiesOf(permanent), cookiesOf(temporary)];

    expect([ofPermanent.get('ss-opt')?.value, ofTemporary.get('ss-opt')?.value]).toEqual(['perm', 'temp']);
    expect(permanent.json()).toMatchObject({ sessionId: ofPermanent.get('ss-pid')?.value });
    expect(temporary.json()).toMatchObject({ sessionId: ofTemporary.get('ss-id')?.value });
    expect(await whoCalls({ cookie: `ss-opt=perm; ss-pid=${ofPermanent.get('ss-pid')?.value}` })).toBe('anna');
    expect(await whoCalls({ cookie: `ss-opt=temp,perm; ss-pid=${ofPermanent.get('ss-pid')?.value}` })).toBe('anna');
    expect(await whoCalls({ cookie: `ss-id=${ofPermanent.get('ss-id')?.value}; ss-opt=perm` })).toBeUndefined();
    expect(await whoCalls({ cookie: `ss-id=${ofTemporary.get('ss-id')?.value}` })).toBe('anna');
  });

  it('stay of the kind that they are when a sign-in says nothing about it', async () => {
    const first = await host.signIn('anna', { rememberMe: true });
    const second = await host.signIn('anna', {}, jar(first));

    expect(cookiesOf(second).get('ss-opt')?.value).toBe('perm');
  });

  it('AUTH-08 have cookies that no script reads and no other site sends, not Secure on http', async () => {
    const cookies = cookiesOf(await host.signIn('anna'));

    for (const name of ['ss-id', 'ss-pid', 'ss-opt']) {
      expect([name, cookies.get(name)?.attributes]).toEqual([
        name,
        expect.arrayContaining(['path=/', 'samesite=lax', 'httponly']),
      ]);
      expect(cookies.get(name)?.attributes).not.toContain('secure');
    }
    const years = new Date().getUTCFullYear() + 20;
    expect(cookies.get('ss-id')?.attributes.some((text) => text.startsWith('expires='))).toBe(false);
    expect(cookies.get('ss-pid')?.attributes.find((text) => text.startsWith('expires='))).toContain(` ${years} `);
  });

  it('AUTH-09 are selected by the header X-ss-id, and not by the query', async () => {
    const { sessionId } = (await host.signIn('anna')).json<{ sessionId: string }>();
    const lasting = (await host.signIn('bo', { rememberMe: true })).json<{ sessionId: string }>();

    expect(await whoCalls({ 'x-ss-id': sessionId })).toBe('anna');
    expect(await whoCalls({ 'x-ss-id': sessionId, cookie: `ss-id=${newSessionId()}` })).toBe('anna');
    expect(await whoCalls({ 'x-ss-pid': lasting.sessionId, 'x-ss-opt': 'perm' })).toBe('bo');
    expect(await whoCalls({}, `/api/WhoCalls?ss-id=${sessionId}`)).toBeUndefined();
    expect((await host.post('/api/WhoseSession', { sessionId }, {})).json()).toMatchObject({ userName: 'anna' });
  });

  it('AUTH-10 are not found by empty and broken cookies, nor disturbed by them', async () => {
    const { sessionId } = (await host.signIn('anna')).json<{ sessionId: string }>();
    const junk = [
      'ss-id=',
      'ss-id=; 01 Jan 2044 00:00:00 GMT=null',
      ';;=;ss-id',
      'ss-id="',
      `ss-id=${'x'.repeat(3000)}`,
    ];
    for (const text of junk) {
      const reply = await host.post('/api/SecuredByValidator', { name: 'x' }, { cookie: text });
      expect([text, reply.status]).toEqual([text, 401]);
    }

    expect(await whoCalls({ cookie: `ss-id=; 01 Jan 2044 00:00:00 GMT=null; =; ss-id=${sessionId}` })).toBe('anna');
  });

  it('AUTH-11 have new ids at every sign-in, and the old ones lead nowhere', async () => {
    const planted = { cookie: `ss-id=${newSessionId()}; ss-pid=${newSessionId()}` };
    const first = await host.signIn('anna', {}, planted);
    const second = await host.signIn('bo', {}, jar(first));

    for (const name of ['ss-id', 'ss-pid']) {
      const ids = [planted, jar(first), jar(second)].map((headers) => cookie({ headers }, name));
      expect(new Set(ids).size).toBe(3);
    }
    expect(await whoCalls(planted)).toBeUndefined();
    expect(await whoCalls(jar(first))).toBeUndefined();
    expect(await whoCalls(jar(second))).toBe('bo');
  });

  it(`are told to ${profile === 'classic' ? 'whoever calls an operation' : 'nobody but who signs in'}`, async () => {
    const called = await host.get('/api/Hello?name=x');
    const refused = await host.get('/api/SecuredByValidator?name=x');
    const again = await host.get('/api/Hello?name=x', jar(called));

    const names = profile === 'classic' ? ['ss-id', 'ss-pid'] : [];
    expect([...cookiesOf(called).keys()]).toEqual(names);
    expect([...cookiesOf(refused).keys()]).toEqual(names);
    expect([...cookiesOf(again).keys()]).toEqual([]);
  });

  it('live two weeks, four after rememberMe', async () => {
    const temporary = jar(await host.signIn('anna'));
    const permanent = jar(await host.signIn('anna', { rememberMe: true }));

    host.clock.advance(14 * day - 1000);
    expect([await whoCalls(temporary), await whoCalls(permanent)]).toEqual(['anna', 'anna']);
    host.clock.advance(1000);
    expect([await whoCalls(temporary), await whoCalls(permanent)]).toEqual([undefined, 'anna']);
    host.clock.advance(14 * day);
    expect(await whoCalls(permanent)).toBeUndefined();
  });

  it('end for users who are locked', async () => {
    const id = await host.addUser({ userName: `locked-${profile}` });
    const session = jar(await host.signIn(`locked-${profile}`));
    await host.database.dataSource.query('update app_user set locked_at = now() where id = $1', [id]);

    expect(await whoCalls(session)).toBeUndefined();
  });

  it('answer other sites nothing that changes something', async () => {
    const session = jar(await host.signIn('anna'));
    const { sessionId } = (await host.get('/auth', session)).json<{ sessionId: string }>();
    const status = async (headers: Record<string, string>, verb = 'POST') =>
      (await host.call(verb, '/api/SecuredByValidator?name=x', verb === 'POST' ? { name: 'x' } : undefined, headers))
        .status;

    expect(await status({ ...session, origin: 'https://evil.example' })).toBe(403);
    expect(await status({ ...session, origin: host.url })).toBe(200);
    expect(await status(session)).toBe(200);
    expect(await status({ ...session, origin: 'https://evil.example' }, 'GET')).toBe(200);
    // A header that no other site's page can set.
    expect(await status({ 'x-ss-id': sessionId, origin: 'https://evil.example' })).toBe(200);
  });

  it('are known to the typed client by its cookies, and end with it', async () => {
    const client = new JsonServiceClient(host.url);
    // It would refresh by the cookie that the logout has emptied.
    client.enableAutoRefreshToken = false;
    await client.post(new Authenticate({ provider: 'credentials', userName: 'bo', password }));
    expect(await client.get(new Authenticate())).toMatchObject({ userName: 'bo' });

    await client.post(new Authenticate({ provider: 'logout' }));
    const { error } = await client.api(new Authenticate());

    // What the client makes of the cookies' dates comes back as cookies of its own.
    expect(error).toMatchObject({ errorCode: 'Unauthorized', message: 'Not Authenticated' });
  });

  it('carry their cookies on refusals and for batches too', async () => {
    const reply = await host.post('/api/Authenticate[]', [{ userName: 'anna', password }]);

    expect(reply.json<object[]>()).toMatchObject([{ userName: 'anna' }]);
    expect(await whoCalls(jar(reply))).toBe('anna');
  });
});

describe('sessions', () => {
  it('AUTH-08 have Secure cookies on https, which a trusted proxy tells', async () => {
    const host = await startAuthHost({ profile: 'system', trustedProxies: ['127.0.0.1'] });
    await host.addUser({ userName: 'anna' });
    const cookies = cookiesOf(await host.signIn('anna', {}, { 'x-forwarded-proto': 'https' }));
    await host.close();

    for (const name of ['ss-id', 'ss-pid', 'ss-opt']) expect(cookies.get(name)?.attributes).toContain('secure');
  });

  it('are found by nobody who reads the table', async () => {
    const host = await startAuthHost({ profile: 'system' });
    await host.addUser({ userName: 'anna' });
    const { sessionId } = (await host.signIn('anna')).json<{ sessionId: string }>();
    const rows = (await host.database.dataSource.query(
      "select encode(id_hash, 'hex') as hash, user_session::text as row from user_session",
    )) as { hash: string; row: string }[];
    await host.close();

    expect(rows.map(({ hash }) => hash)).toEqual([hashSessionId(sessionId).toString('hex')]);
    expect(rows[0]?.row).not.toContain(sessionId);
  });

  it('are removed from the table once they have expired', async () => {
    const database = await openTestDatabase();
    const sessions = new SessionRepository(database.dataSource.manager);
    const first = await startAuthHost({ profile: 'system', database });
    const userId = await first.addUser({ userName: 'anna' });
    await first.close();
    const row = { userId, authProvider: 'credentials', createdAt: new Date(0) };
    const now = Date.now();
    await sessions.add({ ...row, idHash: randomBytes(32), expiresAt: new Date(now - 1000) });
    await sessions.add({ ...row, idHash: randomBytes(32), expiresAt: new Date(now + day) });
    // It is done at the start and once an hour; a host that has closed has done it.
    await (await startAuthHost({ profile: 'system', database })).close();

    const left = await database.dataSource.query('select expires_at from user_session');
    await database.close();
    expect(left).toEqual([{ expires_at: new Date(now + day) }]);
  });

  it('may be named by parameters, live as long and tell the user’s id as the host says', async () => {
    const host = await startAuthHost({ profile: 'system' }, ({ dataSource }) => ({
      sessions: {
        store: sessionStore(new SessionRepository(dataSource.manager)),
        temporarySeconds: 60,
        allowIdsInParameters: true,
        userIdCookie: true,
      },
    }));
    const userId = await host.addUser({ userName: 'anna' });
    const signedIn = await host.signIn('anna');
    const path = `/api/SecuredByValidator?ss-id=${cookiesOf(signedIn).get('ss-id')?.value}`;
    const status = async (headers = {}) => (await host.post(path, { name: 'x' }, headers)).status;
    const inQuery = await status();
    host.clock.advance(60_000);
    const later = await status();
    await host.close();

    expect([inQuery, later]).toEqual([200, 401]);
    expect(cookiesOf(signedIn).get('X-UAId')?.value).toBe(userId);
  });

  it('have ids of 15 random bytes in letters and digits, drawn again while others occur', () => {
    const drawn = [Buffer.alloc(15, 0xff), Buffer.alloc(15, 0xfb), Buffer.from('A good set of b')];
    const id = newSessionId(() => drawn.shift() ?? Buffer.alloc(0));
    const many = Array.from({ length: 500 }, () => newSessionId());

    expect(id).toBe(Buffer.from('A good set of b').toString('base64'));
    expect(many.filter((one) => !/^[A-Za-z0-9]{20}$/.test(one))).toEqual([]);
    expect(new Set(many).size).toBe(500);
  });
});

describe('a request’s cookies', () => {
  it.each([
    ['a=1', '1'],
    ['b=0; a=1; a=2', '1'],
    ['a=; a=2', '2'],
    ['a="quoted"', 'quoted'],
    ['a=x=y', 'x=y'],
    [' a = 1 ', '1'],
    ['A=1', undefined],
    ['aa=1; =1; a', undefined],
    ['', undefined],
    [undefined, undefined],
  ])('are read from %j', (text, value) => {
    expect(cookie({ headers: { cookie: text } }, 'a')).toBe(value);
  });
});
