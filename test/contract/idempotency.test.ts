import { Authenticate } from '../../dtos';
import { demoPassword } from '../../src/demo-data';
import { type DemoUser, startApp, type TestApp } from '../support/start-app';

let app: TestApp;

beforeAll(async () => {
  app = await startApp({ settings: { role: 'web' } });
});
afterAll(() => app.close());

interface Case {
  readonly operation: string;
  readonly by: DemoUser;
  readonly body: object;
  readonly verb?: string;
  /** A table that one call adds one row to. */
  readonly adds: string;
}

const customer = { Firstname: 'Anna', Lastname: 'Keyed', Email: 'keyed@example.test', Phone: '+46701234567' };
const cases: readonly Case[] = [
  { operation: 'CreateCustomer', by: 'admin@missive.test', body: customer, adds: 'customer' },
  { operation: 'CreateResource', by: 'admin@missive.test', body: { Name: 'Room 9' }, adds: 'resource' },
  { operation: 'CreateApiKey', by: 'admin@missive.test', body: { Notes: 'keyed' }, adds: 'api_key' },
  { operation: 'CreateAxemaUserSync', by: 'admin@missive.test', body: {}, adds: 'axema_user_sync_job' },
  {
    operation: 'CreateResourceTimeException',
    by: 'admin@missive.test',
    body: {
      From: '2030-04-01',
      To: '2030-04-01',
      FromTime: 'PT10H',
      ToTime: 'PT12H',
      ResourceIds: [1],
      ReasonText: 'Doctor',
      BlockTime: true,
    },
    adds: 'time_exception',
  },
  {
    operation: 'RegisterCustomer',
    by: 'tax@missive.test',
    body: { name: 'Keyed AB', accounts: [] },
    adds: 'filing_customer',
  },
  {
    operation: 'BatchRegisterCustomers',
    by: 'tax@missive.test',
    body: { customers: [{ id: 0, index: 0, name: 'Keyed batch AB', accounts: [] }] },
    adds: 'filing_customer',
  },
];

async function call({ operation, by, body, verb = 'POST' }: Case, key: string) {
  const { bearerToken } = await app.clientFor(by);
  const response = await fetch(`${app.url}/api/${operation}`, {
    method: verb,
    headers: {
      'Content-Type': 'application/json',
      Authorization: `Bearer ${bearerToken}`,
      'Idempotency-Key': key,
    },
    body: JSON.stringify(body),
  });
  return {
    status: response.status,
    text: await response.text(),
    isReplayed: response.headers.get('Idempotency-Replayed') === 'true',
  };
}

async function rowsIn(table: string): Promise<number> {
  const [row] = await app.database.dataSource.query(`select count(*)::int as count from ${table}`);
  return row.count;
}

describe('Idempotency-Key on operations of the product', () => {
  it.each(cases)('$operation has one effect, and its retry the same answer', async (one) => {
    const before = await rowsIn(one.adds);

    const first = await call(one, `key-${one.operation}`);
    const retry = await call(one, `key-${one.operation}`);

    expect([first.status, first.isReplayed, first.text]).toEqual([200, false, expect.any(String)]);
    expect(retry).toEqual({ ...first, isReplayed: true });
    expect(await rowsIn(one.adds)).toBe(before + 1);
  });

  it('does not take back that a password was refused, and keeps no sign-in', async () => {
    const signIn = (password: string) =>
      fetch(`${app.url}/api/Authenticate`, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json', 'Idempotency-Key': 'sign-in' },
        body: JSON.stringify(new Authenticate({ provider: 'credentials', userName: 'reader@missive.test', password })),
      });
    const saved = await rowsIn('idempotency_key');
    const refused = await signIn('wrong');
    const [row] = await app.database.dataSource.query(
      "select failed_sign_ins as count from app_user where user_name = 'reader@missive.test'",
    );
    const good = [await signIn(demoPassword), await signIn(demoPassword)];

    expect([refused.status, row.count]).toEqual([401, 1]);
    expect(good.map(({ status, headers }) => [status, headers.get('Idempotency-Replayed')])).toEqual([
      [200, null],
      [200, null],
    ]);
    expect(await rowsIn('idempotency_key')).toBe(saved);
  });
});
