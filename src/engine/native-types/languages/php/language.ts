import { slashHeader } from '../../header-styles';
import type { Language, TypeMap } from '../../language';
import { sharedOptions } from '../../option-keys';
import { scalarTexts } from '../../scalar-texts';
import { emit } from './emit';
import { packaged } from './library';

const scalars = scalarTexts(
  { text: 'string', integer: 'int', fraction: 'float', instant: 'DateTime', span: 'DateInterval', bytes: 'ByteArray' },
  { Boolean: 'bool', Object: 'Object' },
);

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
  label: 'Php',
  tab: 'PHP',
  fileExtension: 'dtos.php',
  contentType: 'text/javascript',
  order: 'deps',
  header: { ...slashHeader, followsFirstLine: true },
  options: () => sharedOptions.typescript,
  presets: { globalNamespace: 'dtos' },
  names: 'textCase',
  library: { packaged: new Set(packaged) },
  typeMap,
  emit,
};
