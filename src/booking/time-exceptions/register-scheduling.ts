import { ServiceQuery } from '../../../dtos/booking/resources';
import { addOperation, type HostBuilder } from '../../engine';
import { BookingServices } from '../bookings/booking-services';
import type { SchedulingDependencies } from '../bookings/scheduling-dependencies';
import { UnbookingServices } from '../bookings/unbooking-services';
import { ResourceServices } from '../resources/resource-services';
import { serviceSource } from '../resources/service-source';
import { TimeExceptionQueryServices } from './time-exception-query-services';
import { TimeExceptionServices } from './time-exception-services';

/** Adds the Services of resources, services, bookings and time exceptions to the host. */
export function registerScheduling(host: HostBuilder, { dataSource, clock, outbox }: SchedulingDependencies): void {
  const deps = { dataSource, clock, outbox };
  host.service(ResourceServices, () => new ResourceServices(dataSource, clock));
  addOperation(host, ServiceQuery, serviceSource(dataSource), { defaultOrder: 'Name' });
  host.service(BookingServices, () => new BookingServices(deps));
  host.service(UnbookingServices, () => new UnbookingServices(deps));
  host.service(TimeExceptionServices, () => new TimeExceptionServices(deps));
  host.service(TimeExceptionQueryServices, () => new TimeExceptionQueryServices(deps));
}
