import { connect, type Socket } from 'node:net';
import { type ServerEventMessage, ServerEventsClient } from '@servicestack/client';
import {
  AppHost,
  type AuthProvider,
  type EventHubOptions,
  type Feature,
  type ServerEvents,
  ServerEventsFeature,
  Session,
} from '../../../src/engine';
import type { EventHub } from '../../../src/engine/events/event-hub';
import { eventSourceWith, installEventSource, TestEventSource } from '../../support/event-source';
import { eventually } from '../../support/eventually';

export const companyA = '11111111-1111-4111-8111-111111111111';
export const companyB = '22222222-2222-4222-8222-222222222222';

/** Who signs in by `Bearer <name>`. */
const people: Readonly<Record<string, Partial<Session>>> = {
  anna: { userId: 'anna', displayName: 'Anna A', companyId: companyA },
  axel: { userId: 'axel', displayName: 'Axel A', companyId: companyA },
  berit: { userId: 'berit', displayName: 'Berit B', companyId: companyB },
  machine: { apiKeyId: 'key-1', companyId: companyA },
};

const byName: AuthProvider = {
  name: 'by name',
  priority: 10,
  authenticate: async ({ headers }) => {
    const person = people[(headers.authorization ?? '').replace('Bearer ', '')];
    return person && new Session({ isAuthenticated: true, ...person });
  },
};

/** A host with server events and nothing else. */
export interface EventWorld {
  readonly host: AppHost;
  readonly feature: ServerEventsFeature;
  readonly events: ServerEvents;
  /** What the feature's timers call. */
  readonly hub: EventHub;
  readonly url: string;
  /** The unmodified typed client, connected; stopped when the world ends. `as`: who signs in. */
  connect(channels: string[], as?: string): Promise<Listener>;
  fetch(path: string, options?: { method?: string; as?: string; body?: string }): Promise<Response>;
  close(): Promise<void>;
}

/** A typed client with what it was told. */
export interface Listener {
  readonly client: ServerEventsClient;
  readonly told: ServerEventMessage[];
  /** `channel@target` of each, in order; the channel only where there is one. */
  readonly names: () => string[];
  readonly source: () => TestEventSource;
  /** Waits for a number of events of a name. */
  readonly until: (name: string, count?: number) => Promise<void>;
}

export async function startEventWorld(options: EventHubOptions = {}): Promise<EventWorld> {
  const uninstall = installEventSource();
  const feature = new ServerEventsFeature(options);
  const auth: Feature = { name: 'auth', register: (host) => host.authProvider(byName) };
  const host = new AppHost({ features: [auth, feature] });
  await host.listen(0);
  const clients: ServerEventsClient[] = [];
  const { url } = host;
  return {
    host,
    feature,
    events: feature.events,
    hub: feature.events as EventHub,
    url,
    connect: (channels, as) => listen(url, channels, as, clients),
    fetch: (path, { method = 'GET', as, body } = {}) =>
      fetch(path.startsWith('http') ? path : url + path, {
        method,
        body,
        headers: {
          ...(as === undefined ? {} : { Authorization: `Bearer ${as}` }),
          ...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
        },
      }),
    close: async () => {
      await Promise.all(clients.map((client) => client.stop()));
      feature.beforeStop();
      await host.close();
      uninstall();
    },
  };
}

const known = ['onConnect', 'onJoin', 'onLeave', 'onUpdate', 'onHeartbeat'];

async function listen(
  url: string,
  channels: string[],
  as: string | undefined,
  clients: ServerEventsClient[],
): Promise<Listener> {
  const told: ServerEventMessage[] = [];
  const failures: unknown[] = [];
  const client = new ServerEventsClient(url, channels, {
    handlers: Object.fromEntries(known.map((name) => [name, () => undefined])),
    onException: (error: unknown) => void failures.push(error),
    validate: (message) => {
      told.push(message);
      return true;
    },
  });
  if (as !== undefined) {
    const signedIn = { Authorization: `Bearer ${as}` };
    client.EventSource = eventSourceWith(signedIn) as never;
    client.serviceClient.bearerToken = as;
  }
  clients.push(client);
  client.start();
  const names = () => told.map(({ channel, target }) => (channel ? `${channel}@${target}` : target));
  const countOf = (name: string) => names().filter((each) => each === name).length;
  const until = (name: string, count = 1) =>
    eventually(`${count} × ${name}, not only ${names()}`, () => countOf(name) >= count, 5_000);
  await eventually('the client is connected', () => client.hasConnected() || failures.length > 0, 5_000);
  if (!client.hasConnected()) throw new Error(`The client did not connect: ${JSON.stringify(failures)}`);
  for (const channel of channels) await until(`${channel}@onJoin`);
  return { client, told, names, until, source: () => client.eventSource as unknown as TestEventSource };
}

/** A connection of one's own to the stream, without a client: bytes as they come, or never read. */
export interface RawStream {
  readonly socket: Socket;
  /** Everything that was read so far. */
  readonly text: () => string;
}

export interface RawOptions {
  /** Default: true. */
  readonly reads?: boolean;
  /** Default: `1.1`. */
  readonly version?: '1.0' | '1.1';
  /** What the header Host says. Default: where the world listens. */
  readonly host?: string;
}

export async function openRaw(world: { url: string }, path: string, options: RawOptions = {}): Promise<RawStream> {
  const { host: authority, hostname, port } = new URL(world.url);
  const { reads = true, version = '1.1', host = authority } = options;
  const socket = connect(Number(port), hostname);
  let text = '';
  socket.on('error', () => undefined);
  if (reads) {
    socket.on('data', (chunk) => {
      text += chunk.toString('utf8');
    });
  }
  await new Promise<void>((resolve) => socket.once('connect', resolve));
  socket.write(`GET ${path} HTTP/${version}\r\nHost: ${host}\r\n\r\n`);
  return { socket, text: () => text };
}

/** What the chunks of a chunked answer carry. */
export function unchunk(body: string): string {
  let rest = Buffer.from(body, 'utf8');
  let text = '';
  for (;;) {
    const end = rest.indexOf('\r\n');
    const length = end < 0 ? 0 : Number.parseInt(rest.toString('latin1', 0, end), 16);
    if (length === 0 || rest.length < end + 2 + length) return text;
    text += rest.toString('utf8', end + 2, end + 2 + length);
    rest = rest.subarray(end + 2 + length + 2);
  }
}
