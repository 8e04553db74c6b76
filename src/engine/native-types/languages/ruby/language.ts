import { rubyHeader } from '../../header-styles';
import type { Language } from '../../language';
import type { OptionKey } from '../../option-keys';
import { emit } from './emit';
import { reserved } from './text';

const scalars: Readonly<Record<string, string>> = {
  ...Object.fromEntries(['String', 'Char', 'Guid', 'Uri', 'Type', 'Byte[]', 'Stream'].map((clr) => [clr, 'String'])),
  ...Object.fromEntries(
    ['SByte', 'Byte', 'Int16', 'Int32', 'Int64', 'UInt16', 'UInt32', 'UInt64'].map((clr) => [clr, 'Integer']),
  ),
  ...Object.fromEntries(['DateTime', 'DateOnly', 'DateTimeOffset'].map((clr) => [clr, 'DateTime'])),
  ...Object.fromEntries(['TimeSpan', 'TimeOnly'].map((clr) => [clr, 'Time'])),
  Boolean: 'TrueClass',
  Single: 'Float',
  Double: 'Float',
  Decimal: 'BigDecimal',
  Object: 'Object',
};

const options: readonly OptionKey[] = [
  'MakePartial',
  'MakeVirtual',
  'MakeInternal',
  'AddReturnMarker',
  'AddDescriptionAsComments',
  'AddDataContractAttributes',
  'AddIndexesToDataMembers',
  'AddGeneratedCodeAttributes',
  'AddResponseStatus',
  'AddImplicitVersion',
  'InitializeCollections',
  'ExportValueTypes',
  'IncludeTypes',
  'ExcludeTypes',
  'AddNamespaces',
  'AddDefaultXmlNamespace',
];

/** Classes for clients of Ruby (metadata-and-types 4.13); texts of types are YARD's. */
export const ruby: Language = {
  key: 'ruby',
  aliases: [],
  label: 'Ruby',
  fileExtension: 'dtos.rb',
  contentType: 'text/plain',
  order: 'deps',
  header: rubyHeader,
  options: () => options,
  names: 'snake_case',
  library: { printed: 'default', packaged: new Set() },
  typeMap: {
    scalars: () => scalars,
    list: (item) => `Array<${item}>`,
    dictionary: (key, value) => `Hash{${key} => ${value}}`,
    generic: (name, args) => `${name}<${args.join(', ')}>`,
  },
  keywords: () => reserved,
  escapeKeyword: (name) => `${name}_`,
  emit,
};
