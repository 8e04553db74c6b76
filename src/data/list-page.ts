import type { ObjectLiteral, SelectQueryBuilder } from 'typeorm';
import { QueryBase, QueryResponse } from '../../dtos/common';
import { HttpError } from '../engine';

/** Rows of a list when the request names no `Take`. */
export const defaultTake = 100;
/** Most rows of a list, whatever `Take` says. */
export const maxTake = 1_000;

export type ListRequest = Pick<QueryBase, 'skip' | 'take' | 'orderBy' | 'orderByDesc' | 'include'>;

export interface ListOptions {
  /** Member of the row as it stands on the wire → property to sort by (`{ Lastname: 'customer.lastname' }`). Only these can be sorted by. */
  readonly columns: Readonly<Record<string, string>>;
  /** Order when the request names none, in the terms of `OrderBy` (`'Lastname,-Created'`). Default: the key alone. */
  readonly defaultOrder?: string;
  /** Property that tells any two rows apart, `'customer.id'`: sorted by last, so that no row stands on two pages. */
  readonly key: string;
}

/** One page of entities. `total` is 0 unless the request asked for it. */
export interface ListPage<T> {
  readonly offset: number;
  readonly total: number;
  readonly items: readonly T[];
  /** An empty object unless a total was asked for (http-contract 9.1). */
  readonly meta?: Record<string, string>;
}

export interface SortTerm {
  readonly property: string;
  readonly direction: 'ASC' | 'DESC';
}

/**
 * Applies `Skip`, `Take`, `OrderBy`, `OrderByDesc` and `Include=Total` to a query (http-contract 9.1, 9.2).
 *
 * Errors: 400 on `OrderBy` or `OrderByDesc` for a member that is not in `columns`; 400 on `Skip` or `Take` below zero.
 */
export async function listPage<T extends ObjectLiteral>(
  query: SelectQueryBuilder<T>,
  request: ListRequest,
  options: ListOptions,
): Promise<ListPage<T>> {
  const offset = notNegative('Skip', request.skip) ?? 0;
  const take = Math.min(notNegative('Take', request.take) ?? defaultTake, maxTake);
  const wantsTotal = includesTotal(request.include);
  for (const term of sortTerms(request, options)) query.addOrderBy(term.property, term.direction);

  const total = wantsTotal ? await query.getCount() : 0;
  // TypeORM takes a limit of 0 for none.
  const items = take === 0 ? [] : await query.skip(offset).take(take).getMany();
  return { offset, total, items, ...(wantsTotal ? {} : { meta: {} }) };
}

/** The list answer of a page, each entity turned into its row. */
export function toQueryResponse<T, R>(page: ListPage<T>, toRow: (item: T) => R): QueryResponse<R> {
  const { offset, total, items, meta } = page;
  return new QueryResponse<R>({ offset, total, results: items.map(toRow), ...(meta ? { meta } : {}) });
}

/** What to sort by: the request's members or the default order, and the key at the end. */
export function sortTerms(request: ListRequest, options: ListOptions): SortTerm[] {
  const terms = requestedTerms(request, options.columns);
  if (terms.length === 0 && options.defaultOrder) {
    terms.push(...parseOrder('OrderBy', options.defaultOrder, 'ASC', options.columns));
  }
  if (!terms.some((term) => term.property === options.key)) terms.push({ property: options.key, direction: 'ASC' });
  return terms;
}

function requestedTerms(request: ListRequest, columns: ListOptions['columns']): SortTerm[] {
  if (request.orderBy?.trim()) return parseOrder('OrderBy', request.orderBy, 'ASC', columns);
  if (request.orderByDesc?.trim()) return parseOrder('OrderByDesc', request.orderByDesc, 'DESC', columns);
  return [];
}

function parseOrder(
  field: 'OrderBy' | 'OrderByDesc',
  text: string,
  forward: SortTerm['direction'],
  columns: ListOptions['columns'],
): SortTerm[] {
  const backward = forward === 'ASC' ? 'DESC' : 'ASC';
  const terms = new Map<string, SortTerm>();
  for (const part of text.split(',')) {
    const isReversed = part.trim().startsWith('-');
    const property = propertyOf(field, part.trim().replace(/^-\s*/, ''), columns);
    // The first mention decides; PostgreSQL would ignore the second anyway.
    if (!terms.has(property)) terms.set(property, { property, direction: isReversed ? backward : forward });
  }
  return [...terms.values()];
}

function propertyOf(field: string, member: string, columns: ListOptions['columns']): string {
  const wanted = member.toLowerCase();
  const found = Object.entries(columns).find(([name]) => name.toLowerCase() === wanted);
  if (found) return found[1];
  const allowed = Object.keys(columns).join(', ');
  throw HttpError.field(400, 'Predicate', field, `${field} cannot sort by '${member.slice(0, 50)}'; use ${allowed}.`);
}

function notNegative(field: string, value: number | undefined): number | undefined {
  if (value === undefined || value >= 0) return value;
  throw HttpError.field(400, 'GreaterThanOrEqual', field, `${field} must be 0 or more; got ${value}.`);
}

function includesTotal(include: string | undefined): boolean {
  return (include ?? '').split(',').some((part) => part.trim().toLowerCase() === 'total');
}
