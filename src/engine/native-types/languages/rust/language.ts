import { nestingHeader } from '../../header-styles';
import type { Language } from '../../language';
import { sharedOptions } from '../../option-keys';
import { machineNumbers, scalarTexts } from '../../scalar-texts';
import { emit } from './emit';

const scalars = scalarTexts(
  { text: 'String', instant: 'String', span: 'String', bytes: 'Vec<u8>' },
  { ...machineNumbers, Boolean: 'bool', Char: 'char', Object: 'Value' },
);

/** Of these a map's keys cannot be hashed. */
const noKey = /^(?:f32|f64|Value|Vec<.*|HashMap<.*|Option<.*)$/;

/** Structs for clients of Rust, with serde (metadata-and-types 4.13); whatever they refer to is in the text. */
export const rust: Language = {
  key: 'rust',
  label: 'Rust',
  fileExtension: 'dtos.rs',
  order: 'deps',
  header: nestingHeader,
  options: () => sharedOptions.typescript,
  names: 'snake_case',
  typeMap: {
    scalars: () => scalars,
    list: (item) => `Vec<${item}>`,
    dictionary: (key, value) => `HashMap<${noKey.test(key) ? 'String' : key}, ${value}>`,
    generic: (name, args) => `${name}<${args.join(', ')}>`,
    nullable: (inner) => `Option<${inner}>`,
  },
  emit,
};
