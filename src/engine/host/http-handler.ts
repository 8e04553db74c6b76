import type { IncomingMessage, ServerResponse } from 'node:http';
import { parseQueryString, type TextParameters } from '../binding/query-string';
import { bindRequest } from '../binding/request-binder';
import type { ExceptionMapper, PreRequestFilter } from '../core/feature';
import type { HostContext } from '../core/host-context';
import { HttpError } from '../core/http-error';
import type { MessageQueue } from '../core/message-queue';
import type { Operation } from '../core/operation';
import type { Presentation } from '../core/presentation';
import type { RawHandler } from '../core/raw-handler';
import type { WireSettings } from '../core/wire-settings';
import type { ContentTypes } from '../formats/content-types';
import type { ServiceMetadata } from '../metadata/service-metadata';
import { type Address, pathOf, queryOf, resolveAddress } from './address';
import type { Answer } from './answer';
import { apiIndex } from './api-index';
import { runAutoBatch } from './auto-batch';
import { CallContext } from './call-context';
import type { Dispatcher } from './dispatcher';
import { answerError } from './error-answer';
import { negotiate } from './negotiate';
import { readRequestBody } from './request-body';
import { emptyResponseOf, writeResponse } from './response-writer';
import { styleOf, type Wire } from './wire';

export interface HandlerParts {
  readonly metadata: ServiceMetadata;
  readonly contentTypes: ContentTypes;
  readonly settings: WireSettings;
  readonly dispatcher: Dispatcher;
  readonly mappers: readonly ExceptionMapper[];
  readonly preRequestFilters: readonly PreRequestFilter[];
  readonly rawHandlers: readonly RawHandler[];
  readonly host: HostContext;
  /** Of answers that belong to no operation. */
  readonly presentation: Presentation;
  readonly queue?: MessageQueue;
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
  readonly signal: () => AbortSignal;
}

type Negotiated = Wire & { readonly isStrict: boolean };

/**
 * The path of one request (http-contract 1.1):
 *
 * 1. `recognise`: raw handler, or verb and path → Address (`undefined`: not ours)
 * 2. the answer's format and style (`negotiate`)
 * 3. pre-request filters; a disabled format (403); an operation that is none (405)
 * 4. the body, within the operation's limit (413, 415), in its format (400)
 * 5. bound to the Request DTO (400)
 * 6. caller identified, guards, filters, rules (401, 403, 400)
 * 7. Service method (405, its own errors), or the message is queued
 * 8. answer written
 *
 * Every error ends in `answerError`.
 */
export class HttpHandler {
  constructor(private readonly parts: HandlerParts) {}

  /** Whether the host has this address. A path that cannot be decoded is nobody's: the host takes it and refuses it. */
  recognise(request: IncomingMessage, response: ServerResponse, signal: () => AbortSignal): Incoming | undefined {
    const url = request.url ?? '/';
    const verb = effectiveVerb(request, url);
    const path = pathOf(url);
    const incoming = { request, response, verb, path: path ?? '', url, signal };
    if (path === undefined) return { ...incoming, address: unreadable };
    const rawHandler = this.parts.rawHandlers.find((handler) => handler.matches(verb, path));
    if (rawHandler) return { ...incoming, rawHandler };
    const address = resolveAddress(this.parts, verb, path);
    return address && { ...incoming, address };
  }

  /** Never rejects. `undefined`: a raw handler has answered by itself. */
  async handle(incoming: Incoming): Promise<Answer | undefined> {
    const context = this.contextOf(incoming);
    let wire = this.plainWire(incoming.url);
    try {
      if (incoming.rawHandler) return await this.runRaw(incoming.rawHandler, incoming, context);
      const address = incoming.address ?? unreadable;
      if (address.kind === 'unreadable')
        throw new HttpError(400, 'SerializationException', 'The path holds broken percent-encoding or NUL.');
      const query = parseQueryString(context.queryString);
      const { operation } = address;
      context.operation = operation;
      const negotiated = this.negotiated(incoming, address, query);
      wire = negotiated;
      context.responseFormat = wire.format.key;
      if (address.kind === 'index')
        return {
          status: 200,
          headers: { 'Content-Type': wire.format.header },
          body: apiIndex(this.parts.metadata.operations),
        };
      const ended = await this.beforeRequest(context, wire);
      if (!operation)
        throw new HttpError(405, 'NotImplementedException', 'The operation does not exist for this service');
      const result = ended
        ? ended.response
        : await this.run(incoming, context, { operation, address, query, wire: negotiated });
      return await writeResponse(this.parts, context, operation, { result, isBatch: address.isBatch && !ended, wire });
    } catch (error) {
      return this.answerFailure(error, context, wire);
    }
  }

  private async run(incoming: Incoming, context: CallContext, call: Call): Promise<unknown> {
    const { operation, address, query, wire } = call;
    const { dispatcher, settings, contentTypes } = this.parts;
    const body = await readRequestBody(incoming.request, operation, address, contentTypes);
    context.files = body.files ?? [];
    context.rawBody = body.raw;
    const options = { isStrict: wire.isStrict, refusesConflicts: settings.profile === 'system' };
    if (address.isBatch) {
      await dispatcher.identify(context, operation);
      const { contentType, ...read } = body.read ?? {
        value: undefined,
        checkText: false,
        contentType: 'application/json',
      };
      const run = (element: CallContext, request: object) => this.perform(element, call, request);
      return runAutoBatch(dispatcher, context, { operation, body: read, contentType, options, run });
    }
    const request = bindRequest(
      operation.request,
      { body: body.read, form: body.form, query, path: address.path },
      options,
    );
    await dispatcher.identify(context, operation);
    const ended = await dispatcher.admit(context, operation, request);
    return ended ? ended.response : this.perform(context, call, request);
  }

  /** Executes an admitted message, or puts it into the queue that one-way messages wait in (http-contract 2.2). */
  private async perform(context: CallContext, { operation, address }: Call, request: object): Promise<unknown> {
    const { queue, dispatcher } = this.parts;
    if (!address.isOneWay || !queue) return dispatcher.execute(context, operation, request);
    await queue.publish(operation.name, request, context.session);
    return emptyResponseOf(operation);
  }

  private async beforeRequest(context: CallContext, { format }: Wire): Promise<{ response: unknown } | undefined> {
    for (const filter of this.parts.preRequestFilters) {
      const response = await filter(context);
      if (response !== undefined) return { response };
    }
    if (this.parts.settings.disabledFormats.includes(format.key)) {
      throw HttpError.forbidden(`The format '${format.key}' is switched off on this host.`);
    }
    return undefined;
  }

  private async runRaw(handler: RawHandler, { request, response }: Incoming, context: CallContext): Promise<undefined> {
    await this.parts.dispatcher.identify(context);
    await handler.handle(request, response, context);
  }

  private contextOf({ request, verb, path, url, signal }: Incoming): CallContext {
    const context = new CallContext({
      host: this.parts.host,
      verb,
      path,
      queryString: queryOf(url),
      headers: request.headers,
      remoteAddress: request.socket.remoteAddress,
      requestId: header(request, 'x-request-id'),
      isSecure: 'encrypted' in request.socket,
      signal,
    });
    context.responseHeaders['X-Request-Id'] = context.requestId;
    return context;
  }

  private negotiated(incoming: Incoming, address: Address, query: TextParameters): Negotiated {
    const { contentTypes, settings, presentation } = this.parts;
    return negotiate(
      { ...incoming, address, query },
      address.operation?.presentation ?? presentation,
      contentTypes,
      settings,
    );
  }

  private plainWire(url: string): Wire {
    return plainWire(this.parts, url);
  }

  private answerFailure(error: unknown, context: CallContext, wire: Wire): Answer {
    try {
      return answerError(error, context, wire, this.parts);
    } catch (second) {
      // The format itself failed, or cannot write an error: JSON can.
      return answerError(second, context, this.plainWire(wire.url), this.parts);
    }
  }
}

interface Call {
  readonly operation: Operation;
  readonly address: Address;
  readonly query: TextParameters;
  readonly wire: Negotiated;
}

const unreadable: Address = { kind: 'unreadable', isBatch: false, isOneWay: false };

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

// Only from POST: a GET that turned into a PUT would pass what protects GETs (decisions D32).
function effectiveVerb(request: IncomingMessage, url: string): string {
  const verb = (request.method ?? 'GET').toUpperCase();
  if (verb !== 'POST') return verb;
  const override =
    header(request, 'x-http-method-override') ?? /[?&]X-Http-Method-Override=([A-Za-z]+)/i.exec(url)?.[1];
  return override ? override.toUpperCase() : verb;
}

function header(request: IncomingMessage, name: string): string | undefined {
  const value = request.headers[name];
  return typeof value === 'string' && value !== '' ? value : undefined;
}
