import type { JsonServiceClient } from '@servicestack/client';
import { CreateCustomField, type CustomFieldQueryResponse } from '../../../dtos/booking/custom-fields';
import {
  CreateCustomer,
  CustomerQuery,
  type CustomerQueryResponse,
  type UpdateCustomerResponse,
} from '../../../dtos/booking/customers';

let count = 0;

/** An e-mail address that no other customer has. */
export function anEmail(): string {
  return `customer-${process.pid}-${++count}@example.com`;
}
/** A key value that no other key has. */
export function aKeyValue(): string {
  return `key-${process.pid}-${++count}`;
}

/** A new customer without account in the company of the administrator. */
export function aCustomer(
  administrator: JsonServiceClient,
  init: Partial<CreateCustomer> = {},
): Promise<UpdateCustomerResponse> {
  const names = { Firstname: 'Test', Lastname: 'Person', Phone: '+46 8 123 45' };
  return administrator.post(new CreateCustomer({ ...names, Email: anEmail(), ...init }));
}

/** A new text box in the company of the administrator. */
export function aField(
  administrator: JsonServiceClient,
  init: Partial<CreateCustomField> = {},
): Promise<CustomFieldQueryResponse> {
  const field = { Name: `Field ${++count}`, Description: 'For tests', Datatype: 'TextBox' };
  return administrator.post(new CreateCustomField({ ...field, ...init }));
}

const everything = {
  IncludeCustomFields: true,
  IncludeCustomFieldValues: true,
  IncludeComments: true,
  IncludeAccessKeys: true,
  IncludeInvoiceAddress: true,
};

/** The customer with all parts that the caller may see. */
export async function readCustomer(client: JsonServiceClient, id: string): Promise<CustomerQueryResponse> {
  const { Results } = await client.get(new CustomerQuery({ CustomerId: id, ...everything }));
  const [customer] = Results;
  if (!customer) throw new Error(`No customer ${id}.`);
  return customer;
}

/** The record of the signed-in user who is a customer. */
export async function ownRecord(client: JsonServiceClient): Promise<CustomerQueryResponse> {
  const { Results } = await client.get(new CustomerQuery(everything));
  const [customer] = Results;
  if (!customer) throw new Error('The user is no customer.');
  return customer;
}
