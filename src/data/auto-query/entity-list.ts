import type { ObjectLiteral, SelectQueryBuilder } from 'typeorm';
import type { Class } from '../../../dtos/annotations';
import { type PlannerOptions, type QueryPlanner, queryPlanner, type RequestContext } from '../../engine';
import type { Columns } from './condition-sql';
import { refusingBadQuery } from './query-errors';
import { entityPage, type PlanPage } from './run-plan';

export interface EntityListOptions extends Omit<PlannerOptions, 'members'> {
  /**
   * Member of the row as it stands on the wire → property path (`customer.lastname`) or SQL expression of the query. Callers
   * can sort, filter and count by these only: leave out what not every caller of the list may see.
   */
  readonly columns: Columns;
}

/** Answers the page that a request asks for out of a query that says which rows there are. */
export type Pager = <T extends ObjectLiteral>(query: SelectQueryBuilder<T>) => Promise<PlanPage<T>>;

/** Rows of a list of the domains when the request names no `Take`. */
const defaultTake = 100;

/**
 * AutoQuery for a list whose Service has a say of its own in which rows there are and what they look like:
 *
 * ```ts
 * const resourceList = entityList(ResourceQuery, { columns: { Id: 'resource.id', Name: 'resource.name' }, key: 'Id' });
 * const page = await resourceList(request, this.context)(query);
 * return toQueryResponse(page, toResource);
 * ```
 *
 * Members of the request that name a column are conditions already; the query states only what else holds.
 * Calls: 400 as `planQuery`, and for what the database cannot evaluate.
 */
export function entityList(
  dto: Class,
  options: EntityListOptions,
): (request: object, context: RequestContext) => Pager {
  const { columns, ...rest } = options;
  // At first use, when all DTOs are declared.
  let planner: QueryPlanner | undefined;
  return (request, context) => {
    planner ??= queryPlanner(dto, { defaultTake, ...rest, members: Object.keys(columns) });
    const plan = planner(request, context);
    return (query) => refusingBadQuery(context, () => entityPage(query, plan, columns));
  };
}
