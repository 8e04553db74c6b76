import fc from 'fast-check';
import { records } from '../../dtos/annotation-records';
import type { DtoProperty, DtoType, TypeModel } from '../../src/engine/core/type-model';
import { dtoTypeOf } from '../../src/engine/metadata/type-reader';
import { validateDto } from '../../src/engine/validation/validate-request';
import { arbitraryDto, trickyText } from '../support/arbitrary-dto';
import { companyA, companyB } from '../support/start-app';
import type { OperationFact } from './server';
import { copied, type Tree } from './tree';

/** What a running host knows, so that requests may name things that are there. */
export interface KnownValues {
  /** Guids of customers and the like. */
  readonly guids: readonly string[];
}

/** An operation with requests that its types allow, four of five such that its rules do too. */
export interface Target {
  readonly fact: OperationFact;
  readonly type: DtoType;
  readonly pool: readonly Tree[];
}

const wanted = 24;
const roundSize = 40;
const mostRounds = 6;

/** Made from the metadata of the request DTOs; the same seed gives the same requests. */
export function validRequests(facts: readonly OperationFact[], known: KnownValues, seed: number): Target[] {
  return facts.map((fact, index) => {
    const type = requestType(fact);
    const arbitrary = arbitraryDto(type, { text: shortText, member: (property) => plausible(property, known) });
    return { fact, type, pool: poolOf(arbitrary, seed + index).map((dto) => copied(dto) as Tree) };
  });
}

function poolOf(arbitrary: fc.Arbitrary<object>, seed: number): object[] {
  const good: object[] = [];
  const others: object[] = [];
  for (let round = 0; round < mostRounds && good.length < wanted; round++) {
    for (const dto of fc.sample(arbitrary, { seed: seed + 1_000 * round, numRuns: roundSize })) {
      (validateDto(dto).length === 0 ? good : others).push(dto);
    }
  }
  return [...good.slice(0, wanted), ...others.slice(0, good.length === 0 ? wanted : wanted / 4)];
}

function requestType({ name, ns }: OperationFact): DtoType {
  const found = [...records.dtos.values()].find((record) => record.name === name && record.options.ns === ns);
  if (!found) throw new Error(`The DTO of operation ${name} is not among those of this process.`);
  return dtoTypeOf(found.target);
}

const shortText = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom('Åsa', 'Öberg', 'note', 'a b', 'x') },
  { weight: 1, arbitrary: trickyText },
);

/** By the name of the member, whatever its operation. Texts first: the first pattern that fits is taken. */
const textsByName: readonly (readonly [name: RegExp, values: fc.Arbitrary<string>])[] = [
  [/e-?mail/i, fc.integer({ min: 1, max: 500 }).map((number) => `person.${number}@example.org`)],
  [/phone|mobile/i, fc.integer({ min: 1000, max: 9999 }).map((number) => `+4670174${number}`)],
  [/^username$/i, fc.constantFrom('admin@missive.test', 'customer@missive.test', 'some.user', 'other.user')],
  [/^password$/i, fc.constantFrom('demo', 'wrong')],
  [/^provider$/i, fc.constantFrom('credentials', 'login')],
  [/orderby/i, fc.constantFrom('Id', '-Id', 'id')],
  [/^table$/i, fc.constant('Customer')],
  [/^include$/i, fc.constantFrom('Total', 'total')],
  [/regex|pattern/i, fc.constantFrom('^[a-z]+$', '\\d{4}', '[0-9]')],
  [/url|uri|endpoint|host|address$/i, fc.constantFrom('https://axema.invalid/', 'http://127.0.0.1:1/', '/x.png')],
  [/countrycode/i, fc.constantFrom('SE', 'NO', 'DE')],
  [/color/i, fc.constantFrom('#fff', '#00ff00', 'red')],
  [/birth|date$/i, fc.constantFrom('1980-01-01', '2001-02-03')],
];
const rolesAndPermissions = fc.subarray(['Admin', 'CanAccess', 'CanAdd', 'CanEdit', 'CanDelete'], { maxLength: 2 });

function plausible({ name, type, attributes }: DtoProperty, known: KnownValues): fc.Arbitrary<unknown> | undefined {
  if (/^(?:roles|permissions)$/i.test(name)) return rolesAndPermissions;
  const values = ofType(
    type,
    name,
    known,
    attributes.some((record) => record.name === 'CalendarDay'),
  );
  if (values === undefined || type.kind !== 'list') return values;
  return fc.array(values, { minLength: 1, maxLength: 3 });
}

function ofType(type: TypeModel, name: string, known: KnownValues, isDay: boolean): fc.Arbitrary<unknown> | undefined {
  if (type.kind === 'list') return type.item.kind === 'scalar' ? ofType(type.item, name, known, isDay) : undefined;
  if (type.kind !== 'scalar') return undefined;
  switch (type.scalar) {
    case 'string':
      return textsByName.find(([pattern]) => pattern.test(name))?.[1];
    case 'Guid':
      return /company/i.test(name) ? companies : fc.oneof(fc.uuid(), ...guids(known));
    case 'int':
      return fc.integer({ min: Math.max(type.min ?? 0, 0), max: Math.min(type.max ?? 0, /day/i.test(name) ? 7 : 20) });
    case 'DateTime':
      return isDay ? days : instants;
    case 'TimeSpan':
      return fc.integer({ min: 0, max: 95 }).map((quarters) => `PT${quarters * 15}M`);
    case 'Uri':
      return fc.constantFrom('https://axema.invalid/', 'http://127.0.0.1:1/', '/x.png');
    default:
      return undefined;
  }
}

const companies = fc.constantFrom(companyA, companyA, companyB);
const guids = ({ guids: list }: KnownValues) =>
  list.length > 0 ? [fc.constantFrom(...list), fc.constantFrom(...list)] : [];
const hours = fc.integer({ min: Date.parse('2030-01-01') / 3_600_000, max: Date.parse('2032-12-31') / 3_600_000 });
const instants = hours.map((hour) => new Date(hour * 3_600_000).toISOString().replace('.000Z', 'Z'));
const days = instants.map((instant) => instant.slice(0, 10));
