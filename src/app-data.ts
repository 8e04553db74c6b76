import { accessEntities, accessMigrations } from './booking/access/access-data';
import { schedulingEntities, schedulingMigrations } from './booking/bookings/scheduling-data';
import { customerEntities, customerMigrations } from './booking/customers/customers-data';
import { messageEntities, messageMigrations } from './booking/messages/messages-data';
import { dataEntities, dataMigrations } from './data';
import { taxFilingEntities, taxFilingMigrations } from './tax-filing/tax-filing-data';

/** Every entity of the product; what the database, the TypeORM command line and the tests know. */
export const entities = [
  ...dataEntities,
  ...customerEntities,
  ...schedulingEntities,
  ...accessEntities,
  ...messageEntities,
  ...taxFilingEntities,
];
/** Every migration of the product; they run in the order of the time stamps in their names. */
export const migrations = [
  ...dataMigrations,
  ...customerMigrations,
  ...schedulingMigrations,
  ...accessMigrations,
  ...messageMigrations,
  ...taxFilingMigrations,
];
