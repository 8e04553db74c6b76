import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openTestDatabase } from '../../support/database';
import { eventually } from '../../support/eventually';
import { type Program, startProgram } from '../../support/program';

// Each test starts two programs.
jest.setTimeout(120_000);

type Fault = 'before-commit' | 'after-commit';
interface Told {
  readonly url?: string;
  readonly error?: string;
}

const programs: Program<Told>[] = [];
let where: string;
let remove: () => Promise<unknown>;

beforeAll(async () => {
  if (process.env.DATABASE_URL) {
    const database = await openTestDatabase();
    where = database.url ?? '';
    remove = () => database.close();
  } else {
    where = await mkdtemp(join(tmpdir(), 'idempotency-'));
    remove = () => rm(where, { recursive: true, force: true });
  }
});
afterEach(() => Promise.all(programs.splice(0).map((program) => program.kill())));
afterAll(() => remove());

async function serve(fault?: Fault): Promise<{ url: string; program: Program<Told> }> {
  const program = startProgram<Told>('test/data/programs/order-server.ts', fault ? [where, fault] : [where]);
  programs.push(program);
  const { url, error } = await program.next();
  if (url === undefined) throw new Error(`The server does not start: ${error}`);
  return { url, program };
}

async function order(url: string, text: string): Promise<Response> {
  return fetch(`${url}/orders`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', 'Idempotency-Key': `order-${text}` },
    body: JSON.stringify({ text }),
  });
}

async function orders(url: string, text: string): Promise<number> {
  return Number(await (await fetch(`${url}/api/CountOrders?text=${text}`)).text());
}

describe('a server that is killed while it executes a message under a key', () => {
  it('reliability 3.2 #18 after the commit and before the answer: the retry gets the saved answer', async () => {
    const dying = await serve('after-commit');
    await expect(order(dying.url, 'committed')).rejects.toThrow('fetch failed');
    await dying.program.kill();

    const { url } = await serve();
    const retry = await order(url, 'committed');
    const again = await order(url, 'committed');

    expect([retry.status, retry.headers.get('Idempotency-Replayed')]).toEqual([200, 'true']);
    expect(await retry.json()).toMatchObject({ text: 'committed' });
    expect(again.headers.get('Idempotency-Replayed')).toBe('true');
    expect(await orders(url, 'committed')).toBe(1);
  });

  it('before the commit: nothing stays, nothing is locked, and the retry executes it', async () => {
    const dying = await serve('before-commit');
    await expect(order(dying.url, 'uncommitted')).rejects.toThrow('fetch failed');
    await dying.program.kill();

    const { url } = await serve();
    expect(await orders(url, 'uncommitted')).toBe(0);
    let retry = await order(url, 'uncommitted');
    // The database may take a moment to notice that the process is gone.
    await eventually('the key is free', async () => {
      if (retry.status === 409) retry = await order(url, 'uncommitted');
      return retry.status !== 409;
    });

    expect([retry.status, retry.headers.get('Idempotency-Replayed')]).toEqual([200, null]);
    expect(await orders(url, 'uncommitted')).toBe(1);
  });

  it('after a queued message has committed: its job is delivered again and changes nothing', async () => {
    const dying = await serve('after-commit');
    const send = (text: string) =>
      fetch(`${dying.url}/json/oneway/PlaceOrder`, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json' },
        body: JSON.stringify({ text }),
      });
    expect((await send('queued')).status).toBe(200);
    await expect(dying.program.next()).rejects.toThrow('SIGKILL');

    const { url } = await serve();
    expect(await orders(url, 'queued')).toBe(1);
    const sent = await fetch(`${url}/json/oneway/PlaceOrder`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ text: 'later' }),
    });
    await eventually('no job is waiting', async () => (await waiting(url)) === 0);

    expect(sent.status).toBe(200);
    expect([await orders(url, 'queued'), await orders(url, 'later')]).toEqual([1, 1]);
  });
});

/** Jobs that are not done. */
async function waiting(url: string): Promise<number> {
  return Number(await (await fetch(`${url}/api/CountJobs`)).text());
}
