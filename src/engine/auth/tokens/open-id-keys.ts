import { type CryptoKey, createLocalJWKSet, errors, type JSONWebKeySet, type JWK } from 'jose';
import type { Clock } from '../../core/clock';
import { HttpError } from '../../core/http-error';
import { type Log, silentLog } from '../../core/log';
import type { OpenIdOptions } from './open-id-settings';
import { providerJson } from './provider-json';

type FindKey = ReturnType<typeof createLocalJWKSet>;
/** More keys than any provider rotates through. */
const mostKeys = 100;

/**
 * The public keys of an OpenID provider, fetched when they are first needed, when they have become old, and when a token
 * names one that is not among them (rotation); never twice at once, and not again within the cooldown.
 */
export class OpenIdKeys {
  private found?: { readonly find: FindKey; readonly at: number };
  private askedAt = Number.NEGATIVE_INFINITY;
  private asking?: Promise<void>;

  constructor(
    private readonly options: OpenIdOptions,
    private readonly clock: Clock,
  ) {}

  /**
   * The key that may have signed a token with this header; `undefined`: the provider has none such.
   * Errors: HttpError 503 while the provider's keys cannot be had.
   */
  async find(header: Readonly<Record<string, unknown>>, log: Log = silentLog): Promise<CryptoKey | undefined> {
    if (this.age() > this.options.keysLifetimeMs) await this.refresh(log);
    const find = this.usable();
    const key = await keyFrom(find, header, log);
    if (key || !this.mayAsk()) return key;
    await this.refresh(log);
    return keyFrom(this.usable(), header, log);
  }

  private age(): number {
    return this.now() - (this.found?.at ?? Number.NEGATIVE_INFINITY);
  }

  private usable(): FindKey {
    if (this.found && this.age() <= this.options.longestOutageMs) return this.found.find;
    throw HttpError.serviceUnavailable('The OpenID provider that has issued the token does not answer.');
  }

  private mayAsk(): boolean {
    return this.now() - this.askedAt >= this.options.cooldownMs;
  }

  /** A failure is logged; whether old keys will do, the caller sees. */
  private async refresh(log: Log): Promise<void> {
    if (!this.asking) {
      if (!this.mayAsk()) return;
      this.askedAt = this.now();
      this.asking = this.load(log).finally(() => {
        this.asking = undefined;
      });
    }
    await this.asking;
  }

  private async load(log: Log): Promise<void> {
    const { issuer } = this.options;
    try {
      const find = createLocalJWKSet(keySet(await providerJson(await this.keysUrl(), this.options)));
      this.found = { find, at: this.now() };
    } catch (error) {
      log.warn({ issuer, err: error }, 'The keys of the OpenID provider could not be fetched.');
    }
  }

  private async keysUrl(): Promise<string> {
    const { jwksUrl, issuer } = this.options;
    if (jwksUrl !== undefined) return jwksUrl;
    const found = await providerJson(`${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`, this.options);
    if (found.issuer !== issuer) throw new Error(`The OpenID provider at ${issuer} says that it is another one.`);
    if (typeof found.jwks_uri !== 'string') throw new Error(`The OpenID provider at ${issuer} names no keys.`);
    return found.jwks_uri;
  }

  private now(): number {
    return this.clock.now().getTime();
  }
}

/** What can verify: no secrets, no private keys, no RSA below 2048 bits. Errors: Error for what is no set of keys. */
function keySet({ keys }: Record<string, unknown>): JSONWebKeySet {
  if (!Array.isArray(keys) || keys.length > mostKeys) {
    throw new Error(`The OpenID provider must answer a list of at most ${mostKeys} keys.`);
  }
  return { keys: keys.filter(isVerifying) };
}

function isVerifying(key: unknown): key is JWK {
  if (typeof key !== 'object' || key === null || 'd' in key || 'k' in key) return false;
  const { kty, n } = key as Record<string, unknown>;
  if (kty === 'RSA') return typeof n === 'string' && Buffer.from(n, 'base64url').length >= 256;
  return kty === 'EC' || kty === 'OKP';
}

async function keyFrom(
  find: FindKey,
  header: Readonly<Record<string, unknown>>,
  log: Log,
): Promise<CryptoKey | undefined> {
  try {
    return await find(header as { alg: string }, { payload: '', signature: '' });
  } catch (error) {
    // No such key, or several without a `kid` to choose by. Anything else: the numbers of that key are no key.
    if (!(error instanceof errors.JOSEError)) log.warn({ err: error }, 'A key of the OpenID provider cannot be used.');
    return undefined;
  }
}
