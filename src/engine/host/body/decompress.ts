import type { IncomingMessage } from 'node:http';
import type { Transform } from 'node:stream';
import { createBrotliDecompress, createGunzip, createInflate, createInflateRaw } from 'node:zlib';
import { HttpError } from '../../core/http-error';
import { readBytes, tooLarge } from './read-bytes';

/** Encoders never make much more of anything than it was: what is longer than this than the limit cannot unpack into it. */
const longestOverhead = 64 * 1024;
/** Unpacking 16 MiB takes a tenth of a second; the rest is for a busy machine. */
const longestUnpackingMs = 10_000;

type Unpacker = Transform & { readonly bytesWritten: number };

const unpackers: ReadonlyMap<string, (bytes: Buffer) => Unpacker> = new Map<string, (bytes: Buffer) => Unpacker>([
  ['gzip', () => createGunzip()],
  ['x-gzip', () => createGunzip()],
  // `deflate` is zlib's format by the book (RFC 9110, 8.4.1.2) and raw deflate from some clients.
  ['deflate', (bytes) => (hasZlibHeader(bytes) ? createInflate() : createInflateRaw())],
  ['br', () => createBrotliDecompress()],
]);

/**
 * Reads a request body that is compressed as its `Content-Encoding` says (http-contract 3.1).
 *
 * Errors: HttpError 413 as soon as it has unpacked more than `maxBytes`, or takes longer than ten seconds for it; 415 for
 * other encodings and for several on top of each other; 400 for what is damaged, cut off, or followed by something else.
 */
export async function decompressed(request: IncomingMessage, encoding: string, maxBytes: number): Promise<Buffer> {
  const create = unpackers.get(encoding.trim().toLowerCase());
  if (!create) throw unsupported(encoding);
  const bytes = await readBytes(request, maxBytes + longestOverhead);
  return bytes.length === 0 ? bytes : unpack(create(bytes), bytes, maxBytes);
}

/** `timeLimitMs`: for tests of the limit. */
export function unpack(
  unpacker: Unpacker,
  bytes: Buffer,
  maxBytes: number,
  timeLimitMs = longestUnpackingMs,
): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let length = 0;
    const timer = setTimeout(() => end(() => reject(tooLarge(maxBytes))), timeLimitMs);
    const end = (settle: () => void): void => {
      clearTimeout(timer);
      unpacker.destroy();
      settle();
    };
    unpacker.on('data', (chunk: Buffer) => {
      length += chunk.length;
      if (length > maxBytes) end(() => reject(tooLarge(maxBytes)));
      else chunks.push(chunk);
    });
    unpacker.on('error', (cause) => end(() => reject(damaged('it is damaged or cut off', cause))));
    unpacker.on('end', () => {
      if (unpacker.bytesWritten === bytes.length) end(() => resolve(Buffer.concat(chunks, length)));
      else end(() => reject(damaged('something follows it')));
    });
    unpacker.end(bytes);
  });
}

/** RFC 1950: compression method 8, and a check that makes the first two bytes divisible by 31. */
function hasZlibHeader(bytes: Buffer): boolean {
  return bytes.length >= 2 && (bytes.readUInt8(0) & 0x0f) === 8 && bytes.readUInt16BE(0) % 31 === 0;
}

function unsupported(encoding: string): HttpError {
  return new HttpError(
    415,
    'UnsupportedMediaType',
    `Bodies with Content-Encoding '${encoding.slice(0, 50)}' are not read; send one of gzip, deflate, br, or none.`,
    { headers: { 'Accept-Encoding': 'gzip, deflate, br' } },
  );
}

function damaged(detail: string, cause?: unknown): HttpError {
  return new HttpError(400, 'SerializationException', `The compressed body cannot be unpacked: ${detail}.`, { cause });
}
