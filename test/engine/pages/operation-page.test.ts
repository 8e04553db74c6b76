import express from 'express';
import type { AppHost } from '../../../src/engine';
import { accessTable } from '../../../src/engine/pages/operation-blocks';
import { bookHost, get, mainOf, rowsOf, textOf } from './page-host';

let host: AppHost;
beforeAll(async () => {
  host = bookHost();
  await host.listen(0);
});
afterAll(() => host.close());

const page = async (path: string) => (await get(host.url, path)).text;
const text = async (path: string) => textOf(mainOf(await page(path)));

/** A page of a host of its own. */
async function pageOf(path: string, options: Parameters<typeof bookHost>[0]): Promise<string> {
  const other = bookHost(options);
  await other.listen(0);
  try {
    return mainOf((await get(other.url, path)).text);
  } finally {
    await other.close();
  }
}

describe('the page of an operation', () => {
  it.each(['FindBook', 'findbook', 'FINDBOOK'])(
    'MP-11 is found as %s, and shows the name as it was asked for',
    async (name) => {
      const reply = await get(host.url, `/jsv/metadata?op=${name}`);

      expect(reply.status).toBe(200);
      expect(reply.text).toContain(`<h2>${name}</h2>`);
      expect(reply.text).toContain('href="?op=FindBook&amp;lang=dart"');
    },
  );

  it('shows the name as it is declared where the host does not echo', async () => {
    expect(await pageOf('/jsv/metadata?op=findbook', { quirks: { echoesOperationName: false } })).toContain(
      '<h2>FindBook</h2>',
    );
  });

  it('MP-12 is the same in whichever order the query names operation and language', async () => {
    expect(await page('/jsv/metadata?lang=dart&op=FindBook')).toBe(await page('/jsv/metadata?op=FindBook&lang=dart'));
    expect(await text('/jsv/metadata?lang=dart&op=FindBook')).toContain('class FindBook');
  });

  it('MP-13 of a format that there is none of is 404', async () => {
    expect((await get(host.url, '/klingon/metadata?op=FindBook')).status).toBe(404);
    expect((await get(host.url, '/html/metadata?op=FindBook')).status).toBe(404);
  });

  it('MP-13 of an operation that there is none of is a page that says so, with status 404 (decisions D13)', async () => {
    const reply = await get(host.url, '/json/metadata?op=Nothing');

    expect([reply.status, reply.headers['content-type']]).toEqual([404, 'text/html; charset=utf-8']);
    expect(textOf(mainOf(reply.text))).toContain('Could not find operation: Nothing');
  });

  it('MP-13 of an operation that there is none of lists those that there are, in the format asked for', async () => {
    const { text: whole } = await get(host.url, '/jsv/metadata?op=Nothing');
    const listed = /<nav id="operations"[\s\S]*<\/nav>/.exec(whole)?.[0] ?? '';

    expect(listed).toContain('<a href="../jsv/metadata?op=FindBook">FindBook</a>');
    expect(listed).not.toContain('aria-current');
    expect(listed).not.toContain('SecretBook');
  });

  it('of pages that nobody may see lists nothing', async () => {
    const hidden = bookHost({ isAvailable: false });
    await hidden.listen(0);
    try {
      const reply = await get(hidden.url, '/jsv/metadata?op=Nothing');

      expect(reply.status).toBe(403);
      expect(reply.text).not.toContain('FindBook');
    } finally {
      await hidden.close();
    }
  });

  it('of a list of its messages, Name[], shows samples of lists and keeps the brackets in its links', async () => {
    const reply = await get(host.url, '/json/metadata?op=FindBook[]');
    const main = mainOf(reply.text);

    expect(main).toContain('<h2>FindBook[]</h2>');
    expect(textOf(main)).toContain('POST /json/reply/FindBook[] HTTP/1.1');
    expect(textOf(main)).toContain('\n\n[{"id":0,"title":"String"}]\n');
    expect(textOf(main)).toContain('\n\n[{"title":"String"}]\n');
    expect(
      rowsOf(main, 'params')
        .slice(1)
        .map(([name]) => name),
    ).toEqual(['Id', 'Title']);
    expect(main).toContain('href="?op=FindBook%5B%5D&amp;lang=dart"');
    expect(reply.text).toContain('href="../csv/metadata?op=FindBook%5B%5D"');
    expect(await text('/json/metadata?op=findbook%5B%5D&lang=dart')).toContain('Dart FindBook DTOs');
  });

  it('shows the examples that the host makes itself', async () => {
    const own = { FindBook: { id: 7, title: 'Emma' }, FindBookResponse: undefined };
    const createExample = ({ clr }: { readonly clr: string }) => own[clr as keyof typeof own];

    expect(textOf(await pageOf('/json/metadata?op=FindBook', { createExample }))).toContain('{"id":7,"title":"Emma"}');
    expect(textOf(await pageOf('/json/metadata?op=FindBook', { createExample }))).toContain('{"title":"String"}');
    expect(textOf(await pageOf('/json/metadata?op=FindBook[]', { createExample }))).toContain(
      '[{"id":7,"title":"Emma"}]',
    );
  });

  it('MP-14 begins with the service, the link back and the operation', async () => {
    const whole = await page('/json/metadata?op=FindBook');
    const order = ['<h1>Library Service</h1>', '&lt;back to all web services</a>', '<h2>FindBook</h2>'];

    const places = order.map((piece) => whole.indexOf(piece));
    expect(places.every((place) => place > 0)).toBe(true);
    expect(places).toEqual([...places].sort((a, b) => a - b));
    expect(whole).toContain('<a href="../json/metadata">&lt;back to all web services</a>');
    expect(whole).toContain('<title>Library Service</title>');
  });

  it('MP-15 has the tags between name and description, whose line breaks are kept and whose markup is text', async () => {
    expect(mainOf(await page('/json/metadata?op=FindBook'))).toContain(
      '<h2>FindBook</h2>\n<div class="tags"><span><b>Books</b></span><span><b>Public</b></span></div>\n' +
        '<h3 id="desc">Finds a book &lt;by&gt; its title.<br />Second line.</h3>',
    );
  });

  it('MP-16 has no auth block where everybody may call, even if roles are listed', async () => {
    expect(mainOf(await page('/json/metadata?op=FindBook'))).not.toContain('Requires Authentication');

    expect(accessTable({ requiredRoles: ['Admin'] })).toBeUndefined();
    expect(accessTable({ requiredRoles: ['Admin'], requiresAuth: true })?.text).toContain('Required role:');
  });

  it('MP-17 one required role is a role, two are roles', async () => {
    expect(rowsOf(await page('/json/metadata?op=appendBook'), 'auth')[0]?.slice(0, 2)).toEqual([
      'Required role:',
      'Admin',
    ]);
    expect(rowsOf(await page('/json/metadata?op=LendBook'), 'auth')[0]?.slice(0, 2)).toEqual([
      'Required roles:',
      'Admin, Editor',
    ]);
  });

  it('MP-18 several roles of which one is enough are joined with a comma and a blank', async () => {
    expect(await text('/json/metadata?op=LendBook')).toContain('Requires any of the roles:Writer, Reader');
  });

  it('MP-19 roles and permissions share one row', async () => {
    expect(rowsOf(await page('/json/metadata?op=appendBook'), 'auth')).toEqual([
      ['Required role:', 'Admin', 'Required permissions:', 'CanAccess, CanAdd'],
    ]);
    expect(rowsOf(await page('/json/metadata?op=LendBook'), 'auth')).toEqual([
      [
        'Required roles:',
        'Admin, Editor',
        'Requires any of the roles:',
        'Writer, Reader',
        'Required permission:',
        'CanLend',
        'Requires any of the permissions:',
        'CanStamp, CanSign',
      ],
    ]);
  });

  it('says that it requires authentication where nothing more is required', async () => {
    expect(await text('/json/metadata?op=ZipBook')).toContain('Requires Authentication');
    expect(rowsOf(await page('/json/metadata?op=ZipBook'), 'auth')).toEqual([]);
  });

  it('MP-20 lists the routes: verbs, path, summary, notes', async () => {
    expect(await text('/json/metadata?op=FindBook')).toContain('The following routes are available for this service:');
    expect(rowsOf(await page('/json/metadata?op=FindBook'), 'routes')).toEqual([
      ['GET', '/books/{id}', 'One book', 'Cached for <b>a day</b>'],
      ['POST,PUT', '/books', '', ''],
      ['All Verbs', '/anything', '', ''],
    ]);
  });

  it('MP-21 below /service the paths of routes and samples begin with it, and all links still hold', async () => {
    const inner = bookHost();
    const server = express().use('/service', inner.middleware()).listen(0, '127.0.0.1');
    await new Promise((resolve) => server.once('listening', resolve));
    const base = `http://127.0.0.1:${(server.address() as { port: number }).port}`;
    try {
      const main = mainOf((await get(base, '/service/jsv/metadata?op=FindBook')).text);

      expect(rowsOf(main, 'routes')[1]).toEqual(['POST,PUT', '/service/books', '', '']);
      expect(textOf(main)).toContain('POST /service/books HTTP/1.1');
      const asset = /href="([^"]+\.css)"/.exec((await get(base, '/service/metadata')).text)?.[1] ?? '';
      expect((await get(base, new URL(asset, `${base}/service/metadata`).pathname)).status).toBe(200);
      expect((await get(base, '/service/metadata/')).headers.location).toBe('/service/metadata');
    } finally {
      await inner.close();
      await new Promise((resolve) => server.close(resolve));
    }
  });

  it('shows the limits of the operation after everything else (decisions D6)', async () => {
    const main = await text('/json/metadata?op=FindBook');

    expect(main).toContain('Request body: at most 16,777,216 bytes');
    expect(main).toContain('Auto-batch: at most 1,000 messages');
    expect(main.indexOf('Request body:')).toBeGreaterThan(main.indexOf('HTTP/1.1 200 OK'));
  });

  it('links the same page in the other formats, and the other operations, in the same language', async () => {
    const whole = await page('/jsv/metadata?op=FindBook&lang=dart&profile=classic');

    expect(whole).toContain('href="../csv/metadata?op=FindBook&amp;lang=dart&amp;profile=classic"');
    expect(whole).toContain('href="../jsv/metadata?op=LendBook&amp;lang=dart&amp;profile=classic"');
  });
});
