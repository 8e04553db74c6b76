import { performance } from 'node:perf_hooks';
import type { Pool } from 'pg';
import type { Log } from '../core/log';

export interface HeartbeatSettings {
  /** How often this process says that it lives. */
  readonly beatMs: number;
  /** A process that was silent for so long is dead: another one gets its jobs. */
  readonly deadAfterMs: number;
  /** Milliseconds that never go back. Default: the process' own; tests move theirs. */
  readonly monotonicNow?: () => number;
}

/** What the heartbeat has to know of the workers of this process. */
export interface Workers {
  /** What the jobs of this process are locked by. */
  ids(): readonly string[];
  /** Ids of jobs that this process has begun and whose end may not have reached the database yet. */
  jobsInHand(): readonly string[];
}

/** The share of `deadAfterMs` after which a process that could not say that it lives stops by itself. */
const fenceShare = 0.7;
/** A heartbeat is of no use to anybody after that. */
const forgottenAfter = '1 day';

const beatSql = `
  with known as (
    select worker_id from worker_heartbeat
     where worker_id = any($1::text[]) and seen_at > now() - $2 * interval '1 millisecond'
  ), beat as (
    insert into worker_heartbeat (worker_id) select unnest($1::text[])
    on conflict (worker_id) do update set seen_at = now()
  )
  select worker_id from known`;

const returnSql = `
  with held as (
    select locked_by, locked_at from graphile_worker._private_jobs where locked_by is not null
    union all
    select locked_by, locked_at from graphile_worker._private_job_queues where locked_by is not null
  ), dead as (
    select array_agg(distinct locked_by) as ids from held
     where locked_at <= now() - $1 * interval '1 millisecond' and locked_by <> all($2::text[])
       and not exists (
         select from worker_heartbeat beat
          where beat.worker_id = held.locked_by and beat.seen_at > now() - $1 * interval '1 millisecond')
  )
  select ids, graphile_worker.force_unlock_workers(ids) from dead where ids is not null`;

const returnOwnSql = `
  with lost as (
    update graphile_worker._private_jobs set locked_by = null, locked_at = null
     where locked_by = any($1::text[]) and locked_at < now() - $2 * interval '1 millisecond' and id <> all($3::bigint[])
    returning id, job_queue_id
  ), queues as (
    update graphile_worker._private_job_queues queue set locked_by = null, locked_at = null
      from lost where queue.id = lost.job_queue_id and queue.locked_by = any($1::text[])
  )
  select id::text from lost`;

/**
 * Tells the other processes that this one lives, returns the jobs of those that don't, and stops this one's jobs when it
 * can no longer tell.
 *
 * The job engine alone would leave a dead process's job locked for four hours. A process that was only paused, or cut
 * off from the database, still believes that it holds its jobs: `signal` is aborted before another process may start
 * them, and at the latest when the next beat finds that others had reason to think it dead.
 *
 * Source: table `worker_heartbeat`, by the database's clock; processes need not agree on the time.
 */
export class Heartbeat {
  private readonly registered = new Set<string>();
  private readonly now: () => number;
  private life = new AbortController();
  private provenAt = Number.NEGATIVE_INFINITY;
  private timer: NodeJS.Timeout | undefined;
  private fence: NodeJS.Timeout | undefined;
  private beating: Promise<void> | undefined;

  constructor(
    private readonly pool: Pool,
    private readonly log: Log,
    private readonly workers: Workers,
    private readonly settings: HeartbeatSettings,
  ) {
    this.now = settings.monotonicNow ?? (() => performance.now());
  }

  /** Errors: when the first beat does not reach the database. */
  async start(): Promise<void> {
    await this.beat();
    this.timer = setInterval(() => void this.tick(), this.settings.beatMs);
  }

  /** After the last job of this process has ended: nobody has to wait for its silence. */
  async stop(): Promise<void> {
    clearInterval(this.timer);
    clearTimeout(this.fence);
    try {
      await this.beating;
      await this.pool.query('delete from worker_heartbeat where worker_id = any($1::text[])', [[...this.registered]]);
    } catch (error) {
      this.log.warn({ err: error }, 'The last heartbeat stays in the database; it is too old soon.');
    }
  }

  /**
   * A signal for a job that is about to start: aborted when this process may have been given up.
   *
   * Errors: when the database cannot be told that this process lives.
   */
  async proveAlive(): Promise<AbortSignal> {
    const isRecent = this.now() - this.provenAt < 2 * this.settings.beatMs;
    if (!isRecent || this.life.signal.aborted) await this.beat();
    return this.life.signal;
  }

  /** Gives the jobs that dead processes hold back to everybody, and those that no process is at although it lives. */
  async returnJobs(deadAfterMs = this.settings.deadAfterMs): Promise<void> {
    const own = this.workers.ids();
    const dead = await this.pool.query<{ ids: string[] }>(returnSql, [deadAfterMs, own]);
    const [found] = dead.rows;
    if (found) this.log.warn({ workerIds: found.ids }, 'Jobs of processes that died are given back.');
    // A connection that broke between taking a job and learning of it leaves the job with nobody.
    const lost = await this.pool.query<{ id: string }>(returnOwnSql, [own, deadAfterMs, this.workers.jobsInHand()]);
    const jobIds = lost.rows.map((row) => row.id);
    if (jobIds.length > 0) this.log.warn({ jobIds }, 'Jobs that were taken but never begun are given back.');
    await this.pool.query(`delete from worker_heartbeat where seen_at < now() - interval '${forgottenAfter}'`);
  }

  private async tick(): Promise<void> {
    try {
      await this.beat();
      await this.returnJobs();
    } catch (error) {
      this.log.warn({ err: error }, 'The heartbeat of the job runner did not reach the database.');
    }
  }

  private beat(): Promise<void> {
    this.beating ??= this.beatNow().finally(() => {
      this.beating = undefined;
    });
    return this.beating;
  }

  private async beatNow(): Promise<void> {
    const ids = this.workers.ids();
    const askedAt = this.now();
    const { rows } = await this.pool.query<{ worker_id: string }>(beatSql, [ids, this.settings.deadAfterMs]);
    const known = new Set(rows.map((row) => row.worker_id));
    if (ids.some((id) => this.registered.has(id) && !known.has(id))) {
      this.endLife('this process was silent for so long that others may have taken its jobs');
    }
    for (const id of ids) this.registered.add(id);
    if (this.life.signal.aborted) this.life = new AbortController();
    this.provenAt = askedAt;
    this.setFence(askedAt);
  }

  private setFence(provenAt: number): void {
    clearTimeout(this.fence);
    const remaining = provenAt + this.settings.deadAfterMs * fenceShare - this.now();
    const endLife = (): void => this.endLife('this process cannot tell the database that it lives');
    this.fence = setTimeout(endLife, Math.max(0, remaining));
  }

  private endLife(why: string): void {
    if (this.life.signal.aborted) return;
    this.log.error({ jobIds: this.workers.jobsInHand() }, `Running jobs are stopped: ${why}.`);
    this.life.abort(new Error(`The job was stopped: ${why}.`));
  }
}
