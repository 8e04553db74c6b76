import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { ReadableStream } from 'node:stream/web';
import { deserialize, serialize } from 'node:v8';
import { HttpResult, type HttpResultInit } from '../../core/http-result';
import { typeOfInstance } from '../../formats/wire-tree';

/** What a Service has answered, and which headers it has added. */
export interface ServiceAnswer {
  readonly result: unknown;
  readonly headers: Readonly<Record<string, string | string[]>>;
}

interface Saved {
  readonly value: unknown;
  /** Name of the DTO that `value` was an instance of. */
  readonly type?: string;
  /** Present for an HttpResult. */
  readonly init?: Omit<HttpResultInit, 'response'>;
  readonly headers: ServiceAnswer['headers'];
}

/** A stream can be read once: what is to be answered again is read into memory. */
export async function keepable(result: unknown): Promise<unknown> {
  if (result instanceof HttpResult) {
    const response = await keepable(result.init.response);
    return response === result.init.response ? result : new HttpResult({ ...result.init, response });
  }
  return result instanceof Readable || result instanceof ReadableStream ? buffer(result) : result;
}

export function packAnswer({ result, headers }: ServiceAnswer): Buffer {
  const { response: value, ...init } = result instanceof HttpResult ? result.init : { response: result };
  const type = typeOfInstance(value)?.clr;
  const saved: Saved = { value, type, init: result instanceof HttpResult ? init : undefined, headers };
  try {
    return serialize(saved);
  } catch {
    // Functions among the members, which no format writes.
    return serialize({ ...saved, value: JSON.parse(JSON.stringify(value)) });
  }
}

/** `classOf`: the DTO class of that name, so that the answer is written as it was the first time. */
export function unpackAnswer(
  bytes: Buffer,
  classOf: (type: string) => { prototype: object } | undefined,
): ServiceAnswer {
  const { value, type, init, headers } = deserialize(bytes) as Saved;
  const target = type === undefined ? undefined : classOf(type);
  const response = target ? Object.assign(Object.create(target.prototype), value) : bytesOf(value);
  return { result: init ? new HttpResult({ ...init, response }) : response, headers };
}

/** Node reads a Buffer back as a Uint8Array of the same bytes. */
function bytesOf(value: unknown): unknown {
  return value instanceof Uint8Array ? Buffer.from(value.buffer, value.byteOffset, value.byteLength) : value;
}
