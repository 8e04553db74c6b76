import type { Clock } from '../../core/clock';
import type { RequestContext } from '../../core/request-context';
import { dropCookie } from '../cookies';
import type { SignIn, SignInStep } from '../sign-in';
import { isLockedAt, type UserAccount } from '../user-store';
import { hashSessionId, newSessionId } from './session-id';
import { activeId, giveIds, readIds, type SessionIds } from './session-ids';
import type { FoundSession, SessionStore } from './session-store';

export interface SessionSettings {
  readonly store: SessionStore;
  /** Life of a session from sign-in on, in seconds. Default: 14 days. */
  readonly temporarySeconds?: number;
  /** The same after `rememberMe`. Default: 28 days. */
  readonly permanentSeconds?: number;
  /** `?ss-id=` and a form's `ss-id` count. Default: false, addresses are written to logs. */
  readonly allowIdsInParameters?: boolean;
  /** Tells the user's id in a cookie `X-UAId`. Default: false, nothing needs it. */
  readonly userIdCookie?: boolean;
}

/** The id of the request's own session, once it is known to be one. */
const current = Symbol('session');
const day = 24 * 3600;
const years20Ms = 20 * 365.25 * day * 1000;

/**
 * Sessions that the server keeps, known to clients by random ids in cookies or headers (http-contract 6.3).
 *
 * Ids are new at every sign-in and whenever the user's roles change; the ones before are worth nothing from then on.
 */
export class Sessions implements SignInStep {
  constructor(
    readonly settings: SessionSettings,
    private readonly clock: Clock,
  ) {}

  /** The session of the request; `undefined`: none, or its user may not sign in any more. */
  async find(context: RequestContext): Promise<FoundSession | undefined> {
    const id = this.idOf(context);
    const found = id === undefined ? undefined : await this.settings.store.find(hashSessionId(id), this.clock.now());
    if (id === undefined || !found || isLockedAt(found.user, this.clock.now())) return undefined;
    context.items.set(current, id);
    return found;
  }

  /** The id of the session that `find` has found, or that has begun since. */
  currentId(context: RequestContext): string | undefined {
    return context.items.get(current) as string | undefined;
  }

  /** Gives ids to a request that lacks them: hosts of the `classic` profile do that on every call. */
  ensureIds(context: RequestContext): void {
    const ids = this.idsOf(context);
    if (ids.temporary !== undefined && ids.permanent !== undefined) return;
    const { temporary = newSessionId(), permanent = newSessionId(), isPermanent } = ids;
    giveIds(context, { temporary, permanent, isPermanent });
    if (temporary !== ids.temporary) context.setCookie({ name: 'ss-id', value: temporary });
    if (permanent !== ids.permanent) this.setLasting(context, 'ss-pid', permanent);
  }

  async signedIn({ user, answer, context, isPermanent }: SignIn): Promise<void> {
    const authProvider = ('authProvider' in answer ? answer.authProvider : undefined) ?? 'credentials';
    answer.sessionId = await this.start(context, { user, authProvider, isPermanent });
  }

  async signedOut(context: RequestContext): Promise<void> {
    await this.end(context);
    for (const name of ['ss-id', 'ss-pid', 'ss-opt', 'X-UAId']) dropCookie(context, name);
  }

  /** The step of hosts that answer a sign-in with token cookies: it leaves no session, only an id to tell. */
  get replaced(): SignInStep {
    return {
      signedIn: async ({ answer, context }) => {
        await this.end(context);
        answer.sessionId = newSessionId();
      },
      signedOut: (context) => this.signedOut(context),
      rolesChanged: (user, context) => this.rolesChanged(user, context),
    };
  }

  async rolesChanged(user: UserAccount, context: RequestContext): Promise<void> {
    const current = await this.find(context);
    await this.settings.store.removeOfUser(user.id);
    if (current?.user.id !== user.id) return;
    const { isPermanent } = this.idsOf(context);
    await this.start(context, { user, authProvider: current.authProvider, isPermanent });
  }

  /** Ends the request's session. Its ids stay with the client and lead nowhere. */
  async end(context: RequestContext): Promise<void> {
    const { temporary, permanent } = this.idsOf(context);
    for (const id of new Set([temporary, permanent, this.idOf(context)])) {
      if (id !== undefined) await this.settings.store.remove(hashSessionId(id));
    }
    giveIds(context, { isPermanent: false });
    context.items.delete(current);
  }

  /** Answers the id of the new session, which the answer's cookies carry. */
  private async start(
    context: RequestContext,
    { user, authProvider, isPermanent }: { user: UserAccount; authProvider: string; isPermanent: boolean },
  ): Promise<string> {
    await this.end(context);
    const ids = { temporary: newSessionId(), permanent: newSessionId(), isPermanent };
    const id = isPermanent ? ids.permanent : ids.temporary;
    const createdAt = this.clock.now();
    const { temporarySeconds = 14 * day, permanentSeconds = 28 * day } = this.settings;
    const lifeMs = (isPermanent ? permanentSeconds : temporarySeconds) * 1000;
    const expiresAt = new Date(createdAt.getTime() + lifeMs);
    await this.settings.store.add({ idHash: hashSessionId(id), userId: user.id, authProvider, createdAt, expiresAt });
    giveIds(context, ids);
    context.items.set(current, id);
    this.setCookies(context, ids, user);
    return id;
  }

  private setCookies(context: RequestContext, ids: Required<SessionIds>, user: UserAccount): void {
    context.setCookie({ name: 'ss-id', value: ids.temporary });
    this.setLasting(context, 'ss-pid', ids.permanent);
    this.setLasting(context, 'ss-opt', ids.isPermanent ? 'perm' : 'temp');
    if (this.settings.userIdCookie) this.setLasting(context, 'X-UAId', user.id);
  }

  // Names the session only; how long it lives is decided where it is kept.
  private setLasting(context: RequestContext, name: string, value: string): void {
    context.setCookie({ name, value, expires: new Date(this.clock.now().getTime() + years20Ms) });
  }

  /** What the request says of its ids, whether there is a session of them or not. */
  idsOf(context: RequestContext): SessionIds {
    return readIds(context, this.settings.allowIdsInParameters ?? false);
  }

  private idOf(context: RequestContext): string | undefined {
    return activeId(context, this.settings.allowIdsInParameters ?? false);
  }
}
