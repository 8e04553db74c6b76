import type { DataSource } from 'typeorm';
import { entitySource } from '../../../data';
import type { QuerySource } from '../../../engine';
import { companyOf } from '../../company-scope';
import { AxemaUserSyncJobEntity } from './axema-user-sync-job-entity';
import { toSyncJob } from './sync-job-answer';

/** The syncs of a company. */
export function syncJobSource(dataSource: DataSource): QuerySource {
  return entitySource<AxemaUserSyncJobEntity>(dataSource, AxemaUserSyncJobEntity, {
    row: {
      Id: 'id',
      Status: 'status',
      UsersFound: 'usersFound',
      UsersCreated: 'usersCreated',
      UsersUpdated: 'usersUpdated',
      CreatedDate: 'createdAt',
      UpdatedDate: 'updatedAt',
    },
    key: 'Id',
    tenant: { property: 'companyId', of: companyOf },
    toRows: (jobs) => jobs.map(toSyncJob),
  });
}
