import { randomBytes, randomUUID } from 'node:crypto';
import { AxemaSettingRepository } from '../../../src/booking/access/settings/axema-setting-repository';
import { CompanyRepository, SecretBox } from '../../../src/data';
import { openTestDatabase, type TestDatabase } from '../../support/database';

describe('a new key for stored secrets', () => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await openTestDatabase();
  });
  afterAll(() => database?.close());

  it('opens what the older one has sealed, seals it anew, and then needs the older one no more', async () => {
    const { manager } = database.dataSource;
    const [older, newer] = [`old:${randomBytes(32).toString('base64')}`, `new:${randomBytes(32).toString('base64')}`];
    const companyId = randomUUID();
    await new CompanyRepository(manager).add({ id: companyId, name: 'A', timeZone: 'UTC' });
    const values = { apiEndpoint: 'a.example', apiPort: 443, username: 'u', password: 'p4ssw0rd' };
    await new AxemaSettingRepository(manager, SecretBox.parse(older)).add(companyId, values, new Date());
    const both = new AxemaSettingRepository(manager, SecretBox.parse(`${newer},${older}`));

    const counts = [await both.resealStale(), await both.resealStale()];
    const [row] = await manager.query('select password_sealed from axema_setting where company_id = $1', [companyId]);
    const opened = SecretBox.parse(newer).open(row.password_sealed, `axema-setting:${companyId}`);

    expect(counts).toEqual([1, 0]);
    expect(opened).toBe('p4ssw0rd');
  });

  it('is not taken where the older one is missing', async () => {
    const stranger = SecretBox.parse(`x:${randomBytes(32).toString('base64')}`);

    await expect(new AxemaSettingRepository(database.dataSource.manager, stranger).resealStale()).rejects.toThrow(
      "sealed with key 'new'",
    );
  });
});
