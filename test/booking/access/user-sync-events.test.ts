import { type AxemaClient, AxemaError, type AxemaPerson } from '../../../src/booking/access/axema/axema-client';
import { AxemaSettingRepository } from '../../../src/booking/access/settings/axema-setting-repository';
import { CodeLockSettingRepository } from '../../../src/booking/access/settings/code-lock-setting-repository';
import { AxemaUserSync, axemaUserSyncAttempts } from '../../../src/booking/access/user-sync/axema-user-sync';
import { StaleSyncs } from '../../../src/booking/access/user-sync/stale-syncs';
import { startAxemaUserSync } from '../../../src/booking/access/user-sync/start-axema-user-sync';
import { SyncProgress } from '../../../src/booking/access/user-sync/sync-progress';
import { defaultSyncTiming } from '../../../src/booking/access/user-sync/sync-timing';
import { CompanyRepository, PostgresEventRelay, SecretBox } from '../../../src/data';
import { companyChannel, type ServerEvents, silentLog, systemClock } from '../../../src/engine';
import { EventHub } from '../../../src/engine/events/event-hub';
import { JobRunner } from '../../../src/engine/jobs/job-runner';
import { newSecrets } from '../../../src/settings';
import { companyA, companyB, type EventWorld, type Listener, startEventWorld } from '../../engine/events/event-world';
import { openTestDatabase, type TestDatabase } from '../../support/database';

/** The users are connected to one process, the sync runs in another: the worker. */
const secrets = SecretBox.parse(newSecrets().secretKeys);
let database: TestDatabase;
let web: EventWorld;
let worker: EventHub;

beforeAll(async () => {
  database = await openTestDatabase();
  const { manager } = database.dataSource;
  const now = new Date();
  for (const id of [companyA, companyB]) await new CompanyRepository(manager).add({ id, name: id });
  const setting = { apiEndpoint: 'vaka.example.com', apiPort: 443, username: 'u', password: 'p' };
  await new AxemaSettingRepository(manager, secrets).add(companyA, setting, now);
  await new CodeLockSettingRepository(manager).chooseAxemaIfNone(companyA, now);
});
beforeEach(async () => {
  await database.dataSource.query('truncate axema_user_sync_job, customer cascade');
  web = await startEventWorld({ relay: new PostgresEventRelay(database.pool) });
  worker = new EventHub({ relay: new PostgresEventRelay(database.pool) });
  await worker.open();
});
afterEach(async () => {
  await web?.close();
  await worker?.close();
});
afterAll(() => database?.close());

const person = (id: string): AxemaPerson => ({ id, name: `Last-${id} First-${id}`, identities: [] });

function pages(...list: (readonly AxemaPerson[] | AxemaError)[]): AxemaClient {
  return {
    ping: async () => ({ systemName: 'pages' }),
    async *listPersons() {
      for (const page of list) {
        if (page instanceof AxemaError) throw page;
        yield { persons: [...page] };
      }
    },
    async *listGroups() {},
    close: async () => undefined,
  };
}

async function start(): Promise<{ jobId: string; companyId: string }> {
  const jobs = new JobRunner(database.pool);
  const started = await startAxemaUserSync({ dataSource: database.dataSource, jobs, clock: systemClock }, companyA);
  if (!('job' in started)) throw new Error('Another sync runs.');
  return { jobId: started.job.id, companyId: companyA };
}

async function run(client: AxemaClient, events: ServerEvents = worker): Promise<string> {
  const payload = await start();
  const sync = new AxemaUserSync({
    dataSource: database.dataSource,
    secrets,
    clients: { create: () => client, readsIdentities: () => true },
    clock: systemClock,
    log: silentLog,
    timing: defaultSyncTiming,
    events,
  });
  const { signal } = new AbortController();
  await sync.run(payload, { attempt: 1, maxAttempts: axemaUserSyncAttempts, jobId: '1', signal });
  return payload.jobId;
}

const channel = companyChannel(companyA);
const toldTo = ({ told }: Listener) => told.filter(({ target }) => target === 'userSync').map(({ body }) => body);

describe('the progress of a sync of users', () => {
  it('domain 1.1: is told to the connected users of the company, page by page, and to nobody else', async () => {
    const anna = await web.connect([channel], 'anna');
    const berit = await web.connect([companyChannel(companyB)], 'berit');

    const jobId = await run(pages([person('1'), person('2')], [person('3')]));
    worker.notifyAll('cmd.end');
    await Promise.all([anna, berit].map(({ until }) => until('end')));

    expect(toldTo(anna).map(({ StatusName, UsersFound }) => [StatusName, UsersFound])).toEqual([
      ['Processing', undefined],
      ['Processing', 2],
      ['Processing', 3],
      ['Completed', 3],
    ]);
    expect(toldTo(anna).at(-1)).toEqual({
      Id: jobId,
      CompanyId: companyA,
      Status: 2,
      StatusName: 'Completed',
      UsersFound: 3,
      UsersCreated: 3,
      UsersUpdated: 0,
      CreatedDate: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/),
      UpdatedDate: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/),
    });
    expect(toldTo(berit)).toEqual([]);
  });

  it('domain 1.7: ends with the failure and what was reached before', async () => {
    const anna = await web.connect([channel], 'anna');

    await run(pages([person('1')], new AxemaError('unreachable', 'The Axema system does not answer.')));
    await anna.until(`${channel}@userSync`, 3);

    expect(toldTo(anna).at(-1)).toMatchObject({
      Status: 3,
      StatusName: 'Failed',
      UsersFound: 1,
      ErrorMessage: 'The Axema system does not answer.',
    });
  });

  it('domain 1.8: is told when a sync is given up', async () => {
    const anna = await web.connect([channel], 'anna');
    const { jobId } = await start();
    await database.dataSource.query(
      "update axema_user_sync_job set updated_at = now() - interval '1 hour', queue_job_id = null",
    );
    const deps = { dataSource: database.dataSource, clock: systemClock, log: silentLog, events: worker };

    await new StaleSyncs(deps, 600_000, new SyncProgress(deps)).fail();
    await anna.until(`${channel}@userSync`);

    expect(toldTo(anna)).toMatchObject([
      { Id: jobId, StatusName: 'Failed', ErrorMessage: 'The sync was interrupted.' },
    ]);
  });

  it('does not stop a sync when it cannot be told', async () => {
    const fails = (): never => {
      throw new Error('cannot be told');
    };
    const mute: ServerEvents = {
      notifyAll: fails,
      notifyChannel: fails,
      notifyUserId: fails,
      notifySession: fails,
      notifySubscription: fails,
    };

    const jobId = await run(pages([person('1')]), mute);

    const [row] = await database.dataSource.query('select status from axema_user_sync_job where id = $1', [jobId]);
    expect(row.status).toBe(2);
  });
});
