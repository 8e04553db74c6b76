import {
  ApiKeyRepository,
  CompanyRepository,
  isForeignKeyViolation,
  isUniqueViolation,
  UserRepository,
} from '../../../src/data';
import { openTestDatabase, type TestDatabase } from '../../support/database';

const companyA = '11111111-1111-4111-8111-111111111111';
const companyB = '22222222-2222-4222-8222-222222222222';
let database: TestDatabase;
let companies: CompanyRepository;
let users: UserRepository;
let apiKeys: ApiKeyRepository;

beforeAll(async () => {
  database = await openTestDatabase();
  const { manager } = database.dataSource;
  companies = new CompanyRepository(manager);
  users = new UserRepository(manager);
  apiKeys = new ApiKeyRepository(manager);
  await companies.add({ id: companyA, name: 'A' });
  await companies.add({ id: companyB, name: 'B', timeZone: 'America/New_York' });
});
afterAll(() => database.close());
afterEach(() => database.dataSource.query('delete from api_key; delete from app_user'));

describe('companies', () => {
  it('have a time zone, Stockholm’s unless they say otherwise', async () => {
    expect(await companies.timeZone(companyA)).toBe('Europe/Stockholm');
    expect(await companies.timeZone(companyB)).toBe('America/New_York');
    expect(await companies.timeZone('33333333-3333-4333-8333-333333333333')).toBeUndefined();
  });
});

describe('users', () => {
  it('are found by name in any case, with the hash of their password', async () => {
    const id = await users.add({ companyId: companyA, userName: 'Åsa@missive.test', passwordHash: '$argon2id$x' });

    const found = await users.findByUserName('åSA@MISSIVE.test');

    expect(found).toMatchObject({ id, companyId: companyA, passwordHash: '$argon2id$x', roles: [], failedSignIns: 0 });
  });

  it('are found by id, without the hash', async () => {
    const id = await users.add({
      userName: 'anna',
      passwordHash: '$argon2id$x',
      roles: ['Admin'],
      permissions: ['CanAdd'],
    });

    const found = await users.find(id);

    expect(found).toMatchObject({ userName: 'anna', companyId: null, roles: ['Admin'], permissions: ['CanAdd'] });
    expect(found?.passwordHash).toBeUndefined();
  });

  it('have names that nobody else has in another case', async () => {
    await users.add({ userName: 'anna' });

    const twin = await users.add({ userName: 'ANNA' }).catch((error: unknown) => error);

    expect(isUniqueViolation(twin, 'uq_app_user_user_name')).toBe(true);
  });

  it('belong to a company that exists', async () => {
    const lost = users.add({ userName: 'lost', companyId: '33333333-3333-4333-8333-333333333333' });

    expect(isForeignKeyViolation(await lost.catch((error: unknown) => error), 'fk_app_user_company')).toBe(true);
  });

  it('count refused passwords until they sign in', async () => {
    const id = await users.add({ userName: 'anna' });

    const rule = { maxFailures: 3 };

    for (const user of [id, id, '33333333-3333-4333-8333-333333333333'])
      await users.lockAfterFailures(user, rule, new Date());

    expect((await users.find(id))?.failedSignIns).toBe(2);
    await users.recordSignIn(id);
    expect((await users.find(id))?.failedSignIns).toBe(0);
  });

  it('keep a new hash', async () => {
    const id = await users.add({ userName: 'anna', passwordHash: '$old' });

    await users.changePasswordHash(id, '$new');

    expect((await users.findByUserName('anna'))?.passwordHash).toBe('$new');
  });
});

describe('API keys', () => {
  it('are found by their secret, with or without hyphens and in any case', async () => {
    const { secret, key } = await apiKeys.create(companyA, { roles: ['reader'], notes: 'till' });

    for (const form of [secret, secret.toUpperCase(), secret.replaceAll('-', '')]) {
      expect(await apiKeys.findBySecret(form)).toMatchObject({ id: key.id, companyId: companyA, roles: ['reader'] });
    }
    expect(await apiKeys.findBySecret('something else')).toBeNull();
    expect(await apiKeys.findBySecret(key.id)).toBeNull();
  });

  it('keep nothing from which the secret could be read', async () => {
    const { secret } = await apiKeys.create(companyA);

    const [row] = await database.dataSource.query('select api_key::text as text from api_key');

    expect(row.text).not.toContain(secret);
    expect(row.text).not.toContain(secret.replaceAll('-', ''));
    expect(await apiKeys.findBySecret(secret)).not.toHaveProperty('secretHash');
  });

  it('may be given their secret', async () => {
    await apiKeys.create(companyA, { secret: 'a-secret-of-demo-data' });

    expect(await apiKeys.findBySecret('a-secret-of-demo-data')).toMatchObject({ companyId: companyA });
  });

  it('are listed for their own company only', async () => {
    const first = await apiKeys.create(companyA, { contactEmail: 'a@missive.test' });
    const second = await apiKeys.create(companyA, { expiresAt: new Date('2030-01-01T00:00:00Z') });
    await apiKeys.create(companyB);
    await apiKeys.revoke(companyA, first.key.id);

    expect((await apiKeys.list(companyA)).map((key) => key.id)).toEqual([first.key.id, second.key.id]);
    expect((await apiKeys.list(companyA, { activeOnly: true })).map((key) => key.id)).toEqual([second.key.id]);
    expect(await apiKeys.find(companyB, first.key.id)).toBeNull();
  });

  it('are revoked by their own company only', async () => {
    const { key, secret } = await apiKeys.create(companyA);

    expect(await apiKeys.revoke(companyB, key.id)).toBe(false);
    expect(await apiKeys.findBySecret(secret)).toMatchObject({ active: true });
    expect(await apiKeys.revoke(companyA, key.id)).toBe(true);
    expect(await apiKeys.revoke(companyA, key.id)).toBe(true);
    expect(await apiKeys.findBySecret(secret)).toMatchObject({ active: false });
  });
});
