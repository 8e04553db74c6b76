import type { RequestCounts } from './request-counts';

interface CallerCount {
  /** What all processes had at the last exchange. */
  shared: number;
  /** Counted here and sent to the others, who have not answered yet. */
  sent: number;
  /** Counted here since. */
  fresh: number;
}

/** New callers beyond these are not counted in that minute: memory is bounded, and nobody is refused for another's number. */
const mostCallers = 100_000;

/** Requests per caller in one window, as far as this process knows them. */
export class CallerCounts {
  private windowStart = 0;
  private counts = new Map<string, CallerCount>();

  /** All counts begin anew with a window, also where the clock was set back. */
  moveTo(windowStart: number): void {
    if (windowStart === this.windowStart) return;
    this.windowStart = windowStart;
    this.counts = new Map();
  }

  of(caller: string): number {
    const count = this.counts.get(caller);
    return count ? count.shared + count.sent + count.fresh : 0;
  }

  /** Counts all of `requests` or, where that would be more than `limit`, none. */
  take(caller: string, requests: number, limit: number): boolean {
    if (this.of(caller) + requests > limit) return false;
    const count = this.counts.get(caller);
    if (count) count.fresh += requests;
    else if (this.counts.size < mostCallers) this.counts.set(caller, { shared: 0, sent: 0, fresh: requests });
    return true;
  }

  /** Tells `others` what is new and learns what they have. Errors: what `others` throws; nothing is lost then. */
  async exchange(others: RequestCounts): Promise<void> {
    const { counts, windowStart } = this;
    const news = takeNews(counts);
    if (news.size === 0) return;
    try {
      const totals = await others.add(windowStart, news);
      settle(counts, totals.keys(), (count, caller) => {
        count.shared = totals.get(caller) ?? count.shared + count.sent;
        count.sent = 0;
      });
    } catch (error) {
      settle(counts, news.keys(), (count) => {
        count.fresh += count.sent;
        count.sent = 0;
      });
      throw error;
    }
  }
}

function takeNews(counts: ReadonlyMap<string, CallerCount>): Map<string, number> {
  const news = new Map<string, number>();
  for (const [caller, count] of counts) {
    if (count.fresh === 0) continue;
    news.set(caller, count.fresh);
    count.sent = count.fresh;
    count.fresh = 0;
  }
  return news;
}

function settle(
  counts: ReadonlyMap<string, CallerCount>,
  callers: Iterable<string>,
  change: (count: CallerCount, caller: string) => void,
): void {
  for (const caller of callers) {
    const count = counts.get(caller);
    if (count) change(count, caller);
  }
}
