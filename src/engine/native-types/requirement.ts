import type { DtoType, TypeModel } from '../core/type-model';
import { collectionName, isNullableValue, isValueType } from '../metadata/clr-names';
import { type MetadataTypesConfig, profileOptions } from '../metadata/metadata-config';
import { type MetadataPropertyType, type MetadataType, simpleName } from '../metadata/metadata-types';

/** Required as `modern` understands it: said to be, or a value type that cannot be null (metadata-and-types 0.2). */
export function isRequired({ isRequired: stated, model }: MetadataPropertyType): boolean {
  return stated === true || (isValueType(model) && !model.nullable && model.kind !== 'parameter');
}

/** Whether a member may be left out, for the languages that have a word for it (0.2). */
export function isOptional(property: MetadataPropertyType, config: MetadataTypesConfig): boolean {
  if (config.makePropertiesOptional) return true;
  if (profileOptions[config.profile].optionalBy === 'required') return !isRequired(property);
  return property.isRequired === undefined ? isNullableValue(property.model) : !property.isRequired;
}

/**
 * Whether a member may hold nothing, for languages where each member either has a value or can be without: as `isOptional`,
 * but what `classic` knows nothing about may be unset unless it is a value type.
 */
export function mayBeUnset(property: MetadataPropertyType, config: MetadataTypesConfig): boolean {
  const { model, isRequired: stated } = property;
  if (profileOptions[config.profile].optionalBy === 'required' || config.makePropertiesOptional) {
    return isOptional(property, config);
  }
  if (stated !== undefined) return !stated;
  return !isValueType(model) || model.nullable || model.kind === 'parameter';
}

const listFamily = new Set(['List', 'IEnumerable', 'ICollection', 'HashSet', 'Queue', 'Stack']);
const dictionaryFamily = new Set(['Dictionary', 'IDictionary', 'IOrderedDictionary']);
const interfaceCollections = new Set(['IEnumerable', 'ICollection', 'IDictionary', 'IOrderedDictionary']);

/** `list`: a list, set or array, bytes included; `dictionary`; else `undefined` (4.0, collections). */
export function collectionKind(type: TypeModel): 'list' | 'dictionary' | undefined {
  if (type.clr === 'Byte[]') return 'list';
  if (type.kind === 'list') return type.isArray || listFamily.has(collectionName(type)) ? 'list' : undefined;
  return type.kind === 'dictionary' && dictionaryFamily.has(collectionName(type)) ? 'dictionary' : undefined;
}

/** Whether the member is declared as an interface: `ICollection<T>`, which cannot be constructed. */
export function isInterfaceCollection(type: TypeModel): boolean {
  return (type.kind === 'list' && !type.isArray) || type.kind === 'dictionary'
    ? interfaceCollections.has(collectionName(type))
    : false;
}

/** Whether members of a type may be initialised at all: not those of AutoQuery and CRUD messages. */
export function isInitializable(type: MetadataType): boolean {
  return (
    !isQuery(type) && !type.implements.some(({ name }) => /^I(?:Create|Update|Patch|Delete|Save)Db(?:`1)?$/.test(name))
  );
}

const queryBases = new Set(['QueryBase', 'QueryDb', 'QueryData']);

/** A query of AutoQuery, however far below the library's own classes, and these themselves. */
function isQuery({ source, inherits }: MetadataType): boolean {
  const derives = ({ name, base }: DtoType): boolean => queryBases.has(name) || (base !== undefined && derives(base));
  // A base may be stated by name alone.
  if (inherits && queryBases.has(simpleName(inherits.name))) return true;
  return source !== undefined && 'generics' in source && derives(source);
}

/** `initCollection` of metadata-and-types 4.0; a notion of `modern`, what `classic` initialises is each language's own. */
export function initCollection(
  property: MetadataPropertyType,
  type: MetadataType,
  config: MetadataTypesConfig,
): boolean {
  const isWanted = property.isRequired === true || config.initializeCollections;
  return (
    isWanted &&
    collectionKind(property.model) !== undefined &&
    !isInterfaceCollection(property.model) &&
    isInitializable(type)
  );
}
