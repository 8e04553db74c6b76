import { performance } from 'node:perf_hooks';

/** How late the event loop was in one second. */
export interface LoopDelay {
  readonly p50Ms: number;
  readonly p99Ms: number;
  readonly maxMs: number;
}

export const tickMs = 20;
const windowMs = 1_000;

/**
 * Watches how late the event loop is, and says when it is too late to take more work.
 *
 * A timer of its own rather than `monitorEventLoopDelay`: that one forgets what happens between a reset and its next tick,
 * so that a loop which is blocked again and again looks idle.
 */
export class LoopGuard {
  private timer?: NodeJS.Timeout;
  private delays: number[] = [];
  private tickedAt: number;
  private windowEndsAt: number;
  private last: LoopDelay = { p50Ms: 0, p99Ms: 0, maxMs: 0 };

  /** `limitMs`: a p99 above it is too late. `now`: milliseconds that never go back. */
  constructor(
    private readonly limitMs: number,
    private readonly now: () => number = () => performance.now(),
  ) {
    this.tickedAt = this.now();
    this.windowEndsAt = this.tickedAt + windowMs;
  }

  start(): void {
    this.tickedAt = this.now();
    this.windowEndsAt = this.tickedAt + windowMs;
    this.timer = setInterval(() => this.tick(), tickMs).unref();
  }

  stop(): void {
    clearInterval(this.timer);
  }

  /** Of the last whole second. */
  get delay(): LoopDelay {
    return this.last;
  }

  get isLate(): boolean {
    return this.last.p99Ms > this.limitMs;
  }

  /** Called every `tickMs`, as far as the loop can. */
  tick(): void {
    const now = this.now();
    this.delays.push(Math.max(0, now - this.tickedAt - tickMs));
    this.tickedAt = now;
    if (now < this.windowEndsAt) return;
    this.last = delayOf(this.delays);
    this.delays = [];
    this.windowEndsAt = now + windowMs;
  }
}

function delayOf(delays: readonly number[]): LoopDelay {
  const sorted = delays.toSorted((a, b) => a - b);
  const at = (share: number): number => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
  return { p50Ms: at(0.5), p99Ms: at(0.99), maxMs: at(1) };
}
