import * as dtos from '../../dtos';
import { records } from '../../dtos/annotation-records';
import { sourceLocation } from '../../src/engine/metadata/source-location';
import { startApp, type TestApp } from '../support/start-app';

let app: TestApp;
beforeAll(async () => {
  app = await startApp();
});
afterAll(() => app?.close());

/** What the typed client asks of a request. */
interface TypedRequest {
  getTypeName(): string;
  getMethod(): string;
  createResponse(): unknown;
}

describe('the DTOs that client and server share', () => {
  it('give every operation what the typed client needs (decisions D26)', () => {
    expect(app.host.operations.length).toBeGreaterThan(50);
    for (const operation of app.host.operations) {
      const request = new (operation.requestClass as unknown as new () => TypedRequest)();

      expect(request.getTypeName()).toBe(operation.name);
      expect([operation.name, request.getMethod()]).toEqual([
        operation.name,
        expect.stringMatching(/^(GET|POST|PUT|DELETE)$/),
      ]);
      // Where the operation answers that verb at all.
      const verbs = operation.methods.map((method) => method.verb);
      expect([operation.name, verbs.includes(request.getMethod()) || verbs.includes('ANY')]).toEqual([
        operation.name,
        true,
      ]);
    }
  });

  it('create the response that the operation declares', () => {
    let compared = 0;
    for (const { name, requestClass, response } of app.host.operations) {
      const made = new (requestClass as unknown as new () => TypedRequest)().createResponse();
      if (response?.kind === 'list') expect([name, made]).toEqual([name, []]);
      else if (response?.kind === 'dto') expect([name, made?.constructor]).toEqual([name, response.type().target]);
      else continue;
      compared += 1;
    }
    expect(compared).toBe(app.host.operations.length);
  });

  it('are all exported from the barrel under their own names', () => {
    const exported = new Map(Object.entries(dtos) as [string, unknown][]);
    const ours = [...records.dtos.values()].filter(({ declaredAt }) => sourceLocation(declaredAt).startsWith('dtos/'));

    expect(ours.length).toBeGreaterThan(100);
    expect(ours.filter(({ name, target }) => exported.get(name) !== target).map(({ name }) => name)).toEqual([]);
  });

  it('list every published operation', () => {
    const names = app.host.operations.map((operation) => operation.name);

    expect(names).toEqual(
      expect.arrayContaining([
        'CreateAxemaUserSync',
        'GetAxemaUserSyncJob',
        'QueryAxemaUserSyncJobs',
        'AxemaCodeLockSettingQuery',
        'AddAxemaCodeLockSetting',
        'UpdateAxemaCodeLockSetting',
        'UpdateCustomer',
        'CreateCustomer',
        'CustomerQuery',
        'DeleteCustomer',
        'CreateCustomerComment',
        'CustomerCommentQuery',
        'DeleteCustomerComment',
        'CreateCustomField',
        'CustomFieldQuery',
        'UpdateCustomField',
        'DeleteCustomField',
        'CustomFieldSlotQuery',
        'CustomFieldValidationsQuery',
        'AccessKeyTypeQuery',
        'CreateResourceTimeException',
        'CollidingBookingQuery',
        'ResourceTimeExceptionQuery',
        'UpdateResourceTimeException',
        'DeleteResourceTimeException',
        'ResourceQuery',
        'CreateResource',
        'UpdateResource',
        'DeleteResource',
        'ServiceQuery',
        'CreateBooking',
        'BookingQuery',
        'DeleteBooking',
        'DeleteBookingByCode',
        'ApiKeyQuery',
        'CreateApiKey',
        'RevokeApiKey',
        'BatchRegisterCustomers',
        'BatchRegisterCustomersAsync',
        'BatchRegisterAccounts',
        'BatchRegisterAccountsAsync',
        'RegisterCustomer',
        'RegisterAccount',
        'RetrieveCustomer',
        'RetrieveCustomerAsync',
        'RetrieveAllCustomers',
        'RetrieveAccount',
        'AddProductSubscription',
        'RemoveProductSubscription',
        'RetrieveAllProducts',
        'Authenticate',
      ]),
    );
  });
});
