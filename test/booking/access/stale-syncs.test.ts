import type { JsonServiceClient } from '@servicestack/client';
import { CreateAxemaUserSync, GetAxemaUserSyncJob } from '../../../dtos/booking/axema';
import { openTestDatabase, type TestDatabase } from '../../support/database';
import { MovingClock } from '../../support/moving-clock';
import { startApp, type TestApp } from '../../support/start-app';
import { refusal } from '../refusal';
import { isOver, jobWhen } from './vaka-app';

const tenMinutes = 10 * 60_000;
const clock = new MovingClock();
let database: TestDatabase;
let app: TestApp;
let admin: JsonServiceClient;

/** A server that starts syncs and does none: like one whose workers have died. */
const startWebOnly = () => startApp({ database, clock, settings: { role: 'web' } });

beforeAll(async () => {
  database = await openTestDatabase();
  app = await startWebOnly();
  admin = await app.clientFor('admin@missive.test');
});
beforeEach(async () => {
  clock.set(new Date());
  await database.dataSource.query('truncate axema_user_sync_job cascade');
  await database.dataSource.query('delete from graphile_worker._private_jobs');
});
afterAll(async () => {
  await app?.close();
  await database?.close();
});

const start = () => admin.post(new CreateAxemaUserSync());
const read = (jobId: string) => admin.get(new GetAxemaUserSyncJob({ Id: jobId }));
const loseQueueJob = () => database.dataSource.query('delete from graphile_worker._private_jobs');
const useUpAttempts = () =>
  database.dataSource.query('update graphile_worker._private_jobs set attempts = max_attempts');

describe('a sync that was interrupted (domain 1.8, decisions D30)', () => {
  it.each([
    ['has no queue job any more', loseQueueJob],
    ['has used up its attempts', useUpAttempts],
  ])('domain 1.8: that %s is failed by the next POST once it is stale', async (_, interrupt) => {
    const first = await start();
    await interrupt();
    clock.advance(tenMinutes + 1_000);

    const second = await start();

    expect(second.Id).not.toBe(first.Id);
    expect(await read(first.Id)).toMatchObject({
      Status: 3,
      StatusName: 'Failed',
      ErrorMessage: 'The sync was interrupted.',
      UpdatedDate: second.CreatedDate,
    });
  });

  it('domain 1.8: keeps the lock until it is stale', async () => {
    const first = await start();
    await loseQueueJob();
    clock.advance(tenMinutes - 1_000);

    const refused = await refusal(admin, (client) => client.post(new CreateAxemaUserSync()));

    expect(refused).toMatchObject({ status: 409, message: expect.stringContaining(first.Id) });
    expect(await read(first.Id)).toMatchObject({ StatusName: 'Pending' });
  });

  it('decisions D30: keeps the lock as long as its queue job has an attempt left', async () => {
    const first = await start();
    clock.advance(5 * tenMinutes);

    const refused = await refusal(admin, (client) => client.post(new CreateAxemaUserSync()));

    expect(refused).toMatchObject({ status: 409, message: expect.stringContaining(first.Id) });
  });

  it('domain 1.8: is failed when a server starts', async () => {
    const first = await start();
    await loseQueueJob();
    clock.advance(tenMinutes + 1_000);

    const other = await startWebOnly();
    await other.close();

    expect(await read(first.Id)).toMatchObject({ StatusName: 'Failed', ErrorMessage: 'The sync was interrupted.' });
  });

  it('decisions D30: is resumed by the next server that does jobs, however stale it is', async () => {
    const first = await start();
    clock.advance(5 * tenMinutes);

    const worker = await startApp({ database, clock });
    const over = await jobWhen(admin, first.Id, isOver);
    await worker.close();

    expect(over).toMatchObject({ StatusName: 'Completed', UsersFound: 25 });
  });
});
