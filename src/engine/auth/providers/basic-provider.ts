import type { Authenticate } from '../../../../dtos/auth';
import type { AuthProvider } from '../../core/auth-provider';
import { HttpError } from '../../core/http-error';
import type { RequestContext } from '../../core/request-context';
import type { Session } from '../../core/session';
import { needsAuthentication } from '../authorize';
import type { PasswordCheck } from '../password-check';
import type { SignInProvider } from '../sign-in';
import type { UserAccount } from '../user-store';

interface BasicParts {
  readonly passwords: PasswordCheck;
  /** Makes the user stay signed in, as a sign-in by message would. */
  readonly signIn: (user: UserAccount, context: RequestContext) => Promise<Session>;
}

/**
 * `Authorization: Basic …` (RFC 7617): signs in at `POST /auth/basic`, and on any operation that needs a caller
 * (http-contract 6.5).
 */
export class BasicProvider implements AuthProvider, SignInProvider {
  readonly name = 'basic';
  /** After tokens and sessions: whoever is known already pays for no hash. */
  readonly priority = 18;

  constructor(private readonly parts: BasicParts) {}

  /** Errors: HttpError 401 `Invalid Username or Password`, or for a locked account. */
  async authenticate(context: RequestContext, found: Session | undefined): Promise<Session | undefined> {
    const { operation } = context;
    if (found || !operation || !needsAuthentication(operation)) return undefined;
    const sent = basicCredentials(context.headers.authorization);
    // Without password it is an API key's form.
    if (!sent || sent.password === '') return undefined;
    const user = await this.parts.passwords.userWith(sent.userName, sent.password, context);
    return this.parts.signIn(user, context);
  }

  async signIn(_request: Authenticate, context: RequestContext): Promise<UserAccount> {
    const sent = basicCredentials(context.headers.authorization);
    if (!sent) throw HttpError.unauthorized('Invalid BasicAuth Credentials');
    return this.parts.passwords.userWith(sent.userName, sent.password, context);
  }
}

/** `undefined` for another scheme, and for what is no base64 of `user:password`. */
export function basicCredentials(header: string | undefined): { userName: string; password: string } | undefined {
  const encoded = /^Basic +([\w+/-]+=*)$/i.exec(header ?? '')?.[1];
  if (encoded === undefined) return undefined;
  const text = Buffer.from(encoded, 'base64').toString('utf8');
  const colon = text.indexOf(':');
  if (colon < 1 || text.includes('\0')) return undefined;
  return { userName: text.slice(0, colon), password: text.slice(colon + 1) };
}
