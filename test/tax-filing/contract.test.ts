import { type Class, records } from '../../dtos/annotation-records';
import {
  Account,
  AccountResponse,
  BatchRegisterAccounts,
  BatchRegisterAccountsAsync,
  BatchRegisterAccountsBase,
  BatchRegisterCustomers,
  BatchRegisterCustomersAsync,
  BatchRegisterCustomersBase,
  CustomerResponse,
  HttpStatusCode,
  RegisterAccount,
  RetrieveAllProductsResponse,
  ServiceResponseBase,
} from '../../dtos/tax-filing';

/** Name, type and annotations of each member that a class itself declares. */
function membersOf(type: Class): { name: string; type: unknown; attributes: unknown }[] {
  return [...(records.props.get(type)?.values() ?? [])].map(({ name, type, attributes }) => ({
    name,
    type,
    attributes,
  }));
}

describe('the messages', () => {
  it('domain 7: RegisterAccount has the members of Account, without index', () => {
    expect(membersOf(RegisterAccount)).toEqual(membersOf(Account).filter(({ name }) => name !== 'index'));
  });

  it.each<[Class, Class]>([
    [BatchRegisterCustomers, BatchRegisterCustomersBase],
    [BatchRegisterCustomersAsync, BatchRegisterCustomersBase],
    [BatchRegisterAccounts, BatchRegisterAccountsBase],
    [BatchRegisterAccountsAsync, BatchRegisterAccountsBase],
  ])('domain 4: %p declares the list of %p again, which generated code prints twice', (derived, base) => {
    expect(membersOf(derived)).toHaveLength(1);
    expect(membersOf(derived)).toEqual(membersOf(base));
  });

  it.each<Class>([CustomerResponse, AccountResponse, RetrieveAllProductsResponse])(
    'domain 4: %p has its status from ServiceResponseBase',
    (response) => {
      expect(membersOf(ServiceResponseBase).map(({ name }) => name)).toEqual(['responseStatus']);
      expect(membersOf(response).map(({ name }) => name)).not.toContain('responseStatus');
      expect(Object.getPrototypeOf(response)).toBe(ServiceResponseBase);
    },
  );

  it('know the HTTP statuses by name and number, the lowest first', () => {
    expect(HttpStatusCode.Continue).toBe(100);
    expect(Object.keys(HttpStatusCode).filter((name) => Number.isNaN(Number(name)))).toHaveLength(67);
  });
});
