import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';
import { type FaultProxy, startFaultProxy } from '../support/fault-proxy';

let echo: Server;
let proxy: FaultProxy;
const heard: string[] = [];

beforeAll(async () => {
  echo = createServer((socket) => {
    socket.on('error', () => undefined);
    socket.on('data', (bytes) => {
      heard.push(String(bytes));
      socket.write(bytes);
    });
  }).listen(0, '127.0.0.1');
  await once(echo, 'listening');
  proxy = await startFaultProxy({ host: '127.0.0.1', port: (echo.address() as AddressInfo).port });
});
afterAll(async () => {
  await proxy.close();
  echo.close();
});
beforeEach(() => {
  proxy.set('ok');
  heard.splice(0);
});

async function open(): Promise<Socket> {
  const socket = connect(proxy.port, '127.0.0.1');
  await once(socket, 'connect');
  return socket;
}
/** What the other side says next, or how the connection ends. */
function next(socket: Socket): Promise<string> {
  return new Promise((resolve) => {
    socket.once('data', (bytes) => resolve(String(bytes)));
    socket.once('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? error.message));
    socket.once('close', () => resolve('closed'));
  });
}
async function say(socket: Socket, text: string): Promise<string> {
  const answer = next(socket);
  socket.write(text);
  return answer;
}

describe('the fault proxy', () => {
  it('passes everything on, also late', async () => {
    const socket = await open();

    expect(await say(socket, 'one')).toBe('one');
    proxy.set('latency', { latencyMs: 5 });
    expect(await say(socket, 'two')).toBe('two');
    socket.destroy();
  });

  it('breaks the connections that there are', async () => {
    const socket = await open();
    await say(socket, 'one');
    const end = next(socket);

    proxy.set('reset');

    expect(await end).toBe('ECONNRESET');
  });

  it('refuses new connections', async () => {
    proxy.set('refuse');

    expect(await next(await open())).toBe('closed');
  });

  it('swallows what either side says', async () => {
    const [swallowed, other] = [await open(), await open()];
    await Promise.all([say(swallowed, 'one'), say(other, 'two')]);

    proxy.set('blackhole');
    swallowed.write('lost');
    // Nothing tells that nothing has arrived; by now it would have.
    await new Promise((resolve) => setTimeout(resolve, 50));
    proxy.set('ok');

    expect(await say(swallowed, 'heard')).toBe('heard');
    expect(heard).toEqual(expect.arrayContaining(['one', 'two', 'heard']));
    expect(heard).not.toContain('lost');
    swallowed.destroy();
    other.destroy();
  });

  it('breaks a connection after so many bytes', async () => {
    proxy.set('cut-after', { cutAfter: 8 });
    const socket = await open();

    expect(await say(socket, 'four')).toBe('four');
    expect(await say(socket, 'more')).toBe('closed');
  });
});
