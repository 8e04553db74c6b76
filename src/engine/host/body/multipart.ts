import type { IncomingMessage } from 'node:http';
import { HttpError } from '../../core/http-error';
import type { UploadedFile } from '../../core/http-result';

export interface Multipart {
  readonly fields: (readonly [string, string])[];
  readonly files: UploadedFile[];
  /** The part named `request`, where it is JSON. */
  readonly json?: unknown;
}

// Interim: the owner of this folder replaces it.
export async function readMultipart(
  _request: IncomingMessage,
  _limits: { maxBytes: number; maxFiles: number; maxFields: number },
): Promise<Multipart> {
  throw new HttpError(415, 'UnsupportedMediaType', 'Multipart bodies are not read.');
}
