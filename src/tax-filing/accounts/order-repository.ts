import type { EntityManager } from 'typeorm';
import { HttpStatusCode, Order } from '../../../dtos/tax-filing';
import { selectList } from '../entity-sql';
import type { Page } from '../paging';
import { toInstant } from '../wire-values';
import { FilingOrderEntity } from './order-entity';

export class OrderRepository {
  constructor(private readonly db: EntityManager) {}

  /** The orders of an account in the order of their ids. */
  async ofAccount(accountId: number, { offset, take }: Page): Promise<FilingOrderEntity[]> {
    return this.db.query(
      `select ${selectList(this.db, FilingOrderEntity, 'filed')} from filing_order filed
        where filed.account_id = $1 order by filed.id offset $2 limit $3`,
      [accountId, offset, take],
    );
  }

  /** The orders of products, of all accounts, in the order of their ids; the page counts for each product. */
  async ofProducts(productIds: readonly number[], { offset, take }: Page): Promise<FilingOrderEntity[]> {
    return this.db.query(
      `select page.* from unnest($1::int[]) as product (id) cross join lateral (
         select ${selectList(this.db, FilingOrderEntity, 'filed')} from filing_order filed
          where filed.product_id = product.id order by filed.id offset $2 limit $3
       ) page order by page."productId", page.id`,
      [productIds, offset, take],
    );
  }
}

/** A stored order as it is answered. */
export function toOrder(row: FilingOrderEntity): Order {
  return new Order({
    id: row.id,
    productId: row.productId,
    accountId: row.accountId,
    name: row.name,
    serviceName: row.serviceName,
    requestTimestamp: toInstant(row.requestTimestamp),
    responseTimestamp: toInstant(row.responseTimestamp),
    requestUri: row.requestUri,
    requestHttpMethod: row.requestHttpMethod,
    requestDuration: row.requestDuration,
    responseStatusCode: HttpStatusCode[row.responseStatusCode] as keyof typeof HttpStatusCode,
    clientIPAddress: row.clientIPAddress,
    unitOfMeasurement: row.unitOfMeasurement,
    processType: row.processType,
    dataType: row.dataType,
    dataName: row.dataName,
    creationDate: toInstant(row.creationDate),
    expiryDate: toInstant(row.expiryDate),
    isTest: row.isTest,
  });
}
