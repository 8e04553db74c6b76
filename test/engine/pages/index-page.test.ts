import { type AppHost, type Feature, Handles, type PagesPresentation, Service } from '../../../src/engine';
import { msgpackFormat } from '../../../src/engine/formats/msgpack-format';
import { Hello, HelloResponse } from '../../support/hello';
import { bookHost, defaultFormats, get, mainOf, rowsOf, textOf } from './page-host';

const opened: AppHost[] = [];
afterEach(async () => {
  for (const host of opened.splice(0)) await host.close();
});

async function pageOf(path: string, ...[options, hostOptions]: Parameters<typeof bookHost>): Promise<string> {
  const host = bookHost(options, hostOptions);
  opened.push(host);
  await host.listen(0);
  return (await get(host.url, path)).text;
}

describe('the index of metadata pages', () => {
  it('MP-01 answers 200 as HTML in UTF-8 and says what it lists', async () => {
    const host = bookHost();
    opened.push(host);
    await host.listen(0);

    const reply = await get(host.url, '/metadata');

    expect([reply.status, reply.headers['content-type']]).toEqual([200, 'text/html; charset=utf-8']);
    expect(textOf(mainOf(reply.text))).toContain('The following operations are available.');
    expect(reply.text).toContain('<title>Library Service</title>');
    expect(reply.text).toContain('<h1>Library Service</h1>');
  });

  it('MP-02 /metadata/ redirects to /metadata, whatever the host is called, and keeps the query', async () => {
    const host = bookHost();
    opened.push(host);
    await host.listen(0);

    const plain = await get(host.url, '/metadata/', { host: 'elsewhere.test' });
    const withQuery = await get(host.url, '/json/metadata/?op=FindBook');

    expect([plain.status, plain.headers.location]).toEqual([302, '/metadata']);
    expect([withQuery.status, withQuery.headers.location]).toEqual([302, '/json/metadata?op=FindBook']);
  });

  it('MP-03 rows stand in the order of names, whatever their letter case', async () => {
    const rows = rowsOf(mainOf(await pageOf('/metadata')), 'operations');

    expect(rows.map(([name]) => name)).toEqual(['appendBook', 'FindBook', 'LendBook', 'LocalBook', 'ZipBook']);
  });

  it('MP-04 the default formats are JSON XML JSV CSV JSONL, each a link', async () => {
    const page = mainOf(await pageOf('/metadata'));

    expect(rowsOf(page, 'operations')[1]).toEqual(['FindBook', 'JSON', 'XML', 'JSV', 'CSV', 'JSONL']);
    for (const key of ['json', 'xml', 'jsv', 'csv', 'jsonl']) {
      expect(page).toContain(`href="./${key}/metadata?op=FindBook"`);
    }
  });

  it('MP-05 with msgpack a column X-MSGPACK follows', async () => {
    const page = await pageOf('/metadata', { formats: [...defaultFormats, msgpackFormat] });

    expect(rowsOf(mainOf(page), 'operations')[1]?.slice(1)).toEqual([
      'JSON',
      'XML',
      'JSV',
      'CSV',
      'JSONL',
      'X-MSGPACK',
    ]);
  });

  it('leaves out the formats that the host ignores', async () => {
    const page = await pageOf('/metadata', { ignoreFormats: ['xml', 'csv'] });

    expect(rowsOf(mainOf(page), 'operations')[1]).toEqual(['FindBook', 'JSON', 'JSV', 'JSONL']);
  });

  it('MP-06 an operation that is kept out of metadata is in neither the index nor /types', async () => {
    expect(await pageOf('/metadata')).not.toContain('SecretBook');

    const types = await pageOf('/types/typescript');
    expect(types).toContain('FindBook');
    expect(types).not.toContain('SecretBook');
  });

  it('MP-07 an operation for this machine has no row for an external caller', async () => {
    const outside = rowsOf(mainOf(await pageOf('/metadata', { networkOf: () => 'External' })), 'operations');
    const inside = rowsOf(mainOf(await pageOf('/metadata')), 'operations');

    expect(outside.map(([name]) => name)).not.toContain('LocalBook');
    expect(inside.map(([name]) => name)).toContain('LocalBook');
  });

  it('MP-07 in debug mode the row stays, without links', async () => {
    const page = mainOf(await pageOf('/metadata', { networkOf: () => 'External' }, { isDebug: true }));

    expect(rowsOf(page, 'operations')).toContainEqual(['LocalBook', 'JSON', 'XML', 'JSV', 'CSV', 'JSONL']);
    expect(page).not.toContain('op=LocalBook');
    expect(page).not.toContain('NobodysBook');
  });

  it('an operation for one format only has a link in that column only', async () => {
    const page = mainOf(await pageOf('/metadata', { networkOf: () => 'External' }));

    expect(rowsOf(page, 'operations')).toContainEqual(['PublicJsonBook', 'JSON', 'XML', 'JSV', 'CSV', 'JSONL']);
    expect(page.match(/href="[^"]*op=PublicJsonBook"/g)).toEqual(['href="./json/metadata?op=PublicJsonBook"']);
  });

  it('shows restricted operations to everybody where restrictions are off', async () => {
    const page = await pageOf('/metadata', { networkOf: () => 'External', enableAccessRestrictions: false });

    expect(page).toContain('op=LocalBook');
    expect(page).toContain('op=NobodysBook');
  });

  it('MP-08 a row’s header carries the tags of the operation', async () => {
    const page = await pageOf('/metadata');

    expect(page).toContain('<th scope="row" data-tags="Books,Public">FindBook</th>');
  });

  it.each([
    ['appendBook', 'Requires Roles: Admin. Requires Permissions: CanAccess, CanAdd'],
    ['LendBook', 'Requires Roles: Admin, Editor, Writer?, Reader?. Requires Permissions: CanLend, CanStamp?, CanSign?'],
    ['ZipBook', 'Requires Authentication'],
  ])('MP-09 the lock of %s says %s', async (name, title) => {
    const page = await pageOf('/metadata');

    expect(page).toMatch(new RegExp(`title="${title.replace(/[.?]/g, '\\$&')}"></span>${name}</th>`));
  });

  it('MP-10 debug info is there in debug mode only', async () => {
    expect(textOf(await pageOf('/metadata'))).not.toContain('Debug Info:');

    const page = mainOf(await pageOf('/metadata', {}, { isDebug: true }));
    expect(textOf(page)).toContain('Debug Info:');
    expect(page).toContain('<a href="./operations/metadata">Operations Metadata</a>');
  });

  it('lists links of plug-ins, with a scheme as they are and others below the host', async () => {
    const pluginLinks = [
      { label: 'OpenAPI', href: 'openapi.json' },
      { label: 'Manual', href: 'https://example.test/manual' },
    ];

    const page = mainOf(await pageOf('/metadata', { pluginLinks }));

    expect(textOf(page)).toContain('Plugin Links:');
    expect(page).toContain('<a href="./openapi.json">OpenAPI</a>');
    expect(page).toContain('<a href="https://example.test/manual">Manual</a>');
    expect(page).toContain('>Clients Overview</a>');
  });

  it('has a section per feature with the formats of that feature (decisions D39)', async () => {
    class Greeter extends Service {
      @Handles(Hello) any() {
        return new HelloResponse();
      }
    }
    const presentation: PagesPresentation = {
      serviceName: 'Greetings',
      textCase: 'camelCase',
      formats: ['json', 'jsv'],
    };
    const greetings: Feature = {
      name: 'greetings',
      presentation,
      register: (host) => host.service(Greeter, () => new Greeter()),
    };

    const page = mainOf(await pageOf('/metadata', {}, { features: [greetings] }));

    expect([...page.matchAll(/<h3>([^<]*)<\/h3>/g)].map((match) => match[1])).toEqual(['Greetings', 'Library Service']);
    expect(rowsOf(page, 'operations')).toEqual([['Hello', 'JSON', 'JSV']]);
    const ofFormat = await pageOf('/xml/metadata?op=Hello', {}, { features: [greetings] });
    expect(textOf(mainOf(ofFormat))).toContain('Hello has no pages in this format; it has them in json, jsv.');
  });

  it('does not start where a feature is shown in a format that the host has not', async () => {
    class Greeter extends Service {
      @Handles(Hello) any() {
        return new HelloResponse();
      }
    }
    const presentation: PagesPresentation = { serviceName: 'Greetings', textCase: 'camelCase', formats: ['morse'] };
    const register: Feature['register'] = (host) => host.service(Greeter, () => new Greeter());
    const host = bookHost({}, { features: [{ name: 'greetings', presentation, register }] });

    await expect(host.start()).rejects.toThrow("Greetings shows its operations in 'morse'");
  });

  it('is also what /{format}/metadata answers where no operation is named', async () => {
    const page = mainOf(await pageOf('/jsv/metadata'));

    expect(textOf(page)).toContain('The following operations are available.');
    expect(page).toContain('href="../json/metadata?op=FindBook"');
  });
});

describe('lists beside the index', () => {
  it('/operations/metadata says of each operation what it is', async () => {
    const summaries = JSON.parse(await pageOf('/operations/metadata.json')) as { readonly name: string }[];

    expect(summaries.map(({ name }) => name)).toEqual(['FindBook', 'LendBook', 'LocalBook', 'ZipBook', 'appendBook']);
    expect(summaries[0]).toEqual({
      name: 'FindBook',
      responseName: 'FindBookResponse',
      serviceName: 'Books',
      actions: ['GET'],
      routes: ['/books/{id}', '/books', '/anything'],
      tags: ['Books', 'Public'],
    });
    expect(summaries[2]).toMatchObject({ name: 'LocalBook', visibleTo: 'Localhost' });
  });

  it('/operations/metadata is written in the case of the host', async () => {
    const summaries = JSON.parse(await pageOf('/operations/metadata', { textCase: 'PascalCase' })) as object[];

    expect(Object.keys(summaries[0] ?? {})).toEqual([
      'Name',
      'ResponseName',
      'ServiceName',
      'Actions',
      'Routes',
      'Tags',
    ]);
  });

  it('/metadata/nav gives all navigations, /metadata/nav/{Name} one, empty if there is none', async () => {
    const navigation = {
      navItems: [{ label: 'Home', href: '/', exact: true }],
      navItemsMap: { Auth: [{ label: 'Sign in', href: '/login', hide: 'auth' }] },
    };
    const host = bookHost(navigation);
    opened.push(host);
    await host.listen(0);
    const json = async (path: string) => JSON.parse((await get(host.url, path)).text) as object;

    const baseUrl = host.url;
    expect(await json('/metadata/nav')).toEqual({
      baseUrl,
      results: navigation.navItems,
      navItemsMap: navigation.navItemsMap,
    });
    expect(await json('/metadata/nav/auth')).toEqual({ baseUrl, results: navigation.navItemsMap.Auth });
    expect(await json('/metadata/nav/Nothing')).toEqual({ baseUrl, results: [] });
  });
});
