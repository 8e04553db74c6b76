/** Something that runs SQL: a TypeORM EntityManager or DataSource, as it is. */
export interface SqlExecutor {
  // biome-ignore lint/suspicious/noExplicitAny: TypeORM's own signature.
  query(sql: string, parameters?: unknown[]): Promise<any>;
}

export interface EnqueueOptions {
  /** Jobs of one queue run one after another. */
  queue?: string;
  /** At most one waiting job per key: a second one replaces the first. */
  key?: string;
  /** Attempts in all. Default: 10. */
  maxAttempts?: number;
  runAt?: Date;
}

export interface JobContext {
  /** 1 for the first attempt. */
  readonly attempt: number;
  readonly maxAttempts: number;
  readonly jobId: string;
  /** Aborted when the process stops, or can no longer prove that it lives: stop at once and write nothing more. */
  readonly signal: AbortSignal;
}

/** Does one job. A rejection is tried again, later each time, until the attempts are used up. */
export type JobHandler = (payload: unknown, context: JobContext) => Promise<void>;

/** Durable background work on the application's own database (decisions D18). Delivers at least once: handlers fence. */
export interface Jobs {
  /** Inside the caller's transaction: rolled back means no job. Answers the job's id. */
  enqueue(db: SqlExecutor, task: string, payload: object, options?: EnqueueOptions): Promise<string>;
  /**
   * Many jobs of one task in one statement, inside the caller's transaction: rolled back means none of them.
   * Keys must differ within one call; an empty list does nothing.
   */
  enqueueMany(
    db: SqlExecutor,
    task: string,
    jobs: readonly { payload: object; key?: string }[],
    options?: Omit<EnqueueOptions, 'key'>,
  ): Promise<void>;
  /** Declares who does a task; before the host starts. */
  handle(task: string, handler: JobHandler): void;
}
