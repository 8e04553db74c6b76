import type { DataSource } from 'typeorm';
import { inTransaction } from '../../../data';
import type { Clock, Log } from '../../../engine';
import { AxemaUserSyncRepository } from './axema-user-sync-repository';

/** Silence after which a sync is stale (domain 1.8). */
export const defaultStaleAfterMs = 10 * 60_000;

/** Frees companies from syncs that were interrupted and that nobody will go on with. */
export class StaleSyncs {
  constructor(
    private readonly deps: { dataSource: DataSource; clock: Clock; log: Log },
    private readonly staleAfterMs: number,
  ) {}

  /** Of one company, or of all. A stale sync whose job has an attempt left is left to it (decisions D30). */
  async fail(companyId?: string): Promise<void> {
    const { dataSource, clock, log } = this.deps;
    const now = clock.now();
    const before = new Date(now.getTime() - this.staleAfterMs);
    const jobIds = await inTransaction(dataSource, (tx) =>
      new AxemaUserSyncRepository(tx).failStale(before, now, companyId),
    );
    if (jobIds.length > 0) log.warn({ jobIds }, 'Syncs of users were interrupted and are given up.');
  }
}
