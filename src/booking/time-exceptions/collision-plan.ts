import { CollidingBookingOptions } from '../../../dtos/booking/time-exceptions';

/** What is to be done about the bookings that a time exception collides with. */
export type CollisionPlan = 'add' | 'refuse' | 'addAndCancel';

/**
 * Decides between adding a time exception and refusing it (domain 3.7 to 3.9).
 *
 * An absent option is 1, which adds without cancelling: it beats the text of Force (decisions D11).
 */
export function planCollisions(
  collisions: number,
  choice: { Force?: boolean; CollidingBookingOptions?: CollidingBookingOptions },
): CollisionPlan {
  if (collisions === 0) return 'add';
  if (!choice.Force) return 'refuse';
  const cancels = choice.CollidingBookingOptions === CollidingBookingOptions.AddAndCancelCollidingBookings;
  return cancels ? 'addAndCancel' : 'add';
}
