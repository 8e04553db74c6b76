import { Dto, Returns } from '../../../../dtos';
import { AppHost, Handles, Service } from '../../../../src/engine';
import { defaultServerLimits, serverOptions } from '../../../../src/engine/host/server-limits';
import { HelloService } from '../../../support/hello';
import { openRaw, type RawReply, readRaw } from '../../../support/raw-http';

@Returns('string')
@Dto()
class Much {}
class MuchService extends Service {
  @Handles(Much)
  any(): string {
    return 'x'.repeat(32 * 1024 * 1024);
  }
}

const quick = { headersTimeout: 400, requestTimeout: 800, connectionsCheckingInterval: 100 };
const hosts: AppHost[] = [];
async function startHost(options: ConstructorParameters<typeof AppHost>[0] = {}): Promise<AppHost> {
  const host = new AppHost({ services: [HelloService, MuchService], server: quick, ...options });
  await host.listen(0);
  hosts.push(host);
  return host;
}
afterEach(() => Promise.all(hosts.splice(0).map((host) => host.close())));

const slowHead = 'POST /api/Hello HTTP/1.1\r\nHost: a.example\r\n';
const slowBody = `${slowHead}Content-Type: application/json\r\nContent-Length: 100\r\n\r\n{`;

async function hold(host: AppHost, bytes: string): Promise<RawReply> {
  const socket = await openRaw(host.url);
  const reply = readRaw(socket, 20_000);
  socket.write(bytes);
  return reply;
}

describe('slow requests (reliability 3.2 #6)', () => {
  it('reliability 3.2 #6: have 10 s for their headers and 30 s in all, looked at every 5 s', () => {
    expect(serverOptions({ maxConnections: 7 })).toMatchObject({
      headersTimeout: 10_000,
      requestTimeout: 30_000,
      connectionsCheckingInterval: 5_000,
      keepAliveTimeout: 65_000,
      maxConnections: 7,
      insecureHTTPParser: false,
    });
    expect(defaultServerLimits.maxConnections).toBe(10_000);
  });

  it.each([
    ['headers', slowHead],
    ['a body', slowBody],
  ])('reliability 3.2 #6: answer 408 in an envelope for %s that do not come to an end', async (_what, bytes) => {
    const host = await startHost();

    const reply = await hold(host, bytes);

    expect(reply.statuses).toEqual([408]);
    expect(reply.isClosed).toBe(true);
    expect(reply.text).toContain('"errorCode":"RequestTimeout"');
    expect(reply.text).toMatch(/^Connection: close$/im);
  });

  it('reliability 3.2 #6: 1,000 slow connections end, and the others are served meanwhile', async () => {
    const host = await startHost();
    const slow = Array.from({ length: 1_000 }, (_, index) => hold(host, index % 2 === 0 ? slowHead : slowBody));

    const served: number[] = [];
    for (let call = 0; call < 50; call++) served.push((await fetch(`${host.url}/api/Hello`)).status);
    const replies = await Promise.all(slow);

    expect(served).toEqual(Array(50).fill(200));
    expect(replies.filter(({ isClosed }) => !isClosed)).toEqual([]);
    expect(new Set(replies.flatMap(({ statuses }) => statuses))).toEqual(new Set([408]));
  });

  it('reliability 3.2 #6: connections beyond the most are closed unread', async () => {
    const host = await startHost({
      server: { ...quick, headersTimeout: 5_000, requestTimeout: 5_000, maxConnections: 2 },
    });
    const held = [await openRaw(host.url), await openRaw(host.url)];
    for (const socket of held) socket.write(slowHead);

    const third = await hold(host, `${slowHead}\r\n`);
    for (const socket of held) socket.destroy();

    expect(third).toMatchObject({ isClosed: true, statuses: [] });
  });

  it('reliability 3.2 #6: a client that leaves its answer unread is cut off', async () => {
    const host = await startHost({ readerPatienceMs: 300 });
    const socket = await openRaw(host.url);
    const closed = new Promise((resolve) => socket.once('close', resolve));
    socket.on('error', () => undefined);

    socket.write('GET /api/Much HTTP/1.1\r\nHost: a.example\r\n\r\n');
    await new Promise((resolve) => socket.once('readable', resolve));
    const ended = await Promise.race([
      serverSide(host).then(() => 'cut off'),
      new Promise((resolve) => setTimeout(() => resolve('still open'), 10_000).unref()),
    ]);
    socket.destroy();
    await closed;

    expect(ended).toBe('cut off');
  });
});

/** Resolves when the host has no connection left. */
async function serverSide(host: AppHost): Promise<void> {
  for (;;) {
    const count = await new Promise<number>((resolve, reject) =>
      host.httpServer?.getConnections((error, found) => (error ? reject(error) : resolve(found))),
    );
    if (count === 0) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
