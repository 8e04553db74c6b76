import type { ObjectLiteral, SelectQueryBuilder } from 'typeorm';
import type { QueryResponse } from '../../../dtos/common';
import { type DtoProperty, type QueryPlan, type QueryResult, queryResponse } from '../../engine';
import { figuresOf } from './aggregate-sql';
import { fromColumn } from './column-values';
import { type Columns, columnOf, conditionsSql, directionOf } from './condition-sql';

/** What a plan found by a query for entities. */
export interface PlanPage<T> extends Omit<QueryResult, 'rows'> {
  readonly plan: QueryPlan;
  readonly items: readonly T[];
  /** Distinct values, which belong to no entity; `items` is then empty. */
  readonly records?: readonly object[];
}

/**
 * Adds a plan's conditions, order and page to a query of one's own. `columns`: member of the row → property path
 * (`customer.lastname`) or SQL expression. What the query asks for already stays.
 */
export function applyPlan<T extends ObjectLiteral>(
  query: SelectQueryBuilder<T>,
  plan: QueryPlan,
  columns: Columns,
): SelectQueryBuilder<T> {
  applyConditions(query, plan, columns);
  return applyPage(query, plan, columns);
}

/** One page of entities with what else the plan asks for. The statements run one after another. */
export async function entityPage<T extends ObjectLiteral>(
  query: SelectQueryBuilder<T>,
  plan: QueryPlan,
  columns: Columns,
): Promise<PlanPage<T>> {
  if (plan.isDistinct) return { plan, items: [], ...(await recordPage(query, plan, columns)) };
  applyConditions(query, plan, columns);
  const figures = await figuresOf(query, plan, columns);
  // TypeORM takes a limit of 0 for none.
  const items = plan.take === 0 ? [] : await applyPage(query, plan, columns).getMany();
  return { plan, items, ...figures };
}

/** One page of plain objects that hold the selected members, for those that have columns. */
export async function recordPage<T extends ObjectLiteral>(
  query: SelectQueryBuilder<T>,
  plan: QueryPlan,
  columns: Columns,
  shown: Columns = columns,
): Promise<Omit<QueryResult, 'rows'> & { readonly records: readonly object[] }> {
  applyConditions(query, plan, columns);
  const selected = plan.select.filter(({ name }) => Object.hasOwn(shown, name));
  query.select([]).distinct(plan.isDistinct);
  for (const [index, { name }] of selected.entries()) query.addSelect(columnOf(shown, name), `c${index}`);
  if (selected.length === 0) query.addSelect('1', 'c0');
  const figures = await figuresOf(query, plan, columns);
  const rows: Record<string, unknown>[] = plan.take === 0 ? [] : await applyPage(query, plan, columns).getRawMany();
  return { records: rows.map((row) => toRecord(row, selected)), ...figures };
}

/** The list answer of a page, each entity turned into its row. */
export function toQueryResponse<T, R extends object>(
  { plan, items, records, ...figures }: PlanPage<T>,
  toRow: (item: T) => R,
): QueryResponse<R> {
  return queryResponse<R>(plan, { rows: records ?? items.map(toRow), ...figures });
}

function applyConditions<T extends ObjectLiteral>(
  query: SelectQueryBuilder<T>,
  plan: QueryPlan,
  columns: Columns,
): void {
  const condition = conditionsSql(plan, columns, (value) => {
    const name = `plan${Object.keys(query.getParameters()).length}`;
    query.setParameter(name, value);
    return `:${name}`;
  });
  if (condition !== undefined) query.andWhere(condition);
}

function applyPage<T extends ObjectLiteral>(
  query: SelectQueryBuilder<T>,
  plan: QueryPlan,
  columns: Columns,
): SelectQueryBuilder<T> {
  for (const term of plan.order) query.addOrderBy(columnOf(columns, term.member), directionOf(term));
  return query.skip(plan.offset).take(plan.take);
}

function toRecord(row: Readonly<Record<string, unknown>>, selected: readonly DtoProperty[]): object {
  return Object.fromEntries(selected.map((property, index) => [property.name, fromColumn(row[`c${index}`], property)]));
}
