import type { JsonServiceClient } from '@servicestack/client';
import { type Account, BatchRegisterCustomers } from '../../dtos/tax-filing';
import { startApp, type TestApp } from '../support/start-app';
import { aCustomer, anAccount, secrets } from './builders';
import { send } from './calls';
import { newName, outcomeOf, registerAccounts, registeredCustomer } from './registration-client';

let app: TestApp;
let client: JsonServiceClient;

beforeAll(async () => {
  app = await startApp();
  client = await app.clientFor('tax@missive.test');
});
afterAll(() => app.close());

async function outcomeOfAccount(more: Partial<Account>): Promise<string> {
  const refId = await registeredCustomer(client);
  const [response] = await registerAccounts(client, [anAccount({ userName: newName(), refId, ...more })]);
  return outcomeOf(response);
}

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
    const refId = await registeredCustomer(client);

    const [response] = await registerAccounts(client, [
      anAccount({ userName: newName(), refId, refIdStr: String(refId) }),
    ]);

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
    const account = anAccount({ id: 70_001, userName: newName(), refId: await registeredCustomer(client) });
    await registerAccounts(client, [account]);

    const [same, other] = [
      await registerAccounts(client, [account]),
      await registerAccounts(client, [anAccount({ ...account, city: 'Bonn' })]),
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
    const refId = await registeredCustomer(client);
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
    const account = anAccount({ userName: newName(), refId: await registeredCustomer(client), ...secrets });
    await registerAccounts(client, [account]);

    const same = await registerAccounts(client, [account]);
    const other = await registerAccounts(client, [anAccount({ ...account, passwordHash: 'b3RoZXI=' })]);

    expect([...same, ...other].map(outcomeOf)).toEqual(['ok', 'Conflict accounts[0].userName']);
  });

  it('domain 4.7: what the server owns is not taken from the caller', async () => {
    const refId = await registeredCustomer(client);
    const account = anAccount({
      userName: newName(),
      refId,
      invalidLoginAttempts: 7,
      lastLoginAttempt: '2001-01-01T00:00:00Z',
      lockedDate: '2001-01-01T00:00:00Z',
      createdDate: '2001-01-01T00:00:00Z',
      modifiedDate: '2001-01-01T00:00:00Z',
    });

    const [{ account: stored }] = await registerAccounts(client, [account]);

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
    const refId = await registeredCustomer(client);
    const accounts = [
      anAccount({ userName: newName(), refId, meta: { products: 'vat, Income Tax' } }),
      anAccount({ userName: newName(), refId }),
      anAccount({ userName: newName(), refId, meta: { products: 'Nonsense' } }),
    ];

    const responses = await registerAccounts(client, accounts);
    const again = await registerAccounts(client, accounts.slice(0, 1));

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
