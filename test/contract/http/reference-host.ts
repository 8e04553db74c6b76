import { Agent, request as httpRequest, type IncomingHttpHeaders } from 'node:http';
import {
  AppHost,
  type AppHostOptions,
  type AuthProvider,
  type Feature,
  type Service,
  Session,
  type WireSettings,
} from '../../../src/engine';
import { referenceServices } from './reference-services';

export type Profile = WireSettings['profile'];
export const profiles: readonly Profile[] = ['system', 'classic'];

export interface ReferenceOptions
  extends Pick<AppHostOptions, 'queue' | 'isDebug' | 'formats' | 'limits' | 'clock' | 'log' | 'trustedProxies'> {
  readonly profile: Profile;
  readonly wire?: Partial<WireSettings>;
  /** Beside the services of the reference host. */
  readonly services?: readonly (new () => Service)[];
  readonly features?: readonly Feature[];
  /** What else to do with the host before it listens. */
  readonly prepare?: (host: AppHost) => void;
}

export interface Reply {
  readonly status: number;
  readonly statusText: string;
  readonly headers: IncomingHttpHeaders;
  readonly bytes: Buffer;
  readonly text: string;
  json<T = Record<string, unknown>>(): T;
  /** The ResponseStatus, in whichever case it stands. */
  refusal(): Refusal;
}
export interface Refusal {
  readonly errorCode: string;
  readonly message: string;
  readonly stackTrace?: string;
  readonly errors?: readonly { errorCode: string; fieldName: string; message: string }[];
  readonly meta?: Record<string, string>;
}

export type SentHeaders = Record<string, string | string[]>;

export interface Reference {
  readonly url: string;
  readonly host: AppHost;
  /**
   * One request as it is given: no header, escape or body is added, but the length of a body. Objects are sent as JSON, the
   * content type included.
   */
  call(verb: string, path: string, body?: unknown, headers?: SentHeaders): Promise<Reply>;
  get(path: string, headers?: SentHeaders): Promise<Reply>;
  post(path: string, body?: unknown, headers?: SentHeaders): Promise<Reply>;
  close(): Promise<void>;
}

/** Headers of a caller with these roles. */
export function as(user: string, ...roles: string[]): SentHeaders {
  return { 'x-user': user, 'x-roles': roles.join(',') };
}

const byHeader: AuthProvider = {
  name: 'header',
  priority: 1,
  authenticate: async ({ headers }) => {
    const user = headers['x-user'];
    if (user === undefined) return undefined;
    const roles = String(headers['x-roles'] ?? '').split(',');
    return new Session({ isAuthenticated: true, userId: `id-${user}`, userName: String(user), roles });
  },
};

/** A host of the reference services on a free port, callers being whoever the header `x-user` names. */
export async function startReference(options: ReferenceOptions): Promise<Reference> {
  const { profile, wire, services = [], features = [], prepare, ...more } = options;
  const host = new AppHost({
    ...more,
    name: 'reference',
    wire: { profile, ...wire },
    services: [...referenceServices, ...services],
    features: [{ name: 'callers', register: (builder) => builder.authProvider(byHeader) }, ...features],
  });
  prepare?.(host);
  await host.listen(0);
  const agent = new Agent({ keepAlive: true });
  const call: Reference['call'] = (verb, path, body, headers = {}) => {
    const isJson = body !== undefined && typeof body !== 'string' && !Buffer.isBuffer(body);
    const bytes = Buffer.isBuffer(body) || typeof body === 'string' ? body : isJson ? JSON.stringify(body) : undefined;
    return send(host.url, agent, {
      verb,
      path,
      body: bytes,
      headers: { ...(isJson && { 'content-type': 'application/json' }), ...headers },
    });
  };
  return {
    url: host.url,
    host,
    call,
    get: (path, headers) => call('GET', path, undefined, headers),
    post: (path, body, headers) => call('POST', path, body, headers),
    close: async () => {
      agent.destroy();
      await host.close();
    },
  };
}

interface Sent {
  readonly verb: string;
  readonly path: string;
  readonly body?: string | Buffer;
  readonly headers: SentHeaders;
}

function send(url: string, agent: Agent, { verb, path, body, headers }: Sent): Promise<Reply> {
  const { hostname, port } = new URL(url);
  const length = body === undefined ? {} : { 'content-length': String(Buffer.byteLength(body)) };
  return new Promise((resolve, reject) => {
    const outgoing = httpRequest(
      { hostname, port, agent, method: verb, path, headers: { ...length, ...headers } },
      (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('error', reject);
        response.on('end', () => resolve(replyOf(response, Buffer.concat(chunks))));
      },
    );
    outgoing.on('error', reject);
    outgoing.end(body);
  });
}

function replyOf(
  response: { statusCode?: number; statusMessage?: string; headers: IncomingHttpHeaders },
  bytes: Buffer,
): Reply {
  const text = bytes.toString();
  return {
    status: response.statusCode ?? 0,
    statusText: response.statusMessage ?? '',
    headers: response.headers,
    bytes,
    text,
    json: () => JSON.parse(text),
    refusal: () => (JSON.parse(text) as { responseStatus: Refusal }).responseStatus,
  };
}
