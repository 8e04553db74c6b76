import http from 'node:http';
import https from 'node:https';
import { isIP, type LookupFunction, type Socket } from 'node:net';
import { AxemaError } from './axema-client';
import type { AxemaEndpoint } from './axema-endpoint';
import type { AxemaLimits } from './axema-limits';
import type { ResolvedAddress } from './resolve-target';

export interface HttpCall {
  readonly method: 'GET' | 'POST';
  /** Path and query, below the endpoint's base path. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
  readonly signal?: AbortSignal;
}

export interface HttpAnswer {
  readonly status: number;
  readonly headers: http.IncomingHttpHeaders;
  readonly body: Buffer;
}

/** Where and how calls go; made once per client, so that its connections stay with the addresses that were checked. */
export interface Connection {
  readonly endpoint: AxemaEndpoint;
  readonly addresses: readonly ResolvedAddress[];
  readonly agent: http.Agent;
  /** PEM of the authority that signed a local controller's certificate; absent: the public ones. */
  readonly ca?: string;
}

export type ExchangeLimits = Pick<AxemaLimits, 'connectTimeoutMs' | 'requestTimeoutMs' | 'maxBodyBytes'>;

/**
 * One HTTP request and its whole answer; redirects are answers like any other.
 *
 * Errors: AxemaError `unreachable`, `timeout` or `protocol`; the signal's reason once it is aborted.
 */
export function exchange(connection: Connection, call: HttpCall, limits: ExchangeLimits): Promise<HttpAnswer> {
  if (call.signal?.aborted) return Promise.reject(call.signal.reason);
  return new Promise<HttpAnswer>((resolve, reject) => {
    const request = open(connection, call);
    const settle = (): void => {
      clearTimeout(overall);
      call.signal?.removeEventListener('abort', fail);
    };
    // Rejects with the first cause: what the destroyed request says afterwards is only its echo.
    const fail = (cause: unknown): void => {
      settle();
      reject(call.signal?.aborted ? call.signal.reason : toAxemaError(cause));
      request.destroy();
    };
    const overall = setTimeout(() => fail(tooSlow()), limits.requestTimeoutMs);
    call.signal?.addEventListener('abort', fail, { once: true });

    request.on('error', fail);
    request.on('socket', (socket) => {
      limitConnecting(socket, connection.endpoint, limits.connectTimeoutMs, () => fail(cannotConnect()));
    });
    request.on('response', (response) => {
      readBody(response, limits.maxBodyBytes).then((body) => {
        settle();
        resolve({ status: response.statusCode ?? 0, headers: response.headers, body });
      }, fail);
    });
    request.end(call.body);
  });
}

function open({ endpoint, addresses, agent, ca }: Connection, call: HttpCall): http.ClientRequest {
  const options: https.RequestOptions = {
    host: endpoint.host,
    port: endpoint.port,
    method: call.method,
    path: endpoint.basePath + call.path,
    // Compressed answers are not asked for: the limit on a body then holds for what is read.
    headers: { accept: 'application/json', 'accept-encoding': 'identity', ...call.headers },
    agent,
    lookup: onlyThese(addresses),
  };
  if (!endpoint.isHttps) return http.request(options);
  return https.request({ ...options, ca, servername: isIP(endpoint.host) === 0 ? endpoint.host : undefined });
}

/** A lookup that answers what was resolved and checked before, whatever the resolver would say now (DNS rebinding). */
function onlyThese(addresses: readonly ResolvedAddress[]): LookupFunction {
  return (_host, options, callback) => {
    if (options.all) callback(null, [...addresses]);
    else callback(null, addresses[0].address, addresses[0].family);
  };
}

function limitConnecting(socket: Socket, endpoint: AxemaEndpoint, timeoutMs: number, onLate: () => void): void {
  if (!socket.connecting) return;
  const timer = setTimeout(onLate, timeoutMs);
  socket.once(endpoint.isHttps ? 'secureConnect' : 'connect', () => clearTimeout(timer));
  socket.once('close', () => clearTimeout(timer));
}

async function readBody(response: http.IncomingMessage, maxBytes: number): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of response as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > maxBytes) throw new AxemaError('protocol', 'The Axema system answered more data than is accepted.');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

const cannotConnect = (): AxemaError => new AxemaError('timeout', 'The Axema system could not be reached in time.');
const tooSlow = (): AxemaError => new AxemaError('timeout', 'The Axema system did not answer in time.');

function toAxemaError(error: unknown): AxemaError {
  if (error instanceof AxemaError) return error;
  const code = String((error as NodeJS.ErrnoException)?.code ?? '');
  if (code.startsWith('HPE_')) return new AxemaError('protocol', 'The Axema system does not answer as HTTP.');
  if (/CERT|SIGNATURE|ISSUER|ERR_TLS|EPROTO|ERR_SSL/.test(code)) {
    return new AxemaError('protocol', 'The certificate of the Axema system is not trusted, or it does not speak TLS.');
  }
  return new AxemaError('unreachable', 'The connection to the Axema system failed.');
}
