import type { DataSource } from 'typeorm';
import { inTransaction } from '../../../src/data';
import { findQueuedJob, type JobContext, JobRunner, type JobRunnerOptions } from '../../../src/engine';
import { breakConnections, openTestDatabase, type TestDatabase } from '../../support/database';
import { eventually } from '../../support/eventually';

/** Far shorter than in production, far longer than a busy machine pauses. */
const quick: JobRunnerOptions = { pollMs: 100, beatMs: 200, deadAfterMs: 2_500, finishMs: 50, abandonMs: 500 };

let database: TestDatabase;
let db: DataSource;
let jobs: JobRunner;
const started: JobRunner[] = [];

function newRunner(options: JobRunnerOptions = {}): JobRunner {
  const runner = new JobRunner(database.pool, { ...quick, ...options });
  started.push(runner);
  return runner;
}

beforeAll(async () => {
  database = await openTestDatabase();
  db = database.dataSource;
});
afterAll(() => database.close());
beforeEach(() => {
  jobs = newRunner();
});
afterEach(async () => {
  for (const runner of started.splice(0)) await runner.stop();
  await db.query('delete from graphile_worker._private_jobs');
});

function queuedJobs(): Promise<{ task: string; attempts: number; is_due: boolean; locked_by: string | null }[]> {
  return db.query(
    `select task_identifier as task, attempts, run_at <= now() as is_due, locked_by
       from graphile_worker.jobs order by id`,
  );
}

function untilAborted(signal: AbortSignal): Promise<never> {
  return new Promise((_resolve, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason), { once: true });
  });
}

describe('enqueue', () => {
  it('leaves a job when the transaction commits', async () => {
    const done: unknown[] = [];
    jobs.handle('note', async (payload) => void done.push(payload));
    await jobs.start();

    await inTransaction(db, (tx) => jobs.enqueue(tx, 'note', { number: 1 }));

    await eventually('the job is done', () => done.length === 1);
    expect(done).toEqual([{ number: 1 }]);
  });

  it('leaves no job when the transaction is rolled back', async () => {
    const attempt = inTransaction(db, async (tx) => {
      await jobs.enqueue(tx, 'note', {});
      await jobs.enqueueMany(tx, 'note', [{ payload: {} }, { payload: {} }]);
      throw new Error('changed my mind');
    });

    await expect(attempt).rejects.toThrow('changed my mind');
    expect(await queuedJobs()).toEqual([]);
  });

  it('replaces a waiting job that has the same key', async () => {
    const done: unknown[] = [];
    jobs.handle('note', async (payload) => void done.push(payload));
    await jobs.enqueue(db, 'note', { number: 1 }, { key: 'the-note' });
    await jobs.enqueue(db, 'note', { number: 2 }, { key: 'the-note' });

    await jobs.start();

    await eventually('the queue is empty', async () => (await queuedJobs()).length === 0);
    expect(done).toEqual([{ number: 2 }]);
  });

  it('takes many jobs at once', async () => {
    const done: unknown[] = [];
    jobs.handle('note', async (payload) => void done.push((payload as { number: number }).number));
    await jobs.start();
    const numbers = Array.from({ length: 300 }, (_, number) => number);

    await jobs.enqueueMany(
      db,
      'note',
      numbers.map((number) => ({ payload: { number }, key: `note-${number}` })),
    );

    await eventually('all jobs are done', () => done.length === numbers.length);
    expect(done.toSorted((a, b) => Number(a) - Number(b))).toEqual(numbers);
  });

  it("means runAt by the application's clock, whatever the database's says", async () => {
    const clock = { now: () => new Date('2001-01-01T00:00:00Z') };
    const runner = newRunner({ clock });
    const runAt = new Date('2001-01-01T01:00:00Z');

    await runner.enqueue(db, 'later', {}, { runAt });
    await runner.enqueueMany(db, 'later', [{ payload: {} }], { runAt });

    const [{ minutes }] = await db.query(
      `select array_agg(round(extract(epoch from run_at - now()) / 60)::int) as minutes from graphile_worker.jobs`,
    );
    expect(minutes).toEqual([60, 60]);
  });
});

describe('a job', () => {
  it('is tried again after an error, until it succeeds', async () => {
    const attempts: number[] = [];
    jobs.handle('fragile', async (_payload, { attempt }) => {
      attempts.push(attempt);
      if (attempt === 1) throw new Error('not yet');
    });
    await jobs.start();

    await jobs.enqueue(db, 'fragile', {});

    await eventually('the queue is empty', async () => (await queuedJobs()).length === 0);
    expect(attempts).toEqual([1, 2]);
  });

  it('is given up when its attempts are used up', async () => {
    jobs.handle('hopeless', async () => {
      throw new Error('never');
    });
    await jobs.start();

    const id = await jobs.enqueue(db, 'hopeless', {}, { maxAttempts: 1 });

    await eventually('the job is given up', async () => (await findQueuedJob(db, id))?.isUsedUp === true);
    expect(await findQueuedJob(db, id)).toEqual({ attempts: 1, maxAttempts: 1, isRunning: false, isUsedUp: true });
  });

  it('waits for the one before it in its queue, and for none of another queue', async () => {
    const events: string[] = [];
    let letFirstEnd = (): void => undefined;
    const firstMayEnd = new Promise<void>((resolve) => {
      letFirstEnd = resolve;
    });
    jobs.handle('step', async (payload) => {
      const { name } = payload as { name: string };
      events.push(`${name} begins`);
      if (name === 'A1') await firstMayEnd;
      events.push(`${name} ends`);
    });
    await jobs.enqueue(db, 'step', { name: 'A1' }, { queue: 'company:a' });
    await jobs.enqueue(db, 'step', { name: 'A2' }, { queue: 'company:a' });
    await jobs.enqueue(db, 'step', { name: 'B1' }, { queue: 'company:b' });

    await jobs.start();
    await eventually('the other queue goes on', () => events.includes('B1 ends'));
    expect(events).not.toContain('A2 begins');
    letFirstEnd();

    await eventually('the queue goes on', () => events.includes('A2 ends'));
    expect(events.indexOf('A2 begins')).toBeGreaterThan(events.indexOf('A1 ends'));
  });
});

describe('stop', () => {
  it('hands a job back that listens to its signal, with the attempt uncounted', async () => {
    let context: JobContext | undefined;
    jobs.handle('long', async (_payload, given) => {
      context = given;
      await untilAborted(given.signal);
    });
    await jobs.start();
    await jobs.enqueue(db, 'long', {}, { queue: 'company:a' });
    await eventually('the job runs', () => context !== undefined);

    await jobs.stop();

    expect(await queuedJobs()).toEqual([{ task: 'long', attempts: 0, is_due: true, locked_by: null }]);
    const [{ count }] = await db.query(
      'select count(*)::int from graphile_worker._private_job_queues where locked_by is not null',
    );
    expect(count).toBe(0);
  });

  it('gives a job up that does not listen, and hands it back', async () => {
    let isRunning = false;
    let letEnd = (): void => undefined;
    jobs.handle('deaf', () => {
      isRunning = true;
      return new Promise<void>((resolve) => {
        letEnd = resolve;
      });
    });
    await jobs.start();
    await jobs.enqueue(db, 'deaf', {});
    await eventually('the job runs', () => isRunning);

    await jobs.stop();

    expect(await queuedJobs()).toEqual([{ task: 'deaf', attempts: 0, is_due: true, locked_by: null }]);
    letEnd();
  });

  it('lets a short job end', async () => {
    let didEnd = false;
    const runner = newRunner({ finishMs: 5_000 });
    let isRunning = false;
    let letEnd = (): void => undefined;
    runner.handle('short', async () => {
      isRunning = true;
      await new Promise<void>((resolve) => {
        letEnd = resolve;
      });
      didEnd = true;
    });
    await runner.start();
    await runner.enqueue(db, 'short', {});
    await eventually('the job runs', () => isRunning);

    const stopped = runner.stop();
    letEnd();
    await stopped;

    expect(didEnd).toBe(true);
    expect(await queuedJobs()).toEqual([]);
  });

  it('leaves no heartbeat behind', async () => {
    jobs.handle('note', async () => undefined);
    await jobs.start();
    await jobs.stop();

    expect(await db.query('select worker_id from worker_heartbeat')).toEqual([]);
  });
});

describe('liveness', () => {
  it('stops its jobs when it cannot tell the database that it lives', async () => {
    let reason: unknown;
    let isRunning = false;
    jobs.handle('long', async (_payload, { signal }) => {
      isRunning = true;
      await untilAborted(signal).catch((error: unknown) => {
        reason = error;
      });
    });
    await jobs.start();
    await jobs.enqueue(db, 'long', {}, { maxAttempts: 1 });
    await eventually('the job runs', () => isRunning);

    await db.query('alter table worker_heartbeat rename to hidden_heartbeat');
    try {
      await eventually('the job is stopped', () => reason !== undefined);
    } finally {
      await db.query('alter table hidden_heartbeat rename to worker_heartbeat');
    }

    expect(String(reason)).toContain('cannot tell the database that it lives');
  });

  it('stops its jobs when others have had reason to think it dead, and goes on with new ones', async () => {
    const reasons: unknown[] = [];
    let begun = 0;
    jobs.handle('long', async (_payload, { signal }) => {
      begun++;
      if (begun > 1) return;
      await untilAborted(signal).catch((error: unknown) => reasons.push(error));
    });
    await jobs.start();
    await jobs.enqueue(db, 'long', {});
    await eventually('the job runs', () => begun === 1);

    await db.query(`update worker_heartbeat set seen_at = now() - interval '1 hour'`);
    await eventually('the job is stopped', () => reasons.length === 1);
    await db.query('update graphile_worker._private_jobs set run_at = now()');

    await eventually('the job is begun again', () => begun === 2);
    expect(String(reasons[0])).toContain('others may have taken its jobs');
  });

  it('keeps a stopped job that ended well anyway in the queue: its entry may be another one’s by now', async () => {
    let begun = 0;
    jobs.handle('long', async (_payload, { signal }) => {
      begun++;
      await untilAborted(signal).catch(() => undefined);
    });
    await jobs.start();
    const id = await jobs.enqueue(db, 'long', {}, { maxAttempts: 1 });
    await eventually('the job runs', () => begun === 1);

    await db.query(`update worker_heartbeat set seen_at = now() - interval '1 hour'`);

    await eventually('the job has ended', async () => (await findQueuedJob(db, id))?.isRunning === false);
    expect(await findQueuedJob(db, id)).toMatchObject({ attempts: 1, isUsedUp: true });
  });

  it('begins a job again that was taken when the answer was lost', async () => {
    const done: unknown[] = [];
    jobs.handle('note', async (payload) => void done.push(payload));
    await jobs.start();
    const [workerId] = jobs.ids();

    await inTransaction(db, async (tx) => {
      await jobs.enqueue(tx, 'note', { number: 7 });
      await tx.query(`update graphile_worker._private_jobs set locked_by = $1, locked_at = now() - interval '1 hour'`, [
        workerId,
      ]);
    });

    await eventually('the job is done', () => done.length === 1);
    expect(done).toEqual([{ number: 7 }]);
  });

  it('gives the jobs of other processes back at once when it is the only process', async () => {
    const done: unknown[] = [];
    await jobs.enqueue(db, 'note', { number: 8 });
    await db.query(`update graphile_worker._private_jobs set locked_by = 'of-old', locked_at = now()`);
    await db.query(`insert into worker_heartbeat (worker_id) values ('of-old')`);
    const runner = newRunner({ isSoleProcess: true, deadAfterMs: 3_600_000 });
    runner.handle('note', async (payload) => void done.push(payload));

    await runner.start();

    await eventually('the job is done', () => done.length === 1);
    expect(done).toEqual([{ number: 8 }]);
    await db.query(`delete from worker_heartbeat where worker_id = 'of-old'`);
  });

  it('does all jobs although every connection breaks again and again', async () => {
    const done = new Set<number>();
    jobs.handle('note', async (payload) => void done.add((payload as { number: number }).number));
    await jobs.start();
    await jobs.enqueueMany(
      db,
      'note',
      Array.from({ length: 400 }, (_, number) => ({ payload: { number } })),
    );

    for (let round = 0; round < 8; round++) {
      await eventually('some jobs are done', () => done.size >= Math.min(400, (round + 1) * 20));
      await breakConnections(database);
    }

    await eventually('all jobs are done', () => done.size === 400, 25_000);
    await eventually('the queue is empty', async () => (await queuedJobs().catch(() => [undefined])).length === 0);
  });

  it('goes on with new workers when the end of a job could not be written down', async () => {
    const attempts: number[] = [];
    jobs.handle('note', async (_payload, { attempt }) => void attempts.push(attempt));
    await jobs.start();
    const [firstWorkerId] = jobs.ids();
    await db.query(`create function refuse() returns trigger language plpgsql as 'begin raise exception ''no''; end'`);
    await db.query('create trigger refuse before delete on graphile_worker._private_jobs execute function refuse()');

    await jobs.enqueue(db, 'note', {});
    await eventually('there are new workers', () => jobs.ids()[0] !== firstWorkerId);
    await db.query('drop function refuse cascade');

    await eventually('the queue is empty', async () => (await queuedJobs()).length === 0);
    expect(attempts.length).toBeGreaterThan(1);
  });
});
