import type { AddressPolicy, Target } from './address-policy';
import { type AxemaClient, type AxemaConnection, AxemaError } from './axema-client';
import { type AxemaEndpoint, EndpointRefused, parseEndpoint } from './axema-endpoint';
import type { AxemaTransportOptions } from './json-api';
import { LocalAxemaClient } from './local-axema-client';
import { OnlineAxemaClient, type OnlineRegistration } from './online-axema-client';
import { resolveTarget } from './resolve-target';

/** How the operator's application is registered at VAKA Online. */
export interface OnlineSettings {
  /** Hosts, as `host` or `host:port`, that are VAKA Online rather than a local system. Default: Axema's own. */
  readonly hosts?: readonly string[];
  /** Where access tokens come from; absent: VAKA Online is not set up on this server. */
  readonly tokenUrl?: string;
  /** `api://<application id>/.default` */
  readonly scope?: string;
  /** Company id → its consent and its system. */
  readonly registrations?: Readonly<Record<string, OnlineRegistration>>;
}

const defaultOnlineHosts = ['api.vakaonline.se'];

export interface AxemaClientsOptions extends AxemaTransportOptions {
  readonly online: OnlineSettings;
  /** Company id → PEM of the authority that signed its local controller's certificate. Default: public authorities only. */
  readonly certificateAuthorities?: Readonly<Record<string, string>>;
}

/** Chooses and makes the connection to a company's VAKA system, and checks where a setting leads. */
export class AxemaClients {
  constructor(private readonly options: AxemaClientsOptions) {}

  /** Errors: AxemaError when the setting is not, or no longer, allowed. Nothing is called yet. */
  create(connection: AxemaConnection): AxemaClient {
    const endpoint = this.parse(connection.endpoint, connection.port);
    if (this.isOnline(endpoint)) return this.createOnline(endpoint, connection);
    const ca = this.options.certificateAuthorities?.[connection.companyId];
    return new LocalAxemaClient(endpoint, connection, { ...this.options, ca });
  }

  /**
   * Whether the transport tells identities. Where it does not, an empty list means nothing, and no access key may be
   * taken away because of it.
   */
  readsIdentities(connection: Pick<AxemaConnection, 'endpoint' | 'port'>): boolean {
    return !this.isOnline(this.parse(connection.endpoint, connection.port));
  }

  /**
   * Refuses a setting that may not be called. A host that cannot be resolved right now passes: it may be switched off.
   *
   * Errors: EndpointRefused.
   */
  async check(endpoint: string, port: number): Promise<void> {
    const { policy, resolve, limits } = this.options;
    const target = parseEndpoint(endpoint, port, policy);
    try {
      await resolveTarget(target, policy, { resolve, timeoutMs: limits.connectTimeoutMs });
    } catch (error) {
      if (!(error instanceof AxemaError)) throw error;
    }
  }

  private parse(endpoint: string, port: number): AxemaEndpoint {
    try {
      return parseEndpoint(endpoint, port, this.options.policy);
    } catch (error) {
      if (!(error instanceof EndpointRefused)) throw error;
      throw new AxemaError('forbidden', 'The address of the Axema system is not allowed; check its settings.');
    }
  }

  private isOnline({ host, port }: Target): boolean {
    const hosts = this.options.online.hosts ?? defaultOnlineHosts;
    return hosts.some((entry) => entry.toLowerCase() === host || entry.toLowerCase() === `${host}:${port}`);
  }

  private createOnline(endpoint: AxemaEndpoint, connection: AxemaConnection): AxemaClient {
    const { tokenUrl, scope, registrations } = this.options.online;
    const registration = registrations?.[connection.companyId];
    if (!tokenUrl || !scope || !registration) {
      throw new AxemaError('forbidden', 'The company is not registered at VAKA Online; ask the operator.');
    }
    const access = { tokenEndpoint: toTokenEndpoint(tokenUrl), scope, registration };
    return new OnlineAxemaClient(endpoint, connection, access, this.options);
  }
}

/** The operator's own setting: any port, any path, http too. */
function toTokenEndpoint(tokenUrl: string): AxemaEndpoint {
  const url = new URL(tokenUrl);
  const isHttps = url.protocol === 'https:';
  const everyHost: AddressPolicy = { allowPrivateHosts: true, allowedHosts: [] };
  const port = Number(url.port || (isHttps ? 443 : 80));
  return parseEndpoint(`${url.protocol}//${url.hostname}${url.pathname}`, port, everyHost);
}
