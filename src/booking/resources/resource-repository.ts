import type { EntityManager } from 'typeorm';
import { ResourceQuery } from '../../../dtos/booking/resources';
import { entityList, type Pager, type PlanPage } from '../../data';
import { ResourceEntity } from './resource-entity';

/** What decides whether a resource can be used. */
export interface ResourceState {
  readonly id: number;
  readonly active: boolean;
  readonly resourceTypeId: number | null;
}

export type ResourceValues = Partial<Omit<ResourceEntity, 'id' | 'companyId' | 'createdAt' | 'updatedAt'>>;

/** By name, unless the request says otherwise. Contact data are left out: not everybody who may list resources sees them. */
export const resourceList = entityList(ResourceQuery, {
  columns: {
    Id: 'resource.id',
    Name: 'resource.name',
    Description: 'resource.description',
    Color: 'resource.color',
    Active: 'resource.active',
    Created: 'resource.createdAt',
    Updated: 'resource.updatedAt',
  },
  defaultOrder: 'Name',
  key: 'Id',
});

const statesSql = `
  select id, active, resource_type_id as "resourceTypeId" from resource
  where company_id = $1 and id = any($2::integer[]) order by id`;

/** Answers questions about resources. */
export class ResourceRepository {
  constructor(private readonly db: EntityManager) {}

  in(tx: EntityManager): ResourceRepository {
    return new ResourceRepository(tx);
  }

  /** `bookableOnly`: those that can be booked. */
  list(
    companyId: string,
    { bookableOnly }: { bookableOnly: boolean },
    pageOf: Pager,
  ): Promise<PlanPage<ResourceEntity>> {
    const query = this.db
      .createQueryBuilder(ResourceEntity, 'resource')
      .where('resource.companyId = :companyId', { companyId });
    if (bookableOnly) query.andWhere('resource.active');
    return pageOf(query);
  }

  find(companyId: string, id: number): Promise<ResourceEntity | null> {
    return this.db.findOneBy(ResourceEntity, { companyId, id });
  }

  /**
   * Takes the rows of resources for the rest of the transaction, in id order: a booking and a time exception of one
   * resource can then not slip past each other, and two of several resources cannot wait for each other (domain 3.11).
   *
   * Answers those that the company has. Foreign keys to the rows are not held up.
   */
  lock(companyId: string, ids: readonly number[]): Promise<ResourceState[]> {
    return this.db.query(`${statesSql} for no key update`, [companyId, ids]);
  }

  /** As `lock` answers, without taking anything. */
  states(companyId: string, ids: readonly number[]): Promise<ResourceState[]> {
    return this.db.query(statesSql, [companyId, ids]);
  }

  /** Ids of the resources that belong to a user, in all of the company. */
  async idsOfUser(companyId: string, userId: string): Promise<number[]> {
    const rows: { id: number }[] = await this.db.query(
      'select id from resource where company_id = $1 and user_id = $2 order by id',
      [companyId, userId],
    );
    return rows.map((row) => row.id);
  }

  async add(companyId: string, values: ResourceValues, now: Date): Promise<ResourceEntity> {
    const added = await this.db.insert(ResourceEntity, { ...values, companyId, createdAt: now, updatedAt: now });
    const { id } = added.identifiers[0] as { id: number };
    return this.db.findOneByOrFail(ResourceEntity, { companyId, id });
  }

  async update(companyId: string, id: number, values: ResourceValues, now: Date): Promise<void> {
    await this.db.update(ResourceEntity, { companyId, id }, { ...values, updatedAt: now });
  }

  /** Whether anything was ever booked on it, unbooked bookings included. */
  async hasBookings(companyId: string, id: number): Promise<boolean> {
    const [row]: { found: boolean }[] = await this.db.query(
      'select exists (select from booking_resource where company_id = $1 and resource_id = $2) as found',
      [companyId, id],
    );
    return row?.found ?? false;
  }

  /** Deletes a resource without bookings, and the time exceptions that belong to no other one. */
  async remove(companyId: string, id: number): Promise<void> {
    await this.db.query(
      `delete from time_exception e using time_exception_resource r
       where r.company_id = $1 and r.resource_id = $2 and e.company_id = r.company_id and e.id = r.time_exception_id
         and not exists (
           select from time_exception_resource o
            where o.company_id = $1 and o.time_exception_id = e.id and o.resource_id <> $2)`,
      [companyId, id],
    );
    await this.db.query('delete from time_exception_resource where company_id = $1 and resource_id = $2', [
      companyId,
      id,
    ]);
    await this.db.delete(ResourceEntity, { companyId, id });
  }
}
