import { HttpError } from '../core/http-error';
import { type Log, silentLog } from '../core/log';
import type { MessageQueue, MessageRunner, QueuedMessage } from '../core/message-queue';
import { Session } from '../core/session';
import type { EnqueueOptions, JobContext, Jobs, SqlExecutor } from './jobs';

const task = 'one-way-message';

export interface JobQueueOptions extends Pick<EnqueueOptions, 'queue' | 'maxAttempts'> {
  /** Default: none. */
  readonly log?: Log;
}

/**
 * The queue of one-way messages as durable jobs (http-contract 2.2).
 *
 * ```ts
 * const queue = new JobQueue(jobs, dataSource);
 * const host = new AppHost({ queue, … });
 * queue.deliverTo(host); // before jobs.start()
 * ```
 *
 * Delivery: at least once, in no order unless the options name a queue: Services that must act once fence or compare. A
 *           message runs as its publisher, with the roles that he had then, through the same guards, filters and rules
 *           as over HTTP. It is tried again after a failure of the server; what the host refuses (a status below 500)
 *           is noted in the log and never tried again.
 * Contents: the message lies in the job table, in plain text, until it has been done.
 */
export class JobQueue implements MessageQueue {
  private readonly log: Log;

  constructor(
    private readonly jobs: Jobs,
    private readonly db: SqlExecutor,
    private readonly options: JobQueueOptions = {},
  ) {
    this.log = options.log ?? silentLog;
  }

  /** Says who executes the messages. Before the jobs start. */
  deliverTo(runner: MessageRunner): void {
    this.jobs.handle(task, (payload, context) => this.deliver(runner, payload, context));
  }

  async publish(operationName: string, request: object, session: Session, verb: string): Promise<void> {
    const { queue, maxAttempts } = this.options;
    const message: QueuedMessage = { operationName, request, session, verb };
    await this.jobs.enqueue(this.db, task, message, { queue, maxAttempts });
  }

  private async deliver(runner: MessageRunner, payload: unknown, { jobId, signal }: JobContext): Promise<void> {
    const message = messageIn(payload);
    try {
      await runner.runMessage(message, signal);
    } catch (error) {
      if (!(error instanceof HttpError) || error.status >= 500) throw error;
      const { operationName: operation } = message;
      const { status, errorCode } = error;
      this.log.warn({ jobId, operation, status, errorCode }, 'A queued message was refused and is not tried again.');
    }
  }
}

/** What `publish` has written. Errors: Error for anything else. */
function messageIn(payload: unknown): QueuedMessage {
  const { operationName, request, session, verb } = payload as Partial<Record<keyof QueuedMessage, unknown>>;
  if (typeof operationName !== 'string' || typeof verb !== 'string') {
    throw new Error(`A job of the task '${task}' holds no message.`);
  }
  return { operationName, verb, request, session: new Session(session as Partial<Session>) };
}
