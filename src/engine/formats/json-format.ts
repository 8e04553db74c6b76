import type { ContentFormat, ReadBody, WriteOptions } from './content-format';
import { textOf } from './text-body';
import { toWire } from './wire-tree';

/** JSON (http-contract 3.6, 4.4): compact, null members left out, dictionary keys as they are. */
export const jsonFormat: ContentFormat = {
  key: 'json',
  contentType: 'application/json',
  header: 'application/json; charset=utf-8',
  accepts: ['application/json', 'text/json'],

  read(body: Buffer): ReadBody {
    return readJsonText(textOf(body));
  },

  write(value: unknown, { type, style, isIndented }: WriteOptions): string {
    const convert = type && toWire(type, style);
    const wire = convert ? convert(value) : value;
    const replacer = style.nulls === 'omit' && hasNull(wire) ? withoutNulls : undefined;
    const text = JSON.stringify(wire, replacer, isIndented ? 2 : undefined) ?? 'null';
    // The slashes of `\/Date(ms)\/` are escaped: old clients look for exactly that (FMT-14).
    return style.dates === 'wcf' ? text.replace(/"\/Date\((-?\d+)\)\/"/g, '"\\/Date($1)\\/"') : text;
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

/** A replacer costs half of the writing again, so look first whether one is needed. */
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
