import {
  AccountResponse,
  AddProductSubscription,
  type Order,
  type Product,
  RemoveProductSubscription,
  RetrieveAccount,
} from '../../../dtos/tax-filing';
import { type Clock, Handles, HttpError, Service } from '../../engine';
import { refuse } from '../error-codes';
import { pageOf } from '../paging';
import type { ProductRepository } from '../products/product-repository';
import type { FilingAccountEntity } from './account-entity';
import { toAccount } from './account-mapping';
import type { AccountRepository } from './account-repository';
import { type OrderRepository, toOrder } from './order-repository';
import { accountOf, productOf } from './subscription-target';

export interface AccountServicesParts {
  readonly accounts: AccountRepository;
  readonly products: ProductRepository;
  readonly orders: OrderRepository;
  readonly clock: Clock;
}

export class AccountServices extends Service {
  constructor(private readonly parts: AccountServicesParts) {
    super();
  }

  @Handles(RetrieveAccount)
  async get(request: RetrieveAccount): Promise<AccountResponse> {
    const own = this.session.userName;
    const userName = request.userName ?? own;
    if (userName === undefined) {
      throw HttpError.field(400, 'NotEmpty', 'userName', "'userName' must be sent: the caller has none.");
    }
    // Before looking, so that the answer does not tell whether the other account exists.
    if (!this.session.hasRole('Admin') && userName.toLowerCase() !== own?.toLowerCase()) {
      throw refuse('Forbidden', 'userName', 'Only role Admin may read the accounts of others.');
    }
    const account = await this.parts.accounts.byUserName(userName);
    if (!account) throw refuse('NotFound', 'userName', 'There is no account with this user name.');
    return answer(account, await this.productsOf(account, request), await this.ordersOf(account, request));
  }

  @Handles(AddProductSubscription)
  async put(request: AddProductSubscription): Promise<AccountResponse> {
    const { accounts, products, clock } = this.parts;
    const account = await accountOf(accounts, request);
    const product = await productOf(products, request);
    await accounts.subscribe(account.id, product.id, clock.now());
    return answer(account, await this.allProductsOf(account));
  }

  @Handles(RemoveProductSubscription)
  async delete(request: RemoveProductSubscription): Promise<AccountResponse> {
    const { accounts, products } = this.parts;
    const account = await accountOf(accounts, request);
    const product = await productOf(products, request);
    const wasSubscribed = await accounts.unsubscribe(account.id, product.id);
    if (!wasSubscribed) {
      const field = request.productId === undefined ? 'productName' : 'productId';
      throw refuse('NotFound', field, `Account ${account.id} is not subscribed to product ${product.id}.`);
    }
    return answer(account, await this.allProductsOf(account));
  }

  private async allProductsOf(account: FilingAccountEntity): Promise<Product[]> {
    return (await this.parts.products.ofAccounts([account.id])).get(account.id) ?? [];
  }

  private async productsOf(account: FilingAccountEntity, request: RetrieveAccount): Promise<Product[]> {
    if (!request.includeProducts) return [];
    const { offset, take } = pageOf(request.skipProducts, request.takeProducts);
    return (await this.allProductsOf(account)).slice(offset, offset + take);
  }

  private async ordersOf(account: FilingAccountEntity, request: RetrieveAccount): Promise<Order[]> {
    if (!request.includeOrders) return [];
    const rows = await this.parts.orders.ofAccount(account.id, pageOf(request.skipOrders, request.takeOrders));
    return rows.map(toOrder);
  }
}

function answer(row: FilingAccountEntity, products: Product[], orders: Order[] = []): AccountResponse {
  return new AccountResponse({ account: toAccount(row, 0), index: 0, products, orders });
}
