import { AppHost } from '../../../src/engine';
import { CorsFeature, type CorsOptions } from '../../../src/engine/host/cors-feature';
import { calls, HelloService } from '../../support/hello';

const hosts: AppHost[] = [];
async function startHost(options?: CorsOptions): Promise<AppHost> {
  const host = new AppHost({ services: [HelloService], features: [new CorsFeature(options)] });
  host.express.get('/plain', (_request, response) => void response.send('plain Express'));
  host.express.get('/broken', () => {
    throw new Error('broken');
  });
  await host.listen(0);
  hosts.push(host);
  return host;
}
afterAll(() => Promise.all(hosts.map((host) => host.close())));

const ask = (host: AppHost, path: string, init: RequestInit = {}) => fetch(`${host.url}${path}`, init);
const from = (origin: string, method = 'GET') => ({ method, headers: { origin } });

/** Every kind of answer that a host gives, with its status. */
const answers: [string, string, string, number][] = [
  ['a message', 'GET', '/api/Hello?name=A', 200],
  ['nothing', 'GET', '/api/HelloVoid', 204],
  ['a refusal', 'POST', '/api/Checked', 400],
  ['an unknown operation', 'GET', '/api/Nope', 405],
  ['a path that cannot be decoded', 'GET', '/%zz', 400],
  ['an Express route', 'GET', '/plain', 200],
  ['an Express error', 'GET', '/broken', 500],
  ['an unknown address', 'GET', '/nope', 404],
  ['a preflight', 'OPTIONS', '/api/Hello', 200],
  ['a preflight of Express', 'OPTIONS', '/nope', 200],
];

describe('CORS for anybody', () => {
  let host: AppHost;
  beforeAll(async () => {
    host = await startHost();
  });

  it.each(answers)('HTTP-01 has its headers on %s', async (_, method, path, status) => {
    const reply = await ask(host, path, from('https://a.example', method));

    expect(reply.status).toBe(status);
    expect(Object.fromEntries(reply.headers)).toMatchObject({
      'access-control-allow-origin': '*',
      'access-control-allow-methods': 'GET, POST, PUT, DELETE, PATCH, OPTIONS, HEAD',
      'access-control-allow-headers': 'Content-Type',
      'access-control-max-age': '600',
    });
    expect(reply.headers.get('access-control-expose-headers')).toBeNull();
    expect(reply.headers.get('access-control-allow-credentials')).toBeNull();
  });

  it.each(['/api/Hello', '/hello/A', '/json/reply/Hello', '/plain', '/'])(
    'ADR-24 answers OPTIONS %s at once with nothing, and runs no Service',
    async (path) => {
      calls.splice(0);

      const reply = await ask(host, path, { method: 'OPTIONS' });

      expect([reply.status, await reply.text(), reply.headers.get('content-length')]).toEqual([200, '', '0']);
      expect(calls).toEqual([]);
    },
  );

  it('answers a POST that names the verb OPTIONS like a preflight', async () => {
    const reply = await ask(host, '/api/Hello', { method: 'POST', headers: { 'x-http-method-override': 'OPTIONS' } });

    expect([reply.status, await reply.text()]).toEqual([200, '']);
  });
});

describe('CORS for listed origins', () => {
  let host: AppHost;
  beforeAll(async () => {
    host = await startHost({
      allowOrigins: ['https://A.example:443', 'http://localhost:5173', 'capacitor://localhost'],
      allowCredentials: true,
      allowHeaders: ['Content-Type', 'Authorization'],
      allowMethods: ['GET', 'POST'],
      exposeHeaders: ['X-Request-Id'],
      maxAgeSeconds: 60,
    });
  });

  it.each(answers)('HTTP-02 echoes a listed origin on %s', async (_, method, path, status) => {
    const reply = await ask(host, path, from('https://a.example', method));

    expect(reply.status).toBe(status);
    expect(Object.fromEntries(reply.headers)).toMatchObject({
      'access-control-allow-origin': 'https://a.example',
      'access-control-allow-credentials': 'true',
      'access-control-allow-headers': 'Content-Type, Authorization',
      'access-control-allow-methods': 'GET, POST',
      'access-control-expose-headers': 'X-Request-Id',
      'access-control-max-age': '60',
      vary: expect.stringContaining('Origin'),
    });
  });

  it.each(['http://localhost:5173', 'capacitor://localhost'])('HTTP-02 echoes %s', async (origin) => {
    expect((await ask(host, '/api/Hello', from(origin))).headers.get('access-control-allow-origin')).toBe(origin);
  });

  it.each([
    'https://b.example',
    'http://a.example',
    'https://a.example:8443',
    'https://a.example.evil.example',
    'https://xa.example',
    'null',
    '',
  ])('HTTP-02 does not echo %j, and still varies by it', async (origin) => {
    const reply = await ask(host, '/api/Hello', from(origin));

    expect(reply.headers.get('access-control-allow-origin')).toBeNull();
    expect(reply.headers.get('vary')).toBe('Accept, Origin');
  });

  it('HTTP-02 does not echo where there is no origin', async () => {
    const reply = await ask(host, '/api/Hello');

    expect(reply.headers.get('access-control-allow-origin')).toBeNull();
    expect(reply.headers.get('vary')).toBe('Accept, Origin');
  });
});

describe('CORS that cannot be', () => {
  it.each<[string, CorsOptions]>([
    ['anybody with credentials', { allowCredentials: true }],
    ['nobody', { allowOrigins: [] }],
    ['a path', { allowOrigins: ['https://a.example/app'] }],
    ['a slash', { allowOrigins: ['https://a.example/'] }],
    ['no scheme', { allowOrigins: ['a.example'] }],
    ['a wildcard', { allowOrigins: ['https://*.example'] }],
    ['the star in a list', { allowOrigins: ['*'] }],
    ['the origin of sandboxes', { allowOrigins: ['null'] }],
    ['a user', { allowOrigins: ['https://me@a.example'] }],
  ])('HTTP-03 stops the start: %s', (_, options) => {
    expect(() => new CorsFeature(options)).toThrow(/CORS|is no origin/);
  });
});

it('without CORS no answer has its headers', async () => {
  const host = new AppHost({ services: [HelloService] });
  await host.listen(0);
  hosts.push(host);

  const reply = await ask(host, '/api/Hello', from('https://a.example'));

  expect([...reply.headers.keys()].filter((name) => name.startsWith('access-control'))).toEqual([]);
});
