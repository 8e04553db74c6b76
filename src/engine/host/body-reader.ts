import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';
import { HttpError } from '../core/http-error';
import { decompressed } from './body/decompress';
import { readBytes } from './body/read-bytes';

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
  const encoding = headers['content-encoding']?.toLowerCase();
  if (encoding !== undefined && encoding !== '' && encoding !== 'identity')
    return decompressed(request, encoding, maxBytes);
  return readBytes(request, maxBytes);
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
