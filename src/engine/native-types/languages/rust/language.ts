import { nestingHeader } from '../../header-styles';
import type { Language } from '../../language';
import { sharedOptions } from '../../option-keys';
import { emit } from './emit';

const texts = ['String', 'DateTime', 'DateOnly', 'DateTimeOffset', 'TimeSpan', 'TimeOnly', 'Guid', 'Uri', 'Type'];

const scalars: Readonly<Record<string, string>> = {
  ...Object.fromEntries(texts.map((clr) => [clr, 'String'])),
  Boolean: 'bool',
  Char: 'char',
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
  'Byte[]': 'Vec<u8>',
  Stream: 'Vec<u8>',
  Object: 'Value',
};

/** Of these a map's keys cannot be hashed. */
const noKey = /^(?:f32|f64|Value|Vec<.*|HashMap<.*|Option<.*)$/;

/** Structs for clients of Rust, with serde (metadata-and-types 4.13); whatever they refer to is in the text. */
export const rust: Language = {
  key: 'rust',
  aliases: [],
  label: 'Rust',
  fileExtension: 'dtos.rs',
  contentType: 'text/plain',
  order: 'deps',
  header: nestingHeader,
  options: () => sharedOptions.typescript,
  names: 'snake_case',
  library: { printed: 'default', packaged: new Set() },
  typeMap: {
    scalars: () => scalars,
    list: (item) => `Vec<${item}>`,
    dictionary: (key, value) => `HashMap<${noKey.test(key) ? 'String' : key}, ${value}>`,
    generic: (name, args) => `${name}<${args.join(', ')}>`,
    nullable: (inner) => `Option<${inner}>`,
  },
  emit,
};
