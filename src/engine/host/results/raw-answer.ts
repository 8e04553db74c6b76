import type { IncomingHttpHeaders } from 'node:http';
import { Readable } from 'node:stream';
import type { ReadableStream } from 'node:stream/web';
import { HttpResult, type HttpResultInit } from '../../core/http-result';
import type { WireSettings } from '../../core/wire-settings';
import type { Answer } from '../answer';
import { earlyFailure, isEventStream } from './early-failure';
import { headerOf } from './headers';
import { mediaTypeOf } from './media-types';

/** What a result needs to know of the request that it answers. */
export interface ResultRequest {
  readonly verb: string;
  readonly headers: IncomingHttpHeaders;
  /** `Content-Type` that negotiation came to. */
  readonly negotiatedType: string;
  /** Whether the caller came over https, through a trusted proxy too. */
  readonly isSecure: boolean;
}

/**
 * The answer of a result that no format writes: text and bytes are sent as they are, streams piped, files read as they
 * are sent (http-contract 1.3). `undefined`: the result is a DTO, or nothing. `finishAnswer` comes next for either.
 */
export function rawAnswer(result: unknown, request: ResultRequest, settings: WireSettings): Answer | undefined {
  const init = result instanceof HttpResult ? result.init : {};
  const value = result instanceof HttpResult ? init.response : result;
  const type = contentType(init);
  // The file is opened by finishAnswer, which knows how much of it is wanted.
  if (init.file?.path !== undefined) return { status: 200, headers: { 'Content-Type': type ?? octets } };
  if (typeof value === 'string') {
    const length = Buffer.byteLength(value);
    return answerOf(value, withCharset(type ?? request.negotiatedType), length, settings);
  }
  const bytesType = type ?? typeOfBytes(request.negotiatedType, settings);
  if (value instanceof Uint8Array) return answerOf(bufferOf(value), bytesType, value.length, settings);
  const stream = streamOf(value);
  return stream && answerOf(stream, bytesType, init.length, settings);
}

function answerOf(
  body: string | Buffer | Readable,
  type: string,
  length: number | undefined,
  settings: WireSettings,
): Answer {
  const headers: Record<string, string> = { 'Content-Type': type };
  if (length !== undefined) {
    headers['Content-Length'] = String(length);
    if (settings.allowPartialResponses) headers['Accept-Ranges'] = 'bytes';
  }
  return { status: 200, headers, body };
}

const octets = 'application/octet-stream';

/** What the Service says: a content type, a header, or a file name that tells it. */
function contentType({ contentType: own, headers = {}, file }: HttpResultInit): string | undefined {
  return own ?? headerOf(headers, 'Content-Type') ?? mediaTypeOf(file?.fileName ?? file?.path ?? '');
}

function withCharset(type: string): string {
  return type.includes(';') ? type : `${type}; charset=utf-8`;
}

/**
 * Bytes are in the type that was asked for, and nobody's text when the type is only a default (http-contract 1.3). JSON is
 * the default of pre-defined addresses, whatever the host's: a client would parse the bytes.
 */
function typeOfBytes(negotiated: string, settings: WireSettings): string {
  const [bare = ''] = negotiated.split(';', 1);
  const standard = settings.defaultContentType ?? (settings.profile === 'classic' ? 'text/html' : 'application/json');
  return bare === standard || bare === 'application/json' ? octets : negotiated;
}

function bufferOf(value: Uint8Array): Buffer {
  return Buffer.isBuffer(value) ? value : Buffer.from(value.buffer, value.byteOffset, value.byteLength);
}

function streamOf(value: unknown): Readable | undefined {
  if (value instanceof Readable) return value;
  if (typeof value !== 'object' || value === null) return undefined;
  if ('getReader' in value) return Readable.fromWeb(value as ReadableStream);
  // Streams of other libraries, older than Readable's contract.
  if (!isEventStream(value)) return undefined;
  const wrapped = new Readable().wrap(value as unknown as NodeJS.ReadableStream);
  const failure = earlyFailure(value);
  // Whoever sends it sees that it has failed; a HEAD sends nothing of it, and then nobody else listens.
  return failure ? wrapped.on('error', () => undefined).destroy(failure) : wrapped;
}
