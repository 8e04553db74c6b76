import { once } from 'node:events';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { join } from 'node:path';
import { Column, Entity } from 'typeorm';
import { databaseErrors, inTransaction, openDatabase, UserRepository } from '../../src/data';
import type { HttpError } from '../../src/engine';
import { breakConnections, openTestDatabase, type TestDatabase } from '../support/database';
import { eventually } from '../support/eventually';
import { testDirectory } from '../support/test-run';

let database: TestDatabase;
let users: UserRepository;

beforeAll(async () => {
  // Longer than a cold embedded database needs for its first answer.
  const patience = { connectMs: 2_000, statementMs: 0, queryMs: 2_000 };
  database = await openTestDatabase({ poolSize: 4, patience });
  users = new UserRepository(database.dataSource.manager);
});
afterAll(() => database.close());

@Entity('without_key')
class WithoutKey {
  @Column({ type: 'text' })
  text!: string;
}

async function errorOf(work: Promise<unknown>): Promise<unknown> {
  return work.then(
    () => undefined,
    (error: unknown) => error,
  );
}
function statusOf(error: unknown): number | undefined {
  return (databaseErrors(error) as HttpError | undefined)?.status;
}

describe('when connections break', () => {
  it('the process lives on and the pool fills again', async () => {
    const all = (): Promise<unknown> => Promise.all([1, 2, 3, 4].map(() => database.pool.query('select 1')));
    await all();

    for (let round = 0; round < 10; round++) {
      await breakConnections(database);
      await errorOf(all());
    }

    await eventually('the pool works', async () => (await errorOf(all())) === undefined);
    expect(database.pool.totalCount).toBeLessThanOrEqual(4);
    expect(database.pool.waitingCount).toBe(0);
  });

  it('a transaction fails with what answers 503, and nothing of it stays', async () => {
    const error = await errorOf(
      inTransaction(database.dataSource, async (tx) => {
        await users.in(tx).add({ userName: 'half' });
        await breakConnections(database);
        await tx.query('select 1');
      }),
    );

    expect(statusOf(error)).toBe(503);
    expect(await users.findByUserName('half')).toBeNull();
    expect(database.pool.idleCount).toBe(database.pool.totalCount);
  });

  it('a transaction fails although its work notices nothing', async () => {
    const error = await errorOf(
      inTransaction(database.dataSource, async (tx) => {
        await users.in(tx).add({ userName: 'half' });
        await breakConnections(database);
      }),
    );

    expect(statusOf(error)).toBe(503);
    expect(await users.findByUserName('half')).toBeNull();
  });

  it("a transaction of TypeORM's own fails with what answers 503 too", async () => {
    const error = await errorOf(
      database.dataSource.transaction(async (tx) => {
        await tx.query('select 1');
        await breakConnections(database);
        await tx.query('select 1').catch(() => undefined);
        await tx.query('select 1');
      }),
    );

    expect(statusOf(error)).toBe(503);
  });
});

describe('a statement that takes too long', () => {
  it('fails with what answers 503, and its connection is not used again', async () => {
    const { dataSource, pool } = database;

    const error = await errorOf(dataSource.query('select pg_sleep(3)'));

    expect(statusOf(error)).toBe(503);
    await eventually('the pool works', async () => (await errorOf(dataSource.query('select 1'))) === undefined);
    // Were the connection still there, whoever gets it would wait in vain.
    await Promise.all([1, 2, 3, 4].map(() => pool.query('select 1')));
  });
});

describe('a pool that is used up', () => {
  it('fails with what answers 503, and works once a connection is free', async () => {
    const clients = await Promise.all([1, 2, 3, 4].map(() => database.pool.connect()));

    const error = await errorOf(database.dataSource.query('select 1'));
    for (const client of clients) client.release();

    expect(statusOf(error)).toBe(503);
    expect(await database.dataSource.query('select 1 as one')).toEqual([{ one: 1 }]);
  });
});

describe('openDatabase', () => {
  it('fails when nothing listens there', async () => {
    const error = await errorOf(
      openDatabase({ url: 'postgres://postgres@127.0.0.1:1/none', entities: [], migrations: [] }),
    );

    expect(error).toMatchObject({ code: 'ECONNREFUSED' });
    expect(statusOf(error)).toBe(503);
  });

  it('fails in time when the server takes the connection and says nothing', async () => {
    const blackHole = createServer();
    blackHole.listen(0, '127.0.0.1');
    await once(blackHole, 'listening');
    const { port } = blackHole.address() as AddressInfo;

    const error = await errorOf(
      openDatabase({
        url: `postgres://postgres@127.0.0.1:${port}/none`,
        entities: [],
        migrations: [],
        patience: { connectMs: 200 },
      }),
    );

    expect(statusOf(error)).toBe(503);
    blackHole.close();
  });

  it('names what keeps the embedded database from opening', async () => {
    const notADirectory = join(mkdtempSync(join(testDirectory(), 'open-')), 'file');
    writeFileSync(notADirectory, 'text');

    const error = await errorOf(openDatabase({ dataDir: notADirectory, entities: [], migrations: [] }));

    expect(String(error)).toContain(`The embedded database ${notADirectory} does not open: `);
  });

  it('leaves nothing open when it fails half-way', async () => {
    const dataDir = join(mkdtempSync(join(testDirectory(), 'open-')), 'database');

    const error = await errorOf(openDatabase({ dataDir, entities: [WithoutKey], migrations: [] }));

    expect(String(error)).toContain('primary column');
    await (await openDatabase({ dataDir, entities: [], migrations: [] })).close();
  });
});
