import type { JsonServiceClient } from '@servicestack/client';
import {
  AddProductSubscription,
  RemoveProductSubscription,
  RetrieveAccount,
  RetrieveAllCustomers,
  RetrieveAllProducts,
  RetrieveCustomer,
  RetrieveCustomerAsync,
} from '../../dtos/tax-filing';
import { startApp, type TestApp } from '../support/start-app';
import { refusalOf, send } from './calls';

let app: TestApp;
let admin: JsonServiceClient;
let reader: JsonServiceClient;

// Demo data: customers 1 (two accounts), 2 (one) and 3 (none), three products, one order.
beforeAll(async () => {
  app = await startApp();
  admin = await app.clientFor('tax@missive.test');
  reader = await app.clientFor('tax-reader@missive.test');
});
afterAll(() => app.close());

describe('RetrieveCustomer', () => {
  it.each([
    ['RetrieveCustomer', RetrieveCustomer],
    ['RetrieveCustomerAsync', RetrieveCustomerAsync],
  ])('domain 4 companions: %s reads a customer, with its accounts when asked', async (_name, Request) => {
    const bare = await admin.get(new Request({ id: 1 }));
    const full = await admin.get(new Request({ id: 1, includeAccounts: true }));
    const page = await admin.get(new Request({ id: 1, includeAccounts: true, skipAccounts: 1, takeAccounts: 5 }));

    expect(bare.customer).toMatchObject({
      id: 1,
      name: 'Nordlicht Steuerberatung GmbH',
      type: 'Internal',
      accounts: [],
    });
    expect(full.customer?.accounts.map(({ userName }) => userName)).toEqual([
      'tax@missive.test',
      'tax-reader@missive.test',
    ]);
    expect(page.customer?.accounts.map(({ userName, index }) => [userName, index])).toEqual([
      ['tax-reader@missive.test', 0],
    ]);
  });

  it.each(['/sync/customers/2', '/async/customers/2'])('answers at %s', async (path) => {
    const { status, text } = await send(admin, 'GET', path);

    expect([status, JSON.parse(text).customer.name]).toEqual([200, 'Svea Redovisning AB']);
  });

  it('domain 4 companions: an unknown id is not found', async () => {
    const refusal = await refusalOf(admin, (client) => client.get(new RetrieveCustomer({ id: 4_711 })));

    expect(refusal).toEqual({ status: 404, errorCode: 'NotFound', fields: ['NotFound id'] });
  });
});

describe('RetrieveAllCustomers', () => {
  it('domain 4 companions: lists customers page by page and counts all', async () => {
    const all = await admin.get(new RetrieveAllCustomers());
    const second = await admin.get(new RetrieveAllCustomers({ skip: 1, take: 1 }));

    expect(all).toMatchObject({ offset: 0, total: 3 });
    expect(all.results.map(({ id, index }) => [id, index])).toEqual([
      [1, 0],
      [2, 1],
      [3, 2],
    ]);
    expect(second).toMatchObject({ offset: 1, total: 3, results: [{ id: 2, index: 0, accounts: [] }] });
  });

  it('domain 4 companions: includes accounts, so many per customer', async () => {
    const { results } = await admin.get(new RetrieveAllCustomers({ includeAccounts: true, takeAccounts: 1 }));

    expect(results.map(({ accounts }) => accounts.map(({ userName }) => userName))).toEqual([
      ['tax@missive.test'],
      ['sten.svensson'],
      [],
    ]);
  });

  it('refuses a negative skip', async () => {
    const refusal = await refusalOf(admin, (client) => client.get(new RetrieveAllCustomers({ skip: -1 })));

    expect(refusal).toMatchObject({ status: 400, fields: ['GreaterThanOrEqual skip'] });
  });
});

describe('RetrieveAccount', () => {
  it('domain 4 companions: reads an account with products and orders when asked', async () => {
    const bare = await admin.get(new RetrieveAccount({ userName: 'TAX@missive.test' }));
    const full = await admin.get(
      new RetrieveAccount({
        userName: 'tax@missive.test',
        includeProducts: true,
        includeOrders: true,
        skipProducts: 1,
      }),
    );

    expect(bare).toMatchObject({ index: 0, products: [], orders: [], account: { userName: 'tax@missive.test' } });
    expect(full.products.map(({ name, version }) => `${name} ${version}`)).toEqual(['VAT 2026.2', 'E-Balance 6.8']);
    expect(full.orders).toEqual([
      expect.objectContaining({
        accountId: full.account?.id,
        responseStatusCode: 'OK',
        requestDuration: 'PT0.25S',
        clientIPAddress: '192.0.2.10',
        requestTimestamp: '2026-02-09T08:00:00Z',
        responseTimestamp: '2026-02-09T08:00:00.250Z',
        isTest: true,
      }),
    ]);
  });

  it('domain 4 companions: without a user name it is the caller’s own', async () => {
    const own = await reader.get(new RetrieveAccount());

    expect(own.account?.userName).toBe('tax-reader@missive.test');
  });

  it('domain 4 companions: who is not Admin reads the own account only, and learns nothing about others', async () => {
    const own = await reader.get(new RetrieveAccount({ userName: 'Tax-Reader@missive.test', includeProducts: true }));
    const foreign = await send(reader, 'GET', '/sync/accounts/retrieve?userName=tax@missive.test');
    const unknown = await send(reader, 'GET', '/sync/accounts/retrieve?userName=nobody');

    expect(own.products.map(({ name }) => name)).toEqual(['Income Tax']);
    expect([foreign.status, unknown.status]).toEqual([403, 403]);
    expect(foreign.text).toBe(unknown.text);
  });

  it('an unknown user name is not found by Admin', async () => {
    const refusal = await refusalOf(admin, (client) => client.get(new RetrieveAccount({ userName: 'nobody' })));

    expect(refusal).toEqual({ status: 404, errorCode: 'NotFound', fields: ['NotFound userName'] });
  });
});

describe('subscriptions', () => {
  it('domain 4 companions: adds and removes, by name or by id; adding twice changes nothing', async () => {
    const userName = 'tax-reader@missive.test';
    const { account } = await admin.get(new RetrieveAccount({ userName }));

    const added = await admin.put(new AddProductSubscription({ userName, productName: 'e-balance' }));
    const again = await admin.put(new AddProductSubscription({ accountId: account?.id, productName: 'E-Balance' }));
    const productId = added.products.find(({ name }) => name === 'E-Balance')?.id;
    const removed = await admin.delete(new RemoveProductSubscription({ accountId: account?.id, productId }));

    expect(added.account?.userName).toBe(userName);
    expect([added, again, removed].map(({ products }) => products.map(({ name }) => name).join())).toEqual([
      'Income Tax,E-Balance',
      'Income Tax,E-Balance',
      'Income Tax',
    ]);
  });

  it('domain 4 companions: answer at their routes', async () => {
    const { account } = await admin.get(new RetrieveAccount({ userName: 'sten.svensson' }));

    const added = await send(admin, 'PUT', '/sync/accounts/products/subscribe', {
      accountId: account?.id,
      productName: 'Income Tax',
    });
    const removed = await send(admin, 'DELETE', `/sync/accounts/${account?.id}/products?productName=Income%20Tax`);

    expect([added.status, removed.status]).toEqual([200, 200]);
    const products = [added, removed].map(({ text }) => JSON.parse(text).products.length);
    expect(products).toEqual([2, 1]);
  });

  it.each([
    ['no account', { productName: 'VAT' }, 400, 'NotEmpty accountId'],
    ['no product', { userName: 'sten.svensson' }, 400, 'NotEmpty productId'],
    ['an unknown account id', { accountId: 9_999, productName: 'VAT' }, 404, 'NotFound accountId'],
    ['an unknown user name', { userName: 'nobody', productName: 'VAT' }, 404, 'NotFound userName'],
    ['an unknown product', { userName: 'sten.svensson', productName: 'Nonsense' }, 404, 'NotFound productName'],
    ['an unknown product id', { userName: 'sten.svensson', productId: 9_999 }, 404, 'NotFound productId'],
    [
      'an id and a name of different accounts',
      { accountId: 1, userName: 'sten.svensson', productName: 'VAT' },
      400,
      'Predicate userName',
    ],
    [
      'an id and a name of different products',
      { userName: 'sten.svensson', productId: 1, productName: 'VAT' },
      400,
      'Predicate productName',
    ],
  ])('refuses %s', async (_case, init, status, field) => {
    const refusal = await refusalOf(admin, (client) => client.put(new AddProductSubscription(init)));

    expect([refusal.status, refusal.fields]).toEqual([status, [field]]);
  });

  it('refuses to end what was never subscribed', async () => {
    const request = new RemoveProductSubscription({ userName: 'sten.svensson', productName: 'E-Balance' });

    const refusal = await refusalOf(admin, (client) => client.delete(request));

    expect([refusal.status, refusal.fields]).toEqual([404, ['NotFound productName']]);
  });
});

describe('RetrieveAllProducts', () => {
  it('domain 4 companions: lists products, with a map of their orders when asked', async () => {
    const plain = await admin.get(new RetrieveAllProducts({ skip: 1, take: 1 }));
    const full = await admin.get(new RetrieveAllProducts({ includeOrders: true }));

    expect(plain).toMatchObject({
      offset: 1,
      total: 3,
      results: [{ index: 0, name: 'VAT', tags: ['tax', 'company'] }],
    });
    expect(plain.ordersMap).toBeUndefined();
    const vat = full.results.find(({ name }) => name === 'VAT')?.id ?? 0;
    const counts = full.results.map(({ id }) => full.ordersMap?.[id]?.length);
    expect(counts.sort()).toEqual([0, 0, 1]);
    expect(full.ordersMap?.[vat]?.[0]).toMatchObject({ productId: vat, responseStatusCode: 'OK' });
  });
});
