import { slashHeader } from '../../header-styles';
import type { Language, TypeMap } from '../../language';
import { sharedOptions } from '../../option-keys';
import { emit } from './emit';

const numbers = ['Byte', 'Int16', 'Int32', 'Int64', 'UInt16', 'UInt32', 'UInt64', 'Single', 'Double', 'Decimal'];
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
  ...Object.fromEntries(numbers.map((clr) => [clr, 'number'])),
  ...Object.fromEntries(texts.map((clr) => [clr, 'string'])),
  Boolean: 'boolean',
  'Byte[]': 'string',
  Stream: 'string',
  Object: 'Object',
};

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
  aliases: [],
  label: 'TypeScript',
  tab: 'TypeScript',
  fileExtension: 'dtos.ts',
  contentType: 'text/plain',
  order: 'deps',
  header: slashHeader,
  options: () => sharedOptions.typescript,
  presets: { exportAsTypes: true },
  names: 'textCase',
  library: { printed: 'default', packaged: new Set(), declaresInterfaces: true },
  typeMap,
  emit,
};
