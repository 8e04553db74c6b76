import type { TypeModel } from '../core/type-model';
import type { MetadataType, MetadataTypeName } from './metadata-types';

/** Declared types in a type expression, outermost first: of `Dictionary<string,List<Account>>` it is Account. */
export function typesIn(type: TypeModel): TypeModel[] {
  switch (type.kind) {
    case 'list':
      return typesIn(type.item);
    case 'dictionary':
      return [...typesIn(type.key), ...typesIn(type.value)];
    case 'dto':
      return [type, ...type.args.flatMap(typesIn)];
    case 'enum':
      return [type];
    default:
      return [];
  }
}

/** What a type refers to itself: its members' types, its base, the rows it changes, its interfaces. */
export interface References {
  readonly models: readonly TypeModel[];
  readonly interfaces: readonly MetadataTypeName[];
}

const known = new WeakMap<MetadataType, References>();

export function referencesOf(type: MetadataType): References {
  let references = known.get(type);
  if (!references) {
    references = readReferences(type);
    known.set(type, references);
  }
  return references;
}

function readReferences({ properties, inherits, implements: interfaces }: MetadataType): References {
  const models = [
    ...properties.map(({ model }) => model),
    ...(inherits?.model ? [inherits.model] : []),
    ...interfaces.flatMap(({ args = [] }) => args),
  ];
  return { models: models.flatMap(typesIn), interfaces };
}

/** Finds the model's type for a declared one. Of types that stand several times, as closed generics do, the first. */
export class TypeIndex {
  private readonly bySource = new Map<unknown, MetadataType>();
  private readonly interfaces = new Map<string, MetadataType>();

  constructor(types: Iterable<MetadataType | undefined>) {
    for (const type of types) {
      if (type?.isInterface) this.interfaces.set(type.name, type);
      else if (type && !this.bySource.has(type.source)) this.bySource.set(type.source, type);
    }
  }

  find(model: TypeModel): MetadataType | undefined {
    if (model.kind === 'enum') return this.bySource.get(model.enum);
    return model.kind === 'dto' ? this.bySource.get(model.type()) : undefined;
  }

  findInterface({ name }: MetadataTypeName): MetadataType | undefined {
    return this.interfaces.get(name);
  }

  /** The types that these lead to, themselves included, each once. */
  reachableFrom(roots: Iterable<MetadataType | undefined>): Set<MetadataType> {
    const found = new Set<MetadataType>();
    const queue = [...roots];
    for (let next = queue.pop(); queue.length > 0 || next; next = queue.pop()) {
      if (!next || found.has(next)) continue;
      found.add(next);
      const { models, interfaces } = referencesOf(next);
      queue.push(...models.map((model) => this.find(model)), ...interfaces.map((name) => this.findInterface(name)));
    }
    return found;
  }

  /** The declared types of a type expression. */
  typesIn(model: TypeModel | undefined): MetadataType[] {
    return (model ? typesIn(model) : []).flatMap((found) => this.find(found) ?? []);
  }
}
