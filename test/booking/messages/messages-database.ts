import { openTestDatabase, type TestDatabase } from '../../support/database';

export const companyId = '11111111-1111-4111-8111-111111111111';

/** The product's tables and one company. */
export async function openMessagesDatabase(): Promise<TestDatabase> {
  const database = await openTestDatabase();
  await database.dataSource.query(
    `insert into company (id, name, time_zone) values ($1, 'Aspens Gym', 'Europe/Stockholm')`,
    [companyId],
  );
  return database;
}
