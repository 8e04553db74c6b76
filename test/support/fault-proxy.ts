import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

/**
 * What happens to connections: `ok` passes everything on; `refuse` ends new ones and breaks those that there are; `reset` breaks
 * those that there are; `blackhole` swallows what either side says; `latency` delays it; `cut-after` breaks a connection once so
 * many bytes have passed.
 */
export type Fault = 'ok' | 'refuse' | 'reset' | 'blackhole' | 'latency' | 'cut-after';

export interface FaultOptions {
  /** For `latency`, in each direction. */
  readonly latencyMs?: number;
  /** For `cut-after`: bytes of both directions together. */
  readonly cutAfter?: number;
}

/** A TCP proxy in front of something that is to be away, slow or broken (reliability 4.4). */
export interface FaultProxy {
  readonly port: number;
  set(fault: Fault, options?: FaultOptions): void;
  close(): Promise<void>;
}

interface State {
  fault: Fault;
  options: FaultOptions;
}

export async function startFaultProxy(target: { host: string; port: number }): Promise<FaultProxy> {
  const state: State = { fault: 'ok', options: {} };
  const sockets = new Set<Socket>();
  const breakAll = (): void => {
    for (const socket of sockets) socket.resetAndDestroy();
  };
  const server = createServer((client) => {
    if (state.fault === 'refuse') return void client.destroy();
    const upstream = connect(target);
    for (const socket of [client, upstream]) sockets.add(socket);
    join(client, upstream, state);
    for (const [one, other] of [
      [client, upstream],
      [upstream, client],
    ] as const) {
      // Broken connections are what this is for.
      one.on('error', () => undefined);
      one.on('close', () => {
        sockets.delete(one);
        other.destroy();
      });
    }
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    port: (server.address() as AddressInfo).port,
    set: (fault, options = {}) => {
      Object.assign(state, { fault, options });
      if (fault === 'refuse' || fault === 'reset') breakAll();
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const socket of sockets) socket.destroy();
      }),
  };
}

function join(client: Socket, upstream: Socket, state: State): void {
  let passed = 0;
  const pass = (from: Socket, to: Socket): void => {
    from.on('data', (bytes: Buffer) => {
      const { fault, options } = state;
      passed += bytes.length;
      if (fault === 'blackhole') return;
      if (fault === 'cut-after' && passed > (options.cutAfter ?? 0)) {
        from.destroy();
        to.destroy();
      } else if (fault === 'latency') setTimeout(() => to.writable && to.write(bytes), options.latencyMs ?? 0);
      else if (to.writable) to.write(bytes);
    });
  };
  pass(client, upstream);
  pass(upstream, client);
}
