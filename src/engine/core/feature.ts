import type { IncomingHttpHeaders } from 'node:http';
import type { AuthProvider } from './auth-provider';
import type { HostContext } from './host-context';
import type { Presentation } from './presentation';
import type { RawHandler } from './raw-handler';
import type { RequestContext } from './request-context';
import type { Service, ServiceClass } from './service';
import type { TrafficWatcher } from './traffic';

/**
 * Runs before a Service; throws to refuse. What it answers ends the request: the Service and later filters are skipped.
 * `request` is the bound DTO.
 */
export type RequestFilter = (context: RequestContext, request: object) => unknown;
/** Runs before the body is read; ends the request like a RequestFilter. */
export type PreRequestFilter = (context: RequestContext) => unknown;
/** Runs after a Service, on the DTO before it is written. What it answers, unless undefined, replaces the response. */
export type ResponseFilter = (context: RequestContext, response: unknown) => unknown;
/** Adds headers to every answer of the host, errors and Express's own included. */
export type AnswerFilter = (
  request: {
    readonly verb: string;
    readonly path: string;
    readonly headers: IncomingHttpHeaders;
    /** Whether the caller came over https. */
    readonly isSecure: boolean;
  },
  headers: Record<string, string | readonly string[]>,
) => void;

export interface FilterOptions {
  /**
   * Ascending. Below 0: after the guards and before the global filters; 0 and above: after them. Global filters below 0 run
   * before validation, the others after it (http-contract 1.1). Default: -1 for request filters, 0 for response filters.
   */
  readonly priority?: number;
  /** For all operations of the host rather than this feature's. Default: false. */
  readonly isGlobal?: boolean;
}

/** Gives an error of a library its answer, or `undefined` when it is none of its business. */
export type ExceptionMapper = (error: unknown) => Error | undefined;

/** What a feature may add to the host while it starts. */
export interface HostBuilder {
  /** A Service of this feature. `create` is called once per request; give it the repositories it needs. */
  service<T extends Service>(type: ServiceClass<T>, create: () => T): void;
  authProvider(provider: AuthProvider): void;
  /** How callers who are not known are asked who they are (`WWW-Authenticate`); the first one of a host counts. */
  challenge(text: string): void;
  /** Path of the page where people sign in; pages that attribute guards refuse lead there (http-contract 5.7). */
  loginPage(path: string): void;
  requestFilter(filter: RequestFilter, options?: FilterOptions): void;
  /** For every operation, before its body is read. */
  preRequestFilter(filter: PreRequestFilter): void;
  responseFilter(filter: ResponseFilter, options?: FilterOptions): void;
  answerFilter(filter: AnswerFilter): void;
  /** Answers requests by itself, before any operation is looked for. */
  rawHandler(handler: RawHandler): void;
  exceptionMapper(mapper: ExceptionMapper): void;
  /** Errors: Error for a second one. */
  trafficWatcher(watcher: TrafficWatcher): void;
}

/** A plug-in: a family of operations, or something that serves all of them. */
export interface Feature {
  readonly name: string;
  /** Default: the host's own. */
  readonly presentation?: Presentation;
  register(host: HostBuilder): void;
  /** After all features are registered and before the first request. */
  start?(context: HostContext): Promise<void>;
  /** Before the host's own server stops: end what would keep a connection open for ever. */
  beforeStop?(): void;
  /** In reverse order of `start`. */
  stop?(): Promise<void>;
}
