import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Batches of the registration family that are worked on in the background, and their items.
 *
 * Locks: nothing that exists; both tables are new and refer to each other only.
 * Old code: runs on, and answers such batches at once.
 */
export class CreateAsyncBatch1764000510000 implements MigrationInterface {
  readonly name = 'CreateAsyncBatch1764000510000';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      create table filing_batch (
        id uuid not null default gen_random_uuid() constraint pk_filing_batch primary key,
        kind text not null constraint ck_filing_batch_kind check (kind in ('customers', 'accounts')),
        status smallint not null constraint ck_filing_batch_status check (status between 0 and 4),
        total integer not null,
        next_index integer not null,
        succeeded integer not null,
        failed integer not null,
        sender_roles text[] not null,
        sender_permissions text[] not null,
        error_message text,
        job_id text,
        attempt_token uuid,
        created_at timestamptz not null,
        updated_at timestamptz not null
      )`);
    await db.query('create index ix_filing_batch_created_at on filing_batch (created_at)');
    await db.query(`
      create table filing_batch_item (
        batch_id uuid not null constraint fk_filing_batch_item_batch references filing_batch (id) on delete cascade,
        index integer not null,
        item text,
        errors json not null,
        result json,
        constraint pk_filing_batch_item primary key (batch_id, index)
      )`);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('drop table filing_batch_item');
    await db.query('drop table filing_batch');
  }
}
