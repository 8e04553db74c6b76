import type { EntityManager } from 'typeorm';
import { ServiceEntity } from './service-entity';

/** Answers questions about what a company offers. */
export class ServiceRepository {
  constructor(private readonly db: EntityManager) {}

  in(tx: EntityManager): ServiceRepository {
    return new ServiceRepository(tx);
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
