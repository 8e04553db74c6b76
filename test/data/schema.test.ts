import { entities, migrations } from '../../src/app-data';
import { migrate, pendingMigrations, revertLastMigration } from '../../src/data';
import { openEmptyDatabase, openTestDatabase, type TestDatabase } from '../support/database';

describe('entities and migrations', () => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await openTestDatabase();
  });
  afterAll(() => database.close());

  it('describe the same tables', async () => {
    const { upQueries } = await database.dataSource.driver.createSchemaBuilder().log();

    expect(upQueries.map((query) => query.query)).toEqual([]);
  });

  it('leave nothing to be migrated', async () => {
    const pending = await pendingMigrations(database);

    expect(pending).toEqual([]);
  });
});

describe('the migrations', () => {
  let database: TestDatabase;
  beforeEach(async () => {
    database = await openEmptyDatabase({ entities, migrations });
  });
  afterEach(() => database.close());

  it('run once', async () => {
    const first = await migrate(database);
    const second = await migrate(database);

    expect(first).toHaveLength(migrations.length);
    expect(second).toEqual([]);
  });

  it('can be taken back one by one, down to an empty database', async () => {
    await migrate(database);

    const reverted: (string | undefined)[] = [];
    for (const _ of migrations) reverted.push(await revertLastMigration(database));

    expect(reverted).toHaveLength(migrations.length);
    expect(reverted).not.toContain(undefined);
    expect(await revertLastMigration(database)).toBeUndefined();
    const tables = await database.dataSource.query(
      `select table_name from information_schema.tables where table_schema = 'public' order by 1`,
    );
    expect(tables).toEqual([{ table_name: 'migrations' }]);
  });
});
