import type { Clock } from '../core/clock';
import type { HostBuilder } from '../core/feature';
import { JwtProvider, type JwtProviderOptions } from './providers/jwt-provider';
import type { SignInStep } from './sign-in';
import { type TokenServiceOptions, TokenServices } from './token-services';
import { TokenSignIn } from './token-sign-in';
import { AccessTokens, type TokenValidator } from './tokens/access-tokens';
import type { OpenIdSettings } from './tokens/open-id-settings';
import { OpenIdTokens } from './tokens/open-id-tokens';
import { TokenIssuer } from './tokens/token-issuer';
import { type TokenSettings, Tokens } from './tokens/tokens';
import type { UserStore } from './user-store';

/** How a host uses tokens. */
export interface TokenAuthSettings extends TokenSettings, JwtProviderOptions {
  /**
   * Signing in sets the cookies `ss-tok` and `ss-reftok` in place of a session and of tokens in the body. Default: false
   * (decisions D23).
   */
  readonly useTokenCookie?: boolean;
  /** Providers whose tokens are taken beside the host's own. Default: none. */
  readonly openId?: readonly OpenIdSettings[];
  /** A last word on claims that are otherwise good. Default: none. */
  readonly isAcceptable?: TokenValidator;
}

/** All that tokens add to a host: the provider that reads them, the step that gives them, the operations that renew them. */
export class TokenParts {
  readonly tokens: Tokens;
  readonly signIn: SignInStep;
  private readonly issuer: TokenIssuer;
  private readonly provider: JwtProvider;

  /** Errors: as `Tokens` and `OpenIdTokens`. */
  constructor(
    private readonly settings: TokenAuthSettings,
    users: UserStore,
    clock: Clock,
  ) {
    this.tokens = new Tokens(settings, clock);
    this.issuer = new TokenIssuer(this.tokens, users, clock);
    const providers = (settings.openId ?? []).map((openId) => new OpenIdTokens(openId, clock));
    const access = new AccessTokens(this.tokens, providers, settings.isAcceptable);
    this.provider = new JwtProvider(access, this.issuer, settings);
    this.signIn = new TokenSignIn(this.issuer, this.useTokenCookie);
  }

  get useTokenCookie(): boolean {
    return this.settings.useTokenCookie ?? false;
  }

  register(host: HostBuilder, { endSession }: Pick<TokenServiceOptions, 'endSession'> = {}): void {
    const options = { useTokenCookie: this.useTokenCookie, endSession };
    host.authProvider(this.provider);
    host.service(TokenServices, () => new TokenServices(this.issuer, options));
  }
}
