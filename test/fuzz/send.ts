import { Agent, request } from 'node:http';
import { connect } from 'node:net';
import type { HttpCase } from './fuzz-case';
import type { RawCase } from './raw-faults';

/** What came back, as far as the fuzzer judges it. */
export interface Reply {
  readonly status: number;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: Buffer;
  readonly verb: string;
}

/** No answer: what happened instead. `hung`: nothing at all within the time limit. */
export interface Silence {
  readonly what: 'hung' | 'reset' | 'closed';
  readonly detail: string;
}

export const patienceMs = 10_000;

/** Calls back when it runs out. Time in which this process itself stood still counts for nothing. */
function patience(runOut: () => void): { stop(): void } {
  const wait = (): NodeJS.Timeout => {
    const until = Date.now() + patienceMs + 500;
    return setTimeout(() => {
      if (Date.now() > until) timer = wait();
      else runOut();
    }, patienceMs);
  };
  let timer = wait();
  return { stop: () => clearTimeout(timer) };
}

/** Sends over connections that are kept, as many as `sockets` at once. */
export class Sender {
  private readonly agent: Agent;
  private readonly port: number;

  /** Errors: Error for a server that is not on this machine. */
  constructor(url: string, sockets: number) {
    const { hostname, port } = new URL(url);
    if (hostname !== '127.0.0.1') throw new Error(`The fuzzer talks to 127.0.0.1 only, not to ${hostname}.`);
    this.port = Number(port);
    this.agent = new Agent({ keepAlive: true, maxSockets: sockets });
  }

  async send(fuzz: HttpCase, requestId: string): Promise<Reply | Silence> {
    const first = await this.sendOnce(fuzz, requestId);
    // The server may close a kept connection just as it is used again; that says nothing about the request.
    return 'what' in first && first.what === 'reset' && first.detail.startsWith('kept')
      ? this.sendOnce(fuzz, requestId)
      : first;
  }

  private sendOnce({ verb, target, headers, body }: HttpCase, requestId: string): Promise<Reply | Silence> {
    return new Promise((resolve) => {
      const sent = request({
        host: '127.0.0.1',
        port: this.port,
        agent: this.agent,
        method: verb,
        path: target,
        headers: {
          'x-request-id': requestId,
          ...headers,
          ...(body === undefined ? {} : { 'content-length': String(body.length) }),
        },
      });
      const timer = patience(() => {
        resolve({ what: 'hung', detail: `no answer within ${patienceMs} ms` });
        sent.destroy();
      });
      const done = (outcome: Reply | Silence) => {
        timer.stop();
        resolve(outcome);
      };
      sent.on('response', (response) => {
        if (response.headers['content-type']?.startsWith('text/event-stream')) {
          // It would not end by itself.
          done({ status: response.statusCode ?? 0, headers: response.headers, body: Buffer.alloc(0), verb });
          sent.destroy();
          return;
        }
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('end', () => {
          const { statusCode: status = 0, headers: answered } = response;
          done({ status, headers: answered, body: Buffer.concat(chunks), verb });
        });
        response.on('error', (error) => done({ what: 'reset', detail: `within the answer: ${error.message}` }));
      });
      sent.on('error', (error) =>
        done({ what: 'reset', detail: `${sent.reusedSocket ? 'kept ' : ''}${error.message}` }),
      );
      sent.end(body);
    });
  }

  /** A connection of its own. Answers are complete when the server closes, which it does after the client's end. */
  sendRaw({ bytes, isCutOff }: RawCase): Promise<readonly Reply[] | Silence> {
    return new Promise((resolve) => {
      const socket = connect(this.port, '127.0.0.1');
      const chunks: Buffer[] = [];
      const done = (outcome: readonly Reply[] | Silence) => {
        timer.stop();
        socket.destroy();
        resolve(outcome);
      };
      const timer = patience(() => done({ what: 'hung', detail: `not closed within ${patienceMs} ms` }));
      socket.on('data', (chunk) => chunks.push(chunk));
      socket.on('error', () => undefined);
      socket.on('close', () => done(parseReplies(Buffer.concat(chunks))));
      socket.on('connect', () => {
        if (isCutOff) socket.write(bytes, () => socket.resetAndDestroy());
        else socket.end(bytes);
      });
    });
  }

  close(): void {
    this.agent.destroy();
  }
}

/** The answers in what a connection brought; one that was cut off counts with what is there. */
export function parseReplies(bytes: Buffer): Reply[] {
  const replies: Reply[] = [];
  let rest = bytes;
  while (rest.length > 0) {
    const end = rest.indexOf('\r\n\r\n');
    const head = rest.subarray(0, end < 0 ? rest.length : end).toString('latin1');
    const [statusLine = '', ...lines] = head.split('\r\n');
    const status = Number(/^HTTP\/1\.1 (\d{3})/.exec(statusLine)?.[1] ?? Number.NaN);
    const headers = Object.fromEntries(
      lines.map((line) => [line.slice(0, line.indexOf(':')).toLowerCase(), line.slice(line.indexOf(':') + 1).trim()]),
    );
    if (end < 0 || Number.isNaN(status)) return [...replies, { status: 0, headers, body: rest, verb: 'GET' }];
    rest = rest.subarray(end + 4);
    const hasNone = status === 204 || status === 304 || status < 200;
    // Only what node's own parser refuses comes in chunks here: no chunk but the last.
    const isChunked = headers['transfer-encoding'] === 'chunked' && rest.toString('latin1').startsWith('0\r\n\r\n');
    const length = hasNone || isChunked ? 0 : Number(headers['content-length'] ?? rest.length);
    replies.push({ status, headers, body: rest.subarray(0, length), verb: 'GET' });
    rest = rest.subarray(isChunked ? 5 : length);
  }
  return replies;
}
