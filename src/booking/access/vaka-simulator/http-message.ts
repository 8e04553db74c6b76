import type { IncomingMessage } from 'node:http';

/** A request as the faces see it. */
export interface SimRequest {
  readonly method: string;
  /** Decoded segments of the path: `/api/v1/persons` is `['api', 'v1', 'persons']`. */
  readonly segments: readonly string[];
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
  readonly isFromLoopback: boolean;
}

/** A body of `undefined` answers nothing but the status. */
export interface SimAnswer {
  readonly status: number;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Answers what is addressed to it; `undefined`: another face's, or nobody's. */
export type Face = (request: SimRequest) => SimAnswer | undefined;

export const ok = (body: unknown): SimAnswer => ({ status: 200, body });
export const refuse = (status: number, error: string): SimAnswer => ({ status, body: { error } });

const maxBodyBytes = 8 * 1024 * 1024;

export async function readRequest(message: IncomingMessage): Promise<SimRequest> {
  const url = new URL(message.url ?? '/', 'http://vaka.invalid');
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of message as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > maxBodyBytes) throw new Error(`A request body may have ${maxBodyBytes} bytes.`);
    chunks.push(chunk);
  }
  const from = message.socket.remoteAddress ?? '';
  return {
    method: message.method ?? 'GET',
    segments: url.pathname.split('/').filter(Boolean).map(decodeURIComponent),
    path: url.pathname,
    query: url.searchParams,
    headers: message.headers,
    body: Buffer.concat(chunks).toString('utf8'),
    isFromLoopback: from === '::1' || from.replace('::ffff:', '').startsWith('127.'),
  };
}
