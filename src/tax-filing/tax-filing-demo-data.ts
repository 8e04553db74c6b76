import type { DataSource } from 'typeorm';
import { Account, Customer, CustomerType } from '../../dtos/tax-filing';
import { systemClock } from '../engine';
import { FilingOrderEntity } from './accounts/order-entity';
import { grantsOf } from './batches/grants';
import { Registration } from './batches/registration';

const products = [
  {
    name: 'Income Tax',
    version: '2026.1',
    description: 'Income tax returns of natural persons',
    tags: ['tax', 'person'],
  },
  { name: 'VAT', version: '2026.2', description: 'Advance returns for value added tax', tags: ['tax', 'company'] },
  { name: 'E-Balance', version: '6.8', description: 'Electronic balance sheets', tags: ['balance', 'company'] },
] as const;

/** A person of a customer, by what tells the demo's people apart. */
function person(firstName: string, lastName: string, userName: string, more: Partial<Account> = {}): Account {
  const fullName = `${firstName} ${lastName}`;
  return new Account({
    id: 0,
    userName,
    email: `${userName.split('@')[0]}@filing.test`,
    displayName: firstName,
    firstName,
    lastName,
    fullName,
    language: 'de',
    profileUrl: `https://filing.test/people/${encodeURIComponent(userName)}`,
    country: 'Germany',
    culture: 'de-DE',
    timeZone: 'Europe/Berlin',
    ...more,
  });
}

const customers: readonly Customer[] = [
  new Customer({
    id: 1,
    name: 'Nordlicht Steuerberatung GmbH',
    country: 'Germany',
    type: CustomerType.Internal,
    accounts: [
      person('Tom', 'Tax', 'tax@missive.test', {
        roles: ['Admin'],
        permissions: ['CanAccess', 'CanAdd', 'CanEdit', 'CanDelete'],
        meta: { products: 'Income Tax, VAT, E-Balance' },
      }),
      person('Tina', 'Tax', 'tax-reader@missive.test', {
        permissions: ['CanAccess'],
        meta: { products: 'Income Tax' },
      }),
    ],
  }),
  new Customer({
    id: 2,
    name: 'Svea Redovisning AB',
    country: 'Sweden',
    type: CustomerType.Network,
    accounts: [person('Sten', 'Svensson', 'sten.svensson', { country: 'Sweden', meta: { products: 'VAT' } })],
  }),
  new Customer({ id: 3, name: 'Petra Muster', country: 'Germany', type: CustomerType.External, accounts: [] }),
];

/** Products, customers, accounts, subscriptions and one order. Idempotent: what is there already stays as it is. */
export async function loadTaxFilingDemoData(dataSource: DataSource): Promise<void> {
  await addProducts(dataSource);
  // Through the front door: a second registration of the same data changes nothing (domain 4, rule 4).
  const registration = new Registration(dataSource, systemClock);
  const items = customers.map((customer, index) => ({ path: `customers[${index}]`, customer, errors: [] }));
  await registration.registerCustomers(items, grantsOf({ roles: ['Admin'], permissions: [] }));
  await addOrder(dataSource);
}

async function addProducts(dataSource: DataSource): Promise<void> {
  for (const { name, version, description, tags } of products) {
    await dataSource.query(
      `insert into filing_product (name, version, description, tags) values ($1, $2, $3, $4) on conflict do nothing`,
      [name, version, description, tags],
    );
  }
}

async function addOrder(dataSource: DataSource): Promise<void> {
  const [target] = await dataSource.query(
    `select account.id as "accountId", product.id as "productId" from filing_account account, filing_product product
      where account.user_name = 'tax@missive.test' and product.name = 'VAT'
        and not exists (select from filing_order)`,
  );
  if (!target) return;
  await dataSource.getRepository(FilingOrderEntity).insert({
    ...target,
    name: 'VAT return 2026-01',
    serviceName: 'VatReturn',
    requestTimestamp: new Date('2026-02-09T08:00:00Z'),
    responseTimestamp: new Date('2026-02-09T08:00:00.250Z'),
    requestUri: 'https://filing.test/vat/returns',
    requestHttpMethod: 'POST',
    requestDuration: 'PT0.25S',
    responseStatusCode: 200,
    clientIPAddress: '192.0.2.10',
    unitOfMeasurement: 'return',
    processType: 'Transmission',
    dataType: 'UStVA',
    dataName: '2026-01',
    creationDate: new Date('2026-02-09T08:00:00Z'),
    expiryDate: new Date('2036-12-31T00:00:00Z'),
    isTest: true,
  });
}
