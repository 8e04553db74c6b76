import { slashHeader } from '../../header-styles';
import type { Language, TypeMap } from '../../language';
import { sharedOptions } from '../../option-keys';
import { emit } from './emit';
import { packaged } from './library';

const named = (text: string, ...clr: string[]) => Object.fromEntries(clr.map((name) => [name, text]));

const scalars: Readonly<Record<string, string>> = {
  ...named('string', 'String', 'Char', 'Guid', 'Uri', 'Type'),
  ...named('int', 'Byte', 'Int16', 'Int32', 'Int64', 'UInt16', 'UInt32', 'UInt64'),
  ...named('float', 'Single', 'Double', 'Decimal'),
  ...named('DateTime', 'DateTime', 'DateOnly', 'DateTimeOffset'),
  ...named('DateInterval', 'TimeSpan', 'TimeOnly'),
  ...named('ByteArray', 'Byte[]', 'Stream'),
  Boolean: 'bool',
  Object: 'Object',
};

/** PHP has no arguments of types: what they are stands in doc comments and conversions. */
const typeMap: TypeMap = {
  scalars: () => scalars,
  list: () => 'array',
  dictionary: () => 'array',
  generic: (name) => name,
  parameter: () => 'mixed',
};

/** Classes for PHP's client (metadata-and-types 4.12). */
export const php: Language = {
  key: 'php',
  aliases: [],
  label: 'Php',
  tab: 'PHP',
  fileExtension: 'dtos.php',
  contentType: 'text/javascript',
  order: 'deps',
  header: { ...slashHeader, followsFirstLine: true },
  options: () => sharedOptions.typescript,
  presets: { globalNamespace: 'dtos' },
  names: 'textCase',
  library: { printed: 'default', packaged: new Set(packaged) },
  typeMap,
  emit,
};
