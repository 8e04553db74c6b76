import type { EnumType, TypeModel } from '../core/type-model';
import type { WireSettings } from '../core/wire-settings';
import type { Schema } from './openapi-types';

/** Which profile of the wire the document describes (decisions D3). */
export type WireProfile = WireSettings['profile'];

type Scalar = Extract<TypeModel, { kind: 'scalar' }>;

const int32: ReadonlySet<string> = new Set(['Int32', 'Int16', 'UInt16', 'Byte', 'SByte']);
/** The formats say these bounds by themselves. */
const whole: ReadonlySet<string> = new Set(['Int32']);

/** The schema of a CLR scalar, not nullable (metadata-and-types 7). */
export function scalarSchema(type: Scalar, profile: WireProfile): Schema {
  switch (type.scalar) {
    case 'string':
      return { type: 'string' };
    case 'char':
      return { type: 'string', minLength: 1, maxLength: 1 };
    case 'bool':
      return { type: 'boolean' };
    case 'int':
      return integerSchema(type);
    case 'float':
      return { type: 'number', format: type.clr === 'Single' ? 'float' : 'double' };
    case 'decimal':
      return { type: 'number', format: 'double' };
    case 'Guid':
      return profile === 'system'
        ? { type: 'string', format: 'uuid' }
        : { type: 'string', pattern: '^[0-9A-Fa-f]{8}(?:-?[0-9A-Fa-f]{4}){3}-?[0-9A-Fa-f]{12}$' };
    case 'DateTime':
      // `/Date(978307200000)/` is no date-time of RFC 3339.
      return profile === 'system' ? { type: 'string', format: 'date-time' } : { type: 'string' };
    case 'DateOnly':
      return { type: 'string', format: 'date' };
    case 'TimeSpan':
      return { type: 'string', format: 'duration' };
    case 'Uri':
      return { type: 'string', format: 'uri' };
    case 'bytes':
      return { type: 'string', contentEncoding: 'base64' };
    case 'object':
      return {};
  }
}

function integerSchema({ clr, min, max }: Scalar): Schema {
  const format = int32.has(clr) ? 'int32' : 'int64';
  return { type: 'integer', format, ...(!whole.has(clr) && { minimum: min, maximum: max }) };
}

/** A day as its first ten characters say it; what follows them does not count (decisions D27). */
export const calendarDaySchema: Schema = { type: 'string', pattern: '^\\d{4}-\\d{2}-\\d{2}' };

/** A time of the company's wall clock: no instant, hence without offset (decisions D27). */
export const wallTimeSchema: Schema = { type: 'string', pattern: '^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}' };

/**
 * Texts of an enum; flags are a number whose bits are named in `x-enumNames`, since each sum of them is a value too.
 */
export function enumSchema({ isFlags, members }: EnumType): Schema {
  const descriptions = members.map(({ description }) => description ?? '');
  const described = descriptions.some((text) => text !== '') && { 'x-enumDescriptions': descriptions };
  if (!isFlags) return { type: 'string', enum: members.map(({ wire }) => wire), ...described };
  return {
    type: 'integer',
    minimum: 0,
    maximum: members.reduce((bits, { value }) => bits | value, 0),
    'x-enumNames': members.map(({ name }) => name),
    'x-enumValues': members.map(({ value }) => value),
    ...described,
  };
}

/** The same, or null: a further type where the schema has one, else a choice. */
export function orNull(schema: Schema): Schema {
  const { type, enum: values, description, deprecated, ...rest } = schema;
  if (typeof type !== 'string') {
    // `{}` takes null as it is.
    if (Object.keys(rest).length === 0) return schema;
    const about = { ...(description !== undefined && { description }), ...(deprecated && { deprecated }) };
    return { ...about, anyOf: [rest, { type: 'null' }] };
  }
  return { ...schema, type: [type, 'null'], ...(values && { enum: [...values, null] }) };
}
