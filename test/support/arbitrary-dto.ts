import fc from 'fast-check';
import { toDurationText } from '../../src/engine/binding/time-span-text';
import type { DtoProperty, DtoType, EnumType, TypeModel } from '../../src/engine/core/type-model';

/** How instances are made up; what is left out is as the defaults say. */
export interface ArbitraryDtoOptions {
  /** Levels of DTOs below the instance; structures further down are absent or empty. Default: 2. */
  readonly depth?: number;
  /** Texts of string members and dictionaries. Default: `trickyText`. */
  readonly text?: fc.Arbitrary<string>;
  /** What stands where the type says nothing: `object` members and type parameters. Default: records of texts. */
  readonly untyped?: fc.Arbitrary<unknown>;
  /** Whether members of non-nullable value types may be absent, as in requests. Default: true. */
  readonly mayLackValues?: boolean;
  /** Values of one member instead of those that its type allows; for members whose rules are narrower. */
  readonly member?: (property: DtoProperty, type: DtoType) => fc.Arbitrary<unknown> | undefined;
}

type Required = Omit<globalThis.Required<ArbitraryDtoOptions>, 'depth'>;

const trickyTexts = [
  '',
  ' ',
  ' leading',
  'trailing ',
  '\ttab\t',
  'null',
  'True',
  'false',
  '0',
  '007',
  '-1.50',
  '1e5',
  '2001-01-01',
  '/Date(978307200000)/',
  '"',
  '""',
  '"quoted"',
  'say "hi"',
  "it's",
  'a,b',
  ',',
  'a:b',
  '{',
  '}',
  '{a:b}',
  '[a,b]',
  '[]',
  '{}',
  '[',
  ']',
  'line\r\nbreak',
  'line\nfeed',
  'carriage\rreturn',
  '\n',
  '=cmd|/c calc!A0',
  '+1',
  '-1',
  '@SUM(A1)',
  "'=1",
  'a;b',
  'back\\slash',
  '\\u0041',
  '\\"',
  '<b>&amp;</b>',
  ']]>',
  '<!--',
  '%41',
  'åäö',
  'e\u0301',
  '😀👩‍👩‍👧',
  '\u2028\u2029',
  '\ufeffmark',
  '\u200f\u00a0',
  '__proto__',
  'constructor',
] as const;

/** Texts that formats trip over, and any well-formed text without NUL. */
export const trickyText: fc.Arbitrary<string> = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom(...trickyTexts) },
  { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 12 }).map((text) => text.replaceAll('\0', '')) },
);

const poisoned = new Set(['__proto__', 'constructor', 'prototype']);

/**
 * Instances of a DTO class as the binder would make them: every member is there, absent ones as `undefined`; Guids dashed,
 * instants in UTC, time spans normalised. Made from the metadata alone, without the constructor.
 */
export function arbitraryDto(type: DtoType, options: ArbitraryDtoOptions = {}): fc.Arbitrary<object> {
  const text = options.text ?? trickyText;
  const made = new Map<string, fc.Arbitrary<object>>();
  const settings = {
    text,
    untyped: options.untyped ?? fc.dictionary(nameFrom(text), text, { maxKeys: 3, noNullPrototype: true }),
    mayLackValues: options.mayLackValues ?? true,
    member: options.member ?? (() => undefined),
  };
  return instanceOf(type, options.depth ?? 2, settings, made);
}

function instanceOf(
  type: DtoType,
  depth: number,
  options: Required,
  made: Map<string, fc.Arbitrary<object>>,
): fc.Arbitrary<object> {
  // By class as well: two domains may give one name to different classes.
  const key = `${type.declaredIn} ${type.name} ${depth}`;
  const known = made.get(key);
  if (known) return known;
  const properties = type.properties.filter(
    (property) => !property.attributes.some((record) => record.name === 'IgnoreDataMember'),
  );
  const members = properties.map((property) => {
    const values =
      options.member(property, type) ?? valuesOf(property.type, { property, depth: depth - 1, options, made });
    const isNeeded = !options.mayLackValues && isValueType(property.type) && !property.type.nullable;
    return isNeeded ? values : fc.option(values, { nil: undefined, freq: 3 });
  });
  const arbitrary = fc.tuple(...members).map((values) => {
    const instance = Object.create(type.target.prototype) as Record<string, unknown>;
    for (const [index, property] of properties.entries()) instance[property.name] = values[index];
    return instance as object;
  });
  made.set(key, arbitrary);
  return arbitrary;
}

interface Place {
  readonly property: DtoProperty;
  /** Levels of DTOs that may still be opened; below 0: none. */
  readonly depth: number;
  readonly options: Required;
  readonly made: Map<string, fc.Arbitrary<object>>;
}

function valuesOf(type: TypeModel, place: Place): fc.Arbitrary<unknown> {
  switch (type.kind) {
    case 'scalar':
      return scalarsOf(type, place);
    case 'enum':
      return enumValues(type.enum);
    case 'list':
      return fc.array(valuesOf(type.item, place), { maxLength: isLeaf(type.item, place) ? 0 : 3 });
    case 'dictionary': {
      const names = type.key.kind === 'scalar' && type.key.scalar === 'int' ? intNames : nameFrom(place.options.text);
      return fc.dictionary(names, valuesOf(type.value, place), {
        maxKeys: isLeaf(type.value, place) ? 0 : 3,
        noNullPrototype: true,
      });
    }
    case 'dto':
      return isLeaf(type, place)
        ? fc.constant(undefined)
        : instanceOf(type.type(), place.depth, place.options, place.made);
    case 'parameter':
      return place.options.untyped;
  }
}

/** Whether the type would open a DTO deeper than wanted. */
function isLeaf(type: TypeModel, place: Place): boolean {
  return type.kind === 'dto' && place.depth < 0;
}

function isValueType(type: TypeModel): boolean {
  if (type.kind === 'enum') return true;
  return type.kind === 'scalar' && !['string', 'Uri', 'bytes', 'object'].includes(type.scalar);
}

const intNames = fc.integer().map(String);

function nameFrom(text: fc.Arbitrary<string>): fc.Arbitrary<string> {
  return text.filter((name) => !poisoned.has(name));
}

function scalarsOf(type: Extract<TypeModel, { kind: 'scalar' }>, { property, options }: Place): fc.Arbitrary<unknown> {
  switch (type.scalar) {
    case 'string':
      return options.text;
    case 'object':
      return options.untyped;
    case 'bool':
      return fc.boolean();
    case 'int':
      return fc.integer({ min: type.min, max: type.max });
    case 'float':
      // No minus zero: it is not told from zero in any text.
      return fc.double({ noNaN: true, noDefaultInfinity: true }).map((value) => value + 0);
    case 'decimal':
      return decimals;
    case 'char':
      return characters;
    case 'Guid':
      return fc.uuid();
    case 'DateTime':
      return property.attributes.some((record) => record.name === 'CalendarDay') ? days : instants;
    case 'DateOnly':
      return days;
    case 'TimeSpan':
      return type.clr === 'TimeOnly' ? timesOfDay : timeSpans;
    case 'Uri':
      return uris;
    case 'bytes':
      return fc.uint8Array({ minLength: 1, maxLength: 9 }).map((bytes) => Buffer.from(bytes).toString('base64'));
  }
}

const decimals = fc
  .tuple(fc.bigInt({ min: -(10n ** 27n), max: 10n ** 27n }), fc.constantFrom('', '.0', '.5', '.25', '.10'))
  .map(([whole, fraction]) => `${whole}${fraction}`);
const characters = fc.oneof(
  fc.constantFrom(' ', ',', '"', '{', ':', '\n', '=', "'", '😀'),
  fc.string({ unit: 'grapheme-ascii', minLength: 1, maxLength: 1 }),
);
const uris = fc.oneof(fc.webUrl({ withQueryParameters: true }), fc.constantFrom('/a?b=c,d', 'urn:x:{1}', 'ö ä'));

const dayMs = 86_400_000;
const earliest = Date.parse('0001-01-01T00:00:00Z');
const latest = Date.parse('9999-12-31T00:00:00Z');
const wholeDays = fc
  .integer({ min: earliest / dayMs, max: latest / dayMs })
  .map((day) => new Date(day * dayMs).toISOString());
const days = wholeDays.map((iso) => iso.slice(0, 10));
const instants = fc
  .oneof(
    wholeDays,
    fc.integer({ min: -1_000_000, max: 4_000_000_000 }).map((second) => new Date(second * 1000).toISOString()),
    fc.integer({ min: earliest, max: latest }).map((ms) => new Date(ms).toISOString()),
  )
  .map((iso) => iso.replace('.000Z', 'Z'));

const secondTicks = 10_000_000n;
const timeSpans = fc
  .oneof(
    fc.bigInt({ min: -86_400n * 10n, max: 86_400n * 10n }).map((seconds) => seconds * secondTicks),
    fc.bigInt({ min: -(10n ** 16n), max: 10n ** 16n }),
  )
  .map(toDurationText);
const timesOfDay = fc.bigInt({ min: 0n, max: 86_399n }).map((seconds) => toDurationText(seconds * secondTicks));

function enumValues(type: EnumType): fc.Arbitrary<unknown> {
  if (type.isFlags) {
    const bits = type.members.map((member) => member.value);
    return fc.subarray(bits, { minLength: 1 }).map((chosen) => chosen.reduce((all, bit) => all | bit, 0));
  }
  return fc.constantFrom(
    ...type.members.map((member) => (type.isText ? type.record.values[member.name] : member.value)),
  );
}
