import { type Database, pendingMigrations } from './data';
import { type GaugeSource, type JobRunner, type Log, OperationsFeature } from './engine';
import type { OperationsSettings } from './operations-settings';

/** One look at the queue costs a pass over its table, which collectors of several processes ask for. */
const queueCacheMs = 5_000;

/** Log lines, probes and metrics of the product. */
export function productOperations(
  { metricsToken, maxInFlight, maxLoopDelayMs }: OperationsSettings,
  { database, jobs, log }: { database: Database; jobs: JobRunner; log: Log },
): OperationsFeature {
  return new OperationsFeature({
    log,
    metricsToken,
    maxInFlight,
    maxLoopDelayMs,
    checks: [{ name: 'database', check: () => requireCurrentDatabase(database) }],
    gauges: [poolGauges(database), queueGauges(jobs)],
  });
}

/** It answers, and has all that this version's migrations bring; those of a newer version do no harm. */
async function requireCurrentDatabase(database: Database): Promise<void> {
  const pending = await pendingMigrations(database);
  if (pending.length > 0) throw new Error(`The database lacks the migrations ${pending.join(', ')}.`);
}

function poolGauges({ pool }: Database): GaugeSource {
  return {
    gauges: {
      missive_db_pool_in_use: 'Database connections of this process that somebody is using.',
      missive_db_pool_idle: 'Database connections of this process that nobody is using.',
      missive_db_pool_waiting: 'Requests and jobs that wait for a database connection.',
      missive_db_pool_max: 'Most database connections of this process.',
    },
    read: async () => ({
      missive_db_pool_in_use: pool.totalCount - pool.idleCount,
      missive_db_pool_idle: pool.idleCount,
      missive_db_pool_waiting: pool.waitingCount,
      missive_db_pool_max: pool.options.max,
    }),
  };
}

function queueGauges(jobs: JobRunner): GaugeSource {
  return {
    gauges: {
      missive_jobs_ready: 'Jobs that could start now, of all processes together.',
      missive_jobs_scheduled: 'Jobs for later, retries included.',
      missive_jobs_running: 'Jobs that a process is at.',
      missive_jobs_dead: 'Jobs whose attempts are used up.',
      missive_jobs_oldest_ready_seconds: 'How long the oldest job that could start has been waiting.',
    },
    cacheMs: queueCacheMs,
    read: async () => {
      const state = await jobs.queueState();
      return {
        missive_jobs_ready: state.ready,
        missive_jobs_scheduled: state.scheduled,
        missive_jobs_running: state.running,
        missive_jobs_dead: state.dead,
        missive_jobs_oldest_ready_seconds: state.oldestReadySeconds,
      };
    },
  };
}
