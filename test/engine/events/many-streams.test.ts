import { execFileSync } from 'node:child_process';
import { eventually } from '../../support/eventually';
import { openRaw, readRaw } from '../../support/raw-http';
import { type EventWorld, startEventWorld } from './event-world';

/** Each stream has a socket at both of its ends, and both ends are in this process. */
const openFiles = Number(execFileSync('sh', ['-c', 'ulimit -n'], { encoding: 'utf8' }).trim()) || 65_536;
const count = Math.min(5_000, Math.floor((openFiles - 1_000) / 2));
const request = 'GET /event-stream?channels=A HTTP/1.1\r\nHost: a.example\r\n\r\n';

describe('streams that nobody reads (reliability 3.2 #26)', () => {
  let world: EventWorld;
  const sockets: { destroy(): void }[] = [];
  afterEach(async () => {
    for (const socket of sockets.splice(0)) socket.destroy();
    await world?.close();
  });

  it(`reliability 3.2 #26: ${count} of them cost little memory, keep nobody else waiting, and one more is refused`, async () => {
    world = await startEventWorld({ maxPerAddress: count, maxPresence: 10, maxTotalUnreadBytes: 8_000_000 });
    const before = process.memoryUsage().rss;
    for (let at = 0; at < count; at += 250) {
      const some = Math.min(250, count - at);
      const opened = await Promise.all(Array.from({ length: some }, () => openRaw(world.url)));
      for (const socket of opened) {
        socket.on('error', () => undefined);
        socket.pause();
        socket.write(request);
        sockets.push(socket);
      }
      await eventually('they are connected', () => world.hub.size === at + some);
    }

    const grown = process.memoryUsage().rss - before;
    const extra = await openRaw(world.url);
    extra.write(request.replace('HTTP/1.1\r\n', 'HTTP/1.1\r\nConnection: close\r\n'));
    const refused = await readRaw(extra, 5_000);
    world.events.notifyAll('cmd.news', 'x'.repeat(1_000));
    const served = await world.fetch('/event-subscribers?channels=A');

    process.stdout.write(
      `${count} event streams: ${Math.round(grown / count / 1_024)} KiB each, both ends of the socket\n`,
    );
    expect(refused.statuses).toEqual([429]);
    expect(served.status).toBe(200);
    expect(world.hub.size).toBe(count);
    expect(grown / count).toBeLessThan(100 * 1_024);
  });
});
