import { createHash } from 'node:crypto';
import { Dto, Prop, registerEnum } from '../../../dtos/annotations';
import { ErrorResponse, QueryResponse, ResponseError, ResponseStatus } from '../../../dtos/common';
import type { WriteOptions } from '../../../src/engine/formats/content-format';
import { htmlFormat, htmlPageHashes } from '../../../src/engine/formats/html-format';
import { systemStyle, systemStyleIn } from '../../../src/engine/formats/wire-style';
import { writeAs } from './format-tools';
import { takeApart } from './html-page';

enum Rights {
  Read = 1,
  Write = 2,
}
registerEnum(Rights, { name: 'HtmlRights', flags: true });

@Dto({ name: 'HtmlPart' })
class Part {
  @Prop('int') id?: number;
  @Prop('string') name?: string;
  constructor(init?: object) {
    Object.assign(this, init);
  }
}

@Dto({ name: 'HtmlOrder' })
class Order {
  @Prop('int') id?: number;
  @Prop('string') name?: string;
  @Prop('Guid') guid?: string;
  @Prop('double') amount?: number;
  @Prop('int') customerId?: number;
  @Prop('decimal') price?: string;
  @Prop('bool') isPaid?: boolean;
  @Prop('DateTime') at?: string;
  @Prop('TimeSpan') span?: string;
  @Prop('HtmlRights') rights?: Rights;
  @Prop('List<HtmlPart>') parts?: Part[];
  @Prop('List<string>') tags?: string[];
  @Prop('HtmlPart') main?: Part;
  @Prop('Dictionary<string,string>') meta?: Record<string, string>;
  @Prop('object') anything?: unknown;
  constructor(init?: object) {
    Object.assign(this, init);
  }
}

function page(type: string | undefined, value: unknown, options: Partial<WriteOptions> = {}): string {
  return writeAs(htmlFormat, type, value, { operationName: 'GetOrder', ...options });
}

/** The page without its fixed parts and all tags. */
const textOf = (type: string | undefined, value: unknown, options: Partial<WriteOptions> = {}) =>
  takeApart(page(type, value, options))
    .text.split('\n')
    .filter((line) => line.trim() !== '');

/** Texts of the cells of the first table, row by row, the head first. */
function cellsOf(html: string): string[][] {
  const table = /<table[^>]*>(.*?)<\/table>/s.exec(html)?.[1] ?? '';
  return [...table.matchAll(/<tr>(.*?)<\/tr>/gs)].map(([, row = '']) =>
    [...row.matchAll(/<t[hd][^>]*>(.*?)<\/t[hd]>/gs)].map(([, cell = '']) => cell.replace(/<[^>]*>/g, '')),
  );
}

describe('the page', () => {
  it('FMT-02 has a content type without charset, says its charset first, and is written only', () => {
    expect(htmlFormat.header).toBe('text/html');
    expect(htmlFormat.accepts).toEqual([]);
    expect(htmlFormat.read).toBeUndefined();
    expect(page('HtmlOrder', new Order())).toMatch(/^<!doctype html>\n<html lang="en">\n<head><meta charset="utf-8">/);
  });

  it('names the operation and the status', () => {
    const html = page('HtmlOrder', new Order({ id: 1 }), { status: 201 });

    expect(html).toContain('<title>GetOrder</title>');
    expect(html).toContain('<h1>GetOrder</h1><p class="status"><b>201 Created</b></p>');
  });

  it('allows by its header only its own style and script', () => {
    const { style, script } = takeApart(page('HtmlOrder', new Order({ id: 1 })));
    const hash = (text: string) => `sha256-${createHash('sha256').update(text).digest('base64')}`;

    expect(htmlPageHashes).toEqual({ style: hash(style), script: hash(script) });
    expect(htmlFormat.headers?.({ style: systemStyle, operationName: '' })).toEqual({
      'Content-Security-Policy': `default-src 'none'; style-src '${hash(style)}'; script-src '${hash(script)}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`,
    });
  });

  it('has the same style and script whatever it shows', () => {
    const one = takeApart(page('HtmlOrder', new Order({ name: '</style><script>' }), { url: '/a?</script>' }));
    const other = takeApart(page(undefined, null));

    expect([one.style, one.script]).toEqual([other.style, other.script]);
  });

  it('loads nothing and follows the colours and the width of the reader', () => {
    const { style, tags } = takeApart(page('HtmlOrder', new Order({ parts: [new Part({ id: 1 })] })));
    const loading = ['img', 'link', 'iframe', 'object', 'embed', 'form', 'base', 'svg', 'video', 'audio', 'source'];

    expect(tags.filter(({ name }) => loading.includes(name))).toEqual([]);
    expect(style).not.toMatch(/url\(|@import/);
    expect(style).toContain('@media (prefers-color-scheme:dark)');
    expect(style).toContain('@media (max-width:40rem)');
    expect(tags).toContainEqual({
      name: 'meta',
      isEnd: false,
      attributes: { name: 'viewport', content: 'width=device-width,initial-scale=1' },
    });
  });
});

describe('links to the same answer', () => {
  const hrefs = (url: string) =>
    takeApart(page('HtmlOrder', new Order(), { url }))
      .tags.filter(({ name, isEnd }) => name === 'a' && !isEnd)
      .map(({ attributes }) => attributes.href);

  it('lead to JSON, JSV, CSV, XML and JSONL', () => {
    expect(hrefs('/orders/1')).toEqual(['?format=json', '?format=jsv', '?format=csv', '?format=xml', '?format=jsonl']);
  });

  it('are not there without an address', () => {
    expect(page('HtmlOrder', new Order())).not.toContain('<a ');
  });

  it.each([
    ['/orders?a=1&b=%20x', '?a=1&amp;b=%20x&amp;format=json'],
    ['/orders?format=html&a=1', '?a=1&amp;format=json'],
    ['/orders?FORMAT=html&%66ormat=x&callback=f', '?format=json'],
    ['/orders?', '?format=json'],
    ['/orders?a&&=', '?a&amp;=&amp;format=json'],
    ['/orders/1.html?a=1', './1?a=1&amp;format=json'],
    ['/orders/javascript:alert(1).html', './javascript:alert(1)?format=json'],
    ['/orders.HTML', './orders?format=json'],
    ['//evil.example/x', '?format=json'],
    ['//evil.example/x.html', './x?format=json'],
    ['javascript:alert(1)', '?format=json'],
    ['/a?b="><script>', '?b=%22%3E%3Cscript%3E&amp;format=json'],
    ['/a?b=#c', '?b=%23c&amp;format=json'],
    ['/a?%E0%A4%A=1', '?%E0%A4%A=1&amp;format=json'],
    ['/a?b=\ud800é', '?b=%EF%BF%BD%C3%A9&amp;format=json'],
  ])('keep the query and stay on this host: %s', (url, expected) => {
    expect(hrefs(url)[0]).toBe(expected);
  });
});

describe('a single answer', () => {
  it('shows members under the names of JSON, absent ones not at all', () => {
    expect(textOf('HtmlOrder', new Order({ id: 7, name: 'Anna' }))).toEqual([
      'GetOrder',
      'GetOrder',
      '200 OK',
      'id',
      '7',
      'name',
      'Anna',
    ]);
    expect(
      textOf('ResponseStatus', new ResponseStatus({ message: 'm' }), { style: systemStyleIn('PascalCase') }),
    ).toContain('Message');
  });

  it('shows scalars as people read them, the machine form beside', () => {
    const html = page(
      'HtmlOrder',
      new Order({
        amount: 1234567.5,
        customerId: 1234567,
        price: '12345.60',
        isPaid: false,
        at: '2001-01-31T10:00:00Z',
        span: 'P1DT9H30M',
        rights: Rights.Read | Rights.Write,
        guid: 'ea762009-b66c-410b-9bf5-ce21ad519249',
        name: '',
      }),
    );

    expect(html).toContain('<dd>1<span class="group">234</span><span class="group">567</span>.5</dd>');
    expect(html).toContain('<dt>customerId</dt><dd>1234567</dd>');
    expect(html).toContain('<dd>12<span class="group">345</span>.60</dd>');
    expect(html).toContain('<dd><span class="bool-false">false</span></dd>');
    expect(html).toContain(
      '<time datetime="2001-01-31T10:00:00Z">2001-01-31 10:00<span class="unit"> UTC</span></time>',
    );
    expect(html).toContain('<time datetime="P1DT9H30M">1 d 9 h 30 min</time>');
    expect(html).toContain('<dd>Read, Write</dd>');
    expect(html).toContain('title="ea762009-b66c-410b-9bf5-ce21ad519249">ea762009-b66c-410b-9bf5-ce21ad519249</code>');
    expect(html).toContain('<span class="none">empty text</span>');
  });

  it.each([
    ['2001-01-31T10:00:05.250Z', '2001-01-31 10:00:05.250 UTC'],
    ['2001-01-31T10:00:00+02:00', '2001-01-31 10:00 +02:00'],
    ['2001-01-31T10:00:00', '2001-01-31 10:00'],
    ['2001-01-31', '2001-01-31'],
  ])('shows the time %s', (at, shown) => {
    expect(page('HtmlOrder', new Order({ at })).replace(/<[^>]*>/g, '')).toContain(shown);
  });

  it.each([
    ['PT0S', '0 s'],
    ['-PT1.5S', '−1.5 s'],
    ['PT45M', '45 min'],
    ['soon', 'soon'],
  ])('shows the time span %s', (span, shown) => {
    expect(textOf('HtmlOrder', new Order({ span }))).toContain(shown);
  });

  it('folds nested values: open on the first levels, with what they hold as their title', () => {
    const inner = { anything: { deep: { deeper: 'x' } } };
    const html = page('HtmlOrder', new Order({ main: new Part({ id: 1, name: 'Wheel' }), ...inner }));

    expect(html).toContain(
      '<details open><summary><span class="preview">1 · Wheel</span> <span class="size">2 members</span></summary>',
    );
    expect(html).toContain(
      '<details><summary><span class="preview">x</span> <span class="size">1 member</span></summary><dl><div class="plain"><dt>deeper</dt><dd>x</dd></div></dl></details>',
    );
  });

  it('folds long texts', () => {
    const html = page('HtmlOrder', new Order({ name: `${'a'.repeat(500)}<b>` }));

    expect(html).toContain(`<summary>${'a'.repeat(120)}…</summary><div>${'a'.repeat(500)}&lt;b&gt;</div>`);
    expect(page('HtmlOrder', new Order({ name: 'a'.repeat(50_000) })).length).toBeLessThan(40_000);
  });

  it.each([
    ['null', null, 'no content'],
    ['nothing', undefined, 'no content'],
    ['a text', 'hello', 'hello'],
    ['a number', 7, '7'],
    ['an empty object', {}, 'no members'],
    ['an empty list', [], 'no items'],
  ])('shows %s', (_what, value, shown) => {
    expect(textOf(undefined, value)).toContain(shown);
  });

  it('ends at a depth that no answer has', () => {
    let value: unknown = 'end';
    for (let i = 0; i < 10_000; i++) value = { next: value };

    const text = textOf(undefined, value, { url: '/a' });

    expect(text.join(' ')).toContain('nested too deeply to be shown here');
    expect(text).not.toContain('end');
  });
});

describe('a list', () => {
  it('is a table that a script may sort, with a head that stays', () => {
    const html = page('List<HtmlPart>', [new Part({ id: 2, name: 'b' }), new Part({ id: 1 })]);

    expect(cellsOf(html)).toEqual([
      ['id', 'name'],
      ['2', 'b'],
      ['1', ''],
    ]);
    expect(html).toContain('<table class="sortable"><thead><tr><th scope="col" class="number">id</th>');
    expect(html).toContain('<div class="scroll" role="region" tabindex="0" aria-label="Items">');
    expect(html).toContain('<p class="count">2 items</p>');
    expect(takeApart(html).style).toContain('th{position:sticky;top:0');
  });

  it('has columns in declared order for members that a row has', () => {
    const rows = [new Order({ name: 'a' }), new Order({ id: 1, at: '2001-01-31T10:00:00Z' }), null];

    expect(cellsOf(page('List<HtmlOrder>', rows))).toEqual([
      ['id', 'name', 'at'],
      ['', 'a', ''],
      ['1', '', '2001-01-31 10:00 UTC'],
      ['', '', ''],
    ]);
  });

  it('of an answer with paging stands under its other members', () => {
    const answer = new QueryResponse({ offset: 0, total: 1, results: [new Part({ id: 1 })] });

    const text = textOf('QueryResponse<HtmlPart>', answer, { style: systemStyleIn('PascalCase') });

    expect(text.slice(3)).toEqual(['Offset', '0', 'Total', '1', 'Results', '1 item', 'id', '1']);
  });

  it('sorts instants and time spans by what they are', () => {
    const html = page('List<HtmlOrder>', [new Order({ at: '2001-01-31T10:00:00Z', span: 'PT90M' })]);

    expect(html).toContain('<td data-key="2001-01-31T10:00:00Z">');
    expect(html).toContain('<td data-key="5400">');
  });

  it('of texts is a list, with its first ones as title where it is folded', () => {
    expect(page('List<string>', ['a', 'b'])).toContain('<ol><li>a</li><li>b</li></ol>');
    expect(page('HtmlOrder', new Order({ tags: ['a', 'b', 'c', 'd', 'e', 'f'] }))).toContain(
      '<span class="preview">a, b, c, d, e, …</span> <span class="size">6 items</span>',
    );
  });

  it('shows dictionaries and untyped rows by the names they have', () => {
    expect(cellsOf(page(undefined, [{ b: 1 }, { a: 2 }]))).toEqual([
      ['b', 'a'],
      ['1', ''],
      ['', '2'],
    ]);
    expect(textOf('HtmlOrder', new Order({ meta: { k: 'v' } }))).toEqual(expect.arrayContaining(['meta', 'k', 'v']));
  });

  it('shows the first 1,000 rows and links to all of them', () => {
    const rows = Array.from({ length: 1500 }, (_, id) => new Part({ id }));

    const html = page('List<HtmlPart>', rows, { url: '/parts?a=1' });

    expect(cellsOf(html)).toHaveLength(1001);
    expect(html).toContain(
      'The first 1\u202f000 of 1\u202f500 are shown; <a href="?a=1&amp;format=json">all of it as JSON</a>.',
    );
  });

  it('shows 10,000 rows of all lists together', () => {
    const rows = Array.from(
      { length: 1000 },
      () => new Order({ parts: Array.from({ length: 20 }, (_, id) => new Part({ id })) }),
    );

    const html = page('List<HtmlOrder>', rows);

    expect(html.match(/<tr>/g)?.length).toBeLessThan(11_000);
    expect(html.length).toBeLessThan(2_000_000);
  });
});

describe('an error', () => {
  const status = new ResponseStatus({
    errorCode: 'NotEmpty',
    message: "'Name' must not be empty.",
    errors: [new ResponseError({ errorCode: 'NotEmpty', fieldName: 'items[0].name', message: 'Say a name.' })],
    meta: { RequestId: 'r-1' },
    stackTrace: 'at <here>',
  });
  const answer = new ErrorResponse({ responseStatus: status });

  it.each([
    ['camelCase', systemStyleIn('camelCase')],
    ['PascalCase', systemStyleIn('PascalCase')],
  ] as const)('ERR-27 shows status, code, message, fields and what else is known, in %s', (_case, style) => {
    const html = page('ErrorResponse', answer, { status: 400, style });

    expect(html).toContain('<title>NotEmpty · GetOrder</title>');
    expect(html).toContain('<p class="status bad"><b>400 Bad Request</b></p>');
    expect(html).toContain(
      '<code class="code">NotEmpty</code></p><p class="message">&#39;Name&#39; must not be empty.</p>',
    );
    expect(cellsOf(html)).toEqual([
      ['Field', 'What is wrong'],
      ['items[0].name', 'Say a name.NotEmpty'],
    ]);
    expect(html).toContain('<dt>RequestId</dt><dd>r-1</dd>');
    expect(html).toContain('<pre tabindex="0">at &lt;here&gt;</pre>');
  });

  it('shows what a typed answer holds beside its status', () => {
    const html = page(undefined, { age: 7, responseStatus: status }, { status: 400 });

    expect(html).toContain('<h2>Rest of the answer</h2><dl><div class="plain"><dt>age</dt><dd>7</dd></div></dl>');
  });

  it('without fields has no table, without a message its code', () => {
    const html = page(
      'ErrorResponse',
      new ErrorResponse({ responseStatus: new ResponseStatus({ errorCode: 'Gone', errors: [] }) }),
      {
        status: 410,
        operationName: '',
      },
    );

    expect(html).not.toContain('<table');
    expect(html).toContain('<h1>Error</h1>');
    expect(html).toContain('<p class="message">Gone</p>');
  });

  it('without a status of its own is shown as what it is', () => {
    expect(page(undefined, { reason: 'x' }, { status: 422 })).toContain(
      '<p class="status bad"><b>422 Unprocessable Entity</b></p>',
    );
    expect(page('ErrorResponse', new ErrorResponse({ responseStatus: new ResponseStatus() }))).toContain(
      '<dt>responseStatus</dt>',
    );
  });
});
