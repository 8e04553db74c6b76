import type { DataSource } from 'typeorm';
import type { Clock } from '../../engine';
import type { Outbox } from '../messages/outbox';

/** What the Services of bookings and time exceptions work with. */
export interface SchedulingDependencies {
  readonly dataSource: DataSource;
  readonly clock: Clock;
  readonly outbox: Outbox;
}
