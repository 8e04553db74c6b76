import type { DtoProperty, DtoType } from '../core/type-model';

/** How a condition compares a member with its values. */
export type Operator =
  | 'equal'
  | 'notEqual'
  | 'greater'
  | 'greaterOrEqual'
  | 'less'
  | 'lessOrEqual'
  | 'like'
  | 'startsWith'
  | 'contains'
  | 'endsWith'
  | 'in'
  | 'between'
  | 'hasAll'
  | 'hasAny'
  | 'isNull'
  | 'isNotNull';

/**
 * One comparison of a query.
 *
 * Shape: `isNull` and `isNotNull` have no value, `between` has two, `in` one or more, every other operator one. Values are as
 *        a Service gets them from the binder: Guids dashed, dates ISO-8601 UTC, enums by their TypeScript value.
 */
export interface Condition {
  readonly member: string;
  readonly operator: Operator;
  readonly values: readonly unknown[];
}

export interface OrderTerm {
  readonly member: string;
  readonly isDescending: boolean;
}

export type AggregateFunction = 'count' | 'sum' | 'avg' | 'min' | 'max' | 'first' | 'last';

/** One figure about all rows that meet the conditions. */
export interface Aggregate {
  /** Its name in the answer's `meta`: the alias, or the expression as the caller wrote it. */
  readonly key: string;
  readonly function: AggregateFunction;
  /** Absent: of rows, `COUNT(*)`. */
  readonly member?: string;
  readonly isDistinct: boolean;
}

/**
 * What a query request asks for, without a word of SQL (http-contract 9).
 *
 * Every member in it is one that the source named; a source can map names to columns without looking at what was sent.
 */
export interface QueryPlan {
  readonly rowType: DtoType;
  readonly conditions: readonly Condition[];
  /** `or`: one condition is enough; without any condition there are then no rows. */
  readonly joinWith: 'and' | 'or';
  /** Ends with the key, so that no row stands on two pages; a DISTINCT plan orders by its own members only. */
  readonly order: readonly OrderTerm[];
  readonly offset: number;
  /** Within the source's limit; 0: no rows. */
  readonly take: number;
  /** Members of the answered rows: those that `fields` names, or all. */
  readonly select: readonly DtoProperty[];
  readonly isDistinct: boolean;
  readonly wantsTotal: boolean;
  readonly aggregates: readonly Aggregate[];
}
