import { DataMember, Dto, Prop, registerEnum } from '../../../dtos/annotations';
import { xmlFormat } from '../../../src/engine/formats/xml-format';
import { dtoTypeOf } from '../../../src/engine/metadata/type-reader';
import { cpuMs } from '../../support/cpu-time';
import { bindAs, readAs } from './format-tools';

enum Access {
  None = 0,
  Read = 1,
  Write = 2,
}
registerEnum(Access, { name: 'XmlReaderAccess', flags: true });

@Dto({ ns: 'Shop.Types', name: 'XmlOrder' })
class Order {
  @Prop('int') id?: number;
  @Prop('string') name?: string;
  @Prop('int?') count?: number;
  @Prop('bool') isPaid?: boolean;
  @Prop('DateTime') at?: string;
  @Prop('DateTimeOffset') sentAt?: string;
  @Prop('TimeSpan') span?: string;
  @Prop('Guid') guid?: string;
  @Prop('char') grade?: string;
  @Prop('byte[]') bytes?: string;
  @Prop('XmlReaderAccess') access?: Access;
  @Prop('List<string>') tags?: string[];
  @Prop('List<XmlOrder>') parts?: Order[];
  @Prop('XmlOrder') parent?: Order;
  @Prop('Dictionary<string,string>') meta?: Record<string, string>;
  @Prop('object') anything?: unknown;
  @Prop('string') @DataMember({ Name: 'the name' }) alias?: string;
}

const read = (text: string, isBatch = false) => readAs(xmlFormat, Order, text, isBatch);
const bind = (text: string) => bindAs(xmlFormat, Order, text);
function readRaw<T>(text: string): { value: T; checkText: boolean } {
  const body = xmlFormat.read?.(Buffer.from(text), { type: dtoTypeOf(Order), isBatch: false });
  return { value: body?.value as T, checkText: body?.checkText ?? true };
}

/** What reading threw, and how long it took. */
function refusal(text: string | Buffer): { error: unknown; ms: number } {
  const body = Buffer.from(text);
  const start = cpuMs();
  let error: unknown;
  try {
    xmlFormat.read?.(body, { type: dtoTypeOf(Order), isBatch: false });
  } catch (thrown) {
    error = thrown;
  }
  return { error, ms: cpuMs() - start };
}

describe('XML bodies', () => {
  it('BND-37 bind as .NET clients write them', () => {
    const body = `<?xml version="1.0" encoding="utf-8"?>
<XmlOrder xmlns:i="http://www.w3.org/2001/XMLSchema-instance" xmlns="http://schemas.datacontract.org/2004/07/Shop.Types">
  <Access>Read Write</Access>
  <At>2001-01-01T00:00:00Z</At>
  <Bytes>AAEC
Aw==</Bytes>
  <Count i:nil="true" />
  <Grade>65</Grade>
  <Guid>ea762009-b66c-410b-9bf5-ce21ad519249</Guid>
  <Id>42</Id>
  <IsPaid>false</IsPaid>
  <Meta xmlns:a="http://schemas.microsoft.com/2003/10/Serialization/Arrays">
    <a:KeyValueOfstringstring><a:Key>k</a:Key><a:Value>v</a:Value></a:KeyValueOfstringstring>
  </Meta>
  <Name>Anna &amp; &lt;Co&gt; &#x41;&#66;</Name>
  <Parts><XmlOrder><Id>1</Id></XmlOrder></Parts>
  <SentAt xmlns:a="http://schemas.datacontract.org/2004/07/System"><a:DateTime>2001-01-01T00:00:00Z</a:DateTime><a:OffsetMinutes>120</a:OffsetMinutes></SentAt>
  <Span>PT1H</Span>
  <Tags xmlns:a="http://schemas.microsoft.com/2003/10/Serialization/Arrays"><a:string>one</a:string></Tags>
</XmlOrder>`;

    expect(bind(body)).toMatchObject({
      access: Access.Read | Access.Write,
      at: '2001-01-01T00:00:00Z',
      bytes: 'AAECAw==',
      count: undefined,
      grade: 'A',
      guid: 'ea762009-b66c-410b-9bf5-ce21ad519249',
      id: 42,
      isPaid: false,
      meta: { k: 'v' },
      name: 'Anna & <Co> AB',
      parts: [{ id: 1 }],
      sentAt: '2001-01-01T00:00:00Z',
      span: 'PT1H',
      tags: ['one'],
    });
  });

  it('BND-05 bind in any order and letter case, with or without namespaces', () => {
    expect(bind('<order><name>a</name><ID>7</ID><x:tags xmlns:x="urn:x"><s>1</s></x:tags></order>')).toMatchObject({
      id: 7,
      name: 'a',
      tags: ['1'],
    });
  });

  it('BND-06 ignore unknown elements', () => {
    expect(bind('<XmlOrder><Other><Deep>1</Deep></Other><Id>1</Id></XmlOrder>').id).toBe(1);
  });

  it('bind a member by the encoded name of its alias', () => {
    expect(bind('<XmlOrder><the_x0020_name>a</the_x0020_name></XmlOrder>').alias).toBe('a');
  });

  it.each([
    ['<XmlOrder/>', {}],
    ['<XmlOrder><Tags/></XmlOrder>', { tags: [] }],
    ['<XmlOrder><Tags></Tags><Parts>\n  </Parts></XmlOrder>', { tags: [], parts: [] }],
    ['<XmlOrder xmlns:i="u"><Tags i:nil="true"/><Parent i:nil="1"/></XmlOrder>', { tags: null, parent: null }],
    ['<XmlOrder><Tags><string>a</string></Tags></XmlOrder>', { tags: ['a'] }],
    ['<XmlOrder><Tags><string/><string> </string></Tags></XmlOrder>', { tags: ['', ' '] }],
    ['<XmlOrder><Parts><XmlOrder/></Parts></XmlOrder>', { parts: [{}] }],
    ['<XmlOrder><Meta/></XmlOrder>', { meta: {} }],
    ['<XmlOrder><Meta><a>1</a><b>2</b></Meta></XmlOrder>', { meta: { a: '1', b: '2' } }],
    ['<XmlOrder><Parent>text</Parent><Tags>text</Tags></XmlOrder>', { parent: 'text', tags: 'text' }],
    ['<XmlOrder><Name><b>1</b></Name></XmlOrder>', { name: { b: '1' } }],
  ])('tell empty, missing and null apart: %s', (body, expected) => {
    expect(read(body)).toEqual(expected);
  });

  it.each([
    ['  \n\t ', '  \n\t '],
    ['a\r\nb\rc', 'a\nb\nc'],
    ['a&#xD;&#10;b', 'a\r\nb'],
    ['<![CDATA[<b> & ]]>c', '<b> & c'],
    ['a<!-- not <this> -->b', 'ab'],
    ['&#x1F600;&quot;&apos;', '😀"\''],
    ['[a]]&gt;', '[a]]>'],
  ])('keep texts as they are: %j', (inner, expected) => {
    expect(read(`<XmlOrder><Name>${inner}</Name></XmlOrder>`)).toEqual({ name: expected });
  });

  it('read untyped members by i:type, which makes scalars, lists and dictionaries and nothing else', () => {
    const untyped = (inner: string) => read(`<XmlOrder>${inner}</XmlOrder>`) as { anything: unknown };

    expect(untyped('<Anything>1</Anything>').anything).toBe('1');
    expect(untyped('<Anything i:type="x:int">1</Anything>').anything).toBe(1);
    expect(untyped('<Anything i:type="x:boolean">true</Anything>').anything).toBe(true);
    expect(untyped('<Anything i:type="x:long">9007199254740993</Anything>').anything).toBe('9007199254740993');
    expect(untyped('<Anything i:type="x:double">abc</Anything>').anything).toBe('abc');
    expect(untyped('<Anything i:type="x:ArrayOfanyType"/>').anything).toEqual([]);
    expect(untyped('<Anything i:type="x:ArrayOfKeyValueOfstringanyType"/>').anything).toEqual({});
    expect(untyped('<Anything i:type="x:System.IO.FileInfo"><a>1</a></Anything>').anything).toEqual({ a: '1' });
    expect(untyped('<Anything><a>1</a><a>2</a><b><c/></b></Anything>').anything).toEqual({
      a: ['1', '2'],
      b: { c: '' },
    });
  });

  it('of an auto-batch are a list of messages', () => {
    expect(read('<ArrayOfXmlOrder><XmlOrder><Id>1</Id></XmlOrder><XmlOrder/></ArrayOfXmlOrder>', true)).toEqual([
      { id: '1' },
      {},
    ]);
    expect(read('<XmlOrder><Id>1</Id></XmlOrder>', true)).toEqual({ id: '1' });
  });

  it('give objects without prototype and need no check for NUL', () => {
    const { value, checkText } = readRaw<{ meta: object; anything: object }>(
      '<XmlOrder><Meta><a>1</a></Meta><Anything><b>1</b></Anything></XmlOrder>',
    );

    expect([value, value.meta, value.anything].map((object) => Object.getPrototypeOf(object))).toEqual([
      null,
      null,
      null,
    ]);
    expect(checkText).toBe(false);
  });

  it('D5 keep poisoned dictionary keys as own keys for the binder to refuse', () => {
    const body =
      '<XmlOrder><Meta><KeyValueOfstringstring><Key>__proto__</Key><Value>1</Value></KeyValueOfstringstring></Meta></XmlOrder>';

    expect(Object.keys(readRaw<{ meta: object }>(body).value.meta)).toEqual(['__proto__']);
    expect(() => bind(body)).toThrow("'__proto__' is not allowed as a member name.");
    expect(({} as Record<string, unknown>)['1']).toBeUndefined();
  });

  it.each(['__proto__', 'constructor', 'prototype'])('D5 refuse an element named %s', (name) => {
    expect(() => read(`<XmlOrder><Anything><${name}>1</${name}></Anything></XmlOrder>`)).toThrow(
      new SyntaxError('an element of the body has a name that is not allowed.'),
    );
  });

  it('BND-30 say what is wrong and where, without repeating the body', () => {
    expect(() => read('<XmlOrder>\n<Secret></XmlOrder>')).toThrow(
      new SyntaxError(
        'the body is no XML document: an element is not closed, is closed by another name, or has no name, line 2, column 9.',
      ),
    );
  });

  it.each([
    ['nothing', ''],
    ['text', 'not xml'],
    ['JSON', '{"id":1}'],
    ['an open tag', '<XmlOrder><Id>1</Id>'],
    ['crossed tags', '<a><b></a></b>'],
    ['two roots', '<a/><b/>'],
    ['text behind the root', '<a/>text'],
    ['a repeated attribute', '<a b="1" b="2"/>'],
    ['an attribute without quotes', '<a b=1/>'],
    ['a bare ampersand', '<a>& </a>'],
    ['an unknown entity', '<a>&nbsp;</a>'],
    ['a reference to NUL', '<a>&#0;</a>'],
    ['a reference to a control character', '<a>&#x1;</a>'],
    ['a reference to half a pair', '<a>&#xD800;</a>'],
    ['a reference beyond Unicode', '<a>&#x110000;</a>'],
    ['NUL', '<a>\0</a>'],
    ['a control character', '<a>\u0001</a>'],
    ['no UTF-8', Buffer.from([0x3c, 0x61, 0x3e, 0xff, 0x3c, 0x2f, 0x61, 0x3e])],
    ['UTF-16', Buffer.from('<a/>', 'utf16le')],
    ['an open comment', '<a><!-- </a>'],
    ['an open CDATA section', '<a><![CDATA[ </a>'],
    ['a processing instruction', '<?xml-stylesheet href="x"?><a/>'],
    ['a declaration in the middle', '<a><?xml version="1.0"?></a>'],
  ])('refuse %s', (_what, body) => {
    expect(refusal(body).error).toBeInstanceOf(SyntaxError);
  });

  it.each([
    ['an external entity', '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>'],
    ['an external document type', '<!DOCTYPE a SYSTEM "http://127.0.0.1:1/x.dtd"><a/>'],
    ['a parameter entity', '<!DOCTYPE a [<!ENTITY % x SYSTEM "http://127.0.0.1:1/x">%x;]><a/>'],
    [
      'a billion laughs',
      `<!DOCTYPE l [<!ENTITY a "lol">${Array.from({ length: 9 }, (_, i) => `<!ENTITY ${'bcdefghij'[i]} "${`&${'abcdefghi'[i]};`.repeat(10)}">`).join('')}]><l>&j;</l>`,
    ],
  ])('refuse %s', (_what, body) => {
    expect(refusal(body).error).toEqual(
      new SyntaxError('XML with a document type, an entity or a processing instruction is not read.'),
    );
  });
});

describe('deep and large XML', () => {
  const nested = (levels: number) => `${'<Parent>'.repeat(levels)}${'</Parent>'.repeat(levels)}`;

  it('reliability 3.2 #4: reads 32 levels of objects, refuses 33', () => {
    expect(bind(`<XmlOrder>${nested(31)}</XmlOrder>`).parent).toBeDefined();
    expect(refusal(`<XmlOrder>${nested(32)}</XmlOrder>`).error).toEqual(
      new SyntaxError('the body is nested deeper than 32 levels.'),
    );
  });

  it.each([33, 1000, 200_000])('BND-40 refuses %i levels at once', (levels) => {
    const { error, ms } = refusal(nested(levels));

    expect(error).toEqual(new SyntaxError('the body is nested deeper than 32 levels.'));
    expect(ms).toBeLessThan(2000);
  });

  it.each([
    ['unknown members', '<a>'.repeat(40) + '</a>'.repeat(40)],
    ['200,000 open elements', '<a>'.repeat(200_000)],
    ['100,000 attributes', `<a ${Array.from({ length: 100_000 }, (_, i) => `a${i}="1"`).join(' ')}/>`],
    ['100 attributes', `<a ${Array.from({ length: 100 }, (_, i) => `a${i}="1"`).join(' ')}/>`],
    ['600,000 elements', `<a>${'<b/>'.repeat(600_000)}</a>`],
    ['a name of a megabyte', `<${'a'.repeat(1_000_000)}/>`],
    ['a megabyte of blanks in a tag', `<a${' '.repeat(1_000_000)}>`],
    ['a megabyte of open brackets', '<'.repeat(1_000_000)],
    ['250,000 open comments', `<a>${'<!--'.repeat(250_000)}`],
    ['100,000 closing tags', '</a>'.repeat(100_000)],
  ])('reliability 3.2 #5: refuses %s within moments', (_what, body) => {
    const { error, ms } = refusal(body);

    expect(error).toBeInstanceOf(SyntaxError);
    expect((error as SyntaxError).message.length).toBeLessThan(200);
    expect(ms).toBeLessThan(3000);
  });
});
