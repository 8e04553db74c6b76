import type { DataSource } from 'typeorm';
import { inTransaction } from '../../../data';
import type { Clock, Log } from '../../../engine';
import { AxemaUserSyncRepository } from './axema-user-sync-repository';
import type { SyncProgress } from './sync-progress';

/** Silence after which a sync is stale (domain 1.8). */
export const defaultStaleAfterMs = 10 * 60_000;

/** Frees companies from syncs that were interrupted and that nobody will go on with. */
export class StaleSyncs {
  constructor(
    private readonly deps: { dataSource: DataSource; clock: Clock; log: Log },
    private readonly staleAfterMs: number,
    private readonly progress: SyncProgress,
  ) {}

  /** Of one company, or of all. A stale sync whose job has an attempt left is left to it (decisions D30). */
  async fail(companyId?: string): Promise<void> {
    const { dataSource, clock, log } = this.deps;
    const now = clock.now();
    const before = new Date(now.getTime() - this.staleAfterMs);
    const failed = await inTransaction(dataSource, (tx) =>
      new AxemaUserSyncRepository(tx).failStale(before, now, companyId),
    );
    if (failed.length === 0) return;
    log.warn({ jobIds: failed.map(({ id }) => id) }, 'Syncs of users were interrupted and are given up.');
    for (const job of failed) await this.progress.tell(job.companyId, job.id);
  }
}
