import { startApp } from './support/start-app';
import { CreateCustomer } from '../dtos';
import { setTimeout as delay } from 'node:timers/promises';
it('x', async () => {
  const app = await startApp();
  const admin = await app.clientFor('admin@missive.test');
  admin.useBasePath();
  console.log(JSON.stringify(await admin.publish(new CreateCustomer({ Firstname: 'A', Lastname: 'Oldberg 3', Email: 'q@x.se' } as never) as never)));
  await delay(3000);
  console.log(JSON.stringify(await app.database.dataSource.query('select * from failed_message')), JSON.stringify(await app.database.dataSource.query('select * from graphile_worker.jobs')));
  await app.close();
});
