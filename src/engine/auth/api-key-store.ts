/** An API key as the guard needs it. */
export interface ApiKeyRecord {
  /** Public id; never the secret. */
  readonly id: string;
  /** Whose caller it is; absent: nobody's in particular. */
  readonly companyId?: string;
  readonly isActive: boolean;
  readonly expiresAt?: Date;
  /** Addresses and networks (CIDR) that may use it; empty: all. */
  readonly allowedIpAddresses: readonly string[];
  /** What `ApiKey(scope)` asks for; `Admin` stands for all. They are the roles of a call with the key alone (decisions D33). */
  readonly scopes: readonly string[];
  /** Names of the only operations that it is for; empty: all. */
  readonly operations: readonly string[];
}

/** Where API keys are kept; only their SHA-256 is. */
export interface ApiKeyStore {
  findBySecret(secret: string): Promise<ApiKeyRecord | undefined>;
}
