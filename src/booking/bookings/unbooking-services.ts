import type { EntityManager } from 'typeorm';
import { type BookingQueryResponse, DeleteBooking, DeleteBookingByCode } from '../../../dtos/booking/bookings';
import { inTransaction } from '../../data';
import { Handles, HttpError } from '../../engine';
import { BookingService } from '../booking-service';
import { refuse } from '../error-codes';
import { toInstant } from '../instant';
import { requireCompany } from '../resources/require-company';
import { actorOf } from './booker';
import { toBooking, withoutPeople } from './booking-answers';
import { type BookingDetails, BookingListRepository } from './booking-list-repository';
import { BookingRepository, type UnbookingFacts } from './booking-repository';
import { isSameCode, newCancellationCode } from './cancellation-code';
import type { SchedulingDependencies } from './scheduling-dependencies';
import { type Unbooking, unbookBookings } from './unbook-bookings';

// Compared with when there is no booking, so that an unknown id takes the same time as a wrong code.
const codeOfNothing = newCancellationCode();

/** Unbooks bookings: for their customers, for administrators, and for whoever has the cancellation code. */
export class UnbookingServices extends BookingService {
  constructor(private readonly deps: SchedulingDependencies) {
    super();
  }

  @Handles(DeleteBooking)
  async delete(request: DeleteBooking): Promise<BookingQueryResponse> {
    const { companyId, isAdministrator } = this;
    const { Id: id } = request;
    // It goes to an address that the customer chose: customers could have the company write to anybody.
    if (request.Message && !isAdministrator) {
      throw HttpError.forbidden('Only administrators may send a Message; leave it out.');
    }
    return inTransaction(this.deps.dataSource, async (tx) => {
      const booking = await new BookingRepository(tx).lock(companyId, id);
      // Somebody else's booking is answered like an unknown one: the ids are numbers that can be counted through.
      const isOwn = this.session.userId !== undefined && booking?.ownerUserId === this.session.userId;
      if (!booking || (!isAdministrator && !isOwn)) throw notFound(id);
      if (!isAdministrator) this.checkTime(booking);
      const unbooked = await this.unbook(tx, booking, {
        comments: request.UnBookedComments || undefined,
        message: request.Message,
        sendEmail: request.SendEmailConfirmation,
        sendSms: request.SendSmsConfirmation,
        actor: actorOf(this.session),
        now: this.deps.clock.now(),
      });
      return toBooking(unbooked, { withCode: true });
    });
  }

  @Handles(DeleteBookingByCode, 'DELETE')
  async deleteByCode(request: DeleteBookingByCode): Promise<BookingQueryResponse> {
    return inTransaction(this.deps.dataSource, async (tx) => {
      const booking = await new BookingRepository(tx).lockForCode(request.Id, request.CompanyId);
      const isKnown = isSameCode(request.CancellationCode, booking?.cancellationCode ?? codeOfNothing);
      if (!booking || !isKnown) throw notFound(request.Id);
      this.checkTime(booking);
      const unbooked = await this.unbook(tx, booking, {
        comments: request.UnBookedComments || undefined,
        actor: 'code',
        now: this.deps.clock.now(),
      });
      // The code may belong to a stranger who booked with somebody's e-mail address: the record's data are not for them.
      return withoutPeople(toBooking(unbooked, { withCode: true }));
    });
  }

  private async unbook(
    tx: EntityManager,
    { companyId, id, occupies }: UnbookingFacts,
    unbooking: Unbooking,
  ): Promise<BookingDetails> {
    const company = await requireCompany(tx, companyId);
    if (occupies) await unbookBookings(tx, this.deps.outbox, company, [id], unbooking);
    const [booking] = await new BookingListRepository(tx).details(companyId, [id]);
    if (!booking) throw notFound(id);
    return booking;
  }

  /** A booking that is unbooked already stays so, whatever the time. */
  private checkTime({ occupies, lastTimeToUnbook }: UnbookingFacts): void {
    if (!occupies || lastTimeToUnbook === null || this.deps.clock.now() <= lastTimeToUnbook) return;
    const message = `The booking could be unbooked until ${toInstant(lastTimeToUnbook)}; ask the company.`;
    throw refuse('UnbookingTooLate', undefined, message);
  }
}

function notFound(id: number): HttpError {
  return HttpError.notFound(`There is no booking ${id} that you may unbook.`);
}
