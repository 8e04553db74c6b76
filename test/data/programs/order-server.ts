import { dataEntities, dataMigrations, migrate, openDatabase } from '../../../src/data';
import { type IdempotencyStore, JobQueue, JobRunner } from '../../../src/engine';
import { createOrderTables, orderHost } from '../idempotency/order-host';

/**
 * Serves orders on the database of its first argument, a URL or the directory of an embedded one, with a queue of one-way
 * messages, and says where. The second argument says when an order under a key ends the process as a power cut would:
 * `before-commit`, `after-commit` (its answer is not sent), or never.
 */
async function main(where: string, fault?: string): Promise<void> {
  const isUrl = where.startsWith('postgres:');
  const database = await openDatabase({
    url: isUrl ? where : undefined,
    dataDir: isUrl ? undefined : where,
    entities: dataEntities,
    migrations: dataMigrations,
  });
  await migrate(database);
  await createOrderTables(database);
  const jobs = new JobRunner(database.pool, {
    beatMs: 200,
    deadAfterMs: 1_000,
    pollMs: 100,
    isSoleProcess: database.isEmbedded,
  });
  await jobs.migrate();
  const queue = new JobQueue(jobs, database.dataSource);
  const host = orderHost({ database }, { queue, watched: (store) => dying(store, fault) });
  queue.deliverTo(host);
  await host.listen(0);
  await jobs.start();
  process.send?.({ url: host.url });
}

function dying(store: IdempotencyStore, fault: string | undefined): IdempotencyStore {
  return {
    once: async (request, work) => {
      const outcome = await store.once(request, async () => {
        const answer = await work();
        if (fault === 'before-commit') await die();
        return answer;
      });
      if (fault === 'after-commit') await die();
      return outcome;
    },
  };
}

function die(): Promise<never> {
  process.kill(process.pid, 'SIGKILL');
  return new Promise(() => undefined);
}

main(process.argv[2], process.argv[3]).catch((error: Error) => process.send?.({ error: error.message }));
