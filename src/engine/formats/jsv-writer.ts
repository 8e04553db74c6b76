import type { WriteOptions } from './content-format';
import { BareText } from './wire-scalars';
import { jsvStyleOf } from './wire-style';
import { toWire, typeOfInstance } from './wire-tree';

// A blank at either end is quoted too: readers that skip blanks before values exist (metadata-and-types 2.4).
const needsQuotes = /[":,{}[\]\r\n]|^\s|\s$/;

/** Writes an answer as one line of JSV (http-contract 4.7). */
export function writeJsv(value: unknown, { type, style }: Pick<WriteOptions, 'type' | 'style'>): string {
  const known = type ?? typeOfInstance(value);
  const convert = known && toWire(known, jsvStyleOf(style));
  return jsvText(convert ? convert(value) : value);
}

/**
 * A tree of plain values as JSV: names and texts unquoted where that is unambiguous, null members left out.
 *
 * A null element of a list is an empty place: `[a,,b]`. The only element being null, nothing tells it from the empty list.
 */
export function jsvText(value: unknown): string {
  switch (typeof value) {
    case 'string':
      return value === '' || needsQuotes.test(value) ? `"${value.replaceAll('"', '""')}"` : value;
    case 'boolean':
      return value ? 'True' : 'False';
    case 'number':
    case 'bigint':
      return String(value);
    case 'object':
      return value === null ? '' : structureText(value);
    default:
      return '';
  }
}

function structureText(value: object): string {
  if (value instanceof BareText) return value.text;
  if (Array.isArray(value)) return `[${value.map(jsvText).join(',')}]`;
  if ('toJSON' in value && typeof value.toJSON === 'function') return jsvText(value.toJSON());
  let members = '';
  for (const [name, member] of Object.entries(value)) {
    if (member === null || member === undefined) continue;
    members += `${members && ','}${jsvText(name)}:${jsvText(member)}`;
  }
  return `{${members}}`;
}

/** What `?debug` shows of an answer (FMT-40): its JSV, one member a line. */
export function writeJsvDump(value: unknown, options: WriteOptions): string {
  return formatJsv(writeJsv(value, options));
}

/**
 * Lays JSV out with tabs, for people (metadata-and-types 2.4): `name: value`, structures on lines of their own. Characters
 * of structure inside quoted texts break lines too, as clients' tools have always shown it.
 */
export function formatJsv(jsv: string): string {
  let out = '';
  let depth = 0;
  let isQuoted = false;
  let isNamed = false;
  const breakLine = () => {
    out += `\n${'\t'.repeat(Math.max(depth, 0))}`;
    isNamed = false;
  };
  for (let at = 0; at < jsv.length; at++) {
    const char = jsv.charAt(at);
    if (char === '"') isQuoted = !isQuoted;
    if (char === '{' || char === '[') {
      if (jsv[at - 1] === ':') {
        if (jsv[at + 1] === (char === '{' ? '}' : ']')) {
          out += jsv.slice(at, at + 2);
          at += 1;
          continue;
        }
        breakLine();
      }
      out += char;
      depth += 1;
      breakLine();
    } else if (char === '}' || char === ']') {
      depth -= 1;
      breakLine();
      out += char;
    } else if (char === ',' && !isQuoted) {
      out += char;
      breakLine();
    } else if (char === ':' && !isNamed) {
      out += ': ';
      isNamed = true;
    } else out += char;
  }
  return out;
}
