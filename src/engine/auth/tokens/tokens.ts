import { randomUUID } from 'node:crypto';
import { type JWTPayload, SignJWT } from 'jose';
import type { Clock } from '../../core/clock';
import { HttpError } from '../../core/http-error';
import type { Session } from '../../core/session';
import type { UserAccount } from '../user-store';
import { isCompactToken, unverified } from './compact-token';
import { type RefreshClaims, readRefreshToken } from './refresh-token';
import { Revocations, type RevokedTokenStore } from './revocations';
import { claimsOf, ownClaims, sessionOf } from './token-claims';
import { type EncryptionKeySettings, TokenEncryption } from './token-encryption';
import {
  KeyRing,
  type SigningKeySettings,
  signingKey,
  type VerificationKeySettings,
  verificationKey,
} from './token-keys';
import { tokenException, verifyToken } from './verify-token';

export interface TokenSettings {
  /** What signs; short for a `key` of HS256. One of the two is needed. */
  readonly secret?: Uint8Array;
  readonly key?: SigningKeySettings;
  /** Keys that signed until lately: their tokens are read, none is issued with them. Default: none. */
  readonly olderKeys?: readonly VerificationKeySettings[];
  /** Access tokens are encrypted around their signature (RSA-OAEP, A128CBC-HS256); those that are not are still read. Default: no. */
  readonly encryption?: EncryptionKeySettings;
  /** Default: `ssjwt` (http-contract 6.4). */
  readonly issuer?: string;
  /** Written into tokens and demanded of them. Default: none. */
  readonly audience?: string;
  /** Life of an access token in seconds. Default: 14 days. */
  readonly lifetimeSeconds?: number;
  /** Life of a refresh token in seconds. Default: 365 days. */
  readonly refreshLifetimeSeconds?: number;
  /** Default: nothing can be revoked. */
  readonly revoked?: RevokedTokenStore;
  /** How late this process may notice that another one has revoked a token. Default: 5,000. */
  readonly recheckRevokedMs?: number;
}

/** A signed token and when it ends. */
export interface IssuedToken {
  readonly token: string;
  readonly expiresAt: Date;
}

const day = 24 * 3600;
type Kind = 'JWT' | 'JWTR';

/** Issues, reads and revokes the host's own tokens: signed JWTs, `typ: JWT` for access, `typ: JWTR` for refreshing. */
export class Tokens {
  readonly issuer: string;
  private readonly keys: KeyRing;
  private readonly encryption?: TokenEncryption;
  private readonly revocations?: Revocations;

  /** Errors: Error for keys that are missing, too short or of another kind than their algorithm. */
  constructor(
    private readonly settings: TokenSettings,
    private readonly clock: Clock,
  ) {
    this.issuer = settings.issuer ?? 'ssjwt';
    this.keys = new KeyRing(signingKey(currentKey(settings)), (settings.olderKeys ?? []).map(verificationKey));
    this.encryption = settings.encryption && new TokenEncryption(settings.encryption);
    this.revocations = settings.revoked && new Revocations(settings.revoked, clock, settings.recheckRevokedMs);
  }

  /** An access token: who the user is and what they may, as of now. */
  async issue(user: UserAccount): Promise<IssuedToken> {
    const lifetime = this.settings.lifetimeSeconds ?? 14 * day;
    const issued = await this.sign('JWT', user.id, lifetime, { ...claimsOf(user), iss: this.issuer });
    return this.encryption ? { ...issued, token: await this.encryption.encrypt(issued.token) } : issued;
  }

  /** A token that is good for nothing but new access tokens of this user. */
  issueRefresh(userId: string): Promise<IssuedToken> {
    return this.sign('JWTR', userId, this.settings.refreshLifetimeSeconds ?? 365 * day, {});
  }

  /**
   * The caller that an access token names, or `undefined` for what is no token of ours: another form, issuer or signature.
   * Errors: HttpError 401 `TokenException` for a token that is expired, not yet valid, for somebody else or revoked.
   */
  async read(token: string): Promise<Session | undefined> {
    const payload = await this.readClaims(token);
    return payload && sessionOf(payload, ownClaims, 'jwt');
  }

  /** The claims of an access token; as `read`. */
  async readClaims(token: string): Promise<JWTPayload | undefined> {
    if (!isCompactToken(token)) return undefined;
    const signed = await this.decrypted(token);
    const payload = signed === undefined ? undefined : await this.verified(signed, 'JWT');
    await this.refuseRevoked(payload?.jti);
    return payload;
  }

  /**
   * Whose access a refresh token renews.
   * Errors: HttpError 400 `ArgumentException` for what is no refresh token of ours, 401 `TokenException` for one that is
   *         expired or revoked (http-contract 6.4).
   */
  async readRefresh(token: string): Promise<RefreshClaims> {
    const claims = await readRefreshToken(token, (text) => this.verified(text, 'JWTR'));
    await this.refuseRevoked(claims.tokenId);
    return claims;
  }

  /** An access token with its end; `undefined` when it is none of ours, or over. */
  async whenGood(token: string): Promise<IssuedToken | undefined> {
    const signed = isCompactToken(token) ? await this.decrypted(token) : undefined;
    const payload = signed === undefined ? undefined : await this.verifiedIfGood(signed, 'JWT');
    return payload?.exp === undefined ? undefined : { token, expiresAt: new Date(payload.exp * 1000) };
  }

  /** Ends a token, of either kind, before its time. What is no good anyway is passed over. Revoking twice is no error. */
  async revoke(token: string): Promise<void> {
    const signed = isCompactToken(token) ? await this.decrypted(token) : undefined;
    if (signed === undefined || !this.revocations) return;
    const payload = (await this.verifiedIfGood(signed, 'JWT')) ?? (await this.verifiedIfGood(signed, 'JWTR'));
    if (payload?.jti !== undefined && payload.exp !== undefined) await this.revokeById(payload.jti, payload.exp);
  }

  /** `expiresAt`: seconds since 1970, as in the token. Errors: Error on a host that has nowhere to remember it. */
  async revokeById(tokenId: string, expiresAt: number): Promise<void> {
    if (!this.revocations) throw new Error('Tokens cannot be revoked: the settings name no store for it.');
    await this.revocations.revoke(tokenId, new Date(expiresAt * 1000));
  }

  private async sign(typ: Kind, userId: string, lifetime: number, claims: JWTPayload): Promise<IssuedToken> {
    const { algorithm, kid, sign } = this.keys.current;
    const now = Math.floor(this.clock.now().getTime() / 1000);
    const jwt = new SignJWT(claims)
      .setProtectedHeader({ alg: algorithm, typ, kid })
      .setSubject(userId)
      .setIssuedAt(now)
      .setExpirationTime(now + lifetime)
      .setJti(randomUUID());
    if (this.settings.audience !== undefined) jwt.setAudience(this.settings.audience);
    return { token: await jwt.sign(sign), expiresAt: new Date((now + lifetime) * 1000) };
  }

  private async decrypted(token: string): Promise<string | undefined> {
    return token.split('.').length === 5 ? this.encryption?.decrypt(token) : token;
  }

  /** The claims when one of the keys has signed them. Errors: as `verifyToken`. */
  private async verified(token: string, typ: Kind): Promise<JWTPayload | undefined> {
    const header = unverified(token)?.header ?? {};
    for (const { algorithm, verify } of this.keys.candidates(header)) {
      const payload = await verifyToken(token, verify, {
        algorithms: [algorithm],
        typ,
        issuer: typ === 'JWT' ? this.issuer : undefined,
        audience: this.settings.audience,
        requiredClaims: ['sub', 'exp'],
        currentDate: this.clock.now(),
      });
      if (payload) return payload;
    }
    return undefined;
  }

  private async verifiedIfGood(token: string, typ: Kind): Promise<JWTPayload | undefined> {
    try {
      return await this.verified(token, typ);
    } catch (error) {
      // Expired or for somebody else.
      if (error instanceof HttpError) return undefined;
      throw error;
    }
  }

  private async refuseRevoked(tokenId: string | undefined): Promise<void> {
    if (tokenId !== undefined && (await this.revocations?.isRevoked(tokenId))) {
      throw tokenException('Token has been invalidated');
    }
  }
}

function currentKey({ key, secret }: TokenSettings): SigningKeySettings {
  if (key && secret) throw new Error('The token settings have both a key and a secret; only one of them can sign.');
  if (key) return key;
  if (!secret) throw new Error('The token settings need a key or a secret.');
  return { algorithm: 'HS256', secret };
}
