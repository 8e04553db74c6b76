import { HttpError } from '../core/http-error';
import type { Guard, Operation } from '../core/operation';
import type { Session } from '../core/session';

/** Whether the operation asks who calls. */
export function needsAuthentication(operation: Operation): boolean {
  return operation.guards.some((guard) => !isOpen(guard));
}

/**
 * The one decision whether this caller may call this operation, for every address form, batch element, gateway call and
 * job (http-contract 6.8).
 *
 * Errors: 401 `Unauthorized` for callers who are not known, 403 `Forbidden` for those who lack a role or a permission.
 */
export function authorize(operation: Operation, session: Session): void {
  for (const guard of operation.guards) {
    if (isOpen(guard)) continue;
    if (!session.isAuthenticated) throw notAuthenticated();
    if (!isMet(guard, session, operation.presentation.superRole)) {
      throw HttpError.forbidden(
        guard.kind.endsWith('Permission') || guard.kind === 'allPermissions' ? 'Invalid Permission' : 'Invalid Role',
      );
    }
  }
}

export function notAuthenticated(): HttpError {
  return HttpError.unauthorized('Not Authenticated', { headers: { 'WWW-Authenticate': 'Bearer realm="missive"' } });
}

// `AllowAnon` lets everybody in, `AllowAnyUser` whoever is signed in.
function isOpen(guard: Guard): boolean {
  return guard.kind === 'anyRole' && guard.names.includes('AllowAnon');
}

function isMet(guard: Guard, session: Session, superRole: string | undefined): boolean {
  switch (guard.kind) {
    case 'authenticated':
      return true;
    case 'allRoles':
      return (
        isSuper(session, superRole) || guard.names.every((name) => name === 'AllowAnyUser' || session.hasRole(name))
      );
    case 'anyRole':
      return isSuper(session, superRole) || guard.names.includes('AllowAnyUser') || session.hasAnyRole(guard.names);
    case 'allPermissions':
      return isSuper(session, superRole) || guard.names.every((name) => session.hasPermission(name));
    case 'anyPermission':
      return isSuper(session, superRole) || guard.names.some((name) => session.hasPermission(name));
  }
}

function isSuper(session: Session, superRole: string | undefined): boolean {
  return superRole !== undefined && session.hasRole(superRole);
}
