/** A token's parts as JSON, before anybody has looked at the signature. */
export interface UnverifiedToken {
  readonly header: Readonly<Record<string, unknown>>;
  readonly payload: Readonly<Record<string, unknown>>;
}

/** Longest token that is looked at, in characters; cookies and headers hold less. */
export const longestToken = 8192;

/**
 * Whether a text has the form of a signed (three parts) or encrypted (five parts) token.
 *
 * Each part must be spelled as base64url writes it: libraries also accept `=` at the end and bits that count for nothing,
 * and one token must have one spelling (reliability 3.2 #12).
 */
export function isCompactToken(text: string): boolean {
  if (text.length > longestToken) return false;
  const parts = text.split('.');
  return (parts.length === 3 || parts.length === 5) && parts.every(isCanonicalBase64url);
}

/** `undefined`: not two JSON objects and a signature. */
export function unverified(token: string): UnverifiedToken | undefined {
  const [header, payload] = token.split('.').map(readObject);
  return header && payload && { header, payload };
}

/** Neither other characters, nor a length that no bytes have, nor empty. */
export function isCanonicalBase64url(text: string): boolean {
  if (!/^[\w-]+$/.test(text) || text.length % 4 === 1) return false;
  return Buffer.from(text, 'base64url').toString('base64url') === text;
}

function readObject(part: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(Buffer.from(part, 'base64url').toString());
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as Record<string, unknown>)
      : undefined;
  } catch {
    // Not JSON: no token.
    return undefined;
  }
}
