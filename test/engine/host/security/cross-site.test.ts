import { AppHost, type AuthProvider, CorsFeature, Session } from '../../../../src/engine';
import { calls, HelloService } from '../../../support/hello';

/** Anna is known by a cookie, by a token, by a Basic password or by an API key. */
const anna: AuthProvider = {
  name: 'test',
  priority: 1,
  async authenticate({ headers }) {
    const { cookie, authorization, 'x-api-key': key } = headers;
    const isKnown = cookie === 'ss-id=anna' || /^(?:Bearer|Basic) anna$/.test(authorization ?? '') || key === 'anna';
    return isKnown ? new Session({ isAuthenticated: true, userId: 'anna' }) : undefined;
  },
};
const host = new AppHost({
  services: [HelloService],
  features: [
    { name: 'auth', register: (builder) => builder.authProvider(anna) },
    new CorsFeature({ allowOrigins: ['https://app.example'], allowCredentials: true }),
  ],
});
beforeAll(() => host.listen(0));
afterAll(() => host.close());
beforeEach(() => calls.splice(0));

const cookie = { cookie: 'ss-id=anna' };
const form = { 'content-type': 'application/x-www-form-urlencoded' };
const json = { 'content-type': 'application/json' };
const own = () => ({ origin: host.url });

function bodyFor(type: string): string {
  if (type.includes('urlencoded')) return 'name=A';
  const part = '--x\r\nContent-Disposition: form-data; name="name"\r\n\r\nA\r\n--x--\r\n';
  return type.includes('multipart') ? part : '{"name":"A"}';
}

async function send(method: string, headers: Record<string, string>, path = '/api/Hello') {
  const body = method === 'GET' ? undefined : bodyFor(headers['content-type'] ?? '');
  const reply = await fetch(`${host.url}${path}`, { method, headers, body });
  return { status: reply.status, isCalled: calls.length > 0, text: await reply.text() };
}

describe("what another site makes a visitor's browser send (reliability 3.2 #14)", () => {
  it.each<[what: string, method: string, headers: Record<string, string>]>([
    ['a form of another origin', 'POST', { ...cookie, ...form, origin: 'https://evil.example' }],
    ['a form of nowhere', 'POST', { ...cookie, ...form, origin: 'null' }],
    ['a form that says nothing', 'POST', { ...cookie, ...form }],
    ['text that says nothing', 'POST', { ...cookie, 'content-type': 'text/plain' }],
    ['a multipart form that says nothing', 'POST', { ...cookie, 'content-type': 'multipart/form-data; boundary=x' }],
    ['a body without type', 'POST', { ...cookie, 'content-type': '' }],
    ['JSON of another origin', 'POST', { ...cookie, ...json, origin: 'https://evil.example' }],
    ['JSON of another site', 'POST', { ...cookie, ...json, 'sec-fetch-site': 'cross-site' }],
    ['JSON of a sibling site', 'POST', { ...cookie, ...json, 'sec-fetch-site': 'same-site' }],
    ['a DELETE of another site', 'DELETE', { ...cookie, ...json, 'sec-fetch-site': 'cross-site' }],
    [
      'a verb in a POST',
      'POST',
      { ...cookie, ...form, 'x-http-method-override': 'PUT', origin: 'https://evil.example' },
    ],
    [
      'a verb that reads in a POST',
      'POST',
      { ...cookie, ...form, 'x-http-method-override': 'GET', origin: 'https://evil.example' },
    ],
    ['a remembered Basic password', 'POST', { ...form, authorization: 'Basic anna', origin: 'https://evil.example' }],
  ])('reliability 3.2 #14: %s is 403, and nothing runs', async (_what, method, headers) => {
    expect(await send(method, headers)).toMatchObject({ status: 403, isCalled: false });
  });

  it.each(['/json/reply/Hello', '/json/oneway/Hello', '/api/Hello.csv', '/hello', '/HELLO/'])(
    'reliability 3.2 #14: so it is at %s',
    async (path) => {
      const headers = { ...cookie, ...form, origin: 'https://evil.example' };

      expect(await send('POST', headers, path)).toMatchObject({ status: 403, isCalled: false });
    },
  );

  it.each<[what: string, method: string, headers: () => Record<string, string>]>([
    ['a form of its own pages', 'POST', () => ({ ...cookie, ...form, ...own() })],
    ['a form that the browser vouches for', 'POST', () => ({ ...cookie, ...form, 'sec-fetch-site': 'same-origin' })],
    ['a form that a person has sent again', 'POST', () => ({ ...cookie, ...form, 'sec-fetch-site': 'none' })],
    [
      'a page that CORS allows',
      'POST',
      () => ({ ...cookie, ...json, origin: 'https://app.example', 'sec-fetch-site': 'cross-site' }),
    ],
    ['JSON of a program', 'POST', () => ({ ...cookie, ...json })],
    ['another verb of a program', 'PUT', () => ({ ...cookie, ...form })],
    [
      'a token from anywhere',
      'POST',
      () => ({ ...form, authorization: 'Bearer anna', origin: 'https://evil.example' }),
    ],
    [
      'a token beside a cookie',
      'POST',
      () => ({ ...cookie, ...form, authorization: 'Bearer anna', origin: 'https://evil.example' }),
    ],
    ['an API key from anywhere', 'POST', () => ({ ...form, 'x-api-key': 'anna', origin: 'https://evil.example' })],
    ['a Basic password of a program', 'POST', () => ({ ...form, authorization: 'Basic anna' })],
    ['a GET of another site', 'GET', () => ({ ...cookie, 'sec-fetch-site': 'cross-site' })],
    ['a form of nobody', 'POST', () => ({ ...form, origin: 'https://evil.example' })],
  ])('reliability 3.2 #14: %s is served', async (_what, method, headers) => {
    expect(await send(method, headers())).toMatchObject({ status: 200, isCalled: true });
  });

  it('reliability 3.2 #14: a GET is never taken for another verb', async () => {
    expect(
      await send('GET', { ...cookie, 'x-http-method-override': 'POST' }, '/api/Checked?age=1&required=a'),
    ).toMatchObject({
      status: 405,
    });
    expect(await send('GET', cookie, '/api/Checked?age=1&required=a&X-Http-Method-Override=POST')).toMatchObject({
      status: 405,
    });
  });

  it('reliability 3.2 #14: no script gets an answer as a call', async () => {
    expect((await send('GET', cookie, '/api/Hello?callback=steal')).text).toMatch(/^\{/);
  });
});
