import type { DataSource, EntityTarget, ObjectLiteral, SelectQueryBuilder } from 'typeorm';
import type { QueryPlan, QueryResult, QuerySource, RequestContext } from '../../engine';
import type { Bind, Columns } from './condition-sql';
import { EntityColumns, rowAlias } from './entity-columns';
import { refusingBadQuery } from './query-errors';
import { entityPage, recordPage } from './run-plan';

export interface EntitySourceOptions<E extends ObjectLiteral> {
  /** Member of the row → property of the entity (`lastname`), or SQL over its properties (`lower(row.lastname)`). */
  readonly row: Columns;
  /** The member of `row` that is the primary key. */
  readonly key: string;
  /** Whose rows a caller sees: the property that says whose a row is, and whose the caller is. Default: everybody's. */
  readonly tenant?: { readonly property: string; readonly of: (context: RequestContext) => string };
  /** A further condition, in SQL over `row`, that every row meets whatever the caller asks; values through `bind`. */
  readonly baseFilter?: (context: RequestContext, bind: Bind) => string | undefined;
  /** Makes rows of entities, one for each and in their order. Default: the mapped members. */
  readonly toRows?: (entities: readonly E[], context: RequestContext) => readonly object[] | Promise<readonly object[]>;
}

/**
 * Rows of one table for AutoQuery (http-contract 9, decisions D35).
 *
 * Names come from the mapping only and values are parameters only, whatever a caller sends; the tenant's condition stands in
 * every statement. The data source must be initialised.
 * Errors: Error for a property that the entity does not have. Calls: 400 ArgumentException for what the database cannot
 *         evaluate.
 */
export function entitySource<E extends ObjectLiteral>(
  dataSource: DataSource,
  entity: EntityTarget<E>,
  options: EntitySourceOptions<E>,
): QuerySource {
  return new EntitySource(dataSource, entity, options);
}

/** What reading and writing of an entity's rows share. */
export class EntitySource<E extends ObjectLiteral> implements QuerySource {
  readonly members: readonly string[];
  readonly key: string;
  protected readonly names: EntityColumns;
  protected readonly columns: Columns;
  private readonly shown: Columns;

  constructor(
    protected readonly dataSource: DataSource,
    private readonly entity: EntityTarget<E>,
    protected readonly options: EntitySourceOptions<E>,
  ) {
    this.names = new EntityColumns(dataSource, entity, options.row);
    this.columns = this.names.all();
    this.shown = this.names.shown();
    this.members = Object.keys(options.row);
    this.key = options.key;
    if (!this.members.includes(options.key))
      throw new Error(`The key '${options.key}' is not among the mapped members.`);
    if (options.tenant) this.names.column(options.tenant.property);
  }

  run(plan: QueryPlan, context: RequestContext): Promise<QueryResult> {
    return refusingBadQuery(context, async () => {
      const { toRows } = this.options;
      const query = this.visible(context);
      // Distinct values belong to no entity.
      if (!toRows || plan.isDistinct) {
        const { records, ...figures } = await recordPage(query, plan, this.columns, this.shown);
        return { rows: records, ...figures };
      }
      const { items, total, figures } = await entityPage(query, plan, this.columns);
      return { rows: await toRows(items, context), total, figures };
    });
  }

  /** The conditions that hold for every statement of this caller. */
  protected ownConditions(context: RequestContext, bind: Bind): string[] {
    const { tenant, baseFilter } = this.options;
    const conditions: string[] = [];
    if (tenant) conditions.push(`${this.names.physical(tenant.property)} = ${bind(tenant.of(context))}`);
    const filter = baseFilter?.(context, bind);
    if (filter !== undefined) conditions.push(`(${this.names.physical(filter)})`);
    return conditions;
  }

  private visible(context: RequestContext): SelectQueryBuilder<E> {
    const query = this.dataSource.manager.createQueryBuilder(this.entity, rowAlias);
    let count = 0;
    const conditions = this.ownConditions(context, (value) => {
      const name = `own${count++}`;
      query.setParameter(name, value);
      return `:${name}`;
    });
    for (const condition of conditions) query.andWhere(condition);
    return query;
  }
}
