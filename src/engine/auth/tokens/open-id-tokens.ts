import type { Clock } from '../../core/clock';
import type { Log } from '../../core/log';
import type { Session } from '../../core/session';
import { unverified } from './compact-token';
import { OpenIdKeys } from './open-id-keys';
import { type OpenIdOptions, type OpenIdSettings, openIdOptions } from './open-id-settings';
import { sessionOf } from './token-claims';
import { verifyToken } from './verify-token';

// RFC 9068 calls access tokens `at+jwt`; most providers say `JWT`, or nothing.
const types: readonly unknown[] = [undefined, 'jwt', 'at+jwt', 'application/at+jwt'];

/** Reads the access tokens of an OpenID provider; issuer, audience and algorithms are pinned. */
export class OpenIdTokens {
  readonly issuer: string;
  private readonly options: OpenIdOptions;
  private readonly keys: OpenIdKeys;

  /** Errors: Error for addresses that are not https. */
  constructor(
    settings: OpenIdSettings,
    private readonly clock: Clock,
  ) {
    this.options = openIdOptions(settings);
    this.issuer = settings.issuer;
    this.keys = new OpenIdKeys(this.options, clock);
  }

  /**
   * The caller that a signed token names; `undefined`: the provider has not issued it, or not as an access token.
   * Errors: HttpError 401 `TokenException` as for the host's own tokens, 503 while the provider's keys cannot be had.
   */
  async read(token: string, log?: Log): Promise<Session | undefined> {
    const { header } = unverified(token) ?? {};
    if (!header || !this.isAcceptable(header)) return undefined;
    const key = await this.keys.find(header, log);
    if (!key) return undefined;
    const { algorithms, issuer, audience, clockToleranceSeconds: clockTolerance, claims } = this.options;
    const payload = await verifyToken(token, key, {
      algorithms,
      issuer,
      audience,
      clockTolerance,
      requiredClaims: ['sub', 'exp'],
      currentDate: this.clock.now(),
    });
    return payload && sessionOf(payload, claims, 'openid');
  }

  private isAcceptable({ alg, typ }: Readonly<Record<string, unknown>>): boolean {
    const type = typeof typ === 'string' ? typ.toLowerCase() : typ;
    return typeof alg === 'string' && this.options.algorithms.includes(alg) && types.includes(type);
  }
}
