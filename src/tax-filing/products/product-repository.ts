import type { EntityManager } from 'typeorm';
import { Product } from '../../../dtos/tax-filing';
import { selectList } from '../entity-sql';
import type { Page } from '../paging';
import { orAbsent } from '../wire-values';
import { FilingProductEntity } from './product-entity';

export class ProductRepository {
  constructor(private readonly db: EntityManager) {}

  async count(): Promise<number> {
    return this.db.count(FilingProductEntity);
  }

  /** In the order of their ids. */
  async page({ offset, take }: Page): Promise<FilingProductEntity[]> {
    return this.db.query(
      `select ${selectList(this.db, FilingProductEntity, 'product')} from filing_product product
        order by product.id offset $1 limit $2`,
      [offset, take],
    );
  }

  async byId(id: number): Promise<FilingProductEntity | undefined> {
    return (await this.db.findOneBy(FilingProductEntity, { id })) ?? undefined;
  }

  /** Whatever the letter case. */
  async byName(name: string): Promise<FilingProductEntity | undefined> {
    const [row] = await this.db.query(
      `select ${selectList(this.db, FilingProductEntity, 'product')} from filing_product product
        where lower(product.name) = lower($1)`,
      [name],
    );
    return row;
  }

  /** The subscriptions of accounts: by account id, in the order of the products' ids. Accounts without any are absent. */
  async ofAccounts(accountIds: readonly number[]): Promise<Map<number, Product[]>> {
    const products = new Map<number, Product[]>();
    if (accountIds.length === 0) return products;
    const rows: (FilingProductEntity & { accountId: number })[] = await this.db.query(
      `select subscription.account_id as "accountId", ${selectList(this.db, FilingProductEntity, 'product')}
         from unnest($1::int[]) as account (id)
        cross join lateral (
          select account_id, product_id from filing_subscription where account_id = account.id offset 0) subscription
         join filing_product product on product.id = subscription.product_id
        order by subscription.account_id, product.id`,
      [accountIds],
    );
    for (const row of rows) {
      const list = products.get(row.accountId) ?? [];
      products.set(row.accountId, list);
      list.push(toProduct(row, list.length));
    }
    return products;
  }
}

/** A stored product as it is answered. */
export function toProduct(row: FilingProductEntity, index: number): Product {
  return new Product({
    id: row.id,
    index,
    name: row.name,
    version: row.version,
    description: orAbsent(row.description),
    tags: row.tags,
  });
}
