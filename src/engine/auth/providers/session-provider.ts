import type { AuthProvider } from '../../core/auth-provider';
import type { RequestContext } from '../../core/request-context';
import type { Session } from '../../core/session';
import { sessionOfUser } from '../session-of-user';
import type { Sessions } from '../sessions/sessions';

/** `ss-id` and `ss-pid` in cookies or headers: who has signed in before. A bearer token beside them decides. */
export class SessionProvider implements AuthProvider {
  readonly name = 'session';
  readonly priority = 14;

  constructor(private readonly sessions: Sessions) {}

  async authenticate(context: RequestContext, found: Session | undefined): Promise<Session | undefined> {
    if (found) return undefined;
    const current = await this.sessions.find(context);
    return current && sessionOfUser(current.user, current.authProvider);
  }
}
