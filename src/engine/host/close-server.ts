import type { Server } from 'node:http';
import type { Socket } from 'node:net';

const lookEveryMs = 50;

/**
 * Answers a function that stops accepting and resolves when everything that was asked has been answered. Before that,
 * connections without a request end: Node ends only those that have waited for one since before, and a connection whose
 * client has opened it in advance, or has just got its answer, would otherwise be waited for as long as it may wait.
 */
export function closer(server: Server): () => Promise<void> {
  const sockets = new Set<Socket>();
  server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
  });
  const endUnused = (): void => {
    server.closeIdleConnections();
    for (const socket of sockets) if (socket.bytesRead === 0) socket.destroy();
  };
  return () =>
    new Promise((resolve) => {
      const looking = setInterval(endUnused, lookEveryMs);
      server.close(() => {
        clearInterval(looking);
        resolve();
      });
      endUnused();
    });
}
