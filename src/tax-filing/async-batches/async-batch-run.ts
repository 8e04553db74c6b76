import type { DataSource, EntityManager } from 'typeorm';
import { inUnitOfWork, type SecretBox } from '../../data';
import { type Clock, FencedError, type JobContext, JobState, type Log } from '../../engine';
import { grantsOf } from '../batches/grants';
import { AsyncBatchRepository, type StoredBatch } from './async-batch-repository';
import { type BatchKind, batchStatus, isOver } from './batch-state';
import type { ItemResponse, Registrar } from './registrars';

export interface AsyncBatchRunDependencies {
  readonly dataSource: DataSource;
  readonly secrets: SecretBox;
  readonly clock: Clock;
  readonly log: Log;
  readonly registrars: Readonly<Record<BatchKind, Registrar>>;
  /** Items per transaction. Default: 100, so that other registrations wait for a moment only. */
  readonly chunkSize?: number;
}

export interface AsyncBatchPayload {
  readonly batchId: string;
  readonly kind: BatchKind;
}

const state = new JobState({ name: 'filing_batch' });
/** Longer than a batch is kept: what the job knows of it, it knows. */
const always = new Date(0);

/**
 * Does one batch, some items at a time: their rows, their results, the counters and how far the batch has come are one
 * transaction, which only the last attempt can commit. Whatever ends an attempt, the next one goes on after the last
 * items that were committed, so that none is lost and none registered twice (reliability, section 5).
 */
export class AsyncBatchRun {
  private readonly batches: AsyncBatchRepository;

  constructor(private readonly deps: AsyncBatchRunDependencies) {
    this.batches = new AsyncBatchRepository(deps.dataSource.manager);
  }

  async run(payload: unknown, context: JobContext): Promise<void> {
    const { batchId, kind } = payload as AsyncBatchPayload;
    const token = await state.claim(this.deps.dataSource, batchId);
    // Removed meanwhile.
    if (token === undefined) return;
    try {
      await this.attempt({ batchId, kind, token }, context.signal);
    } catch (error) {
      await this.settle(error, batchId, context);
    }
  }

  private async attempt(claim: AsyncBatchPayload & { token: string }, signal: AbortSignal): Promise<void> {
    for (;;) {
      signal.throwIfAborted();
      const batch = await this.batches.find(claim.kind, claim.batchId, always);
      if (!batch || isOver(batch.status)) return;
      await inUnitOfWork(this.deps.dataSource, (tx) => this.chunk(batch, claim, tx));
    }
  }

  private async chunk(
    batch: StoredBatch,
    { batchId, kind, token }: AsyncBatchPayload & { token: string },
    tx: EntityManager,
  ): Promise<void> {
    const { secrets, clock, registrars, chunkSize = 100 } = this.deps;
    const batches = this.batches.in(tx);
    const waiting = await batches.waiting(batchId, batch.nextIndex, chunkSize);
    const sent = waiting.map(({ index, item, errors }) => {
      return { index, members: JSON.parse(secrets.open(item, sealedFor(batchId))) as object, errors };
    });
    const responses = sent.length > 0 ? await registrars[kind](sent, grantsOf(batch)) : [];
    await batches.setResults(
      batchId,
      responses.map((result, at) => ({ index: sent[at].index, result })),
    );
    await state.advance(tx, batchId, token, advanced(batch, responses, clock.now()));
  }

  private async settle(error: unknown, batchId: string, context: JobContext): Promise<void> {
    const { log, clock } = this.deps;
    // Cancelled, or another attempt goes on with it, which would lose its job if this one were a success.
    if (error instanceof FencedError) {
      const [row] = await this.deps.dataSource.query('select status from filing_batch where id = $1', [batchId]);
      if (!row || isOver(row.status)) return;
      throw error;
    }
    if (!context.signal.aborted && context.attempt >= context.maxAttempts) {
      log.error({ batchId, err: error }, 'A batch has failed too often and is given up.');
      await this.batches.end(batchId, batchStatus.Failed, clock.now(), interruptedText);
    }
    throw error;
  }
}

export const interruptedText = 'The batch was interrupted too often. What was registered stays.';

/** What sealed items are bound to. */
export function sealedFor(batchId: string): string {
  return `filing-batch:${batchId}`;
}

function advanced(batch: StoredBatch, responses: readonly ItemResponse[], now: Date): Record<string, unknown> {
  const failed = responses.filter(({ responseStatus }) => responseStatus !== undefined).length;
  const next = batch.nextIndex + responses.length;
  const isDone = next >= batch.total || responses.length === 0;
  return {
    status: isDone ? batchStatus.Completed : batchStatus.Processing,
    next_index: next,
    succeeded: batch.succeeded + responses.length - failed,
    failed: batch.failed + failed,
    updated_at: now,
  };
}
