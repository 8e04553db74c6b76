import { addressKey } from '../../core/address-key';
import { type Clock, systemClock } from '../../core/clock';
import type { Feature } from '../../core/feature';
import { HttpError } from '../../core/http-error';
import { type Log, silentLog } from '../../core/log';
import type { RequestContext } from '../../core/request-context';
import { CallerCounts } from './caller-counts';
import type { RequestCounts } from './request-counts';

export interface RateLimitOptions {
  /** Most requests a minute of one signed-in user, or of one API key without a user. Default: 1,200. */
  readonly perCaller?: number;
  /** Most requests a minute of the anonymous callers of one address. Default: 300. */
  readonly perAddress?: number;
  /** Whether callers on this machine are counted too. Default: false: they are tests, probes and tools. */
  readonly countsLoopback?: boolean;
  /** Where processes add up their counts. Absent: this process counts alone. */
  readonly counts?: RequestCounts;
  /** How often they do. Default: 1,000 ms: until then a caller may use the limit of each process. */
  readonly reconcileEveryMs?: number;
  readonly clock?: Clock;
  readonly log?: Log;
}

const windowMs = 60_000;

/**
 * Limits the requests of each caller per minute of the clock (decisions D41): messages at every address form, each element
 * of an auto-batch, and what raw handlers answer. A host that is given this feature asks it once per request.
 *
 * Refused requests don't count: whoever waits until the minute is over starts anew.
 */
export class RateLimits implements Feature {
  readonly name = 'rate-limits';
  private readonly perCaller: number;
  private readonly perAddress: number;
  private readonly counted: CallerCounts;
  private readonly clock: Clock;
  private readonly log: Log;
  private timer?: NodeJS.Timeout;
  private reconciling?: Promise<void>;
  private hasWarnedOfProxy = false;

  constructor(private readonly options: RateLimitOptions = {}) {
    this.perCaller = options.perCaller ?? 1_200;
    this.perAddress = options.perAddress ?? 300;
    this.clock = options.clock ?? systemClock;
    this.log = options.log ?? silentLog;
    this.counted = new CallerCounts();
  }

  register(): void {}

  async start(): Promise<void> {
    if (!this.options.counts) return;
    const everyMs = this.options.reconcileEveryMs ?? 1_000;
    this.timer = setInterval(() => void this.reconcile(), everyMs).unref();
  }

  async stop(): Promise<void> {
    clearInterval(this.timer);
    await this.reconciling;
  }

  /**
   * Counts `requests` of the caller and adds the `RateLimit-*` headers to its answer.
   *
   * Errors: HttpError 429 `TooManyRequests` with `Retry-After`; nothing has been counted then.
   */
  take(context: RequestContext, requests = 1): void {
    if (this.isExempt(context)) return;
    const { key, limit } = this.callerOf(context);
    const now = this.clock.now().getTime();
    const windowStart = now - (now % windowMs);
    const secondsLeft = Math.ceil((windowStart + windowMs - now) / 1_000);
    this.counted.moveTo(windowStart);
    const isTaken = this.counted.take(key, requests, limit);
    const remaining = Math.max(0, limit - this.counted.of(key));
    Object.assign(context.responseHeaders, rateHeaders(limit, remaining, secondsLeft));
    if (!isTaken) throw tooManyRequests({ limit, requests, secondsLeft });
  }

  /** Adds up with the other processes. Never rejects: without the database each process goes on by itself. */
  reconcile(): Promise<void> {
    const { counts } = this.options;
    if (!counts || this.reconciling) return this.reconciling ?? Promise.resolve();
    this.reconciling = this.counted.exchange(counts).catch((error: unknown) => {
      this.log.warn(
        { err: error },
        'Rate limits could not be reconciled with the database; this process counts alone.',
      );
    });
    return this.reconciling.finally(() => {
      this.reconciling = undefined;
    });
  }

  /** Calls in process have no address: whoever made them has been counted. */
  private isExempt({ remoteAddress, headers }: RequestContext): boolean {
    if (remoteAddress === undefined) return true;
    if (this.options.countsLoopback || addressKey(remoteAddress) !== 'loopback') return false;
    // Through a proxy on this machine everybody comes from it; who they are is known once the proxy is trusted.
    if (!isForwarded(headers)) return true;
    if (!this.hasWarnedOfProxy) {
      this.hasWarnedOfProxy = true;
      this.log.warn({}, 'Requests come through a proxy that is not trusted: all its callers share one rate limit.');
    }
    return false;
  }

  private callerOf({ session, remoteAddress }: RequestContext): { key: string; limit: number } {
    if (session.userId !== undefined) return { key: `user ${session.userId}`, limit: this.perCaller };
    if (session.apiKeyId !== undefined) return { key: `key ${session.apiKeyId}`, limit: this.perCaller };
    return { key: `address ${addressKey(remoteAddress)}`, limit: this.perAddress };
  }
}

function isForwarded(headers: RequestContext['headers']): boolean {
  return 'x-forwarded-for' in headers || 'forwarded' in headers || 'x-real-ip' in headers;
}

/** Source: draft-ietf-httpapi-ratelimit-headers-07, section 5; the names that clients know. */
function rateHeaders(limit: number, remaining: number, secondsLeft: number): Record<string, string> {
  return {
    'RateLimit-Limit': String(limit),
    'RateLimit-Remaining': String(remaining),
    'RateLimit-Reset': String(secondsLeft),
    'RateLimit-Policy': `${limit};w=${windowMs / 1_000}`,
  };
}

function tooManyRequests(of: { limit: number; requests: number; secondsLeft: number }): HttpError {
  const { limit, requests, secondsLeft } = of;
  const message =
    requests > limit
      ? `The batch counts as ${requests} requests, and the caller may make ${limit} a minute; send smaller batches.`
      : `The caller may make ${limit} requests a minute; try again in ${secondsLeft} seconds.`;
  return new HttpError(429, 'TooManyRequests', message, { headers: { 'Retry-After': String(secondsLeft) } });
}
