import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Tokens that ended before their time, and API keys that are for some operations only.
 *
 * Locks: api_key for a moment, for a column with a constant default. Old code still runs, but takes revoked tokens and uses
 * restricted keys for everything: create none before all processes are new.
 */
export class CreateRevokedToken1764000090000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table revoked_token (
        token_id text not null,
        expires_at timestamptz not null,
        constraint pk_revoked_token primary key (token_id)
      )`);
    await runner.query('create index ix_revoked_token_expires_at on revoked_token (expires_at)');
    await runner.query(`alter table api_key add column operations text[] not null default '{}'`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('alter table api_key drop column operations');
    await runner.query('drop table revoked_token');
  }
}
