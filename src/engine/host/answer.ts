import type { Readable } from 'node:stream';

/** What goes back over HTTP; `node-adapter` writes it. */
export interface Answer {
  readonly status: number;
  /** Reason phrase. Default: the status's own. */
  readonly statusText?: string;
  readonly headers: Readonly<Record<string, string | readonly string[]>>;
  /** Absent: no body, `Content-Length: 0`. A stream is piped, and destroyed when the client hangs up. */
  readonly body?: string | Buffer | Readable;
}
