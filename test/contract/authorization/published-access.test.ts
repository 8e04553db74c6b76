import { startApp, type TestApp } from '../../support/start-app';
import { type Access, type Demand, declaredAccess } from './declared-access';

// Copied from domain.md by hand: the matrix takes the declarations at their word, so that somebody has to check them.
const write = 'bookingsupplier-administrator-write';
const read = 'bookingsupplier-administrator-read';

type Published =
  | 'everybody'
  | 'signed in'
  | readonly string[]
  | { readonly role: string; readonly may: readonly string[] };

const anyone = 'everybody';
const user = 'signed in';
const writers = [write, 'superadmin'];
const readers = [write, read, 'superadmin'];
const may = (...permissions: string[]) => ({ role: 'Admin', may: permissions });

/** Who may call: everybody, whoever is signed in, holders of one of the roles, or of the role and all permissions. */
const published: Readonly<Record<string, Published>> = {
  Authenticate: anyone,
  AuthenticateLogout: anyone,
  GetAccessToken: anyone,
  ConvertSessionToToken: user,
  GetEventSubscribers: anyone,
  UpdateEventSubscriber: anyone,
  CancelRequest: anyone,

  CustomerQuery: user,
  UpdateCustomer: user,
  CreateCustomer: [write],
  DeleteCustomer: writers,
  CreateCustomerComment: writers,
  CustomerCommentQuery: readers,
  DeleteCustomerComment: writers,
  CreateCustomField: writers,
  UpdateCustomField: writers,
  DeleteCustomField: writers,
  CustomFieldQuery: readers,
  CustomFieldSlotQuery: readers,
  CustomFieldValidationsQuery: writers,
  AccessKeyTypeQuery: readers,
  ApiKeyQuery: writers,
  CreateApiKey: writers,
  RevokeApiKey: writers,
  ResourceQuery: user,
  CreateResource: writers,
  UpdateResource: writers,
  DeleteResource: writers,
  ServiceQuery: user,
  CreateBooking: anyone,
  BookingQuery: user,
  DeleteBooking: user,
  DeleteBookingByCode: anyone,
  CreateResourceTimeException: writers,
  UpdateResourceTimeException: writers,
  DeleteResourceTimeException: writers,
  ResourceTimeExceptionQuery: user,
  CollidingBookingQuery: writers,
  CreateAxemaUserSync: writers,
  GetAxemaUserSyncJob: readers,
  QueryAxemaUserSyncJobs: readers,
  AxemaCodeLockSettingQuery: readers,
  AddAxemaCodeLockSetting: writers,
  UpdateAxemaCodeLockSetting: writers,
  CodeLockSettingQuery: readers,
  UpdateCodeLockSetting: writers,

  BatchRegisterCustomers: may('CanAccess', 'CanAdd'),
  BatchRegisterCustomersAsync: may('CanAccess', 'CanAdd'),
  BatchRegisterAccounts: may('CanAccess', 'CanAdd'),
  BatchRegisterAccountsAsync: may('CanAccess', 'CanAdd'),
  RegisterCustomer: may('CanAccess', 'CanAdd'),
  RegisterAccount: may('CanAccess', 'CanAdd'),
  RetrieveCustomer: may('CanAccess'),
  RetrieveCustomerAsync: may('CanAccess'),
  RetrieveAllCustomers: may('CanAccess'),
  RetrieveAccount: { role: 'AllowAnyUser', may: ['CanAccess'] },
  AddProductSubscription: may('CanAccess', 'CanAdd'),
  RemoveProductSubscription: may('CanAccess', 'CanDelete'),
  RetrieveAllProducts: may('CanAccess'),
  // With `Prefer: respond-async` (domain 7).
  GetCustomersBatch: may('CanAccess'),
  GetAccountsBatch: may('CanAccess'),
  // Ours: what is registered by them could have been stopped by whoever may add it.
  CancelCustomersBatch: may('CanAccess', 'CanAdd'),
  CancelAccountsBatch: may('CanAccess', 'CanAdd'),
  // For hosts that switch them on (http-contract 6.7).
  Register: anyone,
  AssignRoles: ['Admin'],
  UnAssignRoles: ['Admin'],
};

describe('the callers that operations are declared for', () => {
  let app: TestApp;
  beforeAll(async () => {
    app = await startApp();
  });
  afterAll(() => app.close());

  it('are those that the contract names, for every operation of the product', () => {
    const { operations } = app.host;

    const declared = operations.map(({ name, requestClass }) => [name, shown(declaredAccess(requestClass))]);

    expect(declared).toEqual(operations.map(({ name }) => [name, shownAs(published[name] ?? 'nowhere published')]));
    expect(declared.length).toBeGreaterThan(50);
  });
});

/** Demands as text; being signed in goes without saying beside another one. */
function shown({ demands }: Access): string {
  const texts = demands.filter(({ of }) => of !== 'anybody signed in').map(shownDemand);
  if (texts.length === 0 && demands.length > 0) return 'signed in';
  return texts.length === 0 ? 'everybody' : texts.join(' and ');
}

function shownDemand({ of, names }: Demand): string {
  // One role is asked for in the same words either way.
  return `${names.length === 1 && of === 'all roles' ? 'any role' : of}: ${[...names].sort().join(', ')}`;
}

function shownAs(who: Published | 'nowhere published'): string {
  if (typeof who === 'string') return who;
  if ('role' in who) return `any role: ${who.role} and all permissions: ${[...who.may].sort().join(', ')}`;
  return `any role: ${[...who].sort().join(', ')}`;
}
