import http from 'node:http';
import https from 'node:https';
import type { Clock } from '../../../engine';
import type { AddressPolicy } from './address-policy';
import { AxemaError } from './axema-client';
import { type AxemaEndpoint, EndpointRefused } from './axema-endpoint';
import type { AxemaLimits } from './axema-limits';
import { type Connection, exchange, type HttpAnswer, type HttpCall } from './http-exchange';
import { type Resolver, resolveTarget } from './resolve-target';
import { parseRetryAfter, type Sleep, withRetries } from './retry';

/** What connections to VAKA systems share. */
export interface AxemaTransportOptions {
  readonly policy: AddressPolicy;
  readonly limits: AxemaLimits;
  readonly clock: Clock;
  readonly resolve: Resolver;
  readonly sleep: Sleep;
  /** 0 ≤ x < 1. */
  readonly random: () => number;
}

/**
 * A JSON API at one endpoint: resolves and checks its address once, repeats what is worth repeating, and turns every
 * other outcome into an AxemaError.
 */
export class JsonApi {
  private connection?: Promise<Connection>;
  private readonly agent: http.Agent;

  constructor(
    private readonly endpoint: AxemaEndpoint,
    private readonly options: AxemaTransportOptions & { readonly ca?: string },
  ) {
    const pool = { keepAlive: true, maxSockets: 2 };
    this.agent = endpoint.isHttps ? new https.Agent(pool) : new http.Agent(pool);
  }

  /** The parsed answer of a 2xx; never trusted by its reader. */
  request(call: HttpCall): Promise<unknown> {
    const { limits, sleep, random } = this.options;
    return withRetries(() => this.once(call), { limits, sleep, random, signal: call.signal });
  }

  close(): void {
    this.agent.destroy();
  }

  private async once(call: HttpCall): Promise<unknown> {
    const connection = await this.connect();
    return readAnswer(await exchange(connection, call, this.options.limits), this.options.clock);
  }

  private connect(): Promise<Connection> {
    this.connection ??= this.resolveConnection().catch((error) => {
      // A name that did not resolve may resolve at the next try; one that is refused is not asked again.
      if (!(error instanceof EndpointRefused)) this.connection = undefined;
      throw error instanceof EndpointRefused ? notAllowed() : error;
    });
    return this.connection;
  }

  private async resolveConnection(): Promise<Connection> {
    const { policy, resolve, limits, ca } = this.options;
    const addresses = await resolveTarget(this.endpoint, policy, { resolve, timeoutMs: limits.connectTimeoutMs });
    return { endpoint: this.endpoint, addresses, agent: this.agent, ca };
  }
}

const notAllowed = (): AxemaError =>
  new AxemaError('forbidden', 'The address of the Axema system is not allowed; check its settings.');

function readAnswer(answer: HttpAnswer, clock: Clock): unknown {
  const { status } = answer;
  if (status >= 200 && status < 300) return parseJson(answer);
  throw refusalOf(status, parseRetryAfter(answer.headers['retry-after'], clock));
}

function refusalOf(status: number, retryAfterMs: number | undefined): AxemaError {
  if (status === 401) return new AxemaError('auth', 'The Axema system refused the user name or password.');
  if (status === 403) return new AxemaError('forbidden', 'The account lacks a permission in the Axema system.');
  if (status === 404) return new AxemaError('notfound', 'The Axema system does not know what was asked for.');
  if (status === 429) return new AxemaError('ratelimited', 'The Axema system asks for fewer requests.', retryAfterMs);
  if (status >= 500)
    return new AxemaError('unreachable', `The Axema system failed with status ${status}.`, retryAfterMs);
  if (status >= 300 && status < 400) {
    return new AxemaError('protocol', 'The Axema system redirects to another address, which is not followed.');
  }
  return new AxemaError('protocol', `The Axema system refused the request with status ${status}.`);
}

function parseJson({ headers, body }: HttpAnswer): unknown {
  const encoding = headers['content-encoding'] ?? 'identity';
  try {
    if (encoding !== 'identity') throw new Error(encoding);
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body));
  } catch {
    // The parser's own text would repeat what the other side sent.
    throw new AxemaError('protocol', 'The Axema system did not answer with JSON.');
  }
}
