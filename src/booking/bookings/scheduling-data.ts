import { CreateScheduling1764000200000 } from '../migrations/1764000200000-create-scheduling';
import { ResourceEntity, ResourceTypeEntity } from '../resources/resource-entity';
import { ServiceEntity, ServiceResourceTypeEntity } from '../resources/service-entity';
import {
  TimeExceptionDayEntity,
  TimeExceptionEntity,
  TimeExceptionIntervalEntity,
  TimeExceptionResourceEntity,
} from '../time-exceptions/time-exception-entity';
import { BookingEntity } from './booking-entity';
import {
  BookingContactEntity,
  BookingLogEntity,
  BookingQuantityEntity,
  BookingResourceEntity,
} from './booking-part-entities';

/** The entities of resources, services, bookings and time exceptions. */
export const schedulingEntities = [
  ResourceTypeEntity,
  ResourceEntity,
  ServiceEntity,
  ServiceResourceTypeEntity,
  BookingEntity,
  BookingContactEntity,
  BookingResourceEntity,
  BookingQuantityEntity,
  BookingLogEntity,
  TimeExceptionEntity,
  TimeExceptionResourceEntity,
  TimeExceptionDayEntity,
  TimeExceptionIntervalEntity,
];
export const schedulingMigrations = [CreateScheduling1764000200000];
