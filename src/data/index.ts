/** What the domains and the composition root may import from the data layer. */
import { ApiKeyEntity } from './identity/api-key-entity';
import { CompanyEntity } from './identity/company-entity';
import { RevokedTokenEntity } from './identity/revoked-token-entity';
import { SessionEntity } from './identity/session-entity';
import { UserEntity } from './identity/user-entity';
import { CreateIdentity1764000000000 } from './migrations/1764000000000-create-identity';
import { CreateWorkerHeartbeat1764000050000 } from './migrations/1764000050000-create-worker-heartbeat';
import { CreateLimits1764000060000 } from './migrations/1764000060000-create-limits';
import { CreateUserSession1764000080000 } from './migrations/1764000080000-create-user-session';
import { CreateRevokedToken1764000090000 } from './migrations/1764000090000-create-revoked-token';
import { CreateIdempotency1764000095000 } from './migrations/1764000095000-create-idempotency';

export type { Bind, Columns } from './auto-query/condition-sql';
export { xminVersion } from './auto-query/entity-columns';
export { type EntityCrudSourceOptions, entityCrudSource } from './auto-query/entity-crud-source';
export { type EntityListOptions, entityList, type Pager } from './auto-query/entity-list';
export { type EntitySourceOptions, entitySource } from './auto-query/entity-source';
export { applyPlan, entityPage, type PlanPage, toQueryResponse } from './auto-query/run-plan';
export type { Patience } from './connection-settings';
export { createDataSource, type Database, type DatabaseOptions, openDatabase } from './database';
export { databaseErrors, isExclusionViolation, isForeignKeyViolation, isUniqueViolation } from './database-errors';
export { PostgresEventRelay, type PostgresEventRelayOptions } from './event-relay';
export {
  PostgresIdempotencyStore,
  type PostgresIdempotencyStoreOptions,
} from './idempotency/postgres-idempotency-store';
export { ApiKeyEntity } from './identity/api-key-entity';
export { ApiKeyRepository, type CreatedApiKey, type NewApiKey } from './identity/api-key-repository';
export { CompanyEntity } from './identity/company-entity';
export { CompanyRepository, type NewCompany } from './identity/company-repository';
export { RevokedTokenEntity } from './identity/revoked-token-entity';
export { RevokedTokenRepository } from './identity/revoked-token-repository';
export { SessionEntity } from './identity/session-entity';
export { type NewUserSession, SessionRepository } from './identity/session-repository';
export { UserEntity } from './identity/user-entity';
export { type NewUser, UserRepository } from './identity/user-repository';
export { PostgresAttemptCounter } from './limits/postgres-attempt-counter';
export { PostgresRequestCounts } from './limits/postgres-request-counts';
export { PostgresFailedMessages } from './messages/failed-message-store';
export { migrate, pendingMigrations, revertLastMigration } from './migrate';
export { type NamedStatement, namedQuery, namedStatement } from './named-query';
export { SecretBox } from './secret-box';
export { inTransaction, inUnitOfWork } from './transaction';

export const dataEntities = [CompanyEntity, UserEntity, ApiKeyEntity, SessionEntity, RevokedTokenEntity];
export const dataMigrations = [
  CreateIdentity1764000000000,
  CreateWorkerHeartbeat1764000050000,
  CreateLimits1764000060000,
  CreateUserSession1764000080000,
  CreateRevokedToken1764000090000,
  CreateIdempotency1764000095000,
];
