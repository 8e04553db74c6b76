import { HttpError } from '../core/http-error';
import type { RequestContext } from '../core/request-context';
import type { Answer } from './answer';

/** Nothing of the host, and nothing behind it, has the address. */
export class UnmatchedAddress extends HttpError {
  constructor({ verb }: Pick<RequestContext, 'verb'>) {
    super(404, 'NotFound', `Nothing answers ${verb} at this address.`);
  }
}

/** How the `classic` profile says so (http-contract 5.6): clients that look for JSON find none. */
export function plainNotFound({ verb, path, queryString, host }: RequestContext, headers: Answer['headers']): Answer {
  const listing = [`Request.HttpMethod: ${verb}`, `Request.PathInfo: ${path}`, `Request.QueryString: ${queryString}`];
  return {
    status: 404,
    headers: { ...headers, 'Content-Type': 'text/plain; charset=utf-8' },
    body: host.isDebug ? ['404', '', ...listing].join('\n') : '404',
  };
}
