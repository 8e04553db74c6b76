import type { Pool } from 'pg';

/** How much work waits in the queue, of all processes together. */
export interface QueueState {
  /** Jobs that could start now. */
  readonly ready: number;
  /** Jobs for later: retries and appointments. */
  readonly scheduled: number;
  /** Jobs that a process is at. */
  readonly running: number;
  /** Jobs whose attempts are used up. */
  readonly dead: number;
  /** How long the oldest of `ready` has been waiting, in seconds; 0 when there is none. */
  readonly oldestReadySeconds: number;
}

const stateSql = `
  select count(*) filter (where is_available and run_at <= now())::int as ready,
         count(*) filter (where is_available and run_at > now())::int as scheduled,
         count(*) filter (where locked_at is not null)::int as running,
         count(*) filter (where locked_at is null and attempts >= max_attempts)::int as dead,
         coalesce(extract(epoch from now() - min(run_at) filter (where is_available and run_at <= now())), 0)::float8
           as "oldestReadySeconds"
    from graphile_worker._private_jobs`;

/** Reads the queue once. One pass over its table: jobs that are done are not in it. Errors: the database's. */
export async function readQueueState(pool: Pool): Promise<QueueState> {
  const { rows } = await pool.query<QueueState>(stateSql);
  return rows[0];
}
