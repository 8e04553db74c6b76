import type { EntityManager } from 'typeorm';
import { BookingQuery, BookingQueryResponse, CreateBooking } from '../../../dtos/booking/bookings';
import { asBookingList, type BookingList } from '../../../dtos/booking/common';
import { type CompanyEntity, inTransaction, isExclusionViolation, toQueryResponse } from '../../data';
import { Handles, HttpError } from '../../engine';
import { BookingService } from '../booking-service';
import { refuse } from '../error-codes';
import { toInstant } from '../instant';
import { requireCompany } from '../resources/require-company';
import { ResourceRepository } from '../resources/resource-repository';
import type { ServiceEntity } from '../resources/service-entity';
import { ServiceRepository } from '../resources/service-repository';
import { Zone } from '../time-exceptions/interval';
import { checkResourcesToBook, idsToBook } from './booked-resources';
import { bookerOf, checkRights } from './booker';
import { toBooking } from './booking-answers';
import { type Booker, type BookingContact, customerOfBooking } from './booking-customer';
import { BookingCustomerRepository } from './booking-customer-repository';
import {
  type BookingDetails,
  type BookingFilter,
  BookingListRepository,
  listOfBookings,
} from './booking-list-repository';
import { confirmationMessages } from './booking-messages';
import { type BookingPeriod, parsePeriod } from './booking-period';
import { BookingRepository, type NewBooking } from './booking-repository';
import { initialStatus } from './booking-status';
import { newCancellationCode } from './cancellation-code';
import { CollisionRepository } from './collision-repository';
import type { SchedulingDependencies } from './scheduling-dependencies';
import { noticeOf } from './unbook-bookings';

/** Makes and lists bookings. */
export class BookingServices extends BookingService {
  constructor(private readonly deps: SchedulingDependencies) {
    super();
  }

  @Handles(CreateBooking)
  async post(request: CreateBooking): Promise<BookingQueryResponse> {
    const { dataSource, clock } = this.deps;
    const company = await requireCompany(dataSource.manager, this.companyId);
    const booker = bookerOf(this.session, this.isAdministrator);
    checkRights(booker, request);
    const now = clock.now();
    const period = parsePeriod(request, now, { mayBePast: booker.kind === 'administrator' });
    const service = await this.service(company.id, request.ServiceId);
    try {
      const booking = await inTransaction(dataSource, (tx) =>
        this.book(tx, { company, booker, request, period, service, now }),
      );
      return answerTo(booker, booking);
    } catch (error) {
      // The row locks let nobody past; should anything else write bookings, the database still refuses.
      if (isExclusionViolation(error, 'ex_booking_resource_double_booking')) throw bookingCollides(period);
      throw error;
    }
  }

  @Handles(BookingQuery)
  async get(request: BookingQuery): Promise<BookingList<BookingQueryResponse>> {
    if (request.CompanyBookings && !this.isReader) {
      throw HttpError.forbidden('CompanyBookings needs an administrator role; leave it out to find your own bookings.');
    }
    const { companyId } = this;
    const bookings = new BookingListRepository(this.deps.dataSource.manager);
    const page = await bookings.list(companyId, this.filterOf(request), listOfBookings(request, this.context));
    const details = await bookings.details(
      companyId,
      page.items.map(({ id }) => id),
    );
    // Who may only read the company's bookings is not given what unbooks them.
    const withCode = !request.CompanyBookings || this.isAdministrator;
    return asBookingList(toQueryResponse({ ...page, items: details }, (booking) => toBooking(booking, { withCode })));
  }

  private filterOf(request: BookingQuery): BookingFilter {
    return {
      ofUser: request.CompanyBookings ? undefined : this.userId,
      customerId: request.CustomerId,
      start: dateOf(request.BookingStart),
      end: dateOf(request.BookingEnd),
      serviceIds: request.ServiceIds,
      resourceIds: request.ResourceIds,
      cancellationCode: request.CancellationCode,
    };
  }

  private async service(companyId: string, id: number): Promise<ServiceEntity> {
    const service = await new ServiceRepository(this.deps.dataSource.manager).find(companyId, id);
    if (service) return service;
    throw HttpError.field(404, 'NotFound', 'ServiceId', `The company has no service ${id}.`);
  }

  private async book(tx: EntityManager, plan: BookingPlan): Promise<BookingDetails> {
    const { company, booker, request, now } = plan;
    await this.checkTime(tx, plan);
    const customers = new BookingCustomerRepository(tx);
    const contact = await customerOfBooking(customers, company.id, booker, request, now);
    const id = await new BookingRepository(tx).add(company.id, this.toNewBooking(plan, contact), now);
    const [booking] = await new BookingListRepository(tx).details(company.id, [id]);
    if (!booking) throw new Error(`Booking ${id} is gone before it was committed.`);
    await this.deps.outbox.add(tx, company.id, confirmationOf(booking, company));
    return booking;
  }

  /** Takes the resources and makes sure that nothing else has their time (domain 3.11). */
  private async checkTime(tx: EntityManager, { company, request, period, service }: BookingPlan): Promise<void> {
    const ids = idsToBook(request.Resources);
    const found = await new ResourceRepository(tx).lock(company.id, ids);
    const types = await new ServiceRepository(tx).resourceTypesOf(company.id, [service.id]);
    checkResourcesToBook(request.Resources, found, types.get(service.id) ?? []);
    const occupant = await new CollisionRepository(tx).occupant(company.id, ids, period);
    if (occupant === 'timeException') {
      throw refuse('TimeExceptionBlocks', undefined, `A time exception blocks a resource ${between(period)}.`);
    }
    if (occupant === 'booking') throw bookingCollides(period);
  }

  private toNewBooking({ booker, request, period, service }: BookingPlan, contact: BookingContact): NewBooking {
    const { startsAt } = period;
    return {
      ...period,
      serviceId: service.id,
      status: initialStatus(request.PaymentOption),
      sendEmailConfirmation: request.SendEmailConfirmation ?? true,
      // A text message costs money and wakes people: whoever has not signed in cannot have one sent (decisions D47).
      sendSmsConfirmation: booker.kind !== 'visitor' && (request.SendSmsConfirmation ?? false),
      lastTimeToUnbook: new Date(startsAt.getTime() - service.unbookBeforeMinutes * 60_000),
      cancellationCode: newCancellationCode(),
      resourceIds: idsToBook(request.Resources),
      quantities: (request.Quantities ?? []).map(({ Quantity, PriceId, OccupiesSpot }) => ({
        quantity: Quantity,
        priceId: PriceId,
        occupiesSpot: OccupiesSpot ?? true,
      })),
      contact,
      actor: booker.actor,
      bookedBy: this.session.displayName ?? this.session.userName,
      bookedComments: request.BookedComments || undefined,
      commentsToCustomer: request.CommentsToCustomer || undefined,
    };
  }
}

interface BookingPlan {
  readonly company: CompanyEntity;
  readonly booker: Booker;
  readonly request: CreateBooking;
  readonly period: BookingPeriod;
  readonly service: ServiceEntity;
  readonly now: Date;
}

function confirmationOf(booking: BookingDetails, company: CompanyEntity) {
  const { cancellationCode, commentsToCustomer } = booking;
  return confirmationMessages(
    noticeOf(booking, company),
    { cancellationCode, commentsToCustomer: commentsToCustomer ?? undefined },
    { email: booking.sendEmailConfirmation, sms: booking.sendSmsConfirmation },
    new Zone(company.timeZone),
  );
}

/** Visitors are told what they need to unbook, and nothing of what the company knows about the person (decisions D47). */
function answerTo(booker: Booker, booking: BookingDetails): BookingQueryResponse {
  if (booker.kind !== 'visitor') return toBooking(booking, { withCode: true });
  return new BookingQueryResponse({ Id: booking.id, CancellationCode: booking.cancellationCode });
}

function bookingCollides(period: BookingPeriod): HttpError {
  return refuse('BookingCollides', undefined, `Another booking has a resource ${between(period)}.`);
}

function between({ startsAt, endsAt }: BookingPeriod): string {
  return `between ${toInstant(startsAt)} and ${toInstant(endsAt)}`;
}

function dateOf(text: string | undefined): Date | undefined {
  return text === undefined ? undefined : new Date(text);
}
