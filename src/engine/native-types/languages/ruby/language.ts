import { rubyHeader } from '../../header-styles';
import type { Language } from '../../language';
import { type OptionKey, sharedOptions } from '../../option-keys';
import { scalarTexts } from '../../scalar-texts';
import { emit } from './emit';
import { reserved } from './text';

const scalars = scalarTexts(
  { text: 'String', bytes: 'String', integer: 'Integer', fraction: 'Float', instant: 'DateTime', span: 'Time' },
  { SByte: 'Integer', Boolean: 'TrueClass', Decimal: 'BigDecimal', Object: 'Object' },
);

const notInRuby: readonly OptionKey[] = ['GlobalNamespace', 'MakeDataContractsExtensible', 'AddNullableAnnotations'];
const options = sharedOptions.csharp.filter((key) => !notInRuby.includes(key));

/** Classes for clients of Ruby (metadata-and-types 4.13); texts of types are YARD's. */
export const ruby: Language = {
  key: 'ruby',
  label: 'Ruby',
  fileExtension: 'dtos.rb',
  order: 'deps',
  header: rubyHeader,
  options: () => options,
  names: 'snake_case',
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
