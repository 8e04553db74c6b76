import { type ClaimNames, ownClaims } from './token-claims';

/** An OpenID provider whose tokens this host takes beside its own. */
export interface OpenIdSettings {
  /** As it stands in `iss`, letter for letter. */
  readonly issuer: string;
  /** As it stands in `aud`: tokens of the same provider for somebody else are refused. */
  readonly audience: string;
  /** Where its keys are. Default: what `<issuer>/.well-known/openid-configuration` says. */
  readonly jwksUrl?: string;
  /** Default: RS256 and ES256. Secrets (HS256) are never taken from a provider. */
  readonly algorithms?: readonly ('RS256' | 'RS384' | 'RS512' | 'PS256' | 'ES256' | 'ES384' | 'EdDSA')[];
  /** Where the session's parts stand in the claims. Default: as in the host's own tokens. */
  readonly claims?: Partial<ClaimNames>;
  /** How far the clocks may be apart. Default: 30. */
  readonly clockToleranceSeconds?: number;
  /** Life of the keys in memory. Default: 600 s. */
  readonly keysLifetimeMs?: number;
  /** Between two questions for keys that are not known, or after one that failed. Default: 30 s. */
  readonly cooldownMs?: number;
  /** How old keys may become while the provider does not answer. Default: one day. */
  readonly longestOutageMs?: number;
  /** For one question. Default: 5 s. */
  readonly timeoutMs?: number;
  /** Largest answer that is read. Default: 256 KiB. */
  readonly maxBytes?: number;
}

export interface OpenIdOptions extends Required<Omit<OpenIdSettings, 'jwksUrl' | 'claims' | 'algorithms'>> {
  readonly jwksUrl?: string;
  readonly algorithms: string[];
  readonly claims: ClaimNames;
}

/** Errors: Error for an address that is not https; http only on this machine itself. */
export function openIdOptions(settings: OpenIdSettings): OpenIdOptions {
  const { algorithms = ['RS256', 'ES256'], claims, ...rest } = settings;
  for (const url of [settings.issuer, settings.jwksUrl ?? settings.issuer]) checkProviderUrl(url);
  return {
    clockToleranceSeconds: 30,
    keysLifetimeMs: 600_000,
    cooldownMs: 30_000,
    longestOutageMs: 24 * 3600_000,
    timeoutMs: 5_000,
    maxBytes: 256 * 1024,
    ...rest,
    algorithms: [...algorithms],
    claims: { ...ownClaims, ...claims },
  };
}

/** Keys that came over an open line are anybody's. Errors: Error that names the address. */
export function checkProviderUrl(url: string): void {
  const { protocol, hostname } = URL.canParse(url) ? new URL(url) : { protocol: '', hostname: '' };
  const isHere = hostname === 'localhost' || hostname === '[::1]' || /^127\.\d+\.\d+\.\d+$/.test(hostname);
  if (protocol === 'https:' || (protocol === 'http:' && isHere)) return;
  throw new Error(`The OpenID provider must be at an https address; '${url.slice(0, 200)}' is none.`);
}
