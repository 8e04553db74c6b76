import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Answers saved under idempotency keys, and queued messages that were given up.
 *
 * Locks: nothing that exists; both tables are new and refer to none.
 * Old code: runs on, and repeats the effects of messages whose key new code has seen: use keys once all processes are new.
 */
export class CreateIdempotency1764000095000 implements MigrationInterface {
  readonly name = 'CreateIdempotency1764000095000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table idempotency_key (
        scope_hash bytea not null constraint pk_idempotency_key primary key,
        fingerprint bytea not null,
        answer text not null,
        expires_at timestamptz not null
      )`);
    await runner.query('create index ix_idempotency_key_expires_at on idempotency_key (expires_at)');
    await runner.query(`
      create table failed_message (
        job_id text not null constraint pk_failed_message primary key,
        operation text not null,
        sender_user text,
        sender_company text,
        status integer not null,
        error_code text not null,
        message text not null,
        attempts integer not null,
        failed_at timestamptz not null
      )`);
    await runner.query('create index ix_failed_message_failed_at on failed_message (failed_at)');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table failed_message');
    await runner.query('drop table idempotency_key');
  }
}
