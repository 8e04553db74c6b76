import type { ScalarKind, TypeModel } from '../core/type-model';

/** Texts of a scalar in XML. */
export interface ScalarText {
  write(value: unknown): string;
  /** To what the binder reads; never fails. */
  read(text: string): unknown;
}

/** Names of scalars as list items and roots, by CLR name. */
const names: Readonly<Record<string, string>> = {
  Boolean: 'boolean',
  Byte: 'unsignedByte',
  'Byte[]': 'base64Binary',
  Char: 'char',
  DateTime: 'dateTime',
  Decimal: 'decimal',
  Double: 'double',
  Guid: 'guid',
  Int16: 'short',
  Int32: 'int',
  Int64: 'long',
  SByte: 'byte',
  Single: 'float',
  Stream: 'base64Binary',
  String: 'string',
  TimeOnly: 'duration',
  TimeSpan: 'duration',
  Type: 'string',
  UInt16: 'unsignedShort',
  UInt32: 'unsignedInt',
  UInt64: 'unsignedLong',
  Uri: 'anyURI',
};

export function xmlScalarName(type: Extract<TypeModel, { kind: 'scalar' }>): string {
  return names[type.clr] ?? type.clr;
}

const plain: ScalarText = { write: plainText, read: (text) => text };
/** .NET writes a character as its number. */
const char: ScalarText = {
  write: (value) => String(String(value).codePointAt(0) ?? 0),
  read: (text) => {
    const code = Number(text);
    return /^\s*\d{1,7}\s*$/.test(text) && code <= 0x10ffff ? String.fromCodePoint(code) : text;
  },
};
/** base64 may be broken into lines. */
const bytes: ScalarText = { write: plainText, read: (text) => text.replace(/\s+/g, '') };

export function scalarText(scalar: ScalarKind): ScalarText {
  if (scalar === 'char') return char;
  return scalar === 'bytes' ? bytes : plain;
}

function plainText(value: unknown): string {
  if (typeof value === 'number' && !Number.isFinite(value)) {
    return Number.isNaN(value) ? 'NaN' : value > 0 ? 'INF' : '-INF';
  }
  return value instanceof Date ? value.toISOString() : String(value);
}

/** The two parts of a DateTimeOffset: the instant in UTC, and how far the writer's clock is off it. */
export function offsetParts(value: unknown): { DateTime: string; OffsetMinutes: string } {
  const text = plainText(value);
  const match = /T.*([+-])(\d\d):?(\d\d)$/.exec(text);
  const instant = match ? Date.parse(text) : Number.NaN;
  if (!match || Number.isNaN(instant)) return { DateTime: text, OffsetMinutes: '0' };
  const minutes = Number(match[2]) * 60 + Number(match[3]);
  return {
    DateTime: new Date(instant).toISOString().replace('.000Z', 'Z'),
    OffsetMinutes: String(match[1] === '-' && minutes > 0 ? -minutes : minutes),
  };
}
