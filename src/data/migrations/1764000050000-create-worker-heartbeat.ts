import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Where the processes that run jobs say that they live (engine/jobs/heartbeat.ts).
 *
 * Locks: nothing that exists. Old code still runs: it runs no jobs.
 */
export class CreateWorkerHeartbeat1764000050000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table worker_heartbeat (
        worker_id text not null,
        seen_at timestamptz not null default now(),
        constraint pk_worker_heartbeat primary key (worker_id)
      )`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table worker_heartbeat');
  }
}
