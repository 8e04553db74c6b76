/**
 * What the measured operations carry, as one table: decorated classes, JSON schemas and zod schemas are all made from it,
 * so that every peer checks the same rules.
 */
export type Field = { readonly isOptional?: boolean } & (
  | { readonly kind: 'text'; readonly maxLength?: number }
  | { readonly kind: 'uuid' | 'email' | 'phone' | 'instant' | 'int' | 'bool' | 'texts' | 'dictionary' | 'customerType' }
  | { readonly kind: 'list' | 'object'; readonly of: string }
);
export type Fields = Readonly<Record<string, Field>>;

const text = (maxLength?: number): Field => ({ kind: 'text', maxLength });
const list = (of: string): Field => ({ kind: 'list', of });
const object = (of: string): Field => ({ kind: 'object', of });
const optional = (field: Field): Field => ({ ...field, isOptional: true });
const uuid: Field = { kind: 'uuid' };
const email: Field = { kind: 'email' };
const instant: Field = { kind: 'instant' };
const int: Field = { kind: 'int' };
const bool: Field = { kind: 'bool' };
const texts: Field = { kind: 'texts' };

/** Longest list that any peer takes. */
export const maxItems = 100_000;
export const customerTypes = ['Internal', 'Network', 'External'] as const;
export const phonePattern = /^\+?[0-9 -]{5,20}$/;

/** Messages and what they hold: all rules count. A class stands above those that hold it. */
export const requests = {
  Echo: { Name: text(100) },
  AddCustomField: { Id: int, Value: text(200) },
  AddUserAccessKey: {
    Id: optional(uuid),
    CompanyId: optional(uuid),
    AccessKeyTypeId: int,
    Value: text(200),
    CustomerId: optional(uuid),
    Description: text(200),
  },
  DeleteUserAccessKey: { Id: uuid },
  InvoiceAddress: {
    CorporateIdentityNumber: optional(text(50)),
    InvoiceAddress1: optional(text(100)),
    InvoiceAddress2: optional(text(100)),
    InvoiceCity: optional(text(100)),
    InvoicePostalCode: optional(text(20)),
    InvoiceCountryCode: optional(text(2)),
  },
  UpdateCustomer: {
    CompanyId: optional(uuid),
    Id: uuid,
    Firstname: text(100),
    Lastname: text(100),
    Phone: { kind: 'phone' },
    Email: email,
    CustomFields: optional(list('AddCustomField')),
    AccessKeys: optional(list('AddUserAccessKey')),
    AccessKeysToDelete: optional(list('DeleteUserAccessKey')),
    SubscribedToNewsletter: optional(bool),
    InvoiceAddress: optional(object('InvoiceAddress')),
  },
  Account: {
    id: int,
    index: int,
    refId: int,
    refIdStr: optional(text(50)),
    userName: text(100),
    email: optional(email),
    displayName: optional(text(100)),
    firstName: optional(text(100)),
    lastName: optional(text(100)),
    fullName: optional(text(200)),
    gender: optional(text(20)),
    language: optional(text(10)),
    company: optional(text(100)),
    profileUrl: text(300),
    roles: texts,
    permissions: texts,
    primaryEmail: optional(email),
    salt: optional(text(200)),
    passwordHash: optional(text(200)),
    digestHa1Hash: optional(text(200)),
    invalidLoginAttempts: int,
    lastLoginAttempt: optional(instant),
    lockedDate: optional(instant),
    createdDate: instant,
    modifiedDate: instant,
    phoneNumber: optional(text(50)),
    birthDate: optional(instant),
    birthDateRaw: optional(text(50)),
    address: optional(text(200)),
    address2: optional(text(200)),
    city: optional(text(100)),
    state: optional(text(100)),
    country: optional(text(100)),
    culture: optional(text(20)),
    mailAddress: optional(text(200)),
    nickname: optional(text(100)),
    postalCode: optional(text(20)),
    timeZone: optional(text(50)),
    meta: optional({ kind: 'dictionary' }),
  },
  Customer: {
    id: int,
    index: int,
    name: text(200),
    country: optional(text(100)),
    type: { kind: 'customerType' },
    accounts: list('Account'),
  },
  BatchRegisterCustomers: { customers: list('Customer') },
} satisfies Record<string, Fields>;

/** Answers: written by their types, not checked. */
export const responses = {
  EchoResponse: { Result: text() },
  CustomFieldChoice: { Value: text() },
  CustomFieldConfig: {
    Id: int,
    Name: text(),
    Description: text(),
    Width: int,
    DataType: text(),
    DefaultValue: text(),
    IsMandatory: bool,
    MandatoryErrorMessage: text(),
    MaxLength: int,
    MultipleLineText: bool,
    RegEx: text(),
    RegExErrorMessage: text(),
    Values: list('CustomFieldChoice'),
  },
  CustomFieldValue: { Id: int, Column: text(), Name: text(), Description: text(), Value: text(), DataType: text() },
  CustomerComment: {
    Id: int,
    CustomerId: uuid,
    Comments: text(),
    Updated: instant,
    Created: instant,
    ImageUrl: text(),
  },
  UserAccessKey: {
    CompanyId: uuid,
    AccessKeyTypeId: int,
    Value: text(),
    CustomerId: uuid,
    Description: text(),
    Id: uuid,
  },
  UpdateCustomerResponse: {
    Id: uuid,
    Firstname: text(),
    Lastname: text(),
    Email: text(),
    Phone: text(),
    ImageUrl: text(),
    CustomFields: list('CustomFieldConfig'),
    CustomFieldValues: list('CustomFieldValue'),
    Comments: list('CustomerComment'),
    AccessKeys: list('UserAccessKey'),
    Updated: instant,
    Created: instant,
    SubscribedToNewsletter: bool,
    InvoiceAddress: optional(object('InvoiceAddress')),
  },
  RegisteredCustomer: { customer: object('Customer'), index: int },
} satisfies Record<string, Fields>;

export const tables: Readonly<Record<string, Fields>> = { ...requests, ...responses };

/** Fields of a table. Errors: Error for a name that has none. */
export function fieldsOf(name: string): Fields {
  const fields = tables[name];
  if (!fields) throw new Error(`No table is named '${name}'; there are ${Object.keys(tables).join(', ')}.`);
  return fields;
}

export const operations = ['Echo', 'UpdateCustomer', 'BatchRegisterCustomers'] as const;
export type OperationName = (typeof operations)[number];

/** What an operation answers with; the batch with a list of it. */
export const responseOf: Readonly<Record<OperationName, { readonly table: string; readonly isList: boolean }>> = {
  Echo: { table: 'EchoResponse', isList: false },
  UpdateCustomer: { table: 'UpdateCustomerResponse', isList: false },
  BatchRegisterCustomers: { table: 'RegisteredCustomer', isList: true },
};
