import type { Clock } from '../../core/clock';
import type { Log } from '../../core/log';
import type { SessionStore } from './session-store';

const hourMs = 3600_000;

/** Removes expired sessions at the start and then once an hour. They count for nothing before that: this is for the space. */
export class ExpiredSessions {
  private timer?: NodeJS.Timeout;
  private running: Promise<void> = Promise.resolve();

  constructor(
    private readonly store: SessionStore,
    private readonly clock: Clock,
    private readonly log: Log,
  ) {}

  start(): void {
    this.timer = setInterval(() => this.remove(), hourMs).unref();
    this.remove();
  }

  /** Waits for a removal that is under way. */
  async stop(): Promise<void> {
    clearInterval(this.timer);
    await this.running;
  }

  private remove(): void {
    this.running = this.store.removeExpired(this.clock.now()).then(
      (count) => void (count > 0 && this.log.info({ count }, 'Expired sessions were removed.')),
      (error: unknown) =>
        this.log.warn({ err: error }, 'Expired sessions could not be removed; the next hour tries again.'),
    );
  }
}
