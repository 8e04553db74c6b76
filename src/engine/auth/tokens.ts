import { randomUUID } from 'node:crypto';
import { errors, type JWTPayload, jwtVerify, SignJWT } from 'jose';
import type { Clock } from '../core/clock';
import { HttpError } from '../core/http-error';
import { Session } from '../core/session';
import type { UserAccount } from './user-store';

export interface TokenSettings {
  /** Key of HMAC-SHA256, at least 32 bytes. */
  readonly secret: Uint8Array;
  /** Default: `missive`. */
  readonly issuer?: string;
  /** Life of a bearer token in seconds. Default: 14 days (http-contract 6.4). */
  readonly lifetimeSeconds?: number;
}

const algorithm = 'HS256';
// jose accepts `=` after the signature; one token must have one spelling (reliability 3.2 #12).
const compactForm = /^[\w-]+\.[\w-]+\.[\w-]+$/;
const longest = 8192;

/** Issues and reads bearer tokens: JWS with HS256, header `typ: JWT`. */
export class Tokens {
  private readonly issuer: string;
  private readonly lifetimeSeconds: number;

  constructor(
    private readonly settings: TokenSettings,
    private readonly clock: Clock,
  ) {
    if (settings.secret.length < 32) throw new Error('The token secret must have at least 32 bytes.');
    this.issuer = settings.issuer ?? 'missive';
    this.lifetimeSeconds = settings.lifetimeSeconds ?? 14 * 24 * 3600;
  }

  issue(user: UserAccount): Promise<string> {
    const now = Math.floor(this.clock.now().getTime() / 1000);
    return new SignJWT({
      name: user.displayName,
      preferred_username: user.userName,
      email: user.email,
      company: user.companyId,
      roles: user.roles,
      perms: user.permissions,
    })
      .setProtectedHeader({ alg: algorithm, typ: 'JWT' })
      .setIssuer(this.issuer)
      .setSubject(user.id)
      .setIssuedAt(now)
      .setExpirationTime(now + this.lifetimeSeconds)
      .setJti(randomUUID())
      .sign(this.settings.secret);
  }

  /**
   * The caller that a token names, or `undefined` for what is no token of ours: another form, issuer or signature.
   * Errors: HttpError 401 `TokenException` for a token that is expired or not yet valid.
   */
  async read(token: string): Promise<Session | undefined> {
    if (token.length > longest || !compactForm.test(token)) return undefined;
    try {
      const { payload } = await jwtVerify(token, this.settings.secret, {
        algorithms: [algorithm],
        typ: 'JWT',
        issuer: this.issuer,
        currentDate: this.clock.now(),
      });
      return toSession(payload);
    } catch (error) {
      if (error instanceof errors.JWTExpired) throw new HttpError(401, 'TokenException', 'Token has expired');
      if (error instanceof errors.JWTClaimValidationFailed && error.claim === 'nbf') {
        throw new HttpError(401, 'TokenException', 'Token not valid yet');
      }
      if (error instanceof errors.JOSEError) return undefined;
      throw error;
    }
  }
}

function toSession(payload: JWTPayload): Session {
  return new Session({
    isAuthenticated: true,
    userId: payload.sub,
    userName: text(payload.preferred_username),
    displayName: text(payload.name),
    email: text(payload.email),
    companyId: text(payload.company),
    roles: texts(payload.roles),
    permissions: texts(payload.perms),
    authProvider: 'jwt',
  });
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}
function texts(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((item) => typeof item === 'string') : [];
}
