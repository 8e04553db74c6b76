import type { Session } from '../core/session';
import { ownClaims } from './tokens/token-claims';

/** Short names by which .NET clients and guards know claims that tokens write in the plural. */
const aliases: Readonly<Record<string, string>> = { role: ownClaims.roles, perm: ownClaims.permissions };

/**
 * Whether a caller has a claim, however the caller was recognised: claims are the session's parts under the names that
 * they have in the host's own tokens (http-contract 6.4). Case-sensitive.
 */
export function hasClaim(session: Session, type: string, value: string): boolean {
  const name = aliases[type] ?? type;
  const part = (Object.keys(ownClaims) as (keyof typeof ownClaims)[]).find((key) => ownClaims[key] === name);
  const found = part === undefined ? undefined : session[part];
  return typeof found === 'string' ? found === value : (found?.includes(value) ?? false);
}

export function claimText(type: string, value: string): string {
  return type === 'perm' ? `${value} Permission Required` : `${type} Claim with '${value}' is Required`;
}
