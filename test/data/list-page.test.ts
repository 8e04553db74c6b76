import { CompanyEntity, type ListOptions, type ListRequest, listPage, toQueryResponse } from '../../src/data';
import { openTestDatabase, type TestDatabase } from '../support/database';

const options: ListOptions = {
  columns: { Id: 'company.id', Name: 'company.name', TimeZone: 'company.timeZone' },
  key: 'company.id',
};
/** The first block of the id says which one it is. */
const rows = [
  { id: '1', name: 'C', timeZone: 'Europe/Oslo' },
  { id: '2', name: 'A', timeZone: 'Europe/Stockholm' },
  { id: '3', name: 'B', timeZone: 'Europe/Stockholm' },
  { id: '4', name: 'A', timeZone: 'Europe/Oslo' },
  { id: '5', name: 'B', timeZone: 'Europe/Oslo' },
].map((row) => ({ ...row, id: `0000000${row.id}-0000-4000-8000-000000000000` }));

let database: TestDatabase;
beforeAll(async () => {
  database = await openTestDatabase();
  await database.dataSource.manager.insert(CompanyEntity, rows);
});
afterAll(() => database.close());

async function list(request: ListRequest, more: Partial<ListOptions> = {}) {
  const query = database.dataSource.manager.createQueryBuilder(CompanyEntity, 'company');
  const page = await listPage(query, request, { ...options, ...more });
  return toQueryResponse(page, (company) => company.id[7]);
}

describe('listPage', () => {
  it.each<[string, ListRequest, string]>([
    ['by key without anything', {}, '12345'],
    ['AQ-04: by key with skip and take', { skip: 1, take: 2 }, '23'],
    ['by a member, then by key', { orderBy: 'Name' }, '24351'],
    ['AQ-05: descending with a minus', { orderBy: '-Name' }, '13524'],
    ['by several members', { orderBy: 'TimeZone,-Name' }, '15432'],
    ['AQ-05: orderByDesc turns directions round', { orderByDesc: 'TimeZone,-Name' }, '23451'],
    ['by orderBy when both are given', { orderBy: 'Name', orderByDesc: 'Id' }, '24351'],
    ['whatever the case and spaces of names', { orderBy: ' name , - id ' }, '42531'],
    ['nothing with take 0', { take: 0 }, ''],
    ['nothing beyond the end', { skip: 5 }, ''],
  ])('sorts and cuts %s', async (_name, request, expected) => {
    const answer = await list(request);

    expect(answer.results.join('')).toBe(expected);
  });

  it('sorts by its default order when the request names none', async () => {
    expect((await list({}, { defaultOrder: '-TimeZone,Name' })).results.join('')).toBe('23451');
  });

  it('AQ-01, AQ-02: answers the offset, and no total unless asked', async () => {
    expect(await list({ skip: 3, take: 1 })).toMatchObject({ offset: 3, total: 0, results: ['4'], meta: {} });
  });

  it.each(['Total', 'total', 'COUNT(*), Total'])(
    'AQ-02: answers the number of all rows with include=%s',
    async (include) => {
      const answer = await list({ skip: 3, take: 1, include });

      expect(answer).toMatchObject({ offset: 3, total: 5, results: ['4'] });
      expect(answer.meta).toBeUndefined();
    },
  );

  it.each<[string, ListRequest, string, string]>([
    [
      'an unknown member',
      { orderBy: 'Name,Password' },
      'OrderBy',
      "OrderBy cannot sort by 'Password'; use Id, Name, TimeZone.",
    ],
    [
      'an unknown member',
      { orderByDesc: 'x' },
      'OrderByDesc',
      "OrderByDesc cannot sort by 'x'; use Id, Name, TimeZone.",
    ],
    ['SQL', { orderBy: 'name; drop table company' }, 'OrderBy', 'cannot sort by'],
    ['no member', { orderBy: 'Name,,Id' }, 'OrderBy', 'cannot sort by'],
    ['a negative skip', { skip: -1 }, 'Skip', 'Skip must be 0 or more; got -1.'],
    ['a negative take', { take: -5 }, 'Take', 'Take must be 0 or more; got -5.'],
  ])('refuses %s', async (_name, request, fieldName, message) => {
    await expect(list(request)).rejects.toMatchObject({
      status: 400,
      errors: [{ fieldName, message: expect.stringContaining(message) }],
    });
  });

  it('AQ-03: answers at most 1,000 rows, and 100 when the request does not say', async () => {
    await database.dataSource.query(
      `insert into company (id, name) select gen_random_uuid(), 'many' from generate_series(1, 1100)`,
    );

    const [unsaid, greedy] = [await list({}), await list({ take: 5_000, include: 'Total' })];

    expect(unsaid.results).toHaveLength(100);
    expect(greedy.results).toHaveLength(1_000);
    expect(greedy.total).toBe(1_105);
  });
});
