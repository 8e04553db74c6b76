import { deepStrictEqual } from 'node:assert';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { from as copyFrom } from 'pg-copy-streams';
import type { DataSource, EntityTarget, ObjectLiteral } from 'typeorm';
import type { Database } from '../../src/data';
import { FilingAccountEntity } from '../../src/tax-filing/accounts/account-entity';
import { RegistrationRepository } from '../../src/tax-filing/batches/registration-repository';
import { FilingCustomerEntity } from '../../src/tax-filing/customers/customer-entity';
import { type AccountBody, batchBody, batchSize } from '../contract/bodies';

export interface Rows {
  readonly customers: readonly FilingCustomerEntity[];
  readonly accounts: readonly FilingAccountEntity[];
}

/** The measured batch as rows: 1,000 customers with two accounts each. */
export function batchRows(): Rows {
  const { customers } = batchBody(batchSize);
  return {
    customers: customers.map(({ id, name, country, type }) => ({
      id: id + 1,
      name,
      country,
      type: type as 'Internal',
    })),
    accounts: customers.flatMap(({ accounts }) => accounts.map(accountRow)),
  };
}

function accountRow(body: AccountBody): FilingAccountEntity {
  const { index: _, refId, refIdStr: __, salt: ___, passwordHash: ____, digestHa1Hash: _____, ...rest } = body;
  return {
    ...rest,
    id: body.id + 1,
    customerId: refId + 1,
    birthDate: new Date(body.birthDate),
    birthDateRaw: null,
    address2: null,
    nickname: null,
    lastLoginAttempt: new Date(body.lastLoginAttempt),
    lockedDate: null,
    createdDate: new Date(body.createdDate),
    modifiedDate: new Date(body.modifiedDate),
  };
}

export type BatchWay = (rows: Rows) => Promise<void>;

/** Ways to store the batch in one transaction; the first is the product's. */
export function batchWays({ dataSource, pool }: Database): Readonly<Record<string, BatchWay>> {
  return {
    missive: ({ customers, accounts }) =>
      dataSource.transaction(async (tx) => {
        const repository = new RegistrationRepository(tx);
        await repository.addCustomers(customers);
        await repository.addAccounts(accounts.map((row) => ({ row, productIds: [] })));
      }),
    'TypeORM save, chunk 250': ({ customers, accounts }) =>
      dataSource.transaction(async (tx) => {
        // In chunks, because 2,000 accounts at once are more parameters than the protocol allows.
        await tx.save(FilingCustomerEntity, [...customers], { chunk: 250 });
        await tx.save(FilingAccountEntity, [...accounts], { chunk: 250 });
      }),
    'TypeORM upsert, chunk 500': ({ customers, accounts }) =>
      dataSource.transaction(async (tx) => {
        for (const rows of chunks(customers, 500)) await tx.upsert(FilingCustomerEntity, rows, ['id']);
        for (const rows of chunks(accounts, 500)) await tx.upsert(FilingAccountEntity, rows, ['id']);
      }),
    COPY: async ({ customers, accounts }) => {
      const client = await pool.connect();
      try {
        await client.query('begin');
        for (const [entity, rows] of [
          [FilingCustomerEntity, customers],
          [FilingAccountEntity, accounts],
        ] as const) {
          const { statement, text } = copyOf(dataSource, entity, rows);
          await pipeline(Readable.from([text]), client.query(copyFrom(statement)));
        }
        await client.query('commit');
      } finally {
        client.release();
      }
    },
  };
}

/** Empties the tables, stores the batch in one way, and answers the seconds of clock time. Errors: Error when rows are missing. */
export async function timeOf(database: Database, way: BatchWay, rows: Rows): Promise<number> {
  await database.pool.query('truncate filing_customer, filing_account cascade');
  const started = performance.now();
  await way(rows);
  const seconds = (performance.now() - started) / 1000;
  const { rows: stored } = await database.pool.query(
    `select (select count(*)::int from filing_customer) as customers, count(*)::int as accounts,
            count(*) filter (where city = 'Göteborg' and roles = '{User,Editor}' and meta ->> 'batch' = '7')::int as right
       from filing_account`,
  );
  const [customers, accounts] = [rows.customers.length, rows.accounts.length];
  deepStrictEqual(stored[0], { customers, accounts, right: accounts }, 'the batch is stored otherwise');
  return seconds;
}

function chunks<T>(rows: readonly T[], size: number): T[][] {
  return Array.from({ length: Math.ceil(rows.length / size) }, (_, n) => rows.slice(n * size, (n + 1) * size));
}

function copyOf(dataSource: DataSource, entity: EntityTarget<ObjectLiteral>, rows: readonly object[]) {
  const { tableName, columns } = dataSource.getMetadata(entity);
  const names = columns.map(({ databaseName }) => databaseName).join(', ');
  const line = (row: object) =>
    columns.map(({ propertyName }) => copyText((row as Record<string, unknown>)[propertyName])).join('\t');
  return { statement: `copy ${tableName} (${names}) from stdin`, text: `${rows.map(line).join('\n')}\n` };
}

/** A value in COPY's text format; none of the batch's texts holds a character that would have to be escaped. */
function copyText(value: unknown): string {
  if (value === null || value === undefined) return '\\N';
  if (value instanceof Date) return value.toISOString();
  if (Array.isArray(value)) return `{${value.join(',')}}`;
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}
