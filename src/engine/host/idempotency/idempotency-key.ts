import { HttpError } from '../../core/http-error';
import type { RequestContext } from '../../core/request-context';

const header = 'idempotency-key';
const visibleAscii = /^[\x21-\x7e]{1,255}$/;
const safeVerbs: ReadonlySet<string> = new Set(['GET', 'HEAD', 'OPTIONS']);

/**
 * The `Idempotency-Key` of a request; `undefined` without one, and for verbs that only read.
 *
 * Errors: HttpError 400 on the header unless it is 1–255 visible ASCII characters (decisions D37).
 */
export function idempotencyKeyIn({ headers, verb }: RequestContext): string | undefined {
  const text = headers[header];
  if (text === undefined || safeVerbs.has(verb)) return undefined;
  return checkedKey(String(text));
}

/** Errors: as `idempotencyKeyIn`. */
export function checkedKey(key: string): string {
  if (visibleAscii.test(key)) return key;
  const message = `Idempotency-Key must be 1 to 255 visible ASCII characters without spaces; got ${key.length} characters.`;
  throw HttpError.field(400, 'BadRequest', 'Idempotency-Key', message);
}

/** The key of one element of an auto-batch. */
export function elementKey(key: string | undefined, index: number): string | undefined {
  return key === undefined ? undefined : `${key}:${index}`;
}

/** The key of a message that has waited: with a space, which no client's key has. */
export function queuedKey(id: string): string {
  return `queued ${id}`;
}
