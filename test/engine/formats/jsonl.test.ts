import { ErrorResponse, QueryResponse, ResponseStatus } from '../../../dtos/common';
import { applyJsConfig, parseJsConfig } from '../../../src/engine/formats/jsconfig';
import { jsonlFormat } from '../../../src/engine/formats/jsonl-format';
import { classicStyle, systemStyle, systemStyleIn } from '../../../src/engine/formats/wire-style';
import { AllTypes, Inner } from '../../support/all-types';
import { Contract, Item, ItemTable, StoreItems } from './format-dtos';
import { bindAs, readAs, writeAs } from './format-tools';

const jsonl = (type: string, value: unknown, options = {}) => writeAs(jsonlFormat, type, value, options);

describe('writing JSON lines', () => {
  it('FMT-38 writes the items of a list as compact JSON, a line each', () => {
    const items = [new Item({ id: 1, name: 'a\nb' }), null, new Item({ id: 2, tags: [] })];

    expect(jsonl('List<Item>', items)).toBe('{"id":1,"name":"a\\nb"}\nnull\n{"id":2,"tags":[]}\n');
    expect(jsonl('List<Item>', items, { isIndented: true })).toBe(jsonl('List<Item>', items));
    expect(jsonl('List<string>', ['a', 'b"c'])).toBe('"a"\n"b\\"c"\n');
    expect(jsonl('List<Item>', [])).toBe('');
  });

  it('FMT-39 writes an ordinary DTO as one plain JSON object without a line end', () => {
    const store = new StoreItems({ store: 's', items: [new Item({ id: 1 })] });

    expect(jsonl('StoreItems', store)).toBe('{"store":"s","items":[{"id":1}]}');
    expect(jsonl('Dictionary<string,int>', { a: 1 })).toBe('{"a":1}');
    expect(jsonl('ErrorResponse', new ErrorResponse({ responseStatus: new ResponseStatus({ errorCode: 'X' }) }))).toBe(
      '{"responseStatus":{"errorCode":"X"}}',
    );
  });

  it('FMT-39 writes a line per row of a QueryResponse, and of DTOs that are marked so', () => {
    const results = [new Item({ id: 1 }), new Item({ id: 2 })];

    expect(jsonl('QueryResponse<Item>', new QueryResponse({ offset: 0, total: 2, results }))).toBe(
      '{"id":1}\n{"id":2}\n',
    );
    expect(jsonl('ItemTable', new ItemTable({ count: 2, items: results }))).toBe('{"id":1}\n{"id":2}\n');
    expect(jsonl('QueryResponse<Item>', new QueryResponse())).toBe('');
  });

  it('writes the object of a data contract without a list on one line', () => {
    expect(jsonl('Contract', new Contract({ id: 1, inner: new Inner({ id: 2 }) }))).toBe('{"id":2}\n');
  });

  it('does not lose the error of an answer whose rows are tabulated', () => {
    const failed = { responseStatus: new ResponseStatus({ errorCode: 'X' }) };

    expect(jsonl('QueryResponse<Item>', failed, { style: systemStyleIn('PascalCase') })).toBe(
      '{"ResponseStatus":{"ErrorCode":"X"}}',
    );
  });

  it('writes each line as JSON of the profile and of ?jsconfig=', () => {
    const items = [new AllTypes({ at: '2001-01-01T00:00:00Z', guid: 'ea762009-b66c-410b-9bf5-ce21ad519249' })];
    const { style } = applyJsConfig(systemStyle, parseJsConfig('epcn,dh:utm,i'));

    expect(jsonl('List<AllTypes>', items)).toBe(
      '{"guid":"ea762009-b66c-410b-9bf5-ce21ad519249","at":"2001-01-01T00:00:00Z"}\n',
    );
    expect(jsonl('List<AllTypes>', items, { style })).toBe(
      '{"Guid":"ea762009-b66c-410b-9bf5-ce21ad519249","At":978307200000}\n',
    );
    expect(jsonl('List<AllTypes>', items, { style: classicStyle })).toContain(
      '"guid":"ea762009b66c410b9bf5ce21ad519249","at":"\\/Date(978307200000)\\/"',
    );
  });

  it('FMT-02 FMT-37 names its content type without charset, and no file', () => {
    expect(jsonlFormat).toMatchObject({ key: 'jsonl', contentType: 'text/jsonl', header: 'text/jsonl' });
    expect(jsonlFormat.headers).toBeUndefined();
  });
});

describe('reading JSON lines', () => {
  it('BND-37 reads the elements of a batch, a line each, whatever the line ends', () => {
    expect(readAs(jsonlFormat, Item, '{"id":1}\n{"id":2}\n', true)).toEqual([{ id: 1 }, { id: 2 }]);
    expect(readAs(jsonlFormat, Item, '\ufeff{"id":1}\r\n\r\n {"id":2}', true)).toEqual([{ id: 1 }, { id: 2 }]);
    expect(readAs(jsonlFormat, Item, '\n', true)).toEqual([]);
  });

  it('BND-37 reads an ordinary message from its only line', () => {
    expect(bindAs(jsonlFormat, Inner, '{"ID":1,"name":"a\\nb","tags":["x"]}\n')).toMatchObject({
      id: 1,
      name: 'a\nb',
      tags: ['x'],
    });
    expect(readAs(jsonlFormat, StoreItems, '{"items":[{"id":1}]}')).toEqual({ items: [{ id: 1 }] });
    expect(readAs(jsonlFormat, Inner, ' \n')).toEqual({});
  });

  it('BND-37 reads lines into the list of a message', () => {
    expect(bindAs(jsonlFormat, ItemTable, '{"id":1}').items).toMatchObject([{ id: 1 }]);
    expect(bindAs(jsonlFormat, StoreItems, '{"id":1}\n{"id":2}\n').items).toMatchObject([{ id: 1 }, { id: 2 }]);
    expect(bindAs(jsonlFormat, StoreItems, '{"Id":1}\n').items).toMatchObject([{ id: 1 }]);
    expect(bindAs(jsonlFormat, StoreItems, '{}\n{}\n').items).toHaveLength(2);
  });

  it.each<[body: string, message: RegExp]>([
    ['{"id":1}\n{"id":', /^line 2 of the body is no JSON: /],
    ['\n\nnot json', /^line 3 of the body is no JSON: /],
    ['{"id":1}\n{"id":2}', /^the body has 2 rows; Item is read from one\.$/],
  ])('refuses %j with a SyntaxError that says where', (body, message) => {
    expect(() => readAs(jsonlFormat, Item, body)).toThrow(SyntaxError);
    expect(() => readAs(jsonlFormat, Item, body)).toThrow(message);
  });

  it('leaves poisoned names, depth and texts that no database stores for the binder to refuse', () => {
    const deep = `{"inners":${'[{"inners":'.repeat(5_000)}[]${'}]'.repeat(5_000)}}`;

    expect(() => bindAs(jsonlFormat, Inner, '{"__proto__":{"id":1}}')).toThrow("'__proto__' is not allowed");
    expect(() => bindAs(jsonlFormat, Inner, deep)).toThrow('nested deeper than 32 levels');
    expect(() => bindAs(jsonlFormat, Inner, String.raw`{"name":"a\u0000"}`)).toThrow('NUL');
  });
});
