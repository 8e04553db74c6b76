/** What the domains and the composition root may import from the data layer. */
import { ApiKeyEntity } from './identity/api-key-entity';
import { CompanyEntity } from './identity/company-entity';
import { UserEntity } from './identity/user-entity';
import { CreateIdentity1764000000000 } from './migrations/1764000000000-create-identity';
import { CreateWorkerHeartbeat1764000050000 } from './migrations/1764000050000-create-worker-heartbeat';

export type { Patience } from './connection-settings';
export { createDataSource, type Database, type DatabaseOptions, openDatabase } from './database';
export { databaseErrors, isExclusionViolation, isForeignKeyViolation, isUniqueViolation } from './database-errors';
export { ApiKeyEntity } from './identity/api-key-entity';
export { ApiKeyRepository, type CreatedApiKey, type NewApiKey } from './identity/api-key-repository';
export { CompanyEntity } from './identity/company-entity';
export { CompanyRepository, type NewCompany } from './identity/company-repository';
export { UserEntity } from './identity/user-entity';
export { type NewUser, UserRepository } from './identity/user-repository';
export { type ListOptions, type ListPage, type ListRequest, listPage, toQueryResponse } from './list-page';
export { migrate, pendingMigrations, revertLastMigration } from './migrate';
export { SecretBox } from './secret-box';
export { inTransaction } from './transaction';

export const dataEntities = [CompanyEntity, UserEntity, ApiKeyEntity];
export const dataMigrations = [CreateIdentity1764000000000, CreateWorkerHeartbeat1764000050000];
