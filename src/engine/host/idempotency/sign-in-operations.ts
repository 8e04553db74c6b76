import { Authenticate, AuthenticateLogout } from '../../../../dtos/auth';
import { ConvertSessionToToken, GetAccessToken } from '../../../../dtos/auth-tokens';
import type { Operation } from '../../core/operation';

const signIns: ReadonlySet<unknown> = new Set([
  Authenticate,
  AuthenticateLogout,
  GetAccessToken,
  ConvertSessionToToken,
]);

/**
 * Whether a message signs its caller in or out. Such a one ignores idempotency keys and never waits: a refused password has to
 * stay counted, which a key would take back, and the answer is a secret for this caller at this moment.
 */
export function isSignIn({ requestClass }: Operation): boolean {
  return signIns.has(requestClass);
}
