import type { JsonServiceClient } from '@servicestack/client';
import { CustomerType, RegisterAccount, RegisterCustomer } from '../../dtos/tax-filing';
import { startApp, type TestApp } from '../support/start-app';
import { anAccount, secrets } from './builders';
import { refusalOf, send } from './calls';

let app: TestApp;
let client: JsonServiceClient;

beforeAll(async () => {
  app = await startApp();
  client = await app.clientFor('tax@missive.test');
});
afterAll(() => app.close());

const profileUrl = 'https://example.com/';

describe('RegisterCustomer', () => {
  it('domain 4 companions: registers a customer with its accounts under the next id', async () => {
    const request = new RegisterCustomer({
      name: 'Muster GmbH',
      country: 'Germany',
      customerType: CustomerType.Network,
      accounts: [anAccount({ userName: 'single-a' }), anAccount({ userName: 'single-b', ...secrets })],
    });

    const { customer, index, responseStatus } = await client.post(request);

    expect({ index, responseStatus }).toEqual({ index: 0, responseStatus: undefined });
    expect(customer).toMatchObject({ name: 'Muster GmbH', country: 'Germany', type: 'Network' });
    expect(customer?.accounts.map(({ userName, refId }) => [userName, refId])).toEqual([
      ['single-a', customer?.id],
      ['single-b', customer?.id],
    ]);
  });

  it('domain 4 companions: answers at its route', async () => {
    const { status, text } = await send(client, 'POST', '/sync/customers/details', { name: 'By route' });

    expect([status, JSON.parse(text).customer.name]).toEqual([200, 'By route']);
  });

  it.each([
    ['without name', { name: ' ' }, { status: 400, errorCode: 'NotEmpty', fields: ['NotEmpty name'] }],
    [
      'with an invalid account',
      { name: 'A', accounts: [anAccount({ userName: 'bad', email: 'nonsense' })] },
      { status: 400, errorCode: 'Email', fields: ['Email accounts[0].email'] },
    ],
    [
      'with a user name that is taken',
      { name: 'A', accounts: [anAccount({ userName: 'TAX@missive.test' })] },
      { status: 409, errorCode: 'Conflict', fields: ['Conflict accounts[0].userName'] },
    ],
    [
      'with an account that may not be granted its role',
      { name: 'A', accounts: [anAccount({ userName: 'king', roles: ['superadmin'] })] },
      { status: 403, errorCode: 'Forbidden', fields: ['Forbidden accounts[0].roles'] },
    ],
    [
      'with an unknown product',
      { name: 'A', accounts: [anAccount({ userName: 'keen', meta: { products: 'Nonsense' } })] },
      { status: 404, errorCode: 'NotFound', fields: ['NotFound accounts[0].meta.products'] },
    ],
  ])('refuses a customer %s', async (_case, init, expected) => {
    const refusal = await refusalOf(client, (caller) => caller.post(new RegisterCustomer(init)));

    expect(refusal).toEqual(expected);
  });
});

describe('RegisterAccount', () => {
  it('domain 4 companions: registers an account of a customer with its products; a repeat finds it', async () => {
    const request = new RegisterAccount({
      refId: 1,
      userName: 'solo',
      profileUrl,
      birthDate: '1990-05-01',
      meta: { products: 'E-Balance' },
      ...secrets,
    });

    const first = await client.post(request);
    const second = await client.post(request);

    expect(first).toMatchObject({ index: 0, orders: [], account: { refId: 1, birthDate: '1990-05-01T00:00:00Z' } });
    expect(first.products.map(({ name }) => name)).toEqual(['E-Balance']);
    expect(first.account).not.toHaveProperty('salt');
    expect(second).toEqual(first);
  });

  it.each([
    ['of an unknown customer', { refId: 99_999, userName: 'lost' }, 404, 'NotFound refId'],
    ['without user name', { refId: 1, userName: '' }, 400, 'NotEmpty userName'],
    ['with a user name that is taken', { refId: 1, userName: 'sten.svensson' }, 409, 'Conflict userName'],
    ['with salt alone', { refId: 1, userName: 'salty', salt: 'c2FsdA==' }, 400, 'Predicate salt'],
  ])('refuses an account %s', async (_case, init, status, field) => {
    const refusal = await refusalOf(client, (caller) => caller.post(new RegisterAccount({ profileUrl, ...init })));

    expect([refusal.status, refusal.fields]).toEqual([status, [field]]);
  });
});
