import { HttpError } from '../core/http-error';
import type { RequestContext } from '../core/request-context';

const names: readonly string[] = ['continue', 'redirect', 'returnurl'];

/**
 * Where a sign-in page wants to go afterwards: the message's `ReturnUrl`, or `continue`, `redirect` in form and query. A path of
 * this host, with its query and fragment.
 *
 * Errors: HttpError 400 `ArgumentException` for other hosts (AUTH-36): a link to a sign-in page must not lead to one that
 *         only looks like it.
 */
export function returnTarget(returnUrl: string | undefined, context: RequestContext): string | undefined {
  const wanted = returnUrl || sent(context);
  if (wanted === undefined) return undefined;
  const target = localTarget(wanted, context);
  if (target !== undefined) return target;
  throw HttpError.field(400, 'ArgumentException', 'continue', 'External Redirects are not permitted');
}

/** The page that the request comes from, when it is one of this host. */
export function referrerTarget(context: RequestContext): string | undefined {
  const { referer } = context.headers;
  return referer === undefined ? undefined : localTarget(referer, context);
}

/** `target` with the message behind it: `/login#f=Not%20Found`, or `?f=` (http-contract 6.2). */
export function withFailure(target: string, message: string, place: 'fragment' | 'query'): string {
  const [page = ''] = target.split('#', 1);
  const parameter = `f=${encodeURIComponent(message)}`;
  return place === 'fragment' ? `${page}#${parameter}` : `${page}${page.includes('?') ? '&' : '?'}${parameter}`;
}

function sent({ form = [], queryString }: RequestContext): string | undefined {
  const parameters = [...form, ...new URLSearchParams(queryString)];
  return parameters.find(([key, value]) => value !== '' && names.includes(key.toLowerCase()))?.[1];
}

// Never a scheme or host: browsers read `//host` and `/\host` as another one, and drop tabs and line breaks before they look.
const localPath = /^\/(?![/\\])[\x21-\x5b\x5d-\x7e]*$/;

function localTarget(text: string, { headers: { host } }: RequestContext): string | undefined {
  if (text.startsWith('/')) return localPath.test(text) ? text : undefined;
  if (!/^https?:\/\//i.test(text) || !URL.canParse(text)) return undefined;
  const url = new URL(text);
  const path = `${url.pathname}${url.search}${url.hash}`;
  // What `Host` says is compared and never echoed (decisions D39).
  return url.host === host && localPath.test(path) ? path : undefined;
}
