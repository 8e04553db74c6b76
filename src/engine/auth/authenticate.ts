import type { AuthProvider } from '../core/auth-provider';
import { HttpError } from '../core/http-error';
import type { RequestContext } from '../core/request-context';
import { anonymous, type Session } from '../core/session';

/**
 * Asks the providers who calls, in order of their priority; a later one sees what the earlier ones found.
 *
 * `isRequired`: bad credentials are an error only where the operation needs any; elsewhere they count as none (AUTH-35).
 * Errors: HttpError 401 or 403 of the provider that refused.
 */
export async function authenticate(
  providers: readonly AuthProvider[],
  context: RequestContext,
  isRequired: boolean,
): Promise<Session> {
  let found: Session | undefined;
  for (const provider of providers) {
    try {
      found = (await provider.authenticate(context, found)) ?? found;
    } catch (error) {
      if (isRequired || !(error instanceof HttpError) || error.status >= 500) throw error;
    }
  }
  return found ?? anonymous;
}
