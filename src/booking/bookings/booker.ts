import type { CreateBooking } from '../../../dtos/booking/bookings';
import { PaymentOption } from '../../../dtos/booking/bookings';
import { HttpError, type Session } from '../../engine';
import type { Booker } from './booking-customer';

/** Who did something, for logs: ids only. */
export function actorOf(session: Session): string {
  if (session.userId !== undefined) return `user:${session.userId}`;
  return session.apiKeyId === undefined ? 'anonymous' : `apikey:${session.apiKeyId}`;
}

/** In which role somebody books. `…-read` may read only, and books like any user (decisions D45). */
export function bookerOf(session: Session, isAdministrator: boolean): Booker {
  const actor = actorOf(session);
  if (isAdministrator) return { kind: 'administrator', actor };
  if (session.userId === undefined) return { kind: 'visitor', actor };
  return { kind: 'user', actor, userId: session.userId, email: session.email };
}

/** Errors: 403 for what only administrators may decide. */
export function checkRights(booker: Booker, request: CreateBooking): void {
  if (booker.kind === 'administrator') return;
  const isDefault = (request.PaymentOption ?? PaymentOption.DefaultSetting) === PaymentOption.DefaultSetting;
  if (!isDefault) throw HttpError.forbidden('Only administrators may choose a PaymentOption; leave it out.');
  // It goes into the confirmation, whose address a customer chooses.
  if (request.CommentsToCustomer) {
    throw HttpError.forbidden('Only administrators may send CommentsToCustomer; leave it out.');
  }
}
