import { type Environment, integer, text } from './environment';

/** What the environment says of running the process: how it stops, what it bears, who may look inside. */
export interface OperationsSettings {
  /** How long the process goes on as usual after it was told to stop, with `/readyz` red: until no proxy sends more. */
  readonly prestopMs: number;
  /** How long stopping may take after that; then the process ends by force, with exit code 1. */
  readonly shutdownGraceMs: number;
  /** Bearer token for `/metrics`; absent: it is shown on this machine only. */
  readonly metricsToken?: string;
  /** Most messages that are worked on at once. */
  readonly maxInFlight: number;
  /** Delay of the event loop, p99 of a second, above which requests are refused. */
  readonly maxLoopDelayMs: number;
  /** Patience with a database server; the embedded one has its own. */
  readonly database: { readonly connectMs: number; readonly statementMs: number; readonly queryMs: number };
}

/** Errors: Error that names the variable, its value unless it is a secret, and what is allowed. */
export function readOperationsSettings(env: Environment): OperationsSettings {
  return {
    prestopMs: integer(env, 'PRESTOP_MS', 0, 0, 600_000),
    shutdownGraceMs: integer(env, 'SHUTDOWN_GRACE_MS', 10_000, 100, 600_000),
    metricsToken: readToken(env),
    maxInFlight: integer(env, 'MAX_IN_FLIGHT', 1_000, 1, 1_000_000),
    maxLoopDelayMs: integer(env, 'MAX_LOOP_DELAY_MS', 1_000, 10, 60_000),
    database: readPatience(env),
  };
}

function readToken(env: Environment): string | undefined {
  const token = text(env, 'METRICS_TOKEN');
  if (token !== undefined && !/^\S{16,}$/.test(token)) {
    throw new Error('METRICS_TOKEN must have at least 16 characters and no blanks.');
  }
  return token;
}

/** The client has to wait longer than the server takes to give up, or each time-out costs a connection. */
function readPatience(env: Environment): OperationsSettings['database'] {
  const connectMs = integer(env, 'PG_CONNECT_TIMEOUT_MS', 5_000, 100, 600_000);
  const statementMs = integer(env, 'PG_STATEMENT_TIMEOUT_MS', 7_500, 100, 600_000);
  const queryMs = integer(env, 'PG_QUERY_TIMEOUT_MS', 8_500, 100, 600_000);
  if (queryMs <= statementMs) {
    throw new Error(
      `PG_QUERY_TIMEOUT_MS must be more than PG_STATEMENT_TIMEOUT_MS (${statementMs}); it is '${queryMs}'.`,
    );
  }
  return { connectMs, statementMs, queryMs };
}
