import { HttpError } from '../core/http-error';

export interface WorkLimitOptions {
  /** Works that run at the same time. */
  readonly concurrent: number;
  /** Works that may wait for their turn; more are refused. */
  readonly waiting: number;
}

/** Lets a few works run at a time and the others wait, first come, first served. */
export class WorkLimit {
  private running = 0;
  private readonly queue: (() => void)[] = [];

  constructor(private readonly options: WorkLimitOptions) {}

  /** Errors: HttpError 503 when too many wait already; what the work throws. */
  async run<T>(work: () => Promise<T>): Promise<T> {
    await this.turn();
    try {
      return await work();
    } finally {
      const next = this.queue.shift();
      // A turn is handed on without becoming free in between, where a newcomer could take it.
      if (next) next();
      else this.running -= 1;
    }
  }

  private turn(): Promise<void> {
    const { concurrent, waiting } = this.options;
    if (this.running < concurrent) {
      this.running += 1;
      return Promise.resolve();
    }
    if (this.queue.length >= waiting) {
      throw HttpError.serviceUnavailable('Too many sign-ins are waiting; try again in a few seconds.');
    }
    return new Promise((resolve) => this.queue.push(resolve));
  }
}
