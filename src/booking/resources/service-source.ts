import type { DataSource } from 'typeorm';
import { ServiceQueryResponse } from '../../../dtos/booking/resources';
import { entitySource } from '../../data';
import type { QuerySource } from '../../engine';
import { companyOf } from '../company-scope';
import { ServiceEntity } from './service-entity';
import { ServiceRepository } from './service-repository';

/** What a company offers for booking. */
export function serviceSource(dataSource: DataSource): QuerySource {
  const repository = new ServiceRepository(dataSource.manager);
  return entitySource<ServiceEntity>(dataSource, ServiceEntity, {
    row: { Id: 'id', Name: 'name', Description: 'description', Duration: 'durationMinutes' },
    key: 'Id',
    tenant: { property: 'companyId', of: companyOf },
    toRows: async (services, context) => {
      const ids = services.map(({ id }) => id);
      const types = await repository.resourceTypesOf(companyOf(context), ids);
      return services.map(
        (service) =>
          new ServiceQueryResponse({
            Id: service.id,
            Name: service.name,
            Description: service.description ?? undefined,
            Duration: service.durationMinutes,
            ResourceTypeIds: types.get(service.id) ?? [],
          }),
      );
    },
  });
}
