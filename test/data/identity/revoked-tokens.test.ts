import { RevokedTokenRepository } from '../../../src/data';
import { revokedTokenStore } from '../../../src/stores';
import { openTestDatabase, type TestDatabase } from '../../support/database';
import { MovingClock } from '../../support/moving-clock';

describe('revoked tokens', () => {
  let database: TestDatabase;
  let revoked: RevokedTokenRepository;
  beforeAll(async () => {
    database = await openTestDatabase();
    revoked = new RevokedTokenRepository(database.dataSource.manager);
  });
  afterAll(() => database?.close());

  const stored = async (): Promise<string[]> => {
    const rows = (await database.dataSource.query('select token_id from revoked_token order by 1')) as {
      token_id: string;
    }[];
    return rows.map((row) => row.token_id);
  };

  it('are known by their ids, whatever these look like', async () => {
    const ends = new Date('2030-01-01T00:00:00Z');
    for (const id of ['a', "x' or 'a' = 'a", 'å'.repeat(300)]) await revoked.revoke(id, ends);

    expect(await revoked.isRevoked('a')).toBe(true);
    expect(await revoked.isRevoked("x' or 'a' = 'a")).toBe(true);
    expect(await revoked.isRevoked('A')).toBe(false);
  });

  it('may be revoked twice', async () => {
    await revoked.revoke('twice', new Date('2030-01-01T00:00:00Z'));
    await revoked.revoke('twice', new Date('2031-01-01T00:00:00Z'));

    expect(await revoked.isRevoked('twice')).toBe(true);
  });

  it('are forgotten when they have ended, once an hour', async () => {
    await database.dataSource.query('delete from revoked_token');
    const clock = new MovingClock(new Date('2029-12-31T23:30:00Z'));
    const store = revokedTokenStore(revoked, clock);
    await store.revoke('first', new Date('2030-01-01T00:00:00Z'));
    clock.advance(40 * 60_000);
    await store.revoke('second', new Date('2030-06-01T00:00:00Z'));
    const withinTheHour = await stored();
    clock.advance(40 * 60_000);
    await store.revoke('third', new Date('2030-06-01T00:00:00Z'));

    expect(withinTheHour).toEqual(['first', 'second']);
    expect(await stored()).toEqual(['second', 'third']);
  });
});
