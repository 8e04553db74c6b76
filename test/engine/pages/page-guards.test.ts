import type { AppHost } from '../../../src/engine';
import { networkOf, readRestriction } from '../../../src/engine/metadata/restriction';
import { bookHost, get, mainOf, type Reply, textOf } from './page-host';

const opened: AppHost[] = [];
afterEach(async () => {
  for (const host of opened.splice(0)) await host.close();
});

async function open(...[options, hostOptions]: Parameters<typeof bookHost>): Promise<AppHost> {
  const host = bookHost(options, hostOptions);
  opened.push(host);
  await host.listen(0);
  return host;
}

const refusal = ({ status, text }: Reply) => [status, textOf(/role="alert">([^<]*)</.exec(text)?.[1] ?? '')];

describe('who sees metadata pages', () => {
  it.each(['/metadata', '/json/metadata', '/json/metadata?op=FindBook', '/json/metadata?op=Nothing'])(
    'answers %s with 403 where metadata is off',
    async (path) => {
      const host = await open({ isAvailable: false });

      expect(refusal(await get(host.url, path))).toEqual([403, 'Metadata Not Available']);
    },
  );

  it.each(['/operations/metadata', '/metadata/nav'])('refuses %s in JSON where metadata is off', async (path) => {
    const host = await open({ isAvailable: false });

    const { status, text } = await get(host.url, path);

    expect(status).toBe(403);
    expect(JSON.parse(text)).toMatchObject({ responseStatus: { message: 'Metadata Not Available' } });
  });

  it.each(['/metadata', '/json/metadata?op=FindBook'])(
    'answers %s with 403 to callers whom the host does not show metadata',
    async (path) => {
      const outside = await open({ visibility: 'InternalNetworkAccess', networkOf: () => 'External' });
      const inside = await open({ visibility: 'InternalNetworkAccess' });

      expect(refusal(await get(outside.url, path))).toEqual([403, 'Metadata Not Visible']);
      expect((await get(inside.url, path)).status).toBe(200);
    },
  );

  it('says that metadata is off before it says who may not see it', async () => {
    const host = await open({ isAvailable: false, visibility: 'None' });

    expect(refusal(await get(host.url, '/metadata'))).toEqual([403, 'Metadata Not Available']);
  });

  it.each([
    ['LocalBook', 'json'],
    ['NobodysBook', 'json'],
    ['PublicJsonBook', 'xml'],
    ['SecretBook', 'json'],
  ])('answers 403 for %s in %s to an external caller', async (name, format) => {
    const host = await open({ networkOf: () => 'External' });

    const reply = await get(host.url, `/${format}/metadata?op=${name}&lang=csharp`);

    expect(refusal(reply)).toEqual([403, 'Service Not Available']);
    expect(reply.text).not.toContain('secretMember');
  });

  it('does not ask what restricts an operation where restrictions are off', async () => {
    const host = await open({ networkOf: () => 'External', enableAccessRestrictions: false });

    expect((await get(host.url, '/json/metadata?op=LocalBook')).status).toBe(200);
    expect(refusal(await get(host.url, '/json/metadata?op=SecretBook'))).toEqual([
      404,
      'Could not find operation: SecretBook',
    ]);
  });

  it('/operations/metadata tells of visible operations only', async () => {
    const host = await open({ networkOf: () => 'External' });

    const { text } = await get(host.url, '/operations/metadata');

    expect(text).toContain('PublicJsonBook');
    expect(text).not.toMatch(/LocalBook|NobodysBook|SecretBook/);
  });

  it.each([
    ['127.0.0.1', 'Localhost'],
    ['::1', 'Localhost'],
    ['::ffff:127.0.0.1', 'Localhost'],
    ['192.168.3.4', 'LocalSubnet'],
    ['fd00::1', 'LocalSubnet'],
    ['203.0.113.9', 'External'],
    ['2001:db8::1', 'External'],
    ['no address', 'External'],
    [undefined, 'Localhost'],
  ])('takes %s for %s', (address, network) => {
    expect(networkOf(address)).toBe(network);
  });

  it('refuses to start with a word that restricts nothing', () => {
    expect(() => readRestriction('Localhost, Everywhere')).toThrow("'Everywhere' restricts nothing");
    expect(() => bookHost({ visibility: 'Everywhere' })).toThrow("'Everywhere' restricts nothing");
  });
});

describe('what a metadata page lets in', () => {
  const attack = '"><script>alert(1)</script><img src=x onerror=alert(1)>';

  it.each([
    `/json/metadata?op=${encodeURIComponent(attack)}`,
    `/json/metadata?op=FindBook&lang=${encodeURIComponent(attack)}`,
    `/json/metadata?op=FindBook&profile=${encodeURIComponent(attack)}`,
    `/json/metadata?op=FindBook&lang=dart&${encodeURIComponent(attack)}=1`,
  ])('escapes what the query of %s says', async (path) => {
    const host = await open();

    const { text } = await get(host.url, path);

    expect(text).toMatch(/^<!doctype html>/);
    expect(text).not.toContain('<script>alert');
    expect(text).not.toContain('<img');
  });

  it('refuses a query that cannot be read', async () => {
    const host = await open();

    const reply = await get(host.url, '/json/metadata?op=%E0%A4%A');

    expect([reply.status, reply.headers['content-type']]).toEqual([400, 'text/html; charset=utf-8']);
  });

  it('shows the Host that was asked, and refuses one that is none', async () => {
    const host = await open();

    const asked = await get(host.url, '/json/metadata?op=FindBook', { host: 'api.example.test:8080' });
    const wrong = await get(host.url, '/json/metadata?op=FindBook', { host: 'a<b>' });

    expect(textOf(mainOf(asked.text))).toContain('Host: api.example.test:8080');
    expect(wrong.status).toBe(400);
    expect(wrong.text).not.toContain('a<b>');
  });

  it.each(['/metadata', '/json/metadata?op=FindBook', '/json/metadata?op=FindBook&lang=dart', '/json/metadata?op=No'])(
    '%s forbids inline scripts and styles, and has none',
    async (path) => {
      const host = await open();

      const { text, headers } = await get(host.url, path);

      const policy = String(headers['content-security-policy']);
      expect(policy).toContain("default-src 'none'");
      expect(policy).toContain("script-src 'self'");
      expect(policy).not.toContain('unsafe');
      expect(headers['x-content-type-options']).toBe('nosniff');
      expect(text).not.toMatch(/<script(?![^>]*\ssrc=)/);
      expect(text).not.toMatch(/<style|\sstyle=|\son\w+=/);
    },
  );

  it('carries the headers that every answer of the host has', async () => {
    const host = await open({ wire: { globalHeaders: { Vary: 'Accept', 'X-Powered-By': 'books' } } });

    const { headers } = await get(host.url, '/metadata');

    expect([headers.vary, headers['x-powered-by']]).toEqual(['Accept', 'books']);
    expect(headers['x-request-id']).toEqual(expect.stringMatching(/^[\w-]{8,}$/));
  });

  it('answers HEAD like GET, without the page', async () => {
    const host = await open();

    const page = await get(host.url, '/metadata');
    const head = await get(host.url, '/metadata', { method: 'HEAD' });

    expect([head.status, head.text]).toEqual([200, '']);
    expect(head.headers['content-length']).toBe(page.headers['content-length']);
  });

  it('leaves other verbs alone', async () => {
    const host = await open();

    expect((await get(host.url, '/metadata', { method: 'POST' })).status).toBe(404);
  });

  it('serves what pages load, for ever', async () => {
    const host = await open();
    const { text } = await get(host.url, '/metadata');
    const loaded = [...text.matchAll(/(?:href|src)="([^"]+\.(?:css|js))"/g)].map((match) => match[1] ?? '');

    const replies = await Promise.all(
      loaded.map((path) => get(host.url, new URL(path, `${host.url}/metadata`).pathname)),
    );

    expect(replies.length).toBeGreaterThanOrEqual(2);
    expect(replies.map(({ status }) => status)).toEqual(loaded.map(() => 200));
    expect(new Set(replies.map(({ headers }) => headers['cache-control']))).toEqual(
      new Set(['public, max-age=31536000, immutable']),
    );
    expect((await get(host.url, '/metadata/assets/page-000000000000.css')).status).toBe(404);
  });
});
