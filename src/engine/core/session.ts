/** Who is calling, as the authentication providers found out. Anonymous calls have a session too. */
export class Session {
  readonly isAuthenticated: boolean;
  readonly userId?: string;
  readonly userName?: string;
  readonly displayName?: string;
  readonly email?: string;
  /** The tenant that the caller belongs to; absent for anonymous callers and users without a company. */
  readonly companyId?: string;
  readonly roles: readonly string[];
  readonly permissions: readonly string[];
  /** Name of the provider that recognised the caller: `credentials`, `jwt`, `apikey`. */
  readonly authProvider?: string;
  /** Public id of the API key that came with the call, whoever the user is. */
  readonly apiKeyId?: string;
  /** What that key is for; absent without a key. */
  readonly apiKeyScopes?: readonly string[];
  /** The call came with the operator's secret, which passes every guard (http-contract 6.9). */
  readonly holdsAuthSecret: boolean;

  constructor(init: Partial<Session> = {}) {
    this.isAuthenticated = init.isAuthenticated ?? false;
    this.userId = init.userId;
    this.userName = init.userName;
    this.displayName = init.displayName;
    this.email = init.email;
    this.companyId = init.companyId;
    this.roles = init.roles ?? [];
    this.permissions = init.permissions ?? [];
    this.authProvider = init.authProvider;
    this.apiKeyId = init.apiKeyId;
    this.apiKeyScopes = init.apiKeyScopes;
    this.holdsAuthSecret = init.holdsAuthSecret ?? false;
  }

  /** Case-sensitive (http-contract 6.8). */
  hasRole(role: string): boolean {
    return this.roles.includes(role);
  }
  hasAnyRole(roles: readonly string[]): boolean {
    return roles.some((role) => this.roles.includes(role));
  }
  hasPermission(permission: string): boolean {
    return this.permissions.includes(permission);
  }
}

export const anonymous = new Session();
