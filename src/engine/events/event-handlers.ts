import type { IncomingMessage, ServerResponse } from 'node:http';
import { addressKey } from '../core/address-key';
import type { RawHandler } from '../core/raw-handler';
import type { RequestContext } from '../core/request-context';
import { baseUrlOf } from '../metadata/base-url';
import type { Connection } from './admission';
import type { EventHub } from './event-hub';
import { unnamedChannel } from './frame';
import type { Caller } from './hub-message';
import { identityOf } from './identity';
import { subscribersOf } from './outcome-errors';
import { sessionIdOf } from './session-id';

const paths = { stream: '/event-stream', heartbeat: '/event-heartbeat', unregister: '/event-unregister' };

/** The addresses of server events that are no operations (http-contract 8). */
export function eventHandlers(hub: EventHub): RawHandler[] {
  return [eventStream(hub), heartbeat(hub), unregister(hub)];
}

/** Who asks, as the hub compares it with who connected. */
export function callerOf({ session, remoteAddress }: RequestContext): Caller {
  return { userId: identityOf(session), address: addressKey(remoteAddress) };
}

/** `GET /event-stream?channels=A,B`: kept open, for one event after the other. Errors: as EventHub.admit. */
function eventStream(hub: EventHub): RawHandler {
  return {
    matches: isAt('GET', paths.stream),
    async handle(request, response, context) {
      const connection = connectionOf(context);
      const baseUrl = baseUrlOf(request);
      hub.admit(connection);
      if (response.destroyed) return;
      begin(request, response, context);
      const subscription = hub.connect(connection, response, (id) => greeting(hub, baseUrl, id));
      const leave = (): void => hub.disconnect(subscription);
      response.once('close', leave);
      // A write to a connection that has just broken. What it means is said by 'close'.
      response.on('error', leave);
      context.signal.addEventListener('abort', leave, { once: true });
    },
  };
}

/** `POST /event-heartbeat?id=…`: empty, and a `cmd.onHeartbeat` in the stream. Errors: 404, 403, 503. */
function heartbeat(hub: EventHub): RawHandler {
  return {
    matches: isAt('POST', paths.heartbeat),
    async handle(_request, response, context) {
      const command = { name: 'heartbeat', id: parameter(context, 'id') ?? '', caller: callerOf(context) } as const;
      subscribersOf(await hub.perform(command), hub.settings.maxChannels);
      answer(response, context, '');
    },
  };
}

/** `POST /event-unregister?id=…`: what was known of the subscription. Errors: 404, 403, 503. */
function unregister(hub: EventHub): RawHandler {
  return {
    matches: isAt('POST', paths.unregister),
    async handle(_request, response, context) {
      const command = { name: 'unregister', id: parameter(context, 'id') ?? '', caller: callerOf(context) } as const;
      const [subscriber] = subscribersOf(await hub.perform(command), hub.settings.maxChannels);
      answer(response, context, JSON.stringify(subscriber));
    },
  };
}

function isAt(verb: string, path: string): RawHandler['matches'] {
  return (actualVerb, actualPath) => actualVerb === verb && actualPath.toLowerCase().replace(/\/$/, '') === path;
}

function connectionOf(context: RequestContext): Connection {
  const named = (parameter(context, 'channels') ?? '').split(',').map((channel) => channel.trim());
  const channels = [...new Set(named)].filter((channel) => channel !== '');
  return {
    session: context.session,
    sessionId: sessionIdOf(context.headers),
    address: addressKey(context.remoteAddress),
    channels: channels.length > 0 ? channels : [unnamedChannel],
  };
}

function parameter({ queryString }: RequestContext, name: string): string | undefined {
  for (const [key, value] of new URLSearchParams(queryString)) if (key.toLowerCase() === name) return value;
  return undefined;
}

function begin({ socket }: IncomingMessage, response: ServerResponse, context: RequestContext): void {
  socket.setNoDelay(true);
  socket.setTimeout(0);
  // Nothing follows a stream on its connection, so the connection ends with it.
  response.shouldKeepAlive = false;
  response.writeHead(200, {
    ...context.responseHeaders,
    'Content-Type': 'text/event-stream',
    'Cache-Control': 'no-cache',
    // nginx would collect what is written until its buffer is full.
    'X-Accel-Buffering': 'no',
  });
  response.flushHeaders();
}

function greeting({ settings }: EventHub, baseUrl: string, id: string): Record<string, string> {
  return {
    id,
    unRegisterUrl: `${baseUrl}${paths.unregister}?id=${id}`,
    heartbeatUrl: `${baseUrl}${paths.heartbeat}?id=${id}`,
    updateSubscriberUrl: `${baseUrl}/event-subscribers/${id}`,
    heartbeatIntervalMs: String(settings.heartbeatIntervalMs),
    idleTimeoutMs: String(settings.idleTimeoutMs),
  };
}

function answer(response: ServerResponse, context: RequestContext, json: string): void {
  const type = json === '' ? 'text/plain; charset=utf-8' : 'application/json; charset=utf-8';
  response.writeHead(200, {
    ...context.responseHeaders,
    'Content-Type': type,
    'Cache-Control': 'no-store',
    'Content-Length': Buffer.byteLength(json),
  });
  response.end(json);
}
