import type { JsonServiceClient } from '@servicestack/client';
import {
  AxemaUserSyncStatus,
  CreateAxemaUserSync,
  GetAxemaUserSyncJob,
  QueryAxemaUserSyncJobs,
} from '../../../dtos/booking/axema';
import { UpdateCodeLockSetting } from '../../../dtos/booking/code-lock';
import type { CustomerQueryResponse } from '../../../dtos/booking/customers';
import { startVakaSimulator, type VakaSimulator } from '../../../src/booking/access/vaka-simulator/vaka-simulator';
import { companyA, companyB, startApp, type TestApp } from '../../support/start-app';
import { attempt, refusal } from '../refusal';
import {
  axemaSettings,
  connectTo,
  countersOf,
  customersOf,
  isOver,
  jobWhen,
  people,
  startVakaApp,
  syncUsers,
  type VakaApp,
} from './vaka-app';

let vaka: VakaApp;
let app: TestApp;
let simulator: VakaSimulator;
let admin: JsonServiceClient;

beforeAll(async () => {
  vaka = await startVakaApp({ timing: { heartbeatMs: 30 } });
  ({ app, simulator, admin } = vaka);
});
beforeEach(() => vaka.reset());
afterAll(() => vaka?.close());

const fault = (settings: Parameters<VakaSimulator['state']['faults']['add']>[0]) =>
  simulator.state.faults.add(settings);
const em = (value: string) => ({ type: 'EM' as const, value });

function named(customers: readonly CustomerQueryResponse[], lastname: string): CustomerQueryResponse {
  const found = customers.filter((customer) => customer.Lastname === lastname);
  if (found.length !== 1) throw new Error(`${found.length} customers are called ${lastname}.`);
  return found[0];
}
describe('starting a sync', () => {
  it('domain 1.1: answers at once with the pending job, and tells the progress while VAKA is slow', async () => {
    fault({ match: '/api/v1/persons', mode: 'delay', value: 600 });

    const started = await admin.post(new CreateAxemaUserSync());
    const processing = await jobWhen(admin, started.Id, ({ Status }) => Status === AxemaUserSyncStatus.Processing);
    const over = await jobWhen(admin, started.Id, isOver);

    expect(started).toEqual({
      Id: expect.stringMatching(/^[0-9a-f-]{36}$/),
      CompanyId: companyA,
      Status: 0,
      StatusName: 'Pending',
      CreatedDate: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{3})?Z$/),
      UpdatedDate: started.CreatedDate,
    });
    expect(processing).toMatchObject({ Id: started.Id, Status: 1, StatusName: 'Processing' });
    expect(over).toMatchObject({ Id: started.Id, Status: 2, StatusName: 'Completed', UsersFound: 25 });
  });

  it('domain 1.2: refuses a second sync of the company with 409, naming the first, and creates nothing', async () => {
    fault({ match: '/api/v1/system', mode: 'delay', value: 500 });
    const first = await admin.post(new CreateAxemaUserSync());

    const second = await refusal(admin, (client) => client.post(new CreateAxemaUserSync()));

    expect(second).toMatchObject({
      status: 409,
      errorCode: 'AxemaUserSyncAlreadyRunning',
      message: expect.stringContaining(first.Id),
    });
    expect((await admin.get(new QueryAxemaUserSyncJobs())).Results.map(({ Id }) => Id)).toEqual([first.Id]);
    await jobWhen(admin, first.Id, isOver);
  });

  it('reliability 3.1 API6, domain 1.2: of 100 at once on two servers exactly one starts', async () => {
    fault({ match: '/api/v1/system', mode: 'delay', value: 1_500 });
    const other = await startApp({ database: app.database, settings: { ...axemaSettings(), loadDemoData: false } });
    try {
      const clients = await Promise.all(
        Array.from({ length: 100 }, (_, index) => (index % 2 ? app : other).clientFor('admin@missive.test')),
      );

      const outcomes = await Promise.all(
        clients.map((client) => attempt(client, (api) => api.post(new CreateAxemaUserSync()))),
      );

      const started = outcomes.flatMap((outcome) => ('answer' in outcome ? outcome.answer : []));
      const refused = outcomes.flatMap((outcome) => ('refusal' in outcome ? outcome.refusal : []));
      expect(started).toHaveLength(1);
      expect(refused).toHaveLength(99);
      expect(new Set(refused.map(({ status, errorCode }) => `${status} ${errorCode}`))).toEqual(
        new Set(['409 AxemaUserSyncAlreadyRunning']),
      );
      expect(refused.every(({ message }) => message?.includes(started[0].Id))).toBe(true);
      expect((await admin.get(new QueryAxemaUserSyncJobs())).Results).toHaveLength(1);
      expect(await jobWhen(admin, started[0].Id, isOver)).toMatchObject({ StatusName: 'Completed' });
    } finally {
      await other.close();
    }
  });

  it('domain 1.2: lets two companies sync at the same time', async () => {
    fault({ match: '/api/v1/system', mode: 'delay', value: 300, times: 2 });
    const adminB = await app.clientFor('admin-b@missive.test');
    await connectTo(adminB, simulator);

    const ofA = await admin.post(new CreateAxemaUserSync());
    const ofB = await adminB.post(new CreateAxemaUserSync());

    expect(await jobWhen(admin, ofA.Id, isOver)).toMatchObject({ StatusName: 'Completed', UsersCreated: 24 });
    expect(await jobWhen(adminB, ofB.Id, isOver)).toMatchObject({ StatusName: 'Completed', UsersCreated: 24 });
    expect(await customersOf(admin)).toHaveLength(24);
  });

  it('domain 1.3: refuses a company without settings with 400, and makes no job', async () => {
    const adminB = await app.clientFor('admin-b@missive.test');

    const refused = await refusal(adminB, (client) => client.post(new CreateAxemaUserSync()));

    expect(refused).toMatchObject({ status: 400, errorCode: 'AxemaSettingsMissing' });
    expect((await adminB.get(new QueryAxemaUserSyncJobs())).Results).toEqual([]);
  });

  it('domain 1.3: refuses a company whose code lock is switched off', async () => {
    await admin.put(new UpdateCodeLockSetting({ Active: false }));

    const refused = await refusal(admin, (client) => client.post(new CreateAxemaUserSync()));

    expect(refused).toMatchObject({ status: 400, errorCode: 'AxemaSettingsMissing' });
  });

  it('domain 1.11: starts again after a completed and after a failed one; old jobs stay readable', async () => {
    const completed = await syncUsers(admin);
    fault({ match: '/api/v1/system', mode: 'status', value: 401 });
    const failed = await syncUsers(admin);
    const again = await syncUsers(admin);

    expect([completed, failed, again].map(({ StatusName }) => StatusName)).toEqual([
      'Completed',
      'Failed',
      'Completed',
    ]);
    expect(again).toMatchObject({ UsersFound: 25, UsersCreated: 0, UsersUpdated: 0 });
    expect(await admin.get(new GetAxemaUserSyncJob({ Id: completed.Id }))).toEqual(completed);
    expect(await admin.get(new GetAxemaUserSyncJob({ Id: failed.Id }))).toEqual(failed);
  });
});

describe('counters', () => {
  it('domain 1.4: are absent until something is known, count up while processing, and add up', async () => {
    simulator.state.reset({ seed: 4, persons: 250 });
    simulator.state.persons.set('nameless', { id: 'nameless', name: '', identities: [] });
    fault({ match: '/api/v1/persons', mode: 'delay', value: 400, after: 0 });
    fault({ match: '/api/v1/persons', mode: 'delay', value: 400, after: 2 });

    const { Id } = await admin.post(new CreateAxemaUserSync());
    const unknown = await jobWhen(admin, Id, ({ Status }) => Status === AxemaUserSyncStatus.Processing);
    const partly = await jobWhen(admin, Id, ({ UsersFound }) => UsersFound === 200);
    const over = await jobWhen(admin, Id, isOver);

    expect(unknown).not.toHaveProperty('UsersFound');
    expect(unknown).not.toHaveProperty('UsersCreated');
    expect(unknown).not.toHaveProperty('UsersUpdated');
    expect(partly).toMatchObject({ StatusName: 'Processing', UsersCreated: 199, UsersUpdated: 1 });
    expect(over).toMatchObject({ StatusName: 'Completed', UsersFound: 251, UsersCreated: 249, UsersUpdated: 1 });
    expect(await countersOf(vaka, Id)).toEqual({ found: 251, created: 249, updated: 1, unchanged: 0, skipped: 1 });
  });

  it('domain 1.4: are zero for an empty list', async () => {
    people(simulator);

    expect(await syncUsers(admin)).toMatchObject({
      StatusName: 'Completed',
      UsersFound: 0,
      UsersCreated: 0,
      UsersUpdated: 0,
    });
  });

  it('domain 1.7: UpdatedDate moves while a page is awaited', async () => {
    fault({ match: '/api/v1/persons', mode: 'delay', value: 1_000 });
    const { Id } = await admin.post(new CreateAxemaUserSync());
    const first = await jobWhen(admin, Id, ({ Status }) => Status === AxemaUserSyncStatus.Processing);

    const second = await jobWhen(admin, Id, ({ UpdatedDate }) => UpdatedDate > first.UpdatedDate);
    const third = await jobWhen(admin, Id, ({ UpdatedDate }) => UpdatedDate > second.UpdatedDate);

    expect([second.StatusName, third.StatusName]).toEqual(['Processing', 'Processing']);
    expect(third).not.toHaveProperty('UsersFound');
    await jobWhen(admin, Id, isOver);
  });

  it('count more than 1,000 persons', async () => {
    simulator.state.reset({ seed: 5, persons: 1_250 });

    const over = await syncUsers(admin);

    expect(over).toMatchObject({ StatusName: 'Completed', UsersFound: 1_250, UsersCreated: 1_249, UsersUpdated: 1 });
  });

  it('count a person once that slides onto the next page while the list is read', async () => {
    simulator.state.reset({ seed: 6, persons: 150 });
    fault({ match: '/api/v1/persons', mode: 'delay', value: 500, after: 1 });
    const { Id } = await admin.post(new CreateAxemaUserSync());
    await jobWhen(admin, Id, ({ UsersFound }) => UsersFound === 100);

    // Somebody is put before the others: whoever closed the first page now opens the second.
    const before = { id: 'new', name: 'Ny Person', identities: [] };
    simulator.state.persons = new Map([['new', before], ...simulator.state.persons]);
    const over = await jobWhen(admin, Id, isOver);

    expect(over).toMatchObject({ StatusName: 'Completed', UsersFound: 150 });
    expect(await customersOf(admin)).toHaveLength(149);
  });

  it('take a person as it is when its page is read', async () => {
    simulator.state.reset({ seed: 6, persons: 150 });
    fault({ match: '/api/v1/persons', mode: 'delay', value: 500, after: 1 });
    const { Id } = await admin.post(new CreateAxemaUserSync());
    await jobWhen(admin, Id, ({ UsersFound }) => UsersFound === 100);

    const [last] = [...simulator.state.persons.values()].slice(-1);
    simulator.state.persons.set(last.id, { ...last, name: 'Changed Meanwhile' });
    await jobWhen(admin, Id, isOver);

    expect(named(await customersOf(admin), 'Changed')).toMatchObject({ Firstname: 'Meanwhile' });
  });
});

describe('failures', () => {
  const secret = 'p4ssw0rd-that-nobody-may-see';

  it('domain 1.5: a wrong password fails at once, without naming it', async () => {
    await connectTo(admin, simulator, { Password: secret });

    const job = await syncUsers(admin);

    expect(job).toMatchObject({
      StatusName: 'Failed',
      ErrorMessage: 'The Axema system refused the user name or password.',
    });
    expect(simulator.state.requests).toHaveLength(1);
  });

  it('domain 1.5: resets in page 3 fail after retries; what was reached and written stays', async () => {
    simulator.state.reset({ seed: 7, persons: 450 });
    fault({ match: '/api/v1/persons', mode: 'drop', after: 2, times: null });

    const job = await syncUsers(admin);

    expect(job).toMatchObject({
      StatusName: 'Failed',
      ErrorMessage: 'The connection to the Axema system failed.',
      UsersFound: 200,
      UsersCreated: 199,
      UsersUpdated: 1,
    });
    expect(await customersOf(admin)).toHaveLength(199);
  });

  it('domain 1.5: the sync after a failure goes on where it stood', async () => {
    simulator.state.reset({ seed: 7, persons: 250 });
    fault({ match: '/api/v1/persons', mode: 'status', value: 403, after: 1 });
    await syncUsers(admin);

    const job = await syncUsers(admin);

    expect(job).toMatchObject({ StatusName: 'Completed', UsersFound: 250, UsersCreated: 150, UsersUpdated: 0 });
  });

  it('waits as 429 with Retry-After asks, and completes', async () => {
    fault({ match: '/api/v1/persons', mode: 'status', value: { status: 429, retryAfter: 1 } });

    const before = Date.now();
    const job = await syncUsers(admin);

    expect(job.StatusName).toBe('Completed');
    expect(Date.now() - before).toBeGreaterThanOrEqual(1_000);
  });

  it.each<[string, Parameters<typeof fault>[0], string]>([
    ['no JSON', { match: '/persons', mode: 'badjson' }, 'did not answer with JSON'],
    ['another shape', { match: '/persons', mode: 'body', value: { persons: 7 } }, 'in an unexpected form'],
    ['an endless list', { match: '/persons', mode: 'loop', value: 'same', times: null }, 'does not come to an end'],
    ['a redirect', { match: '/persons', mode: 'redirect', value: 'http://169.254.169.254/x' }, 'redirects'],
    ['no permission', { match: '/persons', mode: 'status', value: 403 }, 'lacks a permission'],
  ])('domain 1.5, reliability API10: %s fails with a text for people', async (_, settings, text) => {
    fault(settings);

    const job = await syncUsers(admin);

    expect(job.StatusName).toBe('Failed');
    expect(job.ErrorMessage).toContain(text);
    expect(job.ErrorMessage).not.toMatch(/https?:|127\.0\.0\.1|169\.254| at .*:\d+|missive/);
  });

  it('domain 1.5: a host that is not there fails as such', async () => {
    const gone = await startVakaSimulator();
    await connectTo(admin, gone);
    await gone.close();

    expect(await syncUsers(admin)).toMatchObject({
      StatusName: 'Failed',
      ErrorMessage: 'The connection to the Axema system failed.',
    });
  });

  it('reliability 3.1 API10, domain 1.6: one bad person is skipped, the others are taken over', async () => {
    people(simulator, { id: 'p1' }, { id: 'p2', name: '' }, { id: 'p3', name: 'x'.repeat(200) }, { id: 'p4' });
    simulator.state.persons.set('p5', { id: 'p5', name: 5, identities: 'none' } as never);

    const job = await syncUsers(admin);

    expect(job).toMatchObject({ StatusName: 'Completed', UsersFound: 5, UsersCreated: 2, UsersUpdated: 0 });
    expect(await countersOf(vaka, job.Id)).toMatchObject({ skipped: 3 });
  });

  it('domain 1.6: a person that the database refuses costs no other', async () => {
    await app.database.dataSource.query(
      `alter table customer add constraint no_troll check (lastname <> 'Troll') not valid`,
    );
    try {
      simulator.state.reset({ seed: 8, persons: 90 });
      simulator.state.persons.set('t', { id: 't', name: 'Troll, Elakt', identities: [em('666')] });

      const job = await syncUsers(admin);

      expect(job).toMatchObject({ StatusName: 'Completed', UsersFound: 91, UsersCreated: 89, UsersUpdated: 1 });
      expect(await countersOf(vaka, job.Id)).toMatchObject({ skipped: 1 });
    } finally {
      await app.database.dataSource.query('alter table customer drop constraint no_troll');
    }
  });

  it('domain 1.6: a list of nothing but bad persons fails', async () => {
    people(simulator, { id: 'p1', name: '' }, { id: 'p2', name: ' ' });

    expect(await syncUsers(admin)).toMatchObject({
      StatusName: 'Failed',
      ErrorMessage: 'None of the 2 persons could be taken over.',
      UsersFound: 2,
      UsersCreated: 0,
      UsersUpdated: 0,
    });
  });
});

describe('reading jobs', () => {
  it('lists the newest first, by status as number and as name, a page at a time', async () => {
    const completed = await syncUsers(admin);
    fault({ match: '/api/v1/system', mode: 'status', value: 401 });
    const failed = await syncUsers(admin);

    const all = await admin.get(new QueryAxemaUserSyncJobs({ include: 'Total' }));
    const byNumber = await admin.get(new QueryAxemaUserSyncJobs({ Status: AxemaUserSyncStatus.Failed }));
    const byName = await admin.get(new QueryAxemaUserSyncJobs({ Status: 'Completed' as never }));
    const second = await admin.get(new QueryAxemaUserSyncJobs({ skip: 1, take: 1 }));

    expect(all).toMatchObject({ Offset: 0, Total: 2, Results: [failed, completed] });
    expect(byNumber.Results).toEqual([failed]);
    expect(byName.Results).toEqual([completed]);
    expect(second).toMatchObject({ Offset: 1, Results: [completed] });
  });

  it('reliability 3.1 API1: answers 404 for the job of another company as for one that does not exist', async () => {
    const { Id } = await syncUsers(admin);
    const adminB = await app.clientFor('admin-b@missive.test');

    const foreign = await refusal(adminB, (client) => client.get(new GetAxemaUserSyncJob({ Id })));
    const unknownId = Id.replace(/^.{8}/, '00000000');
    const unknown = await refusal(adminB, (client) => client.get(new GetAxemaUserSyncJob({ Id: unknownId })));

    expect(foreign.status).toBe(404);
    expect(foreign.message).toBe(unknown.message?.replace(unknownId, Id));
    expect((await adminB.get(new QueryAxemaUserSyncJobs())).Results).toEqual([]);
  });
});

describe('callers', () => {
  it('domain 1: only administrators start a sync, readers see it', async () => {
    const { Id } = await syncUsers(admin);
    const reader = await app.clientFor('reader@missive.test');
    const customer = await app.clientFor('customer@missive.test');
    const status = async (client: JsonServiceClient, call: (client: JsonServiceClient) => Promise<unknown>) =>
      (await refusal(client, call)).status;

    expect(await status(app.client(), (client) => client.post(new CreateAxemaUserSync()))).toBe(401);
    expect(await status(reader, (client) => client.post(new CreateAxemaUserSync()))).toBe(403);
    expect(await status(customer, (client) => client.post(new CreateAxemaUserSync()))).toBe(403);
    expect(await status(app.client(), (client) => client.get(new GetAxemaUserSyncJob({ Id })))).toBe(401);
    expect(await status(customer, (client) => client.get(new GetAxemaUserSyncJob({ Id })))).toBe(403);
    expect(await status(customer, (client) => client.get(new QueryAxemaUserSyncJobs()))).toBe(403);
    expect(await reader.get(new GetAxemaUserSyncJob({ Id }))).toMatchObject({ Id });
    expect((await reader.get(new QueryAxemaUserSyncJobs())).Results).toMatchObject([{ Id }]);
  });

  it('domain 0.4: another company is for superadmins', async () => {
    const superadmin = await app.clientFor('super@missive.test');

    const foreign = await refusal(admin, (client) => client.post(new CreateAxemaUserSync({ CompanyId: companyB })));
    const none = await refusal(superadmin, (client) => client.post(new CreateAxemaUserSync()));
    const own = await superadmin.post(new CreateAxemaUserSync({ CompanyId: companyA }));

    expect(foreign.status).toBe(403);
    expect(none).toMatchObject({ status: 400, fields: ['CompanyId NotEmpty'] });
    expect(own.CompanyId).toBe(companyA);
    await jobWhen(admin, own.Id, isOver);
  });
});
