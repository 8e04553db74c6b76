import type { RequestContext } from './request-context';
import type { Session } from './session';

/**
 * One way to say who calls. Siblings: auth secret, jwt, session, basic, api key.
 *
 * `authenticate` answers a session, or `undefined` when the request carries nothing of its kind. It throws HttpError when
 * what it carries is refused; that only matters on operations that need authentication.
 */
export interface AuthProvider {
  readonly name: string;
  /** Order of asking, ascending. */
  readonly priority: number;
  authenticate(context: RequestContext, found: Session | undefined): Promise<Session | undefined>;
}
