import { type MetadataOperationType, type MetadataType, type MetadataTypes, simpleName } from './metadata-types';
import { TypeIndex } from './type-references';

/**
 * The part of a model that `IncludeTypes` and `ExcludeTypes` leave (metadata-and-types 4.0).
 *
 * Include: `Name` the type; `Name.*` it and all it refers to; `Ns/*` all types of the namespaces that start so; `*.Name` the type and
 *          every operation that refers to it; `{tag1,tag2}` all operations with a tag, expanded. What an included operation
 *          returns is always expanded.
 * Exclude: afterwards; names, of generic types without arity; `services` all operations, `types` all else.
 */
export function filterTypes(model: MetadataTypes): MetadataTypes {
  const { includeTypes = [], excludeTypes = [] } = model.config;
  const included = includeTypes.length > 0 ? new Inclusion(model).of(includeTypes) : model;
  return excludeTypes.length > 0 ? exclude(included, excludeTypes) : included;
}

/** `A,{b,c},D.*` → `A`, `{b,c}`, `D.*`: commas between braces belong to the item. */
export function splitTypeList(text: string): string[] {
  return (text.match(/\{[^}]*\}?|[^,{]+/g) ?? []).map((item) => item.trim()).filter((item) => item !== '');
}

class Inclusion {
  private readonly all: readonly MetadataType[];
  private readonly index: TypeIndex;
  private readonly chosen = new Set<MetadataType>();
  private readonly reached = new Map<MetadataOperationType, ReadonlySet<MetadataType>>();

  constructor(private readonly model: MetadataTypes) {
    const { operations, types } = model;
    const responses = operations.flatMap(({ response }) => response ?? []);
    this.all = [...operations.map(({ request }) => request), ...types, ...responses];
    this.index = new TypeIndex(this.all);
  }

  of(patterns: readonly string[]): MetadataTypes {
    for (const pattern of new Set(patterns)) this.choose(pattern);
    const operations = this.model.operations.filter(({ request }) => this.chosen.has(request));
    for (const operation of operations) this.expand(this.answersOf(operation));
    return { ...this.model, operations, types: this.others(operations) };
  }

  private choose(pattern: string): void {
    const tags = /^\{(.*)\}$/
      .exec(pattern)?.[1]
      ?.split(',')
      .map((tag) => tag.trim());
    if (tags) this.expandOperations(({ tags: own }) => own?.some((tag) => tags.includes(tag)) ?? false);
    else if (pattern.startsWith('*.')) this.chooseUsersOf(this.named(pattern.slice(2)));
    else if (pattern.endsWith('.*')) {
      const wanted = this.named(pattern.slice(0, -2));
      this.expand(wanted);
      this.expandOperations(({ request }) => wanted.includes(request));
    } else if (pattern.endsWith('/*')) {
      const start = pattern.slice(0, -2);
      for (const type of this.all) if (type.namespace.startsWith(start)) this.chosen.add(type);
    } else for (const type of this.named(pattern)) this.chosen.add(type);
  }

  private chooseUsersOf(wanted: readonly MetadataType[]): void {
    for (const type of wanted) this.chosen.add(type);
    this.expandOperations((operation) => wanted.some((type) => this.reachedBy(operation).has(type)));
  }

  private reachedBy(operation: MetadataOperationType): ReadonlySet<MetadataType> {
    const known = this.reached.get(operation);
    const reached = known ?? this.index.reachableFrom([operation.request, ...this.answersOf(operation)]);
    this.reached.set(operation, reached);
    return reached;
  }

  private expandOperations(isWanted: (operation: MetadataOperationType) => boolean): void {
    for (const operation of this.model.operations.filter(isWanted)) {
      for (const type of this.reachedBy(operation)) this.chosen.add(type);
    }
  }

  private expand(roots: Iterable<MetadataType | undefined>): void {
    for (const type of this.index.reachableFrom(roots)) this.chosen.add(type);
  }

  /** What an operation returns, with arguments, and the rows that it asks for or changes. */
  private answersOf({ response, returnType, dataModel, viewModel }: MetadataOperationType): MetadataType[] {
    const named = [returnType, dataModel, viewModel].flatMap((name) => this.index.typesIn(name?.model));
    return response ? [response, ...named] : named;
  }

  private named(name: string): MetadataType[] {
    return this.all.filter((type) => isNamed(type, name));
  }

  /** Chosen types that stand in no operation: requests and answers of operations that are left out are types like any other. */
  private others(operations: readonly MetadataOperationType[]): MetadataType[] {
    const seen = new Set<unknown>(
      operations.flatMap(({ request, response }) => [request.source, closedOrSource(response)]),
    );
    return this.all.filter((type) => {
      const key = closedOrSource(type) ?? type.name;
      if (!this.chosen.has(type) || seen.has(key)) return false;
      seen.add(key);
      return true;
    });
  }
}

/** A closed generic and its definition are two types, of which the definition is what code declares. */
function closedOrSource(type: MetadataType | undefined): unknown {
  return type?.args ? type : type?.source;
}

function exclude(model: MetadataTypes, names: readonly string[]): MetadataTypes {
  const isExcluded = (type: MetadataType | undefined) =>
    type !== undefined && names.some((name) => isNamed(type, name));
  const operations = names.includes('services') ? [] : model.operations.filter(({ request }) => !isExcluded(request));
  return {
    ...model,
    operations: operations.map((operation) =>
      isExcluded(operation.response) ? { ...operation, response: undefined } : operation,
    ),
    types: names.includes('types') ? [] : model.types.filter((type) => !isExcluded(type)),
  };
}

function isNamed({ name }: MetadataType, wanted: string): boolean {
  return name === wanted || simpleName(name) === wanted;
}
