import type { JsonServiceClient } from '@servicestack/client';
import {
  type AccountResponse,
  BatchRegisterAccounts,
  BatchRegisterAccountsAsync,
  BatchRegisterCustomers,
  BatchRegisterCustomersAsync,
  CustomerType,
  RetrieveAccount,
  RetrieveAllCustomers,
  RetrieveCustomer,
} from '../../dtos/tax-filing';
import { startApp, type TestApp } from '../support/start-app';
import { aCustomer, anAccount, secrets } from './builders';
import { refusalOf, send } from './calls';
import { newName, outcomeOf, registerAccounts, registeredCustomer } from './registration-client';

let app: TestApp;
let client: JsonServiceClient;

beforeAll(async () => {
  app = await startApp();
  client = await app.clientFor('tax@missive.test');
});
afterAll(() => app.close());

describe('the answer', () => {
  it('domain 4.1: holds one result per item in the order of the request, each with its index', async () => {
    const customers = ['C', 'A', 'B'].map((name) =>
      aCustomer({
        name,
        country: 'Germany',
        type: CustomerType.External,
        accounts: [anAccount({ userName: newName() })],
      }),
    );

    const responses = await client.post(new BatchRegisterCustomers({ customers }));

    expect(responses.map(({ index, customer }) => [index, customer?.index, customer?.name])).toEqual([
      [0, 0, 'C'],
      [1, 1, 'A'],
      [2, 2, 'B'],
    ]);
    const [{ customer, responseStatus }] = responses;
    expect(responseStatus).toBeUndefined();
    expect(customer).toMatchObject({ country: 'Germany', type: 'External' });
    expect(customer?.accounts).toHaveLength(1);
    expect(customer?.accounts[0]).toMatchObject({ index: 0, refId: customer?.id, refIdStr: String(customer?.id) });
  });

  it('domain 4.1: is a bare array whose members stand in the published order', async () => {
    const body = { customers: [{ id: 0, index: 0, name: '', accounts: [] }, aCustomer()] };

    const { status, text } = await send(client, 'POST', '/sync/customers/batch', body);

    expect(status).toBe(200);
    expect(JSON.parse(text).map(Object.keys)).toEqual([
      ['customer', 'index', 'responseStatus'],
      ['customer', 'index'],
    ]);
  });

  it.each([
    ['customers', 'absent', new BatchRegisterCustomers(), 'NotEmpty customers'],
    ['customers', 'empty', new BatchRegisterCustomers({ customers: [] }), 'NotEmpty customers'],
    ['customers', 'absent, async', new BatchRegisterCustomersAsync(), 'NotEmpty customers'],
    ['accounts', 'absent', new BatchRegisterAccounts(), 'NotEmpty accounts'],
    ['accounts', 'empty', new BatchRegisterAccountsAsync({ accounts: [] }), 'NotEmpty accounts'],
  ])('domain 4.1: refuses a list of %s that is %s', async (_list, _how, request, expected) => {
    const refusal = await refusalOf(client, (caller) => caller.post<unknown>(request as BatchRegisterAccounts));

    expect(refusal).toEqual({ status: 400, errorCode: 'NotEmpty', fields: [expected] });
  });

  it('domain 4.1: refuses 1,001 items as a whole', async () => {
    const accounts = Array.from({ length: 1_001 }, () => anAccount());

    const refusal = await refusalOf(client, (caller) => caller.post(new BatchRegisterAccountsAsync({ accounts })));

    expect(refusal).toEqual({ status: 400, errorCode: 'MaximumLength', fields: ['MaximumLength accounts'] });
  });

  it('refuses customers that hold more than 10,000 accounts together', async () => {
    const body = { customers: Array.from({ length: 101 }, () => ({ name: 'x', accounts: Array(100).fill({}) })) };

    const { status, text } = await send(client, 'POST', '/sync/customers/batch', body);

    expect([status, JSON.parse(text).responseStatus.errorCode]).toEqual([400, 'MaximumLength']);
  });
});

describe('partial failure', () => {
  it('domain 4.2: of three accounts with the second user name taken only the second fails; a repeat changes nothing', async () => {
    const refId = await registeredCustomer(client);
    const taken = newName();
    await registerAccounts(client, [anAccount({ userName: taken, refId })]);
    const accounts = [
      anAccount({ userName: newName(), refId }),
      anAccount({ userName: taken.toUpperCase(), refId, email: 'other@example.com' }),
      anAccount({ userName: newName(), refId }),
    ];

    const first = await registerAccounts(client, accounts);
    const second = await registerAccounts(client, accounts);

    expect(first.map(({ index }) => index)).toEqual([0, 1, 2]);
    expect(first.map(outcomeOf)).toEqual(['ok', 'Conflict accounts[1].userName', 'ok']);
    expect(first[1]).toMatchObject({
      account: { userName: taken.toUpperCase(), email: 'other@example.com', refId, id: 0 },
      responseStatus: { errorCode: 'Conflict' },
    });
    expect(second.map(({ account }) => account?.id)).toEqual(first.map(({ account }) => account?.id));
    const stored = await client.get(new RetrieveCustomer({ id: refId, includeAccounts: true }));
    expect(stored.customer?.accounts).toHaveLength(3);
  });

  it('domain 4.2: a customer is registered with all its accounts or not at all', async () => {
    const customers = [
      aCustomer({ name: 'Bad', accounts: [anAccount({ userName: newName() }), anAccount({ userName: 'x' })] }),
      aCustomer({ name: 'Good', accounts: [anAccount({ userName: newName() })] }),
    ];
    const { total } = await client.get(new RetrieveAllCustomers({ take: 0 }));

    const responses = await client.post(new BatchRegisterCustomers({ customers }));

    expect(responses.map(outcomeOf)).toEqual(['Length customers[0].accounts[1].userName', 'ok']);
    expect((await client.get(new RetrieveAllCustomers({ take: 0 }))).total).toBe(total + 1);
    const account = new RetrieveAccount({ userName: customers[0].accounts[0].userName });
    expect(await refusalOf(client, (caller) => caller.get(account))).toMatchObject({ status: 404 });
  });

  it('domain 4.2: answers 200 even if all items failed', async () => {
    const { status, text } = await send(client, 'POST', '/async/accounts/batch', { accounts: [{}, {}] });

    const codes = JSON.parse(text).map((response: AccountResponse) => response.responseStatus?.errorCode);
    expect([status, codes]).toEqual([200, ['NotEmpty', 'NotEmpty']]);
  });

  it('domain 4.2: echoes a refused item as it was submitted, with the defaults of what is missing', async () => {
    const body = { accounts: [{ userName: 'x', refId: 3, index: 9, city: 'Köln', meta: { a: 'b' } }] };

    const { text } = await send(client, 'POST', '/sync/accounts/batch', body);

    const [{ account, index, products, orders }] = JSON.parse(text);
    expect({ index, products, orders }).toEqual({ index: 0, products: [], orders: [] });
    expect(account).toEqual({
      id: 0,
      index: 9,
      refId: 3,
      userName: 'x',
      city: 'Köln',
      meta: { a: 'b' },
      roles: [],
      permissions: [],
      invalidLoginAttempts: 0,
      createdDate: '0001-01-01T00:00:00Z',
      modifiedDate: '0001-01-01T00:00:00Z',
    });
  });

  it('domain 4.2: a value of the wrong type refuses the request as a whole, naming the item', async () => {
    const good = anAccount({ userName: newName(), refId: await registeredCustomer(client) });
    const body = { accounts: [good, { ...good, id: 'seven' }] };

    const { status, text } = await send(client, 'POST', '/sync/accounts/batch', body);

    expect(status).toBe(400);
    expect(JSON.parse(text).responseStatus.errors[0].fieldName).toBe('accounts[1].id');
    const account = new RetrieveAccount({ userName: good.userName });
    expect(await refusalOf(client, (caller) => caller.get(account))).toMatchObject({ status: 404 });
  });
});

describe('the async variants', () => {
  it('domain 4.10: answer 200 with the whole result at once', async () => {
    const refId = await registeredCustomer(client);

    const customers = await send(client, 'POST', '/async/customers/batch', { customers: [aCustomer()] });
    const accounts = await client.post(
      new BatchRegisterAccountsAsync({
        accounts: [anAccount({ userName: newName(), refId }), anAccount({ refId: 0 })],
      }),
    );
    const same = await client.post(new BatchRegisterCustomersAsync({ customers: [aCustomer({ id: refId })] }));

    expect([customers.status, JSON.parse(customers.text).length]).toEqual([200, 1]);
    expect(accounts.map(outcomeOf)).toEqual(['ok', 'NotFound accounts[1].refId']);
    expect(same[0].customer?.id).toBe(refId);
  });
});

describe('large and simultaneous batches', () => {
  const batch = (first: number, size: number) =>
    new BatchRegisterCustomers({
      customers: Array.from({ length: size }, (_, index) =>
        aCustomer({
          id: first + index,
          name: `Customer ${index}`,
          accounts: ['a', 'b'].map((letter) =>
            anAccount({
              userName: `${letter}-${first + index}`,
              email: `${letter}${index}@example.com`,
              permissions: ['CanAccess'],
              meta: { products: 'VAT', note: 'x'.repeat(200) },
              ...secrets,
            }),
          ),
        }),
      ),
    });

  it('domain 4.1: registers 1,000 customers with two accounts each; a repeat gives the same ids', async () => {
    const request = batch(100_000, 1_000);

    const first = await client.post(request);
    const second = await client.post(request);

    expect(first.filter((response) => response.responseStatus)).toEqual([]);
    expect(second).toEqual(first);
    const [{ count }] = await app.database.dataSource.query(
      'select count(*)::int as count from filing_account where customer_id >= 100000',
    );
    expect(count).toBe(2_000);
  });

  it('domain 4.4: batches that arrive at once make no duplicates and no server errors', async () => {
    const request = batch(200_000, 100);

    const answers = await Promise.all(
      Array.from({ length: 6 }, () => send(client, 'POST', '/sync/customers/batch', request)),
    );

    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200, 200]);
    expect(new Set(answers.map(({ text }) => text)).size).toBe(1);
    expect(answers[0].text).not.toContain('responseStatus');
  });

  it('domain 4.4: two different accounts with one user name that arrive at once: one wins, the other conflicts', async () => {
    const refId = await registeredCustomer(client);
    const userName = newName();

    const answers = await Promise.all(
      ['Bonn', 'Köln', 'Trier'].map((city) => registerAccounts(client, [anAccount({ userName, refId, city })])),
    );

    expect(answers.flat().map(outcomeOf).sort()).toEqual([
      'Conflict accounts[0].userName',
      'Conflict accounts[0].userName',
      'ok',
    ]);
  });
});
