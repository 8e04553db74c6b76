import type { ClientBase } from 'pg';
import type { DataSource, EntityManager } from 'typeorm';
import { UnitOfWork } from './unit-of-work';

/**
 * Runs `work` in one transaction: committed when it resolves, rolled back when it rejects.
 *
 * Inside, use only `tx`, and await its queries one after another: on the embedded database another connection waits
 * until the transaction is over, and two queries at once on one connection are not allowed anywhere.
 *
 * Within a unit of work it is a part of that: it fails by itself, and is committed with it.
 *
 * Errors: what `work` rejects with. When the connection is lost meanwhile, that loss and not the errors that follow it.
 *         An Error when `work` resolves although one of its statements failed: the database commits no such transaction.
 */
export function inTransaction<T>(db: DataSource, work: (tx: EntityManager) => Promise<T>): Promise<T> {
  const unit = UnitOfWork.of(db);
  return unit ? unit.nested(work) : ownTransaction(db, work);
}

/**
 * Runs `work` in one transaction that everything joins which `work` does on `db`, transactions of its own included: it
 * is committed as one or not at all.
 *
 * Errors: as `inTransaction`.
 */
export function inUnitOfWork<T>(db: DataSource, work: (tx: EntityManager) => Promise<T>): Promise<T> {
  const unit = UnitOfWork.of(db);
  return unit ? unit.nested(work) : ownTransaction(db, (tx) => UnitOfWork.run(tx, () => work(tx)));
}

async function ownTransaction<T>(db: DataSource, work: (tx: EntityManager) => Promise<T>): Promise<T> {
  const runner = db.createQueryRunner();
  try {
    const client = (await runner.connect()) as ClientBase;
    const loss = watchForLoss(client);
    try {
      await runner.startTransaction();
      const result = await work(runner.manager);
      await commit(client);
      return result;
    } catch (error) {
      if (loss.error === undefined) await rollback(client);
      throw loss.error ?? error;
    } finally {
      loss.stopWatching();
    }
  } finally {
    await runner.release();
  }
}

interface Loss {
  error?: Error;
  stopWatching(): void;
}

function watchForLoss(client: ClientBase): Loss {
  const onError = (error: Error): void => {
    loss.error ??= error;
  };
  const loss: Loss = { stopWatching: () => client.removeListener('error', onError) };
  client.on('error', onError);
  return loss;
}

async function commit(client: ClientBase): Promise<void> {
  const { command } = await client.query('COMMIT');
  // PostgreSQL answers ROLLBACK, without an error, when an earlier statement had failed and nobody rethrew its error.
  if (command !== 'COMMIT') {
    throw new Error('The transaction was rolled back: a statement in it had failed, and its error was not passed on.');
  }
}

async function rollback(client: ClientBase): Promise<void> {
  try {
    await client.query('ROLLBACK');
  } catch {
    // The connection is gone, and the server rolls back by itself. The first error is the one that counts.
  }
}
