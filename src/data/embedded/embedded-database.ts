import { resolve } from 'node:path';
import type { Duplex } from 'node:stream';
import { DatabaseWorker } from './database-worker';
import { type DirectoryLock, lockDirectory } from './directory-lock';
import { WireMultiplexer } from './postgres-wire';

/** Extensions that the product's migrations may create. */
const extensions = ['btree_gist', 'citext', 'pg_trgm', 'pgcrypto'];

export interface EmbeddedDatabaseOptions {
  /** Where the files are; absent: in memory. */
  readonly dataDir?: string;
  /** A dump to start a new database from. */
  readonly snapshot?: Uint8Array;
  /** How long a query waits for another connection's transaction before it fails with 55P03. Default: 20 s. */
  readonly lockTimeoutMs?: number;
}

/** A PostgreSQL of our own (PGlite) for development, tests and small installations: one process, no server. */
export interface EmbeddedDatabase {
  /** Spread into the configuration of a `pg` Client or Pool, or TypeORM's `extra`. */
  readonly connection: { readonly stream: () => Duplex; readonly user: string; readonly database: string };
  /** A copy of the database as it is between two transactions. */
  dump(): Promise<Uint8Array>;
  /** Close the clients first. */
  close(): Promise<void>;
}

/** Errors: an Error that names the process, when another one has the directory open. */
export async function startEmbeddedDatabase(options: EmbeddedDatabaseOptions = {}): Promise<EmbeddedDatabase> {
  const dataDir = options.dataDir === undefined ? undefined : resolve(options.dataDir);
  let worker: DatabaseWorker | undefined;
  const lock = dataDir === undefined ? undefined : await lockDirectory(dataDir, (reason) => void worker?.abort(reason));
  try {
    worker = await DatabaseWorker.start({ dataDir: dataDir ?? 'memory://', extensions, snapshot: options.snapshot });
  } catch (error) {
    lock?.release();
    throw error;
  }
  return connectable(worker, lock, options.lockTimeoutMs ?? 20_000);
}

function connectable(worker: DatabaseWorker, lock: DirectoryLock | undefined, lockTimeoutMs: number): EmbeddedDatabase {
  const wire = new WireMultiplexer(worker, lockTimeoutMs);
  return {
    connection: { stream: wire.stream, user: 'postgres', database: 'postgres' },
    dump: () => wire.exclusively(() => worker.dump()),
    close: async () => {
      try {
        await worker.close();
      } finally {
        lock?.release();
      }
    },
  };
}
