import { profileOptions } from '../../../metadata/metadata-config';
import { nestingHeader } from '../../header-styles';
import type { Language } from '../../language';
import type { OptionKey } from '../../option-keys';
import { emit } from './emit';
import { escapeKeyword, keywords } from './keywords';

const scalars: Readonly<Record<string, string>> = {
  Boolean: 'Bool',
  Char: 'String',
  Byte: 'UInt8',
  Int32: 'Int',
  Int64: 'Int',
  Single: 'Float',
  Decimal: 'Double',
  DateTime: 'Date',
  DateOnly: 'Date',
  DateTimeOffset: 'Date',
  TimeSpan: 'TimeInterval',
  TimeOnly: 'TimeInterval',
  Guid: 'String',
  Type: 'String',
  'Byte[]': '[UInt8]',
  Stream: 'Data',
};

const options: readonly OptionKey[] = [
  'BaseClass',
  'AddModelExtensions',
  'AddServiceStackTypes',
  'MakePropertiesOptional',
  'IncludeTypes',
  'ExcludeTypes',
  'ExcludeGenericBaseTypes',
  'AddResponseStatus',
  'AddImplicitVersion',
  'AddDescriptionAsComments',
  'InitializeCollections',
  'TreatTypesAsStrings',
  'DefaultImports',
];

// What the client package brings along; pages leave it out too (4.0, AddServiceStackTypes).
const packaged = [
  'ResponseStatus',
  'ResponseError',
  'ErrorResponse',
  'EmptyResponse',
  'AuditBase',
  'QueryBase',
  'QueryDb',
  'QueryData',
  'QueryResponse',
];

/** Classes for clients of Swift (metadata-and-types 4.10). */
export const swift: Language = {
  key: 'swift',
  aliases: ['swift4'],
  label: 'Swift',
  tab: 'Swift',
  fileExtension: 'dtos.swift',
  order: 'list',
  header: { ...nestingHeader, extra: ({ swiftVersion }) => [`SwiftVersion: ${swiftVersion}`] },
  options: (profile) =>
    profileOptions[profile].swiftNamesOptional ? options : options.filter((key) => key !== 'MakePropertiesOptional'),
  presets: { makePropertiesOptional: true, defaultImports: ['Foundation', 'ServiceStack'] },
  names: 'camelCase',
  library: { packaged: new Set(packaged), isPackagedOnPages: true },
  typeMap: {
    scalars: ({ swiftObject }) => ({ ...scalars, Object: swiftObject }),
    list: (item) => `[${item}]`,
    dictionary: (key, value) => `[${key}:${value}]`,
    generic: (name, args) => `${name}<${args.join(', ')}>`,
    nullable: (inner) => `${inner}?`,
  },
  // `description` is what every object of Foundation answers to.
  keywords: () => new Set([...keywords, 'description']),
  escapeKeyword: (name) => (name === 'description' ? 'Description' : escapeKeyword(name)),
  emit,
};
