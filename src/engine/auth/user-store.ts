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
  readonly isLocked: boolean;
}

/** Where users are kept; implemented by the data layer. */
export interface UserStore {
  /** Case-insensitive. */
  findByUserName(userName: string): Promise<UserAccount | undefined>;
}

/** An API key as the guard needs it. */
export interface ApiKeyRecord {
  /** Public id; never the secret. */
  readonly id: string;
  readonly companyId: string;
  readonly isActive: boolean;
  readonly expiresAt?: Date;
  /** Addresses that may use it; empty: all. */
  readonly allowedIpAddresses: readonly string[];
  readonly roles: readonly string[];
}

/** Where API keys are kept; only their SHA-256 is. */
export interface ApiKeyStore {
  findBySecret(secret: string): Promise<ApiKeyRecord | undefined>;
}
