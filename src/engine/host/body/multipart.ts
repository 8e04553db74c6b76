import { isUtf8 } from 'node:buffer';
import type { IncomingMessage } from 'node:http';
import { HttpError } from '../../core/http-error';
import type { UploadedFile } from '../../core/http-result';
import { readJsonText } from '../../formats/json-format';
import { bareFileName } from '../results/file-name';
import { decompressed } from './decompress';
import { extendedValue, parseHeaderValue } from './header-value';
import { malformedForm, multipartParts, type Part } from './multipart-parts';
import { readBytes } from './read-bytes';

export interface MultipartLimits {
  /** Of the whole body, after decompression. */
  readonly maxBytes: number;
  readonly maxFiles: number;
  readonly maxFields: number;
}

/** What a multipart form brought. */
export interface MultipartForm {
  /** In order of arrival, equal names as often as they came. */
  readonly fields: (readonly [name: string, value: string])[];
  /** In order of arrival; without file inputs that were left empty. */
  readonly files: UploadedFile[];
  /** Of a part `request` with `Content-Type: application/json`: the members that fields overwrite (http-contract 3.7). */
  readonly json?: unknown;
}

/**
 * Reads a `multipart/form-data` body (RFC 7578), compressed or not.
 *
 * Errors: HttpError 413 beyond `maxBytes`; 400 for a form that is damaged, cut off or has too many fields or files; 415
 * for encodings and character sets that are not read.
 */
export async function readMultipart(request: IncomingMessage, limits: MultipartLimits): Promise<MultipartForm> {
  const encoding = request.headers['content-encoding']?.trim().toLowerCase();
  const isPlain = encoding === undefined || encoding === '' || encoding === 'identity';
  const boundary = boundaryOf(request.headers['content-type']);
  const body = isPlain
    ? await readBytes(request, limits.maxBytes)
    : await decompressed(request, encoding, limits.maxBytes);
  return readForm(body, boundary, limits);
}

/** Errors: HttpError 400 for a content type that names none, or one that RFC 2046 does not allow. */
export function boundaryOf(contentType = ''): string {
  const boundary = parseHeaderValue(contentType)?.parameters.get('boundary');
  if (boundary === undefined || !/^[0-9A-Za-z'()+_,\-./:=? ]{0,69}[0-9A-Za-z'()+_,\-./:=?]$/.test(boundary)) {
    throw malformedForm('its content type names no boundary');
  }
  return boundary;
}

/** The form in a body that is at hand. */
export function readForm(
  body: Buffer,
  boundary: string,
  { maxFiles, maxFields }: Pick<MultipartLimits, 'maxFiles' | 'maxFields'>,
): MultipartForm {
  const fields: (readonly [string, string])[] = [];
  const files: UploadedFile[] = [];
  let json: unknown;
  for (const part of multipartParts(body, boundary, maxFields + maxFiles + 1)) {
    const described = describe(part);
    const { name, fileName, type } = described;
    if (isRequestPart(described)) {
      if (json !== undefined) throw malformedForm("it has two parts 'request'");
      json = readJson(textOf(part, described));
    } else if (fileName === undefined) {
      if (fields.length === maxFields) throw HttpError.badRequest(`The form has more than ${maxFields} fields.`);
      fields.push([name, textOf(part, described)]);
    } else if (fileName !== '' || part.content.length > 0) {
      if (files.length === maxFiles) throw HttpError.badRequest(`The form has more than ${maxFiles} files.`);
      const contentType = type === '' ? 'application/octet-stream' : type;
      files.push({ name, fileName, contentType, contentLength: part.content.length, bytes: part.content });
    }
  }
  return { fields, files, json };
}

interface PartDescription {
  readonly name: string;
  /** Absent: a field. Empty: a file without name. */
  readonly fileName?: string;
  /** As sent; empty: none. */
  readonly type: string;
  /** Without parameters, lower case. */
  readonly mediaType: string;
  readonly charset?: string;
}

function describe({ headers }: Part): PartDescription {
  const disposition = parseHeaderValue(headers.get('content-disposition') ?? '');
  const name = disposition?.parameters.get('name');
  if (disposition?.value !== 'form-data' || name === undefined) throw malformedForm('a part has no name');
  const coding = headers.get('content-transfer-encoding')?.toLowerCase() ?? 'binary';
  if (!['binary', '8bit', '7bit'].includes(coding)) {
    throw unsupported(`Parts with Content-Transfer-Encoding '${coding.slice(0, 50)}' are not read; send them binary.`);
  }
  const type = headers.get('content-type') ?? '';
  const parsed = parseHeaderValue(type);
  const mediaType = parsed?.value ?? '';
  const plainName = disposition.parameters.get('filename');
  const sent =
    extendedValue(disposition.parameters.get('filename*')) ?? (plainName && unescaped(plainName)) ?? plainName;
  // Clients send a file without a name as bytes that have a type and nothing else.
  const fileName = sent ?? (mediaType === 'application/octet-stream' ? '' : undefined);
  return {
    name: unescaped(name),
    fileName: fileName && bareFileName(fileName),
    type,
    mediaType,
    charset: parsed?.parameters.get('charset'),
  };
}

/** JSON as a field, or as the nameless Blob that a browser makes of it. */
function isRequestPart({ name, fileName, mediaType }: PartDescription): boolean {
  const isJson = mediaType === 'application/json' || mediaType === 'text/json';
  return isJson && name === 'request' && (fileName === undefined || fileName === 'blob' || fileName === '');
}

function readJson(text: string): unknown {
  try {
    return readJsonText(text).value;
  } catch (error) {
    if (error instanceof SyntaxError) throw malformedForm(`in its part 'request', ${error.message.replace(/\.$/, '')}`);
    throw error;
  }
}

function textOf({ content }: Part, { charset }: PartDescription): string {
  if (charset !== undefined && !/^(?:utf-?8|us-ascii)$/i.test(charset)) {
    throw unsupported(`Parts in character set '${charset.slice(0, 50)}' are not read; send UTF-8.`);
  }
  if (!isUtf8(content)) throw malformedForm('a field is no UTF-8 text');
  return content.toString('utf8');
}

/** Browsers write quotes and line ends in names as percent-escapes, and nothing else so (WHATWG HTML, 4.10.22.8). */
function unescaped(name: string): string {
  return name.replace(/%(22|0D|0A)/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
}

function unsupported(message: string): HttpError {
  return new HttpError(415, 'UnsupportedMediaType', message);
}
