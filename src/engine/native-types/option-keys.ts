import type { MetadataTypesConfig } from '../metadata/metadata-config';

type OptionKind = 'flag' | 'text' | 'number' | 'list' | 'types';

interface Option {
  readonly member: keyof MetadataTypesConfig;
  readonly kind: OptionKind;
}

const flag = (member: keyof MetadataTypesConfig): Option => ({ member, kind: 'flag' });
const text = (member: keyof MetadataTypesConfig): Option => ({ member, kind: 'text' });
const list = (member: keyof MetadataTypesConfig): Option => ({ member, kind: 'list' });

/** The query options of `/types/*`, under the names that queries and headers write (metadata-and-types 4.0). */
export const optionKeys = {
  BaseUrl: text('baseUrl'),
  MakePartial: flag('makePartial'),
  MakeVirtual: flag('makeVirtual'),
  MakeInternal: flag('makeInternal'),
  AddReturnMarker: flag('addReturnMarker'),
  AddDescriptionAsComments: flag('addDescriptionAsComments'),
  AddDocAnnotations: flag('addDocAnnotations'),
  AddDataContractAttributes: flag('addDataContractAttributes'),
  MakeDataContractsExtensible: flag('makeDataContractsExtensible'),
  AddIndexesToDataMembers: flag('addIndexesToDataMembers'),
  AddGeneratedCodeAttributes: flag('addGeneratedCodeAttributes'),
  InitializeCollections: flag('initializeCollections'),
  AddImplicitVersion: { member: 'addImplicitVersion', kind: 'number' },
  AddResponseStatus: flag('addResponseStatus'),
  AddServiceStackTypes: flag('addServiceStackTypes'),
  AddModelExtensions: flag('addModelExtensions'),
  AddPropertyAccessors: flag('addPropertyAccessors'),
  ExcludeGenericBaseTypes: flag('excludeGenericBaseTypes'),
  SettersReturnThis: flag('settersReturnThis'),
  AddNullableAnnotations: flag('addNullableAnnotations'),
  MakePropertiesOptional: flag('makePropertiesOptional'),
  ExportAsTypes: flag('exportAsTypes'),
  ExportValueTypes: flag('exportValueTypes'),
  ExcludeNamespace: flag('excludeNamespace'),
  AddDefaultXmlNamespace: text('addDefaultXmlNamespace'),
  GlobalNamespace: text('globalNamespace'),
  BaseClass: text('baseClass'),
  Package: text('package'),
  DataClass: text('dataClass'),
  DataClassJson: text('dataClassJson'),
  AddNamespaces: list('addNamespaces'),
  DefaultNamespaces: list('defaultNamespaces'),
  DefaultImports: list('defaultImports'),
  IncludeTypes: { member: 'includeTypes', kind: 'types' },
  ExcludeTypes: { member: 'excludeTypes', kind: 'types' },
  ExportTags: list('exportTags'),
  TreatTypesAsStrings: list('treatTypesAsStrings'),
} as const satisfies Readonly<Record<string, Option>>;

export type OptionKey = keyof typeof optionKeys;

const common = [
  'AddServiceStackTypes',
  'AddResponseStatus',
  'AddImplicitVersion',
  'AddDescriptionAsComments',
  'IncludeTypes',
  'ExcludeTypes',
  'DefaultImports',
] as const satisfies readonly OptionKey[];

/** Lists that several languages share. */
export const sharedOptions = {
  /** typescript, go, rust, php, zig */
  typescript: ['GlobalNamespace', 'MakePropertiesOptional', ...common],
  dart: ['GlobalNamespace', ...common],
  /** csharp; vbnet and ruby lack some of them */
  csharp: [
    'GlobalNamespace',
    'MakePartial',
    'MakeVirtual',
    'MakeInternal',
    'MakeDataContractsExtensible',
    'AddNullableAnnotations',
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
  ],
} as const satisfies Readonly<Record<string, readonly OptionKey[]>>;
