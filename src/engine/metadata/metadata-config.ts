/** Which releases of the reference generators the text is equal to (metadata-and-types 0.1, decisions D12). */
export type TypesProfile = 'classic' | 'modern';

/** All that the profiles differ in: the one place that knows which release did what. */
export interface ProfileOptions {
  // The model
  /** Whether a known `isRequired: false` is kept, or only `true` is told from the rest. */
  readonly keepsNotRequired: boolean;
  readonly honoursAllowNull: boolean;
  /** `genericArgs` of a closed type in the model: its arguments, or the definition's parameters. */
  readonly genericArgs: 'registered' | 'definition';
  readonly printsDataContractOfInterfaces: boolean;

  // All languages
  /** What makes a member optional: a stated `isRequired`, else the nullable mark; or not being required. */
  readonly optionalBy: 'triState' | 'required';
  readonly initializeCollections: boolean;
  readonly addNullableAnnotations: boolean;
  /** In dependency order: the element type of an array, and the name of a generic base. */
  readonly followsArraysAndGenericBases: boolean;

  // typescript, mjs
  readonly indexSignature: '[index: ' | '[index:';
  readonly initializesMembers: boolean;
  readonly printsNoCheck: boolean;
  // dart
  readonly dartFields: 'nullable' | 'initialized';
  // csharp, vbnet, fsharp
  readonly netCollections: 'constructor' | 'inline';
  readonly printsSystemIO: boolean;
  /** With AddNullableAnnotations: value types are marked by being required too, or stay as they are declared. */
  readonly csharpNullability: 'references' | 'all';
  readonly vbNullable: 'generic' | 'mark';
  readonly vbKeywords: 'short' | 'long';
  readonly vbImplementsMembers: boolean;
  // java, kotlin
  readonly kotlinMembers: 'final' | 'open';
  readonly kotlinInterfaces: 'open interface' | 'interface';
  readonly javaCollections: 'null' | 'new';
  readonly importsInputStream: boolean;
  readonly namesPositionalArguments: boolean;
  /** Whether a member whose data member has a name is annotated a second time when its own name is a keyword. */
  readonly repeatsSerializedName: boolean;
  // swift
  readonly swiftObject: 'Object' | 'String';
  readonly swiftRepeatsInherited: boolean;
  readonly swiftVersion: string;
  /** What is initialised: arrays always and other collections with InitializeCollections, or what `initCollection` says. */
  readonly swiftCollections: 'arrays' | 'initCollection';
  /** Whether the header has the option MakePropertiesOptional. */
  readonly swiftNamesOptional: boolean;
  // python
  readonly declaresPythonObject: boolean;
  readonly pythonEnumNames: 'property' | 'mixed';
}

export const profileOptions: Readonly<Record<TypesProfile, ProfileOptions>> = {
  classic: {
    keepsNotRequired: true,
    honoursAllowNull: false,
    genericArgs: 'registered',
    printsDataContractOfInterfaces: true,
    optionalBy: 'triState',
    initializeCollections: true,
    addNullableAnnotations: false,
    followsArraysAndGenericBases: false,
    indexSignature: '[index: ',
    initializesMembers: false,
    printsNoCheck: false,
    dartFields: 'nullable',
    netCollections: 'constructor',
    printsSystemIO: false,
    csharpNullability: 'references',
    vbNullable: 'generic',
    vbKeywords: 'short',
    vbImplementsMembers: false,
    kotlinMembers: 'final',
    kotlinInterfaces: 'open interface',
    javaCollections: 'null',
    importsInputStream: false,
    namesPositionalArguments: false,
    repeatsSerializedName: true,
    swiftObject: 'Object',
    swiftRepeatsInherited: true,
    swiftVersion: '5.0',
    swiftCollections: 'arrays',
    swiftNamesOptional: false,
    declaresPythonObject: false,
    pythonEnumNames: 'property',
  },
  modern: {
    keepsNotRequired: false,
    honoursAllowNull: true,
    genericArgs: 'definition',
    printsDataContractOfInterfaces: false,
    optionalBy: 'required',
    initializeCollections: false,
    addNullableAnnotations: true,
    followsArraysAndGenericBases: true,
    indexSignature: '[index:',
    initializesMembers: true,
    printsNoCheck: true,
    dartFields: 'initialized',
    netCollections: 'inline',
    printsSystemIO: true,
    csharpNullability: 'all',
    vbNullable: 'mark',
    vbKeywords: 'long',
    vbImplementsMembers: true,
    kotlinMembers: 'open',
    kotlinInterfaces: 'interface',
    javaCollections: 'new',
    importsInputStream: true,
    namesPositionalArguments: true,
    repeatsSerializedName: false,
    swiftObject: 'String',
    swiftRepeatsInherited: false,
    swiftVersion: '6.0',
    swiftCollections: 'initCollection',
    swiftNamesOptional: true,
    declaresPythonObject: true,
    pythonEnumNames: 'mixed',
  },
};

/** What a caller of `/types/*` may choose, and a host may preset (metadata-and-types 3, with the defaults named there). */
export interface MetadataTypesConfig {
  readonly profile: TypesProfile;
  readonly baseUrl: string;
  readonly makePartial: boolean;
  readonly makeVirtual: boolean;
  readonly makeInternal: boolean;
  readonly baseClass?: string;
  readonly package?: string;
  readonly addReturnMarker: boolean;
  readonly addDescriptionAsComments: boolean;
  readonly addDocAnnotations: boolean;
  readonly addDataContractAttributes: boolean;
  readonly addIndexesToDataMembers: boolean;
  readonly addGeneratedCodeAttributes: boolean;
  readonly addImplicitVersion?: number;
  readonly addResponseStatus: boolean;
  readonly addServiceStackTypes: boolean;
  readonly addModelExtensions: boolean;
  readonly addPropertyAccessors: boolean;
  readonly excludeGenericBaseTypes: boolean;
  readonly settersReturnThis: boolean;
  readonly addNullableAnnotations: boolean;
  readonly makePropertiesOptional: boolean;
  readonly exportAsTypes: boolean;
  readonly excludeImplementedInterfaces: boolean;
  readonly addDefaultXmlNamespace: string;
  readonly makeDataContractsExtensible: boolean;
  readonly initializeCollections: boolean;
  readonly addNamespaces?: readonly string[];
  readonly defaultNamespaces: readonly string[];
  readonly defaultImports?: readonly string[];
  readonly includeTypes?: readonly string[];
  readonly excludeTypes?: readonly string[];
  /** Operations with one of these tags are exported even when they are kept out of metadata. */
  readonly exportTags?: readonly string[];
  readonly treatTypesAsStrings?: readonly string[];
  readonly exportValueTypes: boolean;
  readonly globalNamespace?: string;
  readonly excludeNamespace: boolean;
  readonly dataClass?: string;
  readonly dataClassJson?: string;
  /** Names of types that are never exported. */
  readonly ignoreTypes: readonly string[];
  /** Library interfaces that are exported, though their namespace is ignored. */
  readonly exportTypes: readonly string[];
  readonly exportAttributes: readonly string[];
  readonly ignoreTypesInNamespaces: readonly string[];
  /** Whether `string` without `?` under nullable reference types means required. Default: true. */
  readonly treatNonNullableRefTypesAsRequired: boolean;
  /**
   * Whether the JSDoc of a constructor in `mjs` names a member again that a base has too, as published code does
   * (metadata-and-types, appendix B). Default: true.
   */
  readonly repeatsInheritedKeys: boolean;
  /** Imports that every Dart output has after the package's (metadata-and-types 4.4). Default: none. */
  readonly dartImports: readonly string[];
}

const ignoredNamespaces = [
  'ServiceStack',
  ...[
    'Auth',
    'Caching',
    'Configuration',
    'Data',
    'IO',
    'Logging',
    'Messaging',
    'Model',
    'Redis',
    'Web',
    'Jobs',
    'Admin',
    'NativeTypes',
    'Api.OpenApi',
  ].map((name) => `ServiceStack.${name}`),
];

const exportedInterfaces = [
  'IGet',
  'IPost',
  'IPut',
  'IDelete',
  'IPatch',
  'IMeta',
  'IHasSessionId',
  'IHasBearerToken',
  'IHasVersion',
  'ICreateDb',
  'IUpdateDb',
  'IPatchDb',
  'IDeleteDb',
  'ISaveDb',
];

const exportedAttributes = [
  'Flags',
  'Api',
  'ApiResponse',
  'ApiMember',
  'StringLength',
  'Ignore',
  'IgnoreDataMember',
  'Computed',
  'Meta',
  'Required',
  'References',
  'AutoQueryViewer',
  'AutoQueryViewerField',
  'ValidateRequest',
  'Validate',
];

/** A config of a profile with some of its options changed. */
export function typesConfig(profile: TypesProfile, changes: Partial<MetadataTypesConfig> = {}): MetadataTypesConfig {
  const { initializeCollections, addNullableAnnotations, printsSystemIO } = profileOptions[profile];
  return {
    baseUrl: '',
    makePartial: true,
    makeVirtual: true,
    makeInternal: false,
    addReturnMarker: true,
    addDescriptionAsComments: true,
    addDocAnnotations: true,
    addDataContractAttributes: false,
    addIndexesToDataMembers: false,
    addGeneratedCodeAttributes: false,
    addResponseStatus: false,
    addServiceStackTypes: true,
    addModelExtensions: true,
    addPropertyAccessors: true,
    excludeGenericBaseTypes: false,
    settersReturnThis: true,
    addNullableAnnotations,
    makePropertiesOptional: false,
    exportAsTypes: false,
    excludeImplementedInterfaces: false,
    addDefaultXmlNamespace: 'http://schemas.servicestack.net/types',
    makeDataContractsExtensible: false,
    initializeCollections,
    defaultNamespaces: [
      'System',
      ...(printsSystemIO ? ['System.IO'] : []),
      'System.Collections',
      'System.Collections.Generic',
      'System.Runtime.Serialization',
      'ServiceStack',
      'ServiceStack.DataAnnotations',
    ],
    exportValueTypes: false,
    excludeNamespace: false,
    ignoreTypes: [],
    exportTypes: exportedInterfaces,
    exportAttributes: exportedAttributes,
    ignoreTypesInNamespaces: ignoredNamespaces,
    treatNonNullableRefTypesAsRequired: true,
    repeatsInheritedKeys: true,
    dartImports: [],
    ...changes,
    profile,
  };
}
