import type { IncomingMessage } from 'node:http';
import { HttpError } from '../core/http-error';

const hostAndPort = /^(?:[a-z0-9](?:[a-z0-9.-]{0,252})|\[[0-9a-f:.]{2,45}\])(?::\d{1,5})?$/i;

/**
 * Where the caller reaches this host, for links that it calls later and texts of metadata: `http://localhost:5000`, without a slash at
 * the end. Under `app.use('/x', host.middleware())` it ends in `/x`.
 *
 * Errors: 400 for a `Host` that is no host[:port] (decisions D39).
 */
export function baseUrlOf(request: IncomingMessage): string {
  const { host = '' } = request.headers;
  if (!hostAndPort.test(host)) throw HttpError.badRequest('The header Host is no host[:port].');
  const scheme = 'encrypted' in request.socket ? 'https' : 'http';
  const { baseUrl } = request as { baseUrl?: string };
  return `${scheme}://${host}${baseUrl ?? ''}`;
}
