import { messageEntities, messageMigrations } from '../../../src/booking/messages/messages-data';
import { dataEntities, dataMigrations, migrate } from '../../../src/data';
import { JobRunner } from '../../../src/engine/jobs/job-runner';
import { openEmptyDatabase, type TestDatabase } from '../../support/database';

export const companyId = '11111111-1111-4111-8111-111111111111';

/** A database with the outbox, the job engine's tables and one company. */
export async function openMessagesDatabase(): Promise<TestDatabase> {
  const database = await openEmptyDatabase({
    entities: [...dataEntities, ...messageEntities],
    migrations: [...dataMigrations, ...messageMigrations],
  });
  await migrate(database);
  await new JobRunner(database.pool).migrate();
  await database.dataSource.query(
    `insert into company (id, name, time_zone) values ($1, 'Aspens Gym', 'Europe/Stockholm')`,
    [companyId],
  );
  return database;
}
