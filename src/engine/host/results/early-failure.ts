import { HttpResult } from '../../core/http-result';

/** What Node's streams, and those of libraries that are older than `Readable`, have in common. */
export interface EventStream {
  on(event: 'error', listener: (error: Error) => void): unknown;
  destroy?(): unknown;
}

export function isEventStream(value: unknown): value is EventStream {
  if (typeof value !== 'object' || value === null) return false;
  const { pipe, on } = value as { pipe?: unknown; on?: unknown };
  return typeof pipe === 'function' && typeof on === 'function';
}

const failures = new WeakMap<object, Error>();

/**
 * The stream that a Service answered with, alone or in an HttpResult, from now on with a listener for its errors: response
 * filters may take their time, and an error event that nobody listens to would end the process.
 */
export function watchedStream(response: unknown): EventStream | undefined {
  const value = response instanceof HttpResult ? response.init.response : response;
  if (!isEventStream(value)) return undefined;
  value.on('error', (error) => void failures.set(value, error));
  return value;
}

/** What a stream has failed with while it was watched. */
export function earlyFailure(stream: object): Error | undefined {
  return failures.get(stream);
}
