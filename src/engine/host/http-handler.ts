import type { IncomingMessage } from 'node:http';
import { parseQueryString, type TextParameters } from '../binding/query-string';
import { bindRequest, unreadableBody } from '../binding/request-binder';
import type { ExceptionMapper } from '../core/feature';
import type { HostContext } from '../core/host-context';
import { HttpError } from '../core/http-error';
import type { Operation } from '../core/operation';
import type { TextCase } from '../core/presentation';
import type { ReadBody } from '../formats/content-format';
import { jsonFormat, readJsonText } from '../formats/json-format';
import type { ServiceMetadata } from '../metadata/service-metadata';
import { type Address, pathOf, queryOf, resolveAddress } from './address';
import { runAutoBatch } from './auto-batch';
import { hasBody, readBody } from './body-reader';
import { CallContext } from './call-context';
import type { Dispatcher } from './dispatcher';
import { answerError } from './error-answer';
import { type Answer, answerOf } from './response-writer';

export interface HandlerParts {
  readonly metadata: ServiceMetadata;
  readonly dispatcher: Dispatcher;
  readonly exceptionMappers: readonly ExceptionMapper[];
  readonly host: HostContext;
  readonly textCase: TextCase;
}

/** An HTTP request that the host has recognised as its own. */
export interface Incoming {
  readonly request: IncomingMessage & { body?: unknown };
  readonly verb: string;
  readonly path: string;
  readonly url: string;
  readonly address: Address;
  readonly signal: () => AbortSignal;
}

/**
 * The path of one request (http-contract 1.1):
 *
 * 1. `recognise`: verb and path → Address (`undefined`: not ours)
 * 2. operation known? (405)
 * 3. body read within the operation's limit (413, 415) and parsed (400)
 * 4. bound to the Request DTO (400)
 * 5. caller identified, guards, filters, rules (401, 403, 400)
 * 6. Service method (405, its own errors)
 * 7. answer written
 *
 * Every error ends in `answerError`.
 */
export class HttpHandler {
  constructor(private readonly parts: HandlerParts) {}

  /** Whether the host has this address. A path that cannot be decoded is nobody's: the host takes it and refuses it. */
  recognise(request: IncomingMessage, signal: () => AbortSignal): Incoming | undefined {
    const url = request.url ?? '/';
    const verb = effectiveVerb(request);
    const path = pathOf(url);
    if (path === undefined) return { request, verb, path: '', url, address: unreadable, signal };
    const address = resolveAddress(this.parts.metadata, verb, path);
    return address && { request, verb, path, url, address, signal };
  }

  /** Never rejects. */
  async handle(incoming: Incoming): Promise<Answer> {
    const { address, request } = incoming;
    const context = new CallContext({
      host: this.parts.host,
      verb: incoming.verb,
      path: incoming.path,
      queryString: queryOf(incoming.url),
      headers: request.headers,
      remoteAddress: request.socket.remoteAddress,
      requestId: header(request, 'x-request-id'),
      signal: incoming.signal,
    });
    context.responseHeaders['X-Request-Id'] = context.requestId;
    try {
      const operation = knownOperation(address);
      context.operation = operation;
      const body = await this.readBody(incoming, operation);
      const result = address.isBatch
        ? await this.runBatch(context, operation, body)
        : await this.runOne(context, operation, address, body);
      return answerOf(context, operation, result, address.isBatch);
    } catch (error) {
      const textCase = context.operation?.presentation.textCase ?? this.parts.textCase;
      const answer = answerError(error, context, this.parts.exceptionMappers, textCase);
      const headers = {
        ...context.responseHeaders,
        'Content-Type': jsonFormat.header,
        'Cache-Control': 'no-store',
        ...answer.headers,
      };
      return { status: answer.status, headers, body: answer.body };
    }
  }

  private async runOne(
    context: CallContext,
    operation: Operation,
    address: Address,
    body: RequestBody,
  ): Promise<unknown> {
    const { dispatcher } = this.parts;
    const request = bindRequest(operation.request, {
      body: body.read && { ...body.read, contentType: jsonFormat.contentType },
      form: body.form,
      query: parseQueryString(context.queryString),
      path: address.path,
    });
    await dispatcher.identify(context, operation);
    await dispatcher.admit(context, operation, request);
    return dispatcher.execute(context, operation, request);
  }

  private async runBatch(context: CallContext, operation: Operation, body: RequestBody): Promise<unknown[]> {
    await this.parts.dispatcher.identify(context, operation);
    return runAutoBatch(this.parts.dispatcher, context, operation, body.read ?? { value: undefined, checkText: false });
  }

  private async readBody({ request, address }: Incoming, operation: Operation): Promise<RequestBody> {
    // Another middleware (express.json) has read it already.
    if (request.body !== undefined && request.readableEnded) return { read: { value: request.body, checkText: true } };
    if (!hasBody(request.headers)) return {};
    const text = await readBody(request, operation.limits.maxBodyBytes);
    if (text === '') return {};
    const type = mediaType(request);
    if (type === 'application/x-www-form-urlencoded') return { form: parseQueryString(text) };
    // Pre-defined addresses read JSON whatever the type says; routes ignore a type that nobody reads (http-contract 2.1, 3.1).
    const isRead = address.path === undefined || type === '' || jsonFormat.accepts.includes(type);
    return isRead ? { read: readJson(text, operation.name) } : {};
  }
}

interface RequestBody {
  readonly read?: ReadBody;
  readonly form?: TextParameters;
}

function readJson(text: string, name: string): ReadBody {
  try {
    return readJsonText(text);
  } catch (error) {
    if (error instanceof SyntaxError) throw unreadableBody(jsonFormat.contentType, name, error.message);
    throw error;
  }
}

const unreadable: Address = { isBatch: false };

function knownOperation(address: Address): Operation {
  if (address === unreadable) {
    throw new HttpError(400, 'SerializationException', 'The path holds broken percent-encoding or NUL.');
  }
  if (address.operation) return address.operation;
  throw new HttpError(405, 'NotImplementedException', 'The operation does not exist for this service');
}

// Only from POST: a GET that turned into a PUT would pass what protects GETs (decisions D32).
function effectiveVerb(request: IncomingMessage): string {
  const verb = (request.method ?? 'GET').toUpperCase();
  const override = verb === 'POST' ? header(request, 'x-http-method-override') : undefined;
  return override ? override.toUpperCase() : verb;
}

function header(request: IncomingMessage, name: string): string | undefined {
  const value = request.headers[name];
  return typeof value === 'string' && value !== '' ? value : undefined;
}

function mediaType(request: IncomingMessage): string {
  return (request.headers['content-type'] ?? '').split(';', 1)[0]?.trim().toLowerCase() ?? '';
}
