import type { RequestContext } from '../core/request-context';
import type { SignIn, SignInStep } from './sign-in';
import { dropTokenCookies, refreshCookie, setTokenCookies } from './tokens/token-cookies';
import type { TokenIssuer } from './tokens/token-issuer';
import { accessTokenOf } from './tokens/token-sources';

/** Gives whoever signs in an access token and a refresh token: in the body, or in cookies (http-contract 6.4). */
export class TokenSignIn implements SignInStep {
  constructor(
    private readonly issuer: TokenIssuer,
    private readonly useTokenCookie: boolean,
  ) {}

  async signedIn({ user, answer, context }: SignIn): Promise<void> {
    const { access, refresh } = await this.issuer.pair(user);
    if (this.useTokenCookie) return setTokenCookies(context, { access, refresh });
    answer.bearerToken = access.token;
    answer.refreshToken = refresh.token;
    // Tokens end at whole seconds; milliseconds are written only where there are any (decisions D3).
    answer.refreshTokenExpiry = refresh.expiresAt.toISOString().replace('.000Z', 'Z');
  }

  /** Ends the tokens that came with the request; others of the user, on other devices, stay good. */
  async signedOut(context: RequestContext): Promise<void> {
    for (const token of [accessTokenOf(context, false), refreshCookie(context)]) {
      if (token !== undefined) await this.issuer.tokens.revoke(token);
    }
    dropTokenCookies(context);
  }
}
