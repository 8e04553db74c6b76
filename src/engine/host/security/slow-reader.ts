import type { ServerResponse } from 'node:http';

/** How long a client may leave an answer unread, without taking a single byte of it. */
export const readerPatienceMs = 15_000;

/**
 * Breaks the connection of a client that has stopped reading (reliability 3.2 #6). An answer that is slow in coming is
 * another thing: while nothing waits to be read, the client is waited for.
 */
export function dropSlowReader(response: ServerResponse, patienceMs = readerPatienceMs): void {
  response.setTimeout(patienceMs, () => {
    const { socket } = response;
    if (response.writableLength > 0 || (socket?.writableLength ?? 0) > 0) socket?.destroy();
    else socket?.setTimeout(patienceMs);
  });
}
