import type { Class } from '../../../dtos/annotation-records';
import { parseQueryString } from '../binding/query-string';
import type { RequestContext } from '../core/request-context';
import { type PlanOptions, planQuery } from './plan-query';
import type { QueryPlan } from './query-plan';
import { queryShapeOf } from './query-shape';
import { queryableMembers } from './queryable-members';

export interface PlannerOptions extends PlanOptions {
  /** Members of the row that the source has columns for. Absent: all with a single value. */
  readonly members?: readonly string[];
  /** Whether parameters that the request type does not declare are conditions too (http-contract 9.3). Default: true. */
  readonly isUntyped?: boolean;
}

/** Plans the requests of one query DTO. */
export type QueryPlanner = (request: object, context: RequestContext) => QueryPlan;

/** Errors: Error for members that the row does not have, or a DTO that does not say of which rows it is. */
export function queryPlanner(dto: Class, options: PlannerOptions): QueryPlanner {
  const { rowType, joinWith } = queryShapeOf(dto);
  const members = queryableMembers(rowType, options.members);
  const { isUntyped = true } = options;
  return (request, { queryString, operation }) =>
    planQuery(request, isUntyped ? parseQueryString(queryString) : [], members, {
      joinWith,
      textCase: operation?.presentation.textCase,
      ...options,
    });
}
