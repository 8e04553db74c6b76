import { QueryResponse, ResponseStatus } from '../../../dtos/common';
import { BindContext } from '../../../src/engine/binding/bind-context';
import { binderOf } from '../../../src/engine/binding/dto-binder';
import { jsvFormat } from '../../../src/engine/formats/jsv-format';
import { readJsv, readJsvList } from '../../../src/engine/formats/jsv-reader';
import { formatJsv, jsvText, writeJsvDump } from '../../../src/engine/formats/jsv-writer';
import { classicStyle, systemStyle, systemStyleIn } from '../../../src/engine/formats/wire-style';
import { dtoTypeOf } from '../../../src/engine/metadata/type-reader';
import { AllTypes, Inner, Letters, Mood, Size } from '../../support/all-types';
import { Aliased, Contract, Item } from './format-dtos';
import { bindAs, readAs, typeOf, writeAs } from './format-tools';

const jsv = (value: object, style = systemStyle) => writeAs(jsvFormat, value.constructor.name, value, { style });

describe('writing JSV', () => {
  it.each<[text: string, written: string]>([
    ['plain text', 'plain text'],
    ['å/\\<😀', 'å/\\<😀'],
    ["it's (fine)", "it's (fine)"],
    ['Hello, A!', '"Hello, A!"'],
    ['say "hi"', '"say ""hi"""'],
    ['a:b', '"a:b"'],
    ['{', '"{"'],
    ['a}', '"a}"'],
    ['[', '"["'],
    ['a]b', '"a]b"'],
    ['line\nbreak', '"line\nbreak"'],
    ['line\rbreak', '"line\rbreak"'],
    [' a', '" a"'],
    ['a ', '"a "'],
    ['null', 'null'],
  ])('FMT-30 writes the text %j as %s', (text, written) => {
    expect(jsv(new Inner({ name: text }))).toBe(`{name:${written}}`);
  });

  it('FMT-30 writes names unquoted, booleans as True and False, lists and objects in brackets', () => {
    const value = new AllTypes({
      id: 1,
      isOn: true,
      nullableIsOn: false,
      tags: ['a', 'b'],
      inner: new Inner({ id: 2 }),
    });

    expect(jsv(value)).toBe('{id:1,isOn:True,nullableIsOn:False,tags:[a,b],inner:{id:2}}');
  });

  it('FMT-31 writes the empty text as two quotes', () => {
    expect(jsv(new Inner({ name: '', tags: ['', 'a'] }))).toBe('{name:"",tags:["",a]}');
  });

  it.each<[sent: string, written: string]>([
    ['2001-01-01T00:00:00Z', '2001-01-01'],
    ['0001-01-01T00:00:00Z', '0001-01-01'],
    ['2001-01-01T12:00:00Z', '2001-01-01T12:00:00Z'],
    ['2001-01-01T12:30:10.500Z', '2001-01-01T12:30:10.5Z'],
    ['2001-01-01T12:30:10.050Z', '2001-01-01T12:30:10.05Z'],
    ['2001-01-01T12:30:10.123Z', '2001-01-01T12:30:10.123Z'],
    // Wall time of a company (decisions D27): no instant, hence no Z.
    ['2001-01-01T12:00:00', '2001-01-01T12:00:00'],
    ['2001-01-01', '2001-01-01'],
  ])('FMT-31 writes the date %s as %s, unquoted in either profile', (sent, written) => {
    expect(jsv(new AllTypes({ nullableAt: sent }))).toBe(`{nullableAt:${written}}`);
    expect(jsv(new AllTypes({ nullableAt: sent }), classicStyle)).toContain(`,nullableAt:${written},`);
  });

  it('writes DateTimeOffset in full', () => {
    expect(jsv(new AllTypes({ offset: '2001-01-01T00:00:00Z' }))).toBe('{offset:2001-01-01T00:00:00.0000000+00:00}');
  });

  it('writes the other scalars as text: Guid, time span, bytes, URI, enums by name, flags as number', () => {
    const value = new AllTypes({
      guid: 'ea762009-b66c-410b-9bf5-ce21ad519249',
      span: 'PT1H30M',
      link: 'https://missive.test/a',
      bytes: 'AQID',
      size: Size.Large,
      mood: Mood.Sad,
      letters: Letters.A | Letters.C,
    });

    expect(jsv(value)).toBe(
      '{guid:ea762009-b66c-410b-9bf5-ce21ad519249,span:PT1H30M,link:"https://missive.test/a",bytes:AQID,size:Large,mood:Sad,letters:5}',
    );
  });

  it('writes Guids without dashes, and values that nobody has set, in the classic profile', () => {
    expect(jsv(new Item({ name: 'x' }), classicStyle)).toBe('{id:0,name:x,price:0,isSold:False,at:0001-01-01,size:0}');
    expect(jsv(new AllTypes({ nullableGuid: 'ea762009-b66c-410b-9bf5-ce21ad519249' }), classicStyle)).toContain(
      'nullableGuid:ea762009b66c410b9bf5ce21ad519249',
    );
  });

  it('writes members in declared order, declared members only, data contracts in theirs', () => {
    const mixed = Object.assign(new Inner(), { tags: ['x'], undeclared: 1, name: 'n', id: 1 });

    expect(jsv(mixed)).toBe('{id:1,name:n,tags:[x]}');
    expect(jsv(new Contract({ id: 1, inner: new Inner({ id: 2 }), unmarked: 'no' }))).toBe('{id:1,the_inner:{id:2}}');
    expect(jsv(new Aliased({ number: 1, secret: 'no', URL: 'u' }))).toBe('{the_number:1,URL:u}');
  });

  it('leaves out null members and null dictionary values, and keeps empty lists and the places of null elements', () => {
    const value = Object.assign(new AllTypes(), { text: null, tags: [], map: { a: null, b: 'x' }, ids: [1, null, 2] });

    expect(jsv(value)).toBe('{ids:[1,,2],tags:[],map:{b:x}}');
  });

  it('FMT-11 keeps the keys of dictionaries, quoted where they need it', () => {
    expect(jsv(new AllTypes({ map: { A: '1', 'b:c': '2', '': '3' } }))).toBe('{map:{A:1,"b:c":2,"":3}}');
  });

  it('writes built-in DTOs in the case of the feature, and lists', () => {
    const page = new QueryResponse({ offset: 0, total: 1, results: [new Item({ id: 1 })] });

    expect(writeAs(jsvFormat, 'QueryResponse<Item>', page)).toBe('{offset:0,total:1,results:[{id:1}]}');
    expect(writeAs(jsvFormat, 'QueryResponse<Item>', page, { style: systemStyleIn('PascalCase') })).toBe(
      '{Offset:0,Total:1,Results:[{id:1}]}',
    );
    expect(writeAs(jsvFormat, 'List<Item>', [new Item({ id: 1 }), new Item({ id: 2 })])).toBe('[{id:1},{id:2}]');
  });

  it('finds the type of an instance that no operation declares', () => {
    expect(writeAs(jsvFormat, undefined, new AllTypes({ at: '2001-01-01T12:00:00Z' }))).toBe(
      '{at:2001-01-01T12:00:00Z}',
    );
    expect(writeAs(jsvFormat, undefined, { a: [1, true, null], b: { c: 'x' } })).toBe('{a:[1,True,],b:{c:x}}');
  });

  it('FMT-02 names its content type without charset, whatever name it was asked for by', () => {
    expect(jsvFormat).toMatchObject({ key: 'jsv', contentType: 'application/jsv', header: 'application/jsv' });
    expect(jsvFormat.accepts).toEqual(['application/jsv', 'text/jsv']);
  });
});

describe('the ?debug dump', () => {
  it('FMT-40 shows one member a line, structures indented by tabs', () => {
    const status = new ResponseStatus({ errorCode: 'X', message: 'a, b', errors: [] });

    expect(writeJsvDump(status, { type: typeOf('ResponseStatus'), style: systemStyle, operationName: 'X' })).toBe(
      '{\n\terrorCode: X,\n\tmessage: "a, b",\n\terrors: []\n}',
    );
  });

  it.each([
    ['{a:{b:1},c:[x,y]}', '{\n\ta: \n\t{\n\t\tb: 1\n\t},\n\tc: \n\t[\n\t\tx,\n\t\ty\n\t]\n}'],
    ['{}', '{\n\t\n}'],
    ['[{a:1},{a:2}]', '[\n\t{\n\t\ta: 1\n\t},\n\t{\n\t\ta: 2\n\t}\n]'],
    ['{m:{},t:"12:00"}', '{\n\tm: {},\n\tt: "12:00"\n}'],
  ])('FMT-40 lays out %s', (text, laidOut) => {
    expect(formatJsv(text)).toBe(laidOut);
  });
});

describe('reading JSV', () => {
  it.each<[text: string, value: unknown]>([
    ['{a:1,b:x y}', { a: '1', b: 'x y' }],
    ['{"a":"b:c","d":[1,"2,3"]}', { a: 'b:c', d: ['1', '2,3'] }],
    ['{a:"say ""hi"""}', { a: 'say "hi"' }],
    ['{a:}', { a: '' }],
    ['{}', {}],
    ['[]', []],
    ['[a,]', ['a', '']],
    ['[[a],[]]', [['a'], []]],
    ['{ a : 1,\n\tb: [\n\t\tx,\n\t\ty\n\t]\n}', { a: ' 1', b: ['x', 'y'] }],
    ['{a: {b:1}, c: "x"}', { a: { b: '1' }, c: 'x' }],
    ['{at:2001-01-01T12:00:00Z}', { at: '2001-01-01T12:00:00Z' }],
    ['bare, text', 'bare, text'],
    ['{a:null}', { a: 'null' }],
    ['{a: x ,b:y }', { a: ' x ', b: 'y ' }],
  ])('reads %j', (text, value) => {
    expect(JSON.parse(JSON.stringify(readJsv(text)))).toEqual(value);
  });

  it.each<[text: string, message: RegExp]>([
    ['{a:1', /'}' is expected at character 5/],
    ['{a}', /':' is expected at character 4/],
    ['{a:"b}', /a closing quote is expected at character/],
    ['[a', /']' is expected at character 3/],
    ['{a:1}}', /the end of the text is expected at character 6/],
    ['{a:"b"c}', /'}' is expected at character 7/],
    ['{a:1,}', /':' is expected/],
  ])('refuses %j, saying where', (text, message) => {
    expect(() => readJsv(text)).toThrow(SyntaxError);
    expect(() => readJsv(text)).toThrow(message);
  });

  it('reads lists with and without brackets', () => {
    expect(readJsvList('1,2')).toEqual(['1', '2']);
    expect(readJsvList(' [1,2] ')).toEqual(['1', '2']);
    expect(readJsvList('[]')).toEqual([]);
  });

  it('refuses more levels than it is given, and none when it is given Infinity', () => {
    const deep = (levels: number) => `${'['.repeat(levels)}x${']'.repeat(levels)}`;

    expect(() => readJsv(deep(33))).toThrow('nested deeper than 32 levels');
    expect(readJsv(deep(32))).toHaveLength(1);
    expect(readJsv(deep(200_000), Infinity)).toHaveLength(1);
  });

  it('reads back every text that it writes', () => {
    for (const text of ['', ' ', '"', '""', ',', '\n', '\r\n', 'a"b', '{a:b}', '\u00a0x', '\ufeff', 'a\nb ']) {
      expect(readJsv(`{"k":[${jsvText(text)}]}`)).toEqual(Object.assign(Object.create(null), { k: [text] }));
    }
  });

  it('BND-05 finds names in any letter case', () => {
    expect(bindAs(jsvFormat, Inner, '{ID:1,Name:x,TAGS:[a]}')).toMatchObject({ id: 1, name: 'x', tags: ['a'] });
  });

  it('BND-10 tells an empty list from an absent one', () => {
    expect(bindAs(jsvFormat, Inner, '{tags:[]}').tags).toEqual([]);
    expect(bindAs(jsvFormat, Inner, '{}').tags).toBeUndefined();
  });

  it('BND-11 BND-12 binds nested objects and dictionaries', () => {
    expect(bindAs(jsvFormat, AllTypes, '{inner:{Name:a,Tags:[x,y]},map:{a:1,b:2}}')).toMatchObject({
      inner: { name: 'a', tags: ['x', 'y'] },
      map: { a: '1', b: '2' },
    });
  });

  it('BND-13 binds quoted texts that hold commas', () => {
    expect(bindAs(jsvFormat, Inner, '{tags:["a,b",c]}').tags).toEqual(['a,b', 'c']);
  });

  it('BND-37 reads a message, and the elements of a batch with or without brackets', () => {
    expect(readAs(jsvFormat, Inner, '{id:1}\n')).toEqual({ id: '1' });
    expect(readAs(jsvFormat, Inner, '[{id:1},{id:2}]', true)).toEqual([{ id: '1' }, { id: '2' }]);
    expect(readAs(jsvFormat, Inner, '{id:1},{id:2}', true)).toEqual([{ id: '1' }, { id: '2' }]);
    expect(readAs(jsvFormat, Inner, '\ufeff{name:å}')).toEqual({ name: 'å' });
  });

  it.each(['{id:1', '{', '[{id:1]'])('refuses the body %s with a SyntaxError', (body) => {
    expect(() => readAs(jsvFormat, Inner, body)).toThrow(SyntaxError);
    expect(() => readAs(jsvFormat, Inner, body)).toThrow(/^the body is no JSV: .* is expected at character \d+\.$/);
  });

  it('refuses bytes that are no UTF-8', () => {
    const body = Buffer.from([0x7b, 0xff, 0x7d]);

    expect(() => jsvFormat.read?.(body, { type: dtoTypeOf(Inner), isBatch: false })).toThrow(SyntaxError);
  });

  it.each(['__proto__', 'constructor', 'prototype'])('leaves the name %s for the binder to refuse (D5)', (name) => {
    for (const body of [`{${name}:{id:1}}`, `{inners:[{${name}:1}]}`, `{"${name}":1}`]) {
      expect(() => bindAs(jsvFormat, Inner, body)).toThrow(`'${name}' is not allowed as a member name.`);
    }
    expect(({} as { id?: unknown }).id).toBeUndefined();
  });

  it('lets the binder refuse 200,000 levels as too deep', () => {
    const body = `{inners:${'[{inners:'.repeat(200_000)}[]${'}]'.repeat(200_000)}}`;

    expect(() => bindAs(jsvFormat, Inner, body)).toThrow('nested deeper than 32 levels');
  });

  it('says that texts may hold NUL only where they do', () => {
    const target = { type: dtoTypeOf(Inner), isBatch: false };

    expect(jsvFormat.read?.(Buffer.from('{name:a}'), target).checkText).toBe(false);
    expect(jsvFormat.read?.(Buffer.from('{name:a\0}'), target).checkText).toBe(true);
    expect(() => bindAs(jsvFormat, Inner, '{name:a\0}')).toThrow('NUL');
  });

  it('ignores __type, which instantiates nothing (BND-39)', () => {
    const context = new BindContext(false);
    const { value } = jsvFormat.read?.(Buffer.from('{__type:"System.Object, x",id:1}'), {
      type: dtoTypeOf(Inner),
      isBatch: false,
    }) ?? { value: undefined };

    expect(binderOf(dtoTypeOf(Inner)).bind(value as Record<string, unknown>, context, 1)).toBeInstanceOf(Inner);
  });
});
