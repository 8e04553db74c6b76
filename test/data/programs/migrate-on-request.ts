import { entities, migrations } from '../../../src/app-data';
import { migrate, openDatabase } from '../../../src/data';
import { JobRunner } from '../../../src/engine';

/** Migrates each database that it is told of, as a starting server does, and says how that went. */
async function migrateOnce(where: { url?: string; dataDir?: string }): Promise<void> {
  const database = await openDatabase({ ...where, entities, migrations });
  try {
    await migrate(database);
    await new JobRunner(database.pool).migrate();
  } finally {
    await database.close();
  }
}

process.on('message', (where: { url?: string; dataDir?: string }) => {
  migrateOnce(where).then(
    () => process.send?.({ isDone: true }),
    (error: Error) => process.send?.({ isDone: false, error: error.message }),
  );
});
process.send?.({ isReady: true });
