import { type FileHandle, open } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { HttpError } from '../../core/http-error';
import type { HttpResultInit } from '../../core/http-result';
import type { WireSettings } from '../../core/wire-settings';
import type { Answer } from '../answer';
import { type Plan, planAnswer } from './answer-plan';
import { compress, type Encoding } from './compression';
import { headerOf } from './headers';
import type { ResultRequest } from './raw-answer';
import { StreamPart } from './stream-part';

/**
 * Makes an answer what its HttpResult says and its request asks for: status, headers, cookies, validators and 304, ranges,
 * compression, files, HEAD (http-contract 1.3, 7.2–7.5). `init`: `{}` for a plain string, bytes or stream.
 *
 * Takes over a stream: it is destroyed when nothing of it is sent, and by whoever sends it. A stream that fails before its
 * first byte is an error rather than a broken answer.
 * Errors: HttpError 416; 404 for a file that isn't there; what the stream failed with.
 */
export function finishAnswer(
  answer: Answer,
  init: HttpResultInit,
  request: ResultRequest,
  settings: WireSettings,
): Answer | Promise<Answer> {
  if (init.file?.path !== undefined) return finishFile(answer, init, request, settings);
  const { body } = answer;
  if (body instanceof Readable) return finishStream(body, answer, init, request);
  const length = body === undefined ? undefined : Buffer.byteLength(body);
  const plan = planAnswer(answer, init, request, { length, isStream: false });
  if (body === undefined || !plan.part) return head(plan);
  if (plan.encoding) return finishCompressed(body, plan, plan.encoding, request);
  const isWhole = plan.part.length === length;
  return withBody(plan, isWhole ? body : slice(bytesOf(body), plan.part), request);
}

async function finishCompressed(
  body: string | Buffer,
  plan: Plan,
  encoding: Encoding,
  request: ResultRequest,
): Promise<Answer> {
  const bytes = await compress(bytesOf(body), encoding);
  plan.headers['Content-Length'] = String(bytes.length);
  return withBody(plan, bytes, request);
}

async function finishStream(
  source: Readable,
  answer: Answer,
  init: HttpResultInit,
  request: ResultRequest,
): Promise<Answer> {
  const known = headerOf(answer.headers, 'Content-Length');
  const length = known === undefined ? undefined : Number(known);
  let part: StreamPart | undefined;
  try {
    const plan = planAnswer(answer, init, request, { length, isStream: true });
    if (request.verb === 'HEAD' || !plan.part) {
      source.destroy();
      return head(plan);
    }
    part = new StreamPart(source, plan.part);
    await part.started;
    return { ...head(plan), body: part };
  } catch (error) {
    (part ?? source).destroy();
    throw error;
  }
}

async function finishFile(
  answer: Answer,
  init: HttpResultInit,
  request: ResultRequest,
  settings: WireSettings,
): Promise<Answer> {
  const file = await openFile(init.file?.path ?? '');
  try {
    const stats = await file.stat();
    if (!stats.isFile()) throw noSuchFile();
    const headers = { ...answer.headers, ...(settings.allowPartialResponses ? { 'Accept-Ranges': 'bytes' } : {}) };
    const source = { length: stats.size, modifiedAt: stats.mtime, isStream: true };
    const plan = planAnswer({ ...answer, headers }, init, request, source);
    const { start = 0, length = 0 } = plan.part ?? {};
    if (request.verb === 'HEAD' || length === 0) {
      await file.close();
      return head(plan);
    }
    const stream = file.createReadStream({ start, end: start + length - 1 });
    return { ...head(plan), body: new StreamPart(stream, { length }) };
  } catch (error) {
    await file.close();
    throw error;
  }
}

/** Errors: HttpError 404 where nothing is, without the path. */
function openFile(path: string): Promise<FileHandle> {
  return open(path, 'r').catch((error: NodeJS.ErrnoException) => {
    if (error.code === undefined || !noFile.has(error.code)) throw error;
    throw noSuchFile(error);
  });
}
const noFile = new Set(['ENOENT', 'ENOTDIR', 'EISDIR', 'ENAMETOOLONG']);

function noSuchFile(cause?: Error): HttpError {
  return HttpError.notFound('The file does not exist.', { cause });
}

function withBody(plan: Plan, body: string | Buffer, { verb }: ResultRequest): Answer {
  return verb === 'HEAD' ? head(plan) : { ...head(plan), body };
}

function head({ status, statusText, headers }: Plan): Answer {
  return statusText === undefined ? { status, headers } : { status, statusText, headers };
}

function bytesOf(body: string | Buffer): Buffer {
  return typeof body === 'string' ? Buffer.from(body) : body;
}

function slice(bytes: Buffer, { start, length = bytes.length }: NonNullable<Plan['part']>): Buffer {
  return bytes.subarray(start, start + length);
}
