import type { EntityManager } from 'typeorm';
import type { BookingStatusEnum } from '../../../dtos/booking/bookings';
import { namedQuery, namedStatement } from '../../data';
import type { BookingContact } from './booking-customer';
import type { BookingPeriod } from './booking-period';
import { occupiesTime } from './booking-status';

export interface NewBooking extends BookingPeriod {
  readonly serviceId: number;
  readonly status: BookingStatusEnum;
  readonly sendEmailConfirmation: boolean;
  readonly sendSmsConfirmation: boolean;
  readonly lastTimeToUnbook: Date;
  readonly cancellationCode: string;
  readonly resourceIds: readonly number[];
  readonly quantities: readonly { quantity: number; priceId?: number; occupiesSpot: boolean }[];
  readonly contact: BookingContact;
  /** Who books, as the log names them. */
  readonly actor: string;
  readonly bookedBy?: string;
  readonly bookedComments?: string;
  readonly commentsToCustomer?: string;
}

/** What decides whether a caller may unbook. */
export interface UnbookingFacts {
  readonly id: number;
  readonly companyId: string;
  readonly occupies: boolean;
  readonly cancellationCode: string;
  readonly lastTimeToUnbook: Date | null;
  /** The user whose customer record the booking is for. */
  readonly ownerUserId: string | null;
}

export interface LogEntry {
  readonly event: 'booked' | 'unbooked';
  /** `user:<id>`, `apikey:<id>`, `code` or `anonymous`. */
  readonly actor: string;
  readonly timeExceptionId?: number;
}

const facts = `
  select b.id, b.company_id as "companyId", b.occupies, b.cancellation_code as "cancellationCode",
         b.last_time_to_unbook as "lastTimeToUnbook", k.user_id as "ownerUserId"
  from booking b
  left join booking_contact c on c.booking_id = b.id
  left join customer k on k.company_id = c.company_id and k.id = c.customer_id`;

/** Writes bookings. */
export class BookingRepository {
  constructor(private readonly db: EntityManager) {}

  in(tx: EntityManager): BookingRepository {
    return new BookingRepository(tx);
  }

  /**
   * Answers the booking's id. One statement, with everything that belongs to it and its first line in the log.
   *
   * Errors: an exclusion violation when a resource is booked in this time.
   */
  async add(companyId: string, booking: NewBooking, now: Date): Promise<number> {
    const values = [...bookingColumns(companyId, booking, now), ...partColumns(booking)];
    const [row] = await namedQuery<{ id: number }>(this.db, addStatement, values);
    if (!row) throw new Error('The insert of a booking answered no id.');
    return row.id;
  }

  /** One line for each booking. */
  async addLog(companyId: string, bookingIds: readonly number[], entry: LogEntry, now: Date): Promise<void> {
    await this.db.query(
      `insert into booking_log (company_id, booking_id, event, actor, time_exception_id, created_at)
       select $1, unnest($2::integer[]), $3, $4, $5, $6`,
      [companyId, bookingIds, entry.event, entry.actor, entry.timeExceptionId ?? null, now],
    );
  }

  /** Takes the booking's row for the rest of the transaction. */
  async lock(companyId: string, id: number): Promise<UnbookingFacts | undefined> {
    const rows: UnbookingFacts[] = await this.db.query(
      `${facts} where b.company_id = $1 and b.id = $2 for update of b`,
      [companyId, id],
    );
    return rows[0];
  }

  /**
   * Like `lock`, for whoever has a cancellation code: the code names the company too. `companyId`: when the call names
   * one, only its booking.
   */
  async lockForCode(id: number, companyId?: string): Promise<UnbookingFacts | undefined> {
    const rows: UnbookingFacts[] = await this.db.query(
      `${facts} where b.id = $1 and ($2::uuid is null or b.company_id = $2) for update of b`,
      [id, companyId ?? null],
    );
    return rows[0];
  }

  /**
   * Ends the bookings that still occupy time and answers their ids, ascending. The resources' time is free with it.
   *
   * `comments`: absent leaves what is there.
   */
  async unbook(companyId: string, ids: readonly number[], comments: string | undefined, now: Date): Promise<number[]> {
    // In id order, so that two time exceptions that share bookings cannot wait for each other.
    await this.db.query(
      'select id from booking where company_id = $1 and id = any($2::integer[]) order by id for update',
      [companyId, ids],
    );
    const [rows]: [{ id: number }[], number] = await this.db.query(
      `update booking set status = 2, occupies = false, unbooked_at = $3, updated_at = $3
       where company_id = $1 and id = any($2::integer[]) and occupies returning id`,
      [companyId, ids, now],
    );
    const unbooked = rows.map((row) => row.id).sort((a, b) => a - b);
    if (comments !== undefined) await this.setUnbookedComments(companyId, unbooked, comments);
    return unbooked;
  }

  private async setUnbookedComments(companyId: string, ids: readonly number[], comments: string): Promise<void> {
    await this.db.query(
      `insert into booking_contact (company_id, booking_id, unbooked_comments)
       select $1, unnest($2::integer[]), $3
       on conflict (booking_id) do update set unbooked_comments = excluded.unbooked_comments`,
      [companyId, ids, comments],
    );
  }
}

/** $1 to $11 of `addStatement`. */
function bookingColumns(companyId: string, booking: NewBooking, now: Date): unknown[] {
  return [
    ...[companyId, booking.serviceId, booking.startsAt, booking.endsAt, booking.status, occupiesTime(booking.status)],
    ...[booking.sendEmailConfirmation, booking.sendSmsConfirmation, booking.lastTimeToUnbook],
    ...[booking.cancellationCode, now],
  ];
}

/** $12 and on of `addStatement`. */
function partColumns({ resourceIds, quantities, contact, ...booking }: NewBooking): unknown[] {
  const { customer, firstname, lastname, email, phone } = contact;
  return [
    resourceIds,
    quantities.map(({ quantity }) => quantity),
    quantities.map(({ priceId }) => priceId ?? null),
    quantities.map(({ occupiesSpot }) => occupiesSpot),
    ...[customer?.id, firstname, lastname, email, phone],
    ...[booking.bookedBy, booking.bookedComments, booking.commentsToCustomer],
    booking.actor,
  ];
}

const addStatement = namedStatement(
  'booking_add',
  `with added as (
    insert into booking (company_id, service_id, starts_at, ends_at, status, occupies, send_email_confirmation,
      send_sms_confirmation, last_time_to_unbook, cancellation_code, created_at, updated_at)
    values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $11) returning id, starts_at, ends_at, occupies),
  resources as (
    insert into booking_resource (company_id, booking_id, resource_id, during, occupies)
    select $1, b.id, unnest($12::integer[]), tstzrange(b.starts_at, b.ends_at), b.occupies from added b),
  quantities as (
    insert into booking_quantity (company_id, booking_id, quantity, price_id, occupies_spot)
    select $1, b.id, q.quantity, q.price_id, q.occupies_spot
    from added b, unnest($13::integer[], $14::integer[], $15::boolean[]) as q (quantity, price_id, occupies_spot)),
  contact as (
    insert into booking_contact (company_id, booking_id, customer_id, firstname, lastname, email, phone, booked_by,
      booked_comments, comments_to_customer)
    select $1, b.id, $16::uuid, $17, $18, $19, $20, $21, $22, $23 from added b),
  log as (
    insert into booking_log (company_id, booking_id, event, actor, created_at)
    select $1, b.id, 'booked', $24, $11 from added b)
  select id from added`,
);
