import { QueryFailedError } from 'typeorm';
import { databaseErrors, inTransaction, namedQuery, namedStatement, openDatabase } from '../../src/data';
import { breakConnections, openEmptyDatabase, type TestDatabase } from '../support/database';

const sum = namedStatement('sum', 'select $1::integer + $2::integer as sum');
const prepared = `select name, calls.calls::integer from pg_prepared_statements
  cross join lateral (select generic_plans + custom_plans as calls) calls where name = $1`;

describe('namedQuery', () => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await openEmptyDatabase({ poolSize: 1 });
  });
  afterAll(() => database.close());

  it('prepares a statement once per connection and runs it each time', async () => {
    const { manager } = database.dataSource;

    const answers = [await namedQuery(manager, sum, [1, 2]), await namedQuery(manager, sum, [3, 4])];

    expect(answers).toEqual([[{ sum: 3 }], [{ sum: 7 }]]);
    const stored = await database.dataSource.query(prepared.replace('name = $1', `name like '%' || $1`), [sum.name]);
    expect(stored).toEqual([{ name: expect.stringContaining(sum.name), calls: 2 }]);
  });

  it('takes part in the transaction that it is given', async () => {
    await database.dataSource.query('create table note (id integer primary key)');
    const add = namedStatement('add_note', 'insert into note (id) values ($1) returning id');

    const undone = inTransaction(database.dataSource, async (tx) => {
      await namedQuery(tx, add, [1]);
      throw new Error('no');
    });

    await expect(undone).rejects.toThrow('no');
    expect(await database.dataSource.query('select id from note')).toEqual([]);
    expect(await inTransaction(database.dataSource, (tx) => namedQuery(tx, add, [1]))).toEqual([{ id: 1 }]);
    expect(await database.dataSource.query('select id from note')).toEqual([{ id: 1 }]);
  });

  it('rejects as TypeORM does, so that whoever reads its errors reads these', async () => {
    const divide = namedStatement('divide', 'select 1 / $1::integer');

    const refused = namedQuery(database.dataSource.manager, divide, [0]);

    await expect(refused).rejects.toThrow(QueryFailedError);
    await expect(refused).rejects.toMatchObject({ driverError: { code: '22012' }, query: divide.text });
  });

  it('a lost connection is an error of the database, and the next one prepares anew', async () => {
    const { manager } = database.dataSource;
    const lost = inTransaction(database.dataSource, async (tx) => {
      await namedQuery(tx, sum, [1, 1]);
      await breakConnections(database);
      return namedQuery(tx, sum, [1, 1]);
    });

    const error: unknown = await lost.catch((reason: unknown) => reason);

    expect(databaseErrors(error)).toMatchObject({ status: 503 });
    expect(await namedQuery(manager, sum, [2, 2])).toEqual([{ sum: 4 }]);
  });

  it('statements of one label and different texts have different names', () => {
    expect(namedStatement('sum', 'select 1').name).not.toBe(namedStatement('sum', 'select 2').name);
  });
});

describe('namedQuery without prepared statements', () => {
  it('prepares nothing that outlives the call', async () => {
    const base = await openEmptyDatabase({ poolSize: 1 });
    const database = base.url
      ? await openDatabase({ url: base.url, entities: [], migrations: [], poolSize: 1, preparedStatements: false })
      : await openDatabase({ entities: [], migrations: [], poolSize: 1, preparedStatements: false });

    const answer = await namedQuery(database.dataSource.manager, sum, [1, 2]);

    const stored = await database.dataSource.query(`select name from pg_prepared_statements where name <> ''`);
    await database.close();
    await base.close();
    expect(answer).toEqual([{ sum: 3 }]);
    expect(stored).toEqual([]);
  });
});
