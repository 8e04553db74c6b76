import type { KnownValues } from './known-values';

type Example = (number: number) => Readonly<Record<string, unknown>>;

/**
 * Members of the operations whose rules hold between members, so that chance alone would hardly ever meet them; by
 * operation, `number` telling one request from another. What is not named here stays as it was made up.
 */
export function exampleMembers({
  bookings,
  comments,
  customers,
}: KnownValues): Readonly<Record<string, Example | undefined>> {
  const day = (number: number) => new Date(Date.UTC(2033, 0, 3 + number)).toISOString().slice(0, 10);
  // Cards are told apart by their numbers; the demo's customers have no second one of any kind.
  const parts = (number: number) => ({
    CustomFields: number % 4 === 0 ? [{ Id: 2, Value: 'ABC 123' }] : undefined,
    AccessKeys: number % 8 === 2 ? [{ AccessKeyTypeId: 1, Value: `99${number}` }] : undefined,
  });
  return {
    UpdateCustomer: (number) => ({
      ...parts(number),
      CompanyId: undefined,
      Id: customers[number % customers.length],
      Email: undefined,
      AccessKeysToDelete: undefined,
      InvoiceAddress: { InvoiceCity: 'Malmö', InvoiceCountryCode: 'SE' },
    }),
    CreateCustomer: (number) => ({
      ...parts(number),
      CompanyId: undefined,
      Firstname: 'A',
      Lastname: 'B',
      Phone: '+46701740605',
    }),
    CreateResourceTimeException: (number) => ({
      CompanyId: undefined,
      From: day(number),
      To: day(number + 2),
      ResourceIds: [1 + (number % 3)],
      ReasonText: 'closed',
      Color: undefined,
    }),
    CollidingBookingQuery: (number) => ({
      CompanyId: undefined,
      From: day(number),
      To: day(number + 2),
      ResourceIds: [3],
    }),
    UpdateResource: (number) => ({
      CompanyId: undefined,
      Id: 1 + (number % 3),
      UserId: undefined,
      ImageUrl: undefined,
      Email: undefined,
    }),
    CreateBooking: (number) => ({
      CompanyId: undefined,
      From: `${day(number)}T09:00:00Z`,
      To: `${day(number)}T10:00:00Z`,
      ServiceId: 2,
      CustomerId: '00000000-0000-0000-0000-000000000000',
      Customer: undefined,
      Resources: [{ ResourceTypeId: 2, ResourceId: 3 }],
      Quantities: undefined,
      PaymentOption: undefined,
    }),
    DeleteBookingByCode: (number) => {
      const booking = bookings[number % bookings.length];
      return { CompanyId: undefined, Id: booking?.id, CancellationCode: booking?.code };
    },
    DeleteCustomerComment: (number) => {
      const comment = comments[number % comments.length];
      return { CompanyId: undefined, Id: comment?.id, CustomerId: comment?.customerId };
    },
    CreateCustomField: (number) => ({
      CompanyId: undefined,
      Name: `Field ${number}`,
      Description: 'A field',
      Datatype: 'TextBox',
      DefaultValue: undefined,
      Width: 20,
      MaxLength: 50,
      RegEx: undefined,
      RegExId: undefined,
      FieldId: undefined,
      Values: undefined,
    }),
    UpdateCustomField: (number) => ({
      CompanyId: undefined,
      Id: 1 + (number % 4),
      DefaultValue: undefined,
      FieldId: undefined,
      Values: undefined,
    }),
    RegisterAccount: (number) => ({
      id: undefined,
      refId: 1,
      refIdStr: undefined,
      userName: `known.${number}`,
      profileUrl: 'https://example.org/p',
      birthDate: '1990-05-01',
      birthDateRaw: undefined,
      roles: ['Admin'],
      permissions: ['CanAccess'],
      salt: undefined,
      passwordHash: undefined,
      digestHa1Hash: undefined,
      meta: { products: 'VAT' },
    }),
    AddAxemaCodeLockSetting: () => ({
      CompanyId: undefined,
      ApiEndpoint: 'axema.invalid',
      ApiPort: 443,
      Username: 'missive',
      Password: 'secret',
    }),
  };
}
