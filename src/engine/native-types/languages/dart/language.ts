import { nestingHeader } from '../../header-styles';
import type { Language } from '../../language';
import { upperFirst } from '../../names';
import { sharedOptions } from '../../option-keys';
import { scalarTexts } from '../../scalar-texts';
import { builtIns } from './built-ins';
import { emit } from './emit';
import { keywords } from './keywords';

const scalars = scalarTexts(
  { text: 'String', integer: 'int', fraction: 'double', instant: 'DateTime', span: 'Duration', bytes: 'Uint8List' },
  { Boolean: 'bool', Uri: 'Uri', Object: 'dynamic' },
);

/** Classes for clients of Dart and Flutter (metadata-and-types 4.4). */
export const dart: Language = {
  key: 'dart',
  label: 'Dart',
  tab: 'Dart',
  fileExtension: 'dtos.dart',
  order: 'deps',
  header: nestingHeader,
  options: () => sharedOptions.dart,
  presets: { defaultImports: ['package:servicestack/servicestack.dart'] },
  names: 'textCase',
  aritySuffix: (arity) => `${arity}`,
  library: { packaged: new Set([...builtIns].map((text) => text.replace(/<.*/, ''))) },
  typeMap: {
    scalars: () => scalars,
    list: (item) => `List<${item}>`,
    dictionary: (key, value) => `Map<${key},${value}?>`,
    generic: (name, args) => `${name}<${args.join(',')}>`,
  },
  keywords: () => keywords,
  escapeKeyword: upperFirst,
  emit,
};
