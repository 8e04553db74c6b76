import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import express, { type Express, type NextFunction, type Request, type RequestHandler, type Response } from 'express';
import { checkFormFields } from '../binding/form-field';
import { type Clock, systemClock } from '../core/clock';
import type { Feature } from '../core/feature';
import type { HostContext } from '../core/host-context';
import { HttpError } from '../core/http-error';
import { type Log, silentLog } from '../core/log';
import type { MessageQueue, MessageRunner, QueuedMessage } from '../core/message-queue';
import type { Limits, Operation } from '../core/operation';
import type { Presentation } from '../core/presentation';
import { originOf } from '../core/request-origin';
import type { Service, ServiceClass } from '../core/service';
import { type WireSettings, wireSettings } from '../core/wire-settings';
import type { ContentFormat } from '../formats/content-format';
import { ContentTypes } from '../formats/content-types';
import { defaultLimits } from '../metadata/operation-reader';
import { reachableTypes, ServiceMetadata } from '../metadata/service-metadata';
import { checkRules, validateDto } from '../validation/validate-request';
import { queryOf } from './address';
import { allFormats } from './all-formats';
import type { Answer } from './answer';
import { withFilters } from './answer-filters';
import { CallContext } from './call-context';
import { CancellationFeature } from './cancellation-feature';
import { closer } from './close-server';
import { CorsFeature } from './cors-feature';
import { Dispatcher } from './dispatcher';
import { answerError } from './error-answer';
import { describeError } from './exceptions';
import { expressBehind } from './express-behind';
import { HostParts } from './host-parts';
import { HttpHandler, plainWire } from './http-handler';
import { Idempotency } from './idempotency/idempotency';
import type { IdempotencyStore } from './idempotency/idempotency-store';
import { RateLimits } from './limits/rate-limits';
import { takeFallback, takeRequest } from './node-adapter';
import { requestIdOf } from './request-id';
import { expressHeaders } from './security/express-headers';
import { answerNodeErrors } from './security/node-errors';
import { type IsTrusted, trustedProxies } from './security/trusted-proxies';
import { type ServerLimits, serverOptions } from './server-limits';
import { DispatchingGateway } from './service-gateway';
import { UnmatchedAddress } from './unmatched-address';
import { beginPage, pageVisit } from './visits';

export interface AppHostOptions {
  /** Shown in metadata and logs. Default: `missive`. */
  readonly name?: string;
  /** Services without constructor arguments; others are added with `host.service(type, create)`. */
  readonly services?: readonly (new () => Service)[];
  readonly features?: readonly Feature[];
  /** For operations of no feature. Default: camelCase, super role `Admin`. */
  readonly presentation?: Partial<Presentation>;
  /** Profile and other choices about the wire. Default: the `system` profile. */
  readonly wire?: Partial<WireSettings>;
  /** In order of preference; the first is the one of pre-defined addresses. Default: all that there are, JSON first. */
  readonly formats?: readonly ContentFormat[];
  /** Replaces the default limits (decisions D6). */
  readonly limits?: Partial<Limits>;
  /** Where one-way messages wait. Default: none, they run at once and are answered like others. */
  readonly queue?: MessageQueue;
  /** Where answers are saved under idempotency keys. Default: none, `Idempotency-Key` is ignored. */
  readonly idempotency?: IdempotencyStore;
  readonly clock?: Clock;
  readonly log?: Log;
  /** Answers carry stack traces. Default: false. */
  readonly isDebug?: boolean;
  /** Addresses and CIDR ranges of proxies whose `X-Forwarded-*` headers are believed. Default: none. */
  readonly trustedProxies?: readonly string[];
  /** How long a client may leave its answer unread, in milliseconds. Default: 15,000. */
  readonly readerPatienceMs?: number;
  /** Changes to `defaultServerLimits`, for the host's own server. */
  readonly server?: Partial<ServerLimits>;
}

/**
 * A host of Services: on its own (`listen`), or as middleware in any Express app (`app.use(host.middleware())`).
 *
 * ```ts
 * const host = new AppHost({ services: [HelloService] });
 * await host.listen(5000);
 * ```
 *
 * Errors: programmers' mistakes (two operations on one route or name, a DTO without `@Dto`, a method without message, a
 * route variable that is no property) fail at start, naming the file.
 */
export class AppHost implements MessageRunner {
  readonly context: HostContext;
  /** Everything that is no message goes here: add routes, static files, middleware before `listen`. */
  readonly express: Express = express();
  private readonly metadata: ServiceMetadata;
  private readonly presentation: Presentation;
  private readonly settings: WireSettings;
  private readonly contentTypes: ContentTypes;
  private readonly features: readonly Feature[];
  private readonly parts: HostParts;
  private readonly dispatcher: Dispatcher;
  private readonly queue?: MessageQueue;
  private readonly isTrustedProxy: IsTrusted;
  private readonly serverLimits?: Partial<ServerLimits>;
  private readonly readerPatienceMs?: number;
  private readonly gateway: DispatchingGateway;
  private readonly started: Feature[] = [];
  private handler?: HttpHandler;
  private starting?: Promise<void>;
  private server?: Server;
  private closeServer?: (lingerMs: number) => Promise<void>;

  constructor(options: AppHostOptions = {}) {
    const name = options.name ?? 'missive';
    this.presentation = { serviceName: name, textCase: 'camelCase', superRole: 'Admin', ...options.presentation };
    this.settings = wireSettings(options.wire);
    this.contentTypes = new ContentTypes(options.formats ?? allFormats, this.settings);
    this.metadata = new ServiceMetadata({ ...defaultLimits, ...options.limits });
    this.parts = new HostParts(this.metadata);
    this.features = options.features ?? [];
    this.queue = options.queue;
    this.isTrustedProxy = trustedProxies(options.trustedProxies ?? []);
    this.serverLimits = options.server;
    this.readerPatienceMs = options.readerPatienceMs;
    this.dispatcher = new Dispatcher({
      authProviders: this.parts.authProviders,
      filtersOf: (operation) => this.parts.filtersOf(operation),
      idempotency: options.idempotency && new Idempotency(options.idempotency, () => this.metadata.operations),
    });
    this.gateway = new DispatchingGateway(this.metadata, this.dispatcher, () => this.context);
    const { metadata, parts, settings } = this;
    this.context = {
      name,
      clock: options.clock ?? systemClock,
      log: options.log ?? silentLog,
      isDebug: options.isDebug ?? false,
      gateway: this.gateway,
      validate: (dto, path) => validateDto(dto, { path }),
      profile: settings.profile,
      get operations() {
        return metadata.operations;
      },
      get challenge() {
        return parts.challenges[0];
      },
      get loginPage() {
        return parts.loginPages[0];
      },
    };
    for (const type of options.services ?? []) this.service(type, () => new type());
    this.express.disable('x-powered-by');
    this.express.disable('etag');
    this.express.set('trust proxy', this.isTrustedProxy);
    this.express.use(expressHeaders());
    this.express.use((request, response, next) => {
      beginPage(this.parts.traffic, request, response);
      const { method, path, headers } = request;
      const added = this.parts.answerHeaders({ method, path, headers, isSecure: originOf(request).isSecure });
      // A page of the project needs more than data do: its policy stays.
      delete added['Content-Security-Policy'];
      response.set(added);
      next();
    });
  }

  /** All operations, in the order in which they were registered; complete once the host has started. */
  get operations(): readonly Operation[] {
    return this.metadata.operations;
  }

  /** Adds a Service of no feature, before the host starts. `create` is called once per request. */
  service<T extends Service>(type: ServiceClass<T>, create: () => T): this {
    this.metadata.addService(type, create, this.presentation);
    return this;
  }

  /** Registers the features and reads all operations; then starts the features. Called by `listen` and `middleware`. */
  start(): Promise<void> {
    this.starting ??= this.startOnce();
    return this.starting;
  }

  private startOnce(): Promise<void> {
    for (const feature of this.features) feature.register(this.parts.builderFor(feature, this.presentation));
    this.parts.sort();
    this.metadata.build();
    checkAllRules(this.metadata.operations);
    const { metadata, contentTypes, settings, dispatcher, presentation, queue, context: host } = this;
    const { exceptionMappers: mappers, preRequestFilters, rawHandlers } = this.parts;
    this.handler = new HttpHandler({
      metadata,
      contentTypes,
      settings,
      dispatcher,
      presentation,
      queue,
      host,
      mappers,
      preRequestFilters,
      rawHandlers,
      answerFilters: this.parts.answerFilters,
      running: this.features.find((feature) => feature instanceof CancellationFeature)?.running,
      rateLimits: this.features.find((feature) => feature instanceof RateLimits),
      traffic: this.parts.traffic,
      isTrustedProxy: this.isTrustedProxy,
      readerPatienceMs: this.readerPatienceMs,
      trustedOrigins: this.features.find((feature) => feature instanceof CorsFeature)?.credentialedOrigins ?? new Set(),
    });
    return this.startFeatures();
  }

  private async startFeatures(): Promise<void> {
    for (const feature of this.features) {
      await feature.start?.(this.context);
      this.started.push(feature);
    }
  }

  /**
   * Sees a request first; true when it was one of this host's and will be answered. For servers of one's own. Requests for
   * the fallback route it leaves to whatever comes behind: `middleware` takes them.
   */
  readonly front = (request: IncomingMessage, response: ServerResponse): boolean => {
    const ready = this.start();
    return this.handler !== undefined && takeRequest(this.handler, ready, this.parts.answerFilters, request, response);
  };

  /** Express middleware: answers this host's addresses and hands on everything else. */
  middleware(): RequestHandler {
    void this.start();
    return (request, response, next) => {
      // Under `app.use('/x', …)` Express has cut the mount path off `url`, as it should be.
      if (!this.front(request, response) && !this.fallback(request, response)) next();
    };
  }

  private fallback(request: IncomingMessage, response: ServerResponse): boolean {
    const ready = this.start();
    return this.handler !== undefined && takeFallback(this.handler, ready, this.parts.answerFilters, request, response);
  }

  /** Executes a message that has waited in a queue. Errors: the HttpError that HTTP would have answered. */
  async runMessage(message: QueuedMessage, signal: AbortSignal): Promise<void> {
    await this.start();
    const { context, run } = this.gateway.queuedCall(message, signal);
    try {
      await run();
    } catch (error) {
      throw describeError(error, context, this.parts.exceptionMappers);
    }
  }

  /** Starts the host and its own server: messages first, Express behind. Resolves when it accepts connections. */
  async listen(port = 5000, hostname = '127.0.0.1'): Promise<Server> {
    await this.start();
    this.express.use((request: Request, response: Response) => {
      if (!this.fallback(request, response)) this.answer(undefined, request, response);
    });
    this.express.use((error: unknown, request: Request, response: Response, _next: NextFunction) =>
      this.failed(error, request, response),
    );
    const limits = serverOptions(this.serverLimits);
    const server = expressBehind(this.express, this.front, limits);
    server.maxConnections = limits.maxConnections;
    answerNodeErrors(server, (error) => this.protocolAnswer(error));
    this.server = server;
    this.closeServer = closer(server);
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen(port, hostname, () => {
        server.off('error', reject);
        resolve();
      });
    });
    return server;
  }

  /** The own server, for measurements; absent before `listen` and after `close`. */
  get httpServer(): Server | undefined {
    return this.server;
  }

  /** Where the own server listens: `http://127.0.0.1:5000`. Errors: Error before `listen`. */
  get url(): string {
    const address = this.server?.address() as AddressInfo | null | undefined;
    if (!address) throw new Error('The host does not listen yet.');
    const hostname = address.family === 'IPv6' ? `[${address.address}]` : address.address;
    return `http://${hostname}:${address.port}`;
  }

  /**
   * Stops accepting and answers what is in flight. `lingerMs`: how long idle connections may stay for one more request,
   * which their clients may be sending at this moment. Default: 0.
   */
  async stopListening(lingerMs = 0): Promise<void> {
    const { server } = this;
    this.server = undefined;
    for (const feature of this.started) feature.beforeStop?.();
    if (!server) return;
    await this.closeServer?.(lingerMs);
  }

  /** Stops listening, then stops the features in reverse order. */
  async close(): Promise<void> {
    await this.stopListening();
    for (const feature of this.started.splice(0).reverse()) await feature.stop?.();
  }

  private failed(error: unknown, request: Request, response: Response): void {
    const status = (error as { status?: unknown }).status;
    // Errors of Express itself, such as a path that cannot be decoded, carry a status below 500.
    const known = typeof status === 'number' && status >= 400 && status < 500;
    this.answer(known ? new HttpError(status, 'BadRequest', 'The request cannot be read.') : error, request, response);
  }

  /** `error` absent: nobody has the address. */
  private answer(error: unknown, request: Request, response: Response): void {
    if (response.headersSent) return void response.destroy();
    const context = new CallContext({
      host: this.context,
      verb: request.method,
      path: request.path,
      queryString: queryOf(request.url),
      headers: request.headers,
      requestId: requestIdOf(request.headers),
      isSecure: originOf(request).isSecure,
      signal: () => neverAborted,
    });
    context.responseHeaders['X-Request-Id'] = context.requestId;
    const visit = pageVisit(response);
    if (visit) visit.context = context;
    const { settings, contentTypes, presentation } = this;
    const wire = plainWire({ contentTypes, presentation, settings }, request.url);
    const cause = error ?? new UnmatchedAddress(context);
    const answer = answerError(cause, context, wire, { mappers: this.parts.exceptionMappers, settings });
    const headers = withFilters(answer.headers, this.parts.answerFilters, context);
    response
      .status(answer.status)
      .set(headers as Record<string, string | string[]>)
      .send(answer.body);
  }

  /** The answer to what never became a request. */
  private protocolAnswer(error: HttpError): Answer {
    const context = new CallContext({ host: this.context, verb: 'GET', path: '', signal: () => neverAborted });
    context.responseHeaders['X-Request-Id'] = context.requestId;
    const { settings, contentTypes, presentation } = this;
    const wire = plainWire({ contentTypes, presentation, settings }, '');
    const answer = answerError(error, context, wire, { mappers: this.parts.exceptionMappers, settings });
    return { ...answer, headers: withFilters(answer.headers, this.parts.answerFilters, context) };
  }
}

const neverAborted = new AbortController().signal;

function checkAllRules(operations: readonly Operation[]): void {
  const roots = operations.flatMap((operation) => [
    { kind: 'dto', clr: operation.name, type: () => operation.request, args: [], nullable: false } as const,
  ]);
  for (const type of reachableTypes(roots)) {
    checkRules(type.target);
    checkFormFields(type);
  }
}
