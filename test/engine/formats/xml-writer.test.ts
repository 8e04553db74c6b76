import { XMLParser, XMLValidator } from 'fast-xml-parser';
import { DataContract, DataMember, Dto, Prop, registerEnum } from '../../../dtos/annotations';
import { ErrorResponse, QueryResponse, ResponseError, ResponseStatus } from '../../../dtos/common';
import { classicStyle } from '../../../src/engine/formats/wire-style';
import { xmlFormat } from '../../../src/engine/formats/xml-format';
import { writeAs } from './format-tools';

enum Shade {
  Light = 1,
  Dark = 2,
}
registerEnum(Shade, { name: 'XmlShade', ns: 'Shop.Types' });

enum Access {
  None = 0,
  Read = 1,
  Write = 2,
}
registerEnum(Access, { name: 'XmlAccess', ns: 'Shop.Types', flags: true });

@Dto({ ns: 'Shop.Types', name: 'XmlBase' })
class Base {
  @Prop('string') zeta?: string;
  @Prop('int') alpha?: number;
  constructor(init?: object) {
    Object.assign(this, init);
  }
}

@Dto({ ns: 'Shop.Other', name: 'XmlDerived' })
class Derived extends Base {
  @Prop('string') name?: string;
  @Prop('int?') count?: number;
  @Prop('List<XmlBase>') bases?: Base[];
}

@Dto({ ns: 'Shop.Types', name: 'XmlScalars' })
class Scalars {
  @Prop('bool') a?: boolean;
  @Prop('Guid') b?: string;
  @Prop('DateTime') c?: string;
  @Prop('DateTimeOffset') d?: string;
  @Prop('TimeSpan') e?: string;
  @Prop('char') f?: string;
  @Prop('byte[]') g?: string;
  @Prop('double') h?: number;
  @Prop('XmlShade') i?: Shade;
  @Prop('XmlAccess') j?: Access;
  @Prop('XmlAccess') k?: Access;
  @Prop('string') l?: string;
  constructor(init?: object) {
    Object.assign(this, init);
  }
}

@Dto({ ns: 'Shop.Types', name: 'XmlLists' })
class Lists {
  @Prop('List<string>') tags?: string[];
  @Prop('int[]') ids?: number[];
  @Prop('Dictionary<string,string>') meta?: Record<string, string | null>;
  @Prop('Dictionary<int,List<XmlShade>>') shades?: Record<string, Shade[]>;
  @Prop('object') anything?: unknown;
  constructor(init?: object) {
    Object.assign(this, init);
  }
}

@Dto({ ns: 'Shop.Types', name: 'XmlContract' })
@DataContract({ Name: 'Renamed', Namespace: 'urn:shop "1"' })
class Contract {
  @Prop('int') @DataMember({ Order: 2 }) a?: number;
  @Prop('int') @DataMember({ Order: 1 }) b?: number;
  @Prop('string') @DataMember({ Name: 'the name', EmitDefaultValue: false }) c?: string;
  @Prop('int') @DataMember({ EmitDefaultValue: false }) d?: number;
  @Prop('string') unmarked?: string;
  constructor(init?: object) {
    Object.assign(this, init);
  }
}

const declaration = '<?xml version="1.0" encoding="utf-8"?>';
const instance = 'xmlns:i="http://www.w3.org/2001/XMLSchema-instance"';
const arrays = 'http://schemas.microsoft.com/2003/10/Serialization/Arrays';
const shop = 'xmlns="http://schemas.datacontract.org/2004/07/Shop.Types"';
const builtIn = 'xmlns="http://schemas.servicestack.net/types"';

/** Writes, has the text checked by a parser of its own, and takes the declaration off. */
function xml(type: string | undefined, value: unknown, options: Parameters<typeof writeAs>[3] = {}): string {
  const text = writeAs(xmlFormat, type, value, options);
  expect(XMLValidator.validate(text)).toBe(true);
  expect(text.startsWith(declaration)).toBe(true);
  return text.slice(declaration.length);
}

describe('XML', () => {
  it('FMT-02 has a content type without charset', () => {
    expect(xmlFormat.header).toBe('application/xml');
    expect(xmlFormat.accepts).toEqual(['application/xml', 'text/xml']);
  });

  it('FMT-41 writes members of base classes first, then by name, nulls as i:nil', () => {
    const value = new Derived({ zeta: 'z', alpha: 1, name: 'n', bases: [new Base({ alpha: 2 }), null] });

    expect(xml('XmlDerived', value)).toBe(
      `<XmlDerived ${instance} xmlns="http://schemas.datacontract.org/2004/07/Shop.Other">` +
        `<d2p1:Alpha xmlns:d2p1="http://schemas.datacontract.org/2004/07/Shop.Types">1</d2p1:Alpha>` +
        `<d2p1:Zeta xmlns:d2p1="http://schemas.datacontract.org/2004/07/Shop.Types">z</d2p1:Zeta>` +
        `<Bases xmlns:d2p1="http://schemas.datacontract.org/2004/07/Shop.Types">` +
        `<d2p1:XmlBase><d2p1:Alpha>2</d2p1:Alpha><d2p1:Zeta i:nil="true"/></d2p1:XmlBase>` +
        `<d2p1:XmlBase i:nil="true"/></Bases>` +
        `<Count i:nil="true"/><Name>n</Name></XmlDerived>`,
    );
  });

  it('writes scalars as XML Schema has them', () => {
    const value = new Scalars({
      a: true,
      b: 'ea762009-b66c-410b-9bf5-ce21ad519249',
      c: '2001-01-01T00:00:00Z',
      d: '2001-01-01T02:00:00+02:00',
      e: 'P1DT2H',
      f: 'A',
      g: 'AAEC',
      h: Number.POSITIVE_INFINITY,
      i: Shade.Dark,
      j: Access.Read | Access.Write,
      k: Access.None,
      l: '',
    });

    expect(xml('XmlScalars', value)).toBe(
      `<XmlScalars ${instance} ${shop}><A>true</A><B>ea762009-b66c-410b-9bf5-ce21ad519249</B>` +
        `<C>2001-01-01T00:00:00Z</C><D xmlns:d2p1="http://schemas.datacontract.org/2004/07/System">` +
        `<d2p1:DateTime>2001-01-01T00:00:00Z</d2p1:DateTime><d2p1:OffsetMinutes>120</d2p1:OffsetMinutes></D>` +
        `<E>P1DT2H</E><F>65</F><G>AAEC</G><H>INF</H><I>Dark</I><J>Read Write</J><K>None</K><L></L></XmlScalars>`,
    );
  });

  it('writes Guids and dates alike in the classic profile', () => {
    const value = new Scalars({ b: 'ea762009-b66c-410b-9bf5-ce21ad519249', c: '2001-01-01T00:00:00Z' });

    const text = xml('XmlScalars', value, { style: classicStyle });

    expect(text).toContain('<B>ea762009-b66c-410b-9bf5-ce21ad519249</B><C>2001-01-01T00:00:00Z</C>');
    expect(text).toContain('<A>false</A>');
  });

  it('leaves out absent value types in the system profile: nil is not theirs', () => {
    expect(xml('XmlScalars', new Scalars())).toBe(
      `<XmlScalars ${instance} ${shop}><G i:nil="true"/><L i:nil="true"/></XmlScalars>`,
    );
  });

  it('writes lists of scalars and dictionaries with a prefix of their own', () => {
    const value = new Lists({
      tags: ['a', ' ', ''],
      ids: [],
      meta: { k: 'v', n: null },
      shades: { 1: [Shade.Light] },
    });

    expect(xml('XmlLists', value)).toBe(
      `<XmlLists ${instance} ${shop}><Anything i:nil="true"/><Ids xmlns:d2p1="${arrays}"/>` +
        `<Meta xmlns:d2p1="${arrays}">` +
        `<d2p1:KeyValueOfstringstring><d2p1:Key>k</d2p1:Key><d2p1:Value>v</d2p1:Value></d2p1:KeyValueOfstringstring>` +
        `<d2p1:KeyValueOfstringstring><d2p1:Key>n</d2p1:Key><d2p1:Value i:nil="true"/></d2p1:KeyValueOfstringstring>` +
        `</Meta><Shades xmlns:d2p1="${arrays}"><d2p1:KeyValueOfintArrayOfXmlShade><d2p1:Key>1</d2p1:Key>` +
        `<d2p1:Value><XmlShade>Light</XmlShade></d2p1:Value></d2p1:KeyValueOfintArrayOfXmlShade></Shades>` +
        `<Tags xmlns:d2p1="${arrays}"><d2p1:string>a</d2p1:string><d2p1:string> </d2p1:string>` +
        `<d2p1:string></d2p1:string></Tags></XmlLists>`,
    );
  });

  it('writes untyped values with their type beside them', () => {
    const value = new Lists({ anything: { n: 1, l: [true, null], d: new Base({ alpha: 1 }) } });

    const parsed = new XMLParser({ ignoreAttributes: false, removeNSPrefix: true }).parse(xml('XmlLists', value));

    expect(parsed.XmlLists.Anything).toEqual({
      '@_type': 'd2p1:ArrayOfKeyValueOfstringanyType',
      KeyValueOfstringanyType: [
        { Key: 'n', Value: { '#text': 1, '@_type': 'd4p1:int' } },
        {
          Key: 'l',
          Value: {
            '@_type': 'd2p1:ArrayOfanyType',
            anyType: [{ '#text': true, '@_type': 'd5p1:boolean' }, { '@_nil': 'true' }],
          },
        },
        { Key: 'd', Value: { '@_type': 'XmlBase', Alpha: 1, Zeta: { '@_nil': 'true' } } },
      ],
    });
  });

  it.each([
    ['List<int>', [1, 2], `<ArrayOfint ${instance} xmlns="${arrays}"><int>1</int><int>2</int></ArrayOfint>`],
    ['List<XmlShade>', [1], `<ArrayOfXmlShade ${instance} ${shop}><XmlShade>Light</XmlShade></ArrayOfXmlShade>`],
    ['List<XmlBase>', [], `<ArrayOfXmlBase ${instance} ${shop}/>`],
    [
      'List<List<long>>',
      [[3]],
      `<ArrayOfArrayOflong ${instance} xmlns="${arrays}"><ArrayOflong><long>3</long></ArrayOflong></ArrayOfArrayOflong>`,
    ],
    ['string', 'a', `<string ${instance} xmlns="http://schemas.microsoft.com/2003/10/Serialization/">a</string>`],
    ['XmlBase', null, `<XmlBase ${instance} ${shop} i:nil="true"/>`],
    [undefined, 7, `<int ${instance} xmlns="http://schemas.microsoft.com/2003/10/Serialization/">7</int>`],
    [undefined, new Base({ alpha: 7 }), `<XmlBase ${instance} ${shop}><Alpha>7</Alpha><Zeta i:nil="true"/></XmlBase>`],
  ])('names the root of %s', (type, value, expected) => {
    expect(xml(type, value)).toBe(expected);
  });

  it('names generic types by their arguments and keeps the order of built-in contracts', () => {
    const page = new QueryResponse({ offset: 0, total: 1, results: [new Base({ alpha: 1, zeta: 'z' })] });

    expect(xml('QueryResponse<XmlBase>', page)).toBe(
      `<QueryResponseOfXmlBase ${instance} ${builtIn}><Offset>0</Offset><Total>1</Total>` +
        `<Results xmlns:d2p1="http://schemas.datacontract.org/2004/07/Shop.Types"><d2p1:XmlBase>` +
        `<d2p1:Alpha>1</d2p1:Alpha><d2p1:Zeta>z</d2p1:Zeta></d2p1:XmlBase></Results>` +
        `<Meta i:nil="true"/><ResponseStatus i:nil="true"/></QueryResponseOfXmlBase>`,
    );
  });

  it('follows a data contract: its names, namespace and order, and what it does not emit', () => {
    expect(xml('XmlContract', new Contract({ a: 1, b: 2, d: 0, unmarked: 'x' }), { style: classicStyle })).toBe(
      `<Renamed ${instance} xmlns="urn:shop &quot;1&quot;"><B>2</B><A>1</A></Renamed>`,
    );
    expect(xml('XmlContract', new Contract({ c: 'x', d: 1 }))).toBe(
      `<Renamed ${instance} xmlns="urn:shop &quot;1&quot;"><D>1</D><the_x0020_name>x</the_x0020_name></Renamed>`,
    );
  });

  it('ERR-27 writes errors', () => {
    const status = new ResponseStatus({
      errorCode: 'NotEmpty',
      message: "'Name' must not be empty.",
      errors: [new ResponseError({ errorCode: 'NotEmpty', fieldName: 'Name' })],
    });

    expect(xml('ErrorResponse', new ErrorResponse({ responseStatus: status }))).toBe(
      `<ErrorResponse ${instance} ${builtIn}><ResponseStatus><ErrorCode>NotEmpty</ErrorCode>` +
        `<Message>'Name' must not be empty.</Message><StackTrace i:nil="true"/><Errors><ResponseError>` +
        `<ErrorCode>NotEmpty</ErrorCode><FieldName>Name</FieldName><Message i:nil="true"/><Meta i:nil="true"/>` +
        `</ResponseError></Errors><Meta i:nil="true"/></ResponseStatus></ErrorResponse>`,
    );
  });

  it('indents for people', () => {
    expect(xml('XmlBase', new Base({ alpha: 1 }), { isIndented: true })).toBe(
      `\n<XmlBase ${instance} ${shop}>\n  <Alpha>1</Alpha>\n  <Zeta i:nil="true"/>\n</XmlBase>`,
    );
  });

  it.each([
    ['<script>alert(1)</script>', '&lt;script&gt;alert(1)&lt;/script&gt;'],
    ['a & b &amp; c', 'a &amp; b &amp;amp; c'],
    [']]>', ']]&gt;'],
    ['"quoted\'', '"quoted\''],
    ['\r\n\t', '&#xD;\n\t'],
    ['\u0085\u009f', '\u0085\u009f'],
    ['a\u0000b\u0001c\u001f\ufffe\uffff', 'a\ufffdb\ufffdc\ufffd\ufffd\ufffd'],
    ['\ud800 half', '\ufffd half'],
    ['😀', '😀'],
  ])('escapes %j in texts and keys', (text, escaped) => {
    expect(xml('XmlBase', new Base({ zeta: text }))).toContain(`<Zeta>${escaped}</Zeta>`);
    expect(xml('Dictionary<string,string>', { [text]: text })).toContain(
      `<Key>${escaped}</Key><Value>${escaped}</Value>`,
    );
  });

  it('writes what does not fit its declared type as what it is', () => {
    const text = xml('XmlLists', new Lists({ tags: 'one', meta: [1] }));

    expect(text).toContain('i:type="d2p1:string">one</Tags>');
    expect(text).toContain('i:type="d2p1:ArrayOfanyType"><d2p1:anyType');
  });
});
