import { createHash } from 'node:crypto';
import { Account } from '../../../dtos/tax-filing';

const secretMembers = ['salt', 'passwordHash', 'digestHa1Hash'] as const;

/** The secrets that came with an account, as they are stored. */
export interface AccountSecrets {
  readonly salt: string | null;
  readonly passwordHash: string | null;
  readonly digestHa1Hash: string | null;
  /** Tells two sets of secrets apart without showing either. */
  readonly fingerprint: string;
}

/** What an account carries of secrets; `undefined` when it carries none. */
export function secretsOf(account: Account): AccountSecrets | undefined {
  const { salt = null, passwordHash = null } = account;
  const digestHa1Hash = account.digestHa1Hash?.toLowerCase() ?? null;
  if (salt === null && passwordHash === null && digestHa1Hash === null) return undefined;
  const fingerprint = createHash('sha256')
    .update(JSON.stringify([salt, passwordHash, digestHa1Hash]))
    .digest('hex');
  return { salt, passwordHash, digestHa1Hash, fingerprint };
}

/** A copy of an account that may be answered: secrets are never echoed (decisions D9). */
export function withoutSecrets(account: Account): Account {
  const copy = new Account(account);
  for (const member of secretMembers) delete copy[member];
  return copy;
}
