import type { TypeModel } from '../core/type-model';
import { ClrNames, clrText } from '../metadata/clr-names';
import type { ProfileOptions } from '../metadata/metadata-config';
import type { MetadataOperationType, MetadataType, MetadataTypeName } from '../metadata/metadata-types';
import type { TypeOrder } from './language';

/** What is to be ordered. On a page all types are `others`, in the order of the page; `operations` then only tell what a request returns. */
export interface Unordered {
  readonly others: readonly MetadataType[];
  readonly responses: readonly MetadataType[];
  readonly requests: readonly MetadataType[];
  readonly operations: readonly MetadataOperationType[];
}

/** The types in the order of the output, each once (metadata-and-types 4.0, type ordering). */
export function orderTypes(types: Unordered, order: TypeOrder, options: ProfileOptions): MetadataType[] {
  const { others, responses, requests } = types;
  switch (order) {
    case 'deps':
      return byDependency(once([...basesFirst(others), ...responses, ...requests]), types.operations, options);
    case 'fsharp':
      return byDependency(once([...others, ...responses, ...requests]), types.operations, options);
    case 'namespace':
      return once([...others, ...responses, ...requests]).sort(byNamespace);
    case 'list':
      return once([...requests, ...responses.map((type) => definitionOf(type, others)), ...others]);
  }
}

/** What code declares of a generic answer: all operations that answer a `QueryResponse<X>` share one class. */
function definitionOf(type: MetadataType, others: readonly MetadataType[]): MetadataType {
  return (type.args && others.find((other) => !other.args && identity(other) === identity(type))) || type;
}

/** Of types that stand several times, as a generic definition and what closes it, the first. */
function once(list: readonly MetadataType[]): MetadataType[] {
  const seen = new Set<string>();
  return list.filter((type) => !seen.has(identity(type)) && seen.add(identity(type)));
}

function identity({ namespace, name }: MetadataType): string {
  return `${namespace}.${name}`;
}

// As a .NET culture compares: letters before their case, lower case before upper.
const collator = new Intl.Collator('en');

function byNamespace(a: MetadataType, b: MetadataType): number {
  return collator.compare(a.namespace, b.namespace) || collator.compare(a.name, b.name);
}

function basesFirst(types: readonly MetadataType[]): MetadataType[] {
  const byName = new Map(types.map((type) => [identity(type), type]));
  const placed = new Set<MetadataType>();
  const place = (type: MetadataType) => {
    if (placed.has(type)) return;
    const base = type.inherits && byName.get(`${type.inherits.namespace}.${type.inherits.name}`);
    if (base && base !== type) place(base);
    placed.add(type);
  };
  types.forEach(place);
  return [...placed];
}

/** Each type after what it depends on; of two that depend on each other the one that is met first stands first. */
function byDependency(
  types: readonly MetadataType[],
  operations: readonly MetadataOperationType[],
  options: ProfileOptions,
): MetadataType[] {
  const byText = new Map(types.map((type) => [type.name, type]));
  const dependenciesOf = (type: MetadataType) =>
    dependencyTexts(type, operations, options).flatMap((text) => byText.get(text) ?? []);
  const marked = new Set<MetadataType>();
  const ordered: MetadataType[] = [];
  const visit = (type: MetadataType) => {
    if (marked.has(type)) return;
    // Marked when it is reached, before its own dependencies: a circle ends here.
    marked.add(type);
    dependenciesOf(type).forEach(visit);
    ordered.push(type);
  };
  for (const type of types) {
    dependenciesOf(type).forEach(visit);
    visit(type);
  }
  return ordered;
}

const names = new ClrNames('');

/** Names that a type depends on. Arguments count by their whole text, so that `List<List<X>>` leads nowhere. */
function dependencyTexts(
  type: MetadataType,
  operations: readonly MetadataOperationType[],
  { followsArraysAndGenericBases: follows }: ProfileOptions,
): string[] {
  const operation = operations.find(({ request }) => identity(request) === identity(type));
  const { inherits } = type;
  return [
    ...(operation?.returnType ? argumentsOrName(operation.returnType, follows) : []),
    ...(inherits?.genericArgs ?? []),
    ...(inherits && (follows || !inherits.genericArgs) ? [inherits.name] : []),
    ...type.properties.flatMap(({ model }) => argumentsOrName(plainName(model), follows)),
  ];
}

function plainName(model: TypeModel): Pick<MetadataTypeName, 'name' | 'genericArgs'> {
  const { name, args } = names.nameOf(model);
  return { name, ...(args.length > 0 && { genericArgs: args.map(clrText) }) };
}

function argumentsOrName(
  { name, genericArgs }: Pick<MetadataTypeName, 'name' | 'genericArgs'>,
  stripsArray: boolean,
): readonly string[] {
  return genericArgs ?? [stripsArray ? name.replace(/(?:\[\])+$/, '') : name];
}
