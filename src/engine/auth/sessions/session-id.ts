import { createHash, randomBytes } from 'node:crypto';

const form = /^[A-Za-z0-9_-]{20}$/;

/** 15 random bytes as 20 letters and digits, drawn again while one is `+`, `/` or `=` (http-contract 6.3). */
export function newSessionId(random: (size: number) => Buffer = randomBytes): string {
  for (;;) {
    const id = random(15).toString('base64');
    if (!/[+/=]/.test(id)) return id;
  }
}

/** Whether a text can be a session's id at all. */
export function isSessionId(text: string): boolean {
  return form.test(text);
}

/** SHA-256 of an id: all that is stored of it, so that whoever reads the table can be nobody. */
export function hashSessionId(id: string): Buffer {
  return createHash('sha256').update(id, 'utf8').digest();
}
