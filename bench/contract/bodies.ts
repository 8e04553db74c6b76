import type { OperationName } from './fields';

const uuid = (n: number): string => `0b5e7c1a-3d2f-4a6b-9c8d-${String(n).padStart(12, '0')}`;

export const sample = { companyId: uuid(1), customerId: uuid(2), keyIds: [uuid(3), uuid(4)], deletedKeyId: uuid(5) };

/** A customer's account, all but two of its members set. */
export function accountBody(customer: number, n: number) {
  return {
    id: customer * 2 + n,
    index: n,
    refId: customer,
    refIdStr: String(customer),
    userName: `user${customer}_${n}`,
    email: `user${customer}.${n}@example.com`,
    displayName: `User ${customer} ${n}`,
    firstName: 'Anna',
    lastName: 'Svensson',
    fullName: 'Anna Svensson',
    gender: 'Female',
    language: 'sv',
    company: 'Example AB',
    profileUrl: `https://example.com/u/${customer}/${n}`,
    roles: ['User', 'Editor'],
    permissions: ['CanAccess', 'CanAdd'],
    primaryEmail: `anna.svensson${customer}@example.org`,
    salt: 'c2FsdHNhbHRzYWx0',
    passwordHash: 'a3f5c9e1b7d2a3f5c9e1b7d2a3f5c9e1',
    digestHa1Hash: '0123456789abcdef0123456789abcdef',
    invalidLoginAttempts: 0,
    lastLoginAttempt: '2024-03-01T08:30:00Z',
    createdDate: '2023-01-01T00:00:00Z',
    modifiedDate: '2024-03-01T08:30:00Z',
    phoneNumber: '+46 70 123 45 67',
    birthDate: '1984-05-06T00:00:00Z',
    address: 'Storgatan 1',
    city: 'Göteborg',
    state: 'VG',
    country: 'Sweden',
    culture: 'sv-SE',
    mailAddress: 'Box 123',
    postalCode: '411 01',
    timeZone: 'Europe/Stockholm',
    meta: { source: 'import', batch: '7' },
  };
}
export type AccountBody = ReturnType<typeof accountBody>;

export function customerBody(n: number) {
  return {
    id: n,
    index: n,
    name: `Customer ${n}`,
    country: 'Sweden',
    type: n % 3 ? 'External' : 'Internal',
    accounts: [accountBody(n, 0), accountBody(n, 1)],
  };
}
export type CustomerBody = ReturnType<typeof customerBody>;

export function batchBody(customers: number) {
  return { customers: Array.from({ length: customers }, (_, n) => customerBody(n)) };
}

export function updateBody() {
  const { companyId, customerId, keyIds, deletedKeyId } = sample;
  const key = { CompanyId: companyId, CustomerId: customerId };
  return {
    CompanyId: companyId,
    Id: customerId,
    Firstname: 'Anna',
    Lastname: 'Svensson',
    Phone: '+46 70 123 45 67',
    Email: 'anna.svensson@example.com',
    CustomFields: [
      { Id: 1, Value: '3' },
      { Id: 2, Value: 'window seat' },
    ],
    AccessKeys: [
      { Id: keyIds[0], ...key, AccessKeyTypeId: 1, Value: '12345678', Description: 'main door' },
      { Id: keyIds[1], ...key, AccessKeyTypeId: 2, Value: '87654321', Description: 'garage' },
    ],
    AccessKeysToDelete: [{ Id: deletedKeyId }],
    SubscribedToNewsletter: true,
    InvoiceAddress: {
      CorporateIdentityNumber: '556000-0000',
      InvoiceAddress1: 'Storgatan 1',
      InvoiceAddress2: '',
      InvoiceCity: 'Göteborg',
      InvoicePostalCode: '411 01',
      InvoiceCountryCode: 'SE',
    },
  };
}
export type UpdateBody = ReturnType<typeof updateBody>;

/** Customers of the measured batch: 2 MB. */
export const batchSize = 1000;

/** One good body of each operation. */
export function goodBody(operation: OperationName): object {
  if (operation === 'Echo') return { Name: 'World' };
  return operation === 'UpdateCustomer' ? updateBody() : batchBody(batchSize);
}

/** Bodies of which every peer that checks rules refuses each; what is wrong stands in the name. */
export function badBodies(operation: OperationName): Readonly<Record<string, object>> {
  if (operation === 'Echo') return { 'an empty name': { Name: '' }, 'a name too long': { Name: 'x'.repeat(101) } };
  if (operation === 'UpdateCustomer') {
    const { InvoiceAddress, CustomFields, ...rest } = updateBody();
    const good = { ...rest, InvoiceAddress, CustomFields };
    return {
      'an e-mail address that is none': { ...good, Email: 'nope' },
      'a text in place of a number, in a list': { ...good, CustomFields: [CustomFields[0], { Id: 'x', Value: 'y' }] },
      'a country code too long, in an object': {
        ...good,
        InvoiceAddress: { ...InvoiceAddress, InvoiceCountryCode: 'SWE' },
      },
    };
  }
  const [first, second] = batchBody(2).customers as [CustomerBody, CustomerBody];
  const [account] = second.accounts as [AccountBody, AccountBody];
  return {
    'an e-mail address that is none, in the second customer': {
      customers: [first, { ...second, accounts: [{ ...account, email: 'nope' }] }],
    },
    'a customer without accounts': { customers: [first, { ...second, accounts: undefined }] },
    'a type that is none': { customers: [{ ...first, type: 'Secret' }] },
  };
}
