import type { Operation } from '../core/operation';
import type { TextCase } from '../core/presentation';
import type { DtoType, TypeModel } from '../core/type-model';
import type { MetadataTypesConfig } from './metadata-config';
import { readMetadataOperation } from './metadata-operation';
import { MetadataTypeReader } from './metadata-type-reader';
import type { MetadataType, MetadataTypeName, MetadataTypes } from './metadata-types';
import { sourceLocation } from './source-location';
import { findInterface } from './type-reader';
import { referencesOf, TypeIndex, typesIn } from './type-references';

/** What a model is made of. */
export interface ModelSource {
  /** In the order in which they were registered. */
  readonly operations: readonly Operation[];
  /** Where DTOs without a namespace belong. */
  readonly ownNamespace: string;
  /** The host's own: it comes first where features of both cases use a type. */
  readonly textCase: TextCase;
}

/**
 * The intermediate model of a host's operations and all types that they use (metadata-and-types 3, collection algorithm).
 *
 * Shape: operations in registration order; types breadth-first from the requests, then from the responses; each type once.
 * Types of the CLR itself are not in it, except enums that the host's own DTO files declare: clients have no other way
 * to name their members.
 */
export function buildMetadataTypes(source: ModelSource, config: MetadataTypesConfig): MetadataTypes {
  const operations = source.operations.filter((operation) => isExported(operation, config));
  const reader = new MetadataTypeReader(config, source.ownNamespace);
  const requests = operations.map(({ request }) => reader.readDto(request));
  const responses = operations.map(({ response }) => response && readType(response, reader));

  const collection = new Collection(reader, [...requests, ...responses]);
  collection.walk(requests);
  collection.walk(operations.flatMap(({ response }, index) => responses[index] ?? collection.meetAll(response)));
  const others = collection.types.filter(({ name }) => !config.ignoreTypes.includes(name));

  const casesOf = textCases(source, operations, [...requests, ...others, ...responses]);
  const withCases = (type: MetadataType): MetadataType => ({ ...type, textCases: casesOf(type) });
  const types = others.map(withCases);
  const list = operations.map((operation, index) => {
    const [request, response] = [requests[index] as MetadataType, responses[index]];
    return readMetadataOperation(operation, withCases(request), response && withCases(response), reader.names);
  });
  const all = [...list.flatMap(({ request, response }) => (response ? [request, response] : [request])), ...types];
  return { config, namespaces: [...new Set(all.map(({ namespace }) => namespace))], types, operations: list };
}

/** Whether an operation is in metadata at all: not when it is kept out, unless one of its tags is exported (MP-06). */
function isExported({ name, request, tags }: Operation, { exportTags, ignoreTypes }: MetadataTypesConfig): boolean {
  if (ignoreTypes.includes(name)) return false;
  const isExcluded = request.attributes.some((record) => record.name === 'ExcludeMetadata');
  return !isExcluded || tags.some((tag) => exportTags?.includes(tag));
}

/** A class or enum; of a generic class with arguments the closed type. `undefined`: a type of the CLR. */
function readType(model: TypeModel, reader: MetadataTypeReader): MetadataType | undefined {
  if (model.kind === 'enum') return reader.readEnum(model.enum);
  return model.kind === 'dto' ? reader.readDto(model.type(), model.args) : undefined;
}

/** Gathers types breadth-first. `standing`: requests and responses, which are gathered elsewhere. */
class Collection {
  private readonly found: MetadataType[] = [];
  /** DtoType and EnumType objects, and names of interfaces. */
  private readonly known: Set<unknown>;

  constructor(
    private readonly reader: MetadataTypeReader,
    standing: readonly (MetadataType | undefined)[],
  ) {
    // Of a closed generic response the definition is still to be found.
    this.known = new Set(standing.flatMap((type) => (type && !type.args ? [type.source] : [])));
  }

  get types(): readonly MetadataType[] {
    return this.found;
  }

  walk(roots: readonly MetadataType[]): void {
    const queue = [...roots];
    for (let next = queue.shift(); next; next = queue.shift()) {
      const { models, interfaces } = referencesOf(next);
      queue.push(
        ...models.flatMap((model) => this.meet(model)),
        ...interfaces.flatMap((name) => this.meetInterface(name)),
      );
      if (next.args && next.source && 'target' in next.source) queue.push(...this.meetSource(next.source));
    }
  }

  /** What `List<X>` is made of: the list itself is the CLR's. */
  meetAll(model: TypeModel | undefined): MetadataType[] {
    return (model ? typesIn(model) : []).flatMap((found) => this.meet(found));
  }

  /** Types that were not known before, none or one. */
  private meet(model: TypeModel): MetadataType[] {
    if (model.kind === 'dto') return this.meetSource(model.type());
    if (model.kind !== 'enum' || this.known.has(model.enum)) return [];
    return this.add(model.enum, this.reader.readEnum(model.enum));
  }

  private meetSource(type: DtoType): MetadataType[] {
    return this.known.has(type) ? [] : this.add(type, this.reader.readDto(type));
  }

  private meetInterface({ name }: MetadataTypeName): MetadataType[] {
    const record = findInterface(name);
    if (!record || this.known.has(name)) return [];
    return this.add(name, this.reader.readInterface(record.options, sourceLocation(record.declaredAt)));
  }

  private add(key: unknown, type: MetadataType): MetadataType[] {
    this.known.add(key);
    this.found.push(type);
    return [type];
  }
}

/** In which cases the features whose operations reach a type write it, the host's own first. */
function textCases(
  { textCase: own }: ModelSource,
  operations: readonly Operation[],
  types: readonly (MetadataType | undefined)[],
): (type: MetadataType) => TextCase[] {
  const index = new TypeIndex(types);
  const cases = new Map<unknown, Set<TextCase>>();
  for (const { request, response, presentation } of operations) {
    const asModel = { kind: 'dto', clr: request.name, type: () => request, args: [], nullable: false } as const;
    for (const type of index.reachableFrom([...index.typesIn(asModel), ...index.typesIn(response)])) {
      const key = type.source ?? type.name;
      cases.set(key, (cases.get(key) ?? new Set()).add(presentation.textCase));
    }
  }
  return ({ source, name }) => {
    const found = [...(cases.get(source ?? name) ?? [own])];
    return found.sort((a, b) => Number(b === own) - Number(a === own));
  };
}
