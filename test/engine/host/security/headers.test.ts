import { AppHost, SecurityHeadersFeature } from '../../../../src/engine';
import { HelloService } from '../../../support/hello';
import { sendRaw } from '../../../support/raw-http';

const host = new AppHost({
  services: [HelloService],
  features: [
    new SecurityHeadersFeature(),
    {
      name: 'raw',
      register: (builder) =>
        builder.rawHandler({
          matches: (_verb, path) => path === '/raw',
          handle: async (_request, response, context) =>
            void response.writeHead(200, context.responseHeaders).end('raw'),
        }),
    },
  ],
  trustedProxies: ['127.0.0.1'],
});
beforeAll(async () => {
  host.express.get('/plain', (_request, response) => void response.send('plain Express'));
  host.express.get('/broken', () => {
    throw new Error('broken');
  });
  await host.listen(0);
});
afterAll(() => host.close());

const answers: [what: string, path: string, status: number][] = [
  ['a message', '/api/Hello', 200],
  ['nothing', '/api/HelloVoid', 204],
  ['a page of an answer', '/api/Hello.html', 200],
  ['a refusal', '/api/Guarded', 401],
  ['a defect', '/api/Fails', 500],
  ['a raw handler', '/raw', 200],
  ['an Express route', '/plain', 200],
  ['an Express error', '/broken', 500],
  ['an unknown address', '/nope', 404],
  ['a broken path', '/%zz', 400],
];

describe('headers for browsers', () => {
  it.each(answers)('stand on %s', async (_what, path, status) => {
    const reply = await fetch(`${host.url}${path}`);

    expect(reply.status).toBe(status);
    expect(reply.headers.get('x-content-type-options')).toBe('nosniff');
    expect(reply.headers.get('referrer-policy')).toBe('no-referrer');
    expect(reply.headers.get('content-security-policy')).toContain("frame-ancestors 'none'");
    expect(reply.headers.get('content-security-policy')).not.toContain('unsafe');
    expect(reply.headers.get('x-frame-options')).toBe('DENY');
  });

  it.each(answers)('reliability API8: tell no version on %s', async (_what, path) => {
    const reply = await fetch(`${host.url}${path}`);
    const text = [...reply.headers].map(([name, value]) => `${name}: ${value}`).join('\n');

    expect(reply.headers.get('x-powered-by')).toBeNull();
    expect(reply.headers.get('server')).toBeNull();
    expect(text).not.toMatch(/express|node\.?js|v\d+\.\d+\.\d+/i);
  });

  it('stand on what Node refuses', async () => {
    const { text } = await sendRaw(host.url, 'GET / HTTP/1.1\r\nbad header\r\n\r\n');

    expect(text).toMatch(/^HTTP\/1\.1 400 /);
    expect(text).toMatch(/^X-Content-Type-Options: nosniff$/m);
    expect(text).not.toMatch(/^(?:X-Powered-By|Server):/im);
  });

  it.each(['/api/Hello', '/plain', '/nope', '/raw'])(
    'insist on https for %s only where the caller uses it',
    async (path) => {
      const plain = await fetch(`${host.url}${path}`);
      const secure = await fetch(`${host.url}${path}`, { headers: { 'x-forwarded-proto': 'https' } });

      expect(plain.headers.get('strict-transport-security')).toBeNull();
      expect(secure.headers.get('strict-transport-security')).toBe('max-age=31536000');
    },
  );

  it("leave an answer's own policy as it is", async () => {
    const page = await fetch(`${host.url}/api/Hello.html`);
    const data = await fetch(`${host.url}/api/Hello`);
    const express = await fetch(`${host.url}/plain`);

    expect(page.headers.get('content-security-policy')).toMatch(/style-src 'sha256-/);
    expect(data.headers.get('content-security-policy')).toMatch(/^default-src 'none'/);
    expect(express.headers.get('content-security-policy')).toMatch(/^default-src 'self'/);
  });
});
