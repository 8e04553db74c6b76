import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Sessions of users who have signed in, and accounts that refused passwords lock for a time.
 *
 * Locks: app_user for a moment, for a column without default. Old code still runs: it neither reads nor writes either, and
 * an account that is locked for a time is not locked for it.
 */
export class CreateUserSession1764000080000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table user_session (
        id_hash bytea not null,
        user_id uuid not null,
        auth_provider text not null,
        created_at timestamptz not null,
        expires_at timestamptz not null,
        constraint pk_user_session primary key (id_hash),
        constraint fk_user_session_user foreign key (user_id) references app_user (id) on delete cascade
      )`);
    await runner.query('create index ix_user_session_user on user_session (user_id)');
    await runner.query('create index ix_user_session_expires_at on user_session (expires_at)');
    await runner.query('alter table app_user add column locked_until timestamptz null');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('alter table app_user drop column locked_until');
    await runner.query('drop table user_session');
  }
}
