import type { PoolConfig } from 'pg';
import { DataSource, type Migration, MigrationExecutor } from 'typeorm';
import { poolLimits, unlimitedPatience } from './connection-settings';
import type { Database } from './database';

/** Names the lock that migrating processes take; any number, as long as it stays the same in all versions. */
const migrationLock = 72_837_401;

/**
 * Runs what is missing of the migrations, all in one transaction: a failure leaves the database as it was.
 *
 * Any number of processes may start at once: they take turns, and all but the first find nothing to do.
 * Answers the names of the migrations that ran. The job engine's own tables come from `JobRunner.migrate`.
 */
export async function migrate(database: Database): Promise<string[]> {
  const dataSource = forMigrations(database.dataSource);
  await dataSource.initialize();
  try {
    const executed = await underLock(dataSource, (executor) => executor.executePendingMigrations());
    return executed.map((migration) => migration.name);
  } finally {
    await dataSource.destroy();
  }
}

/** Takes back the migration that ran last. Answers its name, or `undefined` when there was none. */
export async function revertLastMigration(database: Database): Promise<string | undefined> {
  const dataSource = forMigrations(database.dataSource);
  await dataSource.initialize();
  try {
    return await underLock(dataSource, async (executor) => {
      const [last] = (await executor.getExecutedMigrations()).sort((a, b) => (b.id ?? 0) - (a.id ?? 0));
      if (last) await executor.undoLastMigration();
      return last?.name;
    });
  } finally {
    await dataSource.destroy();
  }
}

/** Names of the migrations that this database still lacks; for a readiness check. */
export async function pendingMigrations(database: Database): Promise<string[]> {
  const pending = await new MigrationExecutor(database.dataSource).getPendingMigrations();
  return pending.map((migration: Migration) => migration.name);
}

/** The same database with a connection of its own, which waits for as long as a migration takes. */
function forMigrations({ options }: DataSource): DataSource {
  const { extra } = options as { extra: PoolConfig };
  return new DataSource({
    ...options,
    extra: { ...extra, ...poolLimits(unlimitedPatience), max: 1 },
  } as typeof options);
}

async function underLock<T>(dataSource: DataSource, work: (executor: MigrationExecutor) => Promise<T>): Promise<T> {
  const runner = dataSource.createQueryRunner();
  try {
    await runner.startTransaction();
    await runner.query('select pg_advisory_xact_lock($1)', [migrationLock]);
    const executor = new MigrationExecutor(dataSource, runner);
    executor.transaction = 'none';
    const result = await work(executor);
    await runner.commitTransaction();
    return result;
  } catch (error) {
    // When the connection is lost the runner is released already, and the server rolls back by itself.
    if (!runner.isReleased) await runner.rollbackTransaction();
    throw error;
  } finally {
    await runner.release();
  }
}
