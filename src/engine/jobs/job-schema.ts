import { setTimeout as delay } from 'node:timers/promises';
import { Logger, runMigrations } from 'graphile-worker';
import type { Pool } from 'pg';
import type { Log } from '../core/log';

const attempts = 10;
const pauseMs = 200;

/**
 * What PostgreSQL answers when two processes create the same thing at once: "if not exists" looks first and creates
 * later. Everything stands after the other one's commit, so that another try finds it.
 */
const raceStates: ReadonlySet<string> = new Set([
  '23505', // unique_violation, in the catalogues
  '42P06', // duplicate_schema
  '42P07', // duplicate_table
  '42701', // duplicate_column
  '42710', // duplicate_object
  '42723', // duplicate_function
  '42P01', // undefined_table: between the other's steps
  '42703', // undefined_column
  '40P01', // deadlock_detected
  'XX000', // tuple concurrently updated
]);

/**
 * Creates or updates the tables of the job engine, in their own schema. Any number of processes may do so at once.
 *
 * Errors: what the database answers, once trying again has not helped.
 */
export async function migrateJobSchema(pool: Pool, log: Log): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    try {
      await runMigrations({ pgPool: pool, logger: engineLogger(log) });
      return;
    } catch (error) {
      if (attempt === attempts || !isRace(error)) throw error;
      log.debug({ err: error, attempt }, 'Another process is creating the job tables too.');
      await delay(attempt * pauseMs * (0.5 + Math.random()));
    }
  }
}

function isRace(error: unknown): boolean {
  const { code } = error as { code?: unknown };
  return typeof code === 'string' && raceStates.has(code);
}

/** The job engine's own messages. Its details are left out: they hold payloads. */
export function engineLogger(log: Log): Logger {
  return new Logger((scope) => (level, message) => {
    const fields = { workerId: scope.workerId, task: scope.taskIdentifier, jobId: scope.jobId };
    if (level === 'error') log.error(fields, message);
    else if (level === 'warning') log.warn(fields, message);
    else log.debug(fields, message);
  });
}
