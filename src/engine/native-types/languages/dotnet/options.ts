import { type OptionKey, sharedOptions } from '../../option-keys';

const { csharp } = sharedOptions;

/** The header's options of the family (metadata-and-types 4.0). */
export const netOptions = {
  csharp,
  vbnet: csharp.filter((key) => key !== 'MakeInternal' && key !== 'AddNullableAnnotations'),
  fsharp: [
    'GlobalNamespace',
    'MakeDataContractsExtensible',
    'AddReturnMarker',
    'AddDescriptionAsComments',
    'AddDataContractAttributes',
    'AddIndexesToDataMembers',
    'AddGeneratedCodeAttributes',
    'AddResponseStatus',
    'AddImplicitVersion',
    'ExportValueTypes',
    'IncludeTypes',
    'ExcludeTypes',
    'InitializeCollections',
    'AddNamespaces',
  ],
} as const satisfies Readonly<Record<string, readonly OptionKey[]>>;
