import fc from 'fast-check';
import { records } from '../../dtos/annotation-records';
import type { DtoProperty, DtoType, TypeModel } from '../../src/engine/core/type-model';
import { dtoTypeOf } from '../../src/engine/metadata/type-reader';
import { validateDto } from '../../src/engine/validation/validate-request';
import { arbitraryDto, trickyText } from '../support/arbitrary-dto';
import { companyA, companyB } from '../support/start-app';
import { exampleMembers } from './example-members';
import type { KnownValues } from './known-values';
import type { OperationFact } from './operation-facts';
import { copied, type Tree } from './tree';

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
  const examples = exampleMembers(known);
  return facts.map((fact, index) => {
    const type = requestType(fact);
    const member = (property: DtoProperty, owner: DtoType) => plausible(property, owner, known);
    const made = poolOf(arbitraryDto(type, { text: shortText, member }), seed + index);
    const example = Object.hasOwn(examples, fact.name) ? examples[fact.name] : undefined;
    // Every other one, so that what the metadata alone allow is tried as well.
    const pool = made.map((dto, at) => copied(example && at % 2 === 0 ? { ...dto, ...example(at) } : dto) as Tree);
    return { fact, type, pool };
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
  [/^username$/i, fc.constantFrom('customer@missive.test', 'tax@missive.test', 'some.user', 'other.user')],
  [/^password$/i, fc.constantFrom('demo', 'wrong')],
  [/^provider$/i, fc.constantFrom('credentials', 'login')],
  [/orderby/i, fc.constantFrom('Id', '-Id', 'id')],
  [/^table$/i, fc.constant('Customer')],
  [/^datatype$/i, fc.constantFrom('TextBox', 'DropDown')],
  [/^include$/i, fc.constantFrom('Total', 'total')],
  [/regex|pattern/i, fc.constantFrom('^[a-z]+$', '\\d{4}', '[0-9]')],
  [/profileurl/i, fc.constant('https://example.org/p')],
  [/product/i, fc.constantFrom('Income Tax', 'VAT', 'E-Balance')],
  [/url|uri|endpoint|host|address$/i, fc.constantFrom('https://axema.invalid/', 'http://127.0.0.1:1/', '/x.png')],
  [/countrycode/i, fc.constantFrom('SE', 'NO', 'DE')],
  [/color/i, fc.constantFrom('#00ff00', '#ABCDEF')],
  [/birth|date$/i, fc.constantFrom('1980-01-01', '2001-02-03')],
];
const rolesAndPermissions = fc.subarray(['Admin', 'CanAccess', 'CanAdd', 'CanEdit', 'CanDelete'], { maxLength: 2 });

function plausible(
  { name, type, attributes }: DtoProperty,
  owner: DtoType,
  known: KnownValues,
): fc.Arbitrary<unknown> | undefined {
  if (/^(?:roles|permissions)$/i.test(name)) return rolesAndPermissions;
  // Copies of what stands elsewhere in the message, and refused when they are none.
  if (/^(?:AddUserAccessKey\.CustomerId|CreateCustomer\.CustomerId|\w+\.refIdStr)$/.test(`${owner.name}.${name}`)) {
    return fc.constant(undefined);
  }
  // What one request sets others meet: with a mandatory field no customer could be written, in a closed room nothing booked.
  if (/^(?:IsMandatory|Update\w+\.Active)$/.test(name === 'Active' ? `${owner.name}.${name}` : name)) {
    return fc.constant(name === 'Active');
  }
  const isDay = attributes.some((record) => record.name === 'CalendarDay');
  const values = ofType(type.kind === 'list' ? type.item : type, `${owner.name}.${name}`, known, isDay);
  return values !== undefined && type.kind === 'list' ? fc.array(values, { minLength: 1, maxLength: 3 }) : values;
}

/** `name`: of the member, behind that of its type. */
function ofType(type: TypeModel, name: string, known: KnownValues, isDay: boolean): fc.Arbitrary<unknown> | undefined {
  if (type.kind !== 'scalar') return undefined;
  const member = name.slice(name.indexOf('.') + 1);
  switch (type.scalar) {
    case 'string':
      return textsByName.find(([pattern]) => pattern.test(member))?.[1];
    case 'Guid':
      return /company/i.test(member)
        ? companies
        : fc.oneof({ weight: 1, arbitrary: fc.uuid() }, { weight: 6, arbitrary: guidsFor(name, known) });
    case 'int':
      return integers(member, type.max ?? 0);
    case 'DateTime':
      return (/^(?:to|.*end)$/i.test(member) ? latter : former).map((instant) =>
        isDay ? instant.slice(0, 10) : instant,
      );
    case 'TimeSpan':
      return (/^to/i.test(member) ? fc.integer({ min: 48, max: 95 }) : fc.integer({ min: 0, max: 47 })).map(
        (quarters) => `PT${quarters * 15}M`,
      );
    case 'Uri':
      return fc.constantFrom('https://axema.invalid/', 'http://127.0.0.1:1/', '/x.png');
    default:
      return undefined;
  }
}

/** Ids that the demo data and `furnish` have given out; other numbers are small. */
function integers(member: string, max: number): fc.Arbitrary<number> {
  const most = member === 'Id' ? 40 : /day/i.test(member) ? 7 : 3;
  const odd = { weight: 1, arbitrary: fc.integer({ min: 0, max: Math.min(max, 100) }) };
  return fc.oneof({ weight: 4, arbitrary: fc.integer({ min: 1, max: most }) }, odd);
}

const companies = fc.constantFrom(companyA, companyA, companyB);

function guidsFor(name: string, { apiKeys, syncs, customers }: KnownValues): fc.Arbitrary<string> {
  const list = /^RevokeApiKey/.test(name) ? apiKeys : /Sync/.test(name) ? syncs : customers;
  return list.length > 0 ? fc.constantFrom(...list) : fc.uuid();
}

// What begins does so in the first days of the month that it ends in.
const hours = fc.integer({ min: 6, max: 20 }).map((hour) => String(hour).padStart(2, '0'));
const former = fc.tuple(fc.integer({ min: 1, max: 9 }), hours).map(([day, hour]) => `2031-07-0${day}T${hour}:00:00Z`);
const latter = fc.tuple(fc.integer({ min: 10, max: 20 }), hours).map(([day, hour]) => `2031-07-${day}T${hour}:00:00Z`);
