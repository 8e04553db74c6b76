import http, { type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as after } from 'node:timers/promises';
import { controlFace } from './control-face';
import type { Fault } from './faults';
import { type Face, readRequest, refuse, type SimAnswer, type SimRequest } from './http-message';
import { localFace } from './local-face';
import { onlineFace } from './online-face';
import { tokenFor } from './paging';
import { type SimOptions, VakaState } from './vaka-state';
import { sendOperationResult } from './webhook-sender';

export interface VakaSimulatorOptions extends SimOptions {
  /** Default: 0, any free port. */
  readonly port?: number;
  /** Default: 127.0.0.1; the control face answers this machine only, whatever the host. */
  readonly host?: string;
}

/**
 * A VAKA system for tests and demos: a real HTTP server with the local and the online face (axema-vaka.md section 4),
 * in memory, the same for the same seed.
 */
export class VakaSimulator {
  readonly state: VakaState;
  private readonly server: http.Server;
  private readonly faces: readonly Face[];
  /** Ends delays that are under way: a simulator that is closed keeps no process alive. */
  private readonly closing = new AbortController();
  private tokensIssued = 0;

  constructor(options: SimOptions) {
    this.state = new VakaState(options);
    this.faces = [
      controlFace(this.state),
      localFace(this.state),
      onlineFace(this.state, (doorId, correlationId) => sendOperationResult(this.state, doorId, correlationId)),
    ];
    this.server = http.createServer((message, response) => void this.serve(message, response));
  }

  async listen(port: number, host: string): Promise<void> {
    await new Promise<void>((resolve, reject) => {
      this.server.once('error', reject);
      this.server.listen(port, host, resolve);
    });
  }

  get port(): number {
    return (this.server.address() as AddressInfo).port;
  }
  /** `http://127.0.0.1:<port>` */
  get url(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  async close(): Promise<void> {
    this.closing.abort();
    this.server.closeAllConnections();
    await new Promise<void>((resolve, reject) => this.server.close((error) => (error ? reject(error) : resolve())));
  }

  private async serve(message: IncomingMessage, response: ServerResponse): Promise<void> {
    try {
      const request = await readRequest(message);
      const fault = request.segments[0] === '__sim' ? undefined : this.state.faults.strike(request);
      if (fault?.mode === 'drop') return void message.socket.resetAndDestroy();
      if (fault?.mode === 'delay') await after(Number(fault.value), undefined, { signal: this.closing.signal });
      // Whoever asked has given up meanwhile.
      if (message.socket.destroyed) return;
      const answer = this.spoil(this.answer(request), fault, request);
      this.log(request, answer.status);
      write(response, answer);
    } catch (error) {
      if (this.closing.signal.aborted) return void message.socket.destroy();
      write(response, refuse(400, error instanceof Error ? error.message : 'bad request'));
    }
  }

  private answer(request: SimRequest): SimAnswer {
    for (const face of this.faces) {
      const answer = face(request);
      if (answer) return answer;
    }
    return refuse(404, 'not found');
  }

  private spoil(answer: SimAnswer, fault: Fault | undefined, request: SimRequest): SimAnswer {
    switch (fault?.mode) {
      case 'status':
        return statusFault(fault.value);
      case 'badjson':
        return { status: 200, body: Buffer.from('{"persons": [{"id": "1", ') };
      case 'body':
        return { status: 200, body: fault.value };
      case 'redirect':
        return { status: 302, headers: { location: String(fault.value) } };
      case 'loop':
        return {
          ...answer,
          body: { ...(answer.body as object), continuationToken: this.endlessToken(fault, request) },
        };
      default:
        return answer;
    }
  }

  private endlessToken(fault: Fault, request: SimRequest): string {
    if (fault.value !== 'same') this.tokensIssued++;
    return tokenFor(request.segments[2] ?? 'persons', 0, this.tokensIssued);
  }

  private log({ method, path, query, headers }: SimRequest, status: number): void {
    const scheme = headers.authorization?.split(' ')[0];
    this.state.log({
      method,
      path: path.replace(/(apikey\/generate\/).*/, '$1***'),
      query: String(query),
      status,
      ...(scheme ? { authorization: `${scheme} ***` } : {}),
      hasApiKey: headers['x-api-key'] !== undefined,
    });
  }
}

/** Errors: when the port is taken. */
export async function startVakaSimulator(options: VakaSimulatorOptions = {}): Promise<VakaSimulator> {
  const { port = 0, host = '127.0.0.1', ...simulated } = options;
  const simulator = new VakaSimulator(simulated);
  await simulator.listen(port, host);
  return simulator;
}

function statusFault(value: unknown): SimAnswer {
  if (typeof value === 'number') return refuse(value, 'fault');
  const { status, retryAfter } = value as { status: number; retryAfter?: string | number };
  return {
    ...refuse(status, 'fault'),
    ...(retryAfter === undefined ? {} : { headers: { 'retry-after': String(retryAfter) } }),
  };
}

function write(response: ServerResponse, { status, body, headers }: SimAnswer): void {
  if (response.destroyed || response.headersSent) return;
  response.writeHead(status, { ...(body === undefined ? {} : { 'content-type': 'application/json' }), ...headers });
  response.end(body === undefined || Buffer.isBuffer(body) ? body : JSON.stringify(body));
}
