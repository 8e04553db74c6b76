import { setTimeout as after } from 'node:timers/promises';
import type { Clock } from '../../../engine';
import { AxemaError, type AxemaErrorKind } from './axema-client';
import type { AxemaLimits } from './axema-limits';

/** Waits, or rejects with the signal's reason. Injected, so that tests move time instead of waiting. */
export type Sleep = (ms: number, signal?: AbortSignal) => Promise<void>;

export const sleep: Sleep = async (ms, signal) => {
  try {
    await after(ms, undefined, { signal });
  } catch (error) {
    throw signal?.aborted ? signal.reason : error;
  }
};

const worthRetrying: ReadonlySet<AxemaErrorKind> = new Set(['unreachable', 'timeout', 'ratelimited']);

type RetryLimits = Pick<AxemaLimits, 'tries' | 'firstDelayMs' | 'maxDelayMs' | 'maxRetryAfterMs'>;

/**
 * How long to wait before the next try; `undefined`: give up.
 *
 * Back-off doubles per try, half of it jitter so that many companies do not come back at once. What the system itself
 * asks for counts when it is longer.
 * `tried`: tries so far, from 1. `random`: 0 ≤ x < 1.
 */
export function delayBeforeRetry(
  error: AxemaError,
  tried: number,
  limits: RetryLimits,
  random: number,
): number | undefined {
  if (!worthRetrying.has(error.kind) || tried >= limits.tries) return undefined;
  const asked = error.retryAfterMs ?? 0;
  if (asked > limits.maxRetryAfterMs) return undefined;
  const backOff = Math.min(limits.firstDelayMs * 2 ** (tried - 1), limits.maxDelayMs);
  return Math.max(asked, Math.round(backOff * (0.5 + random / 2)));
}

/** Runs `work` until it resolves or another try is not worth it. Errors: what the last try rejected with. */
export async function withRetries<T>(
  work: () => Promise<T>,
  options: { limits: RetryLimits; sleep: Sleep; random: () => number; signal?: AbortSignal },
): Promise<T> {
  for (let tried = 1; ; tried++) {
    try {
      return await work();
    } catch (error) {
      const delay =
        error instanceof AxemaError ? delayBeforeRetry(error, tried, options.limits, options.random()) : undefined;
      if (delay === undefined) throw error;
      await options.sleep(delay, options.signal);
    }
  }
}

/** Milliseconds that a `Retry-After` header asks for: seconds or an HTTP date. Anything else: `undefined`. */
export function parseRetryAfter(header: string | undefined, clock: Clock): number | undefined {
  const text = header?.trim();
  if (!text) return undefined;
  if (/^\d{1,9}$/.test(text)) return Number(text) * 1_000;
  // Date.parse is lenient: it makes a date of "-1".
  const at = /^[A-Z][a-z]{2}, /.test(text) ? Date.parse(text) : Number.NaN;
  return Number.isNaN(at) ? undefined : Math.max(0, at - clock.now().getTime());
}
