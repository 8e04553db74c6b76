import { createPublicKey } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { OpenIdSettings, SigningKeySettings, TokenAuthSettings, VerificationKeySettings } from './engine';
import { checkedUrl, type Environment, flag, needed, oneOf, text } from './environment';

/** What the environment says of tokens: how they are signed, whose are taken, how they travel. */
export type TokenConfig = Omit<TokenAuthSettings, 'revoked'>;

const shortestSecret = 20;

/**
 * Reads `JWT_…`, `OIDC_…` and `ADMIN_SECRET`.
 * Errors: Error that names the variable, and its value unless it is a secret.
 */
export function readTokenConfig(
  env: Environment,
  jwtSecret: Uint8Array,
  isProduction: boolean,
): { tokens: TokenConfig; authSecret?: string } {
  return {
    tokens: {
      key: signingKey(env, jwtSecret),
      olderKeys: [...olderSecrets(env), ...olderPublicKeys(env)],
      issuer: text(env, 'JWT_ISSUER'),
      audience: text(env, 'JWT_AUDIENCE'),
      useTokenCookie: flag(env, 'JWT_COOKIES'),
      // Decisions D23; 0 is for a proxy inside a closed network that says nothing about the caller's connection.
      requiresSecureConnection: oneOf(env, 'JWT_REQUIRE_HTTPS', isProduction ? ['1', '0'] : ['0', '1']) === '1',
      openId: openId(env),
    },
    authSecret: adminSecret(env),
  };
}

function signingKey(env: Environment, secret: Uint8Array): SigningKeySettings {
  const algorithm = oneOf(env, 'JWT_ALGORITHM', ['HS256', 'RS256', 'ES256']);
  if (algorithm !== 'HS256') {
    return { algorithm, privateKey: pem('JWT_PRIVATE_KEY', needed(env, 'JWT_PRIVATE_KEY', 'JWT_ALGORITHM')) };
  }
  if (text(env, 'JWT_PRIVATE_KEY') !== undefined) {
    throw new Error('JWT_PRIVATE_KEY needs JWT_ALGORITHM: RS256 or ES256.');
  }
  return { algorithm, secret };
}

/** A secret that was replaced lately: its tokens are read until they end. */
function olderSecrets(env: Environment): VerificationKeySettings[] {
  const secret = text(env, 'JWT_OLD_SECRET');
  if (secret === undefined) return [];
  if (Buffer.byteLength(secret) < 32) throw new Error('JWT_OLD_SECRET must have at least 32 bytes.');
  return [{ algorithm: 'HS256', secret: Buffer.from(secret) }];
}

/** One or more public keys, one behind the other: those that were replaced lately; the current one may be among them. */
function olderPublicKeys(env: Environment): VerificationKeySettings[] {
  const value = text(env, 'JWT_PUBLIC_KEY');
  if (value === undefined) return [];
  const found = pem('JWT_PUBLIC_KEY', value).match(/-----BEGIN PUBLIC KEY-----[^-]+-----END PUBLIC KEY-----/g);
  if (!found)
    throw new Error('JWT_PUBLIC_KEY must hold public keys in PEM form (BEGIN PUBLIC KEY), or name their file.');
  return found.map((publicKey) => ({ algorithm: algorithmOf(publicKey), publicKey }));
}

function algorithmOf(publicKey: string): 'RS256' | 'ES256' {
  return createPublicKey(publicKey).asymmetricKeyType === 'ec' ? 'ES256' : 'RS256';
}

/** The text itself, its line ends as `\n` where the environment has no better, or the name of the file that holds it. */
function pem(name: string, value: string): string {
  if (value.startsWith('-----BEGIN')) return value.replaceAll('\\n', '\n');
  try {
    return readFileSync(value, 'utf8');
  } catch (cause) {
    throw new Error(`${name} must be a key in PEM form or the name of a file that can be read.`, { cause });
  }
}

function openId(env: Environment): OpenIdSettings[] {
  const issuer = text(env, 'OIDC_ISSUER');
  if (issuer === undefined) {
    const alone = ['OIDC_JWKS_URL', 'OIDC_AUDIENCE', 'OIDC_CLAIMS'].find((name) => text(env, name) !== undefined);
    if (alone === undefined) return [];
    throw new Error(`OIDC_ISSUER must be set when ${alone} is.`);
  }
  const jwksUrl = text(env, 'OIDC_JWKS_URL');
  const protocols = ['https:', 'http:'];
  return [
    {
      issuer: checkedUrl('OIDC_ISSUER', issuer, protocols),
      jwksUrl: jwksUrl === undefined ? undefined : checkedUrl('OIDC_JWKS_URL', jwksUrl, protocols),
      audience: needed(env, 'OIDC_AUDIENCE', 'OIDC_ISSUER'),
      claims: claims(text(env, 'OIDC_CLAIMS') ?? ''),
    },
  ];
}

const claimNames = ['userId', 'userName', 'displayName', 'email', 'companyId', 'roles', 'permissions'] as const;

/** `roles=realm_access.roles,companyId=tenant`: where the provider's claims are called otherwise than the host's own. */
function claims(text: string): OpenIdSettings['claims'] {
  const pairs = text.split(',').filter((pair) => pair.trim() !== '');
  return Object.fromEntries(
    pairs.map((pair) => {
      const [name = '', claim = ''] = pair.split('=', 2).map((part) => part.trim());
      const known = claimNames.find((one) => one === name);
      if (known && claim !== '') return [known, claim];
      throw new Error(
        `OIDC_CLAIMS must be a list of <member>=<claim>, members being ${claimNames.join(', ')}; got '${pair}'.`,
      );
    }),
  );
}

/** Two names for one thing: what the contract calls auth secret, operators know as admin secret. */
function adminSecret(env: Environment): string | undefined {
  const [one, other] = [text(env, 'ADMIN_SECRET'), text(env, 'AUTH_SECRET')];
  if (one !== undefined && other !== undefined) throw new Error('Set ADMIN_SECRET or AUTH_SECRET, not both.');
  const secret = one ?? other;
  if (secret !== undefined && secret.length < shortestSecret) {
    throw new Error(`ADMIN_SECRET must have at least ${shortestSecret} characters: it opens every operation.`);
  }
  return secret;
}
