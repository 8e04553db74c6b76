/** One request as it goes over the wire. */
export interface LoadRequest {
  readonly method: string;
  readonly path: string;
  readonly body?: string;
  /** What it must be answered with. */
  readonly status: number;
}

/** The same requests, over and over, on each of some connections: the next one when the last one is answered. */
export interface Load {
  /** Connections are spread over them evenly. */
  readonly ports: readonly number[];
  readonly requests: readonly LoadRequest[];
  readonly connections: number;
  readonly seconds: number;
  /** Goes on until there are so many answers, or six times as long. Default: 0. */
  readonly atLeast?: number;
}

export interface Measured {
  readonly answers: number;
  readonly seconds: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
}

export type LoadMessage = { readonly measured: Measured } | { readonly error: string };

export function requestText({ method, path, body }: LoadRequest): string {
  const lines = [`${method} ${path} HTTP/1.1`, 'Host: 127.0.0.1', 'Accept: application/json'];
  if (body !== undefined) lines.push('Content-Type: application/json', `Content-Length: ${Buffer.byteLength(body)}`);
  return `${lines.join('\r\n')}\r\n\r\n${body ?? ''}`;
}
