import { request as httpRequest, type IncomingHttpHeaders } from 'node:http';
import { gunzipSync } from 'node:zlib';
import express from 'express';
import { AppHost, Handles, OpenApiFeature, Service } from '../../../src/engine';
import type { OpenApiDocument } from '../../../src/engine/openapi/openapi-types';
import { OaGetBook, OaSecret } from './dtos';
import { judge } from './support';

class Books extends Service {
  @Handles(OaGetBook) get() {
    return undefined;
  }
  @Handles(OaSecret) any() {
    return undefined;
  }
}

interface Reply {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly bytes: Buffer;
  readonly text: string;
}

let host: AppHost;
let reads = 0;
beforeAll(async () => {
  host = newHost();
  await host.listen(0);
});
afterAll(() => host.close());

function newHost(): AppHost {
  const created: AppHost = new AppHost({
    name: 'Library',
    services: [Books],
    features: [
      new OpenApiFeature({
        operations: () => {
          reads += 1;
          return created.operations;
        },
        info: { version: '2.3' },
      }),
    ],
  });
  return created;
}

/** A request as it is written: no client tidies the path up. */
function send(path: string, headers: Record<string, string> = {}, method = 'GET', url = host.url): Promise<Reply> {
  const { hostname, port } = new URL(url);
  return new Promise((resolve, reject) => {
    const sent = httpRequest(
      { hostname, port, path, method, headers: { Host: 'api.example.test', ...headers } },
      (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('end', () => {
          const bytes = Buffer.concat(chunks);
          resolve({ status: response.statusCode ?? 0, headers: response.headers, bytes, text: bytes.toString('utf8') });
        });
      },
    );
    sent.on('error', reject).end();
  });
}

const documentAt = async (path: string, headers = {}) =>
  JSON.parse((await send(path, headers)).text) as OpenApiDocument;

describe('the document over HTTP', () => {
  it('OA-01 answers /openapi.json with a valid document of the host’s own name and address', async () => {
    const { status, headers } = await send('/openapi.json');
    const document = await documentAt('/openapi.json');

    expect([status, headers['content-type']]).toEqual([200, 'application/json; charset=utf-8']);
    expect(document).toMatchObject({
      openapi: '3.1.0',
      info: { title: 'Library', version: '2.3' },
      servers: [{ url: 'http://api.example.test' }],
    });
    expect(Object.keys(document.paths)).toEqual(['/books/{Id}', '/shelves/{Shelf}/{Id}', '/api/OaGetBook']);
    expect((await judge([document])).documents).toEqual([[]]);
  });

  it.each(['/openapi', '/openapi/', '/OpenApi.json', '/openapi.json?x=1'])(
    'answers %s in the same way',
    async (path) => {
      expect((await send(path)).text).toBe((await send('/openapi.json')).text);
    },
  );

  it('is made once, and its text once for each address of the host', async () => {
    await send('/openapi.json');
    const before = reads;
    const [a, b] = [
      await documentAt('/openapi.json', { Host: 'a.test' }),
      await documentAt('/openapi', { Host: 'b.test' }),
    ];

    expect([a.servers, b.servers]).toEqual([[{ url: 'http://a.test' }], [{ url: 'http://b.test' }]]);
    expect(reads).toBe(before);
  });

  it('keeps few addresses, however many are claimed', async () => {
    for (let number = 0; number < 40; number += 1) {
      const { status } = await send('/openapi.json', { Host: `h${number}.test` });
      expect(status).toBe(200);
    }

    expect((await documentAt('/openapi.json', { Host: 'h0.test' })).servers).toEqual([{ url: 'http://h0.test' }]);
  });

  it('answers 304 to who has it, by its tag or any', async () => {
    const { headers } = await send('/openapi.json');
    const tag = headers.etag ?? '';
    const again = await Promise.all(
      [tag, `W/${tag}`, `"x", ${tag}`, '*'].map((known) => send('/openapi.json', { 'If-None-Match': known })),
    );
    const other = await send('/openapi.json', { 'If-None-Match': '"x"' });

    expect(headers['cache-control']).toBe('no-cache');
    expect(again.map(({ status, text }) => [status, text])).toEqual(again.map(() => [304, '']));
    expect(other.status).toBe(200);
  });

  it('answers HEAD without body, and compresses for who takes that', async () => {
    const plain = await send('/openapi.json');
    const head = await send('/openapi.json', {}, 'HEAD');
    const zipped = await send('/openapi.json', { 'Accept-Encoding': 'br, gzip;q=0.5' });
    const refused = await send('/openapi.json', { 'Accept-Encoding': 'gzip;q=0' });

    expect([head.status, head.text, head.headers['content-length']]).toEqual([200, '', String(plain.bytes.length)]);
    expect(zipped.headers).toMatchObject({ 'content-encoding': 'gzip', vary: 'Accept-Encoding' });
    expect(gunzipSync(zipped.bytes).equals(plain.bytes)).toBe(true);
    expect(refused.headers['content-encoding']).toBeUndefined();
  });

  it('refuses a Host that is no host[:port] (decisions D39)', async () => {
    const { status, text } = await send('/openapi.json', { Host: 'evil/"x' });

    expect(status).toBe(400);
    expect(text).not.toContain('evil');
  });

  it('leaves other verbs and addresses to the host', async () => {
    const answers = await Promise.all([
      send('/openapi.json', {}, 'POST'),
      send('/openapi/books'),
      send('/swagger-ui/', {}, 'POST'),
      send('/swagger-uix'),
    ]);

    expect(answers.map(({ status }) => status)).toEqual([404, 404, 404, 404]);
  });
});

describe('Swagger UI over HTTP', () => {
  it('leads /swagger-ui to /swagger-ui/, whatever the Host says', async () => {
    const { status, headers } = await send('/swagger-ui', { Host: 'evil.test' });

    expect([status, headers.location]).toEqual([302, 'swagger-ui/']);
  });

  it.each([
    ['/swagger-ui/', 'text/html; charset=utf-8', 'no-cache', '<div id="swagger-ui">'],
    ['/swagger-ui/index.html', 'text/html; charset=utf-8', 'no-cache', '<div id="swagger-ui">'],
    ['/swagger-ui/initializer.js', 'text/javascript; charset=utf-8', 'no-cache', '../openapi.json'],
    ['/swagger-ui/swagger-ui.css', 'text/css; charset=utf-8', 'public, max-age=86400', '.swagger-ui'],
    ['/swagger-ui/swagger-ui-bundle.js', 'text/javascript; charset=utf-8', 'public, max-age=86400', 'SwaggerUIBundle'],
    ['/swagger-ui/favicon-32x32.png', 'image/png', 'public, max-age=86400', 'PNG'],
    ['/Swagger-UI/favicon-16x16.png', 'image/png', 'public, max-age=86400', 'PNG'],
  ])('answers %s as %s that is kept %s', async (path, contentType, caching, part) => {
    const { status, headers, text } = await send(path);
    const again = await send(path, { 'If-None-Match': headers.etag ?? '' });

    expect([status, headers['content-type'], headers['cache-control']]).toEqual([200, contentType, caching]);
    expect(headers['x-content-type-options']).toBe('nosniff');
    expect(text).toContain(part);
    expect([again.status, again.text]).toEqual([304, '']);
  });

  it('has a policy that runs no script but its own files, and a page that needs no other', async () => {
    const { headers, text } = await send('/swagger-ui/');
    const policy = String(headers['content-security-policy']);
    const links = [...text.matchAll(/(?:src|href)="([^"]+)"/g)].map(([, link = '']) => link);

    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("script-src 'self';");
    expect(policy).toContain("connect-src 'self'");
    expect(policy).not.toMatch(/unsafe|\*|https?:/);
    expect(text).not.toMatch(/<script(?![^>]*\bsrc=)|\son\w+=|style=/);
    expect(links.length).toBe(4);
    for (const link of links) expect([link, (await send(`/swagger-ui/${link}`)).status]).toEqual([link, 200]);
  });

  it.each([
    '/swagger-ui/../package.json',
    '/swagger-ui/..%2fpackage.json',
    '/swagger-ui/%2e%2e/%2e%2e/package.json',
    '/swagger-ui/..%5c..%5cpackage.json',
    '/swagger-ui//etc/passwd',
    '/swagger-ui/./package.json',
    '/swagger-ui/package.json',
    '/swagger-ui/swagger-ui.js.map',
    '/swagger-ui/constructor',
    '/swagger-ui/__proto__',
  ])('refuses %s', async (path) => {
    const { status, text } = await send(path);

    expect(status).toBe(404);
    expect(text).toContain('NotFound');
    expect(text).not.toMatch(/swagger-ui-dist|root:/);
  });

  it('works below a mount path', async () => {
    const mounted = newHost();
    const app = express();
    app.use('/x', mounted.middleware());
    const server = app.listen(0, '127.0.0.1');
    await new Promise((resolve) => server.once('listening', resolve));
    const url = `http://127.0.0.1:${(server.address() as { port: number }).port}`;

    const page = await send('/x/swagger-ui/', {}, 'GET', url);
    const document = JSON.parse((await send('/x/openapi.json', {}, 'GET', url)).text) as OpenApiDocument;
    server.close();
    await mounted.close();

    expect(page.text).toContain('initializer.js');
    expect(document.servers).toEqual([{ url: 'http://api.example.test/x' }]);
  });
});
