import type { JWTPayload } from 'jose';
import { Session } from '../../core/session';
import type { UserAccount } from '../user-store';

/** Where in a token the parts of a session stand; a dot goes into an object: `realm_access.roles`. */
export interface ClaimNames {
  readonly userId: string;
  readonly userName: string;
  readonly displayName: string;
  readonly email: string;
  readonly companyId: string;
  /** A list, or a text with blanks between the names. */
  readonly roles: string;
  readonly permissions: string;
}

/** The names of http-contract 6.4, and `company` for the tenant. */
export const ownClaims: ClaimNames = {
  userId: 'sub',
  userName: 'preferred_username',
  displayName: 'name',
  email: 'email',
  companyId: 'company',
  roles: 'roles',
  permissions: 'perms',
};

/** What an access token says of a user, beside `iss sub iat exp aud jti`. */
export function claimsOf(user: UserAccount): JWTPayload {
  return {
    email: user.email,
    name: user.displayName,
    preferred_username: user.userName,
    company: user.companyId,
    roles: user.roles,
    perms: user.permissions,
  };
}

/** The caller that a token names. Claims of another type than the session needs count as absent. */
export function sessionOf(payload: JWTPayload, names: ClaimNames, authProvider: string): Session {
  const at = (name: keyof ClaimNames) => claimAt(payload, names[name]);
  return new Session({
    isAuthenticated: true,
    userId: text(at('userId')),
    userName: text(at('userName')),
    displayName: text(at('displayName')),
    email: text(at('email')),
    companyId: text(at('companyId')),
    roles: texts(at('roles')),
    permissions: texts(at('permissions')),
    authProvider,
  });
}

// A claim whose own name has dots in it, as namespaced ones do, stands there literally.
function claimAt(payload: JWTPayload, name: string): unknown {
  if (Object.hasOwn(payload, name)) return payload[name];
  return name.split('.').reduce<unknown>((value, part) => {
    const isObject = typeof value === 'object' && value !== null && Object.hasOwn(value, part);
    return isObject ? (value as Record<string, unknown>)[part] : undefined;
  }, payload);
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

function texts(value: unknown): string[] {
  if (typeof value === 'string') return value.split(' ').filter((item) => item !== '');
  return Array.isArray(value) ? value.filter((item) => typeof item === 'string') : [];
}
