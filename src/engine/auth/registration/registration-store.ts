import type { UserAccount } from '../user-store';

export interface NewAccount {
  readonly userName: string;
  readonly email?: string;
  readonly displayName?: string;
  readonly passwordHash: string;
}

/** Where new users go; implemented by the data layer. */
export interface RegistrationStore {
  /** Case-insensitive. */
  isEmailTaken(email: string): Promise<boolean>;
  /** `undefined`: the user name is taken, perhaps since a moment ago. */
  add(account: NewAccount): Promise<UserAccount | undefined>;
}

export interface RoleChange {
  readonly roles: readonly string[];
  readonly permissions: readonly string[];
}

/** Where roles are kept. Both answer the user as he is afterwards, `undefined` when there is none. */
export interface RoleStore {
  assign(userId: string, change: RoleChange): Promise<UserAccount | undefined>;
  unassign(userId: string, change: RoleChange): Promise<UserAccount | undefined>;
}
