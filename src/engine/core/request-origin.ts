import type { IncomingMessage } from 'node:http';

/** Who really sent a request, and to which address, where proxies stand between. */
export interface RequestOrigin {
  readonly remoteAddress?: string;
  /** Whether the caller's own connection is encrypted. */
  readonly isSecure: boolean;
  /** As the caller wrote it; empty: none. Whether it is a host[:port] has not been checked. */
  readonly host: string;
}

const forwarded = new WeakMap<IncomingMessage, RequestOrigin>();

/** Notes what a trusted proxy says; whoever asks `originOf` is told. */
export function setOrigin(request: IncomingMessage, origin: RequestOrigin): void {
  forwarded.set(request, origin);
}

/** What the connection says, unless a trusted proxy knows better. */
export function originOf(request: IncomingMessage): RequestOrigin {
  return (
    forwarded.get(request) ?? {
      remoteAddress: request.socket.remoteAddress,
      isSecure: 'encrypted' in request.socket,
      host: request.headers.host ?? '',
    }
  );
}

const hostAndPort = /^(?:[a-z0-9_](?:[a-z0-9_.-]{0,252})|\[[0-9a-f:.]{2,45}\])(?::\d{1,5})?$/i;

/** Whether a text is what `Host` may hold: a host name or address, and perhaps a port (decisions D39). */
export function isHostAndPort(text: string): boolean {
  return hostAndPort.test(text);
}
