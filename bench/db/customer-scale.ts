import { randomBytes } from 'node:crypto';
import { startMissive } from '../../src/app-host';
import { UserRepository } from '../../src/data';
import { hashPassword, silentLog } from '../../src/engine';
import { readSettings } from '../../src/settings';
import { sample } from '../contract/bodies';
import { markdownTable } from '../measure/markdown';
import type { Times } from '../measure/process-scale';
import { median } from '../measure/statistics';
import { addCompany, addCustomers, type BenchDatabase, customerId, withDatabase } from './bench-database';
import { callsPerSecond } from './in-flight';
import { updateOf } from './update-ways';

const administrator = { userName: 'admin@bench.test', password: randomBytes(12).toString('hex') };

/** Calls of the whole product over HTTP, with ever more customers in one company. Prints times as multiples of the first. */
export async function customerScale({ rounds, seconds, counts }: Times & { counts: readonly number[] }): Promise<void> {
  await withDatabase(async (database) => {
    const fields = await addCompany(database);
    await addAdministrator(database);
    const app = await startMissive(settings(), { database, log: silentLog });
    try {
      const call = await signedIn(app.url ?? '');
      const times = new Map<number, Map<string, number>>();
      let from = 1;
      for (const count of counts) {
        await addCustomers(database, from, count);
        from = count + 1;
        times.set(count, await timesOf(callsOf(call, count, fields), { rounds, seconds }));
      }
      process.stdout.write(`\nTime per call, 16 in flight, as multiples of that with ${counts[0]} customers.\n\n`);
      process.stdout.write(`${tableOf(times)}\n`);
    } finally {
      await app.close();
    }
  });
}

function settings() {
  const secrets = {
    JWT_SECRET: randomBytes(32).toString('base64'),
    SECRET_KEYS: `bench:${randomBytes(32).toString('base64')}`,
  };
  return readSettings({ PORT: '0', LOG_LEVEL: 'silent', DEMO: '0', NODE_ENV: 'test', ...secrets });
}

async function addAdministrator({ dataSource }: BenchDatabase): Promise<void> {
  const { userName, password } = administrator;
  await new UserRepository(dataSource.manager).add({
    userName,
    email: userName,
    companyId: sample.companyId,
    roles: ['bookingsupplier-administrator-write'],
    passwordHash: await hashPassword(password),
  });
}

type Call = (method: string, path: string, body?: object) => Promise<Record<string, unknown>>;

async function signedIn(url: string): Promise<Call> {
  let token: unknown;
  const call: Call = async (method, path, body) => {
    const response = await fetch(`${url}${path}`, {
      method,
      body: body && JSON.stringify(body),
      headers: {
        Accept: 'application/json',
        'Content-Type': 'application/json',
        ...(token !== undefined && { Authorization: `Bearer ${String(token)}` }),
      },
    });
    const text = await response.text();
    if (response.status !== 200) throw new Error(`${method} ${path} answers ${response.status}: ${text.slice(0, 300)}`);
    return JSON.parse(text) as Record<string, unknown>;
  };
  const answer = await call('POST', '/api/Authenticate', { provider: 'credentials', ...administrator });
  token = answer.bearerToken ?? answer.BearerToken;
  return call;
}

type Calls = Readonly<Record<string, (n: number) => Promise<void>>>;

/** Each says what must come back: a call that finds nothing would be fast. */
function callsOf(call: Call, count: number, fields: readonly number[]): Calls {
  const found = (answer: Record<string, unknown>, wanted: number, what: string) => {
    const rows = answer.Results as unknown[];
    if (rows?.length !== wanted) throw new Error(`${what} finds ${rows?.length} customers, ${wanted} are there.`);
  };
  const page = `CompanyId=${sample.companyId}&Take=20`;
  return {
    'find by id': async (n) => found(await call('GET', `/customers/${customerId(n)}?${page}`), 1, 'find by id'),
    'first page': async () => found(await call('GET', `/customers?${page}`), 20, 'first page'),
    'page in the middle': async () =>
      found(await call('GET', `/customers?${page}&Skip=${count >> 1}`), 20, 'page in the middle'),
    'search for one': async (n) =>
      found(await call('GET', `/customers?${page}&Search=anna.${n}@example.com`), 1, 'search for one'),
    update: async (n) => {
      const { Id, ...body } = updateOf(n, fields);
      const { Firstname } = await call('PUT', `/customers/${Id}`, body);
      if (Firstname !== body.Firstname) throw new Error(`update answers ${String(Firstname)}.`);
    },
  };
}

async function timesOf(calls: Calls, { rounds, seconds }: Times): Promise<Map<string, number>> {
  const times = new Map<string, number>();
  // Away from each other, and each in turn: no two updates in flight are of the same customer.
  let at = 0;
  const next = () => ((at++ * 37) % 1000) + 1;
  for (const [name, call] of Object.entries(calls)) {
    await callsPerSecond(() => call(next()), { inFlight: 16, seconds: 2 });
    const rates: number[] = [];
    for (let round = 0; round < rounds; round++) {
      rates.push(await callsPerSecond(() => call(next()), { inFlight: 16, seconds }));
    }
    times.set(name, 1 / median(rates));
  }
  return times;
}

function tableOf(times: ReadonlyMap<number, ReadonlyMap<string, number>>): string {
  const counts = [...times.keys()];
  const base = times.get(counts[0] ?? 0);
  const names = [...(base?.keys() ?? [])];
  const rows = names.map((name) => [
    name,
    ...counts.map((count) => ((times.get(count)?.get(name) ?? 0) / (base?.get(name) ?? 1)).toFixed(2)),
  ]);
  return markdownTable(['customers', ...counts.map(String)], rows);
}
