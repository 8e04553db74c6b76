import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { JsonServiceClient } from '@servicestack/client';
import { Authenticate } from '../../../dtos/auth';
import { CreateAxemaUserSync } from '../../../dtos/booking/axema';
import { CustomerQuery } from '../../../dtos/booking/customers';
import { startVakaSimulator, type VakaSimulator } from '../../../src/booking/access/vaka-simulator/vaka-simulator';
import { simAccount } from '../../../src/booking/access/vaka-simulator/vaka-state';
import { newSecrets } from '../../../src/settings';
import { openEmptyDatabase, type TestDatabase } from '../../support/database';
import { connectTo, isOver, jobWhen } from './vaka-app';

const root = join(__dirname, '..', '..', '..');
const secrets = newSecrets();
// Another account than the demo's, whose setting every start points at the demo's own simulator.
const account = { ...simAccount, username: 'crash-test' };
const running = new Set<ChildProcess>();
let directory: string;
let database: TestDatabase | undefined;
let simulator: VakaSimulator;

beforeAll(async () => {
  directory = mkdtempSync(join(tmpdir(), 'missive-crash-'));
  // Without a server the process has an embedded database in its own directory.
  database = process.env.DATABASE_URL ? await openEmptyDatabase() : undefined;
  simulator = await startVakaSimulator({ accounts: [account] });
});
afterAll(async () => {
  for (const child of running) await kill(child);
  await simulator?.close();
  await database?.close();
  rmSync(directory, { recursive: true, force: true });
});

/** The product as an operator starts it, in a process of its own. */
async function startProcess(): Promise<{ child: ChildProcess; client: JsonServiceClient }> {
  const { DATABASE_URL: _server, ...env } = process.env;
  const child = spawn(process.execPath, ['-r', './swc-register.cjs', 'src/main.ts'], {
    cwd: root,
    env: {
      ...env,
      NODE_ENV: 'development',
      PORT: '0',
      DEMO: '1',
      LOG_LEVEL: 'error',
      AXEMA_ALLOW_PRIVATE_HOSTS: '1',
      DATA_DIR: directory,
      JWT_SECRET: secrets.jwtSecret,
      SECRET_KEYS: secrets.secretKeys,
      ...(database?.url ? { DATABASE_URL: database.url } : {}),
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  running.add(child);
  const client = new JsonServiceClient(await addressOf(child));
  const signIn = new Authenticate({ provider: 'credentials', userName: 'admin@missive.test', password: 'demo' });
  client.bearerToken = (await client.post(signIn)).bearerToken ?? '';
  return { child, client };
}

async function addressOf(child: ChildProcess): Promise<string> {
  if (!child.stdout) throw new Error('The process has no output.');
  for await (const line of createInterface({ input: child.stdout })) {
    const [, url] = /listens on (\S+)/.exec(line) ?? [];
    if (url) return url;
  }
  throw new Error('The process ended before it listened.');
}

/** As a power cut would. */
async function kill(child: ChildProcess): Promise<void> {
  running.delete(child);
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, 'exit');
  child.kill('SIGKILL');
  await ended;
}

it('reliability R5: a sync whose process is killed twice in the middle completes, and counts every person once', async () => {
  const before = await startProcess();
  const demoCustomers = (await before.client.get(new CustomerQuery({ include: 'Total', take: 1 }))).Total;
  simulator.state.reset({ seed: 11, persons: 900 });
  // Slow enough to be killed on its way: page 4 of the first attempt, page 7 of the second.
  simulator.state.faults.add({ match: '/api/v1/persons', mode: 'delay', value: 60_000, after: 3 });
  simulator.state.faults.add({ match: '/api/v1/persons', mode: 'delay', value: 60_000, after: 10 });
  await connectTo(before.client, simulator, { Username: account.username, Password: account.password });

  const { Id } = await before.client.post(new CreateAxemaUserSync());
  await jobWhen(before.client, Id, ({ UsersFound }) => UsersFound === 300);
  await kill(before.child);
  const between = await startProcess();
  await jobWhen(between.client, Id, ({ UsersFound }) => UsersFound === 600, 60_000);
  await kill(between.child);
  const after = await startProcess();
  const over = await jobWhen(after.client, Id, isOver, 60_000);

  // One of the 900 shares the e-mail address of another, and so the customer.
  expect(over).toMatchObject({ StatusName: 'Completed', UsersFound: 900, UsersCreated: 899, UsersUpdated: 1 });
  const customers = await after.client.get(new CustomerQuery({ include: 'Total', take: 1 }));
  expect(customers.Total - demoCustomers).toBe(899);
  await kill(after.child);
}, 180_000);
