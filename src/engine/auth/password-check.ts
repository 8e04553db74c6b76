import type { Clock } from '../core/clock';
import { HttpError } from '../core/http-error';
import { hashPassword, verifyPassword } from './passwords';
import { type SignInContext, type SignInLimiter, unlimitedSignIns } from './sign-in-limiter';
import { isLockedAt, type LockRule, type UserAccount, type UserStore } from './user-store';
import { WorkLimit, type WorkLimitOptions } from './work-limit';

export interface PasswordCheckOptions {
  readonly users: UserStore;
  readonly clock: Clock;
  /** Default: 20 refused passwords lock an account for 15 minutes. */
  readonly lockout?: LockRule;
  /** Default: everybody may try as often as the lockout allows. */
  readonly limiter?: SignInLimiter;
  /**
   * Default: 2 at a time, since each takes a thread of four that files and name look-ups need too, and 19 MiB; 200 wait, which
   * is some seconds of work.
   */
  readonly hashing?: WorkLimitOptions;
}

const standardLockout: LockRule = { maxFailures: 20, lockSeconds: 15 * 60 };

/** Says whether a password is a user's, as seldom as a guesser has to be told and as slowly as hashing has to be. */
export class PasswordCheck {
  private readonly limit: WorkLimit;
  private readonly lockout: LockRule;
  private readonly limiter: SignInLimiter;

  constructor(private readonly options: PasswordCheckOptions) {
    this.limit = new WorkLimit(options.hashing ?? { concurrent: 2, waiting: 200 });
    this.lockout = options.lockout ?? standardLockout;
    this.limiter = options.limiter ?? unlimitedSignIns;
  }

  /**
   * The user with this name and password.
   *
   * Errors: HttpError 401 `Invalid Username or Password`, the same and as late for users that don't exist; 401
   *         `AuthenticationException` for locked accounts; 429 of the limiter; 503 when too many wait.
   */
  async userWith(userName: string, password: string, context: SignInContext): Promise<UserAccount> {
    await this.limiter.check(context, userName);
    // The account is read when it is its turn: whoever guesses many at once meets the lock that the first ones caused.
    const user = await this.limit.run(() => this.check(userName, password));
    if (!user) {
      await this.limiter.failed(context, userName);
      throw HttpError.unauthorized('Invalid Username or Password');
    }
    await this.limiter.succeeded(context, userName);
    return user;
  }

  hash(password: string): Promise<string> {
    return this.limit.run(() => hashPassword(password));
  }

  private async check(userName: string, password: string): Promise<UserAccount | undefined> {
    const { users, clock } = this.options;
    const user = await users.findByUserName(userName);
    // Before the password is looked at, or else a locked account would still tell which guess is right.
    if (user && isLockedAt(user, clock.now())) throw accountLocked();
    const isRight = await verifyPassword(user?.passwordHash, password);
    if (!user || !isRight) {
      await users.recordFailedSignIn(user?.id, this.lockout, clock.now());
      return undefined;
    }
    await users.recordSignIn(user.id);
    return user;
  }
}

export function accountLocked(): HttpError {
  return new HttpError(401, 'AuthenticationException', 'This account has been locked');
}
