import { JsonServiceClient } from '@servicestack/client';
import { clientHost, reached, urlsOf } from './client-host';
import { Secured, SetCookies, Values } from './client-operations';

/** Bearer tokens, their refreshing and the cookie jar of the unmodified client. */
const host = clientHost();
let client: JsonServiceClient;

beforeAll(() => host.listen(0));
afterAll(() => host.close());
beforeEach(() => {
  client = new JsonServiceClient(host.url);
  reached.splice(0);
});

const secured = () => new Secured({ text: 'x' });

describe('headers', () => {
  it('CLI-01 sends the content type of JSON and what else the caller has set', async () => {
    client.headers.set('X-Tag', 'mine');

    const { headers } = await client.get(new Values());

    expect(headers).toEqual({ 'content-type': 'application/json', accept: '*/*', 'x-tag': 'mine' });
  });

  it('CLI-01 sends the bearer token, with which a guarded call succeeds', async () => {
    client.bearerToken = 'good';

    expect((await client.post(secured())).headers.authorization).toBe('Bearer good');
  });

  it('CLI-01 sends user name and password as Basic, which open operations ignore', async () => {
    client.setCredentials('åsa', 'p:w');

    const { headers } = await client.get(new Values());

    expect(headers.authorization).toBe(`Basic ${JsonServiceClient.toBase64('åsa:p:w')}`);
  });
});

describe('refreshing by token', () => {
  beforeEach(() => {
    client.bearerToken = 'expired';
    client.refreshToken = 'refresh';
  });

  it('CLI-13 asks for a new token after a 401 and resends the request once', async () => {
    const { values, headers } = await client.post(secured());

    expect([values, headers.authorization]).toEqual([{ text: 'x' }, 'Bearer fresh']);
    expect(client.bearerToken).toBe('fresh');
    expect(reached).toEqual(['GetAccessToken refresh', 'POST /api/Secured']);
  });

  it('CLI-13 keeps the new token for the next request', async () => {
    await client.post(secured());
    await client.get(secured());

    expect(reached).toEqual(['GetAccessToken refresh', 'POST /api/Secured', 'GET /api/Secured']);
  });

  it('CLI-13 starts without any token, too', async () => {
    client.bearerToken = null as never;

    expect((await client.post(secured())).headers.authorization).toBe('Bearer fresh');
  });

  it('CLI-13 refreshes for api(), sendAll() and a base path of old', async () => {
    client.useBasePath();
    const urls = urlsOf(client);

    const [first] = await client.sendAll([secured()]);
    client.bearerToken = 'expired';
    const { response } = await client.api(secured());

    expect([first?.values, response?.values]).toEqual([{ text: 'x' }, { text: 'x' }]);
    // The refreshing itself passes by the client's URL filter.
    expect(urls).toEqual([
      '/json/reply/Secured[]',
      '/json/reply/Secured[]',
      '/json/reply/Secured',
      '/json/reply/Secured',
    ]);
  });

  it('CLI-13 refreshes at another address', async () => {
    client.refreshTokenUri = `${host.url}/access-token`;

    expect((await client.post(secured())).headers.authorization).toBe('Bearer fresh');
    expect(reached).toEqual(['GetAccessToken refresh', 'POST /api/Secured']);
  });

  it('CLI-13 resends no more than once', async () => {
    client.refreshToken = 'useless';

    const { error } = await client.api(secured());

    expect(error).toMatchObject({ errorCode: 'Unauthorized', message: 'Not Authenticated' });
    expect(reached).toEqual(['GetAccessToken useless']);
  });

  it('CLI-13 refreshes nothing when that is switched off', async () => {
    client.enableAutoRefreshToken = false;

    expect((await client.api(secured())).errorCode).toBe('TokenException');
    expect(reached).toEqual([]);
  });

  it.each([
    ['expired', 'TokenException', 'Token has expired'],
    ['Invalid.Refresh.Token', 'ArgumentException', 'Illegal base64url string!'],
  ])('CLI-14 reports the refusal of the refresh token %s', async (refreshToken, errorCode, message) => {
    client.refreshToken = refreshToken;

    await expect(client.post(secured())).rejects.toMatchObject({
      type: 'RefreshTokenException',
      responseStatus: { errorCode, message },
    });
    expect(reached).toEqual([`GetAccessToken ${refreshToken}`]);
  });
});

describe('refreshing by cookie', () => {
  it('CLI-13 is switched on by X-Cookies, asks with the cookie and resends with the new one', async () => {
    await client.post(new SetCookies({ kind: 'tokens' }));

    const { headers } = await client.post(secured());

    expect(client.useTokenCookie).toBe(true);
    expect(headers.authorization).toBeUndefined();
    expect(headers.cookie).toContain('ss-tok=fresh');
    expect(reached).toEqual(['GetAccessToken refresh', 'POST /api/Secured']);
  });

  it('CLI-13 drops the bearer token for the cookie', async () => {
    await client.post(new SetCookies({ kind: 'tokens' }));
    client.bearerToken = 'expired';

    expect((await client.post(secured())).values).toEqual({ text: 'x' });
    expect(client.bearerToken).toBeNull();
  });

  it('CLI-14 reports the refusal of the cookie', async () => {
    await client.post(new SetCookies({ kind: 'tokens' }));
    client.cookies['ss-reftok'] = { name: 'ss-reftok', value: 'expired', path: '/' };

    await expect(client.post(secured())).rejects.toMatchObject({
      type: 'RefreshTokenException',
      responseStatus: { errorCode: 'TokenException', message: 'Token has expired' },
    });
  });
});

describe('onAuthenticationRequired', () => {
  it('CLI-13 signs in and resends where there is no refresh token', async () => {
    client.onAuthenticationRequired = async () => {
      client.bearerToken = 'good';
    };

    expect((await client.post(secured())).headers.authorization).toBe('Bearer good');
    expect(reached).toEqual(['POST /api/Secured']);
  });

  it('CLI-14 is asked after a refresh that failed', async () => {
    client.bearerToken = 'expired';
    client.refreshToken = 'expired';
    client.onAuthenticationRequired = async () => {
      client.bearerToken = 'good';
    };

    expect((await client.post(secured())).headers.authorization).toBe('Bearer good');
    expect(reached).toEqual(['GetAccessToken expired', 'POST /api/Secured']);
  });
});

describe('the cookie jar', () => {
  it('CLI-01 sends cookies back, with the junk that the client makes of their dates', async () => {
    await client.post(new SetCookies({ kind: 'session' }));

    const { headers } = await client.get(new Values({ text: 'x' }));

    expect(headers.cookie).toContain('ss-id=AbC-_1');
    // The client splits Set-Cookie at the comma of `Thu, 01 Jan …`.
    expect(headers.cookie).toContain('01 Jan 2044 00:00:00 GMT=null');
  });

  it('CLI-01 survives a guarded call and a refresh with junk cookies', async () => {
    await client.post(new SetCookies({ kind: 'session' }));
    client.bearerToken = 'expired';
    client.refreshToken = 'refresh';

    expect((await client.post(secured())).values).toEqual({ text: 'x' });
    expect((await client.sendAll([secured()]))[0]?.headers.cookie).toContain('GMT=null');
  });

  it('CLI-01 sends an empty cookie after a logout', async () => {
    await client.post(new SetCookies({ kind: 'session' }));
    await client.post(new SetCookies({ kind: 'logout' }));

    const { headers } = await client.get(new Values());

    expect(headers.cookie).toMatch(/(?:^|; )ss-id=(?:;|$)/);
  });

  it('CLI-01 deleteCookie forgets one', async () => {
    await client.post(new SetCookies({ kind: 'session' }));
    client.deleteCookie('ss-id');

    expect((await client.get(new Values())).headers.cookie).not.toContain('ss-id=');
  });

  it('CLI-01 keeps no cookies where the runtime does', async () => {
    client.manageCookies = false;
    await client.post(new SetCookies({ kind: 'session' }));

    expect((await client.get(new Values())).headers.cookie).toBeUndefined();
  });
});
