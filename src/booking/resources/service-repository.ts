import type { EntityManager } from 'typeorm';
import { type ListPage, type ListRequest, listPage } from '../../data';
import { ServiceEntity } from './service-entity';

const columns = { Id: 'service.id', Name: 'service.name', Duration: 'service.durationMinutes' };

/** Answers questions about what a company offers. */
export class ServiceRepository {
  constructor(private readonly db: EntityManager) {}

  in(tx: EntityManager): ServiceRepository {
    return new ServiceRepository(tx);
  }

  /** By name, unless the request says otherwise. */
  list(companyId: string, filter: { id?: number }, request: ListRequest): Promise<ListPage<ServiceEntity>> {
    const query = this.db
      .createQueryBuilder(ServiceEntity, 'service')
      .where('service.companyId = :companyId', { companyId });
    if (filter.id !== undefined) query.andWhere('service.id = :id', { id: filter.id });
    return listPage(query, request, { columns, defaultOrder: 'Name', key: 'service.id' });
  }

  find(companyId: string, id: number): Promise<ServiceEntity | null> {
    return this.db.findOneBy(ServiceEntity, { companyId, id });
  }

  /** Service → ids of the resource types it needs, ascending. Services that need none are absent. */
  async resourceTypesOf(companyId: string, serviceIds: readonly number[]): Promise<Map<number, number[]>> {
    const rows: { serviceId: number; types: number[] }[] = await this.db.query(
      `select service_id as "serviceId", array_agg(resource_type_id order by resource_type_id) as types
       from service_resource_type where company_id = $1 and service_id = any($2::integer[]) group by service_id`,
      [companyId, serviceIds],
    );
    return new Map(rows.map(({ serviceId, types }) => [serviceId, types]));
  }
}
