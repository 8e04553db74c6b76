import type { HostBuilder } from '../../engine';
import { BookingServices } from '../bookings/booking-services';
import type { SchedulingDependencies } from '../bookings/scheduling-dependencies';
import { UnbookingServices } from '../bookings/unbooking-services';
import { ResourceServices } from '../resources/resource-services';
import { ServiceCatalogueServices } from '../resources/service-catalogue-services';
import { ServiceRepository } from '../resources/service-repository';
import { TimeExceptionQueryServices } from './time-exception-query-services';
import { TimeExceptionServices } from './time-exception-services';

/** Adds the Services of resources, services, bookings and time exceptions to the host. */
export function registerScheduling(host: HostBuilder, { dataSource, clock, outbox }: SchedulingDependencies): void {
  const deps = { dataSource, clock, outbox };
  const services = new ServiceRepository(dataSource.manager);
  host.service(ResourceServices, () => new ResourceServices(dataSource, clock));
  host.service(ServiceCatalogueServices, () => new ServiceCatalogueServices(services));
  host.service(BookingServices, () => new BookingServices(deps));
  host.service(UnbookingServices, () => new UnbookingServices(deps));
  host.service(TimeExceptionServices, () => new TimeExceptionServices(deps));
  host.service(TimeExceptionQueryServices, () => new TimeExceptionQueryServices(deps));
}
