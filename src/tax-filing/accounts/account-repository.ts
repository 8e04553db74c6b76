import type { EntityManager } from 'typeorm';
import { selectList } from '../entity-sql';
import type { Page } from '../paging';
import { FilingAccountEntity } from './account-entity';

export class AccountRepository {
  constructor(private readonly db: EntityManager) {}

  async byId(id: number): Promise<FilingAccountEntity | undefined> {
    return (await this.db.findOneBy(FilingAccountEntity, { id })) ?? undefined;
  }

  /** Whatever the letter case. */
  async byUserName(userName: string): Promise<FilingAccountEntity | undefined> {
    const [row] = await this.db.query(
      `select ${selectList(this.db, FilingAccountEntity, 'account')} from filing_account account
        where lower(account.user_name collate "C") = lower($1::text collate "C")`,
      [userName],
    );
    return row;
  }

  /** The accounts of customers, by customer id, in the order of their own ids; the page counts for each customer. */
  async ofCustomers(customerIds: readonly number[], page: Page): Promise<Map<number, FilingAccountEntity[]>> {
    const rows: FilingAccountEntity[] = await this.db.query(
      `select page.* from unnest($1::int[]) as customer (id) cross join lateral (
         select ${selectList(this.db, FilingAccountEntity, 'account')} from filing_account account
          where account.customer_id = customer.id order by account.id offset $2 limit $3
       ) page order by page."customerId", page.id`,
      [customerIds, page.offset, page.take],
    );
    const accounts = new Map<number, FilingAccountEntity[]>();
    for (const row of rows) {
      const list = accounts.get(row.customerId) ?? [];
      accounts.set(row.customerId, list);
      list.push(row);
    }
    return accounts;
  }

  /** Does nothing when the account is subscribed already. */
  async subscribe(accountId: number, productId: number, now: Date): Promise<void> {
    await this.db.query(
      `insert into filing_subscription (account_id, product_id, created_date) values ($1, $2, $3) on conflict do nothing`,
      [accountId, productId, now],
    );
  }

  /** False when the account was not subscribed. */
  async unsubscribe(accountId: number, productId: number): Promise<boolean> {
    const [removed] = await this.db.query(
      `with removed as (delete from filing_subscription where account_id = $1 and product_id = $2 returning 1)
       select count(*)::int as count from removed`,
      [accountId, productId],
    );
    return removed.count > 0;
  }
}
