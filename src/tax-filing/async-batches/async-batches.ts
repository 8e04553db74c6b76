import { inTransaction } from '../../data';
import { findQueuedJob, HttpError, type Jobs, type Session } from '../../engine';
import { AsyncBatchRepository, type StoredBatch } from './async-batch-repository';
import {
  type AsyncBatchPayload,
  AsyncBatchRun,
  type AsyncBatchRunDependencies,
  interruptedText,
  sealedFor,
} from './async-batch-run';
import { type BatchKind, batchStatus, isOver } from './batch-state';
import type { SentItem } from './registrars';

const task = 'filing-batch';
const keptMs = 7 * 86_400_000;
const maxAttempts = 10;

export interface AsyncBatchesDependencies extends AsyncBatchRunDependencies {
  readonly jobs: Jobs;
}

/**
 * Batches that are worked on in the background (decisions D10): accepted with all their items, done by a durable job, one
 * batch after another, read back by their id for seven days.
 *
 * What the sender may grant is settled when the batch is accepted. Items wait sealed, since they may hold password hashes.
 */
export class AsyncBatches {
  private readonly batches: AsyncBatchRepository;

  constructor(private readonly deps: AsyncBatchesDependencies) {
    this.batches = new AsyncBatchRepository(deps.dataSource.manager);
    const run = new AsyncBatchRun(deps);
    deps.jobs.handle(task, (payload, context) => run.run(payload, context));
  }

  /** Accepts a batch: it will be done once this has resolved. */
  async start(kind: BatchKind, items: readonly Omit<SentItem, 'index'>[], sender: Session): Promise<StoredBatch> {
    const { dataSource, jobs, clock, secrets } = this.deps;
    const now = clock.now();
    const id = await inTransaction(dataSource, async (tx) => {
      const batches = this.batches.in(tx);
      await batches.removeOlder(this.oldest());
      const batchId = await batches.add(kind, items.length, sender, now);
      const waiting = items.map(({ members, errors }, index) => {
        return { index, item: secrets.seal(JSON.stringify(members), sealedFor(batchId)), errors };
      });
      await batches.addItems(batchId, waiting);
      const payload: AsyncBatchPayload = { batchId, kind };
      await batches.setJob(batchId, await jobs.enqueue(tx, task, payload, { queue: task, maxAttempts }));
      return batchId;
    });
    return this.get(kind, id);
  }

  /** Errors: 404. */
  async get(kind: BatchKind, id: string): Promise<StoredBatch> {
    const batch = await this.batches.find(kind, id, this.oldest());
    if (!batch) throw HttpError.notFound(`There is no batch of ${kind} with the id '${id}'.`);
    if (isOver(batch.status) || (await this.isDoable(batch))) return batch;
    // Unless the job has ended between the two questions, nobody will do it any more.
    await this.batches.end(id, batchStatus.Failed, this.deps.clock.now(), interruptedText);
    return (await this.batches.find(kind, id, this.oldest())) ?? batch;
  }

  /** What each item came to; `undefined` until the batch is completed. */
  async results<T>({ id, status }: StoredBatch): Promise<T[] | undefined> {
    return status === batchStatus.Completed ? this.batches.results<T>(id) : undefined;
  }

  /** Stops a batch after the items that are being registered just now, if it is not over. Errors: 404. */
  async cancel(kind: BatchKind, id: string): Promise<StoredBatch> {
    const batch = await this.get(kind, id);
    await this.batches.end(batch.id, batchStatus.Cancelled, this.deps.clock.now());
    return this.get(kind, id);
  }

  private async isDoable({ jobId }: StoredBatch): Promise<boolean> {
    const job = jobId === null ? undefined : await findQueuedJob(this.deps.dataSource, jobId);
    return job !== undefined && !job.isUsedUp;
  }

  private oldest(): Date {
    return new Date(this.deps.clock.now().getTime() - keptMs);
  }
}
