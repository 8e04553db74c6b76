import { CreateAccess1764000300000 } from '../migrations/1764000300000-create-access';
import { AxemaSettingEntity } from './settings/axema-setting-entity';
import { CodeLockSettingEntity } from './settings/code-lock-setting-entity';
import { AxemaAccessKeyEntity } from './user-sync/axema-access-key-entity';
import { AxemaUserSyncJobEntity } from './user-sync/axema-user-sync-job-entity';
import { AxemaUserSyncPersonEntity } from './user-sync/axema-user-sync-person-entity';

export const accessEntities = [
  CodeLockSettingEntity,
  AxemaSettingEntity,
  AxemaUserSyncJobEntity,
  AxemaUserSyncPersonEntity,
  AxemaAccessKeyEntity,
];
export const accessMigrations = [CreateAccess1764000300000];
