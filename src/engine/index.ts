/** What a domain, and a project of its own, may import from the engine. */
export { AuthFeature, type AuthSettings } from './auth/auth-feature';
export { hashPassword, verifyPassword } from './auth/passwords';
export type { ApiKeyRecord, ApiKeyStore, UserAccount, UserStore } from './auth/user-store';
export { addOperation } from './autoquery/add-operation';
export { AutoQueryFeature, type AutoQueryFeatureOptions } from './autoquery/auto-query-feature';
export type { CrudPlan } from './autoquery/crud-plan';
export { type AutoQueryOptions, queryResponse } from './autoquery/query-operation';
export type { Aggregate, Condition, Operator, OrderTerm, QueryPlan } from './autoquery/query-plan';
export { type PlannerOptions, type QueryPlanner, queryPlanner } from './autoquery/query-planner';
export type { CrudResult, CrudSource, QueryResult, QuerySource } from './autoquery/query-source';
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
export type { MessageQueue, MessageRunner, QueuedMessage } from './core/message-queue';
export type { Limits, Operation } from './core/operation';
export type { Presentation, TextCase } from './core/presentation';
export type { RawHandler } from './core/raw-handler';
export type { RequestContext } from './core/request-context';
export { companyChannel, type EventRelay, type ServerEvents } from './core/server-events';
export { Handles, Service, type ServiceClass } from './core/service';
export { anonymous, Session } from './core/session';
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
export { JobQueue, type JobQueueOptions } from './jobs/job-queue';
export { JobRunner, type JobRunnerOptions } from './jobs/job-runner';
export { FencedError, findQueuedJob, JobState, type JobTable, type QueuedJob } from './jobs/job-state';
export type { EnqueueOptions, JobContext, JobHandler, Jobs, SqlExecutor } from './jobs/jobs';
export type { TypesPreference, TypesPresentation } from './metadata/types-presentation';
export { NativeTypesFeature, type NativeTypesFeatureOptions } from './native-types/native-types-feature';
