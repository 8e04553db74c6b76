import { roles } from '../booking-service';

/** The roles that a caller may give to an API key: their own, and what those include. Others' keys never gain rights. */
export function grantableRoles(own: readonly string[]): ReadonlySet<string> {
  if (own.includes(roles.superadmin)) return new Set(Object.values(roles));
  return new Set([...own, ...(own.includes(roles.write) ? [roles.read] : [])]);
}
