import type { DtoProperty, EnumType, TypeModel } from '../core/type-model';
import { type BindContext, isStorable } from './bind-context';
import { readCalendarDay, readDateTime } from './date-text';
import { readDecimal } from './decimal-text';
import { readTimeSpan } from './time-span-text';

/**
 * Makes a member's value from what JSON, JSV or a query gave; never called for null or undefined.
 * What cannot be read is noted in the context and becomes `undefined`. `depth` counts the levels above the value.
 */
export type Converter = (value: unknown, context: BindContext, name: string, depth: number) => unknown;

const guid = /^[{(]?([0-9a-f]{8})-?([0-9a-f]{4})-?([0-9a-f]{4})-?([0-9a-f]{4})-?([0-9a-f]{12})[)}]?$/i;
const integer = /^[+-]?\d{1,19}$/;
const decimal = /^[+-]?(?:\d+(?:,\d{3})*)?(?:\.\d*)?(?:e[+-]?\d{1,3})?$/i;
const base64 = /^[A-Za-z0-9+/]*={0,2}$/;
const yes = new Set(['true', '1', 't', 'y', 'on', 'yes']);
const no = new Set(['false', '0', 'f', 'n', 'off', 'no', '']);

function toText(value: unknown, context: BindContext, name: string): string | undefined {
  if (typeof value === 'string') {
    if (context.checkText && !isStorable(value))
      return context.fail(name, value, 'text without NUL and half surrogate pairs');
    return value;
  }
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  return context.fail(name, value, 'a text');
}

// "false" is false: scalars are read by the member's type, never by JavaScript's truth.
function toBool(value: unknown, context: BindContext, name: string): boolean | undefined {
  if (typeof value === 'boolean') return value;
  const text =
    typeof value === 'number' ? String(value) : typeof value === 'string' ? value.trim().toLowerCase() : undefined;
  if (text !== undefined && yes.has(text)) return true;
  if (text !== undefined && no.has(text)) return false;
  return context.fail(name, value, 'true or false');
}

function toInt(min: number, max: number): Converter {
  const expected = `a whole number from ${min} to ${max}`;
  return (value, context, name) => {
    const text = typeof value === 'string' ? value.trim() : undefined;
    const number =
      typeof value === 'number' ? value : text !== undefined && integer.test(text) ? Number(text) : Number.NaN;
    return Number.isInteger(number) && number >= min && number <= max
      ? number + 0
      : context.fail(name, value, expected);
  };
}

function toFloat(value: unknown, context: BindContext, name: string): number | undefined {
  const text = typeof value === 'string' ? value.trim() : '';
  const number =
    typeof value === 'number'
      ? value
      : decimal.test(text) && /\d/.test(text)
        ? Number(text.replaceAll(',', ''))
        : Number.NaN;
  return Number.isFinite(number) ? number : context.fail(name, value, 'a number');
}

function toDecimal(value: unknown, context: BindContext, name: string): string | undefined {
  const text = typeof value === 'number' || typeof value === 'string' ? readDecimal(String(value)) : undefined;
  return text ?? context.fail(name, value, 'a decimal number');
}

function fromText(read: (text: string) => string | undefined, expected: string): Converter {
  return (value, context, name) =>
    (typeof value === 'string' || typeof value === 'number' ? read(String(value)) : undefined) ??
    context.fail(name, value, expected);
}

const canonicalGuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

function readGuid(text: string): string | undefined {
  if (canonicalGuid.test(text)) return text;
  const match = guid.exec(text.trim());
  return match ? match.slice(1).join('-').toLowerCase() : undefined;
}

function readBase64(text: string): string | undefined {
  // A blank is a plus that a query string has decoded (BND-22), at the start too.
  const restored = text.replaceAll(' ', '+').trim();
  return base64.test(restored) && restored.length % 4 === 0 ? restored : undefined;
}

function readUri(text: string): string | undefined {
  return isStorable(text) && !/\p{Cc}/u.test(text) ? text : undefined;
}

function readChar(text: string): string | undefined {
  return text === '' || !isStorable(text) ? undefined : String.fromCodePoint(text.codePointAt(0) ?? 0);
}

function toUntyped(value: unknown, context: BindContext, _name: string, depth: number): unknown {
  context.checkUntyped(value, depth + 1);
  return value;
}

const dateTime = fromText(readDateTime, 'a date and time such as 2001-01-31T10:00:00Z');
const calendarDay = fromText(readCalendarDay, 'a date such as 2001-01-31');

/** The converter of a scalar member. */
export function scalarConverter(type: Extract<TypeModel, { kind: 'scalar' }>, property: DtoProperty): Converter {
  switch (type.scalar) {
    case 'string':
      return toText;
    case 'bool':
      return toBool;
    case 'int':
      return toInt(type.min ?? 0, type.max ?? 0);
    case 'float':
      return toFloat;
    case 'decimal':
      return toDecimal;
    case 'char':
      return fromText(readChar, 'one character');
    case 'Guid':
      return fromText(readGuid, 'a Guid of 32 hexadecimal digits');
    case 'DateTime':
      return property.attributes.some((record) => record.name === 'CalendarDay') ? calendarDay : dateTime;
    case 'DateOnly':
      return fromText((text) => readCalendarDay(text)?.slice(0, 10), 'a date such as 2001-01-31');
    case 'TimeSpan':
      return fromText(readTimeSpan, 'a time span such as PT1H30M or 01:30:00');
    case 'Uri':
      return fromText(readUri, 'a URI');
    case 'bytes':
      return fromText(readBase64, 'base64 text');
    case 'object':
      return toUntyped;
  }
}

/** By name in any letter case, by wire value, or by number; flags also as a comma list (BND-16, BND-17). */
export function enumConverter(type: EnumType): Converter {
  const byText = new Map<string, number>();
  for (const member of type.members) {
    byText.set(member.name.toLowerCase(), member.value);
    byText.set(member.wire.toLowerCase(), member.value);
  }
  const numbers = new Set(type.members.map((member) => member.value));
  const allBits = type.members.reduce((bits, member) => bits | member.value, 0);
  const isKnown = (value: number) => (type.isFlags ? (value & ~allBits) === 0 : numbers.has(value));
  const expected = `one of ${type.members.map((member) => member.wire).join(', ')}`;
  const read = (text: string): number | undefined => {
    const trimmed = text.trim();
    if (integer.test(trimmed)) return isKnown(Number(trimmed)) ? Number(trimmed) : undefined;
    if (!type.isFlags) return byText.get(trimmed.toLowerCase());
    const parts = trimmed.split(',').map((part) => byText.get(part.trim().toLowerCase()));
    return parts.some((part) => part === undefined)
      ? undefined
      : parts.reduce<number>((bits, part) => bits | (part ?? 0), 0);
  };
  return (value, context, name) => {
    const found = typeof value === 'string' || typeof value === 'number' ? read(String(value)) : undefined;
    if (found === undefined) return context.fail(name, value, expected);
    return type.isText ? type.record.values[type.members.find((member) => member.value === found)?.name ?? ''] : found;
  };
}
