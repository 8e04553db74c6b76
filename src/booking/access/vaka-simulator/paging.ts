import { ok, refuse, type SimAnswer, type SimRequest } from './http-message';

const defaultPageSize = 50;
const maxPageSize = 100;

/**
 * One page of a listing: `pageSize` (default 50, at most 100) and an opaque `continuationToken` that only this listing
 * understands. The position is an offset: when someone is removed meanwhile, the next page has moved, as in real life.
 */
export function page<T>(
  { query }: SimRequest,
  listing: string,
  rows: readonly T[],
  toBody: (rows: readonly T[]) => object,
): SimAnswer {
  const sizeText = query.get('pageSize') ?? String(defaultPageSize);
  const size = Number(sizeText);
  if (!/^\d+$/.test(sizeText) || size < 1 || size > maxPageSize) {
    return refuse(400, `pageSize must be 1 to ${maxPageSize}`);
  }
  const offset = offsetOf(query.get('continuationToken'), listing);
  if (offset === undefined) return refuse(400, 'continuationToken belongs to another listing');

  const end = offset + size;
  const continuationToken = end < rows.length ? tokenFor(listing, end) : null;
  return ok({ ...toBody(rows.slice(offset, end)), continuationToken });
}

/** `nonce` tells apart tokens that mean the same place. */
export function tokenFor(listing: string, offset: number, nonce = 0): string {
  return Buffer.from(JSON.stringify([listing, offset, nonce])).toString('base64url');
}

function offsetOf(token: string | null, listing: string): number | undefined {
  if (token === null || token === '') return 0;
  try {
    const [name, offset] = JSON.parse(Buffer.from(token, 'base64url').toString('utf8')) as [unknown, unknown];
    return name === listing && typeof offset === 'number' ? offset : undefined;
  } catch {
    // Not a token of ours at all: refused like one of another listing.
    return undefined;
  }
}
