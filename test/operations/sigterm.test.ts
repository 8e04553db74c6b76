import { mkdtempSync } from 'node:fs';
import { Agent, request as httpRequest, type IncomingMessage } from 'node:http';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { entities, migrations } from '../../src/app-data';
import { openDatabase } from '../../src/data';
import { openTestDatabase, type TestDatabase } from '../support/database';
import { eventually } from '../support/eventually';
import { type ProductProcess, startProduct } from '../support/product-process';
import { openRaw } from '../support/raw-http';
import { testDirectory } from '../support/test-run';

const adminSecret = 'an-operator-secret-of-32-letters';
const metricsToken = 'a-metrics-token-of-31-letters--';
const clients = 8;
const pauseMs = 20;
const rounds = process.env.DATABASE_URL ? [1, 2, 3, 4, 5] : [1];

let database: TestDatabase | undefined;
let dataDir: string;
let product: ProductProcess | undefined;

beforeAll(async () => {
  database = process.env.DATABASE_URL ? await openTestDatabase() : undefined;
  dataDir = mkdtempSync(join(testDirectory(), 'sigterm-'));
});
afterEach(() => product?.kill());
afterAll(() => database?.close());

/** Starts the product on the test's database, or on an embedded one of its own. */
async function start(env: Readonly<Record<string, string>> = {}): Promise<ProductProcess> {
  product = await startProduct({
    DATA_DIR: dataDir,
    ADMIN_SECRET: adminSecret,
    METRICS_TOKEN: metricsToken,
    ...(database?.url === undefined ? {} : { DATABASE_URL: database.url }),
    ...env,
  });
  return product;
}

interface Ledger {
  /** Ids of requests that were answered with 200. */
  readonly acknowledged: string[];
  /** Everything else that has happened to a request. */
  readonly troubles: string[];
}

/** Registers customers one after the other on one connection, until the server says that it is the last answer. */
async function registerUntilTold(url: string, prefix: string, ledger: Ledger): Promise<void> {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  for (let count = 0; ; count++) {
    const id = `${prefix}-${count}`;
    try {
      const { statusCode, headers } = await register(url, id, agent);
      if (statusCode === 200) ledger.acknowledged.push(id);
      else ledger.troubles.push(`${id}: ${statusCode}`);
      if (headers.connection === 'close') return agent.destroy();
    } catch (error) {
      ledger.troubles.push(`${id}: ${(error as NodeJS.ErrnoException).code}`);
      return agent.destroy();
    }
    await delay(pauseMs);
  }
}

function register(url: string, id: string, agent: Agent): Promise<IncomingMessage> {
  const headers = { 'content-type': 'application/json', authsecret: adminSecret, 'x-request-id': id };
  return new Promise((resolve, reject) => {
    const request = httpRequest(`${url}/api/RegisterCustomer`, { method: 'POST', agent, headers }, (response) => {
      response.resume();
      response.once('end', () => resolve(response));
      response.once('error', reject);
    });
    request.once('error', reject);
    request.end(JSON.stringify({ name: id }));
  });
}

async function storedNames(prefix: string): Promise<string[]> {
  const opened = database ?? (await openDatabase({ dataDir: `${dataDir}/database`, entities, migrations }));
  try {
    const sql = 'select name from filing_customer where name like $1 order by name';
    const rows: { name: string }[] = await opened.dataSource.query(sql, [`${prefix}-%`]);
    return rows.map(({ name }) => name);
  } finally {
    if (!database) await opened.close();
  }
}

describe('SIGTERM', () => {
  it.each(rounds)(
    'R11, reliability 1.5: under load drops no accepted request and exits with 0, round %i',
    async (round) => {
      const { url, lines, ended, signal } = await start();
      const ledger: Ledger = { acknowledged: [], troubles: [] };
      const prefix = `round${round}`;
      const load = Array.from({ length: clients }, (_, client) =>
        registerUntilTold(url, `${prefix}-${client}`, ledger),
      );
      await eventually('the load runs', () => ledger.acknowledged.length >= 100, 60_000);

      signal('SIGTERM');
      await Promise.all(load);

      expect(await ended).toBe(0);
      expect(ledger.troubles).toEqual([]);
      const acknowledged = ledger.acknowledged.toSorted();
      expect(await storedNames(prefix)).toEqual(acknowledged);
      const logged = lines.map((line) => JSON.parse(line) as Record<string, unknown>);
      const answered = logged.filter(({ operation, status }) => operation === 'RegisterCustomer' && status === 200);
      expect(answered.map(({ requestId }) => requestId).toSorted()).toEqual(acknowledged);
      const text = lines.join('\n');
      expect([adminSecret, metricsToken].filter((secret) => text.includes(secret))).toEqual([]);
    },
    120_000,
  );

  it('reliability 6.1: with PRESTOP_MS leaves time to be taken out of service: readyz is red, requests are answered', async () => {
    const { url, ended, signal } = await start({ PRESTOP_MS: '1500' });
    const status = async (path: string): Promise<number> => (await fetch(`${url}${path}`)).status;
    expect(await status('/readyz')).toBe(200);

    signal('SIGTERM');

    await eventually('red', async () => (await status('/readyz')) === 503);
    expect(await status('/healthz')).toBe(200);
    expect(await ended).toBe(0);
  }, 60_000);

  it.each([
    ['a second signal comes', {}, ['SIGTERM', 'SIGTERM'] as const],
    ['the grace is over', { SHUTDOWN_GRACE_MS: '700' }, ['SIGINT'] as const],
  ])(
    'reliability 6.1: exits with 1 when a request does not end and %s',
    async (_when, env, signals) => {
      const { url, ended, signal } = await start(env);
      const socket = await openRaw(url);
      socket.on('error', () => undefined);
      socket.write('POST /api/RegisterCustomer HTTP/1.1\r\nHost: a\r\nContent-Length: 100\r\n\r\n{"name":');
      const inFlight = async (): Promise<boolean> =>
        /requests_in_flight 2\n/.test(await (await fetch(`${url}/metrics`)).text());
      await eventually('the request has begun', inFlight);

      for (const name of signals) {
        signal(name);
        // The kernel joins two signals of a kind that nobody has taken yet.
        await delay(200);
      }

      expect(await ended).toBe(1);
      socket.destroy();
    },
    60_000,
  );
});
