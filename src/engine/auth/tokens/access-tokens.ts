import type { JWTPayload } from 'jose';
import { HttpError } from '../../core/http-error';
import type { Log } from '../../core/log';
import type { Session } from '../../core/session';
import { isCompactToken, unverified } from './compact-token';
import type { OpenIdTokens } from './open-id-tokens';
import { ownClaims, sessionOf } from './token-claims';
import type { Tokens } from './tokens';

/** A host's own say about the claims of its tokens; false: 403 `Token is invalid`. */
export type TokenValidator = (claims: Readonly<JWTPayload>) => boolean | Promise<boolean>;

/** The access tokens that a host takes: its own, and those of OpenID providers, told apart by their issuer. */
export class AccessTokens {
  constructor(
    private readonly own: Tokens,
    private readonly providers: readonly OpenIdTokens[] = [],
    private readonly isAcceptable?: TokenValidator,
  ) {
    const issuers = [own, ...providers].map(({ issuer }) => issuer);
    const twice = issuers.find((issuer, index) => issuers.indexOf(issuer) !== index);
    if (twice !== undefined) throw new Error(`Two sources of tokens have the issuer '${twice}'.`);
  }

  /**
   * The caller that a token names; `undefined`: nobody whom this host trusts has issued it.
   * Errors: HttpError 401 `TokenException`, 403 by the host's validator, 503 while a provider's keys cannot be had.
   */
  async read(token: string, log?: Log): Promise<Session | undefined> {
    if (!isCompactToken(token)) return undefined;
    const provider = this.providerOf(token);
    return provider ? provider.read(token, log) : this.readOwn(token);
  }

  /** Nothing is verified yet: what a token says of its issuer only tells whose keys to try. */
  private providerOf(token: string): OpenIdTokens | undefined {
    const issuer = this.providers.length > 0 ? unverified(token)?.payload.iss : undefined;
    return this.providers.find((candidate) => candidate.issuer === issuer);
  }

  private async readOwn(token: string): Promise<Session | undefined> {
    const claims = await this.own.readClaims(token);
    if (!claims) return undefined;
    if (this.isAcceptable && !(await this.isAcceptable(claims))) throw HttpError.forbidden('Token is invalid');
    return sessionOf(claims, ownClaims, 'jwt');
  }
}
