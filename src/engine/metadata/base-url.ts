import type { IncomingMessage } from 'node:http';
import { HttpError } from '../core/http-error';
import { isHostAndPort, originOf } from '../core/request-origin';

/**
 * Where the caller reaches this host, for links that it calls later and texts of metadata: `http://localhost:5000`, without a slash at
 * the end. Under `app.use('/x', host.middleware())` it ends in `/x`. Behind a trusted proxy it is the proxy's address.
 *
 * Errors: 400 for a `Host` that is no host[:port] (decisions D39).
 */
export function baseUrlOf(request: IncomingMessage): string {
  const { host, isSecure } = originOf(request);
  if (!isHostAndPort(host)) throw HttpError.badRequest('The header Host is no host[:port].');
  const { baseUrl } = request as { baseUrl?: string };
  return `${isSecure ? 'https' : 'http'}://${host}${baseUrl ?? ''}`;
}
