import { createHash } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import type { RequestContext } from '../core/request-context';

const compress = promisify(gzip);

/** Something that stays as it is while the host runs, ready to be sent. */
export interface StaticContent {
  readonly contentType: string;
  /** How long clients may keep it without asking, in seconds. */
  readonly maxAge: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly plain: Buffer;
  /** Absent: not worth it. */
  readonly zipped?: Buffer;
  readonly etag: string;
}

/** Prepares content once: its tag, and its compressed form where that is smaller. */
export async function staticContent(
  plain: Buffer,
  about: Pick<StaticContent, 'contentType' | 'maxAge' | 'headers'>,
): Promise<StaticContent> {
  const zipped = plain.length > 1024 ? await compress(plain) : undefined;
  const hash = createHash('sha256').update(plain).digest('base64url').slice(0, 27);
  return { ...about, plain, etag: `"${hash}"`, ...(zipped && zipped.length < plain.length && { zipped }) };
}

/** Sends it: 304 to who has it, compressed to who takes that. */
export function sendStatic(
  content: StaticContent,
  request: IncomingMessage,
  response: ServerResponse,
  context: RequestContext,
): void {
  const { contentType, maxAge, etag, plain } = content;
  const headers = {
    ...context.responseHeaders,
    ...content.headers,
    'Cache-Control': maxAge > 0 ? `public, max-age=${maxAge}` : 'no-cache',
    ETag: etag,
    Vary: 'Accept-Encoding',
    'X-Content-Type-Options': 'nosniff',
    'Referrer-Policy': 'no-referrer',
  };
  if (isKnown(request.headers['if-none-match'], etag)) {
    response.writeHead(304, headers);
    response.end();
    return;
  }
  const zipped = takesGzip(request.headers['accept-encoding']) ? content.zipped : undefined;
  const body = zipped ?? plain;
  response.writeHead(200, {
    ...headers,
    'Content-Type': contentType,
    'Content-Length': body.length,
    ...(zipped && { 'Content-Encoding': 'gzip' }),
  });
  response.end(request.method === 'HEAD' ? undefined : body);
}

/** Whether one of the tags in `If-None-Match` is this one (RFC 9110, 13.1.2); proxies mark them as weak. */
function isKnown(header: string | undefined, etag: string): boolean {
  return (header ?? '').split(',').some((tag) => tag.trim() === '*' || tag.trim().replace(/^W\//, '') === etag);
}

function takesGzip(accepted: string | string[] | undefined): boolean {
  return String(accepted ?? '')
    .split(',')
    .some((coding) => /^\s*gzip\s*(?:;\s*q\s*=\s*(?:0*\.?0*[1-9][\d.]*|1(?:\.0*)?))?\s*$/i.test(coding));
}
