import type { DataSource } from 'typeorm';
import { type Clock, FencedError, type Log } from '../../../engine';
import { AxemaError } from '../axema/axema-client';
import { AxemaUserSyncRepository, type SyncClaim } from './axema-user-sync-repository';
import type { SyncTiming } from './sync-timing';

/**
 * The life of one attempt: says that it lives while it waits for slow pages (domain 1.7), and ends it when another
 * attempt has taken over, when it takes too long or when the process stops.
 */
export class AttemptLife {
  /** Aborted with the reason: FencedError, AxemaError `timeout`, or that of the job. */
  readonly signal: AbortSignal;
  private readonly own = new AbortController();
  private readonly heartbeat: NodeJS.Timeout;
  private readonly deadline: NodeJS.Timeout;
  private beating: Promise<void> | undefined;

  constructor(
    private readonly deps: { dataSource: DataSource; clock: Clock; log: Log; timing: SyncTiming },
    private readonly claim: SyncClaim,
    jobSignal: AbortSignal,
  ) {
    const { heartbeatMs, maxDurationMs } = deps.timing;
    this.signal = AbortSignal.any([jobSignal, this.own.signal]);
    this.heartbeat = setInterval(() => this.beat(), heartbeatMs);
    this.deadline = setTimeout(() => this.own.abort(tooLong(maxDurationMs)), maxDurationMs);
  }

  /** Nothing is written any more when it resolves. */
  async end(): Promise<void> {
    clearInterval(this.heartbeat);
    clearTimeout(this.deadline);
    await this.beating;
  }

  private beat(): void {
    if (this.signal.aborted) return;
    this.beating ??= this.beatNow().finally(() => {
      this.beating = undefined;
    });
  }

  private async beatNow(): Promise<void> {
    const { dataSource, clock, log } = this.deps;
    try {
      await new AxemaUserSyncRepository(dataSource.manager).beat(this.claim, clock.now());
    } catch (error) {
      if (error instanceof FencedError) return this.own.abort(error);
      // The next beat, or the next page, tells whether the database is back.
      log.warn({ jobId: this.claim.jobId, err: error }, 'The heartbeat of a sync did not reach the database.');
    }
  }
}

function tooLong(maxDurationMs: number): AxemaError {
  return new AxemaError('timeout', `The sync took longer than ${Math.round(maxDurationMs / 60_000)} minutes.`);
}
