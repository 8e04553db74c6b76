import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';

/** What all workers of one jest run share, handed down by environment variables. */
export const runVariables = { id: 'MISSIVE_TEST_RUN', directory: 'MISSIVE_TEST_DIRECTORY' } as const;

const prefix = 'missive_test_';
const forgottenAfterSeconds = 24 * 60 * 60;

/** Name of a database of this run. */
export function testDatabaseName(suffix: string): string {
  const { [runVariables.id]: id } = process.env;
  if (id === undefined) throw new Error('Test databases are made within a jest run: test/support/global-setup.ts.');
  return `${prefix}${id}_${suffix}`;
}

export function testDirectory(): string {
  const { [runVariables.directory]: directory } = process.env;
  if (directory === undefined) throw new Error('There is no directory of this test run: test/support/global-setup.ts.');
  return directory;
}

export async function beginRun(): Promise<void> {
  process.env[runVariables.id] = `${Math.floor(Date.now() / 1_000)}_${process.pid}`;
  process.env[runVariables.directory] = mkdtempSync(join(tmpdir(), 'missive-test-'));
  await dropDatabases((name) => startedAt(name) < Date.now() / 1_000 - forgottenAfterSeconds);
}

export async function endRun(): Promise<void> {
  rmSync(testDirectory(), { recursive: true, force: true });
  await dropDatabases((name) => name.startsWith(testDatabaseName('')));
}

/** When the run began that made a database, in seconds; a run that was killed leaves its databases behind. */
function startedAt(name: string): number {
  return Number(name.slice(prefix.length).split('_')[0]);
}

async function dropDatabases(isUnwanted: (name: string) => boolean): Promise<void> {
  if (!process.env.DATABASE_URL) return;
  await onServer(process.env.DATABASE_URL, async (client) => {
    const like = `${prefix.replaceAll('_', '\\_')}%`;
    const { rows } = await client.query<{ name: string }>(
      'select datname as name from pg_database where datname like $1',
      [like],
    );
    for (const { name } of rows.filter((row) => isUnwanted(row.name))) {
      await client.query(`drop database if exists "${name}" with (force)`);
    }
  });
}

/** Runs `work` on a connection of its own to the server, in the database that the URL names. */
export async function onServer<T>(url: string, work: (client: Client) => Promise<T>): Promise<T> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}
