import { ErrorResponse, ResponseError, ResponseStatus } from '../../../dtos/common';
import { csvFormat } from '../../../src/engine/formats/csv-format';
import { applyJsConfig, parseJsConfig } from '../../../src/engine/formats/jsconfig';
import { jsonFormat } from '../../../src/engine/formats/json-format';
import { jsonlFormat } from '../../../src/engine/formats/jsonl-format';
import { jsvFormat } from '../../../src/engine/formats/jsv-format';
import { classicStyle, styleKey, systemStyle, systemStyleIn } from '../../../src/engine/formats/wire-style';
import { AllTypes, Inner, Letters, Mood, Size } from '../../support/all-types';
import { Aliased } from './format-dtos';
import { writeAs } from './format-tools';

function json(config: string, value: object, base = systemStyle): string {
  const { style, isIndented } = applyJsConfig(base, parseJsConfig(config));
  return writeAs(jsonFormat, value.constructor.name, value, { style, isIndented });
}
const at = (config: string) =>
  (JSON.parse(json(config, new AllTypes({ at: '2001-01-01T00:00:00Z' }))) as { at: unknown }).at;
const span = (config: string, text: string) =>
  (JSON.parse(json(config, new AllTypes({ span: text }))) as { span: unknown }).span;

describe('names by ?jsconfig=', () => {
  const value = new AllTypes({ id: 1, clientIPAddress: '::1', map: { aB: 'x' } });

  it.each([
    'epcn',
    'EmitPascalCaseNames',
    'emitpascalcasenames:true',
    'EPCN:1',
    'tc:pc',
    'TextCase:PascalCase',
    'epcn:',
  ])('FMT-20 gives declared names for %s', (config) => {
    expect(json(config, value)).toBe('{"Id":1,"ClientIPAddress":"::1","Map":{"aB":"x"}}');
  });

  it('FMT-20 gives declared names in errors too', () => {
    const responseStatus = new ResponseStatus({
      errorCode: 'NotFound',
      errors: [new ResponseError({ errorCode: 'X', fieldName: 'f' })],
    });

    expect(json('epcn', new ErrorResponse({ responseStatus }))).toBe(
      '{"ResponseStatus":{"ErrorCode":"NotFound","Errors":[{"ErrorCode":"X","FieldName":"f"}]}}',
    );
  });

  it.each(['eccn', 'EmitCamelCaseNames:true', 'tc:cc', 'TextCase:camelcase'])(
    'FMT-21 gives camelCase for %s',
    (config) => {
      const errors = new ResponseStatus({ errorCode: 'X' });

      expect(json(config, new Aliased({ number: 1, URL: 'u' }))).toBe('{"the_number":1,"url":"u"}');
      expect(json(config, errors, systemStyleIn('PascalCase'))).toBe('{"errorCode":"X"}');
    },
  );

  it.each(['EmitCamelCaseNames:false', 'eccn:0', 'epcn:false', 'tc:d', 'TextCase:Default', 'tc:unknown', 'tc'])(
    'FMT-21 leaves the names of the host for %s',
    (config) => {
      expect(json(config, new Aliased({ URL: 'u' }))).toBe('{"URL":"u"}');
      expect(json(config, new ResponseStatus({ errorCode: 'X' }), systemStyleIn('PascalCase'))).toBe(
        '{"ErrorCode":"X"}',
      );
    },
  );

  // A capital is a word of its own, as the clients' own conversion has it.
  it.each(['elun', 'EmitLowercaseUnderscoreNames', 'tc:sc', 'tc:SnakeCase'])('gives snake_case for %s', (config) => {
    expect(json(config, new AllTypes({ nullableId: 1, clientIPAddress: '::1' }))).toBe(
      '{"nullable_id":1,"client_i_p_address":"::1"}',
    );
  });
});

describe('defaults and nulls by ?jsconfig=', () => {
  const zeros = new AllTypes({
    id: 0,
    nullableId: 0,
    isOn: false,
    text: '',
    guid: '00000000-0000-0000-0000-000000000000',
    span: 'PT0S',
    letters: Letters.None,
    mood: Mood.Glad,
    tags: [],
  });

  it.each(['edv', 'ExcludeDefaultValues', 'edv,ide', 'edv,IncludeDefaultEnums:true'])(
    'FMT-22 omits values at their type’s default for %s, enums excepted',
    (config) => {
      expect(json(config, zeros)).toBe('{"nullableId":0,"text":"","mood":"Glad","letters":0,"tags":[]}');
    },
  );

  it('FMT-22 omits default enums too for edv,ide:false', () => {
    expect(json('edv,ide:false', zeros)).toBe('{"nullableId":0,"text":"","tags":[]}');
    expect(json('edv,IncludeDefaultEnums:0', zeros, classicStyle)).toBe('{"nullableId":0,"text":"","tags":[]}');
    expect(json('edv:false', zeros)).toBe(json('', zeros));
  });

  const nulls = Object.assign(new Inner(), { id: 1, name: null });
  const inDictionary = Object.assign(new AllTypes(), { id: 1, map: { a: null, b: 'x' } });

  it.each(['inv', 'IncludeNullValues', 'INV:true'])('FMT-23 writes null members for %s', (config) => {
    expect(json(config, nulls)).toBe('{"id":1,"name":null,"tags":null,"inners":null}');
    expect(json(config, inDictionary)).toContain('"map":{"b":"x"}');
    expect(json(config, inDictionary)).toContain('"tags":null');
  });

  it('FMT-23 writes them in JSON and JSON lines only', () => {
    const { style } = applyJsConfig(systemStyle, parseJsConfig('inv,invid'));

    expect(writeAs(jsonlFormat, 'List<Inner>', [nulls], { style })).toBe(
      '{"id":1,"name":null,"tags":null,"inners":null}\n',
    );
    expect(writeAs(jsvFormat, 'Inner', nulls, { style })).toBe('{id:1}');
    expect(writeAs(jsvFormat, 'AllTypes', inDictionary, { style })).toBe('{id:1,map:{b:x}}');
    expect(writeAs(csvFormat, 'Inner', nulls, { style })).toBe('Id,Name,Tags,Inners\r\n1,,,\r\n');
  });

  it('writes null values of dictionaries for invid', () => {
    expect(json('invid', inDictionary)).toBe('{"id":1,"map":{"a":null,"b":"x"}}');
    expect(json('IncludeNullValuesInDictionaries', nulls)).toBe('{"id":1}');
    expect(json('inv,invid', inDictionary)).toContain('"map":{"a":null,"b":"x"}');
    expect(json('inv:false', inDictionary)).toBe('{"id":1,"map":{"b":"x"}}');
  });
});

describe('scalars by ?jsconfig=', () => {
  it.each<[config: string, written: unknown]>([
    ['', '2001-01-01T00:00:00Z'],
    ['dh:iso8601', '2001-01-01T00:00:00.0000000Z'],
    ['DateHandler:ISO8601', '2001-01-01T00:00:00.0000000Z'],
    ['dh:iso8601do', '2001-01-01'],
    ['dh:iso8601dateonly', '2001-01-01'],
    ['dh:iso8601dt', '2001-01-01 00:00:00'],
    ['dh:iso8601datetime', '2001-01-01 00:00:00'],
    ['dh:rfc1123', 'Mon, 01 Jan 2001 00:00:00 GMT'],
    ['dh:ut', 978307200],
    ['dh:unixtime', 978307200],
    ['dh:utm', 978307200000],
    ['dh:UnixTimeMs', 978307200000],
    ['dh:to', '/Date(978307200000)/'],
    ['dh:timestampoffset', '/Date(978307200000)/'],
    ['dh:dcjsc', '/Date(978307200000)/'],
    ['dh:dcjscompatible', '/Date(978307200000)/'],
    ['dh:to,auo', '/Date(978307200000+0000)/'],
    ['dh:to,AppendUtcOffset:false', '/Date(978307200000)/'],
    ['dh:unknown', '2001-01-01T00:00:00Z'],
    ['dh', '2001-01-01T00:00:00Z'],
  ])('FMT-24 writes dates for %j as %j', (config, written) => {
    expect(at(config)).toBe(written);
  });

  it('FMT-14 FMT-24 escapes the slashes of dh:to, and writes wall time as of no known offset', () => {
    expect(json('dh:to', new AllTypes({ at: '2001-01-01T00:00:00Z' }))).toBe('{"at":"\\/Date(978307200000)\\/"}');
    expect(JSON.parse(json('dh:to', new AllTypes({ at: '2001-01-01T00:00:00' })))).toEqual({
      at: '/Date(978307200000-0000)/',
    });
    expect(json('dh:iso8601', new AllTypes({ at: '2001-01-01T10:00:00' }))).toBe(
      '{"at":"2001-01-01T10:00:00.0000000"}',
    );
  });

  it('FMT-24 writes bare integers inside lists and dictionaries, and in JSV', () => {
    const value = new AllTypes({ times: ['2001-01-01T00:00:00Z'], timesByName: { a: '2001-01-01T00:00:00Z' } });
    const style = (config: string) => applyJsConfig(systemStyle, parseJsConfig(config)).style;

    expect(json('dh:utm', value)).toBe('{"times":[978307200000],"timesByName":{"a":978307200000}}');
    expect(writeAs(jsvFormat, 'AllTypes', value, { style: style('dh:ut') })).toBe(
      '{times:[978307200],timesByName:{a:978307200}}',
    );
    expect(writeAs(jsvFormat, 'AllTypes', value, { style: style('dh:rfc1123') })).toBe(
      '{times:[2001-01-01],timesByName:{a:2001-01-01}}',
    );
  });

  it.each<[config: string, text: string, written: string]>([
    ['tsh:sf', 'PT1H', '01:00:00'],
    ['TimeSpanHandler:StandardFormat', 'P1DT2H3M4S', '1.02:03:04'],
    ['tsh:sf', '-PT1.5S', '-00:00:01.5000000'],
    ['tsh:sf', 'PT0S', '00:00:00'],
    ['tsh:df', 'PT1H', 'PT1H'],
    ['tsh:durationformat', 'PT1H', 'PT1H'],
    ['tsh', 'PT1H', 'PT1H'],
  ])('FMT-25 writes time spans for %s: %s as %s', (config, text, written) => {
    expect(span(config, text)).toBe(written);
  });

  it('FMT-25 writes clock times without quotes in JSV', () => {
    const { style } = applyJsConfig(systemStyle, parseJsConfig('tsh:sf'));

    expect(writeAs(jsvFormat, 'AllTypes', new AllTypes({ span: 'PT1H' }), { style })).toBe('{span:01:00:00}');
  });

  it.each(['teai', 'TreatEnumAsInteger'])('writes enums as numbers for %s', (config) => {
    const value = new AllTypes({ size: Size.Large, mood: Mood.Sad, moods: [Mood.Glad] });

    expect(json(config, value)).toBe('{"size":2,"mood":1,"moods":[0]}');
    expect(json(`${config}:false`, value)).toBe('{"size":"Large","mood":"Sad","moods":["Glad"]}');
  });
});

describe('what else ?jsconfig= says', () => {
  it.each(['i', 'pp', 'Indent', 'INDENT:true', 'i:1'])('FMT-26 indents for %s', (config) => {
    expect(json(config, new Inner({ id: 1 }))).toBe('{\n  "id": 1\n}');
  });

  it.each(['i:false', 'pp:0', ''])('FMT-26 stays compact for %j', (config) => {
    expect(json(config, new Inner({ id: 1 }))).toBe('{"id":1}');
  });

  it.each([
    'inh',
    'dnv:true',
    'nonsense',
    ':',
    ',,',
    'auu,au,sdtc',
    'iti,eti,ipf,pi,ttpptv,ttpnt,cotisd',
    '__proto__:1',
  ])('FMT-27 ignores %s', (config) => {
    const { style, ...rest } = applyJsConfig(systemStyle, parseJsConfig(config));

    expect(styleKey(style)).toBe(styleKey({ ...systemStyle }));
    expect(rest).toEqual({ isIndented: false, isStrict: undefined, isLenient: undefined });
  });

  it.each<[config: string, isStrict: boolean]>([
    ['toe', true],
    ['ThrowOnError:true', true],
    ['tode:false', false],
    ['ThrowOnDeserializationError:0', false],
  ])('tells how the body is to be read: %s', (config, isStrict) => {
    expect(applyJsConfig(systemStyle, parseJsConfig(config)).isStrict).toBe(isStrict);
  });

  it('tells whether names of the request are lenient', () => {
    expect(applyJsConfig(systemStyle, parseJsConfig('pc:lenient')).isLenient).toBe(true);
    expect(applyJsConfig(systemStyle, parseJsConfig('PropertyConvention:s')).isLenient).toBe(false);
  });

  it('reads blanks around keys and values, and lets the last of two win', () => {
    expect(json(' epcn , dh : utm ', new AllTypes({ at: '2001-01-01T00:00:00Z' }))).toBe('{"At":978307200000}');
    expect(at('dh:ut,dh:utm')).toBe(978307200000);
  });

  it('gives the same style for the same text, so that what was compiled serves again', () => {
    const first = applyJsConfig(systemStyle, parseJsConfig('epcn'));

    expect(applyJsConfig(systemStyle, parseJsConfig('epcn'))).toBe(first);
    expect(applyJsConfig(classicStyle, parseJsConfig('epcn')).style).not.toBe(first.style);
  });

  it('keeps answering alike when callers ask for thousands of different texts', () => {
    const value = new AllTypes({ id: 0, at: '2001-01-01T00:00:00Z' });
    const configs = ['epcn', 'elun', 'edv', 'dh:ut', 'dh:utm', 'tsh:sf', 'teai', 'inv', 'invid', 'ide:false'];
    const before = configs.map((config) => json(config, value));

    for (let number = 0; number < 1024; number++) {
      const config = configs.filter((_key, bit) => number & (1 << bit)).join();
      expect(json(`${config},n${number}`, value)).toBe(json(config, value));
    }

    expect(configs.map((config) => json(config, value))).toEqual(before);
  });
});
