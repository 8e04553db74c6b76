import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';

// Crockford's base 32: no I, L, O or U, so that a code survives being read aloud.
const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const length = 16;

/** A code of 80 random bits that lets whoever has it unbook one booking. */
export function newCancellationCode(random: (size: number) => Uint8Array = randomBytes): string {
  return Array.from(random(length), (byte) => alphabet[byte % alphabet.length]).join('');
}

/** Compares in a time that tells nothing about the stored code; case and surrounding blanks do not count. */
export function isSameCode(given: string, stored: string): boolean {
  return timingSafeEqual(digest(given.trim().toUpperCase()), digest(stored));
}

function digest(code: string): Buffer {
  return createHash('sha256').update(code, 'utf8').digest();
}
