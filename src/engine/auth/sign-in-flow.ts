import { Authenticate, AuthenticateResponse } from '../../../dtos/auth';
import type { RequestContext } from '../core/request-context';
import type { Session } from '../core/session';
import { dropCookie } from './cookies';
import { toldRoles } from './known-roles';
import { sessionOfUser } from './session-of-user';
import type { SignIn, SignInProvider, SignInStep } from './sign-in';
import type { UserAccount } from './user-store';

/** All cookies that keep somebody signed in, whichever of them this host sets (http-contract 6.2). */
const signInCookies = ['ss-id', 'ss-pid', 'ss-opt', 'X-UAId', 'ss-tok', 'ss-reftok'];

/** What happens around every sign-in and sign-out of a host, whoever asks for it: messages, Basic headers, registrations. */
export class SignInFlow {
  constructor(
    /** In the order of registration; the first one takes sign-ins that name none. */
    readonly providers: readonly SignInProvider[],
    private readonly steps: readonly SignInStep[],
  ) {}

  /** By name or alias, in any case. */
  provider(name: string): SignInProvider | undefined {
    const wanted = name.toLowerCase();
    return this.providers.find((one) => one.name === wanted || one.aliases?.includes(wanted));
  }

  /** Lets each way of staying signed in do its part. */
  async complete(signIn: SignIn): Promise<void> {
    for (const step of this.steps) await step.signedIn?.(signIn);
  }

  /** The same for a caller who has sent no message about it. */
  async completeFor(user: UserAccount, authProvider: string, context: RequestContext): Promise<Session> {
    const request = new Authenticate({ provider: authProvider, userName: user.userName });
    const answer = answerFor(user, authProvider, context);
    await this.complete({ user, answer, context, request, isPermanent: false });
    return sessionOfUser(user, authProvider);
  }

  async signOut(context: RequestContext): Promise<void> {
    for (const step of this.steps) await step.signedOut?.(context);
    for (const name of signInCookies) dropCookie(context, name);
  }

  async rolesChanged(user: UserAccount, context: RequestContext): Promise<void> {
    for (const step of this.steps) await step.rolesChanged?.(user, context);
  }
}

/** What a user is told about himself; the steps add what they give. */
export function answerFor(user: UserAccount, authProvider: string, context: RequestContext): AuthenticateResponse {
  return new AuthenticateResponse({
    userId: user.id,
    userName: user.userName,
    displayName: user.displayName,
    roles: toldRoles(user, context.host.operations),
    permissions: [...user.permissions],
    authProvider,
  });
}
