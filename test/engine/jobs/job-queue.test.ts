import { JsonServiceClient } from '@servicestack/client';
import { Dto, IsNotEmpty, Prop, Returns, ReturnsVoid, ValidateHasRole } from '../../../dtos';
import {
  AppHost,
  type AuthProvider,
  Handles,
  HttpError,
  JobQueue,
  JobRunner,
  type Log,
  Service,
  Session,
} from '../../../src/engine';
import { openTestDatabase, type TestDatabase } from '../../support/database';
import { eventually } from '../../support/eventually';

@ReturnsVoid()
@Dto()
class Note {
  @Prop('string') @IsNotEmpty() text?: string;
  @Prop('decimal?') amount?: string;
  @Prop('DateTime?') at?: string;
  constructor(init?: Partial<Note>) {
    Object.assign(this, init);
  }
  getTypeName() {
    return 'Note';
  }
  getMethod() {
    return 'POST';
  }
  createResponse() {}
}

@ValidateHasRole('Manager')
@ReturnsVoid()
@Dto()
class ManagerNote {
  @Prop('string') text?: string;
}

@Returns('int')
@Dto()
class AskForNote {
  @Prop('string') text?: string;
  createResponse() {
    return 0;
  }
}

const notes: unknown[] = [];
let failures = 0;

class NoteService extends Service {
  @Handles(Note)
  post({ text, amount, at }: Note): void {
    notes.push({ text, amount, at, verb: this.context.verb, ...who(this.session) });
    if (text === 'refused') throw HttpError.conflict('not like this');
    if (failures-- > 0) throw new Error('the server fails');
  }

  @Handles(ManagerNote, 'ANY')
  manager({ text }: ManagerNote): void {
    notes.push({ text, ...who(this.session) });
  }

  @Handles(AskForNote, 'ANY')
  async ask({ text }: AskForNote): Promise<number> {
    await this.send(new Note({ text }));
    return notes.length;
  }
}

function who({ isAuthenticated, userId, companyId, roles }: Session) {
  return { isAuthenticated, userId, companyId, roles };
}

const byHeader: AuthProvider = {
  name: 'header',
  priority: 1,
  authenticate: async ({ headers }) =>
    headers['x-roles'] === undefined
      ? undefined
      : new Session({
          isAuthenticated: true,
          userId: 'u1',
          companyId: 'c1',
          roles: String(headers['x-roles']).split(','),
        }),
};

let database: TestDatabase;
let jobs: JobRunner;
let host: AppHost;
const warnings: unknown[] = [];
const log = { debug() {}, info() {}, error() {}, warn: (fields: object) => void warnings.push(fields) } satisfies Log;

beforeAll(async () => {
  database = await openTestDatabase();
});
afterAll(() => database.close());
beforeEach(async () => {
  notes.splice(0);
  warnings.splice(0);
  failures = 0;
  jobs = new JobRunner(database.pool, { pollMs: 50, finishMs: 50, abandonMs: 500 });
  const queue = new JobQueue(jobs, database.dataSource, { log });
  host = new AppHost({
    services: [NoteService],
    queue,
    features: [{ name: 'callers', register: (builder) => builder.authProvider(byHeader) }],
  });
  queue.deliverTo(host);
  await host.listen(0);
});
afterEach(async () => {
  await host.close();
  await jobs.stop();
  await database.dataSource.query('delete from graphile_worker._private_jobs');
});

async function post(path: string, body: unknown, roles?: string): Promise<number> {
  const { status } = await fetch(`${host.url}${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...(roles !== undefined && { 'x-roles': roles }) },
    body: JSON.stringify(body),
  });
  return status;
}

async function waiting(): Promise<number> {
  const [{ count }] = (await database.dataSource.query('select count(*)::int as count from graphile_worker.jobs')) as [
    { count: number },
  ];
  return count;
}

const nobody = { isAuthenticated: false, userId: undefined, companyId: undefined, roles: [] };

describe('messages in the job queue', () => {
  it('wait until somebody does them, and then run as who has published them', async () => {
    const amount = 1234567890.1;
    const status = await post('/json/oneway/Note', { text: 'a', amount, at: '2030-01-01T00:00:00Z' }, 'Manager,Clerk');
    expect([status, notes, await waiting()]).toEqual([200, [], 1]);

    await jobs.start();
    await eventually('the message is done', async () => notes.length === 1 && (await waiting()) === 0);

    expect(notes).toEqual([
      {
        text: 'a',
        amount: '1234567890.1',
        at: '2030-01-01T00:00:00Z',
        verb: 'POST',
        isAuthenticated: true,
        userId: 'u1',
        companyId: 'c1',
        roles: ['Manager', 'Clerk'],
      },
    ]);
  });

  it('are one job for every element of a batch', async () => {
    await post('/json/oneway/Note[]', [{ text: 'a' }, { text: 'b' }]);
    expect(await waiting()).toBe(2);

    await jobs.start();
    await eventually('both are done', () => notes.length === 2);

    expect(notes).toContainEqual({ text: 'b', amount: undefined, at: undefined, verb: 'POST', ...nobody });
  });

  it('are asked for their guards and rules before they wait', async () => {
    const statuses = [await post('/json/oneway/ManagerNote', {}, 'Clerk'), await post('/json/oneway/Note', {})];

    expect([statuses, await waiting()]).toEqual([[403, 400], 0]);
  });

  it('are tried again when the server fails', async () => {
    failures = 1;
    await jobs.start();
    await post('/json/oneway/Note', { text: 'a' });
    await eventually('it has failed', async () => notes.length === 1 && (await waiting()) === 1);

    await database.dataSource.query('update graphile_worker._private_jobs set run_at = now()');
    await eventually('it is done', async () => notes.length === 2 && (await waiting()) === 0);

    expect(notes).toEqual([expect.objectContaining({ text: 'a' }), expect.objectContaining({ text: 'a' })]);
    expect(warnings).toEqual([]);
  });

  it('are not tried again when the Service refuses them', async () => {
    await jobs.start();
    await post('/json/oneway/Note', { text: 'refused' });
    await eventually('it is gone', async () => notes.length === 1 && (await waiting()) === 0);

    expect(warnings).toEqual([{ jobId: expect.any(String), operation: 'Note', status: 409, errorCode: 'Conflict' }]);
  });

  it('come from the typed client by publish with the classic addresses', async () => {
    const client = new JsonServiceClient(host.url).useBasePath();
    await client.publish(new Note({ text: 'published' }));
    expect(await waiting()).toBe(1);

    await jobs.start();
    await eventually('it is done', () => notes.length === 1);

    expect(notes).toEqual([expect.objectContaining({ text: 'published' })]);
  });
});

describe('the gateway', () => {
  it('throws what the called Service has thrown, so that the answer keeps its status', async () => {
    const statuses = [
      await post('/api/AskForNote', { text: 'refused' }),
      await post('/api/AskForNote', {}),
      await post('/api/AskForNote', { text: 'good' }),
    ];

    expect(statuses).toEqual([409, 400, 200]);
  });
});
