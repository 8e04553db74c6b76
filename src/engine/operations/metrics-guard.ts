import { createHash, timingSafeEqual } from 'node:crypto';
import { addressKey } from '../core/address-key';
import type { RequestContext } from '../core/request-context';

/**
 * Whether somebody may read the metrics: who brings the token, and who calls from this machine itself. Through a proxy on
 * this machine everybody would seem to come from it: what it has forwarded counts as coming from elsewhere.
 */
export function mayReadMetrics(
  { headers, remoteAddress }: Pick<RequestContext, 'headers' | 'remoteAddress'>,
  token: string | undefined,
): boolean {
  const sent = /^Bearer (\S+)$/i.exec(headers.authorization ?? '')?.[1];
  if (token !== undefined && sent !== undefined && isEqual(sent, token)) return true;
  return addressKey(remoteAddress) === 'loopback' && !isForwarded(headers);
}

function isForwarded(headers: RequestContext['headers']): boolean {
  return 'x-forwarded-for' in headers || 'forwarded' in headers || 'x-real-ip' in headers || 'via' in headers;
}

/** In the same time whatever is sent: of hashes, which are equally long. */
function isEqual(a: string, b: string): boolean {
  const hash = (text: string): Buffer => createHash('sha256').update(text).digest();
  return timingSafeEqual(hash(a), hash(b));
}
