import type { JsonServiceClient } from '@servicestack/client';
import type { ResponseStatus } from '../../dtos/common';
import {
  type Account,
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
import { inShort, refusalOf, send } from './calls';

let app: TestApp;
let client: JsonServiceClient;

beforeAll(async () => {
  app = await startApp();
  client = await app.clientFor('tax@missive.test');
});
afterAll(() => app.close());

let sequence = 0;
/** A user name that nobody has. */
const newName = (): string => `user-${++sequence}`;

/** A customer that is registered, by its id. */
async function registeredCustomer(): Promise<number> {
  const [{ customer }] = await client.post(new BatchRegisterCustomers({ customers: [aCustomer()] }));
  return customer?.id ?? 0;
}

const registerAccounts = (accounts: Account[]) => client.post(new BatchRegisterAccounts({ accounts }));

/** `ok`, or the code and field of each error. */
const outcomeOf = ({ responseStatus }: { responseStatus?: ResponseStatus }): string =>
  responseStatus === undefined ? 'ok' : (responseStatus.errors ?? []).map(inShort).join(', ');

async function outcomeOfAccount(more: Partial<Account>): Promise<string> {
  const refId = await registeredCustomer();
  const [response] = await registerAccounts([anAccount({ userName: newName(), refId, ...more })]);
  return outcomeOf(response);
}

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
    const refId = await registeredCustomer();
    const taken = newName();
    await registerAccounts([anAccount({ userName: taken, refId })]);
    const accounts = [
      anAccount({ userName: newName(), refId }),
      anAccount({ userName: taken.toUpperCase(), refId, email: 'other@example.com' }),
      anAccount({ userName: newName(), refId }),
    ];

    const first = await registerAccounts(accounts);
    const second = await registerAccounts(accounts);

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
    const good = anAccount({ userName: newName(), refId: await registeredCustomer() });
    const body = { accounts: [good, { ...good, id: 'seven' }] };

    const { status, text } = await send(client, 'POST', '/sync/accounts/batch', body);

    expect(status).toBe(400);
    expect(JSON.parse(text).responseStatus.errors[0].fieldName).toBe('accounts[1].id');
    const account = new RetrieveAccount({ userName: good.userName });
    expect(await refusalOf(client, (caller) => caller.get(account))).toMatchObject({ status: 404 });
  });
});

describe('rules of items', () => {
  it.each<[string, Partial<Account>, string]>([
    ['userName absent', { userName: undefined }, 'NotEmpty accounts[0].userName'],
    ['userName blank', { userName: ' ' }, 'NotEmpty accounts[0].userName'],
    ['userName of two characters', { userName: 'ab' }, 'Length accounts[0].userName'],
    ['userName of 101 characters', { userName: 'a'.repeat(101) }, 'Length accounts[0].userName'],
    ['userName with a blank', { userName: 'anna b' }, 'RegularExpression accounts[0].userName'],
    ['userName with an umlaut', { userName: 'jürgen' }, 'RegularExpression accounts[0].userName'],
    ['userName with a line break', { userName: 'anna\n' }, 'RegularExpression accounts[0].userName'],
    ['profileUrl absent', { profileUrl: undefined }, 'NotEmpty accounts[0].profileUrl'],
    ['profileUrl blank', { profileUrl: '' }, 'NotEmpty accounts[0].profileUrl'],
    ['profileUrl relative', { profileUrl: '/anna' }, 'Predicate accounts[0].profileUrl'],
    ['profileUrl of another scheme', { profileUrl: 'ftp://example.com/' }, 'Predicate accounts[0].profileUrl'],
    ['profileUrl without host', { profileUrl: 'https:///anna' }, 'Predicate accounts[0].profileUrl'],
    ['profileUrl a script', { profileUrl: 'javascript:alert(1)//http://a' }, 'Predicate accounts[0].profileUrl'],
    ['email without at', { email: 'anna.example.com' }, 'Email accounts[0].email'],
    ['primaryEmail without host', { primaryEmail: 'anna@' }, 'Email accounts[0].primaryEmail'],
    ['refIdStr of another id', { refIdStr: '0815' }, 'Predicate accounts[0].refIdStr'],
    [
      'birthDateRaw of another day',
      { birthDate: '1990-05-01', birthDateRaw: '1990-05-02' },
      'Predicate accounts[0].birthDateRaw',
    ],
    ['an unknown role', { roles: ['Admin', 'King'] }, 'Enum accounts[0].roles[1]'],
    ['an unknown permission', { permissions: ['CanFly'] }, 'Enum accounts[0].permissions[0]'],
    ['a negative id', { id: -1 }, 'GreaterThanOrEqual accounts[0].id'],
    ['salt alone', { salt: 'c2FsdA==' }, 'Predicate accounts[0].salt'],
    ['passwordHash alone', { passwordHash: 'aGFzaA==' }, 'Predicate accounts[0].passwordHash'],
    ['digestHa1Hash that is no MD5', { digestHa1Hash: 'abc' }, 'Predicate accounts[0].digestHa1Hash'],
  ])('domain 4.3: refuses an account with %s', async (_case, more, expected) => {
    expect(await outcomeOfAccount(more)).toBe(expected);
  });

  it.each<[string, Partial<Account>]>([
    ['userName of three characters', { userName: 'a.b' }],
    ['userName of 100 characters', { userName: 'Z'.repeat(100) }],
    ['userName of all kinds of characters', { userName: 'a_B-9+c@d.e' }],
    ['profileUrl with port and query', { profileUrl: 'HTTP://example.com:8080/?a=b#c' }],
    ['lists absent', { roles: undefined, permissions: undefined }],
    ['birthDateRaw as written in Germany', { birthDate: '1990-05-01T00:00:00', birthDateRaw: '01.05.1990' }],
    ['a digest alone', { digestHa1Hash: 'F'.repeat(32) }],
  ])('domain 4.3: takes an account with %s', async (_case, more) => {
    expect(await outcomeOfAccount(more)).toBe('ok');
  });

  it('domain 4.3: takes refIdStr that equals refId', async () => {
    const refId = await registeredCustomer();

    const [response] = await registerAccounts([anAccount({ userName: newName(), refId, refIdStr: String(refId) })]);

    expect(outcomeOf(response)).toBe('ok');
  });

  it('domain 4.3: refuses a customer without name, one without type is internal', async () => {
    const { text } = await send(client, 'POST', '/sync/customers/batch', {
      customers: [{ name: '  ' }, { name: 'Muster AG' }],
    });

    const [blank, good] = JSON.parse(text);
    expect(outcomeOf(blank)).toBe('NotEmpty customers[0].name');
    expect(good.customer).toMatchObject({ name: 'Muster AG', type: 'Internal', accounts: [] });
  });

  it('domain 4.3: a type that is none of the three is a value that cannot be read', async () => {
    const body = { customers: [{ name: 'Muster AG', type: 'Alien' }] };

    const { status, text } = await send(client, 'POST', '/sync/customers/batch', body);

    expect([status, JSON.parse(text).responseStatus.errors[0].fieldName]).toEqual([400, 'customers[0].type']);
  });

  it('domain 4.3: names the accounts of a customer with their path', async () => {
    const customers = [aCustomer(), aCustomer({ accounts: [anAccount({ userName: newName(), email: 'nonsense' })] })];

    const responses = await client.post(new BatchRegisterCustomers({ customers }));

    expect(responses.map(outcomeOf)).toEqual(['ok', 'Email customers[1].accounts[0].email']);
    expect(responses[1].customer?.accounts[0].email).toBe('nonsense');
  });
});

describe('keys', () => {
  it('domain 4.4: registers under a submitted id, and conflicts with other data under it', async () => {
    const account = anAccount({ id: 70_001, userName: newName(), refId: await registeredCustomer() });
    await registerAccounts([account]);

    const [same, other] = [
      await registerAccounts([account]),
      await registerAccounts([anAccount({ ...account, city: 'Bonn' })]),
    ];

    expect(same[0].account?.id).toBe(70_001);
    expect(other.map(outcomeOf)).toEqual(['Conflict accounts[0].id']);
  });

  it('domain 4.5: an account needs a customer that exists', async () => {
    expect(await outcomeOfAccount({ refId: 999_999 })).toBe('NotFound accounts[0].refId');
  });

  it('domain 4.5: accounts of a customer may name that customer only', async () => {
    const customers = [0, 71_001, 71_000].map((refId, index) =>
      aCustomer({ id: 71_000 + index, accounts: [anAccount({ userName: newName(), refId })] }),
    );

    const responses = await client.post(new BatchRegisterCustomers({ customers }));

    expect(responses.map(outcomeOf)).toEqual(['ok', 'ok', 'Predicate customers[2].accounts[0].refId']);
  });
});

describe('secrets', () => {
  it('domain 4.6: are stored, and never answered, neither by results nor by echoes nor when read back', async () => {
    const refId = await registeredCustomer();
    const good = anAccount({ userName: newName(), refId, ...secrets });
    const bad = anAccount({ userName: 'x', refId, ...secrets });
    const half = anAccount({ userName: newName(), refId, salt: secrets.salt });

    const answers = [
      await send(client, 'POST', '/sync/accounts/batch', { accounts: [good, bad, half] }),
      await send(client, 'POST', '/sync/accounts/batch', { accounts: [good] }),
      await send(client, 'POST', '/sync/customers/batch', {
        customers: [
          aCustomer({ accounts: [bad] }),
          aCustomer({ accounts: [{ ...good, userName: newName(), refId: 0 }] }),
        ],
      }),
      await send(client, 'GET', `/sync/accounts/retrieve?userName=${good.userName}`),
      await send(client, 'GET', `/sync/customers/${refId}?includeAccounts=true`),
    ];

    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200]);
    const text = answers.map((answer) => answer.text).join('\n');
    for (const secret of Object.values(secrets)) expect(text.toLowerCase()).not.toContain(secret.toLowerCase());
    expect(JSON.parse(answers[0].text).map(outcomeOf)[0]).toBe('ok');
    expect(text).not.toMatch(/"(?:passwordHash|digestHa1Hash|salt)":/);
  });

  it('domain 4.6: decide whether a repeated account is the same', async () => {
    const account = anAccount({ userName: newName(), refId: await registeredCustomer(), ...secrets });
    await registerAccounts([account]);

    const same = await registerAccounts([account]);
    const other = await registerAccounts([anAccount({ ...account, passwordHash: 'b3RoZXI=' })]);

    expect([...same, ...other].map(outcomeOf)).toEqual(['ok', 'Conflict accounts[0].userName']);
  });

  it('domain 4.7: what the server owns is not taken from the caller', async () => {
    const refId = await registeredCustomer();
    const account = anAccount({
      userName: newName(),
      refId,
      invalidLoginAttempts: 7,
      lastLoginAttempt: '2001-01-01T00:00:00Z',
      lockedDate: '2001-01-01T00:00:00Z',
      createdDate: '2001-01-01T00:00:00Z',
      modifiedDate: '2001-01-01T00:00:00Z',
    });

    const [{ account: stored }] = await registerAccounts([account]);

    expect(stored).toMatchObject({ invalidLoginAttempts: 0 });
    expect([stored?.lastLoginAttempt, stored?.lockedDate]).toEqual([undefined, undefined]);
    expect(Date.parse(stored?.createdDate ?? '')).toBeGreaterThan(Date.parse('2020-01-01'));
    expect(stored?.modifiedDate).toBe(stored?.createdDate);
  });
});

describe('grants and products', () => {
  it('domain 4.8: Admin grants role Admin and all permissions, but not superadmin', async () => {
    const all = ['CanAccess', 'CanAdd', 'CanEdit', 'CanDelete'];

    expect(await outcomeOfAccount({ roles: ['Admin'], permissions: all })).toBe('ok');
    expect(await outcomeOfAccount({ roles: ['superadmin'] })).toBe('Forbidden accounts[0].roles');
  });

  it('domain 4.9: a new account starts with the products that meta names; the answer lists them', async () => {
    const refId = await registeredCustomer();
    const accounts = [
      anAccount({ userName: newName(), refId, meta: { products: 'vat, Income Tax' } }),
      anAccount({ userName: newName(), refId }),
      anAccount({ userName: newName(), refId, meta: { products: 'Nonsense' } }),
    ];

    const responses = await registerAccounts(accounts);
    const again = await registerAccounts(accounts.slice(0, 1));

    const names = [...responses, ...again].map(({ products, orders }) => [
      products.map(({ name, index }) => `${index} ${name}`).join(', '),
      orders.length,
    ]);
    expect(names).toEqual([
      ['0 Income Tax, 1 VAT', 0],
      ['', 0],
      ['', 0],
      ['0 Income Tax, 1 VAT', 0],
    ]);
    expect(responses.map(outcomeOf)).toEqual(['ok', 'ok', 'NotFound accounts[2].meta.products']);
    expect(responses[0].account?.meta).toEqual({ products: 'vat, Income Tax' });
  });
});

describe('the async variants', () => {
  it('domain 4.10: answer 200 with the whole result at once', async () => {
    const refId = await registeredCustomer();

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
    const refId = await registeredCustomer();
    const userName = newName();

    const answers = await Promise.all(
      ['Bonn', 'Köln', 'Trier'].map((city) => registerAccounts([anAccount({ userName, refId, city })])),
    );

    expect(answers.flat().map(outcomeOf).sort()).toEqual([
      'Conflict accounts[0].userName',
      'Conflict accounts[0].userName',
      'ok',
    ]);
  });
});
