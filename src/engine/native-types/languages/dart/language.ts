import { nestingHeader } from '../../header-styles';
import type { Language } from '../../language';
import { upperFirst } from '../../names';
import { sharedOptions } from '../../option-keys';
import { builtIns } from './built-ins';
import { emit } from './emit';
import { keywords } from './keywords';

const scalars: Readonly<Record<string, string>> = {
  String: 'String',
  Boolean: 'bool',
  Char: 'String',
  Byte: 'int',
  Int16: 'int',
  Int32: 'int',
  Int64: 'int',
  UInt16: 'int',
  UInt32: 'int',
  UInt64: 'int',
  Single: 'double',
  Double: 'double',
  Decimal: 'double',
  DateTime: 'DateTime',
  DateOnly: 'DateTime',
  DateTimeOffset: 'DateTime',
  TimeSpan: 'Duration',
  TimeOnly: 'Duration',
  Guid: 'String',
  Uri: 'Uri',
  Type: 'String',
  'Byte[]': 'Uint8List',
  Stream: 'Uint8List',
  Object: 'dynamic',
};

/** Classes for clients of Dart and Flutter (metadata-and-types 4.4). */
export const dart: Language = {
  key: 'dart',
  aliases: [],
  label: 'Dart',
  tab: 'Dart',
  fileExtension: 'dtos.dart',
  contentType: 'text/plain',
  order: 'deps',
  header: nestingHeader,
  options: () => sharedOptions.dart,
  presets: { defaultImports: ['package:servicestack/servicestack.dart'] },
  names: 'textCase',
  aritySuffix: (arity) => `${arity}`,
  library: { printed: 'default', packaged: new Set([...builtIns].map((text) => text.replace(/<.*/, ''))) },
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
