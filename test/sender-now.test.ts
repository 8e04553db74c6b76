import { ApiKeyRepository, CompanyRepository, UserRepository } from '../src/data';
import { Session } from '../src/engine';
import { senderNow } from '../src/stores';
import { openTestDatabase, type TestDatabase } from './support/database';
import { MovingClock } from './support/moving-clock';

const companyId = '11111111-1111-4111-8111-111111111111';
const clock = new MovingClock(new Date('2026-11-25T12:00:00Z'));
let database: TestDatabase;
let users: UserRepository;
let apiKeys: ApiKeyRepository;
let now: (session: Session) => Promise<Session | undefined>;

beforeAll(async () => {
  database = await openTestDatabase();
  const { manager } = database.dataSource;
  [users, apiKeys] = [new UserRepository(manager), new ApiKeyRepository(manager)];
  await new CompanyRepository(manager).add({ id: companyId, name: 'Anna AB' });
  now = senderNow({ users, apiKeys, clock });
});
afterAll(() => database.close());

async function aSender(userName: string): Promise<Session> {
  const userId = await users.add({ userName, companyId, roles: ['Admin'], permissions: ['CanAdd'] });
  return new Session({
    isAuthenticated: true,
    userId,
    companyId,
    roles: ['Admin', 'Manager'],
    permissions: ['CanAdd'],
    authProvider: 'credentials',
  });
}

describe('the sender of a message that has waited', () => {
  it('may do what it may do by now, not what it might then', async () => {
    const sender = await aSender('anna');
    const before = await now(sender);
    await users.unassign(sender.userId ?? '', ['Admin'], ['CanAdd']);

    expect(before).toMatchObject({ userId: sender.userId, roles: ['Admin'], permissions: ['CanAdd'] });
    expect(await now(sender)).toMatchObject({ isAuthenticated: true, roles: [], permissions: [] });
  });

  it('may do nothing once it is locked or gone', async () => {
    const sender = await aSender('bosse');
    await database.dataSource.query('update app_user set locked_at = now() where id = $1', [sender.userId]);
    const locked = await now(sender);
    await database.dataSource.query('delete from app_user where id = $1', [sender.userId]);

    expect([locked, await now(sender)]).toEqual([undefined, undefined]);
  });

  it('may do nothing once its API key is revoked or has ended', async () => {
    const { key } = await apiKeys.create(companyId, {
      roles: ['booking-read'],
      expiresAt: new Date('2026-11-26T12:00:00Z'),
    });
    const sender = new Session({ isAuthenticated: true, companyId, roles: ['all'], apiKeyId: key.id });
    const before = await now(sender);
    clock.advance(86_400_000);
    const ended = await now(sender);
    clock.advance(-86_400_000);
    await apiKeys.revoke(companyId, key.id);

    expect(before).toMatchObject({ roles: ['booking-read'], apiKeyScopes: ['booking-read'] });
    expect([ended, await now(sender)]).toEqual([undefined, undefined]);
  });

  it('is known from its token alone when another issuer names it', async () => {
    const sender = new Session({ isAuthenticated: true, userId: 'auth0|17', roles: ['Admin'], authProvider: 'jwt' });

    expect(await now(sender)).toBe(sender);
    expect(await now(new Session())).toEqual(new Session());
  });
});
