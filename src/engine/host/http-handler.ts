import type { IncomingMessage, ServerResponse } from 'node:http';
import { parseQueryString, type TextParameters } from '../binding/query-string';
import { type BindOptions, bindRequest } from '../binding/request-binder';
import type { AnswerFilter, ExceptionMapper, PreRequestFilter } from '../core/feature';
import type { HostContext } from '../core/host-context';
import { HttpError } from '../core/http-error';
import { HttpResult } from '../core/http-result';
import type { MessageQueue } from '../core/message-queue';
import type { Operation } from '../core/operation';
import type { Presentation } from '../core/presentation';
import type { RawHandler } from '../core/raw-handler';
import { originOf } from '../core/request-origin';
import type { TrafficWatcher, Visit } from '../core/traffic';
import type { WireSettings } from '../core/wire-settings';
import type { ContentTypes } from '../formats/content-types';
import { networkOf } from '../metadata/restriction';
import type { RouteRequest } from '../metadata/route-rule';
import type { ServiceMetadata } from '../metadata/service-metadata';
import { type Address, pathOf, queryOf, resolveAddress, resolveFallback, resolveForm } from './address';
import type { Answer } from './answer';
import { withFilters } from './answer-filters';
import { apiIndex } from './api-index';
import { runAutoBatch, runWholeBatch } from './auto-batch';
import { tooLarge } from './body/read-bytes';
import { CallContext } from './call-context';
import type { RunningRequests } from './cancellation-feature';
import type { ClientSignal } from './client-signal';
import type { Dispatcher } from './dispatcher';
import { answerError } from './error-answer';
import { ReplayCount } from './idempotency/replay-count';
import { isSignIn } from './idempotency/sign-in-operations';
import { wrapJsonp } from './jsonp';
import { checkListLengths } from './limits/list-lengths';
import type { RateLimits } from './limits/rate-limits';
import { type Asking, negotiate } from './negotiate';
import { type RequestBody, readRequestBody } from './request-body';
import { requestIdOf, traceIdOf } from './request-id';
import { emptyResponse, type Outcome, writeResponse } from './response-writer';
import { checkCrossSite } from './security/cross-site';
import { readHead } from './security/request-head';
import { believeProxy, type IsTrusted } from './security/trusted-proxies';
import { UnmatchedAddress } from './unmatched-address';
import { effectiveVerb, mayNameVerbInForm, verbInForm } from './verb-override';
import { styleOf, type Wire } from './wire';

export interface HandlerParts {
  readonly metadata: ServiceMetadata;
  readonly contentTypes: ContentTypes;
  readonly settings: WireSettings;
  readonly dispatcher: Dispatcher;
  readonly mappers: readonly ExceptionMapper[];
  readonly preRequestFilters: readonly PreRequestFilter[];
  readonly rawHandlers: readonly RawHandler[];
  readonly answerFilters: readonly AnswerFilter[];
  readonly host: HostContext;
  /** Of answers that belong to no operation. */
  readonly presentation: Presentation;
  readonly queue?: MessageQueue;
  /** Present when requests can be cancelled by their tag. */
  readonly running?: RunningRequests;
  /** Present when callers may make so many requests only. */
  readonly rateLimits?: RateLimits;
  /** Present when somebody watches all requests. */
  readonly traffic?: TrafficWatcher;
  /** Default: `readerPatienceMs` of security/slow-reader.ts. */
  readonly readerPatienceMs?: number;
  /** Whose `X-Forwarded-*` are believed. */
  readonly isTrustedProxy: IsTrusted;
  /** Other origins whose pages may act with a visitor's cookies. */
  readonly trustedOrigins: ReadonlySet<string>;
}

/** An HTTP request that the host has recognised as its own. */
export interface Incoming {
  readonly request: IncomingMessage & { body?: unknown };
  readonly response: ServerResponse;
  readonly verb: string;
  readonly path: string;
  readonly url: string;
  /** Absent: a raw handler's. */
  readonly address?: Address;
  readonly rawHandler?: RawHandler;
  /** Why it is answered by nobody. */
  readonly refusal?: HttpError;
  readonly client: ClientSignal;
  /** Present when somebody watches all requests. */
  visit?: Visit;
}

/** A request whose operation and wire are known. */
interface Call {
  readonly incoming: Incoming;
  readonly context: CallContext;
  readonly address: Address;
  readonly operation: Operation;
  readonly query: TextParameters;
  readonly wire: Asking;
}

/**
 * The path of one request (http-contract 1.1):
 *
 * 1. `recognise`: raw handler, or verb and path → Address (`undefined`: not ours, or the fallback route's)
 * 2. the answer's format and style (`negotiate`)
 * 3. pre-request filters; a disabled format (403); an operation that is none (405)
 * 4. the body, within the operation's limit (413, 415), in its format (400); not worked on when there is too much (503)
 * 5. bound to the Request DTO (400)
 * 6. caller identified, counted (429), not sent by another site (403); guards, filters, rules (401, 403, 400)
 * 7. Service method (405, its own errors), or the message is queued
 * 8. answer written
 *
 * What fails before the caller is known is counted then. When the process is overloaded, nothing from step 2 on is done (503).
 *
 * Every error ends in `answerError`.
 */
export class HttpHandler {
  constructor(private readonly parts: HandlerParts) {}

  get traffic(): TrafficWatcher | undefined {
    return this.parts.traffic;
  }

  get readerPatienceMs(): number | undefined {
    return this.parts.readerPatienceMs;
  }

  /** Whether the host has this address. A path that cannot be decoded is nobody's: the host takes it and refuses it. */
  recognise(request: IncomingMessage, response: ServerResponse, client: ClientSignal): Incoming | undefined {
    believeProxy(request, this.parts.isTrustedProxy);
    const refusal = readHead(request);
    const url = request.url ?? '/';
    const verb = effectiveVerb(request, url);
    const path = pathOf(url);
    // Each member is written out: objects that were spread are slow for as long as they live (see copyHeaders).
    const incoming = (found: Pick<Incoming, 'address' | 'rawHandler' | 'refusal'>): Incoming => ({
      request,
      response,
      verb,
      path: path ?? '',
      url,
      address: found.address,
      rawHandler: found.rawHandler,
      refusal: found.refusal,
      client,
      visit: undefined,
    });
    if (refusal) return incoming({ refusal });
    if (path === undefined) return incoming({ address: unreadable });
    const rawHandler = this.parts.rawHandlers.find((handler) => handler.matches(verb, path));
    if (rawHandler) return incoming({ rawHandler });
    const asked = askedOf({ request, verb, path });
    const address =
      resolveAddress(this.parts, asked) ??
      (mayNameVerbInForm(request, url) ? resolveForm(this.parts, asked) : undefined);
    return address && incoming({ address });
  }

  /** The fallback route, for what neither `recognise` nor anybody else has taken. */
  recogniseFallback(request: IncomingMessage, response: ServerResponse, client: ClientSignal) {
    const url = request.url ?? '/';
    const verb = effectiveVerb(request, url);
    const path = pathOf(url) ?? '';
    const address = resolveFallback(this.parts, askedOf({ request, verb, path }));
    return address && { request, response, verb, path, url, client, address };
  }

  /** Never rejects. `undefined`: a raw handler has answered by itself. */
  async handle(incoming: Incoming): Promise<Answer | undefined> {
    const context = this.contextOf(incoming);
    if (incoming.visit) incoming.visit.context = context;
    const end = this.parts.running?.begin(context, incoming.client.abort);
    try {
      if (incoming.refusal) throw incoming.refusal;
      this.refuseArrival(incoming, context);
      if (incoming.rawHandler) return await this.runRaw(incoming.rawHandler, incoming, context);
      return await this.answer(incoming, context, await this.settled(incoming, context));
    } catch (error) {
      return this.answerFailure(await this.countedFailure(error, context), context);
    } finally {
      end?.();
    }
  }

  /** Errors: 503 for a request that is not even read. */
  private refuseArrival({ visit, rawHandler }: Incoming, context: CallContext): void {
    if (visit && !rawHandler?.isProbe) refuse(this.parts.traffic?.refuseArrival(visit), context);
  }

  /** Errors: 503 for a message that has been read and is not worked on. */
  private refuseWork({ visit }: Incoming, context: CallContext): void {
    if (visit) refuse(this.parts.traffic?.refuseWork(visit), context);
  }

  /** What is answered when writing the answer itself has failed, with nothing sent yet. */
  failed(error: unknown, incoming: Incoming): Answer {
    return this.answerFailure(error, this.contextOf(incoming));
  }

  /** The address, once it is known who calls where that decides about it (`IsAuthenticated` in http-contract 2.3). */
  private async settled(incoming: Incoming, context: CallContext): Promise<Address> {
    const { address = unreadable } = incoming;
    // Which route it is, a form says in its body.
    if (!address.isPending || address.needsOtherVerb) return address;
    const found = await this.resolve(incoming, context);
    if (!found) throw new UnmatchedAddress(context);
    return found;
  }

  private async resolve(incoming: Incoming, context: CallContext): Promise<Address | undefined> {
    const asked = askedOf(incoming);
    const found = resolveAddress(this.parts, asked) ?? resolveFallback(this.parts, asked);
    if (!found?.isPending) return found;
    await this.parts.dispatcher.identify(context);
    const known = { ...asked, isAuthenticated: context.session.isAuthenticated };
    return resolveAddress(this.parts, known) ?? resolveFallback(this.parts, known);
  }

  private async answer(incoming: Incoming, context: CallContext, address: Address): Promise<Answer> {
    if (address.kind === 'unreadable')
      throw new HttpError(400, 'SerializationException', 'The path holds broken percent-encoding or NUL.');
    const query = parseQueryString(context.queryString);
    const wire = this.negotiated(incoming, context, address, query);
    if (address.kind === 'index') {
      await this.admitCaller(incoming, context);
      return this.index(context, wire);
    }
    const ended = await this.beforeRequest(context, wire);
    const { operation } = address;
    if (!operation)
      throw new HttpError(405, 'NotImplementedException', 'The operation does not exist for this service');
    const first: Call = { incoming, context, address, operation, query, wire };
    if (ended) {
      await this.admitCaller(incoming, context);
      return writeResponse(this.parts, context, operation, { result: ended.response }, wire);
    }
    const body = await readRequestBody(incoming.request, operation, address, this.parts.contentTypes, wire);
    this.refuseWork(incoming, context);
    const call = await this.withVerbOfForm(first, body);
    const outcome = await this.run(call, body);
    return await writeResponse(this.parts, context, call.operation, outcome, call.wire);
  }

  /** Who calls, and whether that is one call too many, or another site's. Errors: 401, 403, 429. */
  private async admitCaller({ request }: Incoming, context: CallContext, operation?: Operation): Promise<void> {
    try {
      await this.parts.dispatcher.identify(context, operation);
    } finally {
      // Also who guesses keys: it counts for the address.
      this.count(context);
    }
    checkCrossSite(request, context.session, this.parts.trustedOrigins);
  }

  private count(context: CallContext): void {
    if (context.isCounted) return;
    context.isCounted = true;
    this.parts.rateLimits?.take(context);
  }

  /** A request that failed before its caller was known counts too: refused bodies cost as much as others. */
  private async countedFailure(error: unknown, context: CallContext): Promise<unknown> {
    if (!this.parts.rateLimits || context.isCounted) return error;
    try {
      await this.parts.dispatcher.identify(context);
      this.count(context);
      return error;
    } catch (second) {
      return second instanceof HttpError && second.status === 429 ? second : error;
    }
  }

  /** JSON whatever `?format=` says: there is no DTO to write in another format. */
  private index(context: CallContext, { callback }: Wire): Answer {
    const { settings, metadata, contentTypes } = this.parts;
    const headers = { ...settings.globalHeaders, ...context.responseHeaders, 'Content-Type': contentTypes.json.header };
    const answer = { status: 200, headers, body: apiIndex(metadata.operations, networkOf(context.remoteAddress)) };
    return callback === undefined ? answer : wrapJsonp(answer, callback, settings);
  }

  /** A form may name the verb that it stands for, and with it another operation's route (http-contract 2.5). */
  private async withVerbOfForm(call: Call, body: RequestBody): Promise<Call> {
    const { incoming, context, address, query } = call;
    if (!mayNameVerbInForm(incoming.request, incoming.url)) return call;
    const verb = body.form && verbInForm(body.form);
    if (verb === undefined) {
      if (address.needsOtherVerb) throw new UnmatchedAddress(context);
      return call;
    }
    context.verb = verb;
    if (address.kind !== 'route') return call;
    const found = await this.resolve({ ...incoming, verb }, context);
    if (!found?.operation) throw new UnmatchedAddress(context);
    const { maxBodyBytes } = found.operation.limits;
    if ((body.raw?.length ?? 0) > maxBodyBytes) throw tooLarge(maxBodyBytes);
    const wire = this.negotiated(incoming, context, found, query);
    return { ...call, address: found, operation: found.operation, wire };
  }

  private async run(call: Call, body: RequestBody): Promise<Outcome> {
    const { context, operation, address, query } = call;
    const { dispatcher } = this.parts;
    context.form = body.form;
    context.files = body.files ?? [];
    context.rawBody = operation.wantsRawBody ? body.raw : undefined;
    context.idempotencyKey = dispatcher.keyOf(context);
    if (address.isBatch) return this.runBatch(call, body);
    // Where a GET carries a body, a pre-defined address reads nothing else (http-contract 3.1).
    const isBodyAlone = body.read !== undefined && address.path === undefined && bodiless.has(context.verb);
    const sources = { body: body.read, form: body.form, query: isBodyAlone ? [] : query, path: address.path };
    if (body.read) checkListLengths(operation.request, body.read.value, context.verb);
    const request = bindRequest(operation.request, sources, this.bindOptions(call));
    context.request = request;
    await this.admitCaller(call.incoming, context, operation);
    const ended = await dispatcher.admit(context, operation, request);
    return ended ? { result: ended.response } : { result: await this.perform(context, call, request) };
  }

  private async runBatch(call: Call, body: RequestBody): Promise<Outcome> {
    const { context, operation } = call;
    const { dispatcher } = this.parts;
    await this.admitCaller(call.incoming, context, operation);
    const value = body.read?.value;
    if (call.incoming.visit && Array.isArray(value)) call.incoming.visit.batchSize = value.length;
    // The request has been counted, which is the first element.
    if (Array.isArray(value) && value.length > 1 && value.length <= operation.limits.maxBatchItems) {
      this.parts.rateLimits?.take(context, value.length - 1);
    }
    const batch = {
      operation,
      body: body.read ?? { value: undefined, checkText: false, contentType: 'application/json' },
      options: this.bindOptions(call),
    };
    if (!this.isQueued(context, call) && dispatcher.takesBatch(context, operation)) {
      const { response, isByFilter } = await runWholeBatch(dispatcher, context, batch);
      const value = response instanceof HttpResult ? response.init.response : response;
      return { result: response, isList: !isByFilter && Array.isArray(value) };
    }
    const replays = new ReplayCount();
    const results = await runAutoBatch(dispatcher, context, {
      ...batch,
      run: (element, request) => replays.watch(element, () => this.perform(element, call, request)),
    });
    replays.tell(context);
    // One answer for all that has been queued: nobody has done anything yet.
    return this.isQueued(context, call) ? emptyResponse(operation) : { result: results, isList: true };
  }

  /** Executes an admitted message, or puts it into the queue that one-way messages wait in (http-contract 2.2). */
  private async perform(context: CallContext, call: Call, request: object): Promise<unknown> {
    const { queue, dispatcher } = this.parts;
    const { operation } = call;
    if (!queue || !this.isQueued(call.context, call)) return dispatcher.execute(context, operation, request);
    dispatcher.requireMethod(context, operation);
    return dispatcher.once(context, operation, request, async () => {
      await queue.publish(operation.name, request, context.session, context.verb);
      return emptyResponse(operation).result;
    });
  }

  // Files and raw bodies are no part of the message: with them it is executed at once. So is signing in.
  private isQueued({ files }: CallContext, { address, operation }: Call): boolean {
    if (this.parts.queue === undefined || !address.isOneWay || isSignIn(operation)) return false;
    return !operation.wantsRawBody && files.length === 0;
  }

  private bindOptions({ wire }: Call): BindOptions {
    const isClassic = this.parts.settings.profile === 'classic';
    return {
      isStrict: wire.isStrict,
      isLenient: wire.isLenient,
      refusesConflicts: !isClassic,
      pathNames: isClassic ? 'declared' : 'wire',
    };
  }

  private async beforeRequest(context: CallContext, { format }: Wire): Promise<{ response: unknown } | undefined> {
    for (const filter of this.parts.preRequestFilters) {
      const response = await filter(context);
      if (response instanceof Error) throw response;
      if (response !== undefined) return { response };
    }
    if (this.parts.settings.disabledFormats.includes(format.key)) {
      throw HttpError.forbidden(`The format '${format.key}' is switched off on this host.`);
    }
    return undefined;
  }

  private async runRaw(handler: RawHandler, incoming: Incoming, context: CallContext): Promise<undefined> {
    if (handler.isUncounted || handler.isProbe) context.isCounted = true;
    if (!handler.isProbe) await this.admitCaller(incoming, context);
    // It writes its own answer, which needs what every answer of the host carries.
    Object.assign(context.responseHeaders, withFilters({}, this.parts.answerFilters, context));
    await handler.handle(incoming.request, incoming.response, context);
  }

  private contextOf({ request, verb, path, url, client }: Incoming): CallContext {
    const { remoteAddress, isSecure } = originOf(request);
    const context = new CallContext({
      host: this.parts.host,
      verb,
      path,
      queryString: queryOf(url),
      headers: request.headers,
      // Of a client that has hung up nobody knows the address; without one it would pass for a call in process.
      remoteAddress: remoteAddress ?? 'unknown',
      requestId: requestIdOf(request.headers),
      isSecure,
      signal: client.signal,
    });
    context.responseHeaders['X-Request-Id'] = context.requestId;
    if (traceIdOf(request.headers)) context.responseHeaders.traceparent = String(request.headers.traceparent);
    context.wire = plainWire(this.parts, url);
    return context;
  }

  /** From here on the context knows what is asked for, and how whatever happens is to be written. */
  private negotiated(incoming: Incoming, context: CallContext, address: Address, query: TextParameters): Call['wire'] {
    const { contentTypes, settings, presentation } = this.parts;
    const of = address.operation?.presentation ?? presentation;
    const { request, verb, path, url } = incoming;
    const wire = negotiate({ request, verb, path, url, address, query }, of, contentTypes, settings);
    context.operation = address.operation;
    context.wire = wire;
    context.responseFormat = wire.format.key;
    return wire;
  }

  private answerFailure(error: unknown, context: CallContext): Answer {
    const plain = plainWire(this.parts, context.wire?.url ?? '');
    try {
      return answerError(error, context, context.wire ?? plain, this.parts);
    } catch (second) {
      // The format itself failed, or cannot write an error: JSON can.
      return answerError(second, context, plain, this.parts);
    }
  }
}

function askedOf({ request, verb, path }: Pick<Incoming, 'request' | 'verb' | 'path'>): RouteRequest {
  const { remoteAddress, isSecure } = originOf(request);
  return { verb, path, headers: request.headers, remoteAddress, isSecure };
}

const unreadable: Address = { kind: 'unreadable', isBatch: false, isOneWay: false };
const bodiless: ReadonlySet<string> = new Set(['GET', 'DELETE', 'HEAD', 'OPTIONS']);

/** JSON in the host's own style: for answers that belong to no operation. */
export function plainWire(
  { contentTypes, presentation, settings }: Pick<HandlerParts, 'contentTypes' | 'presentation' | 'settings'>,
  url: string,
): Wire {
  return {
    format: contentTypes.json,
    style: styleOf(presentation, settings),
    isIndented: false,
    isForPeople: false,
    url,
  };
}

/** Nobody asks who sent it, which would be work too, and it counts for nobody. */
function refuse(refusal: HttpError | undefined, context: CallContext): void {
  if (!refusal) return;
  context.isCounted = true;
  throw refusal;
}
