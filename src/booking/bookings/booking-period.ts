import { ResponseError } from '../../../dtos/common';
import { HttpError } from '../../engine';

/** Longest booking; the database holds it too (`ck_booking_length`). */
export const longestBookingDays = 31;
const dayMs = 86_400_000;
const earliest = new Date('1900-01-01T00:00:00Z');
const latest = new Date('3000-01-01T00:00:00Z');

/** When a booking is: `startsAt` belongs to it, `endsAt` does not. */
export interface BookingPeriod {
  readonly startsAt: Date;
  readonly endsAt: Date;
}

/**
 * Reads `From` and `To` of a booking.
 *
 * `mayBePast`: administrators may enter what has happened already; customers book ahead.
 * Errors: 400, with all fields that are wrong.
 */
export function parsePeriod(
  request: { From: string; To: string },
  now: Date,
  { mayBePast }: { mayBePast: boolean },
): BookingPeriod {
  const [startsAt, endsAt] = [new Date(request.From), new Date(request.To)];
  const errors: ResponseError[] = [];
  const refuse = (errorCode: string, fieldName: string, message: string): void =>
    void errors.push(new ResponseError({ errorCode, fieldName, message: `${fieldName} ${message}` }));

  for (const [fieldName, instant] of [
    ['From', startsAt],
    ['To', endsAt],
  ] as const) {
    if (instant < earliest || instant > latest) {
      refuse('InclusiveBetween', fieldName, `must be from 1900-01-01 to 2999-12-31; got ${instant.toISOString()}.`);
    }
  }
  if (errors.length === 0) checkOrder({ startsAt, endsAt }, request, refuse);
  if (!mayBePast && startsAt >= earliest && startsAt < now) {
    refuse('GreaterThanOrEqual', 'From', `must not be in the past; got ${request.From}.`);
  }
  if (errors.length > 0) throw HttpError.validation(errors);
  return { startsAt, endsAt };
}

function checkOrder(
  { startsAt, endsAt }: BookingPeriod,
  { From, To }: { From: string; To: string },
  refuse: (errorCode: string, fieldName: string, message: string) => void,
): void {
  if (endsAt <= startsAt) {
    refuse('GreaterThan', 'To', `must be after From (${From}); got ${To}.`);
  } else if (endsAt.getTime() - startsAt.getTime() > longestBookingDays * dayMs) {
    refuse('LessThanOrEqual', 'To', `must be within ${longestBookingDays} days of From (${From}); got ${To}.`);
  }
}
