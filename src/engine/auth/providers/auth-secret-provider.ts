import { createHash, timingSafeEqual } from 'node:crypto';
import type { AuthProvider } from '../../core/auth-provider';
import type { RequestContext } from '../../core/request-context';
import { Session } from '../../core/session';
import { messageMember } from '../message-member';
import { parameter } from '../parameters';

/**
 * The operator's secret, for tools and emergencies: passes every guard as user `authsecret` with role Admin
 * (http-contract 6.9). In a form, the query, the header `authsecret` or a member `AuthSecret`; a wrong one counts as none.
 */
export class AuthSecretProvider implements AuthProvider {
  readonly name = 'authsecret';
  readonly priority = 0;
  private readonly digest: Buffer;

  /** Errors: Error for an empty secret. */
  constructor(secret: string) {
    if (secret === '') throw new Error('The admin secret must not be empty; leave it out to have none.');
    this.digest = sha256(secret);
  }

  async authenticate(context: RequestContext, found: Session | undefined): Promise<Session | undefined> {
    const sent = found ? undefined : sentSecret(context);
    // Digests have one length, so that the comparison takes the same time for all that is sent.
    if (sent === undefined || !timingSafeEqual(sha256(sent), this.digest)) return undefined;
    return new Session({
      isAuthenticated: true,
      userName: this.name,
      displayName: this.name,
      roles: ['Admin'],
      authProvider: this.name,
      holdsAuthSecret: true,
    });
  }
}

function sentSecret(context: RequestContext): string | undefined {
  const header = context.headers.authsecret;
  return (
    parameter(context, 'authsecret') ??
    (typeof header === 'string' && header !== '' ? header : undefined) ??
    messageMember(context, 'AuthSecret')
  );
}

function sha256(text: string): Buffer {
  return createHash('sha256').update(text, 'utf8').digest();
}
