import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Counts of requests and of attempts, for limits that all processes share. Unlogged: they live for minutes, change all the
 * time, and a crash of the database may empty them.
 *
 * Locks: nothing that exists. Old code still runs: it counts nothing.
 */
export class CreateLimits1764000060000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create unlogged table request_count (
        window_start timestamptz not null,
        caller text not null,
        requests integer not null,
        constraint pk_request_count primary key (window_start, caller)
      )`);
    await runner.query(`
      create unlogged table attempt_count (
        kind text not null,
        key_hash bytea not null,
        attempts integer not null,
        ends_at timestamptz not null,
        constraint pk_attempt_count primary key (kind, key_hash)
      )`);
    await runner.query('create index ix_attempt_count_ends_at on attempt_count (ends_at)');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table attempt_count');
    await runner.query('drop table request_count');
  }
}
