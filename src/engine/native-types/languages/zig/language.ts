import { zigHeader } from '../../header-styles';
import type { Language } from '../../language';
import { sharedOptions } from '../../option-keys';
import { machineNumbers, scalarTexts } from '../../scalar-texts';
import { emit } from './emit';

const scalars = scalarTexts(
  { text: '[]const u8', instant: '[]const u8', span: '[]const u8', bytes: '[]const u8' },
  { ...machineNumbers, Boolean: 'bool', Object: 'std.json.Value' },
);

/** Structs for clients of Zig, as std.json reads and writes them (metadata-and-types 4.13). */
export const zig: Language = {
  key: 'zig',
  label: 'Zig',
  fileExtension: 'dtos.zig',
  order: 'deps',
  header: zigHeader,
  options: () => sharedOptions.typescript,
  names: 'textCase',
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
