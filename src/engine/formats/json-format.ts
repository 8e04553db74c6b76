import type { ContentFormat, ReadBody, ReadTarget, WriteOptions } from './content-format';
import { dtoHoldsDecimal, holdsDecimal, readDecimals, stringifyDecimals } from './decimal-json';
import { textOf } from './text-body';
import { withDecimalNumbers } from './wire-style';
import { toWire } from './wire-tree';

/** JSON (http-contract 3.6, 4.4): compact, null members left out, dictionary keys as they are. */
export const jsonFormat: ContentFormat = {
  key: 'json',
  contentType: 'application/json',
  header: 'application/json; charset=utf-8',
  accepts: ['application/json', 'text/json'],

  read(body: Buffer, { type, isBatch }: ReadTarget): ReadBody {
    const text = textOf(body);
    const read = readJsonText(text);
    if (!dtoHoldsDecimal(type)) return read;
    return { ...read, value: readDecimals(text, type, isBatch) ?? read.value };
  },

  write(value: unknown, { type, style, isIndented }: WriteOptions): string {
    const isExact = type !== undefined && holdsDecimal(type);
    const convert = type && toWire(type, isExact ? withDecimalNumbers(style) : style);
    const wire = convert ? convert(value) : value;
    const indent = isIndented ? 2 : 0;
    const text = withUpperCaseEscapes(
      isExact
        ? stringifyDecimals(wire, style.nulls !== 'omit', indent)
        : stringify(wire, style.nulls === 'omit', indent),
    );
    // The slashes of `\/Date(ms)\/` are escaped: old clients look for exactly that (FMT-14).
    return style.dates === 'wcf' ? text.replace(/"\/Date\((-?\d+(?:[+-]\d{4})?)\)\/"/g, '"\\/Date($1)\\/"') : text;
  },
};

/** Errors: SyntaxError that says what is wrong without repeating the body. */
export function readJsonText(text: string): ReadBody {
  try {
    // NUL and lone surrogates can only be written as escapes.
    return { value: JSON.parse(text) as unknown, checkText: text.includes('\\u') };
  } catch (error) {
    // JSON.parse repeats a piece of the body in its message; the caller knows the body, the log need not.
    const detail = (error as Error).message.replace(/,? ?"[\s\S]*$/, '').slice(0, 120);
    throw new SyntaxError(`the body is no JSON: ${detail}.`);
  }
}

function stringify(wire: unknown, omitsNulls: boolean, indent: number): string {
  const text = JSON.stringify(wire, undefined, indent) ?? 'null';
  // Looking through the text for the word is many times faster than looking through the values.
  if (!omitsNulls || !text.includes('null') || !hasNull(wire)) return text;
  return JSON.stringify(wire, withoutNulls, indent) ?? 'null';
}

/** `\u001F` (http-contract 4.4): native JSON writes its few escapes of that kind in lower case. */
function withUpperCaseEscapes(text: string): string {
  if (!text.includes('\\u')) return text;
  return text.replace(/\\(?:u([0-9a-f]{4})|.)/g, (all, hex?: string) => (hex ? `\\u${hex.toUpperCase()}` : all));
}

/** Whether the word stands for a value; it may be a piece of a text. */
function hasNull(value: unknown): boolean {
  if (value === null) return true;
  if (typeof value !== 'object') return false;
  if (Array.isArray(value)) return value.some(hasNull);
  for (const key in value) if (hasNull((value as Record<string, unknown>)[key])) return true;
  return false;
}

function withoutNulls(this: unknown, _key: string, value: unknown): unknown {
  return value === null && !Array.isArray(this) ? undefined : value;
}
