import { SecretBox } from '../../src/data';
import { type JobContext, type Jobs, Session, silentLog } from '../../src/engine';
import { AsyncBatchRun } from '../../src/tax-filing/async-batches/async-batch-run';
import { AsyncBatches, type AsyncBatchesDependencies } from '../../src/tax-filing/async-batches/async-batches';
import type { Registrar } from '../../src/tax-filing/async-batches/registrars';
import { openTestDatabase, type TestDatabase } from '../support/database';
import { MovingClock } from '../support/moving-clock';

const sender = new Session({ isAuthenticated: true, roles: ['Admin'], permissions: ['CanAdd'] });
const items = Array.from({ length: 50 }, () => ({ members: {}, errors: [] }));
const noJob: JobContext = { attempt: 1, maxAttempts: 10, jobId: '1', signal: new AbortController().signal };

let database: TestDatabase;
let jobs: Jobs;

beforeAll(async () => {
  database = await openTestDatabase();
  // A job that waits, for as long as a batch refers to it.
  const rows = await database.dataSource.query("select id::text from graphile_worker.add_job('filing-batch')");
  jobs = { handle: () => undefined, enqueue: async () => rows[0].id, enqueueMany: async () => undefined };
});
afterAll(() => database.close());

function dependencies(register: Registrar): AsyncBatchesDependencies {
  return {
    dataSource: database.dataSource,
    jobs,
    secrets: SecretBox.parse(`test:${Buffer.alloc(32, 5).toString('base64')}`),
    clock: new MovingClock(),
    log: silentLog,
    registrars: { accounts: register, customers: register },
    chunkSize: 1,
  };
}

const registerAll: Registrar = async (sent) => sent.map(({ index }) => ({ index }));

describe('a run of an asynchronous batch', () => {
  it('stops when the batch is cancelled, and what was registered stays', async () => {
    let tellBegun = () => {};
    const begun = new Promise<void>((resolve) => {
      tellBegun = resolve;
    });
    const deps = dependencies((sent, grants) => {
      tellBegun();
      return registerAll(sent, grants);
    });
    const batches = new AsyncBatches(deps);
    const { id } = await batches.start('accounts', items, sender);

    const running = new AsyncBatchRun(deps).run({ batchId: id, kind: 'accounts' }, noJob);
    await begun;
    const cancelled = await batches.cancel('accounts', id);
    await running;
    const after = await batches.get('accounts', id);
    const [row] = await database.dataSource.query(
      'select count(result)::int as done, count(item)::int as waiting from filing_batch_item where batch_id = $1',
      [id],
    );

    expect(cancelled.status).toBe(4);
    expect(after).toEqual(cancelled);
    expect(after.succeeded).toBeLessThan(50);
    expect(row).toEqual({ done: after.succeeded, waiting: 0 });
    expect(await batches.results(after)).toBeUndefined();
  });

  it('does nothing for a batch that is over, cancelled or gone', async () => {
    const registered: unknown[] = [];
    const deps = dependencies((sent, grants) => {
      registered.push(...sent);
      return registerAll(sent, grants);
    });
    const batches = new AsyncBatches(deps);
    const { id } = await batches.start('customers', items, sender);
    await batches.cancel('customers', id);
    const run = new AsyncBatchRun(deps);

    await run.run({ batchId: id, kind: 'customers' }, noJob);
    await run.run({ batchId: '00000000-0000-4000-8000-000000000000', kind: 'customers' }, noJob);

    expect(registered).toEqual([]);
    expect(await batches.get('customers', id)).toMatchObject({ status: 4, succeeded: 0 });
  });

  it('goes on after the last items that were committed, and is given up after the last attempt', async () => {
    let fails = true;
    const registered: number[] = [];
    const deps = dependencies((sent, grants) => {
      if (fails && sent[0]?.index === 20) throw new Error('the database is gone');
      registered.push(...sent.map(({ index }) => index));
      return registerAll(sent, grants);
    });
    const batches = new AsyncBatches(deps);
    const { id } = await batches.start('accounts', items, sender);
    const run = new AsyncBatchRun(deps);
    const payload = { batchId: id, kind: 'accounts' };

    await expect(run.run(payload, noJob)).rejects.toThrow('the database is gone');
    const between = await batches.get('accounts', id);
    fails = false;
    await run.run(payload, { ...noJob, attempt: 2 });
    const { id: hopeless } = await batches.start('accounts', items, sender);
    fails = true;
    await expect(
      run.run({ batchId: hopeless, kind: 'accounts' }, { ...noJob, attempt: noJob.maxAttempts }),
    ).rejects.toThrow();

    expect(between).toMatchObject({ status: 1, nextIndex: 20, succeeded: 20 });
    expect(registered.slice(0, 50)).toEqual(items.map((_, index) => index));
    expect(await batches.get('accounts', id)).toMatchObject({ status: 2, succeeded: 50 });
    expect(await batches.get('accounts', hopeless)).toMatchObject({ status: 3, succeeded: 20 });
  });
});
