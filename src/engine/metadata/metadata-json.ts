import type { TextCase } from '../core/presentation';
import type { MetadataTypesConfig } from './metadata-config';
import type {
  MetadataArgument,
  MetadataOperationType,
  MetadataPropertyType,
  MetadataType,
  MetadataTypeName,
  MetadataTypes,
} from './metadata-types';

/** A JSON object without undefined members. */
export type Json = Readonly<Record<string, unknown>>;

/** What `/types/metadata` answers (metadata-and-types 3): names in `textCase`, nulls left out. */
export function toMetadataJson(model: MetadataTypes, textCase: TextCase = 'camelCase'): Json {
  return inTextCase({ config: configJson(model.config), ...apiJson(model) }, textCase) as Json;
}

/** The model without its config, as AppMetadata holds it. */
export function apiJson({ namespaces, types, operations }: MetadataTypes): Json {
  return { namespaces, types: types.map(typeJson), operations: operations.map(operationJson) };
}

function configJson(config: MetadataTypesConfig): Json {
  // What is this host's own has no member in the contract.
  const { profile: _profile, treatNonNullableRefTypesAsRequired: _treat, ...more } = config;
  const { repeatsInheritedKeys: _repeats, dartImports: _imports, ...shown } = more;
  return compact(shown);
}

function operationJson(operation: MetadataOperationType): Json {
  const { request, response, returnType, dataModel, viewModel, presentation: _presentation, ...more } = operation;
  return compact({
    request: typeJson(request),
    response: response && typeJson(response),
    ...more,
    routes: more.routes?.map(compact),
    returnType: nameJson(returnType),
    dataModel: nameJson(dataModel),
    viewModel: nameJson(viewModel),
  });
}

function typeJson(type: MetadataType): Json {
  const {
    inherits,
    implements: interfaces,
    properties,
    attributes,
    textCases: _cases,
    source: _source,
    returns: _returns,
    ...more
  } = type;
  const { args: _args, icon, dataContract, ...plain } = more;
  return compact({
    ...plain,
    inherits: nameJson(inherits),
    implements: interfaces.map((name) => nameJson(name)),
    icon: icon && compact(icon),
    dataContract: dataContract && compact(dataContract),
    properties: some(properties.map(propertyJson)),
    attributes: some(attributes.map(attributeJson)),
  });
}

function propertyJson(property: MetadataPropertyType): Json {
  const { model: _model, wireName: _wire, attributes, dataMember, ...plain } = property;
  return compact({
    ...plain,
    dataMember: dataMember && compact(dataMember),
    attributes: some(attributes.map(attributeJson)),
  });
}

function attributeJson(attribute: {
  readonly name: string;
  readonly constructorArgs?: readonly MetadataArgument[];
  readonly args?: readonly MetadataArgument[];
}): Json {
  return compact({ ...attribute });
}

function nameJson(name: MetadataTypeName | undefined): Json | undefined {
  return name && compact({ name: name.name, namespace: name.namespace, genericArgs: name.genericArgs });
}

function some<T>(list: readonly T[]): readonly T[] | undefined {
  return list.length > 0 ? list : undefined;
}

export function compact(object: object): Json {
  return Object.fromEntries(Object.entries(object).filter(([, value]) => value !== undefined && value !== null));
}

// Maps whose keys are data.
const maps = new Set(['meta', 'contentTypeFormats', 'httpHandlers', 'customPlugins']);

/** Member names of a tree in the host's case; keys of maps stay. */
export function inTextCase(value: unknown, textCase: TextCase, key = ''): unknown {
  if (textCase === 'camelCase' || typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map((item) => inTextCase(item, textCase));
  return Object.fromEntries(
    Object.entries(value).map(([name, member]) => [
      maps.has(key) ? name : name.charAt(0).toUpperCase() + name.slice(1),
      inTextCase(member, textCase, name),
    ]),
  );
}
