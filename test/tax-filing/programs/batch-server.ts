import { setTimeout as delay } from 'node:timers/promises';
import { entities, migrations } from '../../../src/app-data';
import { migrate, openDatabase, SecretBox } from '../../../src/data';
import { JobRunner, Session, silentLog, systemClock } from '../../../src/engine';
import { AsyncBatches } from '../../../src/tax-filing/async-batches/async-batches';
import { type Registrar, registrarsOf } from '../../../src/tax-filing/async-batches/registrars';
import { Registration } from '../../../src/tax-filing/batches/registration';

export interface BatchTold {
  readonly isReady?: boolean;
  readonly batchId?: string;
  readonly error?: string;
  readonly over?: {
    readonly status: number;
    readonly succeeded: number;
    readonly indexes: readonly number[];
    readonly accounts: number;
    readonly names: number;
  };
}

/** When the process ends as a power cut would: at its so-manieth chunk, before or after the chunk's rows are written. */
export interface Fault {
  readonly chunk: number;
  readonly when: 'before' | 'after';
}

const sender = new Session({ isAuthenticated: true, roles: ['Admin'], permissions: ['CanAccess', 'CanAdd'] });
const keys = `test:${Buffer.alloc(32, 5).toString('base64')}`;

/**
 * Works on batches of accounts in the database of its first argument, a URL or the directory of an embedded one, ten at a
 * time. Told `{ start: count }` it accepts a batch, told `{ await: id }` it says what became of it. The second argument
 * is its fault, as JSON.
 */
async function main(where: string, fault?: string): Promise<void> {
  const isUrl = where.startsWith('postgres:');
  const database = await openDatabase({
    url: isUrl ? where : undefined,
    dataDir: isUrl ? undefined : where,
    entities,
    migrations,
  });
  await migrate(database);
  const { dataSource } = database;
  const jobs = new JobRunner(database.pool, {
    beatMs: 200,
    deadAfterMs: 1_000,
    pollMs: 100,
    isSoleProcess: database.isEmbedded,
  });
  await jobs.migrate();
  await dataSource.query(
    "insert into filing_customer (id, name, type) values (1, 'Nord AB', 'Internal') on conflict do nothing",
  );
  const { accounts, customers } = registrarsOf(new Registration(dataSource, systemClock));
  const batches = new AsyncBatches({
    dataSource,
    jobs,
    secrets: SecretBox.parse(keys),
    clock: systemClock,
    log: silentLog,
    chunkSize: 10,
    registrars: { customers, accounts: faulty(accounts, fault ? JSON.parse(fault) : undefined) },
  });
  process.on('message', (message: { start?: number; await?: string }) => {
    const work = message.start === undefined ? awaitEnd(message.await ?? '') : start(message.start);
    work.then(
      (told) => process.send?.(told),
      (error: Error) => process.send?.({ error: error.message }),
    );
  });
  await jobs.start();
  process.send?.({ isReady: true });

  async function start(count: number): Promise<BatchTold> {
    const items = Array.from({ length: count }, (_, index) => ({
      members: { id: 0, index: 0, refId: 1, userName: `user-${index}`, profileUrl: 'https://example.test/u' },
      errors: [],
    }));
    return { batchId: (await batches.start('accounts', items, sender)).id };
  }

  async function awaitEnd(id: string): Promise<BatchTold> {
    let batch = await batches.get('accounts', id);
    while (batch.status < 2) {
      await delay(50);
      batch = await batches.get('accounts', id);
    }
    const results = (await batches.results<{ index: number }>(batch)) ?? [];
    const [{ accounts, names }] = await dataSource.query(
      'select count(*)::int as accounts, count(distinct user_name)::int as names from filing_account',
    );
    const { status, succeeded } = batch;
    return { over: { status, succeeded, indexes: results.map(({ index }) => index), accounts, names } };
  }
}

function faulty(register: Registrar, fault: Fault | undefined): Registrar {
  let chunk = 0;
  return async (items, grants) => {
    chunk += 1;
    if (fault?.chunk === chunk && fault.when === 'before') await die();
    const responses = await register(items, grants);
    if (fault?.chunk === chunk && fault.when === 'after') await die();
    return responses;
  };
}

function die(): Promise<never> {
  process.kill(process.pid, 'SIGKILL');
  return new Promise(() => undefined);
}

main(process.argv[2], process.argv[3]).catch((error: Error) => process.send?.({ error: error.message }));
