import type { IncomingMessage } from 'node:http';
import { parseQueryString, type TextParameters } from '../binding/query-string';
import { unreadableBody } from '../binding/request-binder';
import { HttpError } from '../core/http-error';
import type { UploadedFile } from '../core/http-result';
import type { Operation } from '../core/operation';
import type { ContentFormat, ReadBody, ReadTarget } from '../formats/content-format';
import type { ContentTypes } from '../formats/content-types';
import type { Address } from './address';
import { readMultipart } from './body/multipart';
import { hasBody, readBody } from './body-reader';

/** What a request brought in its body. */
export interface RequestBody {
  /** Read by a format; with the content type that error messages name. */
  readonly read?: ReadBody & { readonly contentType: string };
  readonly form?: TextParameters;
  readonly files?: readonly UploadedFile[];
  /** As it came, for operations that want it so; of urlencoded forms too, which may turn out to be for one of these. */
  readonly raw?: Buffer;
}

const none: RequestBody = {};

/**
 * Reads the body (http-contract 3.1, 3.7): forms by their content type; else pre-defined addresses in the format of the
 * address whatever the type says, routes in the format of the type, a type that nobody reads being ignored.
 *
 * Errors: HttpError 400 for what is not in its format, 413, 415.
 */
export async function readRequestBody(
  request: IncomingMessage & { body?: unknown },
  operation: Operation,
  address: Address,
  contentTypes: ContentTypes,
  { isLenient }: { readonly isLenient?: boolean } = {},
): Promise<RequestBody> {
  const type = mediaType(request);
  // Another middleware (express.json, express.urlencoded) has read it already.
  if (request.body !== undefined && request.readableEnded) return parsedBefore(request.body, type);
  if (!hasBody(request.headers)) return operation.wantsRawBody ? { raw: Buffer.alloc(0) } : none;
  const { maxBodyBytes } = operation.limits;
  if (operation.wantsRawBody) return { raw: await readBody(request, maxBodyBytes) };
  if (type === 'multipart/form-data') return readForm(request, maxBodyBytes);
  const bytes = await readBody(request, maxBodyBytes);
  if (bytes.length === 0) return none;
  if (type === urlencoded) return { form: parseQueryString(bytes.toString('latin1')), raw: bytes };
  const format = bodyFormat(address, type, contentTypes);
  if (!format?.read) return none;
  const { value, checkText } = parse(format, bytes, { type: operation.request, isBatch: address.isBatch, isLenient });
  return { read: { value, checkText, contentType: format.contentType } };
}

const urlencoded = 'application/x-www-form-urlencoded';

function parsedBefore(body: unknown, type: string): RequestBody {
  if (type === urlencoded && body !== null && typeof body === 'object') {
    const fields = Object.entries(body).flatMap(([name, value]) => [value].flat().map((text) => [name, String(text)]));
    return { form: fields as [string, string][] };
  }
  return { read: { value: body, checkText: true, contentType: 'application/json' } };
}

async function readForm(request: IncomingMessage, maxBytes: number): Promise<RequestBody> {
  const { fields, files, json } = await readMultipart(request, { maxBytes, maxFiles: 100, maxFields: 1000 });
  const read = json === undefined ? undefined : { value: json, checkText: true, contentType: 'application/json' };
  return { read, form: fields, files };
}

function bodyFormat(address: Address, type: string, contentTypes: ContentTypes): ContentFormat | undefined {
  if (address.path === undefined) return address.format?.read ? address.format : contentTypes.json;
  return type === '' ? contentTypes.json : contentTypes.ofType(type);
}

function parse(format: ContentFormat, bytes: Buffer, target: ReadTarget): ReadBody {
  try {
    if (!format.read) throw new HttpError(415, 'UnsupportedMediaType', `Bodies in ${format.contentType} are not read.`);
    return format.read(bytes, target);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    // Some readers meet the depth themselves, before the binder does.
    if (error.message.includes('nested deeper than')) throw new HttpError(400, 'TooDeep', error.message);
    throw unreadableBody(format.contentType, target.type.name, error.message);
  }
}

/** Lower case, without parameters; empty: none. */
export function mediaType(request: IncomingMessage): string {
  return (request.headers['content-type'] ?? '').split(';', 1)[0]?.trim().toLowerCase() ?? '';
}
