import { request as httpRequest } from 'node:http';
import { AppHost, Handles, Service } from '../../../src/engine';
import { jsonFormat } from '../../../src/engine/formats/json-format';
import { NativeTypesFeature } from '../../../src/engine/native-types/native-types-feature';
import { DeleteBook, GetBook, SecretBooks } from './dtos';

class Books extends Service {
  @Handles(GetBook) get() {
    return undefined;
  }
  @Handles(DeleteBook) delete() {
    return undefined;
  }
  @Handles(SecretBooks) any() {
    return undefined;
  }
}

interface Reply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly text: string;
}

let host: AppHost;
beforeAll(async () => {
  host = new AppHost({
    name: 'Library',
    services: [Books],
    features: [
      new NativeTypesFeature({
        operations: () => host.operations,
        formats: [jsonFormat],
        app: { serviceDescription: 'Books' },
      }),
    ],
    clock: { now: () => new Date('2026-01-02T03:04:05Z') },
  });
  await host.listen(0);
});
afterAll(() => host.close());

/** A request with a Host header of its own. */
function get(path: string, { method = 'GET', host: name = 'api.example.test' } = {}): Promise<Reply> {
  const { hostname, port } = new URL(host.url);
  return new Promise((resolve, reject) => {
    const sent = httpRequest({ hostname, port, path, method, headers: { Host: name } }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('end', () =>
        resolve({
          status: response.statusCode ?? 0,
          headers: response.headers,
          text: Buffer.concat(chunks).toString('utf8'),
        }),
      );
    });
    sent.on('error', reject).end();
  });
}

const json = async (path: string) => JSON.parse((await get(path)).text) as Record<string, unknown>;

describe('native types over HTTP', () => {
  it.each([
    ['typescript', 'text/plain', '/* Options:'],
    ['typescript.d', 'text/plain', '/* Options:'],
    ['mjs', 'text/javascript', '/* Options:'],
    ['js', 'text/javascript', '/* Options:'],
    ['javascript', 'text/javascript', '/* Options:'],
    ['TypeScript', 'text/plain', '/* Options:'],
  ])('answers /types/%s as %s that no browser takes for something else', async (language, contentType, start) => {
    const { status, headers, text } = await get(`/types/${language}`);

    expect([status, headers['content-type'], headers['x-content-type-options']]).toEqual([
      200,
      `${contentType}; charset=utf-8`,
      'nosniff',
    ]);
    expect(text.startsWith(start)).toBe(true);
    expect(text).toContain('GetBookResponse');
  });

  it('answers /types/javascript as it answers /types/mjs (decisions D14)', async () => {
    expect((await get('/types/javascript?WithoutOptions')).text).toBe((await get('/types/mjs?WithoutOptions')).text);
  });

  it('has the host’s address and its clock in the header', async () => {
    const { text } = await get('/types/typescript');

    expect(text).toContain('\nDate: 2026-01-02 03:04:05\n');
    expect(text).toContain('\nBaseUrl: http://api.example.test\n');
  });

  it('gives the profile of the host, or that of the query (decisions D12)', async () => {
    expect((await get('/types/typescript')).text).toContain('// @ts-nocheck');
    expect((await get('/types/typescript?profile=classic')).text).not.toContain('// @ts-nocheck');
  });

  it('answers /types/metadata with or without .json', async () => {
    const metadata = await json('/types/metadata');

    expect(Object.keys(metadata)).toEqual(['config', 'namespaces', 'types', 'operations']);
    expect(metadata).toEqual(await json('/types/metadata.json'));
    expect(metadata.config).toMatchObject({ baseUrl: 'http://api.example.test' });
    expect(
      (metadata.operations as { readonly request: { name: string } }[]).map(({ request }) => request.name),
    ).toEqual(['GetBook', 'DeleteBook']);
  });

  it('TM-12 /metadata/app tells of the host, its formats and its types', async () => {
    const app = await json('/metadata/app.json');

    expect(app).toEqual(await json('/metadata/app'));
    expect(Object.keys(app)).toEqual([
      'date',
      'app',
      'ui',
      'config',
      'contentTypeFormats',
      'httpHandlers',
      'plugins',
      'customPlugins',
      'api',
      'meta',
    ]);
    expect(app.app).toMatchObject({
      baseUrl: 'http://api.example.test',
      serviceName: 'Library',
      serviceDescription: 'Books',
      jsTextCase: 'CamelCase',
    });
    expect(app.contentTypeFormats).toEqual({ 'application/json': 'json' });
    expect(Object.keys(app.api as object)).toEqual(['namespaces', 'types', 'operations']);
  });

  it('TM-12 /metadata/app honours IncludeTypes', async () => {
    const app = await json('/metadata/app?IncludeTypes=DeleteBook');

    expect(app.api).toMatchObject({ operations: [{ request: { name: 'DeleteBook' } }], types: [] });
  });

  it('TM-12 /metadata/app honours view', async () => {
    const [plugins, two, admin, explorer] = await Promise.all(
      ['plugins', 'plugins:loaded', 'admin-ui', 'explorer'].map((view) => json(`/metadata/app?view=${view}`)),
    );

    expect(Object.keys(plugins ?? {})).toEqual(['date', 'app', 'config', 'plugins']);
    expect(Object.keys(two?.plugins ?? {})).toEqual(['loaded']);
    expect(admin?.api).toMatchObject({ operations: [], types: [] });
    expect(explorer?.api).toMatchObject({
      operations: [{ request: { name: 'GetBook' } }, { request: { name: 'DeleteBook' } }],
    });
  });

  it('TM-13 /types lists 18 absolute links, each of which answers', async () => {
    const links = await json('/types');

    expect(Object.keys(links)).toEqual([
      'Metadata',
      'CSharp',
      'FSharp',
      'VbNet',
      'TypeScript',
      'TypeScriptDefinition',
      'CommonJs',
      'Mjs',
      'Php',
      'Dart',
      'Java',
      'Kotlin',
      'Swift',
      'Python',
      'Ruby',
      'Go',
      'Rust',
      'Zig',
    ]);
    expect(links.TypeScriptDefinition).toBe('http://api.example.test/types/typescript.d');
    for (const link of Object.values(links) as string[]) {
      expect([link, (await get(new URL(link).pathname)).status]).toEqual([link, 200]);
    }
  });

  it('takes trailing slashes and HEAD', async () => {
    const head = await get('/types/mjs/', { method: 'HEAD' });

    expect([head.status, head.text]).toEqual([200, '']);
    expect(Number(head.headers['content-length'])).toBe((await get('/types/mjs')).text.length);
  });

  it.each([
    ['/types/cobol', 404, 'Unknown language, Supported languages: '],
    ['/types/%3Cscript%3E', 404, 'Unknown language, Supported languages: '],
    ['/types/typescript?profile=latest', 400, 'The option profile must be classic or modern.'],
    ['/types/typescript?GlobalNamespace=a;b', 400, 'The option GlobalNamespace'],
    ['/types/metadata?MakePartial=perhaps', 400, 'The option MakePartial must be True or False.'],
    ['/types/typescript?IncludeTypes=%zz', 400, 'The query string or form holds broken percent-encoding.'],
  ])('refuses %s with %i in words', async (path, status, start) => {
    const reply = await get(path);

    expect([reply.status, reply.headers['content-type']]).toEqual([status, 'text/plain; charset=utf-8']);
    expect(reply.text.startsWith(start)).toBe(true);
    expect(reply.text).not.toMatch(/cobol|script>|latest|a;b|perhaps/);
  });

  it.each(['evil.test/*/', 'a b', 'x"y', 'user@host', 'h:99999999'])(
    'echoes no Host that is no host[:port]: %j (decisions D39)',
    async (name) => {
      const reply = await get('/types/typescript', { host: name });

      expect(reply.status).toBe(400);
      expect(reply.text).toContain('The header Host is no host[:port].');
      expect(reply.text).not.toContain(name);
    },
  );

  it('leaves other verbs and addresses to the host', async () => {
    expect((await get('/types/typescript', { method: 'POST' })).status).toBe(404);
    expect((await get('/types/typescript/more')).status).toBe(404);
  });

  it('is off for whoever does not add it', async () => {
    const other = new AppHost({ services: [Books] });
    await other.listen(0);
    const reply = await fetch(`${other.url}/types/typescript`);
    await other.close();

    expect(reply.status).toBe(404);
  });
});
