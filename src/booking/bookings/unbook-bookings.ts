import type { EntityManager } from 'typeorm';
import type { CompanyEntity } from '../../data';
import type { Outbox } from '../messages/outbox';
import { Zone } from '../time-exceptions/interval';
import { type BookingDetails, BookingListRepository } from './booking-list-repository';
import { type BookingNotice, cancellationMessages } from './booking-messages';
import { BookingRepository } from './booking-repository';

export interface Unbooking {
  /** Kept with the booking. */
  readonly comments?: string;
  /** Told to the customers. */
  readonly message?: string;
  /** Absent: the booking's own setting. */
  readonly sendEmail?: boolean;
  readonly sendSms?: boolean;
  readonly actor: string;
  readonly timeExceptionId?: number;
  readonly now: Date;
}

/**
 * Unbooks bookings of a company and tells their customers, in the caller's transaction: status, comments, log, and one
 * message per way and booking into the outbox (domain 3.9, 3.10). Bookings that occupy no time any more are left alone.
 */
export async function unbookBookings(
  tx: EntityManager,
  outbox: Outbox,
  company: CompanyEntity,
  ids: readonly number[],
  unbooking: Unbooking,
): Promise<void> {
  const bookings = new BookingRepository(tx);
  const { comments, message, sendEmail, sendSms, actor, timeExceptionId, now } = unbooking;
  const unbooked = await bookings.unbook(company.id, ids, comments, now);
  if (unbooked.length === 0) return;
  await bookings.addLog(company.id, unbooked, { event: 'unbooked', actor, timeExceptionId }, now);

  const zone = new Zone(company.timeZone);
  const details = await new BookingListRepository(tx).details(company.id, unbooked);
  const messages = details.flatMap((booking) => {
    const ways = {
      email: sendEmail ?? booking.sendEmailConfirmation,
      sms: sendSms ?? booking.sendSmsConfirmation,
    };
    return cancellationMessages(noticeOf(booking, company), message, ways, zone);
  });
  await outbox.add(tx, company.id, messages);
}

export function noticeOf(booking: BookingDetails, company: CompanyEntity): BookingNotice {
  return {
    bookingId: booking.id,
    companyName: company.name,
    serviceName: booking.service.name,
    startsAt: booking.startsAt,
    endsAt: booking.endsAt,
    email: booking.customer?.email,
    phone: booking.customer?.phone,
  };
}
