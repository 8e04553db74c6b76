import type { Clock, FailedMessage, FailedMessages, SqlExecutor } from '../../engine';

/** How long a failure is kept, for somebody to read it. */
const keptMs = 30 * 86_400_000;

/**
 * Queued messages that nobody will try again, one row each: which operation, whose, and why. Not the message itself.
 *
 * `select operation, status, error_code, message, attempts, failed_at from failed_message order by failed_at desc`
 */
export class PostgresFailedMessages implements FailedMessages {
  constructor(
    private readonly db: SqlExecutor,
    private readonly clock: Clock,
  ) {}

  async add({ jobId, operationName, session, error, attempts }: FailedMessage): Promise<void> {
    const now = this.clock.now();
    await this.db.query(
      `insert into failed_message
         (job_id, operation, sender_user, sender_company, status, error_code, message, attempts, failed_at)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9) on conflict (job_id) do nothing`,
      [
        jobId,
        operationName,
        session.userId ?? null,
        session.companyId ?? null,
        error.status,
        error.errorCode,
        error.message,
        attempts,
        now,
      ],
    );
    await this.db.query('delete from failed_message where failed_at <= $1', [new Date(now.getTime() - keptMs)]);
  }
}
