import { AxemaUserSyncJobResponse, AxemaUserSyncStatus } from '../../../../dtos/booking/axema';
import { toInstant } from '../../instant';
import type { AxemaUserSyncJobEntity } from './axema-user-sync-job-entity';

/** A sync as it is answered, and told while it runs. */
export function toSyncJob(job: AxemaUserSyncJobEntity): AxemaUserSyncJobResponse {
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
