import type { VakaSimulator } from '../../../src/booking/access/vaka-simulator/vaka-simulator';
import { simAccount } from '../../../src/booking/access/vaka-simulator/vaka-state';

/** What a company has, by name, for requests to speak of. */
export interface Ids {
  readonly customer: string;
  readonly accessKey: string;
  readonly comment: number;
  readonly field: number;
  readonly choice: number;
  readonly choiceField: number;
  readonly apiKey: string;
  readonly resource: number;
  readonly spareResource: number;
  readonly resourceType: number;
  readonly service: number;
  readonly booking: number;
  readonly cancellationCode: string;
  readonly timeException: number;
  readonly sync: string;
}
export type IdName = keyof Ids;

export type Message = Readonly<Record<string, unknown>>;

/** One call of an administrator, or of a customer who has an account. */
export interface Step {
  readonly operation: string;
  readonly verb: 'GET' | 'POST' | 'PUT' | 'DELETE';
  readonly as?: 'customer';
  /** `run`: another number each time, for values that have to be new. */
  readonly message: (ids: Ids, run: number) => Message;
  /** What of the answer later steps need. */
  readonly keep?: (answer: Answer) => Partial<Ids>;
  /** What it starts in the background has to end first. */
  readonly waitsForJobs?: true;
}

/** Members that the scenario reads from answers. */
export interface Answer {
  readonly Id: never;
  readonly ApiKey: string;
  readonly CancellationCode: string;
  readonly Results: readonly Answer[];
  readonly AccessKeys: readonly Answer[];
  readonly Values: readonly Answer[];
  readonly ResourceTypeIds: readonly number[];
}

const noon = (day: number, hour: number): string => new Date(Date.UTC(2031, 0, day, hour)).toISOString();
const date = (day: number): string => noon(day, 0).slice(0, 10);
const visitor = { Firstname: 'Vera', Lastname: 'Visitor', Email: 'vera@example.org', Phone: '+46701740605' };

const aBooking = (ids: Ids, day: number): Message => ({
  From: noon(day, 10),
  To: noon(day, 11),
  ServiceId: ids.service,
  Resources: [{ ResourceId: ids.resource }],
  Quantities: [{ Quantity: 1 }],
});

const customFields: readonly Step[] = [
  { operation: 'CustomFieldSlotQuery', verb: 'GET', message: () => ({ Table: 'Customer' }) },
  { operation: 'CustomFieldValidationsQuery', verb: 'GET', message: () => ({}) },
  {
    operation: 'CreateCustomField',
    verb: 'POST',
    message: (_ids, run) => ({ Name: `Car ${run}`, Description: 'Plate', Datatype: 'TextBox', MaxLength: 50 }),
    keep: ({ Id: field }) => ({ field }),
  },
  {
    operation: 'CreateCustomField',
    verb: 'POST',
    message: (_ids, run) => ({
      Name: `Size ${run}`,
      Description: 'Shirt',
      Datatype: 'DropDown',
      Values: [
        { Value: 'S', Active: true },
        { Value: 'L', Active: true },
      ],
    }),
    keep: ({ Id: choiceField, Values }) => ({ choiceField, choice: Values[0]?.Id }),
  },
  {
    operation: 'UpdateCustomField',
    verb: 'PUT',
    message: ({ choiceField, choice }) => ({
      Id: choiceField,
      Description: 'Shirt size',
      Values: [{ Id: choice, Value: 'XS', Active: true }],
    }),
  },
  {
    operation: 'CustomFieldQuery',
    verb: 'GET',
    message: ({ field }) => ({ Ids: [field], IncludeCustomFieldValues: true }),
  },
];

const customers: readonly Step[] = [
  { operation: 'AccessKeyTypeQuery', verb: 'GET', message: () => ({}) },
  {
    operation: 'CreateCustomer',
    verb: 'POST',
    message: ({ field }, run) => ({
      Firstname: 'Ada',
      Lastname: 'Berg',
      Phone: '+46701740605',
      Email: `ada.${run}@example.org`,
      SubscribedToNewsletter: true,
      CustomFields: [{ Id: field, Value: 'ABC 123' }],
      AccessKeys: [{ AccessKeyTypeId: 1, Value: `71${run}` }],
      InvoiceAddress: { InvoiceCity: 'Åre', InvoiceCountryCode: 'SE' },
    }),
    keep: ({ Id: customer }) => ({ customer }),
  },
  {
    operation: 'CustomerQuery',
    verb: 'GET',
    message: ({ customer }) => ({
      CustomerId: customer,
      Search: 'ada',
      IncludeCustomFields: true,
      IncludeCustomFieldValues: true,
      IncludeComments: true,
      IncludeAccessKeys: true,
      IncludeInvoiceAddress: true,
    }),
    keep: ({ Results }) => ({ accessKey: Results[0]?.AccessKeys[0]?.Id }),
  },
  { operation: 'CustomerQuery', verb: 'GET', as: 'customer', message: () => ({}) },
  {
    operation: 'UpdateCustomer',
    verb: 'PUT',
    message: ({ customer, accessKey, field }, run) => ({
      Id: customer,
      Lastname: 'Lovelace',
      Email: `lovelace.${run}@example.org`,
      CustomFields: [{ Id: field, Value: 'DEF 456' }],
      AccessKeys: [
        { Id: accessKey, AccessKeyTypeId: 1, Value: `72${run}` },
        { AccessKeyTypeId: 1, Value: `73${run}`, CustomerId: customer },
      ],
      InvoiceAddress: { InvoiceCity: 'Malmö' },
    }),
  },
  {
    operation: 'UpdateCustomer',
    verb: 'PUT',
    message: ({ customer, accessKey }) => ({ Id: customer, AccessKeysToDelete: [{ Id: accessKey }] }),
  },
  {
    operation: 'CreateCustomerComment',
    verb: 'POST',
    message: ({ customer }) => ({ CustomerId: customer, Comments: 'Called back.' }),
    keep: ({ Id: comment }) => ({ comment }),
  },
  { operation: 'CustomerCommentQuery', verb: 'GET', message: ({ customer }) => ({ CustomerId: customer }) },
  {
    operation: 'DeleteCustomerComment',
    verb: 'DELETE',
    message: ({ customer, comment }) => ({ CustomerId: customer, Id: comment }),
  },
];

const apiKeys: readonly Step[] = [
  {
    operation: 'CreateApiKey',
    verb: 'POST',
    message: () => ({ Notes: 'Till' }),
    keep: ({ ApiKey: apiKey }) => ({ apiKey }),
  },
  { operation: 'ApiKeyQuery', verb: 'GET', message: () => ({ ActiveOnly: true }) },
  { operation: 'RevokeApiKey', verb: 'DELETE', message: ({ apiKey }) => ({ Id: apiKey }) },
];

const resources: readonly Step[] = [
  {
    operation: 'ServiceQuery',
    verb: 'GET',
    message: () => ({}),
    keep: ({ Results }) => ({ service: Results[0]?.Id, resourceType: Results[0]?.ResourceTypeIds[0] }),
  },
  { operation: 'ServiceQuery', verb: 'GET', message: ({ service }) => ({ Id: service }) },
  {
    operation: 'CreateResource',
    verb: 'POST',
    message: (_ids, run) => ({ Name: `Room ${run}`, Active: true }),
    keep: ({ Id: resource }) => ({ resource }),
  },
  {
    operation: 'CreateResource',
    verb: 'POST',
    message: (_ids, run) => ({ Name: `Spare room ${run}`, Active: true }),
    keep: ({ Id: spareResource }) => ({ spareResource }),
  },
  { operation: 'ResourceQuery', verb: 'GET', message: ({ resource }) => ({ Id: resource }) },
  { operation: 'UpdateResource', verb: 'PUT', message: ({ resource }) => ({ Id: resource, Description: 'Big.' }) },
];

const bookings: readonly Step[] = [
  {
    operation: 'CreateBooking',
    verb: 'POST',
    message: (ids, run) => ({
      ...aBooking(ids, 6),
      Customer: { ...visitor, Email: `vera.${run}@example.org` },
      SendEmailConfirmation: true,
    }),
    keep: ({ Id: booking, CancellationCode: cancellationCode }) => ({ booking, cancellationCode }),
    waitsForJobs: true,
  },
  {
    operation: 'BookingQuery',
    verb: 'GET',
    message: ({ booking, service, resource }) => ({
      Id: booking,
      CompanyBookings: true,
      ServiceIds: [service],
      ResourceIds: [resource],
    }),
  },
  {
    operation: 'BookingQuery',
    verb: 'GET',
    message: ({ customer }) => ({ CompanyBookings: true, CustomerId: customer }),
  },
  { operation: 'BookingQuery', verb: 'GET', as: 'customer', message: () => ({}) },
  {
    operation: 'CollidingBookingQuery',
    verb: 'GET',
    message: ({ resource }) => ({
      ResourceIds: [resource],
      From: date(6),
      To: date(7),
      IncludeServiceInformation: true,
      IncludeCustomerInformation: true,
    }),
  },
  {
    operation: 'DeleteBookingByCode',
    verb: 'DELETE',
    message: ({ booking, cancellationCode }) => ({ Id: booking, CancellationCode: cancellationCode }),
    waitsForJobs: true,
  },
  {
    operation: 'CreateBooking',
    verb: 'POST',
    message: (ids) => ({ ...aBooking(ids, 8), CustomerId: ids.customer }),
    keep: ({ Id: booking }) => ({ booking }),
    waitsForJobs: true,
  },
  {
    operation: 'DeleteBooking',
    verb: 'DELETE',
    message: ({ booking }) => ({ Id: booking, UnBookedComments: 'Ill.', SendEmailConfirmation: true }),
    waitsForJobs: true,
  },
  {
    operation: 'CreateBooking',
    verb: 'POST',
    as: 'customer',
    message: (ids, run) => ({ ...aBooking(ids, 9), Customer: { ...visitor, Email: `carl.${run}@example.org` } }),
    keep: ({ Id: booking, CancellationCode: cancellationCode }) => ({ booking, cancellationCode }),
    waitsForJobs: true,
  },
];

const timeExceptions: readonly Step[] = [
  {
    operation: 'CreateResourceTimeException',
    verb: 'POST',
    message: ({ resource, spareResource }) => ({
      From: date(9),
      To: date(20),
      ResourceIds: [resource, spareResource],
      FromTime: 'PT10H',
      ToTime: 'PT13H',
      DaysOfWeek: [1, 4],
      ReasonText: 'Cleaning',
      BlockTime: true,
      Force: true,
      CollidingBookingOptions: 2,
      CancelMessage: 'Closed.',
      SendEmailConfirmation: true,
    }),
    keep: ({ Id: timeException }) => ({ timeException }),
    waitsForJobs: true,
  },
  {
    operation: 'ResourceTimeExceptionQuery',
    verb: 'GET',
    message: ({ timeException, resource }) => ({
      Id: timeException,
      ResourceIds: [resource],
      IncludeResourceDetails: true,
      TimeExceptionStart: date(1),
      TimeExceptionEnd: date(30),
    }),
  },
  { operation: 'ResourceTimeExceptionQuery', verb: 'GET', as: 'customer', message: () => ({}) },
  {
    operation: 'UpdateResourceTimeException',
    verb: 'PUT',
    message: ({ timeException, resource }) => ({ Id: timeException, ResourceIds: [resource], ReasonText: 'Painting' }),
  },
  { operation: 'DeleteResourceTimeException', verb: 'DELETE', message: ({ timeException }) => ({ Id: timeException }) },
];

const access = (connection: Message): readonly Step[] => [
  { operation: 'AddAxemaCodeLockSetting', verb: 'POST', message: () => connection },
  { operation: 'UpdateAxemaCodeLockSetting', verb: 'PUT', message: () => connection },
  { operation: 'AxemaCodeLockSettingQuery', verb: 'GET', message: () => ({}) },
  { operation: 'CodeLockSettingQuery', verb: 'GET', message: () => ({ IncludeCodeLockSystemOptions: true }) },
  { operation: 'UpdateCodeLockSetting', verb: 'PUT', message: () => ({ Active: true, ValidBeforeMinutes: 5 }) },
  {
    operation: 'CreateAxemaUserSync',
    verb: 'POST',
    message: () => ({}),
    keep: ({ Id: sync }) => ({ sync }),
    waitsForJobs: true,
  },
  { operation: 'GetAxemaUserSyncJob', verb: 'GET', message: ({ sync }) => ({ Id: sync }) },
  { operation: 'QueryAxemaUserSyncJobs', verb: 'GET', message: () => ({}) },
];

const ends: readonly Step[] = [
  { operation: 'DeleteResource', verb: 'DELETE', message: ({ spareResource }) => ({ Id: spareResource }) },
  { operation: 'DeleteCustomer', verb: 'DELETE', message: ({ customer }) => ({ Id: customer }) },
  { operation: 'DeleteCustomField', verb: 'DELETE', message: ({ choiceField }) => ({ Id: choiceField }) },
];

/** Every operation of the booking family, in an order in which each finds what it is about. */
export function bookingScenario(simulator: VakaSimulator): readonly Step[] {
  const url = new URL(simulator.url);
  const connection = {
    ApiEndpoint: `http://${url.hostname}`,
    ApiPort: Number(url.port),
    Username: simAccount.username,
    Password: simAccount.password,
  };
  return [
    ...customFields,
    ...customers,
    ...apiKeys,
    ...resources,
    ...bookings,
    ...timeExceptions,
    ...access(connection),
    ...ends,
  ];
}
