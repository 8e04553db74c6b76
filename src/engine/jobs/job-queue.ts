import { HttpError } from '../core/http-error';
import { type Log, silentLog } from '../core/log';
import type { FailedMessages, MessageQueue, MessageRunner, QueuedMessage } from '../core/message-queue';
import { Session } from '../core/session';
import type { EnqueueOptions, JobContext, Jobs, SqlExecutor } from './jobs';

const task = 'one-way-message';
/** What sealed messages are bound to. */
const sealedFor = 'one-way-message';

export interface JobQueueOptions extends Pick<EnqueueOptions, 'queue' | 'maxAttempts'> {
  /** Default: none. */
  readonly log?: Log;
  /** Seals messages while they wait, since they may hold what nobody should read. Default: they lie there in plain text. */
  readonly secrets?: {
    seal(text: string, context: string): string;
    open(sealed: string, context: string): string;
  };
  /**
   * What the sender may do by now; `undefined`: nothing any more, the message is refused (401). Default: what it could do
   * when the message was sent.
   */
  readonly senderNow?: (session: Session) => Promise<Session | undefined>;
  /** Where messages are noted that were given up. Default: in the log only. */
  readonly failures?: FailedMessages;
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
 * Delivery: at least once, in no order unless the options name a queue. The message carries an id, under which a host that
 *           honours idempotency keys executes it once in effect. It runs as its publisher, through the same guards, filters
 *           and rules as over HTTP. It is tried again after a failure of the server, later each time; what the host
 *           refuses (a status below 500) is never tried again. What is given up is noted in the log and in `failures`.
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
    const { queue, maxAttempts, secrets } = this.options;
    const message: QueuedMessage = { operationName, request, session, verb };
    const payload = secrets ? { sealed: secrets.seal(JSON.stringify(message), sealedFor) } : message;
    await this.jobs.enqueue(this.db, task, payload, { queue, maxAttempts });
  }

  private async deliver(runner: MessageRunner, payload: unknown, context: JobContext): Promise<void> {
    const { jobId, signal } = context;
    const message = { ...messageIn(this.opened(payload)), id: jobId };
    try {
      await runner.runMessage({ ...message, session: await this.senderOf(message) }, signal);
    } catch (error) {
      const isRefused = error instanceof HttpError && error.status < 500;
      const isLast = isRefused || (context.attempt >= context.maxAttempts && !signal.aborted);
      if (isLast) await this.giveUp(message, context, error);
      if (!isRefused) throw error;
    }
  }

  private opened(payload: unknown): unknown {
    const { sealed } = payload as { sealed?: unknown };
    if (typeof sealed !== 'string') return payload;
    const { secrets } = this.options;
    if (!secrets) throw new Error(`A job of the task '${task}' is sealed, and this queue has no keys.`);
    return JSON.parse(secrets.open(sealed, sealedFor));
  }

  private async senderOf({ session }: QueuedMessage): Promise<Session> {
    const { senderNow } = this.options;
    const now = senderNow ? await senderNow(session) : session;
    if (!now) throw HttpError.unauthorized('The sender of the message may not sign in any more.');
    return now;
  }

  private async giveUp(message: QueuedMessage, { jobId, attempt }: JobContext, thrown: unknown): Promise<void> {
    const { operationName, session } = message;
    const error = thrown instanceof HttpError ? thrown : HttpError.serviceUnavailable('The message could not be run.');
    const { status, errorCode } = error;
    this.log.warn(
      { jobId, operation: operationName, status, errorCode },
      'A queued message was refused or has failed too often; it is not tried again.',
    );
    await this.options.failures?.add({ jobId, operationName, session, error, attempts: attempt });
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
