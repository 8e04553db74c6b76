import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from 'node:http';
import type { Feature, HostBuilder } from '../core/feature';
import { addVary, type MutableHeaders, setHeader } from './results/headers';

export interface CorsOptions {
  /** Origins such as `https://app.example`, each echoed to itself; `'*'`: anybody. Default: `'*'`. */
  readonly allowOrigins?: '*' | readonly string[];
  /** Default: all verbs. */
  readonly allowMethods?: readonly string[];
  /** Default: `Content-Type`. Clients that sign in from another origin need `Authorization` too. */
  readonly allowHeaders?: readonly string[];
  /** Whether browsers may send cookies; needs a list of origins. Default: false. */
  readonly allowCredentials?: boolean;
  /** How long browsers keep a preflight's answer. Default: 600 seconds. */
  readonly maxAgeSeconds?: number;
  /** Answer headers that scripts may read beside the harmless ones. Default: none. */
  readonly exposeHeaders?: readonly string[];
}

const allVerbs = ['GET', 'POST', 'PUT', 'DELETE', 'PATCH', 'OPTIONS', 'HEAD'];

/**
 * Lets browsers call from other origins (http-contract 7.1): the headers stand on every answer of the host, errors and
 * Express's own included, and every `OPTIONS` is answered at once.
 *
 * Errors: Error at start for `'*'` with credentials, which browsers refuse, for an empty list and for what is no origin.
 */
export class CorsFeature implements Feature {
  readonly name = 'cors';
  /** Absent: anybody. */
  private readonly origins?: ReadonlySet<string>;
  private readonly constants: Readonly<Record<string, string>>;
  private readonly allowsCredentials: boolean;

  constructor(options: CorsOptions = {}) {
    const { allowOrigins = '*', allowCredentials = false, exposeHeaders = [] } = options;
    if (allowOrigins === '*' && allowCredentials) {
      throw new Error("CORS with credentials needs a list of origins: allowOrigins is '*'.");
    }
    if (allowOrigins !== '*') {
      if (allowOrigins.length === 0) throw new Error('CORS needs at least one origin: allowOrigins is empty.');
      this.origins = new Set(allowOrigins.map(originOf));
    }
    this.allowsCredentials = allowCredentials;
    this.constants = {
      ...(this.origins ? {} : { 'Access-Control-Allow-Origin': '*' }),
      'Access-Control-Allow-Methods': (options.allowMethods ?? allVerbs).join(', '),
      'Access-Control-Allow-Headers': (options.allowHeaders ?? ['Content-Type']).join(', '),
      'Access-Control-Max-Age': String(options.maxAgeSeconds ?? 600),
      ...(allowCredentials ? { 'Access-Control-Allow-Credentials': 'true' } : {}),
      ...(exposeHeaders.length > 0 ? { 'Access-Control-Expose-Headers': exposeHeaders.join(', ') } : {}),
    };
  }

  /** Origins whose pages may act for the person in front of the browser. */
  get credentialedOrigins(): ReadonlySet<string> {
    return (this.allowsCredentials ? this.origins : undefined) ?? new Set();
  }

  register(host: HostBuilder): void {
    host.answerFilter((request, headers) => this.addHeaders(request.headers, headers));
    host.rawHandler({
      matches: (verb) => verb === 'OPTIONS',
      // One person's page makes many of them, and they cost nothing.
      isUncounted: true,
      handle: (request, response) => this.answerOptions(request, response),
    });
  }

  private addHeaders({ origin }: IncomingHttpHeaders, headers: MutableHeaders): void {
    for (const [name, value] of Object.entries(this.constants)) setHeader(headers, name, value);
    if (!this.origins) return;
    // Also where nothing is echoed: a cache must not give that answer to an origin that is listed.
    addVary(headers, 'Origin');
    if (origin !== undefined && this.origins.has(origin)) setHeader(headers, 'Access-Control-Allow-Origin', origin);
  }

  private async answerOptions(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const headers: MutableHeaders = { 'Content-Length': '0' };
    this.addHeaders(request.headers, headers);
    response.writeHead(200, headers as Record<string, string | string[]>);
    response.end();
  }
}

/** An origin as browsers send it. Errors: Error for one with a path, or without a host. */
function originOf(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  const isOrigin = url !== undefined && url.host !== '' && ['', '/'].includes(url.pathname) && !/[?#@*]|\/$/.test(text);
  if (!isOrigin) throw new Error(`'${text}' is no origin; write it like https://app.example.`);
  return `${url.protocol}//${url.host}`;
}
