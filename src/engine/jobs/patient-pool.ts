import { setTimeout as delay } from 'node:timers/promises';
import type { Pool, PoolClient, QueryConfig } from 'pg';
import type { Log } from '../core/log';

const attempts = 8;
const firstPauseMs = 50;
const longestPauseMs = 3_000;
/** SQLSTATE classes: connection, transaction rollback, resources, object not available, operator intervention, system. */
const passing = /^(08|40|53|55|57|58)/;

/** The engine's statements that write down how a job ended. Sent twice, the second one changes nothing. */
const isRepeatable = (name: string): boolean => name.startsWith('complete_job') || name.startsWith('fail_job');

/**
 * The same pool for the job engine, which ends all its workers, running jobs included, when a connection breaks while it
 * writes down the end of a job. Here that statement is sent again on another connection, for about ten seconds.
 *
 * The statements are known by their names. Should a later version of the engine name them otherwise, its workers end as
 * they would without this, and JobRunner replaces them.
 */
export function patientPool(pool: Pool, log: Log): Pool {
  const connect = (callback?: Parameters<Pool['connect']>[0]): unknown =>
    // With a callback: the connection that listens. The engine looks after it.
    callback ? pool.connect(callback) : pool.connect().then((client) => patientClient(client, pool, log));
  return withMember(pool, 'connect', connect);
}

function patientClient(client: PoolClient, pool: Pool, log: Log): PoolClient {
  const query = (statement: string | QueryConfig, values?: unknown[]): Promise<unknown> => {
    const isPatient = typeof statement === 'object' && statement.name !== undefined && isRepeatable(statement.name);
    return isPatient ? repeat(statement, client, pool, log) : client.query(statement as string, values);
  };
  return withMember(client, 'query', query);
}

async function repeat(statement: QueryConfig, client: PoolClient, pool: Pool, log: Log): Promise<unknown> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await (attempt === 1 ? client : pool).query(statement);
    } catch (error) {
      if (attempt === attempts || !mayPass(error)) throw error;
      log.debug({ err: error, attempt }, 'The end of a job could not be written down; it is tried again.');
      await delay(Math.min(longestPauseMs, firstPauseMs * 2 ** attempt));
    }
  }
}

/** Errors of the statement itself come again; those of connections, of a busy server and of collisions pass. */
function mayPass(error: unknown): boolean {
  const { code } = error as { code?: unknown };
  return typeof code !== 'string' || code.length !== 5 || passing.test(code);
}

function withMember<T extends object>(target: T, name: keyof T, member: unknown): T {
  return new Proxy(target, {
    get(_target, key) {
      if (key === name) return member;
      const value: unknown = Reflect.get(target, key, target);
      return typeof value === 'function' ? value.bind(target) : value;
    },
  });
}
