import type { EntityManager } from 'typeorm';
import { BookingQuery } from '../../../dtos/booking/bookings';
import { entityList, namedQuery, namedStatement, type Pager, type PlanPage } from '../../data';
import { BookingEntity } from './booking-entity';
import { longestBookingDays } from './booking-period';

export interface BookingFilter {
  /** Bookings for the customer record of this user. */
  readonly ofUser?: string;
  readonly customerId?: string;
  /** Those that end after it, and those that start before it. */
  readonly start?: Date;
  readonly end?: Date;
  readonly serviceIds?: readonly number[];
  readonly resourceIds?: readonly number[];
  readonly cancellationCode?: string;
}

/** A booking with everything that an answer shows of it. */
export interface BookingDetails {
  readonly id: number;
  readonly companyId: string;
  readonly startsAt: Date;
  readonly endsAt: Date;
  readonly status: number;
  readonly sendEmailConfirmation: boolean;
  readonly sendSmsConfirmation: boolean;
  readonly lastTimeToUnbook: Date | null;
  readonly cancellationCode: string;
  readonly createdAt: Date;
  readonly updatedAt: Date;
  readonly unbookedAt: Date | null;
  readonly bookedBy: string | null;
  readonly bookedComments: string | null;
  readonly commentsToCustomer: string | null;
  readonly unbookedComments: string | null;
  readonly service: {
    readonly id: number;
    readonly name: string;
    readonly description: string | null;
    readonly duration: number;
  };
  readonly customer: BookedPerson | null;
  readonly resources: readonly {
    readonly id: number;
    readonly name: string;
    readonly typeId: number | null;
    readonly typeName: string | null;
  }[];
  readonly quantities: readonly {
    readonly id: number;
    readonly quantity: number;
    readonly priceId: number | null;
    readonly occupiesSpot: boolean;
  }[];
}

/** The customer of a booking: the data given with it, else those of the record. `id`: null without a record. */
export interface BookedPerson {
  readonly id: string | null;
  readonly firstname: string | null;
  readonly lastname: string | null;
  readonly email: string | null;
  readonly phone: string | null;
  readonly imageUrl: string | null;
  readonly corporateIdentityNumber: string | null;
  readonly invoiceAddress1: string | null;
  readonly invoiceAddress2: string | null;
  readonly invoiceCity: string | null;
  readonly invoicePostalCode: string | null;
  readonly invoiceCountryCode: string | null;
}

/** In the order of their begin, unless the request says otherwise. */
export const listOfBookings = entityList(BookingQuery, {
  columns: {
    Id: 'booking.id',
    From: 'booking.startsAt',
    To: 'booking.endsAt',
    StatusId: 'booking.status',
    CreatedDate: 'booking.createdAt',
    UpdatedDate: 'booking.updatedAt',
  },
  defaultOrder: 'From',
  key: 'Id',
});
const longestBookingMs = longestBookingDays * 86_400_000;

/** Reads bookings: which ones, a page at a time, and then everything about them. */
export class BookingListRepository {
  constructor(private readonly db: EntityManager) {}

  in(tx: EntityManager): BookingListRepository {
    return new BookingListRepository(tx);
  }

  list(companyId: string, filter: BookingFilter, pageOf: Pager): Promise<PlanPage<BookingEntity>> {
    const query = this.db
      .createQueryBuilder(BookingEntity, 'booking')
      .where('booking.companyId = :companyId', { companyId });
    for (const [condition, parameters] of conditionsOf(filter)) query.andWhere(condition, parameters);
    return pageOf(query);
  }

  /** In the order of `ids`; ids that the company has not are left out. */
  async details(companyId: string, ids: readonly number[]): Promise<BookingDetails[]> {
    if (ids.length === 0) return [];
    const rows = await namedQuery<BookingDetails>(this.db, detailsStatement, [companyId, ids]);
    return rows.map((row) => ({ ...row, customer: hasData(row.customer) ? row.customer : null }));
  }
}

function* conditionsOf(filter: BookingFilter): Generator<[string, object]> {
  const { ofUser, customerId, start, end, serviceIds, resourceIds, cancellationCode } = filter;
  if (ofUser !== undefined) {
    yield [
      `booking.id in (select c.booking_id from booking_contact c
         join customer k on k.company_id = c.company_id and k.id = c.customer_id
         where k.company_id = :companyId and k.user_id = :ofUser)`,
      { ofUser },
    ];
  }
  if (customerId !== undefined) {
    yield [
      `booking.id in (select c.booking_id from booking_contact c
         where c.company_id = :companyId and c.customer_id = :customerId)`,
      { customerId },
    ];
  }
  if (start !== undefined) {
    // No booking is longer: with it, the index on the start finds what is still going on at `start`.
    const earliest = new Date(start.getTime() - longestBookingMs);
    yield ['booking.endsAt > :start and booking.startsAt > :earliest', { start, earliest }];
  }
  if (end !== undefined) yield ['booking.startsAt < :end', { end }];
  if (serviceIds?.length) yield ['booking.serviceId = any(cast(:serviceIds as integer[]))', { serviceIds }];
  if (resourceIds?.length) {
    yield [
      `booking.id in (select used.booking_id from booking_resource used
         where used.company_id = :companyId and used.resource_id = any(cast(:resourceIds as integer[])))`,
      { resourceIds },
    ];
  }
  if (cancellationCode !== undefined) {
    yield ['booking.cancellationCode = upper(:cancellationCode)', { cancellationCode: cancellationCode.trim() }];
  }
}

function hasData(person: BookedPerson | null): boolean {
  return person !== null && Object.values(person).some((value) => value !== null);
}

// Instants stay out of the JSON parts, because JSON would make them text.
const detailsStatement = namedStatement(
  'booking_details',
  `select b.id, b.company_id as "companyId", b.starts_at as "startsAt", b.ends_at as "endsAt", b.status,
    b.send_email_confirmation as "sendEmailConfirmation", b.send_sms_confirmation as "sendSmsConfirmation",
    b.last_time_to_unbook as "lastTimeToUnbook", b.cancellation_code as "cancellationCode",
    b.created_at as "createdAt", b.updated_at as "updatedAt", b.unbooked_at as "unbookedAt",
    c.booked_by as "bookedBy", c.booked_comments as "bookedComments",
    c.comments_to_customer as "commentsToCustomer", c.unbooked_comments as "unbookedComments",
    json_build_object('id', s.id, 'name', s.name, 'description', s.description, 'duration', s.duration_minutes)
      as service,
    json_build_object('id', k.id, 'firstname', coalesce(c.firstname, k.firstname),
      'lastname', coalesce(c.lastname, k.lastname), 'email', coalesce(c.email, k.email),
      'phone', coalesce(c.phone, k.phone), 'imageUrl', k.image_url,
      'corporateIdentityNumber', a.corporate_identity_number, 'invoiceAddress1', a.invoice_address1,
      'invoiceAddress2', a.invoice_address2, 'invoiceCity', a.invoice_city,
      'invoicePostalCode', a.invoice_postal_code, 'invoiceCountryCode', a.invoice_country_code) as customer,
    (select coalesce(json_agg(json_build_object('id', r.id, 'name', r.name, 'typeId', t.id, 'typeName', t.name)
        order by r.id), '[]')
     from booking_resource used
     join resource r on r.company_id = used.company_id and r.id = used.resource_id
     left join resource_type t on t.company_id = r.company_id and t.id = r.resource_type_id
     where used.company_id = b.company_id and used.booking_id = b.id) as resources,
    (select coalesce(json_agg(json_build_object('id', q.id, 'quantity', q.quantity, 'priceId', q.price_id,
        'occupiesSpot', q.occupies_spot) order by q.id), '[]')
     from booking_quantity q where q.company_id = b.company_id and q.booking_id = b.id) as quantities
  from unnest($2::integer[]) with ordinality as asked (id, place)
  join booking b on b.company_id = $1 and b.id = asked.id
  join service s on s.company_id = b.company_id and s.id = b.service_id
  left join booking_contact c on c.company_id = b.company_id and c.booking_id = b.id
  left join customer k on k.company_id = c.company_id and k.id = c.customer_id
  left join invoice_address a on a.company_id = k.company_id and a.customer_id = k.id
  order by asked.place`,
);
