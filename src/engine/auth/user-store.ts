/** A user as sign-in needs it. */
export interface UserAccount {
  readonly id: string;
  readonly userName: string;
  readonly displayName?: string;
  readonly email?: string;
  /** Tenant; absent for users of no company. */
  readonly companyId?: string;
  /** argon2id in PHC form; absent: the user has no password and cannot sign in with one. */
  readonly passwordHash?: string;
  readonly roles: readonly string[];
  readonly permissions: readonly string[];
  /** Until somebody unlocks the account. */
  readonly isLocked: boolean;
  /** Locked by refused passwords until then; may be past. */
  readonly lockedUntil?: Date;
}

/** What a refused password does to an account. */
export interface LockRule {
  /** Refused passwords, one after another, that lock the account. */
  readonly maxFailures: number;
  /** How long it is locked then, in seconds; absent: until somebody unlocks it. */
  readonly lockSeconds?: number;
}

/** Where users are kept; implemented by the data layer. */
export interface UserStore {
  /** Case-insensitive. */
  findByUserName(userName: string): Promise<UserAccount | undefined>;
  /** With or without `passwordHash`. */
  findById(id: string): Promise<UserAccount | undefined>;
  /**
   * Counts a refused password, from 1 again once a lock's time is over, and locks the account as the rule says.
   * `undefined`: nobody has the user name, which takes the same statement.
   */
  recordFailedSignIn(userId: string | undefined, rule: LockRule, now: Date): Promise<void>;
  /** Forgets refused passwords. */
  recordSignIn(userId: string): Promise<void>;
}

export function isLockedAt({ isLocked, lockedUntil }: UserAccount, now: Date): boolean {
  return isLocked || (lockedUntil !== undefined && lockedUntil > now);
}
