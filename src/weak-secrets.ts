interface Secrets {
  readonly jwtSecret?: string;
  readonly secretKeys?: string;
}

/** What examples and guides write where a secret should stand. */
const placeholder = /change.?me|replace.?(?:me|this)|your.?(?:secret|key)|example|development|placeholder/i;
/** 32 random bytes have about 30 different ones, and no text of 32 random letters has fewer than these. */
const fewestDifferent = 12;

/**
 * Keeps secrets that others know or can guess out of production: placeholders, repeated characters, and those that this
 * server has made for development.
 *
 * Errors: Error that names the variable, never its value.
 */
export function refuseWeakSecrets({ jwtSecret, secretKeys }: Secrets, ofDevelopment: Secrets | undefined): void {
  if (jwtSecret !== undefined) {
    const why = weaknessOfText(jwtSecret, ofDevelopment?.jwtSecret);
    if (why !== undefined) throw refused('JWT_SECRET', `it ${why}; use at least 32 random bytes.`);
  }
  const [, developmentKey] = ofDevelopment?.secretKeys?.split(':') ?? [];
  for (const entry of secretKeys?.split(',') ?? []) {
    const [id = '', key = ''] = entry.trim().split(':');
    const why = weaknessOfKey(id, key, developmentKey);
    if (why !== undefined) throw refused('SECRET_KEYS', `key '${id.slice(0, 32)}' ${why}; use 32 random bytes.`);
  }
}

function weaknessOfText(secret: string, ofDevelopment: string | undefined): string | undefined {
  if (secret === ofDevelopment) return 'was made for development';
  if (placeholder.test(secret)) return 'is a placeholder';
  return isMonotonous(Buffer.from(secret)) ? 'repeats itself' : undefined;
}

function weaknessOfKey(id: string, key: string, ofDevelopment: string | undefined): string | undefined {
  if (/^dev/i.test(id) || key === ofDevelopment) return 'was made for development';
  return isMonotonous(Buffer.from(key, 'base64')) ? 'is empty or repeats itself' : undefined;
}

function isMonotonous(bytes: Buffer): boolean {
  return new Set(bytes).size < fewestDifferent;
}

function refused(name: string, why: string): Error {
  return new Error(`${name} is refused in production: ${why}`);
}
