import { entities, migrations } from './app-data';
import { migrate, openDatabase } from './data';
import { JobRunner } from './engine';
import { readSettings } from './settings';

/** `npm run migrate`: brings the database up to date and exits; any number of processes may do it at once. */
async function main(): Promise<void> {
  const { databaseUrl: url, dataDir } = readSettings();
  const database = await openDatabase({
    url,
    dataDir: url === undefined ? `${dataDir}/database` : undefined,
    entities,
    migrations,
  });
  try {
    const names = await migrate(database);
    await new JobRunner(database.pool).migrate();
    process.stdout.write(names.length === 0 ? 'Nothing to migrate.\n' : `Ran ${names.join(', ')}.\n`);
  } finally {
    await database.close();
  }
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
});
