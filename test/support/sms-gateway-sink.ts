import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What a text message asked the gateway for. */
export interface ReceivedSms {
  headers: IncomingHttpHeaders;
  body: { from: string; to: string; text: string };
}

/** How the gateway answers one call: with a status and a body, or by hanging up. */
export type SmsAnswer = { status: number; body?: string; headers?: Record<string, string> } | 'hang up';

/** A real SMS gateway over HTTP: it keeps what it is sent, and answers 200 with an id unless told otherwise. */
export interface SmsGatewaySink {
  readonly url: string;
  /** Every call, refused ones included. */
  readonly received: ReceivedSms[];
  /** For the next calls, one each. */
  readonly answers: SmsAnswer[];
  close(): Promise<void>;
}

export async function startSmsGatewaySink(): Promise<SmsGatewaySink> {
  const received: ReceivedSms[] = [];
  const answers: SmsAnswer[] = [];

  const server = createServer(async (request, response) => {
    received.push({ headers: request.headers, body: JSON.parse(await textOf(request)) });
    answer(response, answers.shift() ?? { status: 200, body: JSON.stringify({ id: `sms-${received.length}` }) });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;

  return {
    url: `http://127.0.0.1:${port}/messages`,
    received,
    answers,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function answer(response: ServerResponse, how: SmsAnswer): void {
  if (how === 'hang up') {
    response.destroy();
    return;
  }
  response.writeHead(how.status, { 'content-type': 'application/json', ...how.headers }).end(how.body ?? '{}');
}

async function textOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8');
}
