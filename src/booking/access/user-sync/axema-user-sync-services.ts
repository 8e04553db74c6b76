import type { DataSource } from 'typeorm';
import {
  type AxemaUserSyncJobResponse,
  CreateAxemaUserSync,
  GetAxemaUserSyncJob,
} from '../../../../dtos/booking/axema';
import { type Clock, Handles, HttpError, type Jobs } from '../../../engine';
import { BookingService } from '../../booking-service';
import { refuse } from '../../error-codes';
import type { AxemaSettingRepository } from '../settings/axema-setting-repository';
import { AxemaUserSyncRepository } from './axema-user-sync-repository';
import type { StaleSyncs } from './stale-syncs';
import { startAxemaUserSync } from './start-axema-user-sync';
import { toSyncJob } from './sync-job-answer';
import type { SyncProgress } from './sync-progress';

/** Starts syncs of users from VAKA and tells how far they have come (domain 1). */
export class AxemaUserSyncServices extends BookingService {
  constructor(
    private readonly deps: {
      readonly dataSource: DataSource;
      readonly jobs: Jobs;
      readonly clock: Clock;
      readonly settings: AxemaSettingRepository;
      readonly staleSyncs: StaleSyncs;
      readonly progress: SyncProgress;
    },
  ) {
    super();
  }

  @Handles(CreateAxemaUserSync)
  async post(_request: CreateAxemaUserSync): Promise<AxemaUserSyncJobResponse> {
    const { companyId, deps } = this;
    if (!(await deps.settings.isActive(companyId))) throw settingsMissing();

    await deps.staleSyncs.fail(companyId);
    const started = await startAxemaUserSync(deps, companyId);
    if ('runningId' in started) throw alreadyRunning(started.runningId);
    await deps.progress.tell(companyId, started.job.id);
    return toSyncJob(started.job);
  }

  @Handles(GetAxemaUserSyncJob)
  async get({ Id }: GetAxemaUserSyncJob): Promise<AxemaUserSyncJobResponse> {
    const job = await this.syncs.find(this.companyId, Id);
    if (!job) throw HttpError.notFound(`No sync job has the id ${Id}.`);
    return toSyncJob(job);
  }

  private get syncs(): AxemaUserSyncRepository {
    return new AxemaUserSyncRepository(this.deps.dataSource.manager);
  }
}

function settingsMissing(): HttpError {
  const message =
    'The company has no active Axema settings; add them at /codelock/axema/settings and switch the code lock on at /codelock/settings.';
  return refuse('AxemaSettingsMissing', undefined, message);
}

function alreadyRunning(jobId: string): HttpError {
  const message = `Sync job ${jobId} of this company is pending or processing; only one can run at a time.`;
  return refuse('AxemaUserSyncAlreadyRunning', undefined, message);
}
