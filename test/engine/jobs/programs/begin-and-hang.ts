import { dataEntities, dataMigrations, migrate, openDatabase } from '../../../../src/data';
import { JobRunner } from '../../../../src/engine';

/** Begins a job and stays at it, in the database of its first argument: a URL, or the directory of an embedded one. */
async function main(where: string): Promise<void> {
  const isUrl = where.startsWith('postgres:');
  const database = await openDatabase({
    url: isUrl ? where : undefined,
    dataDir: isUrl ? undefined : where,
    entities: dataEntities,
    migrations: dataMigrations,
  });
  await migrate(database);
  const jobs = new JobRunner(database.pool, { beatMs: 200, pollMs: 100 });
  await jobs.migrate();
  jobs.handle('work', async (_payload, { attempt }) => {
    process.send?.({ attempt });
    await new Promise(() => undefined);
  });
  await jobs.enqueue(database.dataSource, 'work', { number: 42 }, { queue: 'company:a' });
  await jobs.enqueue(database.dataSource, 'work', { number: 43 }, { queue: 'company:a' });
  await jobs.start();
}
main(process.argv[2]).catch((error: Error) => process.send?.({ error: error.message }));
