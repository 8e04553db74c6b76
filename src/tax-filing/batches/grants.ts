import type { Session } from '../../engine';

/** Which roles and permissions a caller may give to the accounts that it registers. */
export interface Grants {
  mayGrantRole(role: string): boolean;
  mayGrantPermission(permission: string): boolean;
}

/** Role Admin grants everything except `superadmin`; others grant what they hold themselves (domain 4, rule 8). */
export function grantsOf(caller: Pick<Session, 'roles' | 'permissions'>): Grants {
  const isAdmin = caller.roles.includes('Admin');
  return {
    mayGrantRole: (role) => role !== 'superadmin' && (isAdmin || caller.roles.includes(role)),
    mayGrantPermission: (permission) => isAdmin || caller.permissions.includes(permission),
  };
}
