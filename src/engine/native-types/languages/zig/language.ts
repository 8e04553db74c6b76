import { zigHeader } from '../../header-styles';
import type { Language } from '../../language';
import { sharedOptions } from '../../option-keys';
import { emit } from './emit';

const texts = [
  'String',
  'Char',
  'DateTime',
  'DateOnly',
  'DateTimeOffset',
  'TimeSpan',
  'TimeOnly',
  'Guid',
  'Uri',
  'Type',
];

const scalars: Readonly<Record<string, string>> = {
  ...Object.fromEntries([...texts, 'Byte[]', 'Stream'].map((clr) => [clr, '[]const u8'])),
  Boolean: 'bool',
  SByte: 'i8',
  Byte: 'u8',
  Int16: 'i16',
  Int32: 'i32',
  Int64: 'i64',
  UInt16: 'u16',
  UInt32: 'u32',
  UInt64: 'u64',
  Single: 'f32',
  Double: 'f64',
  Decimal: 'f64',
  Object: 'std.json.Value',
};

/** Structs for clients of Zig, as std.json reads and writes them (metadata-and-types 4.13). */
export const zig: Language = {
  key: 'zig',
  aliases: [],
  label: 'Zig',
  fileExtension: 'dtos.zig',
  contentType: 'text/plain',
  order: 'deps',
  header: zigHeader,
  options: () => sharedOptions.typescript,
  names: 'textCase',
  library: { printed: 'default', packaged: new Set() },
  typeMap: {
    scalars: () => scalars,
    list: (item) => `[]${item}`,
    // Whatever its keys are, those of a JSON object are text.
    dictionary: (_key, value) => `std.json.ArrayHashMap(${value})`,
    generic: (name, args) => `${name}(${args.join(', ')})`,
    nullable: (inner) => `?${inner}`,
  },
  emit,
};
