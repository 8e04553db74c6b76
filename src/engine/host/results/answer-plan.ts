import type { HttpResultInit } from '../../core/http-result';
import type { Answer } from '../answer';
import { byteRange, contentRange } from './byte-range';
import { cacheControl, eTagText, isNotModified, isSameVersion } from './cache-headers';
import { chosenEncoding, type Encoding } from './compression';
import { contentDisposition } from './content-disposition';
import { cookieText } from './cookie-text';
import { addCookies, addVary, headerOf, type MutableHeaders, removeHeader, setHeader, setIfAbsent } from './headers';
import type { ResultRequest } from './raw-answer';

/** What is known of a content before it is sent. */
export interface Source {
  /** Bytes; absent: not known before the end, or no content. */
  readonly length?: number;
  /** Of a file on disk. */
  readonly modifiedAt?: Date;
  readonly isStream: boolean;
}

/** What is sent of a content, and under which head. */
export interface Plan {
  readonly status: number;
  readonly statusText?: string;
  readonly headers: MutableHeaders;
  /** Absent: no body. Without `length`: all that comes. */
  readonly part?: { readonly start: number; readonly length?: number };
  readonly encoding?: Encoding;
}

/**
 * Decides status, headers and how much of the content is sent (http-contract 7.2–7.5): 304 before ranges, ranges before
 * compression.
 *
 * Errors: HttpError 416; Error for a cookie that cannot be written.
 */
export function planAnswer(answer: Answer, init: HttpResultInit, request: ResultRequest, source: Source): Plan {
  const headers = baseHeaders(answer, init, request);
  const status = init.status ?? answer.status;
  const isRead = request.verb === 'GET' || request.verb === 'HEAD';
  const range = wantedRange(status, headers, request, source);
  const encoding = range === undefined ? wantedEncoding(headers, init, request, source) : undefined;
  if (init.compress) addVary(headers, 'Accept-Encoding');
  addFileHeaders(headers, init, source);
  addCacheHeaders(headers, { init, source, encoding, isKept: isRead && (status === 200 || status === 304) });
  if (isRead && (status === 304 || (status === 200 && isNotModified(request.headers, headers)))) {
    return notModified(headers);
  }
  if (range !== undefined && isSameVersion(request.headers['if-range']?.toString(), headers)) {
    return partial(headers, range, source.length ?? 0);
  }
  const statusText = init.statusText ?? answer.statusText;
  return { ...whole(headers, source, encoding), status, statusText };
}

function notModified(headers: MutableHeaders): Plan {
  for (const name of ['Content-Length', 'Accept-Ranges']) removeHeader(headers, name);
  return { status: 304, headers };
}

function partial(headers: MutableHeaders, range: string, total: number): Plan {
  const part = byteRange(range, total);
  setHeader(headers, 'Content-Range', contentRange(part, total));
  setHeader(headers, 'Content-Length', String(part.length));
  return { status: 206, headers, part };
}

function whole(headers: MutableHeaders, { length }: Source, encoding: Encoding | undefined): Omit<Plan, 'status'> {
  if (encoding) {
    setHeader(headers, 'Content-Encoding', encoding);
    // Ranges would be cut from the content as it is, not from what this client got.
    removeHeader(headers, 'Accept-Ranges');
  } else if (length !== undefined) setHeader(headers, 'Content-Length', String(length));
  return { headers, part: { start: 0, length }, encoding };
}

/** The headers of answer, Service and cookies. Framing is the host's: what a Service says about it is left out. */
function baseHeaders(answer: Answer, init: HttpResultInit, { isSecure }: ResultRequest): MutableHeaders {
  const headers: MutableHeaders = { ...answer.headers };
  for (const [name, value] of Object.entries(init.headers ?? {})) {
    if (/^(?:content-length|transfer-encoding)$/i.test(name)) continue;
    if (/^set-cookie$/i.test(name)) addCookies(headers, typeof value === 'string' ? [value] : value);
    else if (/^vary$/i.test(name)) for (const item of String(value).split(',')) addVary(headers, item.trim());
    else if (!isSaidAlready(headers, name, value)) setHeader(headers, name, value);
  }
  addCookies(
    headers,
    (init.cookies ?? []).map((cookie) => cookieText(cookie, isSecure)),
  );
  return headers;
}

/** The content type of a raw answer is the Service's already, with a charset behind it. */
function isSaidAlready(headers: MutableHeaders, name: string, value: string | readonly string[]): boolean {
  return /^content-type$/i.test(name) && headerOf(headers, name)?.startsWith(String(value)) === true;
}

/** `Range` of a request that may have one: RFC 9110 defines it for GET only; DTO answers ignore it. */
function wantedRange(
  status: number,
  headers: MutableHeaders,
  { verb, headers: asked }: ResultRequest,
  { length }: Source,
): string | undefined {
  const isOffered = status === 200 && length !== undefined && headerOf(headers, 'Accept-Ranges') === 'bytes';
  return isOffered && verb === 'GET' ? asked.range : undefined;
}

function wantedEncoding(
  headers: MutableHeaders,
  init: HttpResultInit,
  request: ResultRequest,
  source: Source,
): Encoding | undefined {
  const mayBe =
    init.compress &&
    !source.isStream &&
    (source.length ?? 0) > 0 &&
    headerOf(headers, 'Content-Encoding') === undefined;
  return mayBe ? chosenEncoding(request.headers['accept-encoding']) : undefined;
}

function addFileHeaders(headers: MutableHeaders, init: HttpResultInit, source: Source): void {
  const { file } = init;
  if (!file) return;
  // What somebody has uploaded must not become a page because a browser guesses so.
  setIfAbsent(headers, 'X-Content-Type-Options', 'nosniff');
  if (!file.asAttachment) return;
  const fileName = file.fileName ?? file.path ?? '';
  const modifiedAt = init.lastModified ?? source.modifiedAt;
  setIfAbsent(headers, 'Content-Disposition', contentDisposition({ fileName, size: source.length, modifiedAt }));
}

interface CacheParts {
  readonly init: HttpResultInit;
  readonly source: Source;
  readonly encoding?: Encoding;
  /** An answer that caches may keep: only such a one gets a default. */
  readonly isKept: boolean;
}

function addCacheHeaders(headers: MutableHeaders, { init, source, encoding, isKept }: CacheParts): void {
  const modifiedAt = init.lastModified ?? source.modifiedAt;
  // A strong ETag would say that the compressed bytes are the same as the plain ones.
  if (init.eTag !== undefined) setIfAbsent(headers, 'ETag', eTagText(init.eTag, encoding !== undefined));
  setIfAbsent(headers, 'Last-Modified', modifiedAt?.toUTCString());
  setIfAbsent(headers, 'Expires', init.expires?.toUTCString());
  setIfAbsent(headers, 'Age', init.ageSeconds === undefined ? undefined : String(Math.trunc(init.ageSeconds)));
  const hasValidator = headerOf(headers, 'ETag') !== undefined || headerOf(headers, 'Last-Modified') !== undefined;
  setIfAbsent(headers, 'Cache-Control', cacheControl(init, isKept && hasValidator));
}
