import { isUtf8 } from 'node:buffer';
import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';
import { HttpError } from '../core/http-error';

// A body a little too large is read to its end, so that the client gets to see the refusal; a huge one is cut off.
const readToTheEnd = 64 * 1024 * 1024;

/** Whether a body follows (http-contract 3.1). */
export function hasBody(headers: IncomingHttpHeaders): boolean {
  return headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0;
}

/**
 * Reads a request body as UTF-8 text, without its byte order mark.
 *
 * Errors: HttpError 413 beyond `maxBytes`, 415 for compressed bodies and other character sets, 400 for what is no UTF-8
 * and for a body that ends early.
 */
export async function readBody(request: IncomingMessage, maxBytes: number): Promise<string> {
  const { headers } = request;
  checkEncoding(headers);
  if (Number(headers['content-length'] ?? 0) > readToTheEnd) throw tooLarge(maxBytes);
  const bytes = await readBytes(request, maxBytes);
  if (!isUtf8(bytes)) throw new HttpError(400, 'SerializationException', 'The body is no UTF-8 text.');
  const text = bytes.toString('utf8');
  return text.charCodeAt(0) === 0xfeff ? text.slice(1) : text;
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

function tooLarge(maxBytes: number): HttpError {
  return new HttpError(
    413,
    'PayloadTooLarge',
    `The request body is larger than ${maxBytes} bytes, the most that this operation reads.`,
    {
      headers: { Connection: 'close' },
    },
  );
}

function checkEncoding(headers: IncomingHttpHeaders): void {
  const encoding = headers['content-encoding'];
  if (encoding !== undefined && encoding !== 'identity') {
    throw new HttpError(
      415,
      'UnsupportedMediaType',
      `Bodies with Content-Encoding '${encoding.slice(0, 50)}' are not read; send them uncompressed.`,
    );
  }
  const charset = /;\s*charset="?([^";\s]+)/i.exec(headers['content-type'] ?? '')?.[1];
  if (charset !== undefined && !/^(?:utf-?8|us-ascii)$/i.test(charset)) {
    throw new HttpError(
      415,
      'UnsupportedMediaType',
      `Bodies in character set '${charset.slice(0, 50)}' are not read; send UTF-8.`,
    );
  }
}
