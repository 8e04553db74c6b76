import type { Clock } from '../../core/clock';
import { HttpError } from '../../core/http-error';
import { isLockedAt, type UserAccount, type UserStore } from '../user-store';
import type { IssuedToken, Tokens } from './tokens';

/** Gives users their tokens, as the users are now. */
export class TokenIssuer {
  constructor(
    readonly tokens: Tokens,
    private readonly users: UserStore,
    private readonly clock: Clock,
  ) {}

  async pair(user: UserAccount): Promise<{ access: IssuedToken; refresh: IssuedToken }> {
    return { access: await this.tokens.issue(user), refresh: await this.tokens.issueRefresh(user.id) };
  }

  /**
   * A new access token with the roles that the user has by now.
   *
   * Access tokens of users who were locked or deleted since stay good until they end or are revoked; this is where they
   * end. Errors: as `Tokens.readRefresh`, 401 `AuthenticationException` for a locked account, 401 for one that is gone.
   */
  async renew(refreshToken: string): Promise<{ access: IssuedToken; user: UserAccount }> {
    const { userId } = await this.tokens.readRefresh(refreshToken);
    const user = await this.existing(userId);
    return { access: await this.tokens.issue(user), user };
  }

  /** An access token for a user who is signed in already. Errors: as `renew` for locked and deleted accounts. */
  async accessFor(userId: string): Promise<IssuedToken> {
    return this.tokens.issue(await this.existing(userId));
  }

  private async existing(userId: string): Promise<UserAccount> {
    const user = await this.users.findById(userId);
    if (!user) throw HttpError.unauthorized('Not Authenticated');
    if (isLockedAt(user, this.clock.now())) {
      throw new HttpError(401, 'AuthenticationException', 'This account has been locked');
    }
    return user;
  }
}
