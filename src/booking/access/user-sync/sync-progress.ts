import type { DataSource } from 'typeorm';
import { companyChannel, type Log, type ServerEvents } from '../../../engine';
import { AxemaUserSyncRepository } from './axema-user-sync-repository';
import { toSyncJob } from './sync-job-answer';

/** What the company's connected users hear of: an AxemaUserSyncJobResponse. */
export const userSyncEvent = 'axema.userSync';

/** Tells a company's connected users how far its sync has come. */
export class SyncProgress {
  constructor(private readonly deps: { dataSource: DataSource; log: Log; events?: ServerEvents }) {}

  /**
   * Of the sync as it is in the database, so that an attempt that was overtaken tells nothing wrong. After the commit,
   * never in a transaction. Errors: none; a sync does not fail because nobody could be told of it.
   */
  async tell(companyId: string, jobId: string): Promise<void> {
    const { dataSource, log, events } = this.deps;
    if (!events) return;
    try {
      const job = await new AxemaUserSyncRepository(dataSource.manager).find(companyId, jobId);
      if (job) events.notifyChannel(companyChannel(companyId), userSyncEvent, toSyncJob(job));
    } catch (error) {
      log.warn({ jobId, companyId, err: error }, 'The progress of a sync of users was not told.');
    }
  }
}
