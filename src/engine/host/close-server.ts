import type { Server } from 'node:http';
import { Server as NetServer, type Socket } from 'node:net';

const lookEveryMs = 50;

/**
 * Answers a function that stops accepting and resolves when everything that was asked has been answered. Before that,
 * connections without a request end: Node ends only those that have waited for one since before, and a connection whose
 * client has opened it in advance, or has just got its answer, would otherwise be waited for as long as it may wait.
 *
 * `lingerMs`: not before that time. A request that is on its way to a connection that ends is lost to its client.
 */
export function closer(server: Server): (lingerMs: number) => Promise<void> {
  const sockets = new Set<Socket>();
  server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
  });
  return (lingerMs) =>
    new Promise((resolve) => {
      if (!server.listening) return resolve();
      const endsUnusedAt = performance.now() + lingerMs;
      const endUnused = (): void => {
        if (performance.now() < endsUnusedAt) return;
        server.closeIdleConnections();
        for (const socket of sockets) if (socket.bytesRead === 0) socket.destroy();
      };
      const looking = setInterval(endUnused, lookEveryMs);
      server.once('close', () => {
        clearInterval(looking);
        resolve();
      });
      if (lingerMs === 0) {
        server.close();
        return endUnused();
      }
      // Just after the loop has accepted whoever was waiting: the kernel resets those that nobody has accepted. Not by the
      // `close` of HTTP, which ends idle connections at once.
      setImmediate(() => NetServer.prototype.close.call(server));
    });
}
