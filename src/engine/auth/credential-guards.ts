import { HttpError } from '../core/http-error';
import type { Guard } from '../core/operation';
import type { Session } from '../core/session';

/** A guard about what came with the call, rather than about who the user is. */
export type CredentialGuard = Extract<Guard, { kind: 'apiKey' | 'authSecret' }>;

export function isCredentialGuard(guard: Guard): guard is CredentialGuard {
  return guard.kind === 'apiKey' || guard.kind === 'authSecret';
}

/** Whether the call brought the key or the secret; the secret passes for a key too (http-contract 6.6). */
export function hasCredential(guard: CredentialGuard, { holdsAuthSecret, apiKeyScopes }: Session): boolean {
  if (holdsAuthSecret) return true;
  if (guard.kind === 'authSecret' || !apiKeyScopes) return false;
  const isEnough = (scope: string) => scope === 'Admin' || guard.scopes.includes(scope);
  return guard.scopes.length === 0 || apiKeyScopes.some(isEnough);
}

/** 401 whoever calls: without the right key nobody learns what would have been needed. */
export function credentialRefusal({ kind, status, errorCode, message }: CredentialGuard): HttpError {
  const text = message ?? (kind === 'apiKey' ? 'Invalid API Key' : 'Not Authenticated');
  return new HttpError(status ?? 401, errorCode ?? 'Unauthorized', text);
}
