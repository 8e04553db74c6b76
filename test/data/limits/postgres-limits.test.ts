import { PostgresAttemptCounter, PostgresRequestCounts } from '../../../src/data';
import { RateLimits, signInLimiter } from '../../../src/engine';
import { openTestDatabase, type TestDatabase } from '../../support/database';
import { MovingClock } from '../../support/moving-clock';

let database: TestDatabase;
const clock = new MovingClock(new Date('2030-01-07T12:00:00Z'));
beforeAll(async () => {
  database = await openTestDatabase();
});
afterAll(() => database?.close());
beforeEach(async () => {
  clock.set('2030-01-07T12:00:00Z');
  await database.pool.query('truncate attempt_count, request_count');
});

describe('attempts in PostgreSQL', () => {
  const key = { kind: 'test', key: 'anna 127.0.0.1', windowSeconds: 300 };

  it('are counted from the first on, for as long as the window lasts', async () => {
    const counter = new PostgresAttemptCounter(database.pool, clock);

    const first = await counter.add(key);
    clock.advance(299_500);
    const second = await counter.add(key);
    await counter.takeBack(key);
    const third = await counter.add(key);
    clock.advance(500);
    const later = await counter.add(key);

    expect([first, second, third, later]).toEqual([
      { count: 1, secondsLeft: 300 },
      { count: 2, secondsLeft: 1 },
      { count: 2, secondsLeft: 1 },
      { count: 1, secondsLeft: 300 },
    ]);
  });

  it('reliability 3.2 #16: each get a number of their own, also at the same time from two processes', async () => {
    const counters = [
      new PostgresAttemptCounter(database.pool, clock),
      new PostgresAttemptCounter(database.pool, clock),
    ];

    const found = await Promise.all(Array.from({ length: 40 }, (_, index) => counters[index % 2]?.add(key)));

    expect(found.map((one) => one?.count ?? 0).toSorted((a, b) => a - b)).toEqual(
      Array.from({ length: 40 }, (_, index) => index + 1),
    );
  });

  it('are stored without the name and address that they are of, and forgotten', async () => {
    const counter = new PostgresAttemptCounter(database.pool, clock);
    await counter.add(key);
    const stored = await database.pool.query('select * from attempt_count');
    clock.advance(3_600_000);
    await counter.add({ ...key, key: 'somebody else' });

    const left = await database.pool.query('select * from attempt_count');

    expect(
      JSON.stringify(stored.rows.map((row) => ({ ...row, key_hash: row.key_hash.toString('latin1') }))),
    ).not.toContain('anna');
    expect([stored.rows.length, left.rows.length]).toEqual([1, 1]);
  });
});

describe('failed sign-ins (decisions D41)', () => {
  const from = (remoteAddress: string) => ({ remoteAddress });
  const limiter = () => signInLimiter(new PostgresAttemptCounter(database.pool, clock));
  const guess = async (userName: string, remoteAddress = '203.0.113.1') => {
    const one = limiter();
    await one.check(from(remoteAddress), userName);
    await one.failed(from(remoteAddress), userName);
  };

  it('reliability 3.2 #16: are ten in five minutes per user name and address, then 429', async () => {
    for (let attempt = 0; attempt < 10; attempt++) await guess('Anna ');

    await expect(guess('anna')).rejects.toMatchObject({
      status: 429,
      errorCode: 'TooManyRequests',
      headers: { 'Retry-After': '300' },
    });
    await expect(guess('bert')).resolves.toBeUndefined();
    await expect(guess('anna', '203.0.113.2')).resolves.toBeUndefined();
    clock.advance(300_000);
    await expect(guess('anna')).resolves.toBeUndefined();
  });

  it('reliability 3.2 #16: of 200 guesses at the same time ten get through', async () => {
    const outcomes = await Promise.allSettled(Array.from({ length: 200 }, () => guess('anna')));

    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(10);
  });

  it('leave sign-ins that succeed uncounted', async () => {
    const one = limiter();
    for (let attempt = 0; attempt < 30; attempt++) {
      await one.check(from('203.0.113.1'), 'anna');
      await one.succeeded(from('203.0.113.1'), 'anna');
    }

    await expect(guess('anna')).resolves.toBeUndefined();
  });
});

describe('requests that several processes have counted', () => {
  it('D41: are added up per minute and caller, and older ones forgotten', async () => {
    const [a, b] = [new PostgresRequestCounts(database.pool), new PostgresRequestCounts(database.pool)];
    const minute = Date.parse('2030-01-07T12:00:00Z');

    const first = await a.add(
      minute,
      new Map([
        ['user 1', 3],
        ['user 2', 1],
      ]),
    );
    const second = await b.add(minute, new Map([['user 1', 4]]));
    const next = await b.add(minute + 60_000, new Map([['user 1', 1]]));

    expect([[...first], [...second], [...next]]).toEqual([
      [
        ['user 1', 3],
        ['user 2', 1],
      ],
      [['user 1', 7]],
      [['user 1', 1]],
    ]);
    expect((await database.pool.query('select requests from request_count')).rows).toEqual([{ requests: 1 }]);
  });

  it('D41: add up under load without waiting for each other in a circle', async () => {
    const processes = Array.from({ length: 4 }, () => new PostgresRequestCounts(database.pool));
    const callers = Array.from({ length: 200 }, (_, index) => `user ${index}`);
    const minute = Date.parse('2030-01-07T12:00:00Z');

    await Promise.all(
      processes.flatMap((one, at) =>
        Array.from({ length: 5 }, () => {
          const order = at % 2 === 0 ? callers : callers.toReversed();
          return one.add(minute, new Map(order.map((caller) => [caller, 1])));
        }),
      ),
    );

    const { rows } = await database.pool.query('select distinct requests from request_count');
    expect(rows).toEqual([{ requests: 20 }]);
  });

  it('D41: let two processes agree on one limit', async () => {
    const start = () =>
      new RateLimits({ perAddress: 4, countsLoopback: true, counts: new PostgresRequestCounts(database.pool), clock });
    const [a, b] = [start(), start()];
    const call = () => ({ headers: {}, remoteAddress: '203.0.113.1', session: {}, responseHeaders: {} }) as never;
    a.take(call(), 2);
    b.take(call(), 2);
    await a.reconcile();
    await b.reconcile();

    expect(() => b.take(call())).toThrow('4 requests a minute');
    // A has been told of its own two only; with its next request it is told of the others.
    a.take(call());
    await a.reconcile();
    expect(() => a.take(call())).toThrow('4 requests a minute');
  });
});
