import type { JWTPayload } from 'jose';
import { HttpError } from '../../core/http-error';
import { isCanonicalBase64url, longestToken } from './compact-token';

/** What a good refresh token says. */
export interface RefreshClaims {
  readonly userId: string;
  readonly tokenId?: string;
}

/** Reads what `verify` has found in it. Errors: HttpError 400 `ArgumentException` on `refreshToken`, and those of `verify`. */
export async function readRefreshToken(
  token: string,
  verify: (token: string) => Promise<JWTPayload | undefined>,
): Promise<RefreshClaims> {
  const parts = token.split('.');
  if (token.length > longestToken || parts.length !== 3 || !parts.every(isCanonicalBase64url)) {
    throw refused('Illegal base64url string!');
  }
  const payload = await verify(token);
  if (payload?.sub === undefined) throw refused('Token is invalid');
  return { userId: payload.sub, tokenId: payload.jti };
}

/** Errors of the one argument that renewing a token takes. */
export function missingRefreshToken(): HttpError {
  return HttpError.field(400, 'ArgumentNullException', 'refreshToken', 'refreshToken must be given, or its cookie.');
}

function refused(message: string): HttpError {
  return HttpError.field(400, 'ArgumentException', 'refreshToken', message);
}
