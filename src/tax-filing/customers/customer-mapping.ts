import { Account, Customer, CustomerType } from '../../../dtos/tax-filing';
import { echoOf as echoOfAccount } from '../accounts/account-mapping';
import { orAbsent } from '../wire-values';
import type { FilingCustomerEntity } from './customer-entity';

/** A customer as it is stored; without a type it is internal, the first of the three. */
export function toCustomerRow(customer: Customer, id: number): FilingCustomerEntity {
  return {
    id,
    name: customer.name,
    country: customer.country ?? null,
    type: customer.type ?? CustomerType.Internal,
  };
}

export function holdsCustomer(stored: FilingCustomerEntity, submitted: FilingCustomerEntity): boolean {
  return stored.name === submitted.name && stored.country === submitted.country && stored.type === submitted.type;
}

/** A stored customer as it is answered. */
export function toCustomer(row: FilingCustomerEntity, index: number, accounts: Account[]): Customer {
  return new Customer({
    id: row.id,
    index,
    name: row.name,
    country: orAbsent(row.country),
    type: CustomerType[row.type],
    accounts,
  });
}

/** A refused customer as it was submitted, without its accounts' secrets. */
export function echoOf(customer: Customer): Customer {
  const echo = new Customer(customer);
  echo.id ??= 0;
  echo.index ??= 0;
  echo.type ??= CustomerType.Internal;
  echo.accounts = (customer.accounts ?? []).map(echoOfAccount);
  return echo;
}
