import type { AuthProvider } from '../../core/auth-provider';
import type { RequestContext } from '../../core/request-context';
import type { Session } from '../../core/session';
import type { Tokens } from '../tokens';

/** `Authorization: Bearer <token>` with a token that this host issued. */
export class JwtProvider implements AuthProvider {
  readonly name = 'jwt';
  readonly priority = 10;

  constructor(private readonly tokens: Tokens) {}

  async authenticate({ headers }: RequestContext, found: Session | undefined): Promise<Session | undefined> {
    if (found) return undefined;
    const match = /^Bearer +(\S+)$/i.exec(headers.authorization ?? '');
    return match?.[1] === undefined ? undefined : this.tokens.read(match[1]);
  }
}
