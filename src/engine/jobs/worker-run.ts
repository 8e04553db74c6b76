import { EventEmitter } from 'node:events';
import { type Job, type Runner, run, type TaskList, type WorkerEvents, type WorkerPool } from 'graphile-worker';
import type { Pool } from 'pg';
import type { Log } from '../core/log';
import { engineLogger } from './job-schema';
import { patientPool } from './patient-pool';

export interface WorkerRunSettings {
  readonly pool: Pool;
  readonly tasks: TaskList;
  readonly concurrency: number;
  readonly pollMs: number;
  /** How long running jobs may go on undisturbed when the workers end. */
  readonly finishMs: number;
  /** How long they may take after their signal was aborted. */
  readonly abandonMs: number;
  readonly log: Log;
}

/** What happens to jobs while workers run. */
export interface WorkerRunEvents {
  onBegin(job: Job): void;
  /** The job has ended one way or the other; that may not have reached the database. */
  onEnd(job: Job): void;
  /** The jobs that run now are given up: they did not end in time. */
  onGivenUp(): void;
}

/**
 * One life of the job engine's workers. It ends when it is told to, or by itself when the engine gives up.
 *
 * Ending: no more jobs are taken, running ones go on for `finishMs`, then their signals are aborted, and after
 *         `abandonMs` what still runs is given up.
 */
export class WorkerRun {
  /** Resolves when no worker runs any more; never rejects. */
  readonly ended: Promise<void>;

  private constructor(
    /** What this run's jobs are locked by. Since version 0.17 of the engine that is the pool, not a single worker. */
    readonly id: string,
    private readonly runner: Runner,
    private readonly workerPool: WorkerPool,
    private readonly settings: WorkerRunSettings,
    private readonly events: WorkerRunEvents,
  ) {
    this.ended = runner.promise.catch((error: unknown) => {
      settings.log.warn({ err: error }, 'The workers of the job runner ended with an error.');
    });
  }

  /** Errors: when the database is not there. */
  static async open(settings: WorkerRunSettings, events: WorkerRunEvents): Promise<WorkerRun> {
    const { pool, tasks, concurrency, pollMs, finishMs, log } = settings;
    const emitter = new EventEmitter() as WorkerEvents;
    const created: WorkerPool[] = [];
    let opened: WorkerRun | undefined;
    emitter.on('pool:create', ({ workerPool }) => created.push(workerPool));
    emitter.on('pool:gracefulShutdown', () => opened?.limitEnd());
    emitter.on('job:start', ({ job }) => events.onBegin(job));
    emitter.on('job:complete', ({ job }) => events.onEnd(job));
    emitter.on('job:failed', ({ job }) => {
      const fields = { jobId: job.id, task: job.task_identifier, attempts: job.attempts };
      log.error(fields, 'A job has used up its attempts and is not tried again.');
    });
    const runner = await run({
      pgPool: patientPool(pool, log),
      taskList: tasks,
      // No job is started by the time of day; the engine would look for a file that says so.
      parsedCronItems: [],
      concurrency,
      pollInterval: pollMs,
      gracefulShutdownAbortTimeout: finishMs,
      noHandleSignals: true,
      events: emitter,
      logger: engineLogger(log),
      // Without batches the engine does not look after the promise of completing a job: a connection that breaks at
      // that moment would end the process with an unhandled rejection.
      preset: { worker: { completeJobBatchDelay: 0, failJobBatchDelay: 0 } },
    });
    // A worker pool can be awaited, which waits for its end: it never travels through a promise by itself.
    const [workerPool] = created;
    opened = new WorkerRun(workerPool.id, runner, workerPool, settings, events);
    return opened;
  }

  async end(): Promise<void> {
    try {
      await this.runner.stop();
    } catch (error) {
      this.settings.log.debug({ err: error }, 'The workers had ended before they were told to.');
    }
    await this.ended;
  }

  /** The engine waits for running jobs as long as they like, and when it ended by itself, sometimes for nothing. */
  private limitEnd(): void {
    const timer = setTimeout(() => void this.giveUp(), this.settings.finishMs + this.settings.abandonMs);
    this.ended.then(() => clearTimeout(timer));
  }

  private async giveUp(): Promise<void> {
    const { log } = this.settings;
    log.warn({ workerId: this.id }, 'The workers of the job runner did not end in time; their jobs are given up.');
    this.events.onGivenUp();
    try {
      await this.workerPool.forcefulShutdown('The process stops.');
    } catch (error) {
      log.warn({ err: error }, 'The workers of the job runner did not end in order.');
    }
  }
}
