import { CollidingBookingOptions } from '../../../dtos/booking/time-exceptions';
import { planCollisions } from '../../../src/booking/time-exceptions/collision-plan';
import { mayReadReason } from '../../../src/booking/time-exceptions/reason-visibility';

const { AddWithoutCancelingCollidingBookings: leave, AddAndCancelCollidingBookings: cancel } = CollidingBookingOptions;

describe('the plan for collisions', () => {
  it.each([
    ['domain 3.7', 0, undefined, undefined, 'add'],
    ['domain 3.7', 0, true, cancel, 'add'],
    ['domain 3.8', 1, undefined, undefined, 'refuse'],
    ['domain 3.8', 1, false, cancel, 'refuse'],
    ['domain 3.9', 1, true, leave, 'add'],
    ['domain 3.9, D11', 1, true, undefined, 'add'],
    ['domain 3.9', 2, true, cancel, 'addAndCancel'],
  ] as const)('%s: %i collisions, Force %s, option %s → %s', (_, collisions, Force, option, plan) => {
    expect(planCollisions(collisions, { Force, CollidingBookingOptions: option })).toBe(plan);
  });
});

describe('who may read the internal reason', () => {
  it.each([
    ['an administrator', true, [], true, true],
    ['an administrator', true, [], false, true],
    ['a connected resource', false, [7], true, true],
    ['a connected resource', false, [7], false, true],
    ['another resource of the company', false, [8], true, false],
    ['another resource of the company', false, [8], false, true],
    ['a customer', false, [], true, false],
    ['a customer', false, [], false, false],
  ] as const)(
    'domain 3.12: %s (administrator %s, resources %j), private %s → %s',
    (_, isReader, own, isPrivate, may) => {
      const exception = { private: isPrivate, resourceIds: [6, 7] };

      expect(mayReadReason({ isReader, resourceIds: own }, exception)).toBe(may);
    },
  );
});
