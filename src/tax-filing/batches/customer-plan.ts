import { ResponseError } from '../../../dtos/common';
import type { Account, Customer } from '../../../dtos/tax-filing';
import type { FilingAccountEntity } from '../accounts/account-entity';
import type { FilingCustomerEntity } from '../customers/customer-entity';
import { holdsCustomer, toCustomerRow } from '../customers/customer-mapping';
import {
  type AccountOutcome,
  decideAccount,
  type NewAccount,
  otherData,
  type PlanOptions,
  type Rejected,
  repeatedId,
} from './account-plan';
import { Claims } from './claims';
import { fieldAt, itemError } from './item-error';

export interface CustomerItem {
  readonly path: string;
  readonly customer: Customer;
  readonly errors: readonly ResponseError[];
}

export type CustomerOutcome =
  | { readonly kind: 'created'; readonly row: FilingCustomerEntity; readonly accounts: readonly NewAccount[] }
  | {
      readonly kind: 'unchanged';
      readonly row: FilingCustomerEntity;
      readonly accounts: readonly FilingAccountEntity[];
    }
  | Rejected;

/** As `planAccounts`, for customers: one of them with all its accounts is one item, all or nothing (domain 4, rule 2). */
export function planCustomers(items: readonly CustomerItem[], options: PlanOptions): CustomerOutcome[] {
  const claims = { customers: new Claims(), accounts: new Claims() };
  return items.map(({ path, customer, errors }): CustomerOutcome => {
    if (errors.length > 0) return { kind: 'rejected', errors };
    const own = { customers: claims.customers.ofItem(), accounts: claims.accounts.ofItem() };
    const outcome = decideCustomer(customer, path, own, options);
    if (outcome.kind !== 'rejected') {
      own.customers.keep();
      own.accounts.keep();
    }
    return outcome;
  });
}

function decideCustomer(
  customer: Customer,
  path: string,
  claims: { customers: Claims; accounts: Claims },
  options: PlanOptions,
): CustomerOutcome {
  const id = customer.id ?? 0;
  const row = toCustomerRow(customer, id);
  const stored = options.known.customers.get(id);
  const errors: ResponseError[] = [];
  if (!claims.customers.claimId(id)) errors.push(repeatedId(fieldAt(path, 'id'), id));
  else if (stored && !holdsCustomer(stored, row)) errors.push(otherData(fieldAt(path, 'id'), 'Customer', id));

  const outcomes = (customer.accounts ?? []).map((account, index) => {
    const at = fieldAt(path, `accounts[${index}]`);
    errors.push(...strayReference(account, at, id));
    const outcome = decideAccount(account, { path: at, customerId: id, claims: claims.accounts, options });
    if (outcome.kind === 'rejected') errors.push(...outcome.errors);
    else if (stored && outcome.kind === 'created') errors.push(notRegistered(fieldAt(at, 'userName'), id));
    return outcome;
  });
  if (errors.length > 0) return { kind: 'rejected', errors };
  if (stored) return { kind: 'unchanged', row: stored, accounts: outcomes.flatMap(unchangedRow) };
  return { kind: 'created', row, accounts: outcomes.flatMap(newAccount) };
}

/** Accounts of a customer belong to that customer; 0 means so, and the server puts the id there (domain 4, rule 5). */
function strayReference(account: Account, path: string, customerId: number): ResponseError[] {
  const refId = account.refId ?? 0;
  if (refId === 0 || refId === customerId) return [];
  const message = `'refId' must be 0 or the id of the customer that holds the account, ${customerId}; got ${refId}.`;
  return [new ResponseError({ errorCode: 'Predicate', fieldName: fieldAt(path, 'refId'), message })];
}

function notRegistered(fieldName: string, customerId: number): ResponseError {
  const message = `Customer ${customerId} is registered without this account; add it with a batch of accounts.`;
  return itemError('Conflict', fieldName, message);
}

function unchangedRow(outcome: AccountOutcome): FilingAccountEntity[] {
  return outcome.kind === 'unchanged' ? [outcome.row] : [];
}
function newAccount(outcome: AccountOutcome): NewAccount[] {
  return outcome.kind === 'created' ? [outcome.account] : [];
}
