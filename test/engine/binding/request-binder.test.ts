import { HttpError } from '../../../src/engine';
import { parseQueryString } from '../../../src/engine/binding/query-string';
import { bindRequest } from '../../../src/engine/binding/request-binder';
import { readJsonText } from '../../../src/engine/formats/json-format';
import { dtoTypeOf } from '../../../src/engine/metadata/type-reader';
import { Colour, Everything, Kind, Leaf, Rights } from './binder-dtos';

const type = dtoTypeOf(Everything);

function fromJson(json: string | object): Everything {
  const read = readJsonText(typeof json === 'string' ? json : JSON.stringify(json));
  return bindRequest(type, { body: { ...read, contentType: 'application/json' }, query: [] }) as Everything;
}
function fromQuery(query: string): Everything {
  return bindRequest(type, { query: parseQueryString(query) }) as Everything;
}
function refusal(work: () => unknown): HttpError {
  try {
    work();
  } catch (error) {
    if (error instanceof HttpError) return error;
    throw error;
  }
  throw new Error('Nothing was refused.');
}
const fields = (error: HttpError) => error.errors.map((item) => item.fieldName);

describe('binding a JSON body', () => {
  it('makes an instance of the DTO whose absent and null members are undefined', () => {
    const dto = fromJson({ id: 1, text: null });

    expect(dto).toBeInstanceOf(Everything);
    expect({ ...dto }).toMatchObject({ id: 1, text: undefined, leaf: undefined });
  });

  it('finds names in any letter case and ignores unknown ones', () => {
    expect(fromJson({ ID: 7, Text: 'a', ISON: true, other: { deep: [1] } })).toMatchObject({
      id: 7,
      text: 'a',
      isOn: true,
    });
  });

  it.each<[member: keyof Everything, sent: unknown, bound: unknown]>([
    ['id', '12', 12],
    ['count', '', undefined],
    ['big', 9007199254740991, 9007199254740991],
    ['ratio', '1,234.5e2', 123450],
    ['isOn', 'false', false],
    ['isOn', 'False', false],
    ['isOn', 1, true],
    ['isOn', 'on', true],
    ['text', 1, '1'],
    ['text', 'ä "quoted" 😀', 'ä "quoted" 😀'],
    ['guid', 'EA762009B66C410B9BF5CE21AD519249', 'ea762009-b66c-410b-9bf5-ce21ad519249'],
    ['guid', '{ea762009-b66c-410b-9bf5-ce21ad519249}', 'ea762009-b66c-410b-9bf5-ce21ad519249'],
    ['at', '/Date(978307200000)/', '2001-01-01T00:00:00Z'],
    ['at', '2001-01-01', '2001-01-01T00:00:00Z'],
    ['at', '2001-01-01T01:00:00.5+01:00', '2001-01-01T00:00:00.500Z'],
    ['at', 'Mon, 01 Jan 2001 00:00:00 GMT', '2001-01-01T00:00:00Z'],
    ['at', 'Mon Jan 01 2001 00:00:00 GMT+0000 (Coordinated Universal Time)', '2001-01-01T00:00:00Z'],
    ['at', '0001-01-01T00:00:00', '0001-01-01T00:00:00Z'],
    ['day', '2026-04-01T23:30:00+02:00', '2026-04-01'],
    ['day', '/Date(978307200000)/', '2001-01-01T00:00:00Z'],
    ['span', '10:00', 'PT10H'],
    ['span', 'PT9H30M', 'PT9H30M'],
    ['span', '1.02:00:00.5', 'P1DT2H0.5S'],
    ['span', 3600, 'PT1H'],
    ['span', '00:00:00', 'PT0S'],
    ['colour', 'green', Colour.Green],
    ['colour', 1, Colour.Red],
    ['kind', 'EXTERNAL', Kind.External],
    ['kind', 1, Kind.External],
    ['rights', 'Read,Delete', Rights.Read | Rights.Delete],
    ['rights', 3, Rights.Read | Rights.Write],
    ['bytes', 'AQID', 'AQID'],
    ['meta', { A: 'x', b: null, c: 1 }, { A: 'x', c: '1' }],
    ['anything', { a: [1, null] }, { a: [1, null] }],
  ])('reads %s from %j', (member, sent, bound) => {
    expect(fromJson({ [member]: sent })[member]).toEqual(bound);
  });

  it('binds nested DTOs as instances of their classes', () => {
    const dto = fromJson({ leaf: { ID: 1 }, leaves: [{ id: 2, leaves: [{ id: 3 }] }] });

    expect(dto.leaf).toBeInstanceOf(Leaf);
    expect(dto.leaves?.[0]?.leaves?.[0]).toBeInstanceOf(Leaf);
    expect(dto.leaves?.[0]?.leaves?.[0]?.id).toBe(3);
  });

  it.each<[member: keyof Everything, sent: unknown]>([
    ['id', 'abc'],
    ['id', ''],
    ['id', 1.5],
    ['id', 2147483648],
    ['id', true],
    ['big', 2 ** 53],
    ['ratio', 'NaN'],
    ['isOn', 'maybe'],
    ['isOn', 2],
    ['text', {}],
    ['text', ['a']],
    ['guid', 'ea762009'],
    ['at', '2001-02-30'],
    ['at', '10000-01-01'],
    ['at', 'yesterday'],
    ['at', true],
    ['span', 'PT'],
    ['span', '25 hours'],
    ['colour', 'blue'],
    ['colour', 3],
    ['rights', 8],
    ['bytes', '!!'],
    ['ids', 1],
    ['ids', '1,2'],
    ['leaf', 'x'],
    ['leaf', []],
    ['leaves', {}],
    ['meta', 'x'],
    ['meta', [1]],
  ])('refuses %s from %j naming it', (member, sent) => {
    const error = refusal(() => fromJson({ [member]: sent }));

    expect(error).toMatchObject({ status: 400, errorCode: 'SerializationException' });
    expect(fields(error)).toEqual([member]);
  });

  it('reliability 3.2 #8 reports every bad member at once, with its path', () => {
    const error = refusal(() =>
      fromJson({
        id: 'x',
        ids: [1, 'two', 3],
        leaves: [{ id: 1 }, { id: 'x', leaves: [null, { text: [] }] }],
        leaf: { id: {} },
        meta: { a: [] },
      }),
    );

    expect(fields(error)).toEqual([
      'id',
      'ids[1]',
      'leaf.id',
      'leaves[1].id',
      'leaves[1].leaves[0]',
      'leaves[1].leaves[1].text',
      'meta.a',
    ]);
    expect(error.errors[0]?.message).toBe(
      "'x' is an Invalid value for 'id': a whole number from -2147483648 to 2147483647 is expected",
    );
  });

  it('stops collecting after 100 errors', () => {
    const error = refusal(() => fromJson({ ids: Array.from({ length: 5000 }, () => 'x') }));

    expect(error.errors).toHaveLength(100);
  });

  it.each(['__proto__', 'constructor', 'prototype'])('reliability 2.1 refuses the name %s at any depth', (name) => {
    for (const json of [
      `{"${name}":1}`,
      `{"leaf":{"${name}":{"id":1}}}`,
      `{"leaves":[{"leaves":[{"${name}":1}]}]}`,
      `{"meta":{"${name}":"x"}}`,
      `{"anything":{"a":[{"${name}":1}]}}`,
      `{"unknown":{"a":{"${name}":1}}}`,
    ]) {
      expect(refusal(() => fromJson(json))).toMatchObject({ status: 400 });
    }
    expect(refusal(() => fromQuery(`${name}=1`))).toMatchObject({ status: 400 });
    expect(({} as { id?: unknown }).id).toBeUndefined();
  });

  it.each([
    ['unknown', '['],
    ['anything', '{"a":'],
    ['leaves', '[{"leaves":'],
  ])('reliability 3.2 #4 refuses nesting beyond 32 levels below %s', (member, open) => {
    const close = open === '[' ? ']' : open === '{"a":' ? '}' : '}]';
    const nested = (levels: number) =>
      `{"${member}":${open.repeat(levels)}${open.startsWith('[{') ? '[]' : '1'}${close.repeat(levels)}}`;

    expect(refusal(() => fromJson(nested(40)))).toMatchObject({ status: 400, errorCode: 'TooDeep' });
    expect(refusal(() => fromJson(nested(5_000)))).toMatchObject({ status: 400, errorCode: 'TooDeep' });
    expect(fromJson(nested(10))).toBeInstanceOf(Everything);
  });

  it.each([String.raw`"a\u0000b"`, String.raw`"\ud800"`, String.raw`"x\udc00y"`])(
    'reliability 3.2 #21 refuses the text %s that no database stores',
    (text) => {
      expect(refusal(() => fromJson(`{"text":${text}}`))).toMatchObject({ status: 400 });
      expect(refusal(() => fromJson(`{"tags":["ok",${text}]}`))).toMatchObject({ status: 400 });
      expect(refusal(() => fromJson(`{"anything":{"a":${text}}}`))).toMatchObject({ status: 400 });
      expect(fromJson(String.raw`{"text":"\u00e4\ud83d\ude00"}`).text).toBe('ä😀');
    },
  );

  it.each(['null', '[]', '"text"', '1'])('refuses the body %s, which is no object', (body) => {
    const error = refusal(() => fromJson(body));

    expect(error).toMatchObject({ status: 400, errorCode: 'SerializationException' });
    expect(error.message).toMatch(/^Could not deserialize 'application\/json' request using Everything'\nError: /);
  });
});

describe('binding a query string', () => {
  it.each(['ids=1,2,3', 'ids=[1,2,3]', 'ids=1&ids=2&ids=3', 'IDS=1%2C2%2C3', 'ids=%5B1%2C2%2C3%5D'])(
    'reads the list of %s',
    (query) => {
      expect(fromQuery(query).ids).toEqual([1, 2, 3]);
    },
  );

  it.each<[query: string, member: keyof Everything, bound: unknown]>([
    ['text=', 'text', undefined],
    ['text', 'text', undefined],
    ['text=a+b%20c', 'text', 'a b c'],
    ['text="A"', 'text', '"A"'],
    ['isOn=True', 'isOn', true],
    ['isOn=true,false', 'isOn', true],
    ['ids=[]', 'ids', []],
    ['tags=["a,b",c]', 'tags', ['a,b', 'c']],
    ['tags=["say ""hi""",c]', 'tags', ['say "hi"', 'c']],
    ['leaf={Id:1,Text:a b}', 'leaf', { id: 1, text: 'a b' }],
    ['leaf={"id":1,"text":"a\\nb"}', 'leaf', { id: 1, text: 'a\nb' }],
    ['leaves=[{Id:1},{Id:2}]', 'leaves', [{ id: 1 }, { id: 2 }]],
    ['leaves={Id:1},{Id:2}', 'leaves', [{ id: 1 }, { id: 2 }]],
    ['meta={a:1,b:2}', 'meta', { a: '1', b: '2' }],
    ['colour=GREEN', 'colour', Colour.Green],
    ['bytes=a b/', 'bytes', 'a+b/'],
    ['at=Mon Jan 01 2001 00:00:00 GMT%2B0000 (UTC)', 'at', '2001-01-01T00:00:00Z'],
  ])('reads %s', (query, member, bound) => {
    expect(JSON.parse(JSON.stringify(fromQuery(query)[member] ?? null))).toEqual(bound ?? null);
  });

  it('refuses every value that cannot be read, naming the parameter as sent', () => {
    const error = refusal(() => fromQuery('ID=abc&at=x&leaf={Id:y}&ids=1,z'));

    expect(error.message).toBe("Unable to bind to request 'Everything'");
    expect(error.errors.map((item) => [item.fieldName, item.message])).toEqual([
      ['ID', "'abc' is an Invalid value for 'ID'"],
      ['at', "'x' is an Invalid value for 'at'"],
      ['leaf', "'{Id:y}' is an Invalid value for 'leaf'"],
      ['ids', "'1,z' is an Invalid value for 'ids'"],
    ]);
  });

  it.each(['text=%', 'text=%C3%28', 'text=%E0%A4%A'])('refuses the broken encoding of %s', (query) => {
    expect(refusal(() => fromQuery(query))).toMatchObject({ status: 400 });
  });

  it('refuses NUL', () => {
    expect(fields(refusal(() => fromQuery('text=a%00b')))).toEqual(['text']);
  });
});

describe('precedence of the sources', () => {
  const body = { value: { text: 'B' }, contentType: 'application/json', checkText: false };

  it('lets the body win at pre-defined addresses, and the query fill what it left out', () => {
    expect(
      bindRequest(type, {
        body,
        query: [
          ['text', 'Q'],
          ['id', '2'],
        ],
      }),
    ).toMatchObject({ text: 'B', id: 2 });
  });

  it('lets form fields win over the query', () => {
    expect(
      bindRequest(type, {
        form: [['text', 'F']],
        query: [
          ['text', 'Q'],
          ['id', '2'],
        ],
      }),
    ).toMatchObject({ text: 'F', id: 2 });
  });

  it('lets the query win over the body on routes', () => {
    expect(bindRequest(type, { body, query: [['text', 'Q']], path: { id: '1' } })).toMatchObject({ text: 'Q', id: 1 });
  });

  it.each([
    ['body', { value: { id: 2 }, contentType: 'application/json', checkText: false }, []],
    ['query', undefined, [['id', '2']] as const],
  ])('refuses a path variable that is also sent with another value in the %s', (_source, sent, query) => {
    const error = refusal(() => bindRequest(type, { body: sent, query, path: { id: '1' } }));

    expect(fields(error)).toEqual(['id']);
  });

  it('accepts a path variable that is sent twice with the same value', () => {
    const sent = { value: { id: '1' }, contentType: 'application/json', checkText: false };

    expect(bindRequest(type, { body: sent, query: [['id', '1']], path: { id: '1' } })).toMatchObject({ id: 1 });
  });
});
