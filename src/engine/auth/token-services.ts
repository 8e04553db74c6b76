import {
  ConvertSessionToToken,
  ConvertSessionToTokenResponse,
  GetAccessToken,
  GetAccessTokenResponse,
} from '../../../dtos/auth-tokens';
import { HttpError } from '../core/http-error';
import type { RequestContext } from '../core/request-context';
import { Handles, Service } from '../core/service';
import { missingRefreshToken } from './tokens/refresh-token';
import { refreshCookie, setTokenCookie } from './tokens/token-cookies';
import type { TokenIssuer } from './tokens/token-issuer';
import { accessTokenOf } from './tokens/token-sources';
import type { IssuedToken } from './tokens/tokens';

export interface TokenServiceOptions {
  /** Tokens go into cookies alone; else `ConvertSessionToToken` answers its token too. */
  readonly useTokenCookie: boolean;
  /** Ends the server-side session of a request and takes its cookies back; absent: the host has no sessions. */
  readonly endSession?: (context: RequestContext) => Promise<void>;
}

/** Renews access tokens, and turns sessions into tokens (http-contract 6.4). */
export class TokenServices extends Service {
  constructor(
    private readonly issuer: TokenIssuer,
    private readonly options: TokenServiceOptions,
  ) {
    super();
  }

  /** Errors: 400 without refresh token and for what is none, 401 for one that is over and for accounts that are locked or gone. */
  @Handles(GetAccessToken, 'ANY')
  async renew(request: GetAccessToken): Promise<GetAccessTokenResponse> {
    const fromCookie = request.refreshToken ? undefined : refreshCookie(this.context);
    const refreshToken = request.refreshToken || fromCookie;
    if (refreshToken === undefined) throw missingRefreshToken();
    const { access } = await this.issuer.renew(refreshToken);
    if (fromCookie === undefined && !this.options.useTokenCookie) {
      return new GetAccessTokenResponse({ accessToken: access.token });
    }
    setTokenCookie(this.context, access);
    return new GetAccessTokenResponse();
  }

  /** Errors: 401 for nobody, and for accounts that are locked or gone; 403 for callers who are no user of this host. */
  @Handles(ConvertSessionToToken, 'ANY')
  async convert(request: ConvertSessionToToken): Promise<ConvertSessionToTokenResponse> {
    const { context } = this;
    const access = await this.accessToken();
    if (access) setTokenCookie(context, access);
    if (!request.preserveSession) await this.options.endSession?.(context);
    const isInBody = access !== undefined && !this.options.useTokenCookie;
    return new ConvertSessionToTokenResponse(isInBody ? { accessToken: access.token } : {});
  }

  /** `undefined`: this very request has been given a new one already, in its cookie. */
  private async accessToken(): Promise<IssuedToken | undefined> {
    const { userId, authProvider } = this.session;
    if (userId === undefined || authProvider === 'openid') {
      throw HttpError.forbidden('Only a user of this host who is signed in can be given a token.');
    }
    if (authProvider !== 'jwt') return this.issuer.accessFor(userId);
    // Asking makes no token live longer.
    const presented = accessTokenOf(this.context, false);
    return presented === undefined ? undefined : this.issuer.tokens.whenGood(presented);
  }
}
