import fc from 'fast-check';
import { DataMember, Dto, Prop } from '../../../dtos/annotations';
import { ErrorResponse, ResponseError, ResponseStatus } from '../../../dtos/common';
import { escapeHtml } from '../../../src/engine/formats/html/markup';
import { htmlFormat } from '../../../src/engine/formats/html-format';
import { trickyText } from '../../support/arbitrary-dto';
import { writeAs } from './format-tools';
import { takeApart } from './html-page';

@Dto({ name: 'HtmlText' })
class Text {
  @Prop('string') text?: string;
  @Prop('Guid') guid?: string;
  @Prop('DateTime') at?: string;
  @Prop('TimeSpan') span?: string;
  @Prop('Uri') link?: string;
  @Prop('decimal') amount?: string;
  @Prop('List<string>') texts?: string[];
  @Prop('List<HtmlText>') rows?: Text[];
  @Prop('HtmlText') inner?: Text;
  @Prop('Dictionary<string,string>') meta?: Record<string, string>;
  @Prop('object') anything?: unknown;
  @Prop('int') @DataMember({ Name: '<b>"name"</b>' }) named?: number;
  constructor(init?: object) {
    Object.assign(this, init);
  }
}

const typed = (init: object) => writeAs(htmlFormat, 'HtmlText', new Text(init), { url: '/x' });
const failed = (status: object) =>
  writeAs(htmlFormat, 'ErrorResponse', new ErrorResponse({ responseStatus: new ResponseStatus(status) }), {
    status: 400,
  });

/** Every place of a page where a text may stand that the engine did not write. */
const places: readonly (readonly [name: string, page: (text: string) => string])[] = [
  ['a member', (text) => typed({ text })],
  ['a Guid, also in its title', (text) => typed({ guid: text })],
  ['a date, also in its attribute', (text) => typed({ at: text })],
  ['a date whose pattern is met', (text) => typed({ at: `2001-01-31T10:00:00Z${text}` })],
  ['a time span', (text) => typed({ span: text })],
  ['a URI', (text) => typed({ link: text })],
  ['a decimal', (text) => typed({ amount: text })],
  ['a list item and its preview', (text) => typed({ texts: [text, text] })],
  ['a table cell', (text) => typed({ rows: [new Text({ text })] })],
  ['the preview of an object', (text) => typed({ inner: new Text({ text }) })],
  ['the preview in a cell', (text) => typed({ rows: [new Text({ inner: new Text({ text }) })] })],
  ['a value of a dictionary', (text) => typed({ meta: { key: text } })],
  ['a key of a dictionary', (text) => typed({ meta: { [text]: 'value' } })],
  ['a column of untyped rows', (text) => typed({ anything: [{ [text]: 1 }] })],
  ['the label of a table', (text) => typed({ anything: { [text]: [{ a: 1 }] } })],
  ['a long text', (text) => typed({ text: text + 'x'.repeat(400) })],
  ['a text that is cut', (text) => typed({ text: 'x'.repeat(119) + text + 'x'.repeat(20_000) })],
  ['an answer without type', (text) => writeAs(htmlFormat, undefined, { [text]: [text] })],
  ['an answer that is a text', (text) => writeAs(htmlFormat, 'string', text)],
  ['the error code', (text) => failed({ errorCode: `x${text}` })],
  ['the message of an error', (text) => failed({ errorCode: 'x', message: text })],
  [
    'a field error',
    (text) =>
      failed({ errorCode: 'x', errors: [new ResponseError({ fieldName: text, errorCode: text, message: text })] }),
  ],
  ['the meta of an error', (text) => failed({ errorCode: 'x', meta: { [text]: text } })],
  ['a stack trace', (text) => failed({ errorCode: 'x', stackTrace: text })],
  ['the operation name', (text) => writeAs(htmlFormat, undefined, 1, { operationName: text })],
  ['the query', (text) => writeAs(htmlFormat, undefined, 1, { url: `/x?a=${text}` })],
  ['the path', (text) => writeAs(htmlFormat, undefined, 1, { url: `/x/${text}.html?a=1` })],
];

const payloads = [
  '<script>alert(1)</script>',
  '</script><script>alert(1)</script>',
  '</title><script>alert(1)</script>',
  '</style><style>*{display:none}',
  '<img src=x onerror=alert(1)>',
  '"><svg onload=alert(1)>',
  "'><b>",
  '" onmouseover="alert(1)',
  "' autofocus onfocus='alert(1)",
  'javascript:alert(1)',
  'data:text/html,<script>alert(1)</script>',
  '//evil.example/',
  ']]>',
  '<!--',
  '--><b>',
  '&lt;script&gt;',
  '&#60;script&#62;',
  '`$' + '{alert(1)}`',
  '\u0000<\u0000script>',
  '\u0001\u001b[31m\u007f\u009f',
  '\ud800<b>',
  '\u202e<b>',
  '\u2028\u2029',
  '<'.repeat(200),
] as const;

const allowedTags = new Set(
  'html head meta title style body header div h1 p b nav ul li a main section dl dt dd details summary span time code ol table thead tbody tr th td small h2 pre script'.split(
    ' ',
  ),
);
const allowedAttributes = new Set(
  'lang charset name content class href rel type role tabindex title datetime open scope aria-label data-key'.split(
    ' ',
  ),
);

function expectHarmless(page: string): void {
  const { tags, text } = takeApart(page);
  expect(tags.map(({ name }) => name).filter((name) => !allowedTags.has(name))).toEqual([]);
  expect(
    tags.flatMap(({ attributes }) => Object.keys(attributes)).filter((name) => !allowedAttributes.has(name)),
  ).toEqual([]);
  const hrefs = tags.flatMap(({ attributes }) => attributes.href ?? []);
  expect(hrefs.filter((href) => !/^(?:\.\/[^:?]*[^?]*)?\?/.test(href))).toEqual([]);
  expect(text.isWellFormed()).toBe(true);
  expect(page).not.toMatch(/\p{Cc}(?<![\t\n\r])/u);
}

describe.each(places)('FMT-42 escapes in %s', (_place, page) => {
  it.each(payloads)('%j', (payload) => {
    expectHarmless(page(payload));
  });

  it('any text', () => {
    fc.assert(
      fc.property(trickyText, fc.constantFrom(...payloads), (text, payload) => {
        expectHarmless(page(text + payload + text));
      }),
      { numRuns: 40 },
    );
  });
});

describe('FMT-42 escapes and keeps', () => {
  it.each(payloads.slice(0, 18))('%j', (payload) => {
    expect(takeApart(typed({ text: payload })).text).toContain(payload);
    expect(takeApart(failed({ errorCode: 'x', message: payload })).text).toContain(payload);
  });

  it('the name of a member', () => {
    expect(typed({ named: 1 })).toContain('<dt>&lt;b&gt;&quot;name&quot;&lt;/b&gt;</dt>');
  });

  it.each([
    ['a & b', 'a &amp; b'],
    ['&amp;', '&amp;amp;'],
    ['<>"\'`', '&lt;&gt;&quot;&#39;&#96;'],
    ['\0\u001b\u007f\u0085', '\u2400\u241b\u2421\ufffd'],
    ['\t\r\n', '\t\r\n'],
    ['\udc00', '\ufffd'],
    ['åäö 😀', 'åäö 😀'],
  ])('%j as %j', (text, escaped) => {
    expect(escapeHtml(text)).toBe(escaped);
  });
});
