import { CompanyRepository, inTransaction } from '../../src/data';
import { openTestDatabase, type TestDatabase } from '../support/database';

const companyId = '11111111-1111-4111-8111-111111111111';
let database: TestDatabase;
let companies: CompanyRepository;

beforeAll(async () => {
  database = await openTestDatabase();
  companies = new CompanyRepository(database.dataSource.manager);
});
afterAll(() => database.close());
afterEach(() => database.dataSource.query('delete from company'));

describe('inTransaction', () => {
  it('commits and answers what the work answers', async () => {
    const answer = await inTransaction(database.dataSource, async (tx) => {
      await companies.in(tx).add({ id: companyId, name: 'Anna AB' });
      return 'done';
    });

    expect(answer).toBe('done');
    expect(await companies.find(companyId)).toMatchObject({ name: 'Anna AB' });
  });

  it('rolls back and rejects with what the work rejects with', async () => {
    const refusal = new Error('no');

    const attempt = inTransaction(database.dataSource, async (tx) => {
      await companies.in(tx).add({ id: companyId, name: 'Anna AB' });
      throw refusal;
    });

    await expect(attempt).rejects.toBe(refusal);
    expect(await companies.find(companyId)).toBeNull();
  });

  it('does not pretend to have committed when the work swallowed an error of the database', async () => {
    const attempt = inTransaction(database.dataSource, async (tx) => {
      await companies.in(tx).add({ id: companyId, name: 'Anna AB' });
      await tx.query('select 1 / 0').catch(() => undefined);
    });

    await expect(attempt).rejects.toThrow('The transaction was rolled back');
    expect(await companies.find(companyId)).toBeNull();
  });

  it('gives its connection back either way', async () => {
    for (let round = 0; round < 30; round++) {
      await inTransaction(database.dataSource, (tx) => tx.query('select 1'));
      await expect(inTransaction(database.dataSource, (tx) => tx.query('select 1 / 0'))).rejects.toThrow('division');
    }

    expect(database.pool.idleCount).toBe(database.pool.totalCount);
  });
});
