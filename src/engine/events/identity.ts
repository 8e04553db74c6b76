import { createHash } from 'node:crypto';
import type { Session } from '../core/session';

/** Who a signed-in caller is to others: the user, or the API key. */
export function identityOf(session: Session): string | undefined {
  if (!session.isAuthenticated) return undefined;
  return session.userId ?? (session.apiKeyId === undefined ? undefined : `apikey-${session.apiKeyId}`);
}

/** Who a connection is counted for: the user, or the address of those who are nobody in particular. */
export function ownerOf(session: Session, address: string): string {
  const identity = identityOf(session);
  return identity === undefined ? `address/${address}` : `user/${identity}`;
}

/** Session ids open sessions: only their digests are kept and told to other processes. */
export function sessionKey(sessionId: string): string {
  return createHash('sha256').update(sessionId).digest('base64url');
}
