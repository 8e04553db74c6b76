import type { EntityManager } from 'typeorm';
import { namedQuery, namedStatement } from '../../data';
import type { Interval } from '../time-exceptions/interval';
import type { BookingPeriod } from './booking-period';

/**
 * What overlaps what (domain 3.6). Answered by the GiST indexes of `booking_resource` and `time_exception_interval`;
 * half-open ranges, so that touching ends do not overlap.
 */
export class CollisionRepository {
  constructor(private readonly db: EntityManager) {}

  in(tx: EntityManager): CollisionRepository {
    return new CollisionRepository(tx);
  }

  /**
   * Ids of the bookings that occupy one of the resources inside one of the intervals and have not ended by `now`.
   *
   * Shape: in the order of their begin.
   */
  async collidingBookings(
    companyId: string,
    resourceIds: readonly number[],
    intervals: readonly Interval[],
    now: Date,
  ): Promise<number[]> {
    const rows = await namedQuery<{ id: number }>(this.db, collidingStatement, [
      companyId,
      resourceIds,
      intervals.map(({ start }) => start),
      intervals.map(({ end }) => end),
      now,
    ]);
    return rows.map((row) => row.id);
  }

  /** What has one of the resources at some time of this period: a blocking time exception before a booking. */
  async occupant(
    companyId: string,
    resourceIds: readonly number[],
    { startsAt, endsAt }: BookingPeriod,
  ): Promise<'timeException' | 'booking' | undefined> {
    const values = [companyId, resourceIds, startsAt, endsAt];
    const [row] = await namedQuery<{ isBlocked: boolean; isBooked: boolean }>(this.db, occupantStatement, values);
    if (row?.isBlocked) return 'timeException';
    return row?.isBooked ? 'booking' : undefined;
  }
}

// One multirange instead of a join with the intervals: one index scan per resource, however many intervals there are.
const collidingStatement = namedStatement(
  'colliding_bookings',
  `select used.booking_id as id
   from booking_resource used
   where used.company_id = $1 and used.resource_id = any($2::integer[]) and used.occupies
     and used.during && (
       select range_agg(tstzrange(i.starts_at, i.ends_at))
       from unnest($3::timestamptz[], $4::timestamptz[]) as i (starts_at, ends_at))
     and used.during && tstzrange($5, null)
   group by used.booking_id
   order by min(lower(used.during)), used.booking_id`,
);

const occupantStatement = namedStatement(
  'occupant',
  `select
     exists (
       select from time_exception_interval occurrence
       join time_exception_resource owner
         on owner.company_id = $1 and owner.time_exception_id = occurrence.time_exception_id
       join time_exception exception on exception.company_id = $1 and exception.id = occurrence.time_exception_id
       where occurrence.company_id = $1 and occurrence.during && tstzrange($3, $4)
         and owner.resource_id = any($2::integer[]) and exception.block_time) as "isBlocked",
     exists (
       select from booking_resource used
       where used.company_id = $1 and used.resource_id = any($2::integer[]) and used.occupies
         and used.during && tstzrange($3, $4)) as "isBooked"`,
);
