import type { Readable } from 'node:stream';
import type { ReadableStream } from 'node:stream/web';

export interface Cookie {
  readonly name: string;
  /** Without commas and semicolons: the Node client splits `Set-Cookie` at commas. */
  readonly value: string;
  /** Default: `/`. */
  readonly path?: string;
  readonly expires?: Date;
  readonly maxAgeSeconds?: number;
  /** Default: true, no script needs a session. */
  readonly httpOnly?: boolean;
  /** Default: on https, and with `sameSite: 'None'`. */
  readonly secure?: boolean;
  /** Default: `Lax`. */
  readonly sameSite?: 'Lax' | 'Strict' | 'None';
}

/** A file as the answer: read from disk as it is sent where there is a `path`, else the result's `response`. */
export interface FileResult {
  readonly path?: string;
  /** Name in `Content-Disposition`, default: the path's last segment; decides the content type where none is given. */
  readonly fileName?: string;
  readonly asAttachment?: boolean;
}

export interface HttpResultInit {
  /** A DTO, text, bytes or a stream. */
  readonly response?: unknown;
  readonly status?: number;
  readonly statusText?: string;
  readonly headers?: Readonly<Record<string, string | readonly string[]>>;
  readonly cookies?: readonly Cookie[];
  /** Beats negotiation. */
  readonly contentType?: string;
  readonly file?: FileResult;
  /** Total size of a stream in bytes, where known: needed for `Content-Length` and ranges. */
  readonly length?: number;
  /** Without quotes. */
  readonly eTag?: string;
  readonly lastModified?: Date;
  readonly expires?: Date;
  readonly maxAgeSeconds?: number;
  readonly ageSeconds?: number;
  /** In the order of http-contract 7.3. */
  readonly cacheControl?: readonly (
    | 'public'
    | 'private'
    | 'must-revalidate'
    | 'no-cache'
    | 'no-store'
    | 'no-transform'
    | 'proxy-revalidate'
  )[];
  /** Compress the body when the client takes it. Default: as the operation says. */
  readonly compress?: boolean;
}

/**
 * What a Service answers when the DTO alone doesn't say enough: status, headers, cookies, content type, a file, a stream,
 * validators for conditional requests (http-contract 1.3, 7.3–7.5).
 */
export class HttpResult {
  constructor(readonly init: HttpResultInit) {}

  static redirect(location: string, status = 302): HttpResult {
    return new HttpResult({ status, headers: { Location: location } });
  }
}

/** What a Service may answer beside a DTO: text and bytes are sent as they are, a stream is piped. */
export type RawResult = string | Buffer | Uint8Array | Readable | ReadableStream;

/** A file that came with a multipart request. */
export interface UploadedFile {
  /** Name of the form field. */
  readonly name: string;
  readonly fileName: string;
  readonly contentType: string;
  readonly contentLength: number;
  /** The whole content; within the operation's body limit. */
  readonly bytes: Buffer;
}
