import type { IncomingMessage, ServerResponse } from 'node:http';
import { pipeline } from 'node:stream/promises';
import type { AnswerFilter } from '../core/feature';
import { originOf } from '../core/request-origin';
import type { VisitKind } from '../core/traffic';
import type { Answer } from './answer';
import { withFilters } from './answer-filters';
import { clientSignal } from './client-signal';
import type { HttpHandler, Incoming } from './http-handler';
import { copyHeaders } from './results/headers';
import { dropSlowReader } from './security/slow-reader';
import { pageVisit } from './visits';

/** Sees a request first. True: it is the host's, and will be answered. False: it has not been touched. */
export function takeRequest(
  handler: HttpHandler,
  ready: Promise<void>,
  filters: readonly AnswerFilter[],
  request: IncomingMessage,
  response: ServerResponse,
): boolean {
  const incoming = handler.recognise(request, response, clientSignal(response));
  if (!incoming) return false;
  incoming.visit = handler.traffic?.begin(request, response, kindOf(incoming));
  void answer(handler, ready, filters, incoming);
  return true;
}

/** The same for the fallback route, which comes after whatever Express has. */
export function takeFallback(
  handler: HttpHandler,
  ready: Promise<void>,
  filters: readonly AnswerFilter[],
  request: IncomingMessage,
  response: ServerResponse,
): boolean {
  const incoming: Incoming | undefined = handler.recogniseFallback(request, response, clientSignal(response));
  if (!incoming) return false;
  incoming.visit = pageVisit(response) ?? handler.traffic?.begin(request, response, 'message');
  void answer(handler, ready, filters, incoming);
  return true;
}

function kindOf({ rawHandler }: Incoming): VisitKind {
  if (!rawHandler) return 'message';
  return rawHandler.isProbe ? 'probe' : 'raw';
}

async function answer(
  handler: HttpHandler,
  ready: Promise<void>,
  filters: readonly AnswerFilter[],
  incoming: Incoming,
): Promise<void> {
  const { response } = incoming;
  try {
    await ready;
    const result = await handler.handle(incoming);
    if (!result) return;
    try {
      await write(incoming, filtered(result, filters, incoming), handler.readerPatienceMs);
    } catch (error) {
      if (isStream(result.body)) result.body.destroy();
      if (response.headersSent || response.destroyed) throw error;
      // A header that cannot be written, for example: nothing has been sent, so that the client can still be told.
      await write(incoming, handler.failed(error, incoming), handler.readerPatienceMs);
    }
  } catch (error) {
    // Nothing that can be answered is left: the host did not start, or a stream broke.
    response.destroy(error as Error);
  }
}

function filtered(answer: Answer, filters: readonly AnswerFilter[], { verb, path, request }: Incoming): Answer {
  if (filters.length === 0) return answer;
  const asked = { verb, path, headers: request.headers, isSecure: originOf(request).isSecure };
  const { status, statusText, headers, body } = answer;
  return { status, statusText, headers: withFilters(headers, filters, asked), body };
}

async function write(
  { verb, response }: Incoming,
  { status, statusText, headers, body }: Answer,
  patienceMs?: number,
): Promise<void> {
  if (response.destroyed) {
    if (isStream(body)) body.destroy();
    return;
  }
  const reason = statusText === undefined ? undefined : safeReason(statusText);
  if (isStream(body)) {
    writeHead(response, status, reason, headers);
    dropSlowReader(response, patienceMs);
    await pipeline(body, response);
    return;
  }
  const length = body === undefined ? 0 : typeof body === 'string' ? Buffer.byteLength(body) : body.length;
  // Without a body, HEAD doesn't tell how long the one of GET would be.
  const hasLength = 'Content-Length' in headers || status === 304 || (verb === 'HEAD' && body === undefined);
  if (hasLength) writeHead(response, status, reason, headers);
  else {
    const all = copyHeaders(headers, {});
    all['Content-Length'] = String(length);
    writeHead(response, status, reason, all);
  }
  response.end(body);
  // Most answers have left by now.
  if ((response.socket?.writableLength ?? 0) > 0) dropSlowReader(response, patienceMs);
}

function writeHead(
  response: ServerResponse,
  status: number,
  reason: string | undefined,
  headers: Answer['headers'],
): void {
  const plain = headers as Record<string, string | string[]>;
  if (reason === undefined) response.writeHead(status, plain);
  else response.writeHead(status, reason, plain);
}

function isStream(body: Answer['body']): body is Exclude<Answer['body'], string | Buffer | undefined> {
  return body !== undefined && typeof body !== 'string' && !Buffer.isBuffer(body);
}

/** A reason phrase may hold no line breaks and nothing beyond Latin letters. */
function safeReason(text: string): string {
  return text.replace(/[^\x20-\x7e]/g, '?').slice(0, 100);
}
