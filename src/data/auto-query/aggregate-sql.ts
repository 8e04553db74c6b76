import type { ObjectLiteral, SelectQueryBuilder } from 'typeorm';
import type { Aggregate, QueryPlan, QueryResult } from '../../engine';
import { figureText } from './column-values';
import { type Columns, columnOf, directionOf } from './condition-sql';

type Figures = Pick<QueryResult, 'total' | 'figures'>;

/** Total and aggregates of a query that has its conditions, and no order or page yet. The query stays as it is. */
export async function figuresOf<T extends ObjectLiteral>(
  query: SelectQueryBuilder<T>,
  plan: QueryPlan,
  columns: Columns,
): Promise<Figures> {
  const { aggregates, wantsTotal } = plan;
  const countsRows = aggregates.some(isRowCount);
  const total = wantsTotal || countsRows ? await countOf(query, plan) : undefined;
  const texts = await overAll(query, aggregates.filter(isOverAll), columns);
  for (const aggregate of aggregates.filter(isAtEnd))
    texts.set(aggregate, await atEnd(query, aggregate, plan, columns));
  const figures = new Map<string, string>();
  for (const aggregate of aggregates) {
    const text = isRowCount(aggregate) ? String(total) : texts.get(aggregate);
    const property = plan.rowType.properties.find(({ name }) => name === aggregate.member);
    if (typeof text === 'string') figures.set(aggregate.key, isOfMember(aggregate) ? figureText(text, property) : text);
  }
  return { total, figures };
}

function isRowCount(aggregate: Aggregate): boolean {
  return aggregate.member === undefined;
}

function isAtEnd(aggregate: Aggregate): boolean {
  return aggregate.function === 'first' || aggregate.function === 'last';
}

/** Whether the order of the rows is of no matter. */
function isOverAll(aggregate: Aggregate): boolean {
  return !isRowCount(aggregate) && !isAtEnd(aggregate);
}

/** Whether the figure is one of the member's own values. */
function isOfMember(aggregate: Aggregate): boolean {
  return ['min', 'max', 'first', 'last'].includes(aggregate.function);
}

async function countOf<T extends ObjectLiteral>(
  query: SelectQueryBuilder<T>,
  { isDistinct }: QueryPlan,
): Promise<number> {
  if (!isDistinct) return query.getCount();
  const rows = query.clone().orderBy();
  const counted = await query.connection
    .createQueryBuilder()
    .select('count(*)', 'total')
    .from(`(${rows.getQuery()})`, 'counted')
    .setParameters(rows.getParameters())
    .getRawOne<{ total: string }>();
  return Number(counted?.total);
}

async function overAll<T extends ObjectLiteral>(
  query: SelectQueryBuilder<T>,
  aggregates: readonly Aggregate[],
  columns: Columns,
): Promise<Map<Aggregate, string | null | undefined>> {
  if (aggregates.length === 0) return new Map();
  const figures = query.clone().select([]).distinct(false).orderBy();
  for (const [index, aggregate] of aggregates.entries())
    figures.addSelect(aggregateSql(aggregate, columns), `a${index}`);
  const row = await figures.getRawOne<Record<string, string | null>>();
  return new Map(aggregates.map((aggregate, index) => [aggregate, row?.[`a${index}`]]));
}

function aggregateSql(aggregate: Aggregate, columns: Columns): string {
  const column = `${aggregate.isDistinct ? 'distinct ' : ''}${columnOf(columns, aggregate.member ?? '')}`;
  switch (aggregate.function) {
    case 'count':
      return `cast(count(${column}) as text)`;
    case 'sum':
    case 'avg':
      // Without the zeros that a numeric drags behind: 25.5.
      return `cast(trim_scale(cast(${aggregate.function}(${column}) as numeric)) as text)`;
    default:
      return textOf(`${aggregate.function}(${column})`);
  }
}

/** Value of the first or last row, in the order of the plan. */
async function atEnd<T extends ObjectLiteral>(
  query: SelectQueryBuilder<T>,
  { member = '', function: end }: Aggregate,
  plan: QueryPlan,
  columns: Columns,
): Promise<string | null | undefined> {
  const one = query
    .clone()
    .distinct(false)
    .select(textOf(columnOf(columns, member)), 'value')
    .orderBy()
    .limit(1);
  for (const term of plan.order) {
    one.addOrderBy(
      columnOf(columns, term.member),
      directionOf({ ...term, isDescending: term.isDescending !== (end === 'last') }),
    );
  }
  return (await one.getRawOne<{ value: string | null }>())?.value;
}

/** As JSON would say it, without its quotes: independent of the session's date style. */
function textOf(expression: string): string {
  return `to_json(${expression}) #>> '{}'`;
}
