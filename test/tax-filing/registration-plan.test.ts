import type { ResponseError } from '../../dtos/common';
import { type Account, type Customer, CustomerType } from '../../dtos/tax-filing';
import { newAccountRow, toAccountData } from '../../src/tax-filing/accounts/account-mapping';
import { secretsOf } from '../../src/tax-filing/accounts/account-secrets';
import { type Known, planAccounts, type StoredAccount } from '../../src/tax-filing/batches/account-plan';
import { planCustomers } from '../../src/tax-filing/batches/customer-plan';
import { grantsOf } from '../../src/tax-filing/batches/grants';
import { toCustomerRow } from '../../src/tax-filing/customers/customer-mapping';
import { aCustomer, anAccount, secrets } from './builders';

const now = new Date('2026-03-01T10:00:00Z');
const asAdmin = grantsOf({ roles: ['Admin'], permissions: [] });

/** What is stored: customers, and accounts with their ids and customers. */
function known(customers: Customer[] = [], accounts: Account[] = [], productIds: [string, number][] = []): Known {
  const stored = accounts.map((account): StoredAccount => {
    const row = newAccountRow(toAccountData(account), account.id, account.refId ?? 0, now);
    return { row, fingerprint: secretsOf(account)?.fingerprint ?? null };
  });
  return {
    customers: new Map(customers.map((customer) => [customer.id, toCustomerRow(customer, customer.id)])),
    accounts: new Map(stored.map((account) => [account.row.id, account])),
    accountsByUserName: new Map(stored.map((account) => [account.row.userName.toLowerCase(), account])),
    productIds: new Map(productIds),
  };
}

/** One line per item: `created`, `unchanged 5`, or the code and field of each error. */
function outcomesOf(accounts: Account[], stored: Known, grants = asAdmin): string[] {
  const items = accounts.map((account, index) => ({ path: `accounts[${index}]`, account, errors: [] }));
  return planAccounts(items, { known: stored, grants, now }).map((outcome) => {
    if (outcome.kind === 'created') return 'created';
    return outcome.kind === 'unchanged' ? `unchanged ${outcome.row.id}` : outcome.errors.map(inShort).join(', ');
  });
}
function customerOutcomesOf(customers: Customer[], stored: Known): string[] {
  const items = customers.map((customer, index) => ({ path: `customers[${index}]`, customer, errors: [] }));
  return planCustomers(items, { known: stored, grants: asAdmin, now }).map((outcome) => {
    if (outcome.kind === 'created') return 'created';
    return outcome.kind === 'unchanged' ? `unchanged ${outcome.row.id}` : outcome.errors.map(inShort).join(', ');
  });
}
const inShort = ({ errorCode, fieldName }: ResponseError): string => `${errorCode} ${fieldName}`;

describe('the plan of a batch of accounts', () => {
  const customer = aCustomer({ id: 7 });
  const anna = anAccount({ id: 5, refId: 7, userName: 'Anna', email: 'anna@example.com' });

  it.each([
    ['domain 4.4: id 0 and a new user name', { userName: 'berta' }, 'created'],
    ['domain 4.4: an unknown id', { id: 9, userName: 'berta' }, 'created'],
    ['domain 4.4: a known id and equal data', { id: 5 }, 'unchanged 5'],
    ['domain 4.4: id 0, a known user name and equal data', { id: 0 }, 'unchanged 5'],
    ['domain 4.4: a known id and another e-mail', { id: 5, email: 'a@example.com' }, 'Conflict accounts[0].id'],
    ['domain 4.4: a known id and another user name', { id: 5, userName: 'berta' }, 'Conflict accounts[0].id'],
    ['domain 4.4: a known id and a removed value', { id: 5, email: undefined }, 'Conflict accounts[0].id'],
    ['domain 4.4: a user name that another id has', { id: 9, userName: 'ANNA' }, 'Conflict accounts[0].userName'],
    ['domain 4.4: id 0 and a user name taken in capitals', { userName: 'ANNA' }, 'Conflict accounts[0].userName'],
    ['domain 4.4: id 0, a known user name and other data', { city: 'Bonn' }, 'Conflict accounts[0].userName'],
    ['domain 4.6: a known account and new secrets', { id: 5, ...secrets }, 'Conflict accounts[0].id'],
    ['domain 4.5: a customer that does not exist', { refId: 8 }, 'NotFound accounts[0].refId'],
    ['domain 4.5: no customer', { refId: undefined }, 'NotFound accounts[0].refId'],
    [
      'domain 4.7: server-owned members that differ',
      { id: 5, invalidLoginAttempts: 3, lockedDate: '2020-01-01T00:00:00Z' },
      'unchanged 5',
    ],
  ])('%s → %#', (_case, change, expected) => {
    const submitted = anAccount({ ...anna, id: 0, ...change });

    const outcomes = outcomesOf([submitted], known([customer], [anna]));

    expect(outcomes).toEqual([expected]);
  });

  it('domain 4.4: of two items with one user name or id the first wins, in whatever letter case', () => {
    const items = [
      anAccount({ id: 11, refId: 7, userName: 'berta' }),
      anAccount({ refId: 7, userName: 'BERTA' }),
      anAccount({ id: 11, refId: 7, userName: 'carla' }),
      anAccount({ refId: 7, userName: 'dora' }),
    ];

    const outcomes = outcomesOf(items, known([customer]));

    expect(outcomes).toEqual(['created', 'Conflict accounts[1].userName', 'Conflict accounts[2].id', 'created']);
  });

  it('domain 4.4: a refused item takes neither its id nor its user name from a later one', () => {
    const items = [anAccount({ id: 11, refId: 8 }), anAccount({ id: 11, refId: 7 })];

    const outcomes = outcomesOf(items, known([customer]));

    expect(outcomes).toEqual(['NotFound accounts[0].refId', 'created']);
  });

  it('domain 4.6: equal secrets are recognised, different ones are a conflict', () => {
    const stored = known([customer], [anAccount({ ...anna, ...secrets })]);
    const items = [
      anAccount({ ...anna, ...secrets, digestHa1Hash: secrets.digestHa1Hash.toLowerCase() }),
      anAccount({ ...anna, ...secrets, salt: 'b3RoZXI=' }),
    ];

    expect([outcomesOf([items[0]], stored), outcomesOf([items[1]], stored)]).toEqual([
      ['unchanged 5'],
      ['Conflict accounts[0].id'],
    ]);
  });

  it('takes roles, permissions and meta for what they hold, not for their order', () => {
    const account = { ...anna, permissions: ['CanAdd', 'CanAccess'], meta: { a: '1', b: '2' } };
    const same = { ...account, permissions: ['CanAccess', 'CanAdd', 'CanAdd'], meta: { b: '2', a: '1' } };

    expect(outcomesOf([anAccount(same)], known([customer], [anAccount(account)]))).toEqual(['unchanged 5']);
  });

  it('domain 4.9: a new account needs known products, a repeated one does not', () => {
    const items = [
      anAccount({ refId: 7, userName: 'berta', meta: { products: 'VAT, ,E-Balance' } }),
      anAccount({ refId: 7, userName: 'carla', meta: { products: 'VAT,Nonsense' } }),
      anAccount({ ...anna, meta: { products: 'Nonsense' } }),
    ];
    const stored = known(
      [customer],
      [items[2]],
      [
        ['VAT', 1],
        ['E-Balance', 3],
      ],
    );

    expect(outcomesOf(items, stored)).toEqual(['created', 'NotFound accounts[1].meta.products', 'unchanged 5']);
  });

  it.each([
    ['Admin grants role Admin', ['Admin'], [], { roles: ['Admin'] }, 'created'],
    ['Admin grants every permission', ['Admin'], [], { permissions: ['CanDelete'] }, 'created'],
    ['Admin does not grant superadmin', ['Admin'], [], { roles: ['superadmin'] }, 'Forbidden accounts[0].roles'],
    ['others grant a permission that they hold', [], ['CanAdd'], { permissions: ['CanAdd'] }, 'created'],
    ['others grant no role that they lack', [], ['CanAdd'], { roles: ['Admin'] }, 'Forbidden accounts[0].roles'],
    [
      'others grant no permission that they lack',
      [],
      ['CanAdd'],
      { permissions: ['CanEdit'] },
      'Forbidden accounts[0].permissions',
    ],
  ])('domain 4.8: %s', (_case, roles, permissions, account, expected) => {
    const grants = grantsOf({ roles, permissions });

    expect(outcomesOf([anAccount({ refId: 7, ...account })], known([customer]), grants)).toEqual([expected]);
  });
});

describe('the plan of a batch of customers', () => {
  const customer = aCustomer({ id: 7, country: 'Germany' });
  const anna = anAccount({ id: 5, refId: 7, userName: 'anna' });
  const stored = known([customer], [anna]);

  it.each([
    ['domain 4.4: an unknown id', { id: 8, accounts: [anAccount({ userName: 'berta' })] }, 'created'],
    ['domain 4.4: equal data', {}, 'unchanged 7'],
    ['domain 4.4: equal data and accounts', { accounts: [anna] }, 'unchanged 7'],
    [
      'decisions D31: an account without id and with a known user name',
      { accounts: [anAccount({ ...anna, id: 0 })] },
      'unchanged 7',
    ],
    ['domain 4.4: another name', { name: 'Other' }, 'Conflict customers[0].id'],
    ['domain 4.4: another country', { country: undefined }, 'Conflict customers[0].id'],
    ['domain 4.4: another type', { type: CustomerType.Network }, 'Conflict customers[0].id'],
    [
      'domain 4.4: an account that is not registered',
      { accounts: [anAccount({ userName: 'berta' })] },
      'Conflict customers[0].accounts[0].userName',
    ],
    [
      'domain 4.4: an account of another customer',
      { id: 8, accounts: [anAccount({ userName: 'anna' })] },
      'Conflict customers[0].accounts[0].userName',
    ],
    [
      'domain 4.5: refId of the customer itself',
      { id: 8, accounts: [anAccount({ userName: 'berta', refId: 8 })] },
      'created',
    ],
    [
      'domain 4.5: refId of another customer',
      { id: 8, accounts: [anAccount({ userName: 'berta', refId: 7 })] },
      'Predicate customers[0].accounts[0].refId',
    ],
    [
      'domain 4.5: refId while the id is still to be assigned',
      { id: 0, accounts: [anAccount({ userName: 'berta', refId: 3 })] },
      'Predicate customers[0].accounts[0].refId',
    ],
  ])('%s → %#', (_case, change, expected) => {
    const outcomes = customerOutcomesOf([aCustomer({ ...customer, ...change })], stored);

    expect(outcomes).toEqual([expected]);
  });

  it('domain 4.2: a customer is refused with all its accounts, and leaves their names to later items', () => {
    const items = [
      aCustomer({ id: 8, accounts: [anAccount({ userName: 'berta' }), anAccount({ userName: 'anna' })] }),
      aCustomer({ id: 8, accounts: [anAccount({ userName: 'berta' })] }),
    ];

    expect(customerOutcomesOf(items, stored)).toEqual(['Conflict customers[0].accounts[1].userName', 'created']);
  });

  it('domain 4.4: accounts of one batch share their user names across customers, and within one', () => {
    const items = [
      aCustomer({ accounts: [anAccount({ userName: 'berta' })] }),
      aCustomer({ accounts: [anAccount({ userName: 'Berta' })] }),
      aCustomer({ accounts: [anAccount({ userName: 'carla' }), anAccount({ userName: 'carla' })] }),
      aCustomer({ id: 9 }),
      aCustomer({ id: 9 }),
    ];

    expect(customerOutcomesOf(items, stored)).toEqual([
      'created',
      'Conflict customers[1].accounts[0].userName',
      'Conflict customers[2].accounts[1].userName',
      'created',
      'Conflict customers[4].id',
    ]);
  });

  it('domain 4.3: an item whose rules failed is passed on with their errors', () => {
    const errors = [{ errorCode: 'NotEmpty', fieldName: 'customers[0].name', message: 'must be given' }];
    const items = [{ path: 'customers[0]', customer: aCustomer(), errors }];

    expect(planCustomers(items, { known: stored, grants: asAdmin, now })).toEqual([{ kind: 'rejected', errors }]);
  });

  it('domain 4.7: what the server owns starts afresh, whatever was submitted', () => {
    const account = anAccount({ userName: 'berta', invalidLoginAttempts: 9, createdDate: '2001-01-01T00:00:00Z' });
    const items = [{ path: 'customers[0]', customer: aCustomer({ accounts: [account] }), errors: [] }];

    const [outcome] = planCustomers(items, { known: stored, grants: asAdmin, now });

    expect(outcome).toMatchObject({
      kind: 'created',
      accounts: [{ row: { invalidLoginAttempts: 0, lockedDate: null, lastLoginAttempt: null, createdDate: now } }],
    });
  });
});
