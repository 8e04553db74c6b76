import type { JsonServiceClient } from '@servicestack/client';
import { Authenticate } from '../../dtos';
import { UserRepository } from '../../src/data';
import { demoPassword } from '../../src/demo-data';
import { hashPassword } from '../../src/engine';
import { startApp, type TestApp } from '../support/start-app';
import { aCustomer, anAccount } from './builders';

const callers = [
  'anonymous',
  'nothing',
  'role',
  'CanAccess',
  'CanAdd',
  'Admin+CanAccess',
  'Admin+CanAdd',
  'all',
] as const;
type Caller = (typeof callers)[number];

const grants: Record<Caller, { roles: string[]; permissions: string[] } | undefined> = {
  anonymous: undefined,
  nothing: { roles: [], permissions: [] },
  role: { roles: ['Admin'], permissions: [] },
  CanAccess: { roles: [], permissions: ['CanAccess'] },
  CanAdd: { roles: [], permissions: ['CanAccess', 'CanAdd', 'CanEdit', 'CanDelete'] },
  'Admin+CanAccess': { roles: ['Admin'], permissions: ['CanAccess'] },
  'Admin+CanAdd': { roles: ['Admin'], permissions: ['CanAccess', 'CanAdd'] },
  all: { roles: ['Admin'], permissions: ['CanAccess', 'CanAdd', 'CanEdit', 'CanDelete'] },
};

let app: TestApp;
const clients = new Map<Caller, JsonServiceClient>();

beforeAll(async () => {
  app = await startApp();
  const users = new UserRepository(app.database.dataSource.manager);
  const passwordHash = await hashPassword(demoPassword);
  for (const caller of callers) {
    const client = app.client();
    clients.set(caller, client);
    const grant = grants[caller];
    if (!grant) continue;
    const userName = `${caller.toLowerCase().replace('+', '-')}@roles.test`;
    await users.add({ userName, email: userName, passwordHash, ...grant });
    const request = new Authenticate({ provider: 'credentials', userName, password: demoPassword });
    client.bearerToken = (await app.client().post(request)).bearerToken ?? '';
  }
});
afterAll(() => app.close());

/** The status that each caller is answered, `·` standing for 200. Every call that is let in is good or finds nothing. */
async function statusesOf(verb: string, path: string, body?: object): Promise<string> {
  const statuses: string[] = [];
  for (const caller of callers) {
    const token = clients.get(caller)?.bearerToken;
    const response = await fetch(new URL(path, app.url), {
      method: verb,
      headers: { 'Content-Type': 'application/json', ...(token ? { Authorization: `Bearer ${token}` } : {}) },
      body: body && JSON.stringify(body),
    });
    statuses.push(response.status === 200 ? '·' : String(response.status));
  }
  return statuses.join(' ');
}

const customers = { customers: [aCustomer({ id: 500 })] };
const accounts = { accounts: [anAccount({ refId: 500, userName: 'matrix' })] };

// In the order of `callers`: domain 4 asks for role Admin and all permissions of the operation.
const adders = '401 403 403 403 403 403 · ·';
const readers = '401 403 403 403 403 · · ·';

describe('who may call', () => {
  it.each([
    ['BatchRegisterCustomers', 'POST', '/sync/customers/batch', customers, adders],
    ['BatchRegisterCustomersAsync', 'POST', '/async/customers/batch', customers, adders],
    ['BatchRegisterAccounts', 'POST', '/sync/accounts/batch', accounts, adders],
    ['BatchRegisterAccountsAsync', 'POST', '/async/accounts/batch', accounts, adders],
    ['BatchRegisterCustomers, pre-defined address', 'POST', '/api/BatchRegisterCustomers', customers, adders],
    ['RegisterCustomer', 'POST', '/sync/customers/details', { name: 'Matrix' }, adders],
    ['RegisterAccount', 'POST', '/sync/accounts/details', accounts.accounts[0], adders],
    ['RetrieveCustomer', 'GET', '/sync/customers/1', undefined, readers],
    ['RetrieveCustomerAsync', 'GET', '/async/customers/1', undefined, readers],
    ['RetrieveAllCustomers', 'GET', '/sync/customers', undefined, readers],
    ['RetrieveAllProducts', 'GET', '/sync/products', undefined, readers],
    ['RetrieveAccount of another', 'GET', '/sync/accounts/retrieve?userName=tax@missive.test', undefined, readers],
    [
      'AddProductSubscription',
      'PUT',
      '/sync/accounts/products/subscribe',
      { userName: 'tax@missive.test', productName: 'VAT' },
      adders,
    ],
    [
      'RemoveProductSubscription',
      'DELETE',
      '/api/RemoveProductSubscription?userName=tax@missive.test&productName=Nonsense',
      undefined,
      '401 403 403 403 403 403 403 404',
    ],
  ])('domain 4 auth: %s', async (_name, verb, path, body, expected) => {
    expect(await statusesOf(verb, path, body)).toBe(expected);
  });

  it('domain 4 auth: RetrieveAccount asks for no role, but for CanAccess', async () => {
    expect(await statusesOf('GET', '/sync/accounts/retrieve')).toBe('401 403 403 404 404 404 404 404');
  });

  it('domain 4 auth: the demo reader may read the own account and register nothing', async () => {
    const reader = await app.clientFor('tax-reader@missive.test');

    const answers = await Promise.all(
      ['/sync/accounts/retrieve', '/sync/customers'].map((path) =>
        fetch(new URL(path, app.url), { headers: { Authorization: `Bearer ${reader.bearerToken}` } }),
      ),
    );

    expect(answers.map(({ status }) => status)).toEqual([200, 403]);
  });
});
