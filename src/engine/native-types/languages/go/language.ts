import { slashHeader } from '../../header-styles';
import type { Language } from '../../language';
import { sharedOptions } from '../../option-keys';
import { scalarTexts } from '../../scalar-texts';
import { emit } from './emit';

const scalars = scalarTexts(
  { text: 'string', instant: 'time.Time', span: 'time.Duration', bytes: '[]byte', fraction: 'float64' },
  {
    Boolean: 'bool',
    SByte: 'int8',
    Byte: 'byte',
    Int16: 'int16',
    Int32: 'int',
    Int64: 'int64',
    UInt16: 'uint16',
    UInt32: 'uint32',
    UInt64: 'uint64',
    Single: 'float32',
    Object: 'interface{}',
  },
);

/** What cannot be a key of a JSON object in Go. */
const noKey = /^(?:bool|float32|float64|interface\{\}|\[.*|map\[.*|\*.*)$/;

/** Structs for clients of Go (metadata-and-types 4.13); whatever they refer to is in the text. */
export const go: Language = {
  key: 'go',
  label: 'Go',
  fileExtension: 'dtos.go',
  order: 'deps',
  header: slashHeader,
  options: () => sharedOptions.typescript,
  names: 'textCase',
  typeMap: {
    scalars: () => scalars,
    list: (item) => `[]${item}`,
    dictionary: (key, value) => `map[${noKey.test(key) ? 'string' : key}]${value}`,
    generic: (name, args) => `${name}[${args.join(', ')}]`,
    nullable: (inner) => `*${inner}`,
  },
  emit,
};
