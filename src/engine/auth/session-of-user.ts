import { Session } from '../core/session';
import type { UserAccount } from './user-store';

/** The caller that a user is, recognised by this provider. */
export function sessionOfUser(user: UserAccount, authProvider: string): Session {
  return new Session({
    isAuthenticated: true,
    userId: user.id,
    userName: user.userName,
    displayName: user.displayName,
    email: user.email,
    companyId: user.companyId,
    roles: user.roles,
    permissions: user.permissions,
    authProvider,
  });
}
