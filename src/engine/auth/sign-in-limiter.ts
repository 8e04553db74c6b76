import { addressKey } from '../core/address-key';
import type { AttemptCounter, AttemptKey } from '../core/attempt-counter';
import { HttpError } from '../core/http-error';
import type { RequestContext } from '../core/request-context';

/** Who tries to sign in, and from where. */
export type SignInContext = Pick<RequestContext, 'remoteAddress'>;

/**
 * Keeps people from guessing passwords (reliability 3.2 #16). Whoever checks a password asks first and says afterwards
 * how it went:
 *
 * ```ts
 * await limiter.check(context, userName);
 * const isRight = await verifyPassword(hash, password);
 * await (isRight ? limiter.succeeded(context, userName) : limiter.failed(context, userName));
 * ```
 */
export interface SignInLimiter {
  /** Before the password is looked at. Errors: 429 `TooManyRequests` with `Retry-After`. */
  check(context: SignInContext, userName: string): Promise<void>;
  /** The password was wrong, or nobody has that name. */
  failed(context: SignInContext, userName: string): Promise<void>;
  succeeded(context: SignInContext, userName: string): Promise<void>;
}

export interface SignInLimits {
  /** Most failed sign-ins per user name and address. Default: 10 (decisions D41). */
  readonly maxFailures?: number;
  /** From the first of them on. Default: 5 minutes. */
  readonly windowSeconds?: number;
}

/** For hosts without a place to count: everybody may try. */
export const unlimitedSignIns: SignInLimiter = {
  check: async () => undefined,
  failed: async () => undefined,
  succeeded: async () => undefined,
};

/**
 * Counts in `counter`, which all processes share.
 *
 * An attempt is counted by `check`, before it is known how it ends, and taken back when it succeeds: of many guesses at
 * the same time no more may get through than of guesses one after the other.
 */
export function signInLimiter(counter: AttemptCounter, limits: SignInLimits = {}): SignInLimiter {
  const { maxFailures = 10, windowSeconds = 300 } = limits;
  const keyOf = (context: SignInContext, userName: string): AttemptKey => ({
    kind: 'sign-in',
    key: `${addressKey(context.remoteAddress)} ${userName.trim().toLowerCase()}`,
    windowSeconds,
  });
  return {
    async check(context, userName) {
      const { count, secondsLeft } = await counter.add(keyOf(context, userName));
      if (count > maxFailures) throw tooManySignIns(secondsLeft);
    },
    // It has been counted already.
    failed: async () => undefined,
    succeeded: (context, userName) => counter.takeBack(keyOf(context, userName)),
  };
}

function tooManySignIns(secondsLeft: number): HttpError {
  const message = `Too many failed sign-ins from this address; try again in ${secondsLeft} seconds.`;
  return new HttpError(429, 'TooManyRequests', message, { headers: { 'Retry-After': String(secondsLeft) } });
}
