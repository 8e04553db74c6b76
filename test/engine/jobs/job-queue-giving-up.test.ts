import { type FailedMessage, HttpError, type JobHandler, JobQueue, type Jobs, Session } from '../../../src/engine';

interface Kept {
  readonly payload: object;
}

/** Jobs that are delivered by hand. */
class ByHand implements Jobs {
  readonly kept: Kept[] = [];
  private handler: JobHandler = async () => undefined;

  async enqueue(_db: unknown, _task: string, payload: object): Promise<string> {
    this.kept.push({ payload });
    return String(this.kept.length);
  }
  async enqueueMany(): Promise<void> {}
  handle(_task: string, handler: JobHandler): void {
    this.handler = handler;
  }
  deliver(attempt: number, signal = new AbortController().signal): Promise<void> {
    const { payload } = this.kept[0] ?? { payload: {} };
    return this.handler(JSON.parse(JSON.stringify(payload)), { attempt, maxAttempts: 3, jobId: '7', signal });
  }
}

const nowhere = { query: async () => [] };
const session = new Session({ isAuthenticated: true, userId: 'u1', roles: ['Clerk'] });
const mirror = {
  seal: (text: string) => [...text].reverse().join(''),
  open: (sealed: string) => [...sealed].reverse().join(''),
};

async function queueThat(fails: () => Error | undefined, { isGone = false } = {}) {
  const jobs = new ByHand();
  const failures: FailedMessage[] = [];
  const run: { session?: Session; id?: string } = {};
  const queue = new JobQueue(jobs, nowhere, {
    secrets: mirror,
    senderNow: async () => (isGone ? undefined : new Session({ ...session, roles: [] })),
    failures: { add: async (failure) => void failures.push(failure) },
  });
  queue.deliverTo({
    runMessage: async (message) => {
      Object.assign(run, message);
      const error = fails();
      if (error) throw error;
    },
  });
  await queue.publish('Note', { text: 'hidden' }, session, 'POST');
  return { jobs, failures, run };
}

describe('a queued message', () => {
  it('waits sealed, and is run under its id as what its sender is by now', async () => {
    const { jobs, failures, run } = await queueThat(() => undefined);

    await jobs.deliver(1);

    expect(JSON.stringify(jobs.kept)).not.toContain('hidden');
    expect(run).toMatchObject({ id: '7', request: { text: 'hidden' }, session: { userId: 'u1', roles: [] } });
    expect(failures).toEqual([]);
  });

  it('is noted once its last attempt has failed, and not before', async () => {
    const { jobs, failures } = await queueThat(() => HttpError.serviceUnavailable('the database is gone'));

    await expect(jobs.deliver(2)).rejects.toThrow('the database is gone');
    const before = [...failures];
    await expect(jobs.deliver(3)).rejects.toThrow('the database is gone');

    expect(before).toEqual([]);
    expect(failures).toMatchObject([{ jobId: '7', operationName: 'Note', attempts: 3, error: { status: 503 } }]);
  });

  it('is not given up because its process stops', async () => {
    const { jobs, failures } = await queueThat(() => new Error('stopped'));

    await expect(jobs.deliver(3, AbortSignal.abort())).rejects.toThrow('stopped');

    expect(failures).toEqual([]);
  });

  it('is noted at once when it is refused, as when its sender may not sign in any more', async () => {
    const refused = await queueThat(() => HttpError.conflict('not like this'));
    const gone = await queueThat(() => undefined, { isGone: true });

    await refused.jobs.deliver(1);
    await gone.jobs.deliver(1);

    expect(refused.failures).toMatchObject([{ attempts: 1, error: { status: 409, errorCode: 'Conflict' } }]);
    expect(gone.failures).toMatchObject([{ attempts: 1, error: { status: 401, errorCode: 'Unauthorized' } }]);
    expect(gone.run).toEqual({});
  });
});
