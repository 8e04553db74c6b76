import { HttpError } from '../../core/http-error';

/** A part of a content, in bytes. */
export interface ByteRange {
  readonly start: number;
  /** Never 0. */
  readonly length: number;
}

/**
 * The part that a `Range` header asks for: `bytes=a-b`, `bytes=a-`, `bytes=-n` (the last n), the end clamped to the total.
 *
 * Errors: HttpError 416 with `Content-Range: bytes *` and the total for several ranges, other units, what is no range, and a
 * range that begins behind the end.
 */
export function byteRange(header: string, total: number): ByteRange {
  const match = /^bytes\s*=\s*(\d{0,15})\s*-\s*(\d{0,15})$/i.exec(header.trim());
  const [, first = '', last = ''] = match ?? [];
  if (!match || (first === '' && last === '')) throw notSatisfiable(total);
  const start = first === '' ? Math.max(0, total - Number(last)) : Number(first);
  const end = first === '' || last === '' ? total - 1 : Math.min(Number(last), total - 1);
  if (start > end) throw notSatisfiable(total);
  return { start, length: end - start + 1 };
}

/** `bytes 0-3/10`. */
export function contentRange({ start, length }: ByteRange, total: number): string {
  return `bytes ${start}-${start + length - 1}/${total}`;
}

function notSatisfiable(total: number): HttpError {
  return new HttpError(
    416,
    'RequestedRangeNotSatisfiable',
    `The content has ${total} bytes; ask for one range of them, such as bytes=0-99.`,
    { headers: { 'Content-Range': `bytes */${total}` } },
  );
}
