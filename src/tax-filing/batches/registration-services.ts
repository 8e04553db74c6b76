import type { ResponseError } from '../../../dtos/common';
import {
  Account,
  AccountResponse,
  BatchRegisterAccounts,
  BatchRegisterAccountsAsync,
  BatchRegisterCustomers,
  BatchRegisterCustomersAsync,
  Customer,
  CustomerResponse,
  RegisterAccount,
  RegisterCustomer,
} from '../../../dtos/tax-filing';
import { Handles, HttpResult, longTexts, Service } from '../../engine';
import { toAccountsBatch, toCustomersBatch } from '../async-batches/async-batch-services';
import type { AsyncBatches } from '../async-batches/async-batches';
import { prefersAsync } from '../async-batches/prefers-async';
import type { AccountItem } from './account-plan';
import { toAccountResponse, toCustomerResponse } from './batch-answers';
import type { CustomerItem } from './customer-plan';
import { grantsOf } from './grants';
import { singleRefusal } from './item-error';
import { Registration } from './registration';

/**
 * Longest text of a registration, in characters. The contract's published pages name no lengths, so that no rule of a DTO
 * may; but nothing that is registered is longer, and without a limit one text could fill a whole body.
 */
const longestText = 4_000;

/**
 * Registers customers and accounts, in batches and one by one.
 *
 * The `…Async` operations have the contract of the others (decisions D10). A batch is written by a fixed number of
 * statements, so there is nothing left to gain by working on its items concurrently. With `Prefer: respond-async` they
 * answer 202 at once, and the batch is done in the background.
 *
 * Items are validated here, one by one, and not with the request, of which one bad item would refuse all.
 */
export class RegistrationServices extends Service {
  constructor(
    private readonly registration: Registration,
    private readonly asyncBatches: AsyncBatches,
  ) {
    super();
  }

  @Handles(BatchRegisterCustomers)
  async post(request: BatchRegisterCustomers): Promise<CustomerResponse[]> {
    return this.registerCustomers(request.customers);
  }

  @Handles(BatchRegisterCustomersAsync, 'POST')
  async postCustomersAsync({ customers }: BatchRegisterCustomersAsync): Promise<CustomerResponse[] | HttpResult> {
    if (!prefersAsync(this.context)) return this.registerCustomers(customers);
    const items = this.customerItems(customers).map(({ customer: members, errors }) => ({ members, errors }));
    const batch = toCustomersBatch(await this.asyncBatches.start('customers', items, this.session));
    return accepted(batch, `/async/customers/batch/${batch.batchId}`);
  }

  @Handles(BatchRegisterAccounts, 'POST')
  async postAccounts(request: BatchRegisterAccounts): Promise<AccountResponse[]> {
    return this.registerAccounts(request.accounts);
  }

  @Handles(BatchRegisterAccountsAsync, 'POST')
  async postAccountsAsync({ accounts }: BatchRegisterAccountsAsync): Promise<AccountResponse[] | HttpResult> {
    if (!prefersAsync(this.context)) return this.registerAccounts(accounts);
    const items = this.accountItems(accounts).map(({ account: members, errors }) => ({ members, errors }));
    const batch = toAccountsBatch(await this.asyncBatches.start('accounts', items, this.session));
    return accepted(batch, `/async/accounts/batch/${batch.batchId}`);
  }

  @Handles(RegisterCustomer, 'POST')
  async postCustomer(request: RegisterCustomer): Promise<CustomerResponse> {
    const { name, country, customerType: type, accounts = [] } = request;
    const customer = new Customer({ id: 0, name, country, type, accounts });
    const items = [{ path: '', customer, errors: this.errorsOf(customer) }];
    const [outcome] = await this.registration.registerCustomers(items, grantsOf(this.session));
    if (!outcome || outcome.kind === 'rejected') throw singleRefusal(outcome?.errors ?? []);
    return toCustomerResponse(customer, outcome, 0);
  }

  @Handles(RegisterAccount, 'POST')
  async postAccount(request: RegisterAccount): Promise<AccountResponse> {
    const account = new Account(request);
    const items = [{ path: '', account, errors: this.errorsOf(account) }];
    const { outcomes, products } = await this.registration.registerAccounts(items, grantsOf(this.session));
    const [outcome] = outcomes;
    if (!outcome || outcome.kind === 'rejected') throw singleRefusal(outcome?.errors ?? []);
    return toAccountResponse(account, outcome, 0, products);
  }

  private errorsOf(item: object, path?: string): ResponseError[] {
    return [...this.validate(item, path), ...longTexts(item, longestText, path)];
  }

  private customerItems(customers: readonly Customer[]): CustomerItem[] {
    return customers.map((customer, index) => {
      const path = `customers[${index}]`;
      return { path, customer, errors: this.errorsOf(customer, path) };
    });
  }

  private accountItems(accounts: readonly Account[]): AccountItem[] {
    return accounts.map((account, index) => {
      const path = `accounts[${index}]`;
      return { path, account, errors: this.errorsOf(account, path) };
    });
  }

  private async registerCustomers(customers: readonly Customer[]): Promise<CustomerResponse[]> {
    const outcomes = await this.registration.registerCustomers(this.customerItems(customers), grantsOf(this.session));
    return outcomes.map((outcome, index) => toCustomerResponse(customers[index], outcome, index));
  }

  private async registerAccounts(accounts: readonly Account[]): Promise<AccountResponse[]> {
    const items = this.accountItems(accounts);
    const { outcomes, products } = await this.registration.registerAccounts(items, grantsOf(this.session));
    return outcomes.map((outcome, index) => toAccountResponse(accounts[index], outcome, index, products));
  }
}

/** Where the answer will be (RFC 9110, section 15.3.3; RFC 7240, section 3). */
function accepted(response: object, location: string): HttpResult {
  return new HttpResult({
    status: 202,
    response,
    headers: { Location: location, 'Preference-Applied': 'respond-async' },
  });
}
