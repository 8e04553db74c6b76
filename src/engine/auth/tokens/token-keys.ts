import { createHash, createPrivateKey, createPublicKey, createSecretKey, type KeyObject } from 'node:crypto';

/** What tokens of this host may be signed with (RFC 7518, section 3.1). */
export type TokenAlgorithm = 'HS256' | 'RS256' | 'ES256';

/** One secret signs and verifies. */
export interface SecretKeySettings {
  readonly algorithm: 'HS256';
  /** At least 32 bytes. */
  readonly secret: Uint8Array;
  /** Default: the start of the key's SHA-256. */
  readonly kid?: string;
}
export interface PrivateKeySettings {
  readonly algorithm: 'RS256' | 'ES256';
  /** PKCS #8 in PEM form: RSA of at least 2048 bits, or the curve P-256. */
  readonly privateKey: string;
  readonly kid?: string;
}
export interface PublicKeySettings {
  readonly algorithm: 'RS256' | 'ES256';
  /** SPKI in PEM form. */
  readonly publicKey: string;
  readonly kid?: string;
}
export type SigningKeySettings = SecretKeySettings | PrivateKeySettings;
/** A key that signed until lately, whose tokens are still good. */
export type VerificationKeySettings = SecretKeySettings | PublicKeySettings;

/** A key that is bound to one algorithm: a public key is never taken for the secret of HS256 (reliability 3.2 #12). */
export interface TokenKey {
  readonly algorithm: TokenAlgorithm;
  readonly kid: string;
  readonly verify: KeyObject;
  /** Absent: the key only verifies. */
  readonly sign?: KeyObject;
}

/** Errors: Error for a key that cannot be read, is too short or of another kind than the algorithm needs. */
export function signingKey(settings: SigningKeySettings): TokenKey & { readonly sign: KeyObject } {
  if (settings.algorithm === 'HS256') {
    const secret = secretKey(settings.secret);
    return { algorithm: settings.algorithm, kid: settings.kid ?? kidOf(secret), verify: secret, sign: secret };
  }
  const sign = readPem('private', settings.privateKey, createPrivateKey);
  const verify = createPublicKey(sign);
  checkKind(settings.algorithm, verify);
  return { algorithm: settings.algorithm, kid: settings.kid ?? kidOf(verify), verify, sign };
}

/** Errors: as `signingKey`. */
export function verificationKey(settings: VerificationKeySettings): TokenKey {
  if (settings.algorithm === 'HS256') return signingKey(settings);
  const verify = readPem('public', settings.publicKey, createPublicKey);
  checkKind(settings.algorithm, verify);
  return { algorithm: settings.algorithm, kid: settings.kid ?? kidOf(verify), verify };
}

function secretKey(secret: Uint8Array): KeyObject {
  if (secret.length < 32) {
    throw new Error(`The token secret must have at least 32 bytes; it has ${secret.length}.`);
  }
  return createSecretKey(secret);
}

// The value is not shown: it may be the private key after all.
function readPem(kind: string, pem: string, read: (pem: string) => KeyObject): KeyObject {
  try {
    return read(pem);
  } catch (cause) {
    throw new Error(`The ${kind} token key must be in PEM form and without a password.`, { cause });
  }
}

function checkKind(algorithm: 'RS256' | 'ES256', key: KeyObject): void {
  const { modulusLength = 0, namedCurve } = key.asymmetricKeyDetails ?? {};
  const found = `${key.asymmetricKeyType ?? 'unknown'} ${namedCurve ?? (modulusLength || '')}`.trim();
  if (algorithm === 'RS256' && !(key.asymmetricKeyType === 'rsa' && modulusLength >= 2048)) {
    throw new Error(`RS256 needs an RSA key of at least 2048 bits; this one is ${found}.`);
  }
  if (algorithm === 'ES256' && !(key.asymmetricKeyType === 'ec' && namedCurve === 'prime256v1')) {
    throw new Error(`ES256 needs an EC key on the curve P-256; this one is ${found}.`);
  }
}

/** Eight characters tell the keys of one host apart and say nothing about a secret. */
function kidOf(key: KeyObject): string {
  const bytes = key.type === 'secret' ? key.export() : key.export({ type: 'spki', format: 'der' });
  return createHash('sha256').update(bytes).digest('base64url').slice(0, 8);
}

/** The keys of one host: one signs, the others only verify what was signed before it. */
export class KeyRing {
  private readonly keys: readonly TokenKey[];

  /** `older` may hold the current one too: it is read once. Errors: Error for two different keys of one `kid`. */
  constructor(
    readonly current: TokenKey & { readonly sign: KeyObject },
    older: readonly TokenKey[] = [],
  ) {
    this.keys = [current, ...older.filter(({ verify }) => !verify.equals(current.verify))];
    const kids = this.keys.map(({ kid }) => kid);
    const twice = kids.find((kid, index) => kids.indexOf(kid) !== index);
    if (twice !== undefined) throw new Error(`Two token keys have the id '${twice}'.`);
  }

  /** The keys that may have signed a token with this header: of its algorithm, and of its `kid` when it names one. */
  candidates({ alg, kid }: { readonly alg?: unknown; readonly kid?: unknown }): readonly TokenKey[] {
    return this.keys.filter((key) => key.algorithm === alg && (kid === undefined || key.kid === kid));
  }
}
