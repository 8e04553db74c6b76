import type { RequestContext } from '../../core/request-context';
import { replayedHeader } from './idempotency';

/** Counts which elements of a batch were answered before: the batch was, when all of them were. */
export class ReplayCount {
  private elements = 0;
  private replays = 0;

  async watch<T>(element: RequestContext, run: () => Promise<T>): Promise<T> {
    this.elements += 1;
    const result = await run();
    if (element.responseHeaders[replayedHeader] !== undefined) this.replays += 1;
    return result;
  }

  tell({ responseHeaders }: RequestContext): void {
    if (this.elements > 0 && this.replays === this.elements) responseHeaders[replayedHeader] = 'true';
  }
}
