import { startApp, type TestApp } from '../../support/start-app';
import { Attacker, printFigure } from './attacker';

/** Many at once, on one process and on two that share the database. */
let attacker: Attacker;
let other: TestApp;
let authorization = '';
beforeAll(async () => {
  attacker = await Attacker.open();
  other = await startApp({ database: attacker.app.database, settings: { role: 'web', loadDemoData: false } });
  authorization = `Bearer ${(await attacker.app.clientFor('admin@missive.test')).bearerToken}`;
}, 60_000);
afterAll(async () => {
  await other?.close();
  await attacker?.close();
});

interface Outcome {
  readonly status: number;
  readonly body: {
    readonly Id?: string;
    readonly ResponseStatus?: { readonly ErrorCode: string; readonly Message: string };
  };
}

async function startSync(url: string): Promise<Outcome> {
  const response = await fetch(`${url}/codelock/axema/usersync`, {
    method: 'POST',
    headers: { authorization, 'content-type': 'application/json' },
    body: '{}',
  });
  return { status: response.status, body: (await response.json()) as Outcome['body'] };
}

async function race(urls: readonly string[]): Promise<void> {
  const outcomes = await Promise.all(
    Array.from({ length: 100 }, (_, index) => startSync(urls[index % urls.length] as string)),
  );

  const [started, ...more] = outcomes.filter(({ status }) => status === 200);
  const refused = outcomes.filter(({ status }) => status === 409);
  expect([more.length, refused.length]).toEqual([0, 99]);
  expect(new Set(refused.map(({ body }) => body.ResponseStatus?.ErrorCode))).toEqual(
    new Set(['AxemaUserSyncAlreadyRunning']),
  );
  expect(refused.every(({ body }) => body.ResponseStatus?.Message.includes(started?.body.Id ?? 'none'))).toBe(true);
  await attacker.rows('update axema_user_sync_job set status = 2 where id = $1', [started?.body.Id]);
}

it.each([
  ['one node', () => [attacker.app.url]],
  ['two nodes', () => [attacker.app.url, other.url]],
] as const)(
  'reliability 3.2 #17, 2.8 of 100 syncs at once exactly one starts, 20 rounds, on %s',
  async (what, urls) => {
    const before = (await attacker.rows<{ n: number }>('select count(*)::int n from axema_user_sync_job'))[0]?.n ?? 0;

    for (let round = 0; round < 20; round++) await race(urls());

    const after = (await attacker.rows<{ n: number }>('select count(*)::int n from axema_user_sync_job'))[0]?.n ?? 0;
    printFigure(`20 rounds of 100 syncs on ${what}: ${after - before} started, ${20 * 100 - (after - before)} refused`);
    expect(after - before).toBe(20);
  },
  120_000,
);

describe('two administrators and one customer', () => {
  const person = { Lastname: 'B', Phone: '+46701740605' };
  async function aCustomer(): Promise<string> {
    const body = { ...person, Firstname: 'Read by both' };
    const created = await attacker.send({ path: '/api/CreateCustomer', user: 'admin@missive.test', body });
    return (JSON.parse(created.text) as { Id: string }).Id;
  }
  const put = (id: string, body: object, headers?: Record<string, string>) =>
    attacker.send({ verb: 'PUT', path: `/customers/${id}`, user: 'admin@missive.test', body, headers });

  it('reliability 3.2 #19 of two changes from the same reading the last one stays, member by member', async () => {
    const id = await aCustomer();

    const first = await put(id, { Firstname: 'First', Phone: '+46700000001' });
    const second = await put(id, { Firstname: 'Second' });

    expect([first.status, second.status]).toEqual([200, 200]);
    expect(JSON.parse(second.text)).toMatchObject({ Firstname: 'Second', Phone: '+46700000001', Lastname: 'B' });
  });

  it('reliability 3.2 #19 of 30 at once each is whole: no member of one is mixed with those of another', async () => {
    const id = await aCustomer();

    const hits = await Promise.all(
      Array.from({ length: 30 }, (_, index) => put(id, { Firstname: `N${index}`, Lastname: `N${index}` })),
    );

    const [row] = await attacker.rows<{ firstname: string; lastname: string }>(
      'select firstname, lastname from customer where id = $1',
      [id],
    );
    expect(new Set(hits.map(({ status }) => status))).toEqual(new Set([200]));
    expect(row?.firstname).toMatch(/^N\d+$/);
    expect(row?.lastname).toBe(row?.firstname);
  });

  it('reliability 3.2 #19 of two changes that name the version they have read, the second is refused with 412', async () => {
    const id = await aCustomer();
    const { Updated: version } = JSON.parse((await put(id, { Firstname: 'Read' })).text) as { Updated: string };

    const hits = await Promise.all(
      ['One', 'Two', 'Three', 'Four'].map((Firstname) => put(id, { Firstname }, { 'If-Match': `"${version}"` })),
    );

    const refused = hits.filter(({ status }) => status !== 200);
    expect(refused.map(({ status, text }) => [status, JSON.parse(text).ResponseStatus.ErrorCode])).toEqual(
      Array(3).fill([412, 'PreconditionFailed']),
    );
    const [saved] = hits.filter(({ status }) => status === 200);
    const [row] = await attacker.rows<{ firstname: string }>('select firstname from customer where id = $1', [id]);
    expect(row?.firstname).toBe(JSON.parse(saved?.text ?? '{}').Firstname);
  });

  it.each([
    ['"2001-01-01T00:00:00Z"', 412],
    ['W/"2001-01-01T00:00:00Z"', 412],
    ['nonsense', 412],
    ['*', 200],
  ])('reliability 3.2 #19 answers If-Match: %s with %d', async (version, status) => {
    const id = await aCustomer();

    expect((await put(id, { Firstname: 'New' }, { 'If-Match': version })).status).toBe(status);
  });
});
