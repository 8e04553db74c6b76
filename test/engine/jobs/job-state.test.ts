import { inTransaction } from '../../../src/data';
import { FencedError, JobState } from '../../../src/engine';
import { openEmptyDatabase, type TestDatabase } from '../../support/database';

const sync = new JobState({ name: 'sync', idColumn: 'sync_id' });
let database: TestDatabase;

beforeAll(async () => {
  database = await openEmptyDatabase();
  await database.dataSource.query(
    'create table sync (sync_id int primary key, attempt_token uuid, cursor int, status text)',
  );
  await database.dataSource.query('create table effect (sync_id int, number int)');
});
afterAll(() => database.close());
beforeEach(async () => {
  await database.dataSource.query('delete from sync; delete from effect');
  await database.dataSource.query('insert into sync (sync_id, cursor) values (1, 0)');
});

function chunk(token: string, number: number): Promise<void> {
  return inTransaction(database.dataSource, async (tx) => {
    await tx.query('insert into effect values (1, $1)', [number]);
    await sync.advance(tx, 1, token, { cursor: number, status: 'Processing' });
  });
}
async function effects(): Promise<number[]> {
  const rows: { number: number }[] = await database.dataSource.query('select number from effect order by number');
  return rows.map((row) => row.number);
}

describe('JobState', () => {
  it('lets an attempt write as long as no other one has claimed the job', async () => {
    const token = String(await sync.claim(database.dataSource, 1));

    await chunk(token, 1);
    await chunk(token, 2);

    expect(await effects()).toEqual([1, 2]);
    expect(await database.dataSource.query('select cursor, status from sync')).toEqual([
      { cursor: 2, status: 'Processing' },
    ]);
  });

  it('lets nothing of an attempt through that was overtaken', async () => {
    const paused = String(await sync.claim(database.dataSource, 1));
    await chunk(paused, 1);
    const next = String(await sync.claim(database.dataSource, 1));
    await chunk(next, 2);

    await expect(chunk(paused, 3)).rejects.toThrow(FencedError);

    expect(await effects()).toEqual([1, 2]);
    await chunk(next, 3);
    expect(await effects()).toEqual([1, 2, 3]);
  });

  it('gives each of many claims a token of its own, of which the last counts', async () => {
    const tokens = await Promise.all([1, 2, 3, 4, 5].map(() => sync.claim(database.dataSource, 1)));
    const [{ last }] = await database.dataSource.query('select attempt_token as last from sync');

    const outcomes = await Promise.allSettled(tokens.map((token) => chunk(String(token), 1)));

    expect(new Set(tokens).size).toBe(5);
    expect(outcomes.map((outcome) => outcome.status === 'fulfilled')).toEqual(tokens.map((token) => token === last));
  });

  it('claims nothing that is not there', async () => {
    expect(await sync.claim(database.dataSource, 99)).toBeUndefined();
  });

  it.each(['sync; drop table sync', 'Sync', '', 'a.b'])('refuses the table name %p', (name) => {
    expect(() => new JobState({ name })).toThrow('A table or column is named in lower case');
  });

  it('refuses the name of a column that is none', async () => {
    const token = String(await sync.claim(database.dataSource, 1));

    await expect(sync.advance(database.dataSource, 1, token, { 'status = 1 --': 1 })).rejects.toThrow('lower case');
  });
});
