import type { AuthProvider } from '../../core/auth-provider';
import { HttpError } from '../../core/http-error';
import type { RequestContext } from '../../core/request-context';
import type { Session } from '../../core/session';
import { ignores } from '../message-member';
import { sessionOfUser } from '../session-of-user';
import type { AccessTokens } from '../tokens/access-tokens';
import { isCompactToken } from '../tokens/compact-token';
import { setTokenCookie } from '../tokens/token-cookies';
import type { TokenIssuer } from '../tokens/token-issuer';
import { accessTokenOf, refreshTokenOf } from '../tokens/token-sources';

export interface JwtProviderOptions {
  /** Take `ss-tok` from form and query too. Default: false, addresses end up in logs. */
  readonly allowsParameter?: boolean;
  /** Refuse tokens that came over plain http. Default: false; the product: in production (decisions D23). */
  readonly requiresSecureConnection?: boolean;
}

/** Operations that see to tokens themselves: an old one must not stand in their way, nor be renewed on it. */
const ownBusiness: readonly (string | undefined)[] = ['GetAccessToken', 'AuthenticateLogout'];

/** Bearer tokens, in any of the places where http-contract 6.4 lets them stand; renews them where it can. */
export class JwtProvider implements AuthProvider {
  readonly name = 'jwt';
  readonly priority = 10;

  constructor(
    private readonly tokens: AccessTokens,
    private readonly issuer: TokenIssuer,
    private readonly options: JwtProviderOptions = {},
  ) {}

  /**
   * A token that is bad or over is renewed where a good refresh token came along; the answer then sets the new cookie.
   * Errors: as `AccessTokens.read`; 403 over plain http where https is required.
   */
  async authenticate(context: RequestContext, found: Session | undefined): Promise<Session | undefined> {
    if (found || ownBusiness.includes(context.operation?.name) || ignores(context, this.name)) return undefined;
    const presented = accessTokenOf(context, this.options.allowsParameter ?? false);
    const refresh = refreshTokenOf(context);
    if (presented === undefined && refresh === undefined) return undefined;
    // Anything else behind `Bearer` is an API key.
    const access = presented !== undefined && isCompactToken(presented) ? presented : undefined;
    if (access !== undefined || refresh !== undefined) this.checkConnection(context);
    return this.readOrRenew(context, access, refresh);
  }

  private async readOrRenew(
    context: RequestContext,
    access: string | undefined,
    refresh: string | undefined,
  ): Promise<Session | undefined> {
    try {
      const session = access === undefined ? undefined : await this.tokens.read(access, context.host.log);
      return session ?? (await this.renewed(context, refresh));
    } catch (error) {
      if (!(error instanceof HttpError) || error.errorCode !== 'TokenException') throw error;
      const session = await this.renewed(context, refresh);
      if (session) return session;
      throw error;
    }
  }

  /** `undefined`: there is no refresh token, or it is no good either, which is no news to whoever has been refused already. */
  private async renewed(context: RequestContext, refresh: string | undefined): Promise<Session | undefined> {
    if (refresh === undefined) return undefined;
    try {
      const { access, user } = await this.issuer.renew(refresh);
      setTokenCookie(context, access);
      return sessionOfUser(user, this.name);
    } catch (error) {
      if (error instanceof HttpError && error.status < 500) return undefined;
      throw error;
    }
  }

  private checkConnection({ isSecure }: RequestContext): void {
    if (isSecure || !this.options.requiresSecureConnection) return;
    throw HttpError.forbidden('Sending JWT over insecure connection forbidden when RequireSecureConnection=true');
  }
}
