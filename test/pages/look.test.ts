import { html } from '../../src/engine/formats/html/markup';
import { type NativeTypes, nativeTypesOf } from '../../src/engine/native-types/native-types';
import { assetHref, assets } from '../../src/engine/pages/look/assets';
import { codeBlock, sampleBlock } from '../../src/engine/pages/look/code-block';
import { type PageParts, pageShell } from '../../src/engine/pages/look/page-shell';
import { productOperations } from '../engine/native-types/product';

const parts: PageParts = { title: 'T', heading: 'H', path: '/json/metadata', groups: [], body: html`<p>x</p>` };
const group = (name: string) => ({
  name: 'Group',
  operations: [{ name, href: '?op=Hello', isActive: true, isLocked: true, tags: ['a', 'b'] }],
});

/** The look of metadata pages, as far as no browser is needed: test/tools/pages.tools.test.ts has the rest. */
describe('look of metadata pages', () => {
  describe('code', () => {
    let texts: NativeTypes;
    beforeAll(async () => {
      texts = nativeTypesOf({ operations: await productOperations() });
    });

    const languages = [
      'csharp',
      'mjs',
      'js',
      'typescript',
      'typescript.d',
      'dart',
      'java',
      'kotlin',
      'python',
      'php',
      'swift',
      'vbnet',
      'fsharp',
      'go',
      'rust',
      'ruby',
      'zig',
    ];

    it.each(languages)('in %s is coloured and keeps its text, for every operation of the product', (language) => {
      const codes = texts.model().operations.map(({ request }) => texts.page(language, request.name));
      const blocks = codes.map((code) => codeBlock(language, code).text);

      expect(codes.length).toBeGreaterThan(40);
      expect(blocks.map(textOf)).toEqual(codes);
      expect(blocks.filter((block) => !block.includes('hljs-'))).toEqual([]);
      expect(blocks[0]).toContain(`<pre><code class="language-${language}" lang="${language}">`);
    });

    it('is escaped, in known languages and in others', () => {
      const code = `</code><script>alert("'x'")</script> & \`y\``;

      for (const language of ['typescript', 'xml', 'zig', 'jsv', 'klingon']) {
        const block = codeBlock(language, code).text;
        expect(block).not.toContain('<script');
        expect(textOf(block)).toBe(code);
      }
      expect(codeBlock('x"><i>', 'y').text).not.toContain('<i>');
    });

    it('of an absurd length is shown without colours, in no time', () => {
      const code = 'const x = "y";\n'.repeat(50_000);

      expect(codeBlock('typescript', code).text).not.toContain('hljs-');
      expect(textOf(codeBlock('typescript', code).text)).toBe(code);
    });
  });

  describe('a sample', () => {
    const head = html`POST /hello HTTP/1.1 \nHost: example.com \nAccept: text/jsv\n`;
    const length = html`Content-Length: <span class="value">length</span>`;

    it.each([
      [
        'text/jsv',
        '{\n\tName: String,\n\tAge: 0,\n\tIs: True,\n\tAt: "a""b"\n}',
        ['attr', 'number', 'literal', 'string'],
      ],
      ['application/json', '{"Name":"String","Age":0,"Is":true}', ['attr', 'string', 'number', 'literal']],
      ['text/jsonl', '{"Name":"String"}', ['attr', 'string']],
      ['application/xml', '<Hello><Name>String</Name></Hello>', ['tag', 'name']],
    ])('with a body of %s is coloured and keeps its text', (type, body, classes) => {
      const block = sampleBlock(html`${head}Content-Type: ${type}\n${length}\n\n${body}`).text;

      expect(textOf(block)).toBe(`${textOf(head.text)}Content-Type: ${type}\nContent-Length: length\n\n${body}`);
      for (const name of classes) expect(block).toContain(`hljs-${name}`);
      expect(block).toContain('<span class="value">length</span>');
      expect(block).toMatch(/^<div class="code"><pre>/);
    });

    it('in JSON may break behind commas, but not in those of a text, and before a long text', () => {
      const long = 'AddWithoutCancelingCollidingBookings';
      const body = `{"Name":"one,two","Ages":[1,2],"Id":"${long}"}`;
      const block = sampleBlock(html`${head}Content-Type: application/json\n${length}\n\n${body}`).text;

      expect(block.split('<wbr>').map(textOf).slice(1)).toEqual(['"Ages":[1,', '2],', '"Id":', `"${long}"}`]);
      expect(textOf(block)).toContain(body);
    });

    it('without a body, and one whose length is no placeholder, stays as it is', () => {
      expect(textOf(sampleBlock(html`GET /hello?a=1&b=2 HTTP/1.1 \nHost: h \nAccept: text/jsv`).text)).toBe(
        'GET /hello?a=1&b=2 HTTP/1.1 \nHost: h \nAccept: text/jsv',
      );
      expect(sampleBlock(html`HTTP/1.1 200 OK\nContent-Length: length\n\n(string)`).text).not.toContain(
        'class="value"',
      );
    });
  });

  describe('the frame', () => {
    it('escapes what it is given, and puts nothing in style or script', () => {
      const evil = '"><script>alert(1)</script>';
      const page = pageShell({
        ...parts,
        title: evil,
        heading: evil,
        version: evil,
        groups: [{ ...group(evil), name: evil }],
        formats: [{ label: evil, href: evil, isActive: false }],
      });

      expect(page).not.toContain('<script>alert');
      expect([...page.matchAll(/<script\b[^>]*>/g)].every(([tag]) => tag.includes(' src="'))).toBe(true);
      expect(page).not.toMatch(/<style|\sstyle=|\son\w+=/);
    });

    it.each([
      ['/metadata', 'metadata/assets/'],
      ['/json/metadata', '../metadata/assets/'],
    ])('of %s loads its files relative to itself', (path, start) => {
      const hrefs = [...pageShell({ ...parts, path }).matchAll(/(?:href|src)="([^"]*assets[^"]*)"/g)].map(
        ([, href]) => href,
      );

      expect(hrefs).toHaveLength(3);
      for (const href of hrefs) expect(href?.startsWith(start)).toBe(true);
      expect(hrefs.map((href) => new URL(href ?? '', `http://h${path}`).pathname).sort()).toEqual(
        assets.map((asset) => asset.path).sort(),
      );
    });

    it('marks the operation and the format that the page shows', () => {
      const page = pageShell({
        ...parts,
        groups: [group('Hello')],
        formats: [{ label: 'JSON', href: '?', isActive: true }],
      });

      expect(page.match(/aria-current="page"/g)).toHaveLength(2);
      expect(page).toContain('<li data-tags="a,b"><a href="?op=Hello" aria-current="page">Hello');
      expect(page).toContain('aria-label="requires authentication"');
    });

    it('keeps its own texts out of the body', () => {
      const page = pageShell({ ...parts, groups: [group('Hello')] });

      expect(/<main[^>]*>([\s\S]*)<\/main>/.exec(page)?.[1]?.trim()).toBe('<p>x</p>');
      expect(page.indexOf('<main')).toBeLessThan(page.indexOf('id="operations"'));
    });
  });

  describe('its files', () => {
    it('have paths that change with their text, and types', () => {
      expect(assets.map(({ path, contentType }) => [path.replace(/[0-9a-f]{12}/, '#'), contentType])).toEqual([
        ['/metadata/assets/page-#.css', 'text/css; charset=utf-8'],
        ['/metadata/assets/theme-#.js', 'text/javascript; charset=utf-8'],
        ['/metadata/assets/page-#.js', 'text/javascript; charset=utf-8'],
      ]);
      expect(assetHref('page.css', '/metadata')).toBe(assets[0]?.path.slice(1));
    });

    it('hold scripts that parse and need nothing of the modules that they were written in', () => {
      const scripts = assets.filter(({ path }) => path.endsWith('.js')).map(({ body }) => body);

      expect(scripts).toHaveLength(2);
      for (const script of scripts) {
        expect(() => new Function(script)).not.toThrow();
        expect(script).not.toMatch(/\bexports\.|\brequire\(|\b_\w+\./);
      }
    });

    it('name no other host', () => {
      const [css, ...scripts] = assets.map(({ body }) => body);
      const addresses = [...(css ?? '').matchAll(/url\("?(.{20})/g)].map(([, start]) => start);

      expect(addresses.length).toBeGreaterThan(5);
      for (const address of addresses) expect(address).toMatch(/^data:image\/svg\+xml/);
      expect(css).not.toContain('@import');
      for (const script of scripts) expect(script).not.toMatch(/https?:|\bfetch\b|XMLHttpRequest|\bimport\b/);
    });
  });
});

const entities: Readonly<Record<string, string>> = {
  lt: '<',
  gt: '>',
  quot: '"',
  amp: '&',
  '#39': "'",
  '#x27': "'",
  '#96': '`',
};

function textOf(markup: string): string {
  return markup.replace(/<[^>]*>/g, '').replace(/&(#?\w+);/g, (all, name: string) => entities[name] ?? all);
}
