import { isNativeError } from 'node:util/types';
import { Client, type ClientConfig, type PoolConfig } from 'pg';
import type { Log } from '../engine';

/** How long the application waits for its database. */
export interface Patience {
  /** For a connection: a new one, or a free one of the pool. */
  readonly connectMs: number;
  /** Longest statement; the server cancels it. */
  readonly statementMs: number;
  /** For the answer to a statement; the client gives up. Longer than `statementMs`, so that the server ends first. */
  readonly queryMs: number;
  /** Longest pause between two statements of a transaction; the server ends the connection. */
  readonly idleInTransactionMs: number;
}

/**
 * For a server: `connectMs` or `queryMs`, whichever strikes, answers a request within ten seconds whatever the network
 * does (reliability R8). A transaction that a stopped process left behind frees its locks after half a minute.
 */
export const serverPatience: Patience = {
  connectMs: 5_000,
  statementMs: 7_500,
  queryMs: 8_500,
  idleInTransactionMs: 30_000,
};

/** For the embedded database: there is no network that could be lost, and one session serves everybody in turn. */
export const embeddedPatience: Patience = {
  connectMs: 30_000,
  statementMs: 30_000,
  queryMs: 30_000,
  idleInTransactionMs: 30_000,
};

/** For migrations: as long as it takes; a second process waits for the first. */
export const unlimitedPatience: Patience = { connectMs: 30_000, statementMs: 0, queryMs: 0, idleInTransactionMs: 0 };

/** What a `pg` pool needs to keep to a patience. 0 means no limit, and has to be said: it is the server's to override. */
export function poolLimits(patience: Patience): PoolConfig {
  return {
    connectionTimeoutMillis: patience.connectMs,
    statement_timeout: patience.statementMs === 0 ? undefined : patience.statementMs,
    query_timeout: patience.queryMs === 0 ? undefined : patience.queryMs,
    idle_in_transaction_session_timeout: patience.idleInTransactionMs === 0 ? undefined : patience.idleInTransactionMs,
    keepAlive: true,
  };
}

/** The part of a client that `pg` does not declare: the socket, to be destroyed when nothing else helps. */
interface WithSocket {
  readonly connection: { readonly stream: { destroy(): void } };
}

/**
 * A `pg` client class for pools: a lost connection neither ends the process nor goes back to the pool.
 *
 * - An error of a client that nobody is using at that moment is logged. Without a listener it would end the process.
 * - After `query_timeout` the client still waits for the answer, and whoever gets it from the pool next would wait with
 *   it: its connection is destroyed, so that the pool opens another.
 */
export function resilientClient(log: Log): new (config?: string | ClientConfig) => Client {
  return class ResilientClient extends Client {
    constructor(config?: string | ClientConfig) {
      super(config);
      this.on('error', (error) => log.warn({ err: error }, 'A database connection was lost.'));
      const query = this.query.bind(this) as (...args: unknown[]) => unknown;
      const destroySocket = (error: unknown): void => {
        if (isReadTimeout(error)) (this as unknown as WithSocket).connection.stream.destroy();
      };
      this.query = ((...args: unknown[]): unknown => {
        const result = query(...args);
        if (result instanceof Promise) result.catch(destroySocket);
        return result;
      }) as Client['query'];
    }
  };
}

function isReadTimeout(error: unknown): boolean {
  return isNativeError(error) && error.message === 'Query read timeout';
}
