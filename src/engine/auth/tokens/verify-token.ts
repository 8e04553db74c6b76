import type { KeyObject } from 'node:crypto';
import { type CryptoKey, errors, type JWTPayload, type JWTVerifyOptions, jwtVerify } from 'jose';
import { HttpError } from '../../core/http-error';

/** What was presented is a token of ours, and is refused (http-contract 6.4). */
export function tokenException(message: string): HttpError {
  return new HttpError(401, 'TokenException', message);
}

/** `algorithms` must be stated: the token never chooses. */
export type VerifyOptions = JWTVerifyOptions & { readonly algorithms: string[]; readonly currentDate: Date };

/**
 * The claims of a token whose signature the key accepts; `undefined` for another signature, type, issuer, or a missing claim.
 *
 * Errors: HttpError 401 `TokenException` for a token that is expired, not yet valid or for somebody else.
 */
export async function verifyToken(
  token: string,
  key: KeyObject | CryptoKey,
  options: VerifyOptions,
): Promise<JWTPayload | undefined> {
  try {
    const { payload } = await jwtVerify(token, key, options);
    return payload;
  } catch (error) {
    const refusal = refusalOf(error);
    if (refusal) throw refusal;
    if (error instanceof errors.JOSEError) return undefined;
    throw error;
  }
}

function refusalOf(error: unknown): HttpError | undefined {
  if (error instanceof errors.JWTExpired) return tokenException('Token has expired');
  if (!(error instanceof errors.JWTClaimValidationFailed) || error.reason !== 'check_failed') return undefined;
  if (error.claim === 'nbf') return tokenException('Token not valid yet');
  if (error.claim === 'aud') return tokenException('Token is for another audience');
  return undefined;
}
