import { UserRepository } from '../../../src/data';
import { hashPassword, verifyPassword } from '../../../src/engine';
import { WorkLimit } from '../../../src/engine/auth/work-limit';
import { userStore } from '../../../src/stores';
import { cpuMs } from '../../support/cpu-time';
import { openTestDatabase, type TestDatabase } from '../../support/database';
import { type AuthHost, basic, password, startAuthHost } from './auth-host';

const lockout = { maxFailures: 3, lockSeconds: 600 };
let database: TestDatabase;
beforeAll(async () => {
  database = await openTestDatabase();
}, 120_000);
afterAll(() => database?.close());

describe('an account', () => {
  let host: AuthHost;
  beforeAll(async () => {
    host = await startAuthHost({ profile: 'system', database, auth: { lockout, basic: true } });
    for (const userName of ['anna', 'bo', 'cy']) await host.addUser({ userName });
  });
  afterAll(() => host?.close());
  const attempt = async (userName: string, secret: string) => {
    const reply = await host.signIn(userName, { password: secret });
    return reply.status === 200 ? 'in' : reply.refusal().message;
  };

  it('is locked for a time after so many wrong passwords, and tells no more which is right', async () => {
    for (let count = 0; count < 3; count += 1) expect(await attempt('anna', 'x')).toBe('Invalid Username or Password');

    const locked = await host.signIn('anna');
    expect([locked.status, locked.refusal().errorCode]).toEqual([401, 'AuthenticationException']);
    expect(await attempt('anna', 'x')).toBe('This account has been locked');
    expect(await attempt('anna', password)).toBe('This account has been locked');
    expect((await host.post('/api/SecuredByValidator', { name: 'x' }, basic('anna', password))).refusal().message).toBe(
      'This account has been locked',
    );
    host.clock.advance(600_000);
    expect(await attempt('anna', 'x')).toBe('Invalid Username or Password');
    expect(await attempt('anna', password)).toBe('in');
  });

  it('counts from the start after a right password', async () => {
    const answers: string[] = [];
    for (const secret of ['x', 'x', password, 'x', 'x', password]) answers.push(await attempt('bo', secret));

    expect(answers.filter((answer) => answer === 'in')).toHaveLength(2);
    expect(answers).not.toContain('This account has been locked');
  });

  it('is locked by many guesses at once before the last of them is looked at', async () => {
    const answers = await Promise.all(Array.from({ length: 20 }, () => attempt('cy', 'x')));
    const looked = answers.filter((answer) => answer === 'Invalid Username or Password');

    // Two are looked at at a time.
    expect(looked.length).toBeGreaterThanOrEqual(3);
    expect(looked.length).toBeLessThanOrEqual(4);
    expect(answers).toContain('This account has been locked');
  });
});

it('stays locked until somebody unlocks it where no time is set', async () => {
  const host = await startAuthHost({ profile: 'system', database, auth: { lockout: { maxFailures: 1 } } });
  const id = await host.addUser({ userName: 'eva' });
  await host.signIn('eva', { password: 'x' });
  host.clock.advance(10 * 365 * 24 * 3600_000);
  const locked = await host.signIn('eva');
  await host.users.unlock(id);
  const unlocked = await host.signIn('eva');
  await host.close();

  expect([locked.status, unlocked.status]).toEqual([401, 200]);
});

it('counts the wrong passwords of unknown users too, since that takes time', async () => {
  const asked: (string | undefined)[] = [];
  const host = await startAuthHost({ profile: 'system', database }, ({ dataSource }) => {
    const store = userStore(new UserRepository(dataSource.manager));
    return {
      users: {
        ...store,
        recordFailedSignIn: (userId, rule, now) => {
          asked.push(userId);
          return store.recordFailedSignIn(userId, rule, now);
        },
      },
    };
  });
  const id = await host.addUser({ userName: 'dora' });
  for (const userName of ['dora', 'nobody']) await host.signIn(userName, { password: 'x' });
  await host.close();

  expect(asked).toEqual([id, undefined]);
});

it('hashes for unknown users as for others', async () => {
  const hash = await hashPassword(password);
  const leastCpuMs = async (passwordHash: string | undefined) => {
    const spent: number[] = [];
    for (let count = 0; count < 12; count += 1) {
      const before = cpuMs();
      await verifyPassword(passwordHash, 'x');
      spent.push(cpuMs() - before);
    }
    return Math.min(...spent);
  };
  await leastCpuMs(hash);
  const ratio = (await leastCpuMs(undefined)) / (await leastCpuMs(hash));

  expect(ratio).toBeGreaterThan(0.7);
  expect(ratio).toBeLessThan(1.4);
});

describe('a work limit', () => {
  it('runs so many at a time, the others in order, and refuses what is too much', async () => {
    const limit = new WorkLimit({ concurrent: 2, waiting: 3 });
    const begun: number[] = [];
    const ends: (() => void)[] = [];
    const works = [0, 1, 2, 3, 4, 5].map((number) =>
      limit
        .run(() => {
          begun.push(number);
          return new Promise<void>((resolve) => ends.push(resolve));
        })
        .then(
          () => 'done',
          (error: { status: number }) => error.status,
        ),
    );
    await new Promise(setImmediate);
    expect(begun).toEqual([0, 1]);
    while (ends.length > 0) {
      ends.shift()?.();
      await new Promise(setImmediate);
    }

    expect(begun).toEqual([0, 1, 2, 3, 4]);
    expect(await Promise.all(works)).toEqual(['done', 'done', 'done', 'done', 'done', 503]);
  });

  it('goes on after a work that fails', async () => {
    const limit = new WorkLimit({ concurrent: 1, waiting: 1 });
    const failed = await limit.run(() => Promise.reject(new Error('no'))).catch((error: Error) => error.message);

    expect([failed, await limit.run(async () => 'yes')]).toEqual(['no', 'yes']);
  });
});
