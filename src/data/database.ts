import type { Pool, PoolConfig } from 'pg';
import { DataSource, type MigrationInterface, type MixedList } from 'typeorm';
import { type Log, silentLog } from '../engine';
import {
  embeddedPatience,
  type Patience,
  poolLimits,
  resilientClient,
  serverPatience,
  unlimitedPatience,
} from './connection-settings';
import { type EmbeddedDatabase, startEmbeddedDatabase } from './embedded/embedded-database';
import { TypeOrmLog } from './typeorm-log';
import { joinUnitsOfWork } from './unit-of-work';

type Class<T = object> = new () => T;

export interface DatabaseOptions {
  /** A PostgreSQL server, version 15 or newer. Absent: the embedded database. */
  readonly url?: string;
  /** Directory of the embedded database. Absent: in memory. */
  readonly dataDir?: string;
  /** A dump to start a new embedded database from. */
  readonly snapshot?: Uint8Array;
  readonly entities: readonly Class[];
  readonly migrations: readonly Class<MigrationInterface>[];
  /** Most connections of this process. Default: 10, more of which two cores cannot use. */
  readonly poolSize?: number;
  /** Default: true. False behind a proxy that gives each transaction another connection; see `namedQuery`. */
  readonly preparedStatements?: boolean;
  /** Changes to the defaults of `serverPatience` or `embeddedPatience`. */
  readonly patience?: Partial<Patience>;
  readonly log?: Log;
}

/** The open database of one process. */
export interface Database {
  readonly dataSource: DataSource;
  /** The pool below `dataSource`, for what speaks `pg`: the job engine. */
  readonly pool: Pool;
  readonly isEmbedded: boolean;
  /** A copy of an embedded database, for `snapshot`. Errors: on a server. */
  dump(): Promise<Uint8Array>;
  /** After whatever uses it: HTTP server first, then jobs, then this. */
  close(): Promise<void>;
}

/**
 * Opens the database; migrations do not run here, but in `migrate`.
 *
 * Errors: what keeps it from opening; nothing stays open then.
 */
export async function openDatabase(options: DatabaseOptions): Promise<Database> {
  if (options.url !== undefined) return connect(options, undefined);
  const embedded = await startEmbeddedDatabase({ dataDir: options.dataDir, snapshot: options.snapshot });
  try {
    return await connect(options, embedded);
  } catch (error) {
    await embedded.close();
    throw error;
  }
}

/**
 * A data source that whoever gets it connects and destroys, as TypeORM's command line does; the embedded database goes
 * with it. Statements may take as long as they like. Without `log` it prints what the command line prints.
 */
export async function createDataSource(options: DatabaseOptions): Promise<DataSource> {
  const unhurried = { ...options, patience: unlimitedPatience };
  if (options.url !== undefined) return describe(unhurried, undefined);
  const embedded = await startEmbeddedDatabase({ dataDir: options.dataDir, snapshot: options.snapshot });
  const dataSource = describe(unhurried, embedded);
  const destroy = dataSource.destroy.bind(dataSource);
  dataSource.destroy = () => destroy().finally(() => embedded.close());
  return dataSource;
}

function describe(options: DatabaseOptions, embedded: EmbeddedDatabase | undefined): DataSource {
  const dataSource = new DataSource({
    type: 'postgres',
    url: options.url,
    entities: [...options.entities] as MixedList<Class>,
    migrations: [...options.migrations],
    extra: { ...poolConfig(options, embedded), preparedStatements: options.preparedStatements },
    poolErrorHandler: (error: Error) => options.log?.warn({ err: error }, 'The pool lost an idle connection.'),
    // gen_random_uuid() is a function of PostgreSQL itself; no extension has to be there.
    uuidExtension: 'pgcrypto',
    installExtensions: false,
    logger: options.log && new TypeOrmLog(options.log),
  });
  return joinUnitsOfWork(dataSource);
}

async function connect(options: DatabaseOptions, embedded: EmbeddedDatabase | undefined): Promise<Database> {
  const dataSource = describe({ ...options, log: options.log ?? silentLog }, embedded);
  await initialize(dataSource);
  return {
    dataSource,
    pool: poolOf(dataSource),
    isEmbedded: embedded !== undefined,
    dump: async () => {
      if (!embedded) throw new Error('Only an embedded database can be dumped; use pg_dump.');
      return embedded.dump();
    },
    close: async () => {
      try {
        await dataSource.destroy();
      } finally {
        await embedded?.close();
      }
    },
  };
}

function poolConfig(options: DatabaseOptions, embedded: EmbeddedDatabase | undefined): PoolConfig {
  const patience = { ...(embedded ? embeddedPatience : serverPatience), ...options.patience };
  return {
    ...embedded?.connection,
    ...poolLimits(patience),
    max: options.poolSize ?? 10,
    application_name: 'missive',
    Client: resilientClient(options.log ?? silentLog),
  };
}

async function initialize(dataSource: DataSource): Promise<void> {
  try {
    await dataSource.initialize();
  } catch (error) {
    // TypeORM closes its pool only when it got as far as calling itself initialised.
    const pool = (dataSource.driver as { master?: Pool }).master;
    if (pool && !pool.ended && !pool.ending) await pool.end();
    throw error;
  }
}

function poolOf(dataSource: DataSource): Pool {
  const { master } = dataSource.driver as unknown as { master?: Pool };
  if (!master) throw new Error('The data source is not connected.');
  return master;
}
