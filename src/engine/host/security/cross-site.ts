import type { IncomingMessage } from 'node:http';
import { HttpError } from '../../core/http-error';
import { originOf } from '../../core/request-origin';
import type { Session } from '../../core/session';
import { hasBody } from '../body-reader';
import { mediaType } from '../request-body';

const readOnly: ReadonlySet<string> = new Set(['GET', 'HEAD', 'OPTIONS']);
/** What a page of another origin can send without asking first. Source: Fetch standard, CORS-safelisted request-header. */
const simpleTypes: ReadonlySet<string> = new Set([
  '',
  'text/plain',
  'application/x-www-form-urlencoded',
  'multipart/form-data',
]);

/**
 * Refuses what another site's page makes a signed-in person's browser send (reliability 3.2 #14).
 *
 * A browser adds cookies, and a remembered Basic password, by itself; no other credential. Where it says which site the
 * request comes from (`Sec-Fetch-Site`, else `Origin`), that has to be this one or one that CORS allows. Where nothing
 * says so, programs are let in with what a browser would have had to ask for first: another verb than POST, or JSON.
 * A missing answer does not count against Basic credentials: programs send those on purpose.
 *
 * Errors: HttpError 403 `Forbidden`.
 */
export function checkCrossSite(request: IncomingMessage, session: Session, allowed: ReadonlySet<string>): void {
  const method = request.method ?? 'GET';
  if (readOnly.has(method) || !session.isAuthenticated) return;
  const ambient = ambientCredential(request);
  if (ambient === undefined) return;
  const verdict = siteOf(request, allowed);
  if (verdict === 'same') return;
  if (verdict === 'unknown' && (ambient === 'basic' || !isSimple(request))) return;
  throw HttpError.forbidden(
    verdict === 'unknown'
      ? 'A form or text that is sent with cookies must say where it comes from: send Origin, or JSON.'
      : 'The request comes from another site, and that site may not act for its visitors here.',
  );
}

/** The credential that a browser may have added without the page's doing; `undefined`: there is none, or another one decides. */
function ambientCredential({ headers }: IncomingMessage): 'cookie' | 'basic' | undefined {
  if (headers['x-api-key'] !== undefined) return undefined;
  if (headers.authorization !== undefined) return /^basic /i.test(headers.authorization) ? 'basic' : undefined;
  return headers.cookie === undefined ? undefined : 'cookie';
}

function siteOf(request: IncomingMessage, allowed: ReadonlySet<string>): 'same' | 'other' | 'unknown' {
  const { origin } = request.headers;
  if (origin !== undefined && allowed.has(origin)) return 'same';
  const site = request.headers['sec-fetch-site'];
  // 'none': a person has typed the address or sent a form again, and no page was involved.
  if (site !== undefined) return site === 'same-origin' || site === 'none' ? 'same' : 'other';
  if (origin === undefined) return 'unknown';
  // Hosts only: behind a proxy that is not trusted nobody knows the scheme that the browser used.
  const host = originOf(request).host.toLowerCase();
  return URL.canParse(origin) && host !== '' && new URL(origin).host === withoutDefaultPort(host, origin)
    ? 'same'
    : 'other';
}

/** Without a body it is no form, and whatever else sends one says where it comes from. */
function isSimple(request: IncomingMessage): boolean {
  return request.method === 'POST' && hasBody(request.headers) && simpleTypes.has(mediaType(request));
}

function withoutDefaultPort(host: string, origin: string): string {
  return host.replace(origin.startsWith('https:') ? /:443$/ : /:80$/, '');
}
