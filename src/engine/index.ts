/** What a domain, and a project of its own, may import from the engine. */
export type { ApiKeyRecord, ApiKeyStore } from './auth/api-key-store';
export { AuthFeature, type AuthSettings } from './auth/auth-feature';
export { hashPassword, verifyPassword } from './auth/passwords';
export type { ApiKeyOptions } from './auth/providers/api-key-provider';
export type {
  NewAccount,
  RegistrationStore,
  RoleChange,
  RoleStore,
} from './auth/registration/registration-store';
export type { FoundSession, NewSession, SessionStore } from './auth/sessions/session-store';
export type { SessionSettings } from './auth/sessions/sessions';
export type { SignIn, SignInAnswer, SignInProvider, SignInStep } from './auth/sign-in';
export {
  type SignInContext,
  type SignInLimiter,
  type SignInLimits,
  signInLimiter,
  unlimitedSignIns,
} from './auth/sign-in-limiter';
export type { TokenAuthSettings } from './auth/token-parts';
export type { OpenIdSettings } from './auth/tokens/open-id-settings';
export type { RevokedTokenStore } from './auth/tokens/revocations';
export type { ClaimNames } from './auth/tokens/token-claims';
export type { SigningKeySettings, TokenAlgorithm, VerificationKeySettings } from './auth/tokens/token-keys';
export type { LockRule, UserAccount, UserStore } from './auth/user-store';
export { addOperation } from './autoquery/add-operation';
export { AutoQueryFeature, type AutoQueryFeatureOptions } from './autoquery/auto-query-feature';
export type { CrudPlan } from './autoquery/crud-plan';
export { type AutoQueryOptions, queryResponse } from './autoquery/query-operation';
export type { Aggregate, Condition, Operator, OrderTerm, QueryPlan } from './autoquery/query-plan';
export { type PlannerOptions, type QueryPlanner, queryPlanner } from './autoquery/query-planner';
export type { CrudResult, CrudSource, QueryResult, QuerySource } from './autoquery/query-source';
export { addressKey } from './core/address-key';
export type { AttemptCount, AttemptCounter, AttemptKey } from './core/attempt-counter';
export type { AuthProvider } from './core/auth-provider';
export { type Clock, systemClock } from './core/clock';
export { type ErrorCode, type ErrorCodes, engineErrorCodes, refusals } from './core/error-codes';
export type {
  AnswerFilter,
  ExceptionMapper,
  Feature,
  FilterOptions,
  HostBuilder,
  PreRequestFilter,
  RequestFilter,
  ResponseFilter,
} from './core/feature';
export type { HostContext, ServiceGateway } from './core/host-context';
export { HttpError, type HttpErrorOptions } from './core/http-error';
export {
  type Cookie,
  type FileResult,
  HttpResult,
  type HttpResultInit,
  type RawResult,
  type UploadedFile,
} from './core/http-result';
export { type Log, silentLog } from './core/log';
export type {
  FailedMessage,
  FailedMessages,
  MessageQueue,
  MessageRunner,
  QueuedMessage,
} from './core/message-queue';
export type { Limits, Operation } from './core/operation';
export { requireMatch } from './core/preconditions';
export type { Presentation, TextCase } from './core/presentation';
export type { RawHandler } from './core/raw-handler';
export type { RequestContext } from './core/request-context';
export { companyChannel, type EventRelay, type ServerEvents } from './core/server-events';
export { Handles, Service, type ServiceClass } from './core/service';
export { anonymous, Session } from './core/session';
export type { TrafficWatcher, Visit, VisitKind } from './core/traffic';
export type { DtoProperty, DtoType, TypeModel } from './core/type-model';
export { type WireSettings, wireSettings } from './core/wire-settings';
export type { EventHubOptions } from './events/event-hub';
export { ServerEventsFeature } from './events/server-events-feature';
export type { ContentFormat } from './formats/content-format';
export { allFormats } from './host/all-formats';
export { AppHost, type AppHostOptions } from './host/app-host';
export { CancellationFeature } from './host/cancellation-feature';
export { CorsFeature, type CorsOptions } from './host/cors-feature';
export { bornForExpress, expressBehind, type Front } from './host/express-behind';
export type { IdempotencyStore, OnceOutcome, OnceRequest } from './host/idempotency/idempotency-store';
export { type RateLimitOptions, RateLimits } from './host/limits/rate-limits';
export type { RequestCounts } from './host/limits/request-counts';
export { longTexts } from './host/limits/text-limit';
export { isSecretName, redacted } from './host/security/redact';
export { SecurityHeadersFeature, type SecurityHeadersOptions } from './host/security/security-headers';
export { trustedProxies } from './host/security/trusted-proxies';
export { JobQueue, type JobQueueOptions } from './jobs/job-queue';
export { type JobAttempt, JobRunner, type JobRunnerOptions } from './jobs/job-runner';
export { FencedError, findQueuedJob, JobState, type JobTable, type QueuedJob } from './jobs/job-state';
export type { EnqueueOptions, JobContext, JobHandler, Jobs, SqlExecutor } from './jobs/jobs';
export type { TypesPreference, TypesPresentation } from './metadata/types-presentation';
export { NativeTypesFeature, type NativeTypesFeatureOptions } from './native-types/native-types-feature';
export { OpenApiFeature, type OpenApiFeatureOptions } from './openapi/openapi-feature';
export type { GaugeSource } from './operations/gauge-source';
export { OperationsFeature, type OperationsOptions } from './operations/operations-feature';
export type { ReadinessCheck } from './operations/readiness';
export { MetadataFeature } from './pages/metadata-feature';
export type { NavItem } from './pages/navigation';
export type { MetadataFeatureOptions, PageLink, PageQuirks, PagesPresentation } from './pages/page-settings';
