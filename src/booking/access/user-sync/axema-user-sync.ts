import type { DataSource } from 'typeorm';
import { inTransaction, type SecretBox } from '../../../data';
import { type Clock, FencedError, type JobContext, type Log, type ServerEvents } from '../../../engine';
import { type AxemaClient, type AxemaConnection, AxemaError } from '../axema/axema-client';
import { axemaPageSize } from '../axema/axema-limits';
import { AxemaSettingRepository } from '../settings/axema-setting-repository';
import { AttemptLife } from './attempt-life';
import { AxemaUserSyncRepository, interruptedText, type SyncClaim } from './axema-user-sync-repository';
import { PageRepository } from './page-repository';
import { PageWriter } from './page-writer';
import { allSkipped } from './sync-counts';
import { SyncProgress } from './sync-progress';
import type { SyncTiming } from './sync-timing';

export const axemaUserSyncTask = 'axema-user-sync';
/** An interrupted attempt that its process could still hand back is not counted. */
export const axemaUserSyncAttempts = 5;

export interface AxemaUserSyncPayload {
  readonly jobId: string;
  readonly companyId: string;
}

/** Makes connections to VAKA systems; `AxemaClients` in the product. */
export interface AxemaConnector {
  create(connection: AxemaConnection): AxemaClient;
  readsIdentities(connection: AxemaConnection): boolean;
}

export interface AxemaUserSyncDependencies {
  readonly dataSource: DataSource;
  readonly secrets: SecretBox;
  readonly clients: AxemaConnector;
  readonly clock: Clock;
  readonly log: Log;
  readonly timing: SyncTiming;
  /** Tells the company's users how far the sync has come. Default: nobody is told. */
  readonly events?: ServerEvents;
}

/**
 * Does one sync: reads the persons of the company's VAKA system page by page and writes each page in a transaction of
 * its own.
 *
 * At least once: an attempt that was interrupted is followed by another, which skips the persons that are done.
 * Errors: rejects when another attempt may go on, or already does. What VAKA answers, or fails to, ends in the row
 *         (`Failed`) and not in a rejection: its own retries are in the client.
 */
export class AxemaUserSync {
  private readonly progress: SyncProgress;

  constructor(private readonly deps: AxemaUserSyncDependencies) {
    this.progress = new SyncProgress(deps);
  }

  async run(payload: unknown, context: JobContext): Promise<void> {
    const { jobId, companyId } = toPayload(payload);
    const { dataSource, clock, log } = this.deps;
    const claim = await inTransaction(dataSource, (tx) =>
      new AxemaUserSyncRepository(tx).claim(companyId, jobId, clock.now()),
    );
    // Delivered once more after it was over.
    if (!claim) return;
    log.info({ jobId, companyId, attempt: context.attempt }, 'A sync of users starts.');
    await this.progress.tell(companyId, jobId);

    const life = new AttemptLife(this.deps, claim, context.signal);
    try {
      await this.attempt(claim, life.signal);
    } catch (error) {
      await this.settle(error, claim, context);
    } finally {
      await life.end();
    }
  }

  private async attempt(claim: SyncClaim, signal: AbortSignal): Promise<void> {
    const connection = await this.connection(claim.companyId);
    const client = this.deps.clients.create(connection);
    try {
      await client.ping(signal);
      const writer = new PageWriter(this.deps, claim, this.deps.clients.readsIdentities(connection));
      for await (const { persons } of client.listPersons({ pageSize: axemaPageSize, signal })) {
        signal.throwIfAborted();
        await writer.write(persons);
        await this.progress.tell(claim.companyId, claim.jobId);
      }
      signal.throwIfAborted();
      await this.finish(claim, writer, this.deps.clients.readsIdentities(connection));
    } finally {
      await client.close();
    }
  }

  private async connection(companyId: string): Promise<AxemaConnection> {
    const settings = new AxemaSettingRepository(this.deps.dataSource.manager, this.deps.secrets);
    const connection = await settings.activeConnection(companyId).catch((error: unknown) => {
      if (isDatabaseError(error)) throw error;
      this.deps.log.error({ companyId, err: error }, 'The password of a VAKA system cannot be read.');
      throw new AxemaError('auth', 'The stored password cannot be read; enter it again.');
    });
    if (connection) return connection;
    throw new AxemaError('forbidden', 'The company has no active Axema settings any more.');
  }

  private async finish(claim: SyncClaim, { counts }: PageWriter, readsIdentities: boolean): Promise<void> {
    const { dataSource, clock, log } = this.deps;
    const { companyId, jobId } = claim;
    await inTransaction(dataSource, async (tx) => {
      const syncs = new AxemaUserSyncRepository(tx);
      const pages = new PageRepository(tx);
      if (allSkipped(counts)) {
        return syncs.fail(claim, `None of the ${counts.skipped} persons could be taken over.`, clock.now());
      }
      await syncs.complete(claim, counts, clock.now());
      // A list that is suddenly empty is more likely a fault over there than a house that everybody left.
      if (counts.created + counts.updated + counts.unchanged > 0) {
        if (readsIdentities) await pages.removeKeysOfMissing(companyId, jobId);
        await pages.removeSharedLinksOfMissing(companyId, jobId);
      }
      await pages.forgetHandled(companyId, jobId);
    });
    log.info({ jobId, companyId, ...counts }, 'A sync of users is over.');
    await this.progress.tell(companyId, jobId);
  }

  private async settle(error: unknown, claim: SyncClaim, context: JobContext): Promise<void> {
    const { jobId, companyId } = claim;
    // Rejected, because a success would take the job away from the attempt that goes on with it.
    if (error instanceof FencedError) throw error;
    // Stopped by this process, not by VAKA: says nothing about the sync.
    if (context.signal.aborted) throw error;
    if (error instanceof AxemaError) {
      this.deps.log.warn({ jobId, companyId, kind: error.kind }, 'A sync of users failed.');
      return this.fail(claim, error.message);
    }
    if (context.attempt >= context.maxAttempts) await this.fail(claim, interruptedText);
    throw error;
  }

  private async fail(claim: SyncClaim, message: string): Promise<void> {
    try {
      await inTransaction(this.deps.dataSource, (tx) =>
        new AxemaUserSyncRepository(tx).fail(claim, message, this.deps.clock.now()),
      );
      await this.progress.tell(claim.companyId, claim.jobId);
    } catch (error) {
      if (!(error instanceof FencedError)) throw error;
    }
  }
}

/** An Error of the driver or of a broken connection, as against one of the secret box. */
function isDatabaseError(error: unknown): boolean {
  return typeof (error as { code?: unknown }).code === 'string' || (error as Error).name === 'QueryFailedError';
}

function toPayload(payload: unknown): AxemaUserSyncPayload {
  const { jobId, companyId } = (payload ?? {}) as Partial<AxemaUserSyncPayload>;
  if (typeof jobId === 'string' && typeof companyId === 'string') return { jobId, companyId };
  throw new Error('A job of a user sync must carry jobId and companyId.');
}
