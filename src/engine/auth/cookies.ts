import type { RequestContext } from '../core/request-context';

/**
 * The value of a request's cookie; `undefined` when it is not there or empty.
 *
 * Whatever else stands in the header is passed over: the Node client sends back pieces of attributes as if they were
 * cookies, and empty ones after they were deleted (http-contract 6.3). Of several with one name the first counts, which
 * browsers send for the most special path (RFC 6265, section 5.4).
 */
export function cookie({ headers }: Pick<RequestContext, 'headers'>, name: string): string | undefined {
  const { cookie: text } = headers;
  if (text === undefined) return undefined;
  for (const pair of text.split(';')) {
    const equals = pair.indexOf('=');
    if (equals < 0 || pair.slice(0, equals).trim() !== name) continue;
    const value = pair
      .slice(equals + 1)
      .trim()
      .replace(/^"(.*)"$/, '$1');
    if (value !== '') return value;
  }
  return undefined;
}

/** Makes the client forget a cookie. */
export function dropCookie(context: Pick<RequestContext, 'setCookie'>, name: string): void {
  context.setCookie({ name, value: '', expires: new Date(0) });
}
