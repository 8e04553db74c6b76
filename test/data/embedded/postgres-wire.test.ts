import { once } from 'node:events';
import { Client, Pool, type PoolClient } from 'pg';
import { type EmbeddedDatabase, startEmbeddedDatabase } from '../../../src/data/embedded/embedded-database';

let database: EmbeddedDatabase;
let pool: Pool;

beforeAll(async () => {
  database = await startEmbeddedDatabase({ lockTimeoutMs: 1_000 });
  pool = new Pool({ ...database.connection, max: 10 });
  await pool.query('create table note (id int primary key, text text not null)');
  await pool.query('create table counter (value int not null)');
});
afterAll(async () => {
  await pool.end();
  await database.close();
});
beforeEach(async () => {
  await pool.query('delete from note');
  await pool.query('delete from counter');
  await pool.query('insert into counter values (0)');
});

async function newClient(options: object = {}): Promise<Client> {
  const client = new Client({ ...database.connection, ...options });
  await client.connect();
  return client;
}
/** As if the process of the client had gone: no goodbye. */
function vanish(client: Client | PoolClient): void {
  client.on('error', () => undefined);
  (client as unknown as { connection: { stream: { destroy(): void } } }).connection.stream.destroy();
}
async function ids(): Promise<number[]> {
  return (await pool.query<{ id: number }>('select id from note order by id')).rows.map((row) => row.id);
}

describe('clients of one embedded database', () => {
  it('do not see into or disturb each other’s transactions', async () => {
    const increment = async (): Promise<void> => {
      const client = await pool.connect();
      try {
        await client.query('begin');
        const { rows } = await client.query<{ value: number }>('select value from counter');
        await client.query('update counter set value = $1', [rows[0].value + 1]);
        await client.query('commit');
      } finally {
        client.release();
      }
    };

    await Promise.all(Array.from({ length: 100 }, increment));

    const { rows } = await pool.query('select value from counter');
    expect(rows).toEqual([{ value: 100 }]);
  });

  it('lose their transaction when they vanish in the middle of it', async () => {
    const client = await newClient();
    await client.query('begin');
    await client.query(`insert into note values (1, 'never committed')`);

    vanish(client);

    expect(await ids()).toEqual([]);
  });

  it('lose their transaction when they vanish while a statement runs', async () => {
    const client = await newClient();
    await client.query('begin');
    const running = client.query(`insert into note select n, 'never committed' from generate_series(1, 50000) n`);

    vanish(client);

    await expect(running).rejects.toThrow('Connection terminated');
    expect(await ids()).toEqual([]);
  });

  it('keep what they committed, whoever vanishes at random', async () => {
    const committed: number[] = [];
    const attempt = async (id: number): Promise<void> => {
      const client = await newClient();
      await client.query('begin');
      await client.query(`insert into note values ($1, 'random')`, [id]);
      if (id % 3 === 0) return vanish(client);
      if (id % 5 === 0) await client.query('select 1 / 0').catch(() => undefined);
      const { command } = await client.query('commit');
      if (command === 'COMMIT') committed.push(id);
      await client.end();
    };

    await Promise.all(Array.from({ length: 120 }, (_, id) => attempt(id)));

    expect(committed.length).toBeGreaterThan(50);
    expect(await ids()).toEqual(committed.toSorted((a, b) => a - b));
  });

  it('may use one name for different prepared statements', async () => {
    const [first, second] = [await newClient(), await newClient()];

    const answers = [];
    for (const value of [1, 2]) {
      answers.push((await first.query({ name: 'same', text: 'select $1::int as n', values: [value] })).rows[0]);
      answers.push((await second.query({ name: 'same', text: 'select $1::text as t', values: [value] })).rows[0]);
    }

    expect(answers).toEqual([{ n: 1 }, { t: '1' }, { n: 2 }, { t: '2' }]);
    await Promise.all([first.end(), second.end()]);
  });

  it('leave no prepared statements behind', async () => {
    const client = await newClient();
    await client.query({ name: 'mine', text: 'select 1' });
    await client.end();

    await pool.query('select 1');

    const { rows } = await pool.query(`select name from pg_prepared_statements where name like '%mine'`);
    expect(rows).toEqual([]);
  });

  it('are notified of what they listen to, and of nothing else', async () => {
    const [first, second, other] = [await newClient(), await newClient(), await newClient()];
    const heard: string[] = [];
    first.on('notification', ({ channel, payload }) => heard.push(`first ${channel} ${payload}`));
    other.on('notification', ({ channel }) => heard.push(`other ${channel}`));
    await first.query('LISTEN "jobs:insert"');
    await second.query('listen news');
    await other.query('listen nothing');

    const news = once(second, 'notification');
    await pool.query(`notify "jobs:insert", 'one'`);
    await pool.query(`select pg_notify('news', 'two')`);
    const [{ channel, payload }] = await news;

    expect(`${channel} ${payload}`).toBe('news two');
    expect(heard).toEqual(['first jobs:insert one']);
    await Promise.all([first.end(), second.end(), other.end()]);
  });

  it('go on listening when another one stops', async () => {
    const [first, second] = [await newClient(), await newClient()];
    await first.query('listen news');
    await second.query('listen news');

    await second.query('unlisten *');
    const heard = once(first, 'notification');
    await pool.query(`notify news, 'still there'`);

    expect((await heard)[0].payload).toBe('still there');
    await Promise.all([first.end(), second.end()]);
  });

  it('get each answer of a pipeline, those after an error too', async () => {
    const client = await newClient({ pipeline: true });

    const answers = await Promise.allSettled([
      client.query('select $1::int as n', [1]),
      client.query('select 1 / $1::int as n', [0]),
      client.query('select $1::int as n', [3]),
    ]);

    expect(
      answers.map((answer) => (answer.status === 'fulfilled' ? answer.value.rows[0].n : answer.reason.code)),
    ).toEqual([1, '22012', 3]);
    await client.end();
  });

  it('get several statements in one text done as a whole or not at all', async () => {
    const both = pool.query(`insert into note values (1, 'a'); insert into note values (1, 'the same id')`);

    await expect(both).rejects.toMatchObject({ code: '23505' });
    expect(await ids()).toEqual([]);
  });

  it('get an error instead of waiting for ever when they use two connections in one transaction', async () => {
    const client = await pool.connect();
    await client.query('begin');

    await expect(pool.query('select 1')).rejects.toMatchObject({
      code: '55P03',
      message: expect.stringContaining('Inside a transaction use its EntityManager'),
    });
    await client.query('commit');
    client.release();

    expect((await pool.query('select 1 as one')).rows).toEqual([{ one: 1 }]);
  });
});

describe('a copy of an embedded database', () => {
  it('is taken between transactions, and another one starts from it', async () => {
    const client = await pool.connect();
    await client.query('begin');
    await client.query(`insert into note values (1, 'committed later')`);
    const dumped = database.dump();
    await client.query('commit');
    client.release();

    const copy = await startEmbeddedDatabase({ snapshot: await dumped });

    const copied = new Pool(copy.connection);
    const { rows } = await copied.query('select text from note');
    expect(rows).toEqual([{ text: 'committed later' }]);
    await copied.end();
    await copy.close();
  });
});

describe('an embedded database that has stopped', () => {
  it('fails its clients’ queries at once', async () => {
    const stopped = await startEmbeddedDatabase();
    const client = new Client(stopped.connection);
    await client.connect();
    await stopped.close();

    await expect(client.query('select 1')).rejects.toMatchObject({ code: '08006' });
    await client.end();
  });
});
