import type { AppHost } from '../../../src/engine';
import { msgpackFormat } from '../../../src/engine/formats/msgpack-format';
import { bookHost, defaultFormats, get, mainOf, textOf } from './page-host';

let host: AppHost;
beforeAll(async () => {
  host = bookHost({ formats: [...defaultFormats, msgpackFormat] });
  await host.listen(0);
});
afterAll(() => host.close());

const main = async (path: string) => mainOf((await get(host.url, path)).text);

/** A page of a host of its own. */
async function mainAt(path: string, options: Parameters<typeof bookHost>[0]): Promise<string> {
  const other = bookHost(options);
  await other.listen(0);
  try {
    return mainOf((await get(other.url, path)).text);
  } finally {
    await other.close();
  }
}

function languageLinks(markup: string): (string | undefined)[] {
  const bar = /<nav class="languages"[^>]*>([\s\S]*?)<\/nav>/.exec(markup)?.[1] ?? '';
  return [...bar.matchAll(/<a [^>]*>([^<]*)<\/a>/g)].map((match) => match[1]);
}

const tabs = [
  ['csharp', 'C#'],
  ['mjs', 'JavaScript'],
  ['typescript', 'TypeScript'],
  ['dart', 'Dart'],
  ['java', 'Java'],
  ['kotlin', 'Kotlin'],
  ['python', 'Python'],
  ['php', 'PHP'],
  ['swift', 'Swift'],
  ['vbnet', 'VB.NET'],
  ['fsharp', 'F#'],
] as const;

describe('languages of an operation’s page', () => {
  it('MP-22 Metadata comes first, then the languages in their order', async () => {
    expect(languageLinks(await main('/json/metadata?op=FindBook'))).toEqual([
      'Metadata',
      ...tabs.map(([, label]) => label),
    ]);
  });

  it('MP-22 the language that is shown is the active one', async () => {
    expect(await main('/json/metadata?op=FindBook&lang=vbnet')).toContain(
      '<a href="?op=FindBook&amp;lang=vbnet" class="active" aria-current="true">VB.NET</a>',
    );
    expect(await main('/json/metadata?op=FindBook')).toContain(
      '<a href="?op=FindBook" class="active" aria-current="true">Metadata</a>',
    );
  });

  it('only Metadata remains where languages are off, or where the host has none', async () => {
    const off = await mainAt('/json/metadata?op=FindBook&lang=dart', { showLanguages: false });
    const none = await mainAt('/json/metadata?op=FindBook', { nativeTypes: undefined });

    expect(languageLinks(off)).toEqual(['Metadata']);
    expect(off).not.toContain('class FindBook');
    expect(languageLinks(none)).toEqual(['Metadata']);
    expect(textOf(none)).toContain('FindBook Parameters:');
  });

  it('MP-23 a language has code and no tables, none has tables and no code', async () => {
    const code = await main('/json/metadata?op=FindBook&lang=typescript');
    const tables = await main('/json/metadata?op=FindBook');

    expect(code).toContain('<code class="language-typescript" lang="typescript">');
    expect(textOf(code)).toContain('export class FindBook');
    expect(textOf(code)).not.toContain('FindBook Parameters:');
    expect(textOf(tables)).toContain('FindBook Parameters:');
    expect(tables).not.toContain('<code class="language-');
    expect(textOf(tables)).not.toContain('export class FindBook');
  });

  it.each(tabs)('MP-24 MP-25 the caption of %s names %s and leads to its DTOs', async (key, label) => {
    const markup = await main(`/json/metadata?op=findbook&lang=${key}`);

    expect(markup).toContain(
      `<p class="caption"><a href="../types/${key}?IncludeTypes=FindBook.*">${label} FindBook DTOs</a></p>`,
    );
    expect((await get(host.url, `/types/${key}?IncludeTypes=FindBook.*`)).text).toContain('FindBook');
  });

  it.each([
    ['go', 'Go'],
    ['rust', 'Rust'],
    ['ruby', 'Ruby'],
    ['zig', 'Zig'],
  ])('shows %s, which has no tab, when asked for it (decisions D39)', async (key, label) => {
    expect(textOf(await main(`/json/metadata?op=FindBook&lang=${key}`))).toContain(`${label} FindBook DTOs`);
  });

  it('MP-26 tells the languages that there are, and does not repeat the one that there is none of', async () => {
    const reply = await get(host.url, '/json/metadata?op=FindBook&lang=klingon<script>');

    expect(reply.status).toBe(200);
    expect(mainOf(reply.text)).toContain('<pre>Unknown language, Supported languages: csharp, ');
    expect(mainOf(reply.text)).not.toContain('klingon');
  });

  it('the profile of the query wins over that of the feature (decisions D12)', async () => {
    const modern = textOf(await main('/json/metadata?op=FindBook&lang=typescript&profile=modern'));
    const classic = textOf(await main('/json/metadata?op=FindBook&lang=typescript&profile=classic'));
    const wrong = await get(host.url, '/json/metadata?op=FindBook&lang=typescript&profile=latest');

    expect(modern).toContain('// @ts-nocheck');
    expect(classic).not.toContain('// @ts-nocheck');
    expect([wrong.status, textOf(mainOf(wrong.text))]).toEqual([400, expect.stringContaining('classic or modern')]);
  });
});

describe('formats of an operation’s page', () => {
  it.each([
    ['json', 'json'],
    ['xml', 'xml'],
    ['jsv', 'jsv'],
    ['csv', 'csv'],
    ['jsonl', 'other'],
    ['x-msgpack', 'x-msgpack'],
  ])('MP-27 MP-29 the hint and the heading of %s say %s', async (key, label) => {
    const text = textOf(await main(`/${key}/metadata?op=FindBook`));

    expect(text).toContain(
      `To override the Content-type in your clients, use the HTTP Accept Header, append the .${label} suffix or ?format=${label}`,
    );
    expect(text).toContain(`HTTP + ${label.toUpperCase()}`);
  });

  it('MP-27 jsonl is called by its name where the host corrects labels', async () => {
    const text = textOf(await mainAt('/jsonl/metadata?op=FindBook', { quirks: { correctFormatLabels: true } }));

    expect(text).toContain('append the .jsonl suffix or ?format=jsonl');
    expect(text).toContain('HTTP + JSONL');
  });

  it('MP-28 only the JSON page tells of JSONP', async () => {
    const hint = 'To embed the response in a jsonp callback, append ?callback=myCallback';

    expect(textOf(await main('/json/metadata?op=FindBook'))).toContain(hint);
    expect(textOf(await main('/jsv/metadata?op=FindBook'))).not.toContain('jsonp');
    expect(textOf(await main('/jsonl/metadata?op=FindBook'))).not.toContain('jsonp');
    expect(await mainAt('/json/metadata?op=FindBook', { quirks: { showsJsonpHint: false } })).not.toContain('jsonp');
  });

  it('MP-30 a host without extensions of routes says nothing of a suffix', async () => {
    const text = textOf(await mainAt('/jsv/metadata?op=FindBook', { wire: { allowRouteExtensions: false } }));

    expect(text).toContain('use the HTTP Accept Header, ?format=jsv');
    expect(text).not.toContain('suffix');
  });

  it('the samples carry the content type of the format, whatever its label', async () => {
    const text = textOf(await main('/jsonl/metadata?op=FindBook'));

    expect(text).toContain('Accept: text/jsonl');
    expect(text).toContain(
      'The following are sample HTTP requests and responses. The placeholders shown need to be replaced with actual values.',
    );
  });

  it('each custom format is shown as itself where the host says so', async () => {
    const text = textOf(await mainAt('/csv/metadata?op=FindBook', { quirks: { realCustomSamples: true } }));

    expect(text).toContain('Content-Length: length\n\nId,Title');
  });
});
