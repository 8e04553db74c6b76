import type { IncomingMessage } from 'node:http';
import { HttpError } from '../../core/http-error';
import { isHostAndPort } from '../../core/request-origin';

/**
 * Reads the request line's target and `Host` as RFC 9112, section 3.2, asks; an absolute target (`GET http://a/b`) becomes
 * an ordinary one, whose authority beats `Host`.
 *
 * Answers the HttpError 400 that the request deserves, if any: a target that is none, a `Host` that is missing in HTTP/1.1,
 * stands twice or is no host[:port].
 */
export function readHead(request: IncomingMessage): HttpError | undefined {
  const { url = '/', headers } = request;
  if (!url.startsWith('/') && !(url === '*' && request.method === 'OPTIONS')) {
    const target = absoluteTarget(url);
    if (!target) return refused('The request target is neither a path nor a URL.');
    request.url = target.path;
    headers.host = target.host;
  }
  const { host } = headers;
  if (host === undefined) {
    return request.httpVersion === '1.1' ? refused('The header Host is missing.') : undefined;
  }
  if (!isHostAndPort(host)) return refused('The header Host is no host[:port].');
  // Node keeps the first of several; a proxy before it may have kept the last.
  return hostCount(request.rawHeaders) > 1 ? refused('The header Host stands twice.') : undefined;
}

const absoluteForm = /^https?:\/\/([^/?#]*)([/?].*)?$/i;

function absoluteTarget(url: string): { host: string; path: string } | undefined {
  const match = absoluteForm.exec(url);
  const { 1: host = '', 2: rest = '/' } = match ?? [];
  if (!isHostAndPort(host)) return undefined;
  return { host, path: rest.startsWith('/') ? rest : `/${rest}` };
}

function hostCount(rawHeaders: readonly string[]): number {
  let count = 0;
  for (let at = 0; at < rawHeaders.length; at += 2) {
    const name = rawHeaders[at];
    if (name?.length === 4 && name.toLowerCase() === 'host') count += 1;
  }
  return count;
}

/** Whoever writes such a head may mean something else by what follows. */
function refused(message: string): HttpError {
  return HttpError.badRequest(message, { headers: { Connection: 'close' } });
}
