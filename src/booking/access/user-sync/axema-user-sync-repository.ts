import type { EntityManager } from 'typeorm';
import { AxemaUserSyncStatus } from '../../../../dtos/booking/axema';
import { findQueuedJob, JobState } from '../../../engine';
import { AxemaUserSyncJobEntity } from './axema-user-sync-job-entity';
import { PageRepository } from './page-repository';
import { noCounts, type SyncCounts } from './sync-counts';

/** Said of a sync that nobody will go on with (domain 1.8). */
export const interruptedText = 'The sync was interrupted.';

/** One attempt at a sync, as claimed: its writes are refused once another attempt has claimed the sync. */
export interface SyncClaim {
  readonly companyId: string;
  readonly jobId: string;
  readonly token: string;
  /** What earlier attempts have reached. */
  readonly counts: SyncCounts;
}

const jobState = new JobState({ name: 'axema_user_sync_job' });
const isRunning = `status in (${AxemaUserSyncStatus.Pending}, ${AxemaUserSyncStatus.Processing})`;

/** Answers questions about syncs of users, and moves them from state to state. */
export class AxemaUserSyncRepository {
  constructor(private readonly db: EntityManager) {}

  in(tx: EntityManager): AxemaUserSyncRepository {
    return new AxemaUserSyncRepository(tx);
  }

  find(companyId: string, jobId: string): Promise<AxemaUserSyncJobEntity | null> {
    return this.db.findOneBy(AxemaUserSyncJobEntity, { companyId, id: jobId });
  }

  /** Id of the company's pending or processing sync. */
  async runningId(companyId: string): Promise<string | undefined> {
    const rows = (await this.db.query(`select id from axema_user_sync_job where company_id = $1 and ${isRunning}`, [
      companyId,
    ])) as { id: string }[];
    return rows[0]?.id;
  }

  /** A pending sync; `undefined` while another one runs. The index decides, so that two callers cannot both succeed. */
  async add(companyId: string, now: Date): Promise<AxemaUserSyncJobEntity | undefined> {
    const rows = (await this.db.query(
      `insert into axema_user_sync_job (company_id, created_at, updated_at) values ($1, $2, $2)
       on conflict (company_id) where ${isRunning} do nothing returning id`,
      [companyId, now],
    )) as { id: string }[];
    return rows[0] && this.db.findOneByOrFail(AxemaUserSyncJobEntity, { companyId, id: rows[0].id });
  }

  async setQueueJob(companyId: string, jobId: string, queueJobId: string): Promise<void> {
    await this.db.update(AxemaUserSyncJobEntity, { companyId, id: jobId }, { queueJobId });
  }

  /**
   * Ends the syncs that nobody will go on with (domain 1.8, decisions D30): silent since `before`, and without a queue
   * job that has an attempt left. Answers which they were. `companyId` absent: of all companies.
   */
  async failStale(before: Date, now: Date, companyId?: string): Promise<{ id: string; companyId: string }[]> {
    const stale = (await this.db.query(
      `select id, company_id as "companyId", queue_job_id as "queueJobId" from axema_user_sync_job
        where ${isRunning} and updated_at < $1 and ($2::uuid is null or company_id = $2)`,
      [before, companyId ?? null],
    )) as { id: string; companyId: string; queueJobId: string | null }[];
    const failed: { id: string; companyId: string }[] = [];
    for (const job of stale) {
      const queued = job.queueJobId === null ? undefined : await findQueuedJob(this.db, job.queueJobId);
      if (queued && !queued.isUsedUp) continue;
      if (await this.failIfStale(job, before, now)) failed.push(job);
    }
    return failed;
  }

  /** Makes the sync this attempt's; `undefined` when it is over. In a transaction. */
  async claim(companyId: string, jobId: string, now: Date): Promise<SyncClaim | undefined> {
    const job = await this.db.findOne(AxemaUserSyncJobEntity, {
      where: { companyId, id: jobId },
      lock: { mode: 'pessimistic_write' },
    });
    if (!job || job.status === AxemaUserSyncStatus.Completed || job.status === AxemaUserSyncStatus.Failed) {
      return undefined;
    }
    const token = await jobState.claim(this.db, jobId);
    if (token === undefined) return undefined;
    await jobState.advance(this.db, jobId, token, {
      status: AxemaUserSyncStatus.Processing,
      attempts: job.attempts + 1,
      updated_at: now,
    });
    return { companyId, jobId, token, counts: toCounts(job) };
  }

  /** Says that the attempt lives. Inside a transaction it also keeps other attempts out until that ends. Errors: FencedError. */
  beat({ jobId, token }: SyncClaim, now: Date): Promise<void> {
    return jobState.advance(this.db, jobId, token, { updated_at: now });
  }

  /** Errors: FencedError. */
  advance({ jobId, token }: SyncClaim, counts: SyncCounts, cursor: string | null, now: Date): Promise<void> {
    return jobState.advance(this.db, jobId, token, { ...toColumns(counts), cursor, updated_at: now });
  }

  /** Errors: FencedError. */
  async complete(claim: SyncClaim, counts: SyncCounts, now: Date): Promise<void> {
    const changes = { ...toColumns(counts), status: AxemaUserSyncStatus.Completed };
    await jobState.advance(this.db, claim.jobId, claim.token, { ...changes, attempt_token: null, updated_at: now });
  }

  /** The counters stay as they are. Errors: FencedError. */
  async fail(claim: SyncClaim, message: string, now: Date): Promise<void> {
    const changes = { status: AxemaUserSyncStatus.Failed, error_message: message };
    await jobState.advance(this.db, claim.jobId, claim.token, { ...changes, attempt_token: null, updated_at: now });
    await new PageRepository(this.db).forgetHandled(claim.companyId, claim.jobId);
  }

  private async failIfStale(job: { id: string; companyId: string }, before: Date, now: Date): Promise<boolean> {
    const rows = (await this.db.query(
      `with failed as (
         update axema_user_sync_job
            set status = ${AxemaUserSyncStatus.Failed}, error_message = $3, attempt_token = null, updated_at = $4
          where company_id = $1 and id = $2 and ${isRunning} and updated_at < $5 returning id)
       select id from failed`,
      [job.companyId, job.id, interruptedText, now, before],
    )) as unknown[];
    if (rows.length === 0) return false;
    await new PageRepository(this.db).forgetHandled(job.companyId, job.id);
    return true;
  }
}

function toCounts(job: AxemaUserSyncJobEntity): SyncCounts {
  if (job.usersFound === null) return noCounts;
  return {
    created: job.usersCreated ?? 0,
    updated: job.usersUpdated ?? 0,
    unchanged: job.usersUnchanged ?? 0,
    skipped: job.usersSkipped ?? 0,
  };
}

function toColumns(counts: SyncCounts): Record<string, number> {
  const { created, updated, unchanged, skipped } = counts;
  return {
    users_found: created + updated + unchanged + skipped,
    users_created: created,
    users_updated: updated,
    users_unchanged: unchanged,
    users_skipped: skipped,
  };
}
