import type { Operation } from '../core/operation';
import type { Session } from '../core/session';

const superRole = 'Admin';
const pseudoRoles: ReadonlySet<string> = new Set(['AllowAnon', 'AllowAnyUser']);

/**
 * The roles that a caller is told to have: those of the account, and for `Admin` also every role that some guard asks for
 * and that `Admin` passes (http-contract 6.2, decisions D22).
 */
export function toldRoles({ roles }: Pick<Session, 'roles'>, operations: readonly Operation[]): string[] {
  if (!roles.includes(superRole)) return [...roles];
  const passed = operations.filter(({ presentation }) => presentation.superRole === superRole).flatMap(roleNames);
  return [...new Set([...roles, ...passed])];
}

function roleNames({ guards }: Operation): string[] {
  return guards
    .flatMap((guard) => (guard.kind === 'allRoles' || guard.kind === 'anyRole' ? guard.names : []))
    .filter((name) => !pseudoRoles.has(name));
}
