import type { TextCase } from '../core/presentation';
import type { TypeModel } from '../core/type-model';
import { type MetadataTypesConfig, type ProfileOptions, profileOptions } from '../metadata/metadata-config';
import type {
  MetadataOperationType,
  MetadataPropertyType,
  MetadataType,
  MetadataTypeName,
} from '../metadata/metadata-types';
import { simpleName } from '../metadata/metadata-types';
import type { CodeMember, CodeModel, CodeType, InterfaceMember } from './code-model';
import { routeAttribute } from './comments';
import type { Language } from './language';
import { libraryInterfacesOf, libraryMembersOf } from './library-interfaces';
import { memberName } from './names';
import { collectionKind, initCollection, isOptional, isRequired } from './requirement';
import { requireSafeNames } from './safe-names';
import { nameTypes, type TypeNames } from './type-names';
import { typeText } from './type-text';

export interface CodeSource {
  readonly language: Language;
  readonly config: MetadataTypesConfig;
  /** In output order. */
  readonly types: readonly MetadataType[];
  /** Of request types; empty on a page. */
  readonly operations: readonly MetadataOperationType[];
  readonly pageOperation?: MetadataOperationType;
  /** All that the model knows, in the output or not. */
  readonly interfaces: readonly MetadataType[];
  readonly namespaces: readonly string[];
  /** In which cases the features that use a type write it, the one of its plain name first. */
  casesOf(type: MetadataType): readonly TextCase[];
}

/** Names and describes what is to be emitted: the shared part of every language. */
export function buildCode(source: CodeSource): CodeModel {
  const { language, config } = source;
  const options = profileOptions[config.profile];
  const isPage = source.pageOperation !== undefined;
  const names = nameTypes(source.types, language, source.casesOf);
  const types: CodeType[] = [];
  const library: CodeType[] = [];
  const find = (target: TypeModel | MetadataTypeName | undefined, owner: CodeType) => {
    const found = target && names.find(target, owner.textCase);
    return found && types.find(({ metadata, textCase }) => metadata === found.type && textCase === found.textCase);
  };
  const simpleNameOf = (name: MetadataTypeName, owner: { readonly textCase: TextCase }) =>
    names.find(name, owner.textCase)?.name ?? simpleName(name.name);
  const textOf = (model: TypeModel, owner: { readonly textCase: TextCase }) =>
    typeText(model, {
      typeMap: language.typeMap,
      options,
      treatTypesAsStrings: config.treatTypesAsStrings,
      nameOf: (named) => names.find(named, owner.textCase)?.name ?? simpleName(names.declaredName(named)),
    });
  const code: CodeModel = {
    config,
    profile: config.profile,
    options,
    isPage,
    pageOperation: source.pageOperation,
    types,
    libraryInterfaces: library,
    namespaces: source.namespaces,
    hostName: hostNameOf(config.baseUrl),
    typeText: textOf,
    nameText: (name, owner) => {
      if (name.model) return textOf(name.model, owner);
      const simple = simpleNameOf(name, owner);
      const args = (name.args ?? []).map((arg) => textOf(arg, owner));
      return args.length > 0 ? language.typeMap.generic(simple, args) : simple;
    },
    simpleNameOf,
    find,
    interfaceMembers: (name) => interfaceMembers(name, source.interfaces),
    basesOf: (type) => {
      const bases: CodeType[] = [];
      for (let base = find(type.inherits, type); base && !bases.includes(base); base = find(base.inherits, base)) {
        bases.push(base);
      }
      return bases;
    },
  };
  const context: TypeContext = { source, options, names, textOf, isPage };
  for (const type of source.types) {
    for (const textCase of names.casesOf(type)) types.push(toCodeType(type, textCase, context));
  }
  if (language.library?.declaresInterfaces && config.addServiceStackTypes && !isPage) {
    library.push(
      ...libraryInterfacesOf(types).map((type) => toCodeType(type, source.casesOf(type)[0] ?? 'camelCase', context)),
    );
  }
  return code;
}

function interfaceMembers(owner: MetadataTypeName, known: readonly MetadataType[]): InterfaceMember[] {
  const found = known.find(({ name, namespace }) => name === owner.name && namespace === owner.namespace);
  const own = found?.properties.map(({ name }) => name) ?? libraryMembersOf(owner.name);
  const extended = found?.implements.flatMap((base) => interfaceMembers(base, known)) ?? [];
  return [...own.map((name) => ({ owner, name })), ...extended];
}

interface TypeContext {
  readonly source: CodeSource;
  readonly options: ProfileOptions;
  readonly names: TypeNames;
  readonly isPage: boolean;
  textOf(model: TypeModel, owner: { readonly textCase: TextCase }): string;
}

function toCodeType(type: MetadataType, textCase: TextCase, context: TypeContext): CodeType {
  requireSafeNames(type);
  const { source, options, names } = context;
  const { config, language } = source;
  const operation = source.operations.find(({ request }) => request === type);
  const isResponse = source.operations.some(
    ({ response }) => response?.source !== undefined && response.source === type.source,
  );
  const name = names.nameOf(type, textCase);
  const parameters = parametersOf(type, options, (model) => context.textOf(model, { textCase }));
  const has = (member: string) => hasMember(type, member, source.types);
  return {
    metadata: type,
    name,
    declaration: parameters.length > 0 ? language.typeMap.generic(name, parameters) : name,
    kind: type.isEnum ? 'enum' : type.isInterface ? 'interface' : 'class',
    textCase,
    operation,
    returnMarker: operation && returnMarkerOf(operation),
    isRequest: operation !== undefined,
    isResponse,
    description: config.addDescriptionAsComments ? type.description : undefined,
    attributes: [...(operation?.routes ?? []).map(routeAttribute), ...type.attributes],
    dataContract: type.isInterface && !options.printsDataContractOfInterfaces ? undefined : type.dataContract,
    inherits: type.inherits,
    implements: config.excludeImplementedInterfaces ? [] : type.implements,
    members: toMembers(type, textCase, context),
    implicitVersion: operation && !has('Version') ? config.addImplicitVersion : undefined,
    addsResponseStatus: config.addResponseStatus && isResponse && !has('ResponseStatus'),
  };
}

/** AddReturnMarker is about answers that are known without being declared (metadata-and-types 4.0); here all are declared. */
function returnMarkerOf({ returnsVoid, returnType }: MetadataOperationType): CodeType['returnMarker'] {
  return returnsVoid ? 'void' : returnType;
}

/** Of a closed generic the arguments, where the profile registers it so; else the definition's parameters. */
function parametersOf(
  type: MetadataType,
  { genericArgs }: ProfileOptions,
  textOf: (model: TypeModel) => string,
): string[] {
  if (type.args && genericArgs === 'registered') return type.args.map(textOf);
  return type.source && 'generics' in type.source ? [...type.source.generics] : [...(type.genericArgs ?? [])];
}

function hasMember(type: MetadataType, name: string, all: readonly MetadataType[]): boolean {
  if (type.properties.some((property) => property.name === name)) return true;
  const { inherits } = type;
  const base = inherits && all.find((other) => other.name === inherits.name && other.namespace === inherits.namespace);
  return base !== undefined && base !== type && hasMember(base, name, all);
}

function toMembers(type: MetadataType, textCase: TextCase, { source, options }: TypeContext): CodeMember[] {
  const { language, config } = source;
  const keywords = language.keywords?.(options);
  return type.properties.map((property, index): CodeMember => {
    const previous = type.properties[index - 1];
    const name = nameOf(property, language, textCase);
    const isKeyword = keywords?.has(name) ?? false;
    return {
      metadata: property,
      name,
      identifier: isKeyword ? (language.escapeKeyword?.(name) ?? name) : name,
      isKeyword,
      model: property.model,
      isOptional: isOptional(property, config),
      isRequired: isRequired(property),
      isInitialized: initCollection(property, type, config),
      collection: collectionKind(property.model),
      description: config.addDescriptionAsComments ? property.description : undefined,
      attributes: property.attributes,
      dataMember: property.dataMember,
      hasGapBefore: previous !== undefined && (previous.attributes.length > 0 || previous.dataMember !== undefined),
    };
  });
}

/** A data member's own name is what travels: languages that write wire names use it. */
function nameOf(
  { name, wireName }: MetadataPropertyType,
  { names, annotatesWireNames }: Language,
  textCase: TextCase,
): string {
  const isWireName = names === 'textCase' && !annotatesWireNames;
  return isWireName && wireName !== undefined ? wireName : memberName(name, names, textCase);
}

function hostNameOf(baseUrl: string): string {
  return URL.canParse(baseUrl) ? new URL(baseUrl).hostname : '';
}
