import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { entities, migrations } from '../../src/app-data';
import { type Database, type DatabaseOptions, migrate, openDatabase } from '../../src/data';
import { JobRunner } from '../../src/engine';
import { onServer, testDatabaseName, testDirectory } from './test-run';

export interface TestDatabase extends Database {
  /** Where another process or a second `openDatabase` finds it; absent on the embedded database. */
  readonly url?: string;
}

type TestDatabaseOptions = Pick<DatabaseOptions, 'patience' | 'poolSize' | 'log'>;

let count = 0;

/**
 * A database with all tables of the product, those of the job engine included, and no rows; `close` removes it.
 *
 * `DATABASE_URL` set: on that server, copied from a template. Else: embedded, in memory, from a snapshot. Either is made
 * once per run, by the first test that asks.
 */
export async function openTestDatabase(options: TestDatabaseOptions = {}): Promise<TestDatabase> {
  const { DATABASE_URL: server } = process.env;
  if (!server) return openDatabase({ entities, migrations, ...options, snapshot: await migratedSnapshot() });
  const template = await migratedTemplate(server);
  return openServerDatabase(server, `template "${template}"`, options);
}

/** A database without any table; on the embedded database in memory. */
export async function openEmptyDatabase(
  options: TestDatabaseOptions & Partial<Pick<DatabaseOptions, 'entities' | 'migrations'>> = {},
): Promise<TestDatabase> {
  const { DATABASE_URL: server } = process.env;
  if (!server) return openDatabase({ entities: [], migrations: [], ...options });
  return openServerDatabase(server, '', options);
}

interface ClientWithSocket {
  readonly connection: { readonly stream: { destroy(): void } };
}

/** Breaks every connection of the pool, as an administrator or a crash of the server would. */
export async function breakConnections({ pool, url }: TestDatabase): Promise<void> {
  if (url === undefined) {
    const { _clients: clients } = pool as unknown as { _clients: readonly ClientWithSocket[] };
    for (const client of clients) client.connection.stream.destroy();
    return;
  }
  await onServer(url, (client) =>
    client.query(
      'select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()',
    ),
  );
}

async function openServerDatabase(
  server: string,
  from: string,
  options: Partial<DatabaseOptions>,
): Promise<TestDatabase> {
  const name = testDatabaseName(`${process.env.JEST_WORKER_ID ?? '0'}_${process.pid}_${++count}`);
  const url = urlOf(server, name);
  const drop = (): Promise<unknown> =>
    onServer(server, (client) => client.query(`drop database if exists "${name}" with (force)`));
  await onServer(server, (client) => client.query(`create database "${name}" ${from}`));
  try {
    const database = await openDatabase({ entities, migrations, ...options, url });
    const close = async (): Promise<void> => {
      await database.close();
      await drop();
    };
    return { ...database, url, close };
  } catch (error) {
    await drop();
    throw error;
  }
}

async function migratedSnapshot(): Promise<Uint8Array> {
  const file = join(testDirectory(), 'snapshot.tar');
  if (!existsSync(file)) {
    const database = await openDatabase({ entities, migrations });
    try {
      await migrateAll(database);
      // Two workers may be at it at once; a file appears as a whole or not at all.
      const partial = `${file}.${process.pid}`;
      writeFileSync(partial, await database.dump());
      renameSync(partial, file);
    } finally {
      await database.close();
    }
  }
  return readFileSync(file);
}

async function migratedTemplate(server: string): Promise<string> {
  const template = testDatabaseName('template');
  await onServer(server, async (client) => {
    // The lock is the connection's; the workers of a run wait here for the first of them.
    await client.query('select pg_advisory_lock(hashtext($1))', [template]);
    const { rowCount } = await client.query('select from pg_database where datname = $1', [template]);
    if (rowCount) return;
    const unfinished = testDatabaseName('unfinished');
    await client.query(`create database "${unfinished}"`);
    const database = await openDatabase({ entities, migrations, url: urlOf(server, unfinished) });
    try {
      await migrateAll(database);
    } finally {
      await database.close();
    }
    await client.query(`alter database "${unfinished}" rename to "${template}"`);
  });
  return template;
}

async function migrateAll(database: Database): Promise<void> {
  await migrate(database);
  await new JobRunner(database.pool).migrate();
}

function urlOf(server: string, name: string): string {
  const url = new URL(server);
  url.pathname = `/${name}`;
  return url.href;
}
