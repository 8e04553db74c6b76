import type { UserAccount } from '../user-store';

export interface NewSession {
  readonly idHash: Buffer;
  readonly userId: string;
  /** Name of the provider that the user signed in by. */
  readonly authProvider: string;
  readonly createdAt: Date;
  readonly expiresAt: Date;
}

export interface FoundSession {
  /** As the user is now: roles that were taken away are gone from the session too. */
  readonly user: UserAccount;
  readonly authProvider: string;
}

/** Where sessions are kept; implemented by the data layer. Ids go in as their hashes. */
export interface SessionStore {
  add(session: NewSession): Promise<void>;
  /** `undefined` for sessions that are unknown, ended or past `expiresAt`. */
  find(idHash: Buffer, now: Date): Promise<FoundSession | undefined>;
  /** Ending what has ended is no error. */
  remove(idHash: Buffer): Promise<void>;
  removeOfUser(userId: string): Promise<void>;
  /** Answers how many there were. */
  removeExpired(now: Date): Promise<number>;
}
