import type { MetadataOperationType } from '../metadata/metadata-types';

/** What an operation asks of its callers. */
export type Access = Pick<
  MetadataOperationType,
  'requiresAuth' | 'requiredRoles' | 'requiresAnyRole' | 'requiredPermissions' | 'requiresAnyPermission'
>;

/**
 * What a caller has to have, as rows of label and names: `Required role:` `Admin` (metadata-and-types 1.3). Empty where
 * everybody may call, whatever the lists say.
 */
export function accessRows(access: Access): { readonly label: string; readonly names: string }[] {
  const { requiresAuth, requiredRoles = [], requiresAnyRole = [] } = access;
  const { requiredPermissions = [], requiresAnyPermission = [] } = access;
  if (!requiresAuth) return [];
  const rows = [
    row(requiredRoles, 'Required role:', 'Required roles:'),
    row(requiresAnyRole, 'Requires the role:', 'Requires any of the roles:'),
    row(requiredPermissions, 'Required permission:', 'Required permissions:'),
    row(requiresAnyPermission, 'Requires the permission:', 'Requires any of the permissions:'),
  ];
  return rows.filter(({ names }) => names !== '');
}

function row(names: readonly string[], one: string, many: string) {
  return { label: names.length > 1 ? many : one, names: names.join(', ') };
}

/** Of the lock on the index: `Requires Roles: Admin, Manager?. Requires Permissions: CanAdd`; any-of names end with `?`. */
export function lockTitle(access: Access): string | undefined {
  const { requiresAuth, requiredRoles = [], requiresAnyRole = [] } = access;
  const { requiredPermissions = [], requiresAnyPermission = [] } = access;
  if (!requiresAuth) return undefined;
  const roles = [...requiredRoles, ...requiresAnyRole.map((name) => `${name}?`)];
  const permissions = [...requiredPermissions, ...requiresAnyPermission.map((name) => `${name}?`)];
  const parts = [
    ...(roles.length > 0 ? [`Requires Roles: ${roles.join(', ')}`] : []),
    ...(permissions.length > 0 ? [`Requires Permissions: ${permissions.join(', ')}`] : []),
  ];
  return parts.join('. ') || 'Requires Authentication';
}
