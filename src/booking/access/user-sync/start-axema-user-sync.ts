import type { DataSource } from 'typeorm';
import { inTransaction } from '../../../data';
import type { Clock, Jobs } from '../../../engine';
import { type AxemaUserSyncPayload, axemaUserSyncAttempts, axemaUserSyncTask } from './axema-user-sync';
import type { AxemaUserSyncJobEntity } from './axema-user-sync-job-entity';
import { AxemaUserSyncRepository } from './axema-user-sync-repository';

/** The new sync, or the one that stands in its way. */
export type StartedSync = { readonly job: AxemaUserSyncJobEntity } | { readonly runningId: string };

/** A running sync may end between the question for the lock and the question for its id. */
const maxTries = 5;

/** Makes a sync and the durable job that does it, both or neither; at most one per company (domain 1.2). */
export async function startAxemaUserSync(
  deps: { dataSource: DataSource; jobs: Jobs; clock: Clock },
  companyId: string,
): Promise<StartedSync> {
  for (let tries = 1; tries <= maxTries; tries++) {
    const job = await inTransaction(deps.dataSource, async (tx) => {
      const syncs = new AxemaUserSyncRepository(tx);
      const added = await syncs.add(companyId, deps.clock.now());
      if (!added) return undefined;
      const payload: AxemaUserSyncPayload = { jobId: added.id, companyId };
      const options = { queue: `company:${companyId}`, maxAttempts: axemaUserSyncAttempts };
      await syncs.setQueueJob(companyId, added.id, await deps.jobs.enqueue(tx, axemaUserSyncTask, payload, options));
      return added;
    });
    if (job) return { job };
    const runningId = await new AxemaUserSyncRepository(deps.dataSource.manager).runningId(companyId);
    if (runningId !== undefined) return { runningId };
  }
  throw new Error(`Syncs of the company began and ended ${maxTries} times while one was being started.`);
}
