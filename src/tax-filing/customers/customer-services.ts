import { QueryResponse } from '../../../dtos/common';
import {
  Account,
  Customer,
  CustomerResponse,
  RetrieveAllCustomers,
  RetrieveCustomer,
  RetrieveCustomerAsync,
} from '../../../dtos/tax-filing';
import { Handles, Service } from '../../engine';
import { toAccount } from '../accounts/account-mapping';
import type { AccountRepository } from '../accounts/account-repository';
import { refuse } from '../error-codes';
import { maxNestedTake, maxTake, pageOf } from '../paging';
import { toCustomer } from './customer-mapping';
import type { CustomerRepository } from './customer-repository';

export class CustomerServices extends Service {
  constructor(
    private readonly customers: CustomerRepository,
    private readonly accounts: AccountRepository,
  ) {
    super();
  }

  @Handles(RetrieveCustomer)
  async get(request: RetrieveCustomer): Promise<CustomerResponse> {
    return this.customer(request);
  }

  @Handles(RetrieveCustomerAsync, 'GET')
  async getAsync(request: RetrieveCustomerAsync): Promise<CustomerResponse> {
    return this.customer(request);
  }

  @Handles(RetrieveAllCustomers, 'GET')
  async list(request: RetrieveAllCustomers): Promise<QueryResponse<Customer>> {
    const page = pageOf(request.skip, request.take, request.includeAccounts ? maxNestedTake : maxTake);
    const total = await this.customers.count();
    const rows = await this.customers.page(page);
    const accounts = await this.accountsOf(
      rows.map(({ id }) => id),
      request,
      maxNestedTake,
    );
    const results = rows.map((row, index) => toCustomer(row, index, accounts.get(row.id) ?? []));
    return new QueryResponse<Customer>({ offset: page.offset, total, results });
  }

  private async customer(request: RetrieveCustomer | RetrieveCustomerAsync): Promise<CustomerResponse> {
    const row = await this.customers.byId(request.id);
    if (!row) throw refuse('NotFound', 'id', `There is no customer ${request.id}.`);
    const accounts = await this.accountsOf([row.id], request, maxTake);
    return new CustomerResponse({ customer: toCustomer(row, 0, accounts.get(row.id) ?? []), index: 0 });
  }

  private async accountsOf(
    customerIds: readonly number[],
    request: { includeAccounts?: boolean; skipAccounts?: number; takeAccounts?: number },
    most: number,
  ): Promise<Map<number, Account[]>> {
    if (!request.includeAccounts) return new Map();
    const rows = await this.accounts.ofCustomers(customerIds, pageOf(request.skipAccounts, request.takeAccounts, most));
    return new Map([...rows].map(([customerId, list]) => [customerId, list.map(toAccount)]));
  }
}
