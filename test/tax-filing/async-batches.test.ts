import { AccountsBatchResponse, CancelAccountsBatch, GetAccountsBatch } from '../../dtos/tax-filing';
import { eventually } from '../support/eventually';
import { startApp, type TestApp } from '../support/start-app';

let app: TestApp;
let token: string;
let readerToken: string;

beforeAll(async () => {
  app = await startApp();
  token = (await app.clientFor('tax@missive.test')).bearerToken;
  readerToken = (await app.clientFor('tax-reader@missive.test')).bearerToken;
});
afterAll(() => app.close());

const account = (userName: string, more: object = {}) => ({
  id: 0,
  index: 0,
  refId: 1,
  userName,
  profileUrl: 'https://example.test/u',
  ...more,
});

interface Sent {
  readonly prefer?: string;
  readonly key?: string;
  readonly of?: 'accounts' | 'customers';
}

async function post(items: readonly object[], { prefer = 'respond-async', key, of = 'accounts' }: Sent = {}) {
  const response = await fetch(`${app.url}/async/${of}/batch`, {
    method: 'POST',
    headers: {
      'Content-Type': 'application/json',
      Authorization: `Bearer ${token}`,
      Prefer: prefer,
      ...(key === undefined ? {} : { 'Idempotency-Key': key }),
    },
    body: JSON.stringify({ [of]: items }),
  });
  return { status: response.status, headers: response.headers, body: await response.json() };
}

async function read(
  location: string,
  as = token,
  method = 'GET',
): Promise<{ status: number; body: AccountsBatchResponse }> {
  const response = await fetch(`${app.url}${location}`, { method, headers: { Authorization: `Bearer ${as}` } });
  return { status: response.status, body: (await response.json()) as AccountsBatchResponse };
}

async function completed(location: string): Promise<AccountsBatchResponse> {
  let last = (await read(location)).body;
  await eventually('the batch is over', async () => {
    last = (await read(location)).body;
    return last.status >= 2;
  });
  return last;
}

describe('a batch with Prefer: respond-async', () => {
  it('is accepted with 202 and done in the background, item by item, in order', async () => {
    const items = [
      account('anna', { meta: { products: 'VAT' }, salt: 'c2FsdA==', passwordHash: 'aGFzaA==' }),
      account('anna', { email: 'other@example.test' }),
      account('', {}),
      account('bosse', { refId: 987_654 }),
      account('carin'),
    ];

    const { status, headers, body } = await post(items);
    const location = headers.get('Location') ?? '';
    const done = await completed(location);

    expect(status).toBe(202);
    expect(headers.get('Preference-Applied')).toBe('respond-async');
    expect(location).toBe(`/async/accounts/batch/${body.batchId}`);
    expect(body).toMatchObject({ status: 0, statusName: 'Pending', total: 5, succeeded: 0, failed: 0 });
    expect(done).toMatchObject({ batchId: body.batchId, status: 2, statusName: 'Completed', succeeded: 2, failed: 3 });
    expect(done.results?.map(({ index, responseStatus }) => [index, responseStatus?.errorCode])).toEqual([
      [0, undefined],
      [1, 'Conflict'],
      [2, 'NotEmpty'],
      [3, 'NotFound'],
      [4, undefined],
    ]);
    expect(done.results?.[2]?.responseStatus?.errors?.[0]?.fieldName).toBe('accounts[2].userName');
    expect(done.results?.[0]).toMatchObject({ account: { userName: 'anna', refId: 1 }, products: [{ name: 'VAT' }] });
    expect(JSON.stringify(done)).not.toContain('aGFzaA==');
  });

  it('answers as the batch would have at once', async () => {
    const items = [account('same-1'), account('same 2'), account('same-3', { roles: ['superadmin'] })];
    const atOnce = await post(items, { prefer: 'handling=lenient' });
    await app.database.dataSource.query("delete from filing_account where user_name like 'same-%'");
    const later = await completed((await post(items)).headers.get('Location') ?? '');

    const withoutIds = (results: unknown) =>
      JSON.parse(JSON.stringify(results), (name, value) =>
        name === 'id' || name.endsWith('Date') ? undefined : value,
      );
    expect(atOnce.status).toBe(200);
    expect(withoutIds(later.results)).toEqual(withoutIds(atOnce.body));
  });

  it('does customers too, with their accounts', async () => {
    const customer = { id: 0, index: 0, name: 'Nord AB', accounts: [account('nord-1', { refId: 0 })] };
    const { status, headers } = await post([customer, { ...customer, name: '' }], { of: 'customers' });
    const done = await completed(headers.get('Location') ?? '');

    expect(status).toBe(202);
    expect(done).toMatchObject({ status: 2, succeeded: 1, failed: 1 });
    expect(done.results?.[0]).toMatchObject({ customer: { name: 'Nord AB', accounts: [{ userName: 'nord-1' }] } });
    expect((await read(headers.get('Location')?.replace('customers', 'accounts') ?? '')).status).toBe(404);
  });

  it('refuses an empty batch at once', async () => {
    expect((await post([])).status).toBe(400);
  });

  it('is accepted once under one key', async () => {
    const first = await post([account('keyed')], { key: 'batch-1' });
    const again = await post([account('keyed')], { key: 'batch-1' });

    expect([again.status, again.headers.get('Idempotency-Replayed')]).toEqual([202, 'true']);
    expect(again.body).toEqual(first.body);
    expect(again.headers.get('Location')).toBe(first.headers.get('Location'));
  });

  it('works through many items, chunk by chunk', async () => {
    const items = Array.from({ length: 1_000 }, (_, index) => account(`many-${index}`));
    const done = await completed((await post(items)).headers.get('Location') ?? '');
    const [{ count }] = await app.database.dataSource.query(
      "select count(*)::int as count from filing_account where user_name like 'many-%'",
    );

    expect(done).toMatchObject({ status: 2, total: 1_000, succeeded: 1_000, failed: 0 });
    expect(done.results?.map(({ index }) => index)).toEqual(items.map((_, index) => index));
    expect(count).toBe(1_000);
  });

  it('is read by admins with CanAccess, stopped by those who may add, and known by its id only', async () => {
    const location = (await post([account('readers')])).headers.get('Location') ?? '';
    const anonymous = await fetch(`${app.url}${location}`);

    expect(anonymous.status).toBe(401);
    expect((await read(location, readerToken)).status).toBe(403);
    expect((await read(`${location.slice(0, -12)}000000000000`)).status).toBe(404);
  });

  it('keeps what was registered when it is stopped, and stays as it is when it is over', async () => {
    const client = await app.clientFor('tax@missive.test');
    const batchId = (await post([account('stopped')])).body.batchId as string;
    await app.database.dataSource.query('update filing_batch set status = 1 where id = $1', [
      (await completed(`/async/accounts/batch/${batchId}`)).batchId,
    ]);
    const stuck = await client.get(new GetAccountsBatch({ batchId }));
    const over = await client.delete(new CancelAccountsBatch({ batchId }));

    expect(stuck).toMatchObject({ status: 3, statusName: 'Failed', succeeded: 1, errorMessage: expect.any(String) });
    expect(over).toMatchObject({ status: 3 });
  });

  it('is forgotten after seven days', async () => {
    const location = (await post([account('old')])).headers.get('Location') ?? '';
    await completed(location);
    await app.database.dataSource.query("update filing_batch set created_at = created_at - interval '7 days'");

    expect((await read(location)).status).toBe(404);
    await post([account('new')]);
    const [{ count }] = await app.database.dataSource.query('select count(*)::int as count from filing_batch');
    expect(count).toBe(1);
  });
});

describe('one-way messages of the product', () => {
  it('wait sealed in the queue, and run as their sender', async () => {
    const seen: string[] = [];
    const { dataSource } = app.database;
    const query = dataSource.query.bind(dataSource);
    dataSource.query = ((text: string, values?: unknown[]) => {
      if (text.includes('add_job(')) seen.push(JSON.stringify(values));
      return query(text, values);
    }) as typeof dataSource.query;
    const response = await fetch(`${app.url}/json/oneway/RegisterAccount`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', Authorization: `Bearer ${token}` },
      body: JSON.stringify(account('one-way')),
    });
    dataSource.query = query as typeof dataSource.query;
    await eventually('the account is there', async () => {
      const rows = await query("select 1 from filing_account where user_name = 'one-way'");
      return (rows as unknown[]).length === 1;
    });

    expect(response.status).toBe(200);
    expect(seen).toEqual([expect.stringContaining('sealed')]);
    expect(seen[0]).not.toContain('one-way"');
  });

  it('leave a row that says why, once they are given up', async () => {
    const response = await fetch(`${app.url}/json/oneway/RegisterAccount`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', Authorization: `Bearer ${token}` },
      body: JSON.stringify(account('one-way', { refId: 987_654 })),
    });
    let rows: Record<string, unknown>[] = [];
    await eventually('the failure is noted', async () => {
      rows = await app.database.dataSource.query('select operation, status, error_code, attempts from failed_message');
      return rows.length > 0;
    });

    expect(response.status).toBe(200);
    expect(rows).toEqual([{ operation: 'RegisterAccount', status: 404, error_code: 'NotFound', attempts: 1 }]);
  });
});
