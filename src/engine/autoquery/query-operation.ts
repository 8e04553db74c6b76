import type { Class } from '../../../dtos/annotation-records';
import { QueryResponse } from '../../../dtos/common';
import type { Answerer } from './answerer';
import type { QueryPlan } from './query-plan';
import { type PlannerOptions, queryPlanner } from './query-planner';
import { queryShapeOf } from './query-shape';
import type { QueryResult, QuerySource } from './query-source';

export type AutoQueryOptions = Omit<PlannerOptions, 'key' | 'members'>;

/** Errors: Error naming the file when the source names no member of the rows. */
export function queryAnswerer(dto: Class, source: QuerySource, options: AutoQueryOptions): Answerer {
  const { rowType, fromType } = queryShapeOf(dto);
  // Of a narrower row (`QueryDb<From,Into>`), only what it shows can be asked about (decisions D35).
  const isShown = (name: string) => rowType.properties.some((property) => property.name === name);
  const members = rowType === fromType ? source.members : source.members.filter(isShown);
  const plan = queryPlanner(dto, { ...options, members, key: source.key });
  return async (request, context) => {
    const planned = plan(request, context);
    return queryResponse(planned, await source.run(planned, context));
  };
}

/** The answer of a list: rows as instances of the row DTO with the members that were asked for (http-contract 9.1, 9.4). */
export function queryResponse<R extends object = object>(plan: QueryPlan, result: QueryResult): QueryResponse<R> {
  const { rows, total = 0, figures = new Map() } = result;
  const isWhole = plan.select.length === plan.rowType.properties.length;
  const type = plan.rowType.target as unknown as new () => R;
  const results = rows.map((row) => {
    if (isWhole && row instanceof type) return row;
    const source = row as Readonly<Record<string, unknown>>;
    return Object.assign(new type(), Object.fromEntries(plan.select.map(({ name }) => [name, source[name]])));
  });
  // Left out when a total was asked for and nothing else (http-contract 9.1).
  const meta = figures.size === 0 && plan.wantsTotal ? {} : { meta: Object.fromEntries(figures) };
  return new QueryResponse<R>({ offset: plan.offset, total, results, ...meta });
}
