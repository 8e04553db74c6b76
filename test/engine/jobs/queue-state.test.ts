import { type JobAttempt, JobRunner } from '../../../src/engine';
import { openTestDatabase, type TestDatabase } from '../../support/database';
import { eventually } from '../../support/eventually';

let database: TestDatabase;
const attempts: JobAttempt[] = [];
let jobs: JobRunner;

beforeAll(async () => {
  database = await openTestDatabase();
});
afterAll(() => database.close());
beforeEach(() => {
  attempts.splice(0);
  const quick = { pollMs: 100, beatMs: 200, deadAfterMs: 2_500, finishMs: 50, abandonMs: 500 };
  jobs = new JobRunner(database.pool, { ...quick, onAttempt: (attempt) => attempts.push(attempt) });
});
afterEach(async () => {
  await jobs.stop();
  await database.dataSource.query('delete from graphile_worker._private_jobs');
});

describe('the state of the queue', () => {
  it('reliability 6.1: tells jobs that could start, jobs for later, and how long the oldest has waited', async () => {
    const db = database.dataSource;
    for (const number of [1, 2]) await jobs.enqueue(db, 'note', { number });
    await jobs.enqueue(db, 'note', {}, { runAt: new Date(Date.now() + 3_600_000) });
    await db.query(`update graphile_worker._private_jobs set run_at = now() - interval '90 s' where run_at <= now()`);

    const { oldestReadySeconds, ...counts } = await jobs.queueState();

    expect(counts).toEqual({ ready: 2, scheduled: 1, running: 0, dead: 0 });
    expect(oldestReadySeconds).toBeGreaterThanOrEqual(90);
  });

  it('is all zero where nothing waits', async () => {
    expect(await jobs.queueState()).toEqual({ ready: 0, scheduled: 0, running: 0, dead: 0, oldestReadySeconds: 0 });
  });

  it('tells jobs that are being done, and jobs whose attempts are used up', async () => {
    let end = (): void => undefined;
    const ended = new Promise<void>((resolve) => {
      end = resolve;
    });
    jobs.handle('wait', () => ended);
    jobs.handle('fail', () => Promise.reject(new Error('no')));
    await jobs.start();
    await jobs.enqueue(database.dataSource, 'wait', {});
    await jobs.enqueue(database.dataSource, 'fail', {}, { maxAttempts: 1 });

    await eventually('one runs and one is dead', async () => {
      const { running, dead } = await jobs.queueState();
      return running === 1 && dead === 1;
    });

    end();
    await eventually('it is done', async () => (await jobs.queueState()).running === 0);
    expect(attempts.map(({ task, outcome }) => `${task} ${outcome}`).toSorted()).toEqual(['fail failed', 'wait done']);
    expect(Math.min(...attempts.map(({ seconds }) => seconds))).toBeGreaterThanOrEqual(0);
  });

  it('tells an attempt that the end of the process has interrupted from one that failed', async () => {
    const untilAborted = (signal: AbortSignal): Promise<never> =>
      new Promise((_resolve, reject) => {
        signal.addEventListener('abort', () => reject(signal.reason), { once: true });
      });
    jobs.handle('long', (_payload, { signal }) => untilAborted(signal));
    await jobs.start();
    await jobs.enqueue(database.dataSource, 'long', {});
    await eventually('it runs', async () => (await jobs.queueState()).running === 1);

    await jobs.stop();

    expect(attempts.map(({ task, outcome }) => `${task} ${outcome}`)).toEqual(['long interrupted']);
  });
});
