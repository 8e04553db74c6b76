import { dataEntities, inTransaction, openDatabase } from '../../../../src/data';
import { JobRunner, JobState } from '../../../../src/engine';
import { setTimeout as delay } from 'node:timers/promises';
const sync = new JobState({ name: 'sync' });
async function main(url: string, fenced: boolean) {
  const database = await openDatabase({ url, entities: dataEntities, migrations: [] });
  const L = (l: string) => (f: any, m?: string) => process.stderr.write(`${process.pid} ${l} ${m} ${f.err?.message ?? ''}\n`);
  const jobs = new JobRunner(database.pool, { beatMs: 200, pollMs: 100, deadAfterMs: 1500, log: { debug() {}, info() {}, warn: L('w'), error: L('e') } as any });
  jobs.handle('work', async (_p, { attempt, signal }) => {
    const token = (await sync.claim(database.dataSource, 1))!;
    for (;;) {
      const [{ cursor }] = await database.dataSource.query('select cursor from sync');
      if (cursor >= 60) break;
      await inTransaction(database.dataSource, async (tx) => {
        await tx.query('insert into effect values ($1, $2)', [cursor + 1, process.pid]);
        if (fenced) await sync.advance(tx, 1, token, { cursor: cursor + 1 });
        else await tx.query('update sync set cursor = $1', [cursor + 1]);
      });
      await delay(50);
      if (fenced) signal.throwIfAborted();
    }
    process.send?.({ done: attempt });
  });
  await jobs.start();
  process.send?.({ ready: true });
}
main(process.argv[2], process.argv[3] === 'fenced').catch((e) => process.send?.({ error: e.message }));
