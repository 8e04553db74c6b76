import type { Class } from '../../../dtos/annotation-records';
import type { QueryBase } from '../../../dtos/common';
import { BindContext } from '../binding/bind-context';
import type { TextParameters } from '../binding/query-string';
import { HttpError } from '../core/http-error';
import type { TextCase } from '../core/presentation';
import { dtoTypeOf, toPascalCase } from '../metadata/type-reader';
import { parseInclude } from './aggregates';
import { refuseParameter } from './auto-query-errors';
import { typedConditions, untypedConditions } from './conditions';
import { parseOrder } from './order';
import type { Condition, OrderTerm, QueryPlan } from './query-plan';
import type { QueryableMembers } from './queryable-members';
import { parseFields, type Selection } from './selection';

export interface PlanOptions {
  /** What tells any two rows apart, in the source's terms; need not be a member of the row. */
  readonly key: string;
  /** Order when the request names none, in the terms of `OrderBy`. Default: by key. */
  readonly defaultOrder?: string;
  /** Most rows of an answer. Default: 1,000. */
  readonly maxTake?: number;
  /** Rows when the request does not say. Default: as many as are allowed. */
  readonly defaultTake?: number;
  /** Count all rows whether asked or not. Default: false. */
  readonly includeTotal?: boolean;
  /** Default: `and`. */
  readonly joinWith?: 'and' | 'or';
  /** Case of `OrderBy`, `Skip` … in messages. Default: camelCase. */
  readonly textCase?: TextCase;
}

/** Most rows of an answer where nobody says otherwise. */
export const defaultMaxTake = 1_000;

/**
 * Says what a query request asks for (http-contract 9.2–9.4, decisions D35).
 *
 * `untyped`: parameters that the request type may not declare. Nothing that is not a member of `members` gets into the plan.
 * Errors: 400 SerializationException with one entry per value that cannot be read as its member's type; 400 on `orderBy`,
 *         `fields` or `include` for unknown members; 400 for `skip` or `take` below zero.
 */
export function planQuery(
  request: object,
  untyped: TextParameters,
  members: QueryableMembers,
  options: PlanOptions,
): QueryPlan {
  const query = request as QueryBase;
  const named = (name: string) => (options.textCase === 'PascalCase' ? toPascalCase(name) : name);
  const selection = query.fields?.trim()
    ? parseFields(query.fields, named('fields'), members)
    : { select: members.rowType.properties, isDistinct: false };
  const { wantsTotal, aggregates } = parseInclude(query.include ?? '', named('include'), members);
  const { maxTake = defaultMaxTake, defaultTake = maxTake } = options;
  return {
    rowType: members.rowType,
    conditions: readConditions(request, untyped, members),
    joinWith: options.joinWith ?? 'and',
    order: readOrder(query, selection, members, options, named),
    offset: notNegative(named('skip'), query.skip) ?? 0,
    take: Math.min(notNegative(named('take'), query.take) ?? defaultTake, maxTake),
    ...selection,
    wantsTotal: wantsTotal || (options.includeTotal ?? false),
    aggregates,
  };
}

function readConditions(request: object, untyped: TextParameters, members: QueryableMembers): Condition[] {
  const requestType = dtoTypeOf(request.constructor as unknown as Class);
  const context = new BindContext(true);
  const conditions = [
    ...typedConditions(request, members, context),
    ...untypedConditions(untyped, requestType, members, context),
  ];
  if (context.errors.length === 0) return conditions;
  throw new HttpError(400, 'SerializationException', `Unable to bind to request '${requestType.name}'`, {
    errors: context.errors,
  });
}

function readOrder(
  query: QueryBase,
  { select, isDistinct }: Selection,
  members: QueryableMembers,
  options: PlanOptions,
  named: (name: string) => string,
): OrderTerm[] {
  const asked = requestedOrder(query, members, named);
  if (isDistinct) {
    const names = new Set(select.map(({ name }) => name));
    const other = asked.find(({ member }) => !names.has(member));
    if (!other) return withTerms(asked, [...names]);
    throw refuseParameter(
      named('orderBy'),
      `${other.member} cannot order the rows: it is not among the DISTINCT fields.`,
    );
  }
  const terms =
    asked.length === 0 && options.defaultOrder !== undefined
      ? parseOrder(options.defaultOrder, named('orderBy'), false, members)
      : asked;
  return withTerms(terms, [options.key]);
}

function requestedOrder(
  { orderBy, orderByDesc }: QueryBase,
  members: QueryableMembers,
  named: (name: string) => string,
): OrderTerm[] {
  if (orderBy?.trim()) return parseOrder(orderBy, named('orderBy'), false, members);
  if (orderByDesc?.trim()) return parseOrder(orderByDesc, named('orderByDesc'), true, members);
  return [];
}

function withTerms(terms: readonly OrderTerm[], more: readonly string[]): OrderTerm[] {
  const known = new Set(terms.map(({ member }) => member));
  return [...terms, ...more.filter((name) => !known.has(name)).map((member) => ({ member, isDescending: false }))];
}

function notNegative(fieldName: string, value: number | undefined): number | undefined {
  if (value === undefined || value >= 0) return value;
  throw HttpError.field(400, 'GreaterThanOrEqual', fieldName, `${fieldName} must be 0 or more; got ${value}.`);
}
