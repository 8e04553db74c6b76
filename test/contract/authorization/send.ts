import { Agent, request } from 'node:http';
import type { Asked } from './address-forms';

/** Sends requests of a host on connections that are kept. */
export class Sender {
  private readonly agent = new Agent({ keepAlive: true, maxSockets: 16 });

  constructor(private readonly url: string) {}

  /** The status; the body goes unread. */
  status(asked: Asked, headers: Readonly<Record<string, string>>): Promise<number> {
    return this.exchange(asked, headers, false).then(({ status }) => status);
  }

  /** The whole answer as text. */
  answer(asked: Asked, headers: Readonly<Record<string, string>> = {}): Promise<Answered> {
    return this.exchange(asked, headers, true);
  }

  close(): void {
    this.agent.destroy();
  }

  private exchange(
    { method, path, headers: asked, body }: Asked,
    more: Readonly<Record<string, string>>,
    wantsBody: boolean,
  ): Promise<Answered> {
    const { hostname, port } = new URL(this.url);
    const length = body === undefined ? {} : { 'content-length': String(Buffer.byteLength(body)) };
    const headers = { ...asked, ...more, ...length };
    return new Promise((resolve, reject) => {
      const outgoing = request({ hostname, port, method, path, headers, agent: this.agent }, (response) => {
        const chunks: Buffer[] = [];
        if (wantsBody) response.on('data', (chunk: Buffer) => chunks.push(chunk));
        else response.resume();
        response.once('error', reject);
        response.once('end', () => {
          resolve({
            status: response.statusCode ?? 0,
            headers: response.rawHeaders,
            body: Buffer.concat(chunks).toString('utf8'),
          });
        });
      });
      outgoing.once('error', reject);
      outgoing.end(body);
    });
  }
}

export interface Answered {
  readonly status: number;
  /** Name, value, name, value … as sent. */
  readonly headers: readonly string[];
  readonly body: string;
}
