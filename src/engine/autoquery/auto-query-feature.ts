import type { Class } from '../../../dtos/annotation-records';
import type { Feature, HostBuilder } from '../core/feature';
import type { Presentation } from '../core/presentation';
import { dtoTypeOf } from '../metadata/type-reader';
import { addOperation, rowTypesOf } from './add-operation';
import type { AutoQueryOptions } from './query-operation';
import type { QuerySource } from './query-source';

export interface AutoQueryFeatureOptions extends AutoQueryOptions {
  readonly presentation?: Presentation;
  /** Row DTO → where such rows come from. */
  readonly sources?: Iterable<readonly [row: Class, source: QuerySource]>;
}

/**
 * Answers query and CRUD DTOs without Services (http-contract 9).
 *
 * ```ts
 * new AutoQueryFeature({ sources: [[Item, itemSource]], maxTake: 500 }).add(QueryItems).add(CreateItem);
 * ```
 *
 * Nothing is answered that was not added. A feature with operations of its own adds them with `addOperation` instead, so
 * that its filters and its presentation hold for them.
 */
export class AutoQueryFeature implements Feature {
  readonly name = 'autoquery';
  readonly presentation?: Presentation;
  private readonly sources: ReadonlyMap<Class, QuerySource>;
  private readonly added: { dto: Class; source: QuerySource; options: AutoQueryOptions }[] = [];

  constructor(private readonly options: AutoQueryFeatureOptions = {}) {
    this.presentation = options.presentation;
    this.sources = new Map(options.sources);
  }

  /**
   * Before the host starts. `source`: default is that of the DTO's row type.
   *
   * Errors: Error naming the file when there is none.
   */
  add(dto: Class, { source, ...options }: AutoQueryOptions & { readonly source?: QuerySource } = {}): this {
    this.added.push({ dto, source: source ?? this.sourceOf(dto), options });
    return this;
  }

  register(host: HostBuilder): void {
    const { presentation, sources, ...defaults } = this.options;
    for (const { dto, source, options } of this.added) addOperation(host, dto, source, { ...defaults, ...options });
  }

  private sourceOf(dto: Class): QuerySource {
    const types = rowTypesOf(dto);
    const found = types.map((type) => this.sources.get(type.target)).find((source) => source !== undefined);
    if (found) return found;
    const { name, declaredIn } = dtoTypeOf(dto);
    const rows = types.map((type) => type.name).join(' or ') || 'no rows';
    throw new Error(`${name} (${declaredIn}) is about ${rows}, for which there is no source.`);
  }
}
