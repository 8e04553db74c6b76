import type { AxemaClient, AxemaConnection, AxemaGroup, AxemaPerson } from './axema-client';
import type { AxemaEndpoint } from './axema-endpoint';
import { axemaPageSize } from './axema-limits';
import { type AxemaTransportOptions, JsonApi } from './json-api';
import { readPages, type UpstreamPage } from './read-pages';
import {
  readContinuationToken,
  readGroup,
  readList,
  readObject,
  readPerson,
  readText,
  readTotal,
} from './read-upstream';

/**
 * A VAKA system at the customer's site, reached with the user name and password of a system account.
 *
 * Source: the wire format is the one of the simulator's local face (axema-vaka.md 4.2); Axema does not publish its own.
 */
export class LocalAxemaClient implements AxemaClient {
  private readonly api: JsonApi;
  private readonly headers: Readonly<Record<string, string>>;
  private readonly maxPages: number;

  constructor(
    endpoint: AxemaEndpoint,
    connection: AxemaConnection,
    options: AxemaTransportOptions & { readonly ca?: string },
  ) {
    this.api = new JsonApi(endpoint, options);
    this.maxPages = options.limits.maxPages;
    const credentials = Buffer.from(`${connection.username}:${connection.password}`, 'utf8').toString('base64');
    this.headers = { authorization: `Basic ${credentials}` };
  }

  async ping(signal?: AbortSignal): Promise<{ systemName: string; version?: string }> {
    const { name, version } = readObject(await this.get('/api/v1/system', signal));
    return { systemName: readText(name), ...(typeof version === 'string' ? { version } : {}) };
  }

  async *listPersons(
    opts: { pageSize?: number; signal?: AbortSignal } = {},
  ): AsyncGenerator<{ persons: AxemaPerson[]; total?: number }> {
    for await (const { items, total } of this.pages('persons', readPerson, opts)) yield { persons: items, total };
  }

  async *listGroups(opts: { pageSize?: number; signal?: AbortSignal } = {}): AsyncGenerator<AxemaGroup[]> {
    for await (const { items } of this.pages('groups', readGroup, opts)) yield items;
  }

  async close(): Promise<void> {
    this.api.close();
  }

  private pages<T>(
    listing: 'persons' | 'groups',
    readItem: (value: unknown, position: string) => T,
    { pageSize = axemaPageSize, signal }: { pageSize?: number; signal?: AbortSignal },
  ): AsyncGenerator<{ items: T[]; total?: number }> {
    const fetchPage = async (token: string | undefined, pageNumber: number): Promise<UpstreamPage<T>> => {
      const query = new URLSearchParams({ pageSize: String(pageSize), ...(token ? { continuationToken: token } : {}) });
      const page = readObject(await this.get(`/api/v1/${listing}?${query}`, signal));
      const rows = readList(page[listing === 'persons' ? 'persons' : 'userGroups']);
      return {
        items: rows.map((row, index) => readItem(row, `${pageNumber}:${index}`)),
        total: readTotal(page.total),
        continuationToken: readContinuationToken(page.continuationToken),
      };
    };
    return readPages(fetchPage, { pageSize, maxPages: this.maxPages });
  }

  private get(path: string, signal: AbortSignal | undefined): Promise<unknown> {
    return this.api.request({ method: 'GET', path, headers: this.headers, signal });
  }
}
