import type { EntityManager } from 'typeorm';
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
    // One multirange instead of a join with the intervals: one index scan per resource, however many intervals there are.
    const rows: { id: number }[] = await this.db.query(
      `select used.booking_id as id
       from booking_resource used
       where used.company_id = $1 and used.resource_id = any($2::integer[]) and used.occupies
         and used.during && (
           select range_agg(tstzrange(i.starts_at, i.ends_at))
           from unnest($3::timestamptz[], $4::timestamptz[]) as i (starts_at, ends_at))
         and used.during && tstzrange($5, null)
       group by used.booking_id
       order by min(lower(used.during)), used.booking_id`,
      [companyId, resourceIds, intervals.map(({ start }) => start), intervals.map(({ end }) => end), now],
    );
    return rows.map((row) => row.id);
  }

  /** Whether a booking occupies one of the resources in this period. */
  async isBooked(companyId: string, resourceIds: readonly number[], period: BookingPeriod): Promise<boolean> {
    const [row]: { found: boolean }[] = await this.db.query(
      `select exists (
         select from booking_resource used
         where used.company_id = $1 and used.resource_id = any($2::integer[]) and used.occupies
           and used.during && tstzrange($3, $4)
       ) as found`,
      [companyId, resourceIds, period.startsAt, period.endsAt],
    );
    return row?.found ?? false;
  }

  /** Whether a blocking time exception of one of the resources overlaps this period. */
  async isBlocked(companyId: string, resourceIds: readonly number[], period: BookingPeriod): Promise<boolean> {
    const [row]: { found: boolean }[] = await this.db.query(
      `select exists (
         select from time_exception_interval occurrence
         join time_exception_resource owner
           on owner.company_id = $1 and owner.time_exception_id = occurrence.time_exception_id
         join time_exception exception on exception.company_id = $1 and exception.id = occurrence.time_exception_id
         where occurrence.company_id = $1 and occurrence.during && tstzrange($3, $4)
           and owner.resource_id = any($2::integer[]) and exception.block_time
       ) as found`,
      [companyId, resourceIds, period.startsAt, period.endsAt],
    );
    return row?.found ?? false;
  }
}
