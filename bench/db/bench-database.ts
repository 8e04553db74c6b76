import { Client } from 'pg';
import { entities, migrations } from '../../src/app-data';
import { CustomFieldEntity } from '../../src/booking/custom-fields/custom-field-entity';
import { customerTable } from '../../src/booking/custom-fields/slots';
import { CompanyRepository, type Database, migrate, openDatabase } from '../../src/data';
import { JobRunner } from '../../src/engine';
import { sample } from '../contract/bodies';

export interface BenchDatabase extends Database {
  readonly url: string;
}

/**
 * Runs `work` on a database of its own with the product's tables, on the server that DATABASE_URL names, and drops it.
 * Errors: Error without DATABASE_URL.
 */
export async function withDatabase(work: (database: BenchDatabase) => Promise<void>): Promise<void> {
  const { DATABASE_URL: server } = process.env;
  if (!server) throw new Error('DATABASE_URL must name a PostgreSQL server; figures of the embedded one say nothing.');
  const name = `missive_bench_${process.pid}`;
  const url = new URL(server);
  url.pathname = `/${name}`;
  await onServer(server, `create database ${name}`);
  try {
    const database = await openDatabase({ url: url.href, entities, migrations });
    try {
      await migrate(database);
      await new JobRunner(database.pool).migrate();
      await work({ ...database, url: url.href });
    } finally {
      await database.close();
    }
  } finally {
    await onServer(server, `drop database if exists ${name} with (force)`);
  }
}

async function onServer(server: string, statement: string): Promise<void> {
  const client = new Client({ connectionString: server });
  await client.connect();
  await client.query(statement).finally(() => client.end());
}

/** The id of the n-th customer, and of its access keys. */
export const customerId = (n: number): string => `0b5e7c1a-3d2f-4a6b-9c8d-${String(n).padStart(12, '0')}`;
export const keyId = (customer: number, n: 0 | 1): string =>
  `1b5e7c1a-3d2f-4a6b-9c8d-${String(customer * 2 + n).padStart(12, '0')}`;

const idSql = (lead: number, n: string) => `('${lead}b5e7c1a-3d2f-4a6b-9c8d-' || lpad((${n})::text, 12, '0'))::uuid`;

/** A company with two custom fields. Answers their ids. */
export async function addCompany({ dataSource: { manager } }: Database): Promise<readonly number[]> {
  await new CompanyRepository(manager).add({ id: sample.companyId, name: 'Bench' });
  const fields = [1, 2].map((slot) => ({ slot, name: `Field ${slot}`, description: 'A field', dataType: 'TextBox' }));
  const company = { companyId: sample.companyId, targetTable: customerTable };
  const added = await manager.insert(
    CustomFieldEntity,
    fields.map((field) => ({ ...field, ...company })),
  );
  return added.identifiers.map(({ id }) => id as number);
}

/** Customers from–to with two access keys each. */
export async function addCustomers({ pool }: Database, from: number, to: number): Promise<void> {
  const company = `'${sample.companyId}'::uuid`;
  await pool.query(
    `insert into customer (id, company_id, firstname, lastname, email, phone)
     select ${idSql(0, 'n')}, ${company}, 'Anna ' || n, 'Svensson', 'anna.' || n || '@example.com', '+46 70 123 45 67'
       from generate_series($1::int, $2::int) n`,
    [from, to],
  );
  await pool.query(
    `insert into user_access_key (id, company_id, access_key_type_id, value, customer_id, description)
     select ${idSql(1, 'n * 2 + k')}, ${company}, 1, 'key ' || n || ' ' || k, ${idSql(0, 'n')}, 'main door'
       from generate_series($1::int, $2::int) n, generate_series(0, 1) k`,
    [from, to],
  );
  await pool.query('analyze customer, user_access_key');
}
