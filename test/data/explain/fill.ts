import type { PoolClient } from 'pg';
import type { TestDatabase } from '../../support/database';

/** Companies that share the rows; the two of the demo data are the first. */
export const companies = 10;
export const resourcesPerCompany = 100;

/** Number of a row → its id, the same each time. */
const guid = (kind: string, n: string): string => `md5('${kind} ' || ${n})::uuid`;
/** Number of a row → its company. */
const company = (n: string): string => `(select id from explain_company where place = ${n} % ${companies})`;
const ofCompany = (n: string): string => `c.place = ${n} % ${companies}`;
/** Number of a row → id of a resource of the same company. */
const resource = (n: string): string =>
  `(1000 + (${n} % ${companies}) * ${resourcesPerCompany} + (${n} / ${companies}) % ${resourcesPerCompany})`;
/** When the n-th booking begins: each of a resource on a day of its own, in the years from 2031. */
const begin = (n: string): string =>
  `('2031-01-06 09:00+00'::timestamptz + (${n} / ${companies * resourcesPerCompany}) * interval '1 day')`;

/** Table → what its rows are selected from; `n` is 1 to the number of rows, `c` the row's company. Ids from a million. */
const rows: readonly (readonly [table: string, columns: string, values: string])[] = [
  [
    'app_user',
    'id, company_id, user_name, email, password_hash',
    `${guid('user', 'n')}, c.id, 'user' || n, 'user' || n || '@example.test', 'x'`,
  ],
  [
    'user_session',
    'id_hash, user_id, auth_provider, created_at, expires_at',
    `sha256(n::text::bytea), ${guid('user', 'n')}, 'credentials', now(), now() + interval '1 day'`,
  ],
  ['api_key', 'company_id, secret_hash', `c.id, sha256(n::text::bytea)`],
  [
    'customer',
    'id, company_id, user_id, firstname, lastname, email, phone',
    `${guid('customer', 'n')}, c.id, case when n % 3 = 0 then ${guid('user', 'n')} end, 'First' || n % 997, 'Last' || n % 4999,
      'customer' || n || '@example.test', '+46 8 ' || n`,
  ],
  ['invoice_address', 'customer_id, company_id, invoice_city', `${guid('customer', 'n')}, c.id, 'Lund'`],
  [
    'custom_field_data',
    'customer_id, custom_field_id, company_id, value',
    `${guid('customer', 'n')}, 1000 + n % ${companies}, c.id, 'value ' || n`,
  ],
  ['customer_comment', 'company_id, customer_id, comments', `c.id, ${guid('customer', 'n')}, 'Comment'`],
  [
    'user_access_key',
    'id, company_id, customer_id, access_key_type_id, value',
    `${guid('key', 'n')}, c.id, ${guid('customer', 'n')}, 1, 'key ' || n`,
  ],
  [
    'booking',
    `id, company_id, service_id, starts_at, ends_at, status, occupies, send_email_confirmation, send_sms_confirmation,
     cancellation_code`,
    `1000000 + n, c.id, 1000 + n % ${companies}, ${begin('n')}, ${begin('n')} + interval '1 hour', 1, true, true, false,
     'code ' || n`,
  ],
  [
    'booking_resource',
    'booking_id, resource_id, company_id, during, occupies',
    `1000000 + n, ${resource('n')}, c.id, tstzrange(${begin('n')}, ${begin('n')} + interval '1 hour'), true`,
  ],
  ['booking_contact', 'booking_id, company_id, customer_id', `1000000 + n, c.id, ${guid('customer', 'n')}`],
  ['booking_quantity', 'company_id, booking_id, quantity', `c.id, 1000000 + n, 1`],
  ['booking_log', 'company_id, booking_id, event, actor', `c.id, 1000000 + n, 'booked', 'demo'`],
  [
    'time_exception',
    'id, company_id, from_day, to_day, from_seconds, to_seconds, reason_text, block_time, private',
    `1000000 + n, c.id, ${begin('n')}::date, ${begin('n')}::date, 43200, 46800, 'Lunch', true, false`,
  ],
  ['time_exception_resource', 'time_exception_id, resource_id, company_id', `1000000 + n, ${resource('n')}, c.id`],
  ['time_exception_day', 'time_exception_id, day_of_week, company_id', `1000000 + n, 1 + n % 7, c.id`],
  [
    'time_exception_interval',
    'time_exception_id, during, company_id',
    `1000000 + n, tstzrange(${begin('n')} + interval '3 hours', ${begin('n')} + interval '4 hours'), c.id`,
  ],
  [
    'outbox_message',
    'company_id, kind, recipient, body, booking_id, status',
    `c.id, 'email', 'nobody@example.test', 'Text', 1000000 + n, 'sent'`,
  ],
  ['filing_customer', 'id, name, type', `1000000 + n, 'Customer ' || n, 'Internal'`],
  [
    'filing_account',
    'id, customer_id, user_name, profile_url, roles, permissions, invalid_login_attempts, created_date, modified_date',
    `1000000 + n, 1000000 + n, 'account-' || n, 'https://example.test/', '{}', '{}', 0, now(), now()`,
  ],
  ['filing_account_secret', 'account_id, scheme, fingerprint', `1000000 + n, 'imported', 'x'`],
  ['filing_subscription', 'account_id, product_id, created_date', `1000000 + n, 1 + n % 2, now()`],
];

/**
 * Gives ten companies together `count` rows in each table that grows, and tells the planner. Foreign keys are not checked
 * meanwhile: the rows are right, and checking them one by one takes longer than writing them.
 */
export async function fill(database: TestDatabase, count: number): Promise<void> {
  const client = await database.pool.connect();
  try {
    await client.query(`set session_replication_role = replica`);
    await fillCompanies(client);
    for (const [table, columns, values] of rows) {
      await client.query(
        `insert into ${table} (${columns}) select ${values}
         from generate_series(1, ${count}) n join explain_company c on ${ofCompany('n')} on conflict do nothing`,
      );
    }
    // Past the ids of the demo data, which clients may have chosen: what is in the way costs another statement.
    for (const table of ['customer', 'account']) await client.query(`select setval('filing_${table}_id_seq', 5000)`);
    await client.query('drop table explain_company');
    await client.query('reset session_replication_role');
    await client.query('vacuum (analyze)');
  } finally {
    client.release();
  }
}

async function fillCompanies(client: PoolClient): Promise<void> {
  await client.query(
    `insert into company (id, name) select ${guid('company', 'n')}, 'Company ' || n from generate_series(3, ${companies}) n`,
  );
  await client.query(
    `create table explain_company as select id, (row_number() over (order by name <> 'Aspens Gym', id) - 1)::int as place
     from company`,
  );
  await client.query(
    `insert into service (id, company_id, name, duration_minutes)
     select 1000 + n, ${company('n')}, 'Service', 60 from generate_series(0, ${companies - 1}) n`,
  );
  await client.query(
    `insert into custom_field (id, company_id, target_table, slot, name, description, data_type)
     select 1000 + n, ${company('n')}, 'Customer', 19, 'Field', 'Field', 'TextBox' from generate_series(0, ${companies - 1}) n`,
  );
  await client.query(
    `insert into resource (id, company_id, name)
     select 1000 + n, ${company(`(n / ${resourcesPerCompany})`)}, 'Resource ' || n
     from generate_series(0, ${companies * resourcesPerCompany - 1}) n`,
  );
}
