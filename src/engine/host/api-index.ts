import type { Operation } from '../core/operation';
import type { CallerNetwork } from '../core/restriction';
import { includesNetwork, visibilityOf } from '../metadata/restriction';

interface IndexEntry {
  readonly name: string;
  readonly returns?: string;
  readonly description?: string;
  readonly notes?: string;
  readonly links: { readonly api: string; readonly ui: string };
}

const builtInTags = new Set(['auth', 'admin']);

/** What `/api` answers a caller of this network: tag → operations (http-contract 2.1). */
export function apiIndex(operations: readonly Operation[], network: CallerNetwork): string {
  const visible = operations.filter(
    ({ request }) =>
      !request.attributes.some((record) => record.name === 'ExcludeMetadata') &&
      includesNetwork(visibilityOf(request), network),
  );
  const hasOwnTags = visible.some((operation) => operation.tags.some((tag) => !builtInTags.has(tag)));
  const untagged = hasOwnTags ? 'apis' : 'other';
  const index: Record<string, IndexEntry[]> = {};
  for (const operation of visible) {
    for (const tag of operation.tags.length > 0 ? operation.tags : [untagged]) {
      index[tag] = [...(index[tag] ?? []), entryOf(operation)];
    }
  }
  return JSON.stringify(index);
}

function entryOf({ name, response, request }: Operation): IndexEntry {
  const text = (attribute: string, key: string) =>
    request.attributes.find((record) => record.name === attribute)?.args[key] as string | undefined;
  return {
    name,
    returns: response?.clr === 'class' && response.kind === 'dto' ? response.type().name : response?.clr,
    description: text('Api', 'Description') ?? text('Description', 'Description'),
    notes: text('Notes', 'Notes'),
    links: { api: `/api/${name}`, ui: `/ui/${name}` },
  };
}
