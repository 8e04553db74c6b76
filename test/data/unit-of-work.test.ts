import { inTransaction, inUnitOfWork } from '../../src/data';
import { namedQuery, namedStatement } from '../../src/data/named-query';
import { openEmptyDatabase, type TestDatabase } from '../support/database';

let database: TestDatabase;
const addNote = namedStatement('add_note', 'insert into note (id) values ($1)');

beforeAll(async () => {
  database = await openEmptyDatabase({ poolSize: 2 });
  await database.dataSource.query('create table note (id int primary key)');
});
afterAll(() => database.close());
beforeEach(() => database.dataSource.query('truncate note'));

async function notes(): Promise<number[]> {
  const rows = (await database.dataSource.query('select id from note order by id')) as { id: number }[];
  return rows.map(({ id }) => id);
}

const add = (id: number) => database.dataSource.query('insert into note values ($1)', [id]);

describe('inUnitOfWork', () => {
  it('commits as one what transactions, statements and named statements have done, or takes all of it back', async () => {
    const { dataSource } = database;
    const work = async (from: number, isRefused: boolean) => {
      await inTransaction(dataSource, (tx) => tx.query('insert into note values ($1)', [from]));
      await add(from + 1);
      await namedQuery(dataSource.manager, addNote, [from + 2]);
      await dataSource
        .createQueryBuilder()
        .insert()
        .into('note', ['id'])
        .values({ id: from + 3 })
        .execute();
      if (isRefused) throw new Error('refused');
      return notes();
    };

    await expect(inUnitOfWork(dataSource, () => work(1, true))).rejects.toThrow('refused');
    const none = await notes();
    const seenWithin = await inUnitOfWork(dataSource, () => work(1, false));

    expect(none).toEqual([]);
    expect(seenWithin).toEqual([1, 2, 3, 4]);
    expect(await notes()).toEqual([1, 2, 3, 4]);
  });

  it('lets a transaction within fail by itself, and a statement too', async () => {
    const { dataSource } = database;
    await inUnitOfWork(dataSource, async () => {
      await add(1);
      await inTransaction(dataSource, async (tx) => {
        await tx.query('insert into note values (2)');
        throw new Error('taken back');
      }).catch(() => undefined);
      await add(1).catch(() => undefined);
      await namedQuery(dataSource.manager, addNote, [1]).catch(() => undefined);
      await inTransaction(dataSource, (tx) => tx.query('insert into note values (1)')).catch(() => undefined);
      await inUnitOfWork(dataSource, () => add(3));
    });

    expect(await notes()).toEqual([1, 3]);
  });

  it('gives work that runs at once its turn', async () => {
    const { dataSource } = database;
    await inUnitOfWork(dataSource, () =>
      Promise.all([
        inTransaction(dataSource, async (tx) => {
          await tx.query('insert into note values (1)');
          await tx.query('select pg_sleep(0.01)');
          throw new Error('taken back');
        }).catch(() => undefined),
        add(2),
        inTransaction(dataSource, (tx) => tx.query('insert into note values (3)')),
        notes(),
        add(2).catch(() => undefined),
      ]),
    );

    expect(await notes()).toEqual([2, 3]);
  });

  it('does not hold what goes on after it', async () => {
    const { dataSource } = database;
    let later: Promise<unknown> = Promise.resolve();
    let goOn = () => {};
    const refusal = inUnitOfWork(dataSource, async () => {
      later = new Promise<void>((resolve) => {
        goOn = resolve;
      }).then(() => add(7));
      throw new Error('refused');
    });

    await expect(refusal).rejects.toThrow('refused');
    goOn();
    await later;
    expect(await notes()).toEqual([7]);
    expect(database.pool.idleCount).toBe(database.pool.totalCount);
  });

  it('has nothing to do with what others do meanwhile', async () => {
    const { dataSource } = database;
    let other: Promise<unknown> = Promise.resolve();
    const startOther = async () => {
      other = add(9);
    };
    await expect(
      Promise.all([
        inUnitOfWork(dataSource, async () => {
          await add(8);
          throw new Error('refused');
        }),
        startOther(),
      ]),
    ).rejects.toThrow('refused');
    await other;

    expect(await notes()).toEqual([9]);
  });
});
