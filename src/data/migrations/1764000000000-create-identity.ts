import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Companies, users and API keys.
 *
 * Locks: nothing that exists. Old code still runs: it knows none of these tables.
 */
export class CreateIdentity1764000000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table company (
        id uuid not null,
        name text not null,
        time_zone text not null default 'Europe/Stockholm',
        created_at timestamptz not null default now(),
        constraint pk_company primary key (id)
      )`);
    await runner.query(`
      create table app_user (
        id uuid not null default gen_random_uuid(),
        company_id uuid null,
        user_name text not null,
        email text null,
        display_name text null,
        password_hash text null,
        roles text[] not null default '{}',
        permissions text[] not null default '{}',
        failed_sign_ins integer not null default 0,
        locked_at timestamptz null,
        created_at timestamptz not null default now(),
        updated_at timestamptz not null default now(),
        constraint pk_app_user primary key (id),
        constraint fk_app_user_company foreign key (company_id) references company (id)
      )`);
    await runner.query('create unique index uq_app_user_user_name on app_user (lower(user_name))');
    await runner.query('create index ix_app_user_company on app_user (company_id)');
    await runner.query(`
      create table api_key (
        id uuid not null default gen_random_uuid(),
        company_id uuid not null,
        secret_hash bytea not null,
        active boolean not null default true,
        created_at timestamptz not null default now(),
        expires_at timestamptz null,
        contact_email text null,
        notes text null,
        allowed_ip_addresses text[] not null default '{}',
        roles text[] not null default '{}',
        constraint pk_api_key primary key (id),
        constraint uq_api_key_secret_hash unique (secret_hash),
        constraint fk_api_key_company foreign key (company_id) references company (id)
      )`);
    await runner.query('create index ix_api_key_company on api_key (company_id)');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table api_key');
    await runner.query('drop table app_user');
    await runner.query('drop table company');
  }
}
