import type { EnumMember, EnumType, TypeModel } from '../../core/type-model';

type Scalar = Extract<TypeModel, { kind: 'scalar' }>;

/** The example of a scalar as a Service would hand it over; of types that nothing can be made of, `null` (metadata-and-types 2.2). */
export function exampleScalar({ scalar, clr }: Scalar): unknown {
  if (clr === 'Stream' || clr === 'Type') return null;
  switch (scalar) {
    case 'string':
      return 'String';
    case 'bool':
      return false;
    case 'int':
    case 'float':
    case 'decimal':
      return 0;
    case 'char':
      return '\0';
    case 'Guid':
      return '00000000-0000-0000-0000-000000000000';
    case 'DateTime':
      // Of no time zone: what the CLR starts with is no instant.
      return clr === 'DateTimeOffset' ? '0001-01-01T00:00:00+00:00' : '0001-01-01T00:00:00';
    case 'DateOnly':
      return '0001-01-01';
    case 'TimeSpan':
      return 'PT0S';
    case 'bytes':
      return 'AA==';
    case 'Uri':
      return null;
    case 'object':
      return {};
  }
}

/**
 * The member with the lowest value, negative ones last; of a nullable enum the one whose value is 0. `undefined`: there is
 * none, and the value is 0.
 */
export function exampleMember({ members }: EnumType, isNullable: boolean): EnumMember | undefined {
  if (isNullable) return members.find(({ value }) => value === 0);
  const [first, ...others] = members;
  return first && others.reduce((low, member) => (bits(member) < bits(low) ? member : low), first);
}

/** The value's bits, read as a number without sign. */
function bits({ value }: EnumMember): bigint {
  return BigInt.asUintN(64, BigInt(value));
}

/** The value of a member in TypeScript, whose enums hold numbers or names. */
export function enumValue({ isText, record }: EnumType, member: EnumMember | undefined): string | number {
  if (!member) return 0;
  return isText ? (record.values[member.name] ?? member.name) : member.value;
}
