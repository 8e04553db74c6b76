import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Code lock settings, the connection to Axema VAKA and the syncs of its users.
 *
 * Locks:    only the new tables; `company` and `user_access_key` briefly for their foreign keys (share row exclusive).
 * Old code: runs on; nothing that exists is changed.
 */
export class CreateAccess1764000300000 implements MigrationInterface {
  name = 'CreateAccess1764000300000';

  async up(runner: QueryRunner): Promise<void> {
    await createSettingTables(runner);
    await createSyncTables(runner);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of [
      'axema_access_key',
      'axema_user_sync_person',
      'axema_user_sync_job',
      'axema_setting',
      'code_lock_setting',
    ]) {
      await runner.query(`drop table ${table}`);
    }
  }
}

async function createSettingTables(runner: QueryRunner): Promise<void> {
  await runner.query(`
    create table code_lock_setting (
      company_id uuid not null,
      active boolean not null default false,
      code_lock_systems_id integer,
      valid_before_minutes integer not null default 0,
      valid_after_minutes integer not null default 0,
      delete_old_by_schedule boolean not null default false,
      send_email_notification boolean not null default false,
      send_sms_notification boolean not null default false,
      email_notification_time integer,
      sms_notification_time integer,
      created_at timestamptz not null,
      updated_at timestamptz not null,
      constraint pk_code_lock_setting primary key (company_id),
      constraint fk_code_lock_setting_company foreign key (company_id) references company (id)
    )`);

  await runner.query(`
    create table axema_setting (
      company_id uuid not null,
      api_endpoint text not null,
      api_port integer not null,
      username text not null,
      password_sealed text not null,
      created_at timestamptz not null,
      updated_at timestamptz not null,
      constraint pk_axema_setting primary key (company_id),
      constraint fk_axema_setting_company foreign key (company_id) references company (id),
      constraint ck_axema_setting_port check (api_port between 1 and 65535)
    )`);
}

async function createSyncTables(runner: QueryRunner): Promise<void> {
  await runner.query(`
    create table axema_user_sync_job (
      id uuid not null default gen_random_uuid(),
      company_id uuid not null,
      status smallint not null default 0,
      users_found integer,
      users_created integer,
      users_updated integer,
      users_unchanged integer,
      users_skipped integer,
      error_message text,
      cursor text,
      attempt_token uuid,
      attempts integer not null default 0,
      queue_job_id text,
      created_at timestamptz not null,
      updated_at timestamptz not null,
      constraint pk_axema_user_sync_job primary key (id),
      constraint uq_axema_user_sync_job_company_id unique (company_id, id),
      constraint fk_axema_user_sync_job_company foreign key (company_id) references company (id),
      constraint ck_axema_user_sync_job_status check (status between 0 and 3)
    )`);
  // One pending or processing sync per company (domain 1.2), whoever asks and however many processes there are.
  await runner.query(
    'create unique index uq_axema_user_sync_job_running on axema_user_sync_job (company_id) where status in (0, 1)',
  );
  await runner.query('create index ix_axema_user_sync_job_company on axema_user_sync_job (company_id, created_at)');

  // Which persons a running sync has accounted for. Emptied when the sync is over.
  await runner.query(`
    create table axema_user_sync_person (
      company_id uuid not null,
      job_id uuid not null,
      person_id text not null,
      constraint pk_axema_user_sync_person primary key (company_id, job_id, person_id),
      constraint fk_axema_user_sync_person_company foreign key (company_id) references company (id),
      constraint fk_axema_user_sync_person_job foreign key (company_id, job_id)
        references axema_user_sync_job (company_id, id) on delete cascade
    )`);

  await runner.query(`
    create table axema_access_key (
      access_key_id uuid not null,
      company_id uuid not null,
      person_id text not null,
      constraint pk_axema_access_key primary key (access_key_id),
      constraint fk_axema_access_key_company foreign key (company_id) references company (id),
      constraint fk_axema_access_key_key foreign key (access_key_id)
        references user_access_key (id) on delete cascade
    )`);
  await runner.query('create index ix_axema_access_key_person on axema_access_key (company_id, person_id)');
}
