import { openDatabase } from '../../../src/data';

/** Commits rows into the embedded database of its first argument and says so; leaves a transaction open at the end. */
async function main(): Promise<void> {
  const { dataSource, pool } = await openDatabase({ dataDir: process.argv[2], entities: [], migrations: [] });
  await pool.query('create table if not exists note (id int primary key)');
  const [{ next }] = await dataSource.query('select coalesce(max(id), 0) + 1 as next from note');
  for (let id = next; id < next + 200; id++) {
    await pool.query('insert into note values ($1)', [id]);
    process.send?.({ committed: id });
  }
  const client = await pool.connect();
  await client.query('begin');
  await client.query('insert into note select -n from generate_series(1, 1000) n');
  process.send?.({ isInTransaction: true });
}
main().catch((error: Error) => process.send?.({ error: error.message }));
