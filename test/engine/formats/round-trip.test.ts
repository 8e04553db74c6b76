import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import { CreateCustomer, QueryResponse, UpdateCustomer } from '../../../dtos';
import { records } from '../../../dtos/annotation-records';
import { Account } from '../../../dtos/tax-filing/accounts';
import { Customer } from '../../../dtos/tax-filing/customers';
import { BindContext } from '../../../src/engine/binding/bind-context';
import { binderOf } from '../../../src/engine/binding/dto-binder';
import type { DtoProperty, DtoType, TypeModel } from '../../../src/engine/core/type-model';
import type { ContentFormat } from '../../../src/engine/formats/content-format';
import { csvFormat } from '../../../src/engine/formats/csv-format';
import { jsonFormat } from '../../../src/engine/formats/json-format';
import { jsonlFormat } from '../../../src/engine/formats/jsonl-format';
import { jsvFormat } from '../../../src/engine/formats/jsv-format';
import { msgpackFormat } from '../../../src/engine/formats/msgpack-format';
import { classicStyle, systemStyle, type WireStyle } from '../../../src/engine/formats/wire-style';
import { xmlFormat } from '../../../src/engine/formats/xml-format';
import { dtoTypeOf } from '../../../src/engine/metadata/type-reader';
import { AllTypes } from '../../support/all-types';
import { arbitraryDto, trickyText } from '../../support/arbitrary-dto';

/**
 * Decisions D36: what is written is read back, for every DTO of the product in every format that is read.
 *
 * A format that cannot bring everything back says what does come back; none is left out.
 */
interface RoundTrip {
  readonly format: ContentFormat;
  /** Writes `/Date(ms)/` in the classic profile: a calendar day comes back as an instant, whose day the service works out. */
  readonly hasWcfDates?: boolean;
  /** Nothing tells an empty text from an absent one. */
  readonly emptyIsNull?: boolean;
  /** Of `QueryResponse` only the rows are written (http-contract 4.8, rule 1). */
  readonly isTable?: boolean;
  /** Control characters have no place in it, not even escaped; U+FFFD stands for them. */
  readonly lacksControls?: boolean;
}

const roundTrips: readonly RoundTrip[] = [
  { format: jsonFormat, hasWcfDates: true },
  { format: jsvFormat },
  { format: jsonlFormat, hasWcfDates: true, isTable: true },
  { format: csvFormat, emptyIsNull: true, isTable: true },
  { format: xmlFormat, lacksControls: true },
  { format: msgpackFormat },
];
const profiles: readonly (readonly [name: string, style: WireStyle])[] = [
  ['system', systemStyle],
  ['classic', classicStyle],
];
const types = [...records.dtos.keys()].map(dtoTypeOf).sort((a, b) => a.name.localeCompare(b.name));
// 120 types × 2 profiles × 12 instances, each in every format, within seconds; more of them in longer runs.
const numRuns = Number(process.env.ROUND_TRIPS ?? 12);
jest.setTimeout(Math.max(30_000, numRuns * 2000));
/** The type that has all kinds of members is worth many of the others. */
const weightOf = (type: DtoType) => (type.target === AllTypes ? 10 : 1);

const rowText = trickyText.filter((text) => text !== '');
/** Where no type tells how rows are written, they are texts, none of them empty, under the same names. */
const untyped = fc.record({ name: rowText, 'an other': rowText });

describe.each(profiles)('in the %s profile', (profile, style) => {
  it.each(types.map((type) => [type.name, type] as const))('D36 reads back what it wrote: %s', (_name, type) => {
    const model = modelOf(type);
    // Only requests lack values; the classic profile writes their defaults, which would be a test of those.
    const arbitrary = arbitraryDto(type, {
      untyped,
      mayLackValues: profile === 'system',
      member: (property) => (isError(type, property) ? fc.constant(undefined) : undefined),
    });

    fc.assert(
      fc.property(arbitrary, (dto) => {
        for (const roundTrip of roundTrips) {
          const text = roundTrip.format.write(dto, { type: model, style, operationName: type.name });
          const back = read(roundTrip.format, text, type);
          const expected = whatComesBack(dto, type, roundTrip, profile);
          if (!isDeepStrictEqual(back, expected)) {
            expect({ format: roundTrip.format.key, text, back }).toEqual({
              format: roundTrip.format.key,
              text,
              back: expected,
            });
            throw new Error(`${roundTrip.format.key}: ${text} comes back in another shape.`);
          }
        }
      }),
      { numRuns: numRuns * weightOf(type) },
    );
  });
});

describe('batches', () => {
  const batched = types.filter((type) => [AllTypes, Customer, Account, CreateCustomer].includes(type.target as never));

  it.each(batched.map((type) => [type.name, type] as const))(
    'D36 read back what was written: lists of %s',
    (_name, type) => {
      const model: TypeModel = { kind: 'list', clr: 'list', item: modelOf(type), isArray: false, nullable: false };

      fc.assert(
        fc.property(fc.array(arbitraryDto(type, { untyped }), { maxLength: 4 }), (dtos) => {
          for (const roundTrip of roundTrips) {
            const text = roundTrip.format.write(dtos, { type: model, style: systemStyle, operationName: type.name });
            const back = roundTrip.format.read?.(Buffer.from(text), { type, isBatch: true }).value as object[];
            const expected = dtos.map((dto) => whatComesBack(dto, type, roundTrip, 'system'));

            expect({ key: roundTrip.format.key, text, back: back.map((value) => bound(value, type, true)) }).toEqual({
              key: roundTrip.format.key,
              text,
              back: expected,
            });
          }
        }),
        { numRuns },
      );
    },
  );
});

describe('the round trips', () => {
  it('cover every DTO class', () => {
    expect(types.length).toBe(records.dtos.size);
    expect(types.length).toBeGreaterThan(110);
    expect(types.map((type) => type.target)).toEqual(expect.arrayContaining([AllTypes, UpdateCustomer, QueryResponse]));
  });
});

function read(format: ContentFormat, text: string | Buffer, type: DtoType): unknown {
  if (!format.read) throw new Error(`${format.key} is write only and has no round trip.`);
  const { value, checkText } = format.read(Buffer.from(text), { type, isBatch: false });
  return bound(value, type, checkText);
}

function bound(value: unknown, type: DtoType, checkText: boolean): unknown {
  const context = new BindContext(checkText);
  const dto = binderOf(type).bind(value as Record<string, unknown>, context, 1);
  expect(context.errors).toEqual([]);
  return plain(dto);
}

function modelOf(type: DtoType): TypeModel {
  return { kind: 'dto', clr: type.name, type: () => type, args: [], nullable: false };
}

/** An answer that holds an error is not tabulated; it has a test of its own. */
function isError(type: DtoType, property: DtoProperty): boolean {
  return type.name === 'QueryResponse' && property.name === 'responseStatus';
}

function whatComesBack(dto: object, type: DtoType, roundTrip: RoundTrip, profile: string): unknown {
  const result = plain(dto) as Record<string, unknown>;
  if (roundTrip.isTable && type.name === 'QueryResponse') {
    for (const name of Object.keys(result)) result[name] = name === 'results' ? (result[name] ?? []) : undefined;
  }
  if (roundTrip.emptyIsNull) {
    for (const [name, value] of Object.entries(result)) if (value === '') result[name] = undefined;
  }
  if (roundTrip.lacksControls) return withoutControls(result);
  return roundTrip.hasWcfDates && profile === 'classic' ? withInstants(result, type) : result;
}

function withoutControls(value: unknown): unknown {
  if (typeof value === 'string') return value.replace(/(?![\t\n\r\u007f-\u009f])[\p{Cc}\ufffe\uffff]/gu, '\ufffd');
  if (Array.isArray(value)) return value.map(withoutControls);
  if (value === null || typeof value !== 'object') return value;
  const copy = Object.create(Object.getPrototypeOf(value)) as Record<string, unknown>;
  for (const [name, member] of Object.entries(value)) copy[String(withoutControls(name))] = withoutControls(member);
  return copy;
}

function withInstants(dto: Record<string, unknown>, type: DtoType): Record<string, unknown> {
  for (const property of type.properties) {
    const value = dto[property.name];
    const isDay = property.attributes.some((record) => record.name === 'CalendarDay');
    if (isDay && typeof value === 'string') dto[property.name] = `${value}T00:00:00Z`;
    for (const inner of [value].flat()) {
      const item = property.type.kind === 'list' ? property.type.item : property.type;
      if (item.kind === 'dto' && inner) withInstants(inner as Record<string, unknown>, item.type());
    }
  }
  return dto;
}

/** A copy in which objects without prototype, as JSV gives them, are like any other; DTOs keep their classes. */
function plain(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(plain);
  if (value === null || typeof value !== 'object') return value;
  const copy = Object.create(Object.getPrototypeOf(value) ?? Object.prototype) as Record<string, unknown>;
  for (const [name, member] of Object.entries(value)) copy[name] = plain(member);
  return copy;
}
