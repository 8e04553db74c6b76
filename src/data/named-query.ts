import { createHash } from 'node:crypto';
import type { Pool, QueryConfig, QueryResult } from 'pg';
import { type EntityManager, QueryFailedError, QueryRunnerAlreadyReleasedError } from 'typeorm';
import { UnitOfWork } from './unit-of-work';

/** A statement that the server parses and plans once per connection. */
export interface NamedStatement {
  /** Of this very text: `customer_state_1f0c…`. At most 63 bytes, as all names of PostgreSQL. */
  readonly name: string;
  readonly text: string;
}

/** Names a text. Make each statement once, at import: what varies from call to call belongs into its parameters. */
export function namedStatement(label: string, text: string): NamedStatement {
  return { name: `${label}_${createHash('sha1').update(text).digest('hex').slice(0, 12)}`, text };
}

/**
 * The rows that a prepared statement answers, sent on the connection of `db`'s transaction, or on any one when `db` is
 * in none. TypeORM's `query()` names no statement, and planning a large one takes longer than running it.
 *
 * Without names where the data source was opened with `preparedStatements: false`, as it has to be behind a proxy that
 * gives each transaction another connection.
 * Errors: QueryFailedError, as `db.query()`.
 */
export async function namedQuery<Row>(
  db: EntityManager,
  { name, text }: NamedStatement,
  values: readonly unknown[],
): Promise<Row[]> {
  const { connection: dataSource, queryRunner } = db;
  if (queryRunner?.isReleased) throw new QueryRunnerAlreadyReleasedError();
  const sent = [...values];
  const query: QueryConfig = { ...(usesNames(db) && { name }), text, values: sent };
  const unit = queryRunner ? undefined : UnitOfWork.of(dataSource);
  const runner = queryRunner ?? unit?.statements;
  const target: Queryable = runner ? await runner.connect() : poolOf(db);
  const send = async () => (await target.query(query)).rows as Row[];
  dataSource.logger.logQuery(text, sent, queryRunner);
  try {
    return await (unit ? unit.statement(text, send) : send());
  } catch (error) {
    dataSource.logger.logQueryError(error as Error, text, sent, queryRunner);
    throw new QueryFailedError(text, sent, error as Error);
  }
}

interface Queryable {
  query(config: QueryConfig): Promise<QueryResult>;
}

function usesNames({ connection }: EntityManager): boolean {
  const { extra } = connection.options as { extra?: { preparedStatements?: boolean } };
  return extra?.preparedStatements !== false;
}

function poolOf({ connection }: EntityManager): Queryable {
  const { master } = connection.driver as unknown as { master?: Pool };
  if (!master) throw new Error('The data source is not connected.');
  return master;
}
