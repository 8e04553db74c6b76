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
