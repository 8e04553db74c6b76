import { randomBytes } from 'node:crypto';
import { SessionRepository, UserRepository } from '../../../src/data';
import { openTestDatabase, type TestDatabase } from '../../support/database';

const now = new Date('2026-11-25T12:00:00Z');
const later = (seconds: number) => new Date(now.getTime() + seconds * 1000);
let database: TestDatabase;
let users: UserRepository;
let sessions: SessionRepository;

beforeAll(async () => {
  database = await openTestDatabase();
  users = new UserRepository(database.dataSource.manager);
  sessions = new SessionRepository(database.dataSource.manager);
});
afterAll(() => database?.close());
afterEach(() => database.dataSource.query('delete from app_user'));

async function addSession(userId: string, seconds = 60): Promise<Buffer> {
  const idHash = randomBytes(32);
  await sessions.add({ idHash, userId, authProvider: 'credentials', createdAt: now, expiresAt: later(seconds) });
  return idHash;
}

describe('sessions', () => {
  it('are found until they expire, with the user as he is now', async () => {
    const userId = await users.add({ userName: 'anna', passwordHash: '$x' });
    const idHash = await addSession(userId);
    await users.assign(userId, ['Editor'], []);

    const found = await sessions.find(idHash, later(59));

    expect(found).toMatchObject({ authProvider: 'credentials', user: { id: userId, roles: ['Editor'] } });
    expect(found?.user.passwordHash).toBeUndefined();
    expect(await sessions.find(idHash, later(60))).toBeNull();
    expect(await sessions.find(randomBytes(32), now)).toBeNull();
  });

  it('are removed one by one, of a user, with the user, and when they have expired', async () => {
    const [anna, bo] = [await users.add({ userName: 'anna' }), await users.add({ userName: 'bo' })];
    const [first, second, third] = [await addSession(anna), await addSession(anna), await addSession(bo)];
    await addSession(bo, -60);
    const isThere = async (idHash: Buffer) => (await sessions.find(idHash, now)) !== null;

    await sessions.remove(first);
    await sessions.remove(first);
    expect([await isThere(first), await isThere(second)]).toEqual([false, true]);
    await sessions.removeOfUser(anna);
    expect([await isThere(second), await isThere(third)]).toEqual([false, true]);
    expect([await sessions.removeExpired(now), await sessions.removeExpired(now)]).toEqual([1, 0]);
    await database.dataSource.query('delete from app_user where id = $1', [bo]);
    expect(await isThere(third)).toBe(false);
  });
});

describe('accounts', () => {
  it('are locked for a time, and counted from 1 when it is over', async () => {
    const id = await users.add({ userName: 'anna' });
    const rule = { maxFailures: 2, lockSeconds: 60 };
    await users.lockAfterFailures(id, rule, now);
    expect((await users.find(id))?.lockedUntil).toBeNull();

    await users.lockAfterFailures(id, rule, now);
    expect(await users.find(id)).toMatchObject({ failedSignIns: 2, lockedUntil: later(60), lockedAt: null });
    await users.lockAfterFailures(id, rule, later(60));
    expect(await users.find(id)).toMatchObject({ failedSignIns: 1, lockedUntil: null });
  });

  it('are locked for good where no time is given, until they are unlocked', async () => {
    const id = await users.add({ userName: 'anna' });
    await users.lockAfterFailures(id, { maxFailures: 1 }, now);
    expect(await users.find(id)).toMatchObject({ lockedUntil: null, lockedAt: now });

    await users.recordSignIn(id);
    expect(await users.find(id)).toMatchObject({ failedSignIns: 0, lockedAt: now });
    await users.unlock(id);
    expect(await users.find(id)).toMatchObject({ failedSignIns: 0, lockedAt: null });
  });

  it('are all counted when passwords are refused at the same time', async () => {
    const id = await users.add({ userName: 'anna' });
    await Promise.all(Array.from({ length: 8 }, () => users.lockAfterFailures(id, { maxFailures: 100 }, now)));

    expect((await users.find(id))?.failedSignIns).toBe(8);
  });

  it('keep the order of roles, and say whose e-mail address it is', async () => {
    const id = await users.add({ userName: 'anna', email: 'Anna@missive.test', roles: ['B', 'A'] });

    expect((await users.assign(id, ['C', 'A', 'C'], ['CanAdd']))?.roles).toEqual(['B', 'A', 'C']);
    expect(await users.unassign(id, ['A', 'Z'], [])).toMatchObject({ roles: ['B', 'C'], permissions: ['CanAdd'] });
    expect(await users.assign('33333333-3333-4333-8333-333333333333', ['A'], [])).toBeNull();
    expect([await users.isEmailTaken('anna@MISSIVE.test'), await users.isEmailTaken('bo@missive.test')]).toEqual([
      true,
      false,
    ]);
  });
});
