import { Account, AccountResponse, Customer, CustomerResponse, Product } from '../../../dtos/tax-filing';
import { echoOf as echoOfAccount, toAccount } from '../accounts/account-mapping';
import { echoOf as echoOfCustomer, toCustomer } from '../customers/customer-mapping';
import type { AccountOutcome } from './account-plan';
import type { CustomerOutcome } from './customer-plan';
import { itemStatus } from './item-error';

/** The answer for one customer: as it is stored, or as it was submitted with the reason why it was refused. */
export function toCustomerResponse(submitted: Customer, outcome: CustomerOutcome, index: number): CustomerResponse {
  if (outcome.kind === 'rejected') {
    const customer = echoOfCustomer(submitted);
    return new CustomerResponse({ customer, index, responseStatus: itemStatus(outcome.errors) });
  }
  const rows = outcome.kind === 'created' ? outcome.accounts.map(({ row }) => row) : outcome.accounts;
  return new CustomerResponse({ customer: toCustomer(outcome.row, index, rows.map(toAccount)), index });
}

/** The answer for one account, with what it is subscribed to; a new account has no orders yet. */
export function toAccountResponse(
  submitted: Account,
  outcome: AccountOutcome,
  index: number,
  products: ReadonlyMap<number, Product[]>,
): AccountResponse {
  const none = { products: [], orders: [] };
  if (outcome.kind === 'rejected') {
    const account = echoOfAccount(submitted);
    return new AccountResponse({ account, index, ...none, responseStatus: itemStatus(outcome.errors) });
  }
  const row = outcome.kind === 'created' ? outcome.account.row : outcome.row;
  return new AccountResponse({ account: toAccount(row, index), index, ...none, products: products.get(row.id) ?? [] });
}
