import type { AuthProvider } from './auth-provider';
import type { HostContext } from './host-context';
import type { Presentation } from './presentation';
import type { RequestContext } from './request-context';
import type { Service, ServiceClass } from './service';

/** Runs before or after a Service; throws to refuse. `request` is the bound DTO. */
export type RequestFilter = (context: RequestContext, request: object) => void | Promise<void>;
export type ResponseFilter = (context: RequestContext, response: unknown) => void | Promise<void>;
/** Gives an error of a library its answer, or `undefined` when it is none of its business. */
export type ExceptionMapper = (error: unknown) => Error | undefined;

/** What a feature may add to the host while it starts. */
export interface HostBuilder {
  /** A Service of this feature. `create` is called once per request; give it the repositories it needs. */
  service<T extends Service>(type: ServiceClass<T>, create: () => T): void;
  authProvider(provider: AuthProvider): void;
  /** Runs for operations of this feature after authorisation and before validation. */
  requestFilter(filter: RequestFilter): void;
  /** Runs for operations of this feature, on the DTO, before it is written. */
  responseFilter(filter: ResponseFilter): void;
  exceptionMapper(mapper: ExceptionMapper): void;
}

/** A plug-in: a family of operations, or something that serves all of them. */
export interface Feature {
  readonly name: string;
  /** Default: the host's own. */
  readonly presentation?: Presentation;
  register(host: HostBuilder): void;
  /** After all features are registered and before the first request. */
  start?(context: HostContext): Promise<void>;
  /** In reverse order of `start`. */
  stop?(): Promise<void>;
}
