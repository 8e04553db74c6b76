import type { SqlExecutor } from './jobs';

const identifier = /^[a-z_][a-z0-9_]*$/;

/** A domain's own table of jobs. Names are written as they are in SQL, lower case. */
export interface JobTable {
  readonly name: string;
  /** Default: `id`. */
  readonly idColumn?: string;
  /** A nullable uuid. Default: `attempt_token`. */
  readonly tokenColumn?: string;
}

/** Another attempt has taken the job over: what this one wants to write must not be written. */
export class FencedError extends Error {
  constructor(table: string, id: string | number) {
    super(`An attempt at ${table} ${id} was overtaken by another one and must not write any more.`);
    this.name = 'FencedError';
  }
}

/**
 * Keeps an attempt that was given up from writing (reliability, section 5).
 *
 * Each attempt claims the job's row with a token of its own. Every later write of that attempt, in the same transaction
 * as its effects, goes through `advance`, which finds the row only as long as the token is the attempt's.
 */
export class JobState {
  private readonly table: string;
  private readonly idColumn: string;
  private readonly tokenColumn: string;

  constructor(table: JobTable) {
    this.table = checked(table.name);
    this.idColumn = checked(table.idColumn ?? 'id');
    this.tokenColumn = checked(table.tokenColumn ?? 'attempt_token');
  }

  /** Makes the job this attempt's; answers its token, or `undefined` when there is no such row. */
  async claim(db: SqlExecutor, id: string | number): Promise<string | undefined> {
    // The update stands in a CTE because the answer to a bare one has another shape than that to a select.
    const rows = (await db.query(
      `with claimed as (
         update ${this.table} set ${this.tokenColumn} = gen_random_uuid()
          where ${this.idColumn} = $1 returning ${this.tokenColumn} as token)
       select token::text from claimed`,
      [id],
    )) as { token: string }[];
    return rows[0]?.token;
  }

  /**
   * Writes `changes` (column → value) to the job's row in the transaction of the effects; at least one column.
   *
   * Errors: FencedError when the token is not the last one; let it roll the transaction back.
   */
  async advance(
    tx: SqlExecutor,
    id: string | number,
    token: string,
    changes: Readonly<Record<string, unknown>>,
  ): Promise<void> {
    const assignments = Object.keys(changes).map((column, index) => `${checked(column)} = $${index + 3}`);
    const rows = (await tx.query(
      `with advanced as (
         update ${this.table} set ${assignments.join(', ')}
          where ${this.idColumn} = $1 and ${this.tokenColumn} = $2 returning 1 as one)
       select one from advanced`,
      [id, token, ...Object.values(changes)],
    )) as unknown[];
    if (rows.length === 0) throw new FencedError(this.table, id);
  }
}

function checked(name: string): string {
  if (!identifier.test(name)) throw new Error(`A table or column is named in lower case, a-z 0-9 _; got '${name}'.`);
  return name;
}

/** What the queue knows of a job. */
export interface QueuedJob {
  readonly attempts: number;
  readonly maxAttempts: number;
  readonly isRunning: boolean;
  /** No attempt is left: nobody will do it any more. */
  readonly isUsedUp: boolean;
}

/** The queue's entry of a job; `undefined` once it was done. Without `graphile_worker` in SQL of a domain. */
export async function findQueuedJob(db: SqlExecutor, jobId: string): Promise<QueuedJob | undefined> {
  const rows = (await db.query(
    `select attempts as "attempts", max_attempts as "maxAttempts", locked_at is not null as "isRunning",
            locked_at is null and attempts >= max_attempts as "isUsedUp"
       from graphile_worker.jobs where id = $1`,
    [jobId],
  )) as QueuedJob[];
  return rows[0];
}
