import type { QueryBase } from '../../dtos/common';
import { QueryResponse } from '../../dtos/common';
import { HttpError } from '../engine';

/**
 * One page of rows that are in memory, for short lists that no table holds.
 *
 * Sorts by one member. Errors: 400 on `OrderBy` or `OrderByDesc` for a member that the rows do not have; 400 on `Skip`
 * or `Take` below zero.
 */
export function pageOfRows<T extends object>(rows: readonly T[], request: QueryBase): QueryResponse<T> {
  const offset = notNegative('Skip', request.skip ?? 0);
  const take = notNegative('Take', request.take ?? rows.length);
  const sorted = inOrder(rows, request);
  const wantsTotal = (request.include ?? '').split(',').some((part) => part.trim().toLowerCase() === 'total');
  return new QueryResponse<T>({
    offset,
    total: wantsTotal ? rows.length : 0,
    results: sorted.slice(offset, offset + take),
    ...(wantsTotal ? {} : { meta: {} }),
  });
}

function inOrder<T extends object>(rows: readonly T[], request: QueryBase): readonly T[] {
  const field = request.orderBy?.trim() ? 'OrderBy' : 'OrderByDesc';
  const wanted = (request.orderBy?.trim() || request.orderByDesc?.trim()) ?? '';
  if (wanted === '' || rows.length === 0) return rows;
  const name = wanted.replace(/^-/, '').toLowerCase();
  const member = Object.keys(rows[0] as object).find((key) => key.toLowerCase() === name) as keyof T | undefined;
  if (!member) throw HttpError.field(400, 'Predicate', field, `${field} must be a member of the rows.`);
  const direction = (field === 'OrderByDesc') === wanted.startsWith('-') ? 1 : -1;
  return [...rows].sort((a, b) => direction * (a[member] < b[member] ? -1 : a[member] > b[member] ? 1 : 0));
}

function notNegative(field: string, value: number): number {
  if (value >= 0) return value;
  throw HttpError.field(400, 'GreaterThanOrEqual', field, `${field} must be 0 or more; got ${value}.`);
}
