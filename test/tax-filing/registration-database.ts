import type { DataSource, Logger } from 'typeorm';
import { migrate } from '../../src/data';
import { taxFilingEntities, taxFilingMigrations } from '../../src/tax-filing/tax-filing-data';
import { openEmptyDatabase, type TestDatabase } from '../support/database';

/** A database with the tables of the registration family alone. */
export async function openRegistrationDatabase(): Promise<TestDatabase> {
  const database = await openEmptyDatabase({ entities: taxFilingEntities, migrations: taxFilingMigrations });
  await migrate(database);
  return database;
}

/** The statements that TypeORM sends while `work` runs, without `COMMIT`, which does not go through it. */
export async function statementsOf(dataSource: DataSource, work: () => Promise<unknown>): Promise<string[]> {
  const statements: string[] = [];
  const before = dataSource.logger;
  const nothing = (): void => undefined;
  const recorder: Logger = {
    logQuery: (query) => void statements.push(query),
    logQueryError: nothing,
    logQuerySlow: nothing,
    logSchemaBuild: nothing,
    logMigration: nothing,
    log: nothing,
  };
  dataSource.logger = recorder;
  try {
    await work();
  } finally {
    dataSource.logger = before;
  }
  return statements;
}

/** The rows of a table, oldest id first. */
export async function rowsOf(dataSource: DataSource, table: string): Promise<Record<string, unknown>[]> {
  return dataSource.query(`select * from ${table} order by 1`);
}

/** As a new database has them: no rows, and ids from 1. */
export async function emptyTables(dataSource: DataSource): Promise<void> {
  await dataSource.query('truncate filing_customer, filing_product restart identity cascade');
}
