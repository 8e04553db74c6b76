import { pythonHeader } from '../../header-styles';
import type { Language, TypeMap } from '../../language';
import { sharedOptions } from '../../option-keys';
import { scalarTexts } from '../../scalar-texts';
import { emit } from './emit';

const scalars = scalarTexts(
  {
    text: 'str',
    integer: 'int',
    fraction: 'float',
    instant: 'datetime.datetime',
    span: 'datetime.timedelta',
    bytes: 'bytes',
  },
  { Boolean: 'bool', Decimal: 'Decimal', Object: 'Object' },
);

const typeMap: TypeMap = {
  scalars: () => scalars,
  list: (item) => `List[${item}]`,
  dictionary: (key, value) => `Dict[${/^(?:str|int|bool)$/.test(key) ? key : 'str'}, ${value}]`,
  generic: (name, args) => `${name}[${args.join(', ')}]`,
  nullable: (inner) => `Optional[${inner}]`,
};

/** Appendix D, and the types of 4.1 that are words of their own. */
const reserved = new Set(
  (
    'False None True and as assert break class continue def del elif else except finally for from global if import in ' +
    'is lambda nonlocal not or pass raise return try while with yield str int bool float bytes'
  ).split(' '),
);
// What the body of a class calls: a member of that name would stand in front of the module's for all members after it.
const calledInBodies = ['config', 'datetime', 'decimal', 'field'];
const keywords = new Set([...reserved, ...calledInBodies]);

/** Types of the library that the package `servicestack` has, and whose instances its client makes or tests for. */
const packaged = new Set([
  'AuditBase',
  'EmptyResponse',
  'IdResponse',
  'KeyValuePair',
  'QueryBase',
  'QueryData',
  'QueryDb',
  'QueryDb2',
  'QueryResponse',
  'ResponseError',
  'ResponseStatus',
  'StringResponse',
  'StringsResponse',
]);

/** Data classes for Python's client (metadata-and-types 4.11). */
export const python: Language = {
  key: 'python',
  label: 'Python',
  tab: 'Python',
  fileExtension: 'dtos.py',
  order: 'deps',
  header: pythonHeader,
  options: () => [...sharedOptions.dart, 'DataClass', 'DataClassJson'],
  names: 'snake_case',
  aritySuffix: (arity) => `${arity}`,
  library: { packaged },
  typeMap,
  keywords: () => keywords,
  escapeKeyword: (name) => `${name}_`,
  emit,
};
