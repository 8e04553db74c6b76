import { HttpError } from '../core/http-error';
import type { Guard, Operation } from '../core/operation';
import type { Session } from '../core/session';
import { claimText, hasClaim } from './claim-guard';
import { type CredentialGuard, credentialRefusal, hasCredential, isCredentialGuard } from './credential-guards';

/** Whether the operation asks who calls. */
export function needsAuthentication(operation: Operation): boolean {
  return operation.guards.some((guard) => guard.kind !== 'condition' && !isOpen(guard));
}

/**
 * The one decision whether this caller may call this operation, for every address form, batch element, gateway call and
 * job (http-contract 6.8). `challenge`: how the host asks who calls.
 *
 * Errors: 401 `Unauthorized` for callers who are not known, 403 `Forbidden` for those who lack a role or a permission, 400
 *         `InvalidRequest` for a message that fails a condition on it as a whole (http-contract 5.4).
 */
export function authorize(operation: Operation, session: Session, request: object, challenge?: string): void {
  for (const guard of operation.guards) {
    if (guard.kind === 'condition') {
      if (!guard.test(request)) throw conditionFailed(guard, operation);
      continue;
    }
    if (isOpen(guard) || session.holdsAuthSecret) continue;
    if (isCredentialGuard(guard)) {
      if (!hasCredential(guard, session)) throw credentialRefusal(guard);
      continue;
    }
    if (!session.isAuthenticated) throw notAuthenticated({ challenge, isByAttribute: guard.source === 'attribute' });
    if (!isMet(guard, session, operation.presentation.superRole)) throw refusal(guard);
  }
}

export interface Unknown {
  /** `WWW-Authenticate`. Default: a bearer token is asked for. */
  readonly challenge?: string;
  /** The `classic` profile answers without a body (http-contract 5.7). Default: false. */
  readonly isByAttribute?: boolean;
}

export function notAuthenticated({ challenge = 'Bearer realm="missive"', isByAttribute }: Unknown = {}): HttpError {
  return HttpError.unauthorized('Not Authenticated', { headers: { 'WWW-Authenticate': challenge }, isByAttribute });
}

function conditionFailed({ status, errorCode, message }: Guard, { name }: Operation): HttpError {
  const text = message ?? `The specified condition was not met for '${name}'`;
  return new HttpError(status ?? 400, errorCode ?? 'InvalidRequest', text);
}

/** A guard about who calls. */
type CallerGuard = Exclude<Guard, { kind: 'condition' } | CredentialGuard>;

// `AllowAnon` lets everybody in, `AllowAnyUser` whoever is signed in.
function isOpen(guard: Guard): boolean {
  return guard.kind === 'anyRole' && guard.names.includes('AllowAnon');
}

function isMet(guard: CallerGuard, session: Session, superRole: string | undefined): boolean {
  if (guard.kind === 'authenticated') return true;
  // The super role stands for roles and permissions, not for what a token says of its owner.
  if (guard.kind === 'claim') return hasClaim(session, guard.claim, guard.value);
  if (superRole !== undefined && session.hasRole(superRole)) return true;
  switch (guard.kind) {
    case 'allRoles':
      return guard.names.every((name) => name === 'AllowAnyUser' || session.hasRole(name));
    case 'anyRole':
      return guard.names.includes('AllowAnyUser') || session.hasAnyRole(guard.names);
    case 'allPermissions':
      return guard.names.every((name) => session.hasPermission(name));
    case 'anyPermission':
      return guard.names.some((name) => session.hasPermission(name));
  }
}

function refusal(guard: CallerGuard): HttpError {
  const isByAttribute = guard.source === 'attribute';
  const message = guard.message ?? (isByAttribute ? shortText(guard) : longText(guard));
  return new HttpError(guard.status ?? 403, guard.errorCode ?? 'Forbidden', message, { isByAttribute });
}

function shortText({ kind }: CallerGuard): string {
  return kind === 'allPermissions' || kind === 'anyPermission' ? 'Invalid Permission' : 'Invalid Role';
}

function longText(guard: CallerGuard): string {
  if (guard.kind === 'authenticated') return 'Not Authenticated';
  if (guard.kind === 'claim') return claimText(guard.claim, guard.value);
  const list = guard.names.join(', ');
  const many = guard.names.length > 1 ? 's' : '';
  switch (guard.kind) {
    case 'allRoles':
      return `${list} Role${many} Required`;
    case 'anyRole':
      return `Any of ${list} Roles Required`;
    case 'allPermissions':
      return `${list} Permission${many} Required`;
    case 'anyPermission':
      return `Any of ${list} Permissions Required`;
  }
}
