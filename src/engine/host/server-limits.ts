import type { ServerOptions } from 'node:http';

/** What keeps slow and idle clients from holding sockets for ever (reliability 3.2 #6). */
export interface ServerLimits {
  /** Longest time for the headers of a request. Default: 10 s. */
  readonly headersTimeout: number;
  /** Longest time for a whole request. Default: 30 s. */
  readonly requestTimeout: number;
  /** How often both are looked at. Default: 5 s. */
  readonly connectionsCheckingInterval: number;
  /** How long a connection may wait for its next request. Default: 65 s, longer than proxies keep theirs. */
  readonly keepAliveTimeout: number;
  /** Most connections at once; more are closed unread. Default: 10,000. */
  readonly maxConnections: number;
}

export const defaultServerLimits: ServerLimits = {
  headersTimeout: 10_000,
  requestTimeout: 30_000,
  connectionsCheckingInterval: 5_000,
  keepAliveTimeout: 65_000,
  maxConnections: 10_000,
};

/** Options for `http.createServer`; `maxConnections` is set on the server itself. */
export function serverOptions(changes: Partial<ServerLimits> = {}): ServerOptions & ServerLimits {
  return {
    ...defaultServerLimits,
    ...changes,
    maxHeaderSize: 16 * 1024,
    insecureHTTPParser: false,
    // The host answers that itself, in its envelope.
    requireHostHeader: false,
  };
}
