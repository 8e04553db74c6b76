import { AxemaError } from './axema-client';

export interface UpstreamPage<T> {
  readonly items: readonly T[];
  readonly total?: number;
  readonly continuationToken?: string;
}

/**
 * The pages of a listing, in slices of at most `pageSize`: a system that ignores the size asked for fills no
 * transaction with its whole list.
 *
 * Errors: AxemaError `protocol` when a continuation token comes back, or when there are more than `maxPages`.
 */
export async function* readPages<T>(
  fetchPage: (continuationToken: string | undefined, pageNumber: number) => Promise<UpstreamPage<T>>,
  { pageSize, maxPages }: { pageSize: number; maxPages: number },
): AsyncGenerator<{ items: T[]; total?: number }> {
  const seen = new Set<string>();
  let token: string | undefined;
  for (let pageNumber = 1; pageNumber <= maxPages; pageNumber++) {
    const { items, total, continuationToken } = await fetchPage(token, pageNumber);
    for (let start = 0; start < Math.max(items.length, 1); start += pageSize) {
      yield { items: items.slice(start, start + pageSize), total };
    }
    if (continuationToken === undefined) return;
    if (seen.has(continuationToken)) throw endless();
    seen.add(continuationToken);
    token = continuationToken;
  }
  throw endless();
}

const endless = (): AxemaError => new AxemaError('protocol', 'The list of the Axema system does not come to an end.');
