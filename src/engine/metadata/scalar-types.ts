import type { ScalarKind } from '../core/type-model';

interface ScalarType {
  readonly clr: string;
  readonly scalar: ScalarKind;
  readonly min?: number;
  readonly max?: number;
}

const safe = Number.MAX_SAFE_INTEGER;

function int(clr: string, min: number, max: number): ScalarType {
  return { clr, scalar: 'int', min, max };
}

/** CLR scalars under their own names and C#'s aliases. Int64 is bounded by what a JavaScript number holds exactly (decisions D26). */
export const scalarTypes: ReadonlyMap<string, ScalarType> = new Map<string, ScalarType>([
  ...named({ clr: 'String', scalar: 'string' }, 'string'),
  ...named({ clr: 'Boolean', scalar: 'bool' }, 'bool', 'boolean'),
  ...named({ clr: 'Char', scalar: 'char' }, 'char'),
  ...named(int('SByte', -128, 127), 'sbyte'),
  ...named(int('Byte', 0, 255), 'byte'),
  ...named(int('Int16', -32_768, 32_767), 'short'),
  ...named(int('UInt16', 0, 65_535), 'ushort'),
  ...named(int('Int32', -2_147_483_648, 2_147_483_647), 'int'),
  ...named(int('UInt32', 0, 4_294_967_295), 'uint'),
  ...named(int('Int64', -safe, safe), 'long'),
  ...named(int('UInt64', 0, safe), 'ulong'),
  ...named({ clr: 'Single', scalar: 'float' }, 'float'),
  ...named({ clr: 'Double', scalar: 'float' }, 'double'),
  ...named({ clr: 'Decimal', scalar: 'decimal' }, 'decimal'),
  ...named({ clr: 'Guid', scalar: 'Guid' }),
  ...named({ clr: 'DateTime', scalar: 'DateTime' }),
  ...named({ clr: 'DateTimeOffset', scalar: 'DateTime' }),
  ...named({ clr: 'DateOnly', scalar: 'DateOnly' }),
  ...named({ clr: 'TimeSpan', scalar: 'TimeSpan' }),
  ...named({ clr: 'TimeOnly', scalar: 'TimeSpan' }),
  ...named({ clr: 'Uri', scalar: 'Uri' }),
  ...named({ clr: 'Type', scalar: 'string' }),
  ...named({ clr: 'Stream', scalar: 'bytes' }),
  ...named({ clr: 'Object', scalar: 'object' }, 'object'),
]);

function named(type: ScalarType, ...aliases: string[]): [string, ScalarType][] {
  return [type.clr, ...aliases].map((name) => [name, type]);
}

/** Generic types that hold a sequence. */
export const listTypes: ReadonlySet<string> = new Set([
  'List',
  'IList',
  'ICollection',
  'IEnumerable',
  'IReadOnlyList',
  'IReadOnlyCollection',
  'HashSet',
  'ISet',
  'Collection',
]);
export const dictionaryTypes: ReadonlySet<string> = new Set(['Dictionary', 'IDictionary', 'IReadOnlyDictionary']);
/** Reference types: `?` on them marks a nullable reference, not a nullable value. */
export const referenceScalars: ReadonlySet<string> = new Set(['String', 'Uri', 'Type', 'Stream', 'Object']);
