import { once } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import type { Job, JobHelpers, Task } from 'graphile-worker';
import type { Pool } from 'pg';
import { type Clock, systemClock } from '../core/clock';
import { type Log, silentLog } from '../core/log';
import { Heartbeat, type Workers } from './heartbeat';
import { migrateJobSchema } from './job-schema';
import type { EnqueueOptions, JobHandler, Jobs, SqlExecutor } from './jobs';
import { type QueueState, readQueueState } from './queue-state';
import { WorkerRun } from './worker-run';

export interface JobRunnerOptions {
  /** By which `runAt` is meant. Default: the system's. */
  readonly clock?: Clock;
  /** Default: none. */
  readonly log?: Log;
  /** Jobs at once in this process. Default: 4, for jobs that mostly wait for others. */
  readonly concurrency?: number;
  /** How often the queue is looked at without being told; retries start that exactly. Default: 2 s. */
  readonly pollMs?: number;
  /** How often this process says that it lives. Default: 3 s. */
  readonly beatMs?: number;
  /**
   * When the jobs of a silent process are given to others. Default: 12 s, so that all is well again before 30 s; a
   * minute for a sole process, which nobody competes with.
   */
  readonly deadAfterMs?: number;
  /** How long running jobs may go on undisturbed when the process stops. Default: 0.5 s. */
  readonly finishMs?: number;
  /** How long they may take after their signal was aborted, before they are given up. Default: 4 s. */
  readonly abandonMs?: number;
  /** No other process can be at this database, as with the embedded one: locked jobs are returned at start. Default: false. */
  readonly isSoleProcess?: boolean;
  /** Told of every attempt that has ended in this process; for metrics. */
  readonly onAttempt?: (attempt: JobAttempt) => void;
}

/** One attempt at a job, as it ended. */
export interface JobAttempt {
  readonly task: string;
  /** `interrupted`: the process stopped, and the attempt does not count. */
  readonly outcome: 'done' | 'failed' | 'interrupted';
  readonly seconds: number;
}

const defaultMaxAttempts = 10;
const restartPausesMs = [250, 1_000, 3_000, 10_000];

/**
 * Durable jobs in the application's database: graphile-worker, behind the files of this folder.
 *
 * Delivery: at least once. A job is taken again after an error (later each time), after the death of its process (within
 *           `deadAfterMs`, a beat and a look at the queue) and after its connection broke at the wrong moment.
 *           What must happen once is fenced by the handler: `JobState`.
 * Needs:    the table `worker_heartbeat(worker_id text primary key, seen_at timestamptz default now())`.
 * Stopping: first whatever enqueues (the HTTP server), then this, then the pool. `stop` takes no more jobs, lets running
 *           ones go on for `finishMs`, aborts their signals, waits `abandonMs` and gives up the rest. Jobs that did not
 *           end are handed back with the attempt uncounted, to start at once elsewhere.
 */
export class JobRunner implements Jobs, Workers {
  private readonly handlers = new Map<string, JobHandler>();
  private readonly heartbeat: Heartbeat;
  private readonly options: Required<JobRunnerOptions>;
  private readonly log: Log;
  /** Attempts of the jobs that run now. */
  private readonly running = new Map<string, number>();
  /** Jobs that have just ended: the database may not know it yet. */
  private readonly ending = new Set<string>();
  /** Jobs that rejected because they were told to stop, and the attempts they had used before. */
  private readonly interrupted = new Map<string, number>();
  private readonly stopping = new AbortController();
  private workerIds: string[] = [];
  private supervision: Promise<void> | undefined;

  constructor(
    private readonly pool: Pool,
    options: JobRunnerOptions = {},
  ) {
    this.options = {
      clock: systemClock,
      log: silentLog,
      concurrency: 4,
      pollMs: 2_000,
      beatMs: 3_000,
      deadAfterMs: options.isSoleProcess ? 60_000 : 12_000,
      finishMs: 500,
      abandonMs: 4_000,
      isSoleProcess: false,
      onAttempt: () => undefined,
      ...options,
    };
    const { beatMs, deadAfterMs, log } = this.options;
    this.log = log;
    this.heartbeat = new Heartbeat(pool, log, this, { beatMs, deadAfterMs });
    if (pool.listenerCount('connect') === 0) {
      // Without a listener a connection that breaks while nobody uses it would end the process.
      pool.on('connect', (client) => {
        client.on('error', (error) => log.debug({ err: error }, 'A connection was lost.'));
      });
    }
  }

  /** Creates or updates the engine's tables; any number of processes at once. After the application's own migrations. */
  migrate(): Promise<void> {
    return migrateJobSchema(this.pool, this.log);
  }

  handle(task: string, handler: JobHandler): void {
    if (this.supervision) throw new Error(`Task '${task}' must be declared before the job runner starts.`);
    if (this.handlers.has(task)) throw new Error(`Task '${task}' has two handlers.`);
    this.handlers.set(task, handler);
  }

  async enqueue(db: SqlExecutor, task: string, payload: object, options: EnqueueOptions = {}): Promise<string> {
    const rows = (await db.query(
      `select id::text from graphile_worker.add_job(
         $1, payload := $2::json, queue_name := $3, job_key := $4, max_attempts := $5,
         run_at := now() + $6 * interval '1 millisecond')`,
      [
        task,
        JSON.stringify(payload),
        options.queue ?? null,
        options.key ?? null,
        options.maxAttempts ?? defaultMaxAttempts,
        this.delayOf(options.runAt),
      ],
    )) as { id: string }[];
    return rows[0].id;
  }

  async enqueueMany(
    db: SqlExecutor,
    task: string,
    jobs: readonly { payload: object; key?: string }[],
    options: Omit<EnqueueOptions, 'key'> = {},
  ): Promise<void> {
    if (jobs.length === 0) return;
    const specs = jobs.map(({ payload, key }) => ({
      identifier: task,
      payload,
      queue_name: options.queue,
      max_attempts: options.maxAttempts ?? defaultMaxAttempts,
      job_key: key,
    }));
    // One parameter however many jobs there are.
    await db.query(
      `select count(*) from graphile_worker.add_jobs(array(
         select row(identifier, payload, queue_name, now() + $2 * interval '1 millisecond', max_attempts, job_key,
                    priority, flags)::graphile_worker.job_spec
           from json_populate_recordset(null::graphile_worker.job_spec, $1::json)))`,
      [JSON.stringify(specs), this.delayOf(options.runAt)],
    );
  }

  /** Begins to do jobs. Without handlers there is nothing to do. Errors: when the database is not there. */
  async start(): Promise<void> {
    if (this.supervision) throw new Error('The job runner has been started already.');
    if (this.handlers.size === 0) return;
    if (this.options.isSoleProcess) await this.heartbeat.returnJobs(0);
    const first = await this.open();
    try {
      await this.heartbeat.start();
    } catch (error) {
      await first.end();
      throw error;
    }
    this.supervision = this.supervise(first);
  }

  /** Returns when no job of this process runs any more, or its time is up. */
  async stop(): Promise<void> {
    this.stopping.abort();
    if (!this.supervision) return;
    await this.supervision;
    await this.heartbeat.stop();
  }

  /** How much waits in the queue, of all processes together. Errors: the database's. */
  queueState(): Promise<QueueState> {
    return readQueueState(this.pool);
  }

  ids(): readonly string[] {
    return this.workerIds;
  }
  jobsInHand(): readonly string[] {
    return [...this.running.keys(), ...this.ending];
  }

  /** Milliseconds from now, for the database's clock: the two need not agree. `null`: at once. */
  private delayOf(runAt: Date | undefined): number | null {
    return runAt ? Math.max(0, runAt.getTime() - this.options.clock.now().getTime()) : null;
  }

  private async open(): Promise<WorkerRun> {
    const { concurrency, pollMs, finishMs, abandonMs } = this.options;
    const tasks = Object.fromEntries([...this.handlers].map(([task, handler]) => [task, this.toTask(task, handler)]));
    const run = await WorkerRun.open(
      { pool: this.pool, tasks, concurrency, pollMs, finishMs, abandonMs, log: this.log },
      {
        onBegin: (job) => this.running.set(job.id, job.attempts),
        onEnd: (job) => this.letGo(job),
        onGivenUp: () => {
          for (const [id, attempts] of this.running) this.interrupted.set(id, attempts - 1);
        },
      },
    );
    this.workerIds = [run.id];
    return run;
  }

  /** The engine ends its workers when it can't write down how a job ended. Jobs go on with new workers. */
  private async supervise(first: WorkerRun): Promise<void> {
    const { signal } = this.stopping;
    const stopRequested = signal.aborted ? Promise.resolve() : once(signal, 'abort');
    let run: WorkerRun | undefined = first;
    for (let failures = 0; !signal.aborted; ) {
      await Promise.race([run?.ended, stopRequested]);
      if (signal.aborted) break;
      await Promise.race([delay(restartPausesMs[Math.min(failures, restartPausesMs.length - 1)]), stopRequested]);
      run = await this.reopen();
      failures = run ? 0 : failures + 1;
    }
    await run?.end();
    await this.handBack(this.workerIds);
  }

  private async reopen(): Promise<WorkerRun | undefined> {
    const formerIds = this.workerIds;
    try {
      const run = await this.open();
      this.log.warn({}, 'The job runner has started again.');
      await this.handBack(formerIds);
      return run;
    } catch (error) {
      this.log.warn({ err: error }, 'The job runner could not start again.');
      return undefined;
    }
  }

  /** Lets others do at once what workers that have ended did not finish; being interrupted uses up no attempt. */
  private async handBack(workerIds: readonly string[]): Promise<void> {
    const jobs = [...this.interrupted];
    this.interrupted.clear();
    try {
      await this.pool.query('select graphile_worker.force_unlock_workers($1::text[])', [workerIds]);
      await this.pool.query(
        `select rescheduled.id from unnest($1::bigint[], $2::int[]) as job (id, attempts),
           lateral graphile_worker.reschedule_jobs(array[job.id], run_at := now(), attempts := job.attempts) as rescheduled`,
        [jobs.map(([id]) => id), jobs.map(([, attempts]) => attempts)],
      );
    } catch (error) {
      // Nothing is lost: another process gives the jobs back once this one's heartbeat is too old.
      this.log.warn({ err: error }, 'Interrupted jobs could not be handed back at once.');
    }
  }

  private toTask(task: string, handler: JobHandler): Task {
    return async (payload: unknown, helpers: JobHelpers) => {
      const beganAt = performance.now();
      const ended = (outcome: JobAttempt['outcome']): void =>
        this.options.onAttempt({ task, outcome, seconds: (performance.now() - beganAt) / 1_000 });
      try {
        await this.attempt(handler, payload, helpers);
      } catch (error) {
        ended(helpers.abortSignal?.aborted ? 'interrupted' : 'failed');
        throw error;
      }
      ended('done');
    };
  }

  private async attempt(handler: JobHandler, payload: unknown, { job, abortSignal }: JobHelpers): Promise<void> {
    const life = await this.heartbeat.proveAlive();
    const signal = AbortSignal.any(abortSignal ? [abortSignal, life] : [life]);
    try {
      await handler(payload, { attempt: job.attempts, maxAttempts: job.max_attempts, jobId: job.id, signal });
    } catch (error) {
      if (abortSignal?.aborted) this.interrupted.set(job.id, job.attempts - 1);
      throw error;
    }
    // Another process may be at this job by now: its entry in the queue is no longer ours to remove.
    life.throwIfAborted();
  }

  private letGo(job: Job): void {
    this.running.delete(job.id);
    this.ending.add(job.id);
    setTimeout(() => this.ending.delete(job.id), this.options.deadAfterMs).unref();
  }
}
