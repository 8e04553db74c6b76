import { Order, RetrieveAllProducts, RetrieveAllProductsResponse } from '../../../dtos/tax-filing';
import { Handles, Service } from '../../engine';
import { type OrderRepository, toOrder } from '../accounts/order-repository';
import { maxNestedTake, maxTake, pageOf } from '../paging';
import { type ProductRepository, toProduct } from './product-repository';

export class ProductServices extends Service {
  constructor(
    private readonly products: ProductRepository,
    private readonly orders: OrderRepository,
  ) {
    super();
  }

  @Handles(RetrieveAllProducts)
  async get(request: RetrieveAllProducts): Promise<RetrieveAllProductsResponse> {
    const page = pageOf(request.skip, request.take, request.includeOrders ? maxNestedTake : maxTake);
    const total = await this.products.count();
    const rows = await this.products.page(page);
    return new RetrieveAllProductsResponse({
      offset: page.offset,
      total,
      results: rows.map(toProduct),
      ordersMap: await this.ordersOf(
        rows.map(({ id }) => id),
        request,
      ),
    });
  }

  /** An entry for every product of the page, empty for those without orders. */
  private async ordersOf(
    productIds: readonly number[],
    request: RetrieveAllProducts,
  ): Promise<Record<string, Order[]> | undefined> {
    if (!request.includeOrders) return undefined;
    const page = pageOf(request.skipOrders, request.takeOrders, maxNestedTake);
    const map: Record<string, Order[]> = Object.fromEntries(productIds.map((id) => [id, []]));
    for (const row of await this.orders.ofProducts(productIds, page)) map[row.productId]?.push(toOrder(row));
    return map;
  }
}
