import { asBookingList, type BookingList } from '../../../dtos/booking/common';
import { ServiceQuery, ServiceQueryResponse } from '../../../dtos/booking/resources';
import { toQueryResponse } from '../../data';
import { Handles } from '../../engine';
import { BookingService } from '../booking-service';
import type { ServiceRepository } from './service-repository';

/** Lists what a company offers for booking. */
export class ServiceCatalogueServices extends BookingService {
  constructor(private readonly services: ServiceRepository) {
    super();
  }

  @Handles(ServiceQuery)
  async get(request: ServiceQuery): Promise<BookingList<ServiceQueryResponse>> {
    const { companyId } = this;
    const page = await this.services.list(companyId, { id: request.Id }, request);
    const types = await this.services.resourceTypesOf(
      companyId,
      page.items.map((service) => service.id),
    );
    const toRow = (service: (typeof page.items)[number]) =>
      new ServiceQueryResponse({
        Id: service.id,
        Name: service.name,
        Description: service.description ?? undefined,
        Duration: service.durationMinutes,
        ResourceTypeIds: types.get(service.id) ?? [],
      });
    return asBookingList(toQueryResponse(page, toRow));
  }
}
