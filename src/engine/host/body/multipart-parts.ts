import { isUtf8 } from 'node:buffer';
import { HttpError } from '../../core/http-error';

export interface Part {
  /** By name in lower case. */
  readonly headers: ReadonlyMap<string, string>;
  readonly content: Buffer;
}

const lineEnd = Buffer.from('\r\n');
const headersEnd = Buffer.from('\r\n\r\n');
const longestHeaders = 16 * 1024;
// biome-ignore lint/suspicious/noControlCharactersInRegex: a header value may hold none but the tab.
const header = /^([!#$%&'*+.^_`|~0-9A-Za-z-]+)[ \t]*:[ \t]*([^\0-\x08\x0a-\x1f\x7f]*)$/;

/**
 * The parts of a multipart body (RFC 2046, 5.1.1), in order; their contents are views of it, not copies.
 *
 * The whole body is at hand, within the operation's limit, so that every refusal comes before anything is done. Strict:
 * what other readers guess at (no last boundary, bare line feeds, parts without headers) is an error here.
 * Errors: HttpError 400 for a body that is damaged, cut off, or has more than `maxParts` parts.
 */
export function multipartParts(body: Buffer, boundary: string, maxParts: number): Part[] {
  const parts: Part[] = [];
  let delimiter = firstDelimiter(body, boundary);
  while (!delimiter.isLast) {
    if (parts.length === maxParts) throw HttpError.badRequest(`The form has more than ${maxParts} parts.`);
    const next = delimiterFrom(body, boundary, delimiter.end - lineEnd.length);
    parts.push(readPart(body, delimiter.end, next.start));
    delimiter = next;
  }
  return parts;
}

interface Delimiter {
  /** Of the line end before it, which belongs to it. */
  readonly start: number;
  /** Behind its own line end. */
  readonly end: number;
  readonly isLast: boolean;
}

/** What stands before the first boundary is nobody's. */
function firstDelimiter(body: Buffer, boundary: string): Delimiter {
  const atStart = readDelimiter(body, 0, 0, `--${boundary}`);
  return atStart ?? delimiterFrom(body, boundary, 0);
}

function delimiterFrom(body: Buffer, boundary: string, from: number): Delimiter {
  const mark = `\r\n--${boundary}`;
  for (let at = body.indexOf(mark, from, 'latin1'); at >= 0; at = body.indexOf(mark, at + 1, 'latin1')) {
    const found = readDelimiter(body, at, at, mark);
    if (found) return found;
  }
  throw malformedForm('it ends before its last boundary');
}

/** `undefined`: the text goes on behind the boundary, so that it is content. */
function readDelimiter(body: Buffer, start: number, at: number, mark: string): Delimiter | undefined {
  const behind = at + mark.length;
  if (body.toString('latin1', at, behind) !== mark) return undefined;
  if (body.toString('latin1', behind, behind + 2) === '--') return { start, end: behind + 2, isLast: true };
  let end = behind;
  while (body[end] === 0x20 || body[end] === 0x09) end += 1;
  return body.toString('latin1', end, end + 2) === '\r\n' ? { start, end: end + 2, isLast: false } : undefined;
}

function readPart(body: Buffer, start: number, end: number): Part {
  const headersStop = body.indexOf(headersEnd, start);
  if (headersStop < 0 || headersStop + headersEnd.length > end) throw malformedForm('a part has no headers');
  if (headersStop - start > longestHeaders) throw malformedForm('a part has more than 16 KiB of headers');
  const content = body.subarray(headersStop + headersEnd.length, end);
  return { headers: readHeaders(body.subarray(start, headersStop)), content };
}

function readHeaders(bytes: Buffer): Map<string, string> {
  // File names are UTF-8 from all clients of today and Latin-1 from some of yesterday.
  const text = bytes.toString(isUtf8(bytes) ? 'utf8' : 'latin1');
  const headers = new Map<string, string>();
  // A line that begins with a blank continues the one before it.
  for (const line of text.replace(/\r\n[ \t]+/g, ' ').split('\r\n')) {
    const match = header.exec(line);
    const [, name = '', value = ''] = match ?? [];
    const key = name.toLowerCase();
    if (!match || headers.has(key)) throw malformedForm('a part has a header line that is none, or one twice');
    headers.set(key, value.trim());
  }
  return headers;
}

export function malformedForm(detail: string): HttpError {
  return new HttpError(400, 'SerializationException', `The multipart form cannot be read: ${detail}.`);
}
