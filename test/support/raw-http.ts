import { connect, type Socket } from 'node:net';

/** What a server wrote on one connection until it ended, or had been silent for `quietMs` after it had begun. */
export interface RawReply {
  readonly text: string;
  readonly isClosed: boolean;
  /** Status lines found in it: one per answer. */
  readonly statuses: readonly number[];
}

/** Sends bytes as they are. `parts` are written one after the other. */
export async function sendRaw(url: string, parts: string | readonly string[], quietMs = 1_500): Promise<RawReply> {
  const socket = await openRaw(url);
  const reply = readRaw(socket, quietMs);
  for (const part of [parts].flat()) if (socket.writable) socket.write(part, 'latin1');
  return reply;
}

export function openRaw(url: string): Promise<Socket> {
  const { hostname, port } = new URL(url);
  return new Promise((resolve, reject) => {
    const socket = connect(Number(port), hostname, () => resolve(socket));
    socket.once('error', reject);
  });
}

/** Reads until the server ends the connection or has said nothing more for `quietMs`. */
export function readRaw(socket: Socket, quietMs: number): Promise<RawReply> {
  return new Promise((resolve) => {
    let text = '';
    let quiet: NodeJS.Timeout | undefined;
    const done = (isClosed: boolean): void => {
      clearTimeout(quiet);
      socket.destroy();
      const statuses = [...text.matchAll(/HTTP\/1\.1 (\d{3})/g)].map((match) => Number(match[1]));
      resolve({ text, isClosed, statuses });
    };
    const listen = (waitMs = quietMs): void => {
      clearTimeout(quiet);
      quiet = setTimeout(() => done(false), waitMs);
    };
    socket.on('data', (bytes) => {
      text += bytes.toString('latin1');
      listen();
    });
    socket.on('error', () => done(true));
    socket.on('close', () => done(true));
    // An answer may take its time; what would be a second one comes at once.
    listen(Math.max(quietMs, 10_000));
  });
}
