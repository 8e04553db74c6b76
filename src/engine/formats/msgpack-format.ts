import { Packr } from 'msgpackr';
import type { ContentFormat, ReadBody, WriteOptions } from './content-format';
import { readMsgpack } from './msgpack-reader';
import { systemStyle, type WireStyle } from './wire-style';
import { toWire } from './wire-tree';

// Maps of the plain specification: clients of other languages know nothing of the library's records and references.
const packr = new Packr({ useRecords: false, moreTypes: false, encodeUndefinedAsNil: true });

/**
 * MessagePack (http-contract 4.10): maps keyed by declared names, null members left out, dates as ISO-8601 text, Guids,
 * time spans and bytes as text like in JSON. `?jsconfig=` does not change it.
 */
export const msgpackFormat: ContentFormat = {
  key: 'x-msgpack',
  contentType: 'application/x-msgpack',
  header: 'application/x-msgpack',
  accepts: ['application/x-msgpack', 'application/msgpack', 'application/vnd.msgpack'],

  read(body: Buffer): ReadBody {
    const { value, hasNul } = readMsgpack(body);
    return { value, checkText: hasNul };
  },

  write(value: unknown, { type, style }: WriteOptions): Buffer {
    const convert = type && toWire(type, style.absent === 'default' ? withDefaults : declaredNames);
    return packr.pack(packable(convert ? convert(value) : value));
  },
};

const declaredNames: WireStyle = { ...systemStyle, names: 'declared' };
const withDefaults: WireStyle = { ...declaredNames, absent: 'default' };

/** What the library writes without extensions: maps rather than objects, whose keys it may take for methods. */
function packable(value: unknown): unknown {
  if (typeof value === 'string') return value.isWellFormed() ? value : value.toWellFormed();
  // The library writes whole numbers beyond 32 bits as floats, which clients do not read into an Int64.
  if (typeof value === 'number')
    return Number.isSafeInteger(value) && (value > 0xffff_ffff || value < -0x8000_0000) ? BigInt(value) : value;
  if (value === null || typeof value !== 'object') return typeof value === 'boolean' ? value : null;
  if (Array.isArray(value)) return value.map(packable);
  if (value instanceof Date) return value.toISOString();
  const entries = Object.entries(value).filter(([, member]) => member !== undefined && member !== null);
  return new Map(entries.map(([name, member]) => [name.toWellFormed(), packable(member)]));
}
