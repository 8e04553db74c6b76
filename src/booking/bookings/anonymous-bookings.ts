import { CreateBooking } from '../../../dtos/booking/bookings';
import { type AttemptCounter, addressKey, HttpError, type RequestFilter } from '../../engine';

export interface AnonymousBookingLimit {
  readonly attempts: AttemptCounter;
  /** Most bookings of one address in an hour by people who have not signed in. */
  readonly perHour: number;
}

/**
 * Request filter, after validation: keeps whoever has not signed in from filling a company's calendar (decisions D47).
 *
 * What is asked for counts, made or not, and each element of a batch: otherwise the answers would tell for nothing which
 * times are free. Errors: 429 `TooManyRequests`.
 */
export function limitAnonymousBookings({ attempts, perHour }: AnonymousBookingLimit): RequestFilter {
  return async ({ session, remoteAddress }, request) => {
    // Calls in process have no address: whoever made them has been let in.
    if (session.isAuthenticated || remoteAddress === undefined || !(request instanceof CreateBooking)) return;
    const key = addressKey(remoteAddress);
    const { count, secondsLeft } = await attempts.add({ kind: 'anonymous-booking', key, windowSeconds: 3_600 });
    if (count <= perHour) return;
    const message = `Without signing in at most ${perHour} bookings an hour may be made from one address; sign in, or try again later.`;
    throw new HttpError(429, 'TooManyRequests', message, { headers: { 'Retry-After': String(secondsLeft) } });
  };
}
