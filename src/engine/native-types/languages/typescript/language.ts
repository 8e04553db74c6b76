import { slashHeader } from '../../header-styles';
import type { Language, TypeMap } from '../../language';
import { sharedOptions } from '../../option-keys';
import { scalarTexts } from '../../scalar-texts';
import { emit } from './emit';

const scalars = scalarTexts(
  { text: 'string', instant: 'string', span: 'string', bytes: 'string', integer: 'number', fraction: 'number' },
  { Boolean: 'boolean', Object: 'Object' },
);

/** Texts of types that TypeScript, and JSDoc in JavaScript, share. */
export const typeMap: TypeMap = {
  scalars: () => scalars,
  list: (item) => `${item}[]`,
  dictionary: (key, value, { options, isNested }) => {
    const index = isNested ? '[index:' : options.indexSignature;
    return `{ ${index}${/^(?:string|number|boolean)$/.test(key) ? key : 'string'}]: ${value}; }`;
  },
  generic: (name, args) => `${name}<${args.join(', ')}>`,
};

/** Classes for clients of TypeScript (metadata-and-types 4.2). */
export const typescript: Language = {
  key: 'typescript',
  label: 'TypeScript',
  tab: 'TypeScript',
  fileExtension: 'dtos.ts',
  order: 'deps',
  header: slashHeader,
  options: () => sharedOptions.typescript,
  presets: { exportAsTypes: true },
  names: 'textCase',
  library: { declaresInterfaces: true },
  typeMap,
  emit,
};
