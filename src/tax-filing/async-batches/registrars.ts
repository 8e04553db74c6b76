import type { ResponseError, ResponseStatus } from '../../../dtos/common';
import { Account, Customer } from '../../../dtos/tax-filing';
import { toAccountResponse, toCustomerResponse } from '../batches/batch-answers';
import type { Grants } from '../batches/grants';
import type { Registration } from '../batches/registration';
import type { BatchKind } from './batch-state';

/** One item of a batch as it was sent. */
export interface SentItem {
  /** Its position in the whole batch. */
  readonly index: number;
  /** Its members, as JSON has kept them. */
  readonly members: object;
  readonly errors: readonly ResponseError[];
}

/** What one item has come to: what the batch would have answered for it at once. */
export type ItemResponse = object & { readonly responseStatus?: ResponseStatus };

/** Registers some items of a batch; answers in their order. */
export type Registrar = (items: readonly SentItem[], grants: Grants) => Promise<readonly ItemResponse[]>;

export function registrarsOf(registration: Registration): Readonly<Record<BatchKind, Registrar>> {
  return {
    customers: async (sent, grants) => {
      const items = sent.map(({ index, members, errors }) => {
        const customer = new Customer(members);
        customer.accounts = (customer.accounts ?? []).map((account) => new Account(account));
        return { path: `customers[${index}]`, customer, errors };
      });
      const outcomes = await registration.registerCustomers(items, grants);
      return outcomes.map((outcome, at) => toCustomerResponse(items[at].customer, outcome, sent[at].index));
    },
    accounts: async (sent, grants) => {
      const items = sent.map(({ index, members, errors }) => {
        return { path: `accounts[${index}]`, account: new Account(members), errors };
      });
      const { outcomes, products } = await registration.registerAccounts(items, grants);
      return outcomes.map((outcome, at) => toAccountResponse(items[at].account, outcome, sent[at].index, products));
    },
  };
}
