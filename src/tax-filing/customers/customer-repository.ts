import type { EntityManager } from 'typeorm';
import { selectList } from '../entity-sql';
import type { Page } from '../paging';
import { FilingCustomerEntity } from './customer-entity';

export class CustomerRepository {
  constructor(private readonly db: EntityManager) {}

  async byId(id: number): Promise<FilingCustomerEntity | undefined> {
    return (await this.db.findOneBy(FilingCustomerEntity, { id })) ?? undefined;
  }

  async count(): Promise<number> {
    return this.db.count(FilingCustomerEntity);
  }

  /** In the order of their ids. */
  async page({ offset, take }: Page): Promise<FilingCustomerEntity[]> {
    return this.db.query(
      `select ${selectList(this.db, FilingCustomerEntity, 'customer')} from filing_customer customer
        order by customer.id offset $1 limit $2`,
      [offset, take],
    );
  }
}
