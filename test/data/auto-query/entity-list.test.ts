import { CompanyEntity, entityList, type PlanPage, toQueryResponse } from '../../../src/data';
import { applyPlan } from '../../../src/data/auto-query/run-plan';
import type { RequestContext } from '../../../src/engine';
import { queryPlanner } from '../../../src/engine/autoquery/query-planner';
import { ItemName, QueryItemNames } from '../../engine/autoquery/item-dtos';
import { openTestDatabase, type TestDatabase } from '../../support/database';

const columns = { id: 'company.timeZone', name: 'company.name' };
const list = entityList(QueryItemNames, { columns, key: 'id', defaultOrder: '-name' });

let database: TestDatabase;
beforeAll(async () => {
  database = await openTestDatabase();
  const names = ['C', 'A', 'B', 'A', 'B'];
  await database.dataSource.manager.insert(
    CompanyEntity,
    names.map((name, index) => ({
      id: `0000000${index}-0000-4000-8000-000000000000`,
      name,
      timeZone: String(index + 1),
    })),
  );
});
afterAll(() => database.close());

/** What a Service has of its request. */
function contextOf(queryString = ''): RequestContext {
  const host = { log: { warn: () => undefined } };
  return { queryString, host } as unknown as RequestContext;
}

function companies(condition = 'true') {
  return database.dataSource.manager.createQueryBuilder(CompanyEntity, 'company').where(condition);
}

async function page(init: Partial<QueryItemNames>, queryString = '', condition?: string) {
  const request = Object.assign(new QueryItemNames(), init);
  const found: PlanPage<CompanyEntity> = await list(request, contextOf(queryString))(companies(condition));
  return toQueryResponse(found, ({ timeZone, name }) => Object.assign(new ItemName(), { id: Number(timeZone), name }));
}
const ids = async (...args: Parameters<typeof page>) => (await page(...args)).results.map(({ id }) => id).join('');

describe('entityList', () => {
  it.each<[string, Partial<QueryItemNames>, string]>([
    ['by its default order without a word', {}, '13524'],
    ['AQ-04: with the key last, so that pages do not overlap', { skip: 1, take: 2 }, '35'],
    ['AQ-05: by a member, then by key', { orderBy: 'Name' }, '24351'],
    ['AQ-05: turned round', { orderByDesc: '-Id' }, '12345'],
    ['nothing with take 0', { take: 0 }, ''],
    ['nothing beyond the end', { skip: 5 }, ''],
  ])('AQ-01 sorts and cuts %s', async (_name, init, expected) => {
    expect(await ids(init)).toBe(expected);
  });

  it('AQ-10 adds conditions to those of the query', async () => {
    expect(await ids({}, 'Name=A')).toBe('24');
    expect(await ids({}, 'Name=A', `company.timeZone <> '4'`)).toBe('2');
    expect(await ids({}, 'NameIn=A,C&IdBetween=1,2&Unknown=x')).toBe('12');
  });

  it('AQ-02, AQ-12 counts and calculates what both let through', async () => {
    const { total, meta, results } = await page(
      { take: 1, include: 'Total,MAX(Name),COUNT(DISTINCT Name)' },
      '',
      `company.name <> 'C'`,
    );

    expect(total).toBe(4);
    expect(meta).toEqual({ 'MAX(Name)': 'B', 'COUNT(DISTINCT Name)': '2' });
    expect(results).toHaveLength(1);
    expect(await page({ take: 1 })).toMatchObject({ total: 0, meta: {} });
    expect((await page({ take: 1, include: 'Total' })).meta).toBeUndefined();
  });

  it('AQ-11 answers the fields that were asked for, and distinct ones', async () => {
    const some = await page({ fields: 'NAME', take: 1 });
    const distinct = await page({ fields: 'DISTINCT Name', include: 'Total' });

    expect(some.results).toEqual([new ItemName()].map((row) => Object.assign(row, { name: 'C' })));
    expect(distinct.results.map(({ name }) => name)).toEqual(['A', 'B', 'C']);
    expect(distinct.total).toBe(3);
  });

  it('refuses members without column', async () => {
    await expect(page({ orderBy: 'timeZone' })).rejects.toMatchObject({
      status: 400,
      errorCode: 'Predicate',
      errors: [{ fieldName: 'orderBy', message: "orderBy cannot sort by 'timeZone'; use id, name." }],
    });
  });

  it('AQ-17 answers 400 for what the database cannot evaluate', async () => {
    await expect(page({ include: 'SUM(Name)' })).rejects.toMatchObject({ status: 400, errorCode: 'ArgumentException' });
    await expect(page({}, 'NameLike=%5C')).rejects.toMatchObject({ status: 400, errorCode: 'ArgumentException' });
  });

  it('AQ-03 answers at most 1,000 rows, and 100 when the request does not say', async () => {
    await database.dataSource.query(
      `insert into company (id, name, time_zone) select gen_random_uuid(), 'many', '7' from generate_series(1, 1100)`,
    );

    const [unsaid, greedy] = [await page({}), await page({ take: 5_000, include: 'Total' })];

    expect([unsaid.results.length, greedy.results.length, greedy.total]).toEqual([100, 1_000, 1_105]);
  });
});

describe('applyPlan', () => {
  it('leaves the rest of the query to its owner', async () => {
    const plan = queryPlanner(QueryItemNames, { members: ['id', 'name'], key: 'id' });
    const request = Object.assign(new QueryItemNames(), { orderBy: '-Id', take: 2 });
    const query = companies(`company.time_zone <> '7'`);

    const found = await applyPlan(query, plan(request, contextOf('NameIn=A,B')), columns).getMany();

    expect(found.map(({ timeZone }) => timeZone)).toEqual(['5', '4']);
  });
});
