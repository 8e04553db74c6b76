import {
  Account,
  BatchRegisterAccountsAsync,
  BatchRegisterCustomers,
  CreateAxemaUserSync,
  CreateResourceTimeException,
  Customer,
  CustomerQuery,
  ResourceQuery,
  UpdateCustomer,
} from '../../dtos';
import { startApp, type TestApp } from '../support/start-app';

let app: TestApp;
beforeAll(async () => {
  app = await startApp();
});
afterAll(() => app?.close());

describe('the five operations, from the typed client to the database and back', () => {
  it('starts a sync', async () => {
    const admin = await app.clientFor('admin@missive.test');

    const job = await admin.post(new CreateAxemaUserSync());

    expect(job).toMatchObject({ Status: 0, StatusName: 'Pending' });
  });

  it('updates a customer', async () => {
    const admin = await app.clientFor('admin@missive.test');
    const { Results } = await admin.get(new CustomerQuery({ take: 20 }));
    const id = Results[0]?.Id;

    const updated = await admin.put(new UpdateCustomer({ Id: id, SubscribedToNewsletter: true }));

    expect(updated).toMatchObject({ Id: id, SubscribedToNewsletter: true });
  });

  it('creates a time exception', async () => {
    const admin = await app.clientFor('admin@missive.test');
    const { Results } = await admin.get(new ResourceQuery());

    const created = await admin.post(
      new CreateResourceTimeException({
        From: '2031-04-01',
        To: '2031-04-01',
        FromTime: 'PT10H',
        ToTime: 'PT12H',
        ResourceIds: [Results[0]?.Id ?? 0],
        ReasonText: 'Staff meeting',
        BlockTime: true,
      }),
    );

    expect(created).toMatchObject({ From: '2031-04-01T10:00:00', To: '2031-04-01T12:00:00', IsRecurring: false });
  });

  it('registers customers and accounts', async () => {
    const tax = await app.clientFor('tax@missive.test');
    const account = (userName: string) =>
      new Account({
        id: 0,
        index: 0,
        refId: 0,
        userName,
        profileUrl: 'https://example.org/p',
        roles: [],
        permissions: [],
      });

    const [first] = await tax.post(
      new BatchRegisterCustomers({
        customers: [new Customer({ id: 0, index: 0, name: 'Müller GmbH', accounts: [account('mueller.gmbh')] })],
      }),
    );
    const [second] = await tax.post(
      new BatchRegisterAccountsAsync({
        accounts: [new Account({ ...account('mueller.two'), refId: first?.customer?.id })],
      }),
    );

    expect(first?.responseStatus).toBeUndefined();
    expect(second).toMatchObject({ index: 0, account: { userName: 'mueller.two', refId: first?.customer?.id } });
  });
});
