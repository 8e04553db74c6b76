import type { EntityManager } from 'typeorm';
import type { AxemaClient, AxemaPerson } from '../../../src/booking/access/axema/axema-client';
import { AxemaSettingRepository } from '../../../src/booking/access/settings/axema-setting-repository';
import { CodeLockSettingRepository } from '../../../src/booking/access/settings/code-lock-setting-repository';
import { AxemaUserSync, type AxemaUserSyncDependencies } from '../../../src/booking/access/user-sync/axema-user-sync';
import { startAxemaUserSync } from '../../../src/booking/access/user-sync/start-axema-user-sync';
import { defaultSyncTiming } from '../../../src/booking/access/user-sync/sync-timing';
import { CompanyRepository, SecretBox } from '../../../src/data';
import { FencedError, type JobContext, silentLog, systemClock } from '../../../src/engine';
import { JobRunner } from '../../../src/engine/jobs/job-runner';
import { newSecrets } from '../../../src/settings';
import { openTestDatabase, type TestDatabase } from '../../support/database';
import { eventually } from '../../support/eventually';

const companyId = '33333333-3333-4333-8333-333333333333';
const secrets = SecretBox.parse(newSecrets().secretKeys);
let database: TestDatabase;

beforeAll(async () => {
  database = await openTestDatabase();
  const { manager } = database.dataSource;
  const now = new Date();
  await new CompanyRepository(manager).add({ id: companyId, name: 'Fencing' });
  const setting = { apiEndpoint: 'vaka.example.com', apiPort: 443, username: 'u', password: 'p' };
  await new AxemaSettingRepository(manager, secrets).add(companyId, setting, now);
  await new CodeLockSettingRepository(manager).chooseAxemaIfNone(companyId, now);
});
beforeEach(() => database.dataSource.query('truncate axema_user_sync_job, customer cascade'));
afterAll(() => database?.close());

/** A VAKA system whose pages come when the test says so. */
class PagesOnDemand implements AxemaClient {
  private readonly gates: { open: () => void; opened: Promise<void> }[];

  constructor(private readonly pages: readonly (readonly AxemaPerson[])[]) {
    this.gates = pages.map(() => {
      let open!: () => void;
      const opened = new Promise<void>((resolve) => {
        open = resolve;
      });
      return { open, opened };
    });
  }
  release(page: number): void {
    this.gates[page].open();
  }
  async ping() {
    return { systemName: 'on demand' };
  }
  async *listPersons() {
    for (const [index, persons] of this.pages.entries()) {
      // Like a paused process: no signal wakes it.
      await this.gates[index].opened;
      yield { persons: [...persons] };
    }
  }
  async *listGroups() {}
  async close() {}
}

const persons = (from: number, to: number): AxemaPerson[] =>
  Array.from({ length: to - from }, (_, index) => ({
    id: `p${from + index}`,
    name: `Person ${from + index}`,
    identities: [{ type: 'EM' as const, value: `${from + index}` }],
  }));

function aSync(client: AxemaClient, changes: Partial<AxemaUserSyncDependencies> = {}): AxemaUserSync {
  return new AxemaUserSync({
    dataSource: database.dataSource,
    secrets,
    clients: { create: () => client, readsIdentities: () => true },
    clock: systemClock,
    log: silentLog,
    timing: defaultSyncTiming,
    ...changes,
  });
}
function context(changes: Partial<JobContext> = {}): JobContext {
  return { attempt: 1, maxAttempts: 5, jobId: '1', signal: new AbortController().signal, ...changes };
}
async function startedSync(): Promise<{ jobId: string; companyId: string }> {
  const jobs = new JobRunner(database.pool);
  const started = await startAxemaUserSync({ dataSource: database.dataSource, jobs, clock: systemClock }, companyId);
  if (!('job' in started)) throw new Error('Another sync runs.');
  return { jobId: started.job.id, companyId };
}
async function everything(): Promise<unknown> {
  const { manager } = database.dataSource;
  const all = (table: string, order: string): ReturnType<EntityManager['query']> =>
    manager.query(`select * from ${table} order by ${order}`);
  return {
    jobs: await all('axema_user_sync_job', 'id'),
    customers: await all('customer', 'id'),
    keys: await all('user_access_key', 'id'),
    links: await all('external_reference', 'external_id'),
    handled: await all('axema_user_sync_person', 'person_id'),
  };
}
async function jobRow(jobId: string): Promise<Record<string, unknown>> {
  const [row] = await database.dataSource.query('select * from axema_user_sync_job where id = $1', [jobId]);
  return row;
}

describe('starting (domain 1.2)', () => {
  const deps = () => ({ dataSource: database.dataSource, jobs: new JobRunner(database.pool), clock: systemClock });

  it('reliability 2.8 (R9): of 100 at once exactly one starts, 5 rounds out of 5', async () => {
    for (let round = 1; round <= 5; round++) {
      const outcomes = await Promise.all(Array.from({ length: 100 }, () => startAxemaUserSync(deps(), companyId)));

      const started = outcomes.flatMap((outcome) => ('job' in outcome ? outcome.job.id : []));
      const refused = outcomes.flatMap((outcome) => ('runningId' in outcome ? outcome.runningId : []));
      expect(started).toHaveLength(1);
      expect(refused).toEqual(Array.from({ length: 99 }, () => started[0]));
      await database.dataSource.query('update axema_user_sync_job set status = 2 where id = $1', started);
    }
  });

  it('makes no sync when its job cannot be enqueued', async () => {
    const jobs = Object.assign(new JobRunner(database.pool), {
      enqueue: () => Promise.reject(new Error('the queue is away')),
    });

    await expect(startAxemaUserSync({ ...deps(), jobs }, companyId)).rejects.toThrow('the queue is away');

    expect(await database.dataSource.query('select * from axema_user_sync_job')).toEqual([]);
  });
});

describe('fencing (reliability, section 5)', () => {
  it('reliability 2.9 (R5b): an attempt that was paused while another finished writes nothing more', async () => {
    const payload = await startedSync();
    const pages = [persons(0, 3), persons(3, 6), persons(6, 9)];
    const paused = new PagesOnDemand(pages);
    const zombie = aSync(paused).run(payload, context());
    paused.release(0);
    await eventually('the first page is written', async () => (await jobRow(payload.jobId)).users_found === 3);

    const healthy = new PagesOnDemand(pages);
    for (const page of pages.keys()) healthy.release(page);
    await aSync(healthy).run(payload, context({ attempt: 2 }));
    const before = await everything();
    paused.release(1);
    paused.release(2);

    await expect(zombie).rejects.toBeInstanceOf(FencedError);
    expect(await everything()).toEqual(before);
    expect(await jobRow(payload.jobId)).toMatchObject({ status: 2, users_found: 9, users_created: 9, attempts: 2 });
  });

  it('an attempt that was paused while another is on its way does not disturb its counters', async () => {
    const payload = await startedSync();
    const pages = [persons(0, 3), persons(3, 6)];
    const [paused, healthy] = [new PagesOnDemand(pages), new PagesOnDemand(pages)];
    const zombie = aSync(paused).run(payload, context());
    await eventually('the first attempt has begun', async () => (await jobRow(payload.jobId)).attempts === 1);
    const second = aSync(healthy).run(payload, context({ attempt: 2 }));
    healthy.release(0);
    await eventually('the second attempt has written', async () => (await jobRow(payload.jobId)).users_found === 3);

    paused.release(0);
    paused.release(1);
    await expect(zombie).rejects.toBeInstanceOf(FencedError);
    healthy.release(1);
    await second;

    expect(await jobRow(payload.jobId)).toMatchObject({ status: 2, users_found: 6, users_created: 6 });
    expect(await database.dataSource.query('select count(*)::int as count from customer')).toEqual([{ count: 6 }]);
  });

  it('an attempt finds out by its heartbeat that it was overtaken, while it waits', async () => {
    const payload = await startedSync();
    const waiting = new PagesOnDemand([persons(0, 1)]);
    let reason: unknown;
    const listening: AxemaClient = {
      ping: async () => ({ systemName: 'x' }),
      listPersons: (options) => ({
        [Symbol.asyncIterator]: () => ({
          next: () =>
            new Promise<never>((_, reject) => {
              options?.signal?.addEventListener('abort', () => {
                reason = options.signal?.reason;
                reject(reason);
              });
            }),
        }),
      }),
      listGroups: () => waiting.listGroups(),
      close: async () => undefined,
    };
    const timing = { ...defaultSyncTiming, heartbeatMs: 20 };
    const zombie = aSync(listening, { timing }).run(payload, context());
    const rejected = expect(zombie).rejects.toBeInstanceOf(FencedError);
    await eventually('it has begun', async () => (await jobRow(payload.jobId)).attempts === 1);

    waiting.release(0);
    await aSync(waiting).run(payload, context({ attempt: 2 }));

    await rejected;
    expect(reason).toBeInstanceOf(FencedError);
  });

  it('a job that is delivered again after its end does nothing', async () => {
    const payload = await startedSync();
    const client = new PagesOnDemand([persons(0, 1)]);
    client.release(0);
    await aSync(client).run(payload, context());
    const before = await everything();

    await aSync(client).run(payload, context({ attempt: 2 }));

    expect(await everything()).toEqual(before);
  });
});

describe('interruptions', () => {
  it('domain 1.4: a resumed sync counts on from where the first attempt stood', async () => {
    const payload = await startedSync();
    const first = new PagesOnDemand([persons(0, 3), persons(3, 6)]);
    const stop = new AbortController();
    const attempt = aSync(first).run(payload, context({ signal: stop.signal }));
    first.release(0);
    await eventually('the first page is written', async () => (await jobRow(payload.jobId)).users_found === 3);

    const reason = new Error('the process stops');
    stop.abort(reason);
    first.release(1);
    await expect(attempt).rejects.toBe(reason);
    const between = await jobRow(payload.jobId);
    // The list has moved meanwhile: p0 is gone, everybody else is one place further up.
    const second = new PagesOnDemand([persons(1, 4), persons(4, 6)]);
    second.release(0);
    second.release(1);
    await aSync(second).run(payload, context({ attempt: 2 }));

    expect(between).toMatchObject({ status: 1, users_found: 3, users_created: 3 });
    expect(await jobRow(payload.jobId)).toMatchObject({
      status: 2,
      users_found: 6,
      users_created: 6,
      users_updated: 0,
      users_unchanged: 0,
      error_message: null,
    });
    expect(await database.dataSource.query('select * from axema_user_sync_person')).toEqual([]);
  });

  const broken: AxemaClient = {
    ping: async () => {
      throw new Error('a defect: postgres://user:secret@host');
    },
    listPersons: async function* () {},
    listGroups: async function* () {},
    close: async () => undefined,
  };

  it('decisions D30: an unexpected error leaves the sync to the next attempt', async () => {
    const payload = await startedSync();

    await expect(aSync(broken).run(payload, context({ attempt: 1 }))).rejects.toThrow('a defect');

    expect(await jobRow(payload.jobId)).toMatchObject({ status: 1, error_message: null });
  });

  it('domain 1.5: an unexpected error in the last attempt ends it, without its text', async () => {
    const payload = await startedSync();

    await expect(aSync(broken).run(payload, context({ attempt: 5 }))).rejects.toThrow('a defect');

    expect(await jobRow(payload.jobId)).toMatchObject({ status: 3, error_message: 'The sync was interrupted.' });
  });

  it('axema-vaka 3.1: a sync that takes longer than its limit fails', async () => {
    const payload = await startedSync();
    const slow: AxemaClient = {
      ...broken,
      ping: (signal) => new Promise((_, reject) => signal?.addEventListener('abort', () => reject(signal.reason))),
    };

    await aSync(slow, { timing: { heartbeatMs: 1_000, maxDurationMs: 30 } }).run(payload, context());

    expect(await jobRow(payload.jobId)).toMatchObject({
      status: 3,
      error_message: expect.stringContaining('The sync took longer than'),
    });
  });

  it('a password that no key opens fails with a text for people', async () => {
    const payload = await startedSync();
    const others = SecretBox.parse(newSecrets().secretKeys);

    await aSync(broken, { secrets: others }).run(payload, context());

    expect(await jobRow(payload.jobId)).toMatchObject({
      status: 3,
      error_message: 'The stored password cannot be read; enter it again.',
    });
  });

  it('a sync whose settings were switched off meanwhile fails', async () => {
    const payload = await startedSync();
    await database.dataSource.query('update code_lock_setting set active = false');

    await aSync(broken).run(payload, context());
    await database.dataSource.query('update code_lock_setting set active = true');

    expect(await jobRow(payload.jobId)).toMatchObject({
      status: 3,
      error_message: 'The company has no active Axema settings any more.',
    });
  });
});
