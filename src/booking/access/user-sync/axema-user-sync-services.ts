import type { DataSource } from 'typeorm';
import {
  AxemaUserSyncJobResponse,
  AxemaUserSyncStatus,
  CreateAxemaUserSync,
  GetAxemaUserSyncJob,
  QueryAxemaUserSyncJobs,
} from '../../../../dtos/booking/axema';
import { asBookingList, type BookingList } from '../../../../dtos/booking/common';
import { toQueryResponse } from '../../../data';
import { type Clock, Handles, HttpError, type Jobs } from '../../../engine';
import { BookingService } from '../../booking-service';
import { refuse } from '../../error-codes';
import { toInstant } from '../../instant';
import type { AxemaSettingRepository } from '../settings/axema-setting-repository';
import type { AxemaUserSyncJobEntity } from './axema-user-sync-job-entity';
import { AxemaUserSyncRepository } from './axema-user-sync-repository';
import type { StaleSyncs } from './stale-syncs';
import { startAxemaUserSync } from './start-axema-user-sync';

/** Starts syncs of users from VAKA and tells how far they have come (domain 1). */
export class AxemaUserSyncServices extends BookingService {
  constructor(
    private readonly deps: {
      readonly dataSource: DataSource;
      readonly jobs: Jobs;
      readonly clock: Clock;
      readonly settings: AxemaSettingRepository;
      readonly staleSyncs: StaleSyncs;
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
    return toSyncJob(started.job);
  }

  @Handles(GetAxemaUserSyncJob)
  async get({ Id }: GetAxemaUserSyncJob): Promise<AxemaUserSyncJobResponse> {
    const job = await this.syncs.find(this.companyId, Id);
    if (!job) throw HttpError.notFound(`No sync job has the id ${Id}.`);
    return toSyncJob(job);
  }

  @Handles(QueryAxemaUserSyncJobs, 'GET')
  async list(request: QueryAxemaUserSyncJobs): Promise<BookingList<AxemaUserSyncJobResponse>> {
    return asBookingList(toQueryResponse(await this.syncs.list(this.companyId, request), toSyncJob));
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

function toSyncJob(job: AxemaUserSyncJobEntity): AxemaUserSyncJobResponse {
  return new AxemaUserSyncJobResponse({
    Id: job.id,
    CompanyId: job.companyId,
    Status: job.status,
    StatusName: AxemaUserSyncStatus[job.status],
    UsersFound: job.usersFound ?? undefined,
    UsersCreated: job.usersCreated ?? undefined,
    UsersUpdated: job.usersUpdated ?? undefined,
    ErrorMessage: job.errorMessage ?? undefined,
    CreatedDate: toInstant(job.createdAt),
    UpdatedDate: toInstant(job.updatedAt),
  });
}
