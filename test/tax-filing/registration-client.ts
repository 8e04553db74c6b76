import type { JsonServiceClient } from '@servicestack/client';
import type { ResponseStatus } from '../../dtos/common';
import {
  type Account,
  type AccountResponse,
  BatchRegisterAccounts,
  BatchRegisterCustomers,
} from '../../dtos/tax-filing';
import { aCustomer } from './builders';
import { inShort } from './calls';

let sequence = 0;
/** A user name that nobody has. */
export const newName = (): string => `user-${++sequence}`;

/** The id of a new customer without accounts. */
export async function registeredCustomer(client: JsonServiceClient): Promise<number> {
  const [response] = await client.post(new BatchRegisterCustomers({ customers: [aCustomer()] }));
  if (response?.customer === undefined) throw new Error('The customer was not registered.');
  return response.customer.id;
}

export function registerAccounts(client: JsonServiceClient, accounts: Account[]): Promise<AccountResponse[]> {
  return client.post(new BatchRegisterAccounts({ accounts }));
}

/** `ok`, or the code and field of each error. */
export function outcomeOf({ responseStatus }: { responseStatus?: ResponseStatus }): string {
  return responseStatus === undefined ? 'ok' : (responseStatus.errors ?? []).map(inShort).join(', ');
}
