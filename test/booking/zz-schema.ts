import 'reflect-metadata';
import { DataSource } from 'typeorm';
import { dataEntities, dataMigrations } from '../../src/data';
import { customerEntities, customerMigrations } from '../../src/booking/customers/customers-data';
import { schedulingEntities, schedulingMigrations } from '../../src/booking/bookings/scheduling-data';
(async () => {
  const db = new DataSource({ type: 'postgres', host: '127.0.0.1', username: 'postgres', database: 'scheduling_dev',
    entities: [...dataEntities, ...customerEntities, ...schedulingEntities], migrations: [...dataMigrations, ...customerMigrations, ...schedulingMigrations] });
  await db.initialize();
  await db.runMigrations();
  const log = await db.driver.createSchemaBuilder().log();
  console.log(log.upQueries.map((q) => q.query));
  if (process.argv[2] === 'down') { await db.undoLastMigration(); }
  await db.destroy();
})().catch((e) => { console.error(e); process.exit(1); });
