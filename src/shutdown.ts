import { setTimeout as delay } from 'node:timers/promises';
import type { OperationsSettings } from './operations-settings';

/** What has to be stopped. */
export interface Stoppable {
  /** Tells everybody that the process is about to stop; it goes on answering. */
  drain(): void;
  /** Answers what is in flight, hands jobs back, closes the database. */
  close(): Promise<void>;
}

export interface ShutdownOptions extends Pick<OperationsSettings, 'prestopMs' | 'shutdownGraceMs'> {
  /** For people: what happens, and what went wrong. */
  readonly say: (text: string) => void;
  readonly exit: (code: number) => void;
}

/**
 * Stops a process in an order in which nothing that was accepted is lost (reliability 6.1): `/readyz` red, `prestopMs` as
 * usual, then no new connections, answers to what is in flight, jobs handed back, database closed, exit 0.
 *
 * Exit 1: a second signal, for whoever sent it will not wait; `shutdownGraceMs` over; an error; a signal before `watch`.
 */
export class Shutdown {
  private app?: Stoppable;
  private isStopping = false;

  constructor(private readonly options: ShutdownOptions) {}

  /** From now on there is something to stop. Until then a signal ends the process at once. */
  watch(app: Stoppable): void {
    this.app = app;
  }

  /** For `process.on('SIGTERM', …)`. */
  readonly onSignal = (signal: string): void => {
    const { say, exit } = this.options;
    if (this.isStopping || !this.app) {
      say(`${signal}: ending at once.`);
      exit(1);
      return;
    }
    this.isStopping = true;
    say(`${signal}: stopping.`);
    void this.stop(this.app).then(exit);
  };

  /** The exit code. Never rejects. */
  private async stop(app: Stoppable): Promise<number> {
    const { prestopMs, shutdownGraceMs, say } = this.options;
    app.drain();
    await delay(prestopMs);
    const late = new AbortController();
    try {
      return await Promise.race([
        app.close().then(() => 0),
        delay(shutdownGraceMs, 1, { signal: late.signal }).then(() => {
          say(`Not stopped within ${shutdownGraceMs} ms: ending by force.`);
          return 1;
        }),
      ]);
    } catch (error) {
      say(error instanceof Error ? error.message : String(error));
      return 1;
    } finally {
      late.abort();
    }
  }
}
