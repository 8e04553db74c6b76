import type { Clock } from '../../../engine';
import { type AxemaClient, type AxemaConnection, AxemaError, type AxemaGroup, type AxemaPerson } from './axema-client';
import type { AxemaEndpoint } from './axema-endpoint';
import { axemaPageSize } from './axema-limits';
import { type AxemaTransportOptions, JsonApi } from './json-api';
import { readPages, type UpstreamPage } from './read-pages';
import { readContinuationToken, readGroup, readList, readObject, readReservationUser, readText } from './read-upstream';

/** What VAKA Online knows a company by; comes from the operator, not from the company's own settings. */
export interface OnlineRegistration {
  /** The system owner's consent, as Axema hands it out. */
  readonly approvalId: string;
  /** The company's VAKA system. */
  readonly deviceId: string;
}

export interface OnlineAccess {
  readonly tokenEndpoint: AxemaEndpoint;
  /** `api://<application id>/.default` */
  readonly scope: string;
  readonly registration: OnlineRegistration;
}

/** Renewed this long before it ends, so that it is still good when it arrives. */
const tokenMarginMs = 60_000;
const defaultTokenLifeMs = 3_600_000;

/**
 * A VAKA system behind Axema's cloud service. Its persons are the users that may make reservations: the public API
 * tells neither phone numbers nor identities.
 *
 * Source: axema-vaka.md, section 2. User name and password are the client id and the client secret.
 */
export class OnlineAxemaClient implements AxemaClient {
  private readonly api: JsonApi;
  private readonly tokens: JsonApi;
  private readonly clock: Clock;
  private readonly maxPages: number;
  private token?: { value: string; endsAt: number };
  private apiKey?: string;

  constructor(
    endpoint: AxemaEndpoint,
    private readonly connection: AxemaConnection,
    private readonly access: OnlineAccess,
    options: AxemaTransportOptions,
  ) {
    this.api = new JsonApi(endpoint, options);
    // The token endpoint is the operator's own choice: it may be private, but never a metadata address.
    this.tokens = new JsonApi(access.tokenEndpoint, {
      ...options,
      policy: { allowPrivateHosts: true, allowedHosts: [] },
    });
    this.clock = options.clock;
    this.maxPages = options.limits.maxPages;
  }

  async ping(signal?: AbortSignal): Promise<{ systemName: string; version?: string }> {
    await this.authorisation(signal);
    return { systemName: 'VAKA Online' };
  }

  async *listPersons(
    opts: { pageSize?: number; signal?: AbortSignal } = {},
  ): AsyncGenerator<{ persons: AxemaPerson[]; total?: number }> {
    const { pageSize = axemaPageSize, signal } = opts;
    const fetchAll = async (): Promise<UpstreamPage<AxemaPerson>> => {
      const answer = readObject(await this.get(`/v1/reservations/users/fetch/${this.deviceId}`, signal));
      const items = readList(answer.userAccounts).map((row, index) => readReservationUser(row, `1:${index}`));
      return { items, total: items.length };
    };
    for await (const { items, total } of readPages(fetchAll, { pageSize, maxPages: 1 }))
      yield { persons: items, total };
  }

  async *listGroups(opts: { pageSize?: number; signal?: AbortSignal } = {}): AsyncGenerator<AxemaGroup[]> {
    const { pageSize = axemaPageSize, signal } = opts;
    const fetchPage = async (token: string | undefined): Promise<UpstreamPage<AxemaGroup>> => {
      const query = new URLSearchParams({ pageSize: String(pageSize), ...(token ? { continuationToken: token } : {}) });
      const page = readObject(await this.get(`/v1/usergroups/${this.deviceId}/all?${query}`, signal));
      return {
        items: readList(page.userGroups).map(readGroup),
        continuationToken: readContinuationToken(page.continuationToken),
      };
    };
    for await (const { items } of readPages(fetchPage, { pageSize, maxPages: this.maxPages })) yield items;
  }

  async close(): Promise<void> {
    this.api.close();
    this.tokens.close();
  }

  private get deviceId(): string {
    return encodeURIComponent(this.access.registration.deviceId);
  }

  /** A token may end earlier than it said; one refusal is answered with a new one. */
  private async get(path: string, signal: AbortSignal | undefined): Promise<unknown> {
    const headers = await this.authorisation(signal);
    try {
      return await this.api.request({ method: 'GET', path, headers, signal });
    } catch (error) {
      if (!(error instanceof AxemaError) || error.kind !== 'auth') throw error;
      this.token = undefined;
      return this.api.request({ method: 'GET', path, headers: await this.authorisation(signal), signal });
    }
  }

  private async authorisation(signal: AbortSignal | undefined): Promise<Record<string, string>> {
    const authorization = `Bearer ${await this.accessToken(signal)}`;
    this.apiKey ??= await this.generateKey(authorization, signal);
    return { authorization, 'x-api-key': this.apiKey };
  }

  private async accessToken(signal: AbortSignal | undefined): Promise<string> {
    const now = this.clock.now().getTime();
    if (this.token && now < this.token.endsAt - tokenMarginMs) return this.token.value;
    const { access_token, expires_in } = readObject(await this.requestToken(signal));
    const lifeMs = typeof expires_in === 'number' && expires_in > 0 ? expires_in * 1_000 : defaultTokenLifeMs;
    this.token = { value: readHeaderText(access_token), endsAt: now + lifeMs };
    return this.token.value;
  }

  private requestToken(signal: AbortSignal | undefined): Promise<unknown> {
    const body = new URLSearchParams({
      grant_type: 'client_credentials',
      client_id: this.connection.username,
      client_secret: this.connection.password,
      scope: this.access.scope,
    }).toString();
    const headers = { 'content-type': 'application/x-www-form-urlencoded' };
    return this.tokens.request({ method: 'POST', path: '', headers, body, signal });
  }

  private async generateKey(authorization: string, signal: AbortSignal | undefined): Promise<string> {
    const path = `/v1/apikey/generate/${encodeURIComponent(this.access.registration.approvalId)}`;
    const answer = readObject(await this.api.request({ method: 'GET', path, headers: { authorization }, signal }));
    return readHeaderText(answer.apiKey);
  }
}

/** A text that goes into a header: visible ASCII, as RFC 9110, section 5.5 has it. */
function readHeaderText(value: unknown): string {
  const text = readText(value, 16_384);
  if (/^[\x21-\x7e]+$/.test(text)) return text;
  throw new AxemaError('protocol', 'The Axema system answered in an unexpected form.');
}
