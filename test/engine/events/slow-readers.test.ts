import type { Server, Socket } from 'node:net';
import { eventually } from '../../support/eventually';
import { type EventWorld, openRaw, type RawStream, startEventWorld } from './event-world';

/** Reliability 3.2 #26: clients that connect and never read. */
let world: EventWorld;
let serverSockets: Set<Socket>;
const raws: RawStream[] = [];

async function start(options: Parameters<typeof startEventWorld>[0]): Promise<void> {
  world = await startEventWorld({ maxPerAddress: 1_000, ...options });
  serverSockets = new Set();
  const { server } = world.host as unknown as { server: Server };
  server.on('connection', (socket) => {
    serverSockets.add(socket);
    socket.on('close', () => serverSockets.delete(socket));
  });
}
afterEach(async () => {
  for (const { socket } of raws.splice(0)) socket.destroy();
  await world?.close();
});

const unread = () => [...serverSockets].reduce((sum, { writableLength }) => sum + writableLength, 0);
const turn = () => new Promise((resolve) => setImmediate(resolve));

async function neverReading(count: number): Promise<void> {
  const before = world.hub.size;
  for (let n = 0; n < count; n++) raws.push(await openRaw(world, '/event-stream?channels=A', { reads: false }));
  await eventually('all are connected', () => world.hub.size === before + count);
}

describe('a client that does not read', () => {
  it('is disconnected once it has left too much unread, and the others are not', async () => {
    await start({ maxUnreadBytes: 100_000 });
    const reader = await world.connect(['A']);
    await neverReading(1);
    const message = 'x'.repeat(50_000);

    for (let n = 0; n < 400 && world.hub.size > 1; n++) {
      world.events.notifyChannel('A', 'cmd.much', message);
      await turn();
    }
    await eventually('it is gone', () => world.hub.size === 1);
    world.events.notifyChannel('A', 'cmd.end');
    await reader.until('A@end');

    expect(reader.names()).toContain('A@onLeave');
  });

  it('is not disconnected for what is published in one turn, which no socket could have sent yet', async () => {
    await start({ maxUnreadBytes: 100_000 });
    const reader = await world.connect(['A']);

    for (let n = 0; n < 20; n++) world.events.notifyChannel('A', 'cmd.burst', 'x'.repeat(20_000));
    await reader.until('A@burst', 20);

    expect(reader.source().connections).toBe(1);
  });

  it('cannot make the server hold its heartbeats for ever', async () => {
    await start({ maxUnreadBytes: 20_000, idleTimeoutMs: 60_000 });
    const raw = await openRaw(world, '/event-stream?channels=A');
    await eventually('it is connected', () => raw.text().includes('heartbeatUrl'));
    raws.push(raw);
    const heartbeatUrl = /"heartbeatUrl":"([^"]+)"/.exec(raw.text())?.[1] ?? '';
    raw.socket.pause();
    // What the system itself buffers is out of our hands; filled up, every further byte waits in the process.
    for (let n = 0; n < 400 && unread() === 0; n++) {
      world.events.notifyChannel('A', 'cmd.fill', 'x'.repeat(10_000));
      await turn();
    }

    const statuses: number[] = [];
    while (statuses.at(-1) !== 404 && statuses.length < 500) {
      const answer = await fetch(heartbeatUrl, { method: 'POST' });
      await answer.text();
      statuses.push(answer.status);
    }

    expect([statuses[0], statuses.at(-1)]).toEqual([200, 404]);
    expect(unread()).toBe(0);
  });

  it('with 200 others costs no more than its share of the budget for all', async () => {
    const budget = 4_000_000;
    await start({ maxTotalUnreadBytes: budget, maxPresence: 10 });
    await neverReading(200);
    let most = 0;

    for (let n = 0; n < 300 && world.hub.size > 0; n++) {
      world.events.notifyAll('cmd.much', 'x'.repeat(30_000));
      await turn();
      await turn();
      most = Math.max(most, unread());
    }

    // One message each may be on its way when the check comes.
    expect(most).toBeLessThan(budget + 200 * 31_000);
    expect(world.hub.size).toBe(0);
    await eventually('no socket is held', () => serverSockets.size === 0);
  });
});
