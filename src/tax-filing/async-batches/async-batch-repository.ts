import type { EntityManager } from 'typeorm';
import type { ResponseError } from '../../../dtos/common';
import type { Session } from '../../engine';
import { type BatchKind, type BatchStatus, batchStatus } from './batch-state';

export interface StoredBatch {
  readonly id: string;
  readonly status: BatchStatus;
  readonly total: number;
  /** Items before it are done. */
  readonly nextIndex: number;
  readonly succeeded: number;
  readonly failed: number;
  /** What the sender might do when the batch was accepted. */
  readonly roles: readonly string[];
  readonly permissions: readonly string[];
  readonly errorMessage: string | null;
  readonly jobId: string | null;
  readonly createdAt: Date;
  readonly updatedAt: Date;
}

/** An item as it waits: sealed, with what the rules of its members have found. */
export interface WaitingItem {
  readonly index: number;
  readonly item: string;
  readonly errors: readonly ResponseError[];
}

const columns = `id, status, total, next_index as "nextIndex", succeeded, failed, sender_roles as roles,
  sender_permissions as permissions, error_message as "errorMessage", job_id as "jobId", created_at as "createdAt",
  updated_at as "updatedAt"`;
const isRunning = `status in (${batchStatus.Pending}, ${batchStatus.Processing})`;

/** Reads and writes the batches that are worked on in the background. */
export class AsyncBatchRepository {
  constructor(private readonly db: EntityManager) {}

  in(tx: EntityManager): AsyncBatchRepository {
    return new AsyncBatchRepository(tx);
  }

  async add(
    kind: BatchKind,
    total: number,
    { roles, permissions }: Pick<Session, 'roles' | 'permissions'>,
    now: Date,
  ): Promise<string> {
    const [{ id }] = await this.db.query(
      `insert into filing_batch (kind, status, total, next_index, succeeded, failed, sender_roles, sender_permissions,
                                 created_at, updated_at)
       values ($1, ${batchStatus.Pending}, $2, 0, 0, 0, $3, $4, $5, $5) returning id`,
      [kind, total, roles, permissions, now],
    );
    return id;
  }

  async addItems(batchId: string, items: readonly WaitingItem[]): Promise<void> {
    await this.db.query(
      `insert into filing_batch_item (batch_id, index, item, errors)
       select $1, index, item, errors from json_to_recordset($2::json) as row (index int, item text, errors json)`,
      [batchId, JSON.stringify(items)],
    );
  }

  async setJob(id: string, jobId: string): Promise<void> {
    await this.db.query('update filing_batch set job_id = $2 where id = $1', [id, jobId]);
  }

  /** `undefined`: there is none of that kind, or it was accepted before `since`. */
  async find(kind: BatchKind, id: string, since: Date): Promise<StoredBatch | undefined> {
    const rows = (await this.db.query(
      `select ${columns} from filing_batch where id = $1 and kind = $2 and created_at > $3`,
      [id, kind, since],
    )) as StoredBatch[];
    return rows[0];
  }

  /** Results so far, in the order of the items. */
  async results<T>(id: string): Promise<T[]> {
    const rows = (await this.db.query(
      'select result from filing_batch_item where batch_id = $1 and result is not null order by index',
      [id],
    )) as { result: T }[];
    return rows.map(({ result }) => result);
  }

  /** The items that come next; none of a batch that was ended meanwhile. */
  async waiting(id: string, from: number, count: number): Promise<WaitingItem[]> {
    return this.db.query(
      `select index, item, errors from filing_batch_item
        where batch_id = $1 and index >= $2 and item is not null order by index limit $3`,
      [id, from, count],
    );
  }

  /** The items themselves are forgotten. */
  async setResults(id: string, results: readonly { index: number; result: object }[]): Promise<void> {
    await this.db.query(
      `update filing_batch_item item set result = done.result, item = null
         from json_to_recordset($2::json) as done (index int, result json)
        where item.batch_id = $1 and item.index = done.index`,
      [id, JSON.stringify(results)],
    );
  }

  /** Ends a batch that is not over; no attempt at it writes any more. `false`: it was over. */
  async end(id: string, status: BatchStatus, now: Date, errorMessage?: string): Promise<boolean> {
    const rows = (await this.db.query(
      `with ended as (
         update filing_batch set status = $2, error_message = $3, attempt_token = null, updated_at = $4
          where id = $1 and ${isRunning} returning id),
       forgotten as (
         update filing_batch_item set item = null where batch_id in (select id from ended) and item is not null)
       select id from ended`,
      [id, status, errorMessage ?? null, now],
    )) as unknown[];
    return rows.length > 0;
  }

  async removeOlder(than: Date): Promise<void> {
    await this.db.query('delete from filing_batch where created_at <= $1', [than]);
  }
}
