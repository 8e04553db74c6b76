import { createHash } from 'node:crypto';
import type { JsonServiceClient } from '@servicestack/client';
import { Authenticate } from '../../../dtos';
import { AddUserAccessKey, DeleteUserAccessKey } from '../../../dtos/booking/access-keys';
import { BookingQuery, CreateBooking, DeleteBooking, ResourceToBook } from '../../../dtos/booking/bookings';
import { AddCustomField } from '../../../dtos/booking/custom-fields';
import {
  CreateCustomer,
  CustomerQuery,
  DeleteCustomer,
  InvoiceAddress,
  UpdateCustomer,
} from '../../../dtos/booking/customers';
import {
  CollidingBookingQuery,
  CreateResourceTimeException,
  ResourceTimeExceptionQuery,
  UpdateResourceTimeException,
} from '../../../dtos/booking/time-exceptions';
import {
  Account,
  BatchRegisterAccounts,
  BatchRegisterCustomers,
  Customer,
  CustomerType,
  RetrieveAccount,
  RetrieveAllCustomers,
  RetrieveCustomer,
} from '../../../dtos/tax-filing';
import { demoPassword } from '../../../src/demo-data';
import type { DemoUser } from '../../support/start-app';
import { resourcesPerCompany } from './fill';

/** An operation that has to stay fast however many rows there are. */
export interface HotOperation {
  readonly name: string;
  readonly as: DemoUser;
  /** Statements of one call, BEGIN and COMMIT among them; those that prove who calls are not counted. */
  readonly statements: number;
  /** A table that it may read as a whole, and why. */
  readonly mayScan?: { readonly table: string; readonly why: string };
  readonly call: (client: JsonServiceClient) => Promise<unknown>;
}

/** Id of the n-th filled row; those of company A are the multiples of ten. */
const guid = (kind: string, n: number): string =>
  createHash('md5')
    .update(`${kind} ${n}`)
    .digest('hex')
    .replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');

const customer = (n: number): string => guid('customer', n * 10);
const key = (n: number): string => guid('key', n * 10);
const service = 1_000;
const field = 1_000;
const million = 1_000_000;
const resources = Array.from({ length: resourcesPerCompany }, (_, index) => 1_000 + index);
const everything = {
  IncludeCustomFields: true,
  IncludeCustomFieldValues: true,
  IncludeComments: true,
  IncludeAccessKeys: true,
  IncludeInvoiceAddress: true,
};
const aYearOfMondays = {
  From: '2031-01-06',
  To: '2032-01-04',
  FromTime: 'PT22H',
  ToTime: 'PT23H',
  DaysOfWeek: [1],
  ResourceIds: resources,
};
const aDay = { BookingStart: '2031-01-10T00:00:00Z', BookingEnd: '2031-01-11T00:00:00Z' };

const accounts = (batch: string, more: Partial<Account> = {}): Account[] =>
  Array.from(
    { length: 1_000 },
    (_, index) => new Account({ userName: `${batch}-${index}`, profileUrl: 'https://example.test/', ...more }),
  );

const admin = 'admin@missive.test';
const tax = 'tax@missive.test';

export const hotOperations: readonly HotOperation[] = [
  {
    name: 'UpdateCustomer, personal data',
    as: admin,
    statements: 2,
    call: (client) => client.put(new UpdateCustomer({ Id: customer(1), Firstname: 'New', Email: 'new@example.test' })),
  },
  {
    name: 'UpdateCustomer, everything',
    as: admin,
    statements: 2,
    call: (client) =>
      client.put(
        new UpdateCustomer({
          Id: customer(2),
          Lastname: 'New',
          SubscribedToNewsletter: true,
          CustomFields: [new AddCustomField({ Id: field, Value: 'new' })],
          AccessKeys: [
            new AddUserAccessKey({ AccessKeyTypeId: 1, Value: 'new' }),
            new AddUserAccessKey({ AccessKeyTypeId: 2, Value: 'new' }),
          ],
          AccessKeysToDelete: [new DeleteUserAccessKey({ Id: key(2) })],
          InvoiceAddress: new InvoiceAddress({ InvoiceCity: 'Malmö' }),
        }),
      ),
  },
  {
    name: 'CreateCustomer',
    as: admin,
    statements: 8,
    call: (client) =>
      client.post(
        new CreateCustomer({
          ...{ Firstname: 'New', Lastname: 'Person', Phone: '+46 8 123 45', Email: 'created@example.test' },
          AccessKeys: [new AddUserAccessKey({ AccessKeyTypeId: 1, Value: 'created' })],
        }),
      ),
  },
  {
    name: 'DeleteCustomer',
    as: admin,
    statements: 6,
    call: (client) => client.delete(new DeleteCustomer({ Id: customer(3) })),
  },
  {
    name: 'CustomerQuery, one with everything',
    as: admin,
    statements: 3,
    call: (client) => client.get(new CustomerQuery({ CustomerId: customer(4), ...everything })),
  },
  {
    name: 'CustomerQuery, a page with everything',
    as: admin,
    statements: 3,
    call: (client) => client.get(new CustomerQuery({ take: 100, ...everything })),
  },
  {
    name: 'CustomerQuery, a page with its total',
    as: admin,
    statements: 2,
    call: (client) => client.get(new CustomerQuery({ take: 100, include: 'Total' })),
  },
  {
    name: 'CustomerQuery, behind a name',
    as: admin,
    statements: 1,
    call: (client) => client.get(new CustomerQuery({ take: 100 }), { LastnameGreaterThan: 'Last3' }),
  },
  {
    name: 'CustomerQuery, by a word',
    as: admin,
    statements: 1,
    call: (client) => client.get(new CustomerQuery({ Search: 'customer50@', take: 20 })),
  },
  {
    name: 'CustomerQuery, of a customer',
    as: 'customer@missive.test',
    statements: 3,
    call: (client) => client.get(new CustomerQuery(everything)),
  },
  {
    name: 'CreateResourceTimeException, 100 resources × 52 weeks',
    as: admin,
    statements: 7,
    call: (client) =>
      client.post(new CreateResourceTimeException({ ...aYearOfMondays, ReasonText: 'Cleaning', BlockTime: true })),
  },
  {
    name: 'UpdateResourceTimeException',
    as: admin,
    statements: 11,
    call: (client) =>
      client.put(
        new UpdateResourceTimeException({ Id: million + 10, FromTime: 'PT21H', ToTime: 'PT22H', DaysOfWeek: [1] }),
      ),
  },
  {
    name: 'CollidingBookingQuery, 100 resources × 52 weeks',
    as: admin,
    statements: 4,
    call: (client) => client.get(new CollidingBookingQuery({ ...aYearOfMondays, FromTime: 'PT8H', ToTime: 'PT12H' })),
  },
  {
    name: 'ResourceTimeExceptionQuery, a day of ten resources',
    as: admin,
    statements: 2,
    call: (client) =>
      client.get(
        new ResourceTimeExceptionQuery({
          ResourceIds: resources.slice(0, 10),
          TimeExceptionStart: aDay.BookingStart,
          TimeExceptionEnd: aDay.BookingEnd,
        }),
      ),
  },
  {
    name: 'ResourceTimeExceptionQuery, a page',
    as: admin,
    statements: 2,
    call: (client) => client.get(new ResourceTimeExceptionQuery({ take: 100 })),
  },
  {
    name: 'CreateBooking',
    as: admin,
    statements: 12,
    call: (client) =>
      client.post(
        new CreateBooking({
          From: '2031-01-10T14:00:00Z',
          To: '2031-01-10T15:00:00Z',
          ServiceId: service,
          Resources: [new ResourceToBook({ ResourceId: resources[0] })],
          CustomerId: customer(5),
        }),
      ),
  },
  {
    name: 'BookingQuery, a day of the company',
    as: admin,
    statements: 2,
    call: (client) => client.get(new BookingQuery({ CompanyBookings: true, ...aDay, take: 100 })),
  },
  {
    name: 'BookingQuery, a day of ten resources with its total',
    as: admin,
    statements: 3,
    call: (client) =>
      client.get(
        new BookingQuery({
          CompanyBookings: true,
          ...aDay,
          ResourceIds: resources.slice(0, 10),
          include: 'Total',
        }),
      ),
  },
  {
    name: 'BookingQuery, of one customer',
    as: admin,
    statements: 2,
    call: (client) => client.get(new BookingQuery({ CompanyBookings: true, CustomerId: customer(6) })),
  },
  {
    name: 'BookingQuery, own',
    as: 'customer@missive.test',
    statements: 2,
    call: (client) => client.get(new BookingQuery({ BookingStart: '2020-01-01T00:00:00Z' })),
  },
  {
    name: 'DeleteBooking',
    as: admin,
    statements: 11,
    call: (client) => client.delete(new DeleteBooking({ Id: million + 20 })),
  },
  {
    name: 'BatchRegisterCustomers, 1,000 × 2',
    as: tax,
    statements: 12,
    call: (client) => {
      const names = accounts('batch');
      return client.post(
        new BatchRegisterCustomers({
          customers: names.map(
            (account, index) =>
              new Customer({
                name: `Batch ${index}`,
                type: CustomerType.Internal,
                accounts: [account, new Account({ ...account, userName: `second-${account.userName}` })],
              }),
          ),
        }),
      );
    },
  },
  {
    name: 'BatchRegisterAccounts, 1,000',
    as: tax,
    statements: 10,
    call: (client) => client.post(new BatchRegisterAccounts({ accounts: accounts('added', { refId: million + 1 }) })),
  },
  {
    name: 'RetrieveCustomer',
    as: tax,
    statements: 2,
    call: (client) => client.get(new RetrieveCustomer({ id: million + 2, includeAccounts: true })),
  },
  {
    name: 'RetrieveAllCustomers, a page with accounts',
    as: tax,
    statements: 3,
    mayScan: {
      table: 'filing_customer',
      why: 'Its answer always has the total, and there is no condition to count by.',
    },
    call: (client) => client.get(new RetrieveAllCustomers({ take: 100, includeAccounts: true })),
  },
  {
    name: 'RetrieveAccount',
    as: tax,
    statements: 3,
    call: (client) =>
      client.get(
        new RetrieveAccount({ userName: 'account-100', includeProducts: true, includeOrders: true, takeOrders: 10 }),
      ),
  },
  {
    name: 'Authenticate',
    as: admin,
    statements: 0,
    call: (client) =>
      client.post(new Authenticate({ provider: 'credentials', userName: admin, password: demoPassword })),
  },
];
