import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';
import { HttpError } from '../core/http-error';
import { decompressed } from './body/decompress';

// A body a little too large is read to its end, so that the client gets to see the refusal; a huge one is cut off.
const readToTheEnd = 64 * 1024 * 1024;

/** Whether a body follows (http-contract 3.1). */
export function hasBody(headers: IncomingHttpHeaders): boolean {
  return headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0;
}

/**
 * Reads a request body, decompressed.
 *
 * Errors: HttpError 413 beyond `maxBytes`, also of what a compressed body becomes; 415 for encodings and character sets that
 * are not read; 400 for a body that ends early.
 */
export async function readBody(request: IncomingMessage, maxBytes: number): Promise<Buffer> {
  const { headers } = request;
  checkCharset(headers);
  if (Number(headers['content-length'] ?? 0) > readToTheEnd) throw tooLarge(maxBytes);
  const encoding = headers['content-encoding']?.toLowerCase();
  if (encoding !== undefined && encoding !== '' && encoding !== 'identity')
    return decompressed(request, encoding, maxBytes);
  return readBytes(request, maxBytes);
}

// 'data' and 'end' listeners: `for await` costs a fifth of a small request (performance.md, section 3).
function readBytes(request: IncomingMessage, maxBytes: number): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    let first: Buffer | undefined;
    let more: Buffer[] | undefined;
    let length = 0;
    request.on('data', (chunk: Buffer) => {
      length += chunk.length;
      if (length > maxBytes) {
        first = more = undefined;
        if (length > readToTheEnd) reject(tooLarge(maxBytes));
      } else if (first === undefined) first = chunk;
      else if (more === undefined) more = [first, chunk];
      else more.push(chunk);
    });
    request.on('end', () => {
      if (length > maxBytes) reject(tooLarge(maxBytes));
      else resolve(more === undefined ? (first ?? Buffer.alloc(0)) : Buffer.concat(more, length));
    });
    request.on('error', (cause) => reject(HttpError.badRequest('The body ended early.', { cause })));
    request.on('close', () => reject(HttpError.badRequest('The body ended early.')));
  });
}

export function tooLarge(maxBytes: number): HttpError {
  return new HttpError(
    413,
    'PayloadTooLarge',
    `The request body is larger than ${maxBytes} bytes, the most that this operation reads.`,
    { headers: { Connection: 'close' } },
  );
}

function checkCharset(headers: IncomingHttpHeaders): void {
  const charset = /;\s*charset="?([^";\s]+)/i.exec(headers['content-type'] ?? '')?.[1];
  if (charset !== undefined && !/^(?:utf-?8|us-ascii)$/i.test(charset)) {
    throw new HttpError(
      415,
      'UnsupportedMediaType',
      `Bodies in character set '${charset.slice(0, 50)}' are not read; send UTF-8.`,
    );
  }
}
