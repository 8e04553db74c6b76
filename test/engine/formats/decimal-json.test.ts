import fc from 'fast-check';
import { DataMember, Dto, Prop } from '../../../dtos';
import type { TypeModel } from '../../../src/engine';
import { jsonFormat } from '../../../src/engine/formats/json-format';
import { classicStyle, systemStyle } from '../../../src/engine/formats/wire-style';
import { dtoTypeOf } from '../../../src/engine/metadata/type-reader';

@Dto()
class Line {
  @Prop('decimal') price?: string;
  @Prop('string') text?: string;
}

@Dto()
class Order {
  @Prop('decimal?') total?: string;
  @Prop('decimal') @DataMember({ Name: 'vat_rate' }) vatRate?: string;
  @Prop('double') weight?: number;
  @Prop('List<Line>') lines?: Line[];
  @Prop('Dictionary<string,decimal>') byName?: Record<string, string>;
  @Prop('Order') parent?: Order;
  @Prop('object') anything?: unknown;
}

@Dto()
class Plain {
  @Prop('double') weight?: number;
  @Prop('Plain') inner?: Plain;
}

const type = dtoTypeOf(Order);
const model: TypeModel = { kind: 'dto', clr: 'Order', type: () => type, args: [], nullable: false };
const read = (text: string, isBatch = false) => jsonFormat.read?.(Buffer.from(text), { type, isBatch }).value;
const write = (value: unknown, more = {}) =>
  jsonFormat.write(value, { type: model, style: systemStyle, operationName: 'Order', ...more }).toString();

describe('reading JSON with Decimals', () => {
  it.each([
    ['{"total":3.0}', { total: '3.0' }],
    ['{"TOTAL":1e400}', { TOTAL: '1e400' }],
    ['{"vat_rate":0.250,"vatRate":0.10}', { vat_rate: '0.250', vatRate: '0.10' }],
    ['{"weight":3.0,"anything":{"total":3.0},"nope":[1.0]}', { weight: 3, anything: { total: 3 }, nope: [1] }],
    ['{"lines":[{"price":1.10,"text":"1.10"},{}]}', { lines: [{ price: '1.10', text: '1.10' }, {}] }],
    ['{ "byName" : { "a" : 1.0 , "b" : null } }', { byName: { a: '1.0', b: null } }],
    ['{"parent":{"parent":{"total":2.00}}}', { parent: { parent: { total: '2.00' } } }],
    ['{"total":"4.0"}', { total: '4.0' }],
    ['{"total":null,"lines":[],"byName":{}}', { total: null, lines: [], byName: {} }],
    ['{"a\\"}]":"\\\\","total":1.0}', { 'a"}]': '\\', total: '1.0' }],
  ])('keeps their digits and nothing else: %s', (text, value) => {
    expect(JSON.stringify(read(text))).toBe(JSON.stringify(value));
  });

  it('keeps them in the elements of a batch', () => {
    expect(read('[{"total":1.0},{"total":2.50}]', true)).toMatchObject([{ total: '1.0' }, { total: '2.50' }]);
  });

  it('reads native JSON’s value where a text holds no Decimal', () => {
    fc.assert(
      fc.property(fc.json({ maxDepth: 5 }), (text) => {
        const value = read(`{"anything":${text}}`) as { anything: unknown };

        expect(JSON.stringify(value.anything)).toBe(JSON.stringify(JSON.parse(text)));
      }),
    );
  });

  it('gives poisoned names no meaning', () => {
    const value = read('{"__proto__":{"total":1.0},"total":2.0}') as object;

    expect(Object.keys(value)).toEqual(['__proto__', 'total']);
    expect(Object.getPrototypeOf(value)).toBeNull();
  });

  it('leaves what is nested too deep to the binder, which refuses it', () => {
    const depth = 100_000;
    const value = read(`${'{"parent":'.repeat(depth)}{}${'}'.repeat(depth)}`);

    expect(value).toHaveProperty('parent.parent');
  });

  it.each(['', '{', '{"total":1.}', '{"total":01}', '{"total":1.0}}', '{"total":+1}'])('refuses %s', (text) => {
    expect(() => read(text)).toThrow(SyntaxError);
  });
});

describe('writing JSON with Decimals', () => {
  it('prints their digits', () => {
    const order = { total: '3.0', vatRate: '0.250', lines: [{ price: '1234567890123456789.10', text: '1.10' }] };

    expect(write(order)).toBe(
      '{"total":3.0,"vat_rate":0.250,"lines":[{"price":1234567890123456789.10,"text":"1.10"}]}',
    );
    expect(write({ byName: { a: '1.0' }, parent: { total: '2.00' } })).toBe(
      '{"byName":{"a":1.0},"parent":{"total":2.00}}',
    );
  });

  it('leaves nulls out, and indents', () => {
    expect(write({ total: null, weight: 1, lines: [null] })).toBe('{"weight":1,"lines":[null]}');
    expect(write({ total: '1.0', lines: [{}], byName: {} }, { isIndented: true })).toBe(
      '{\n  "total": 1.0,\n  "lines": [\n    {}\n  ],\n  "byName": {}\n}',
    );
  });

  it('writes defaults in the classic style', () => {
    expect(write({}, { style: classicStyle })).toBe('{"vat_rate":0,"weight":0}');
  });

  it.each(['abc', '1e', '01', '', '--1'])('writes a text that is no number as a text: %s', (total) => {
    expect(write({ total })).toBe(JSON.stringify({ total }));
  });

  it('writes like native JSON where there are none', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 4 }), (anything) => {
        const withoutNulls = (_key: string, value: unknown) => (value === null ? undefined : value);

        expect(write({ anything: { x: anything } })).toBe(
          JSON.stringify({ anything: { x: anything } }, function (this: unknown, key, value: unknown) {
            return Array.isArray(this) ? value : withoutNulls(key, value);
          }).replace(/\\u[0-9a-f]{4}/g, (all) => `\\u${all.slice(2).toUpperCase()}`),
        );
      }),
    );
  });

  it('leaves types without Decimals to native JSON', () => {
    const plain = dtoTypeOf(Plain);
    const value = { weight: 3, inner: { weight: 1.5 } };

    expect(
      jsonFormat.write(value, {
        type: { kind: 'dto', clr: 'Plain', type: () => plain, args: [], nullable: false },
        style: systemStyle,
        operationName: 'Plain',
      }),
    ).toBe(JSON.stringify(value));
  });
});
