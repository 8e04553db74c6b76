import { Colour, type Item, QueryItems } from '../../engine/autoquery/item-dtos';
import { type ItemHost, startItemHost } from './item-host';

let world: ItemHost;
beforeAll(async () => {
  world = await startItemHost();
});
afterAll(() => world?.close());

const all = 'Anna,anders,Berit,Carl,100%,under_score,Gina,Hans,Ivar,back\\slash';

describe('paging and order', () => {
  it('AQ-01 pages by take and skip, and echoes the offset', async () => {
    const answer = await world.get('skip=2&take=3');

    expect(answer).toMatchObject({ status: 200, offset: 2, total: 0, names: 'Berit,Carl,100%', meta: {} });
  });

  it('AQ-02 counts all rows when asked to, and has then no meta', async () => {
    const counted = await world.get('take=2&include=Total');
    const filtered = await world.get('take=1&include=total&City=Oslo');
    const uncounted = await world.get('take=2');

    expect([counted.total, counted.results.length, counted.meta]).toEqual([10, 2, undefined]);
    expect(filtered.total).toBe(5);
    expect([uncounted.total, uncounted.meta]).toEqual([0, {}]);
  });

  it('writes offset, total and results in this order', async () => {
    expect((await world.get('take=0&include=Total')).text).toBe('{"offset":0,"total":10,"results":[]}');
  });

  it('AQ-03 caps take by the limit of the host, which also holds without take', async () => {
    const limited = await startItemHost({ maxTake: 4, includeTotal: true });
    try {
      const [greedy, silent, modest] = [
        await limited.get('take=9'),
        await limited.get(''),
        await limited.get('take=1'),
      ];

      expect([greedy, silent, modest].map(({ results, total }) => [results.length, total])).toEqual([
        [4, 10],
        [4, 10],
        [1, 10],
      ]);
    } finally {
      await limited.close();
    }
  });

  it('AQ-04 sorts by primary key where nothing else is asked', async () => {
    // An update moves the row to the end of the table's file.
    await world.database.dataSource.query(`update item set secret = 'x' where name = 'Anna'`);

    expect((await world.get('skip=0')).names).toBe(all);
    expect((await world.get('')).names).toBe(all);
  });

  it.each([
    ['orderBy=-Age,Name', 'Berit,back\\slash,Ivar,Gina,under_score,100%,Anna,Hans,Carl,anders'],
    ['orderByDesc=-Age,Name', 'anders,Carl,Hans,Anna,100%,under_score,Gina,Ivar,back\\slash,Berit'],
    ['orderBy=-id&take=2', 'back\\slash,Ivar'],
    ['orderBy=Name&orderByDesc=Id&take=1', '100%'],
  ])('AQ-05 orders by ?%s', async (query, names) => {
    expect((await world.get(query)).names).toBe(names);
  });

  it.each(['orderBy=Nope', 'orderBy=secret', 'orderBy=tenantId', 'orderBy=tags', 'orderBy=1', 'orderByDesc=name desc'])(
    'answers 400 to ?%s',
    async (query) => {
      expect(await world.get(query)).toMatchObject({ status: 400, fields: [query.split('=')[0]] });
    },
  );
});

describe('conditions', () => {
  it.each([
    ['nameStartsWith=AN', 'Anna,anders'],
    ['NameContains=R', 'anders,Berit,Carl,under_score,Ivar'],
    ['NameEndsWith=S', 'anders,Hans'],
    ['NameContains=0%25', '100%'],
    ['NameContains=r_s', 'under_score'],
    ['NameContains=\\', 'back\\slash'],
    ['NameLike=a%25', 'Anna,anders'],
    ['NameLike=%25_R%25', 'Berit,Carl,under_score,Ivar,anders'],
  ])('AQ-06 searches in text, whatever the letter case: ?%s', async (query, names) => {
    expect((await world.get(query)).names.split(',').sort()).toEqual(names.split(',').sort());
  });

  it.each([
    ['Age>=30', '100%,under_score,Gina,Ivar,back\\slash'],
    ['Age%3E=30', '100%,under_score,Gina,Ivar,back\\slash'],
    ['>Age=30', 'Anna,100%,under_score,Gina,Hans,Ivar,back\\slash'],
    ['Age<=30', 'Anna,anders,Carl,Hans'],
    ['<Age=30', 'anders,Carl'],
    ['Age!=30', 'anders,Carl,100%,under_score,Gina,Ivar,back\\slash'],
    ['<>Age=30', 'anders,Carl,100%,under_score,Gina,Ivar,back\\slash'],
    ['minAge=35', 'Ivar,back\\slash'],
    ['MaxId=2', 'Anna,anders'],
  ])('AQ-07 compares: ?%s', async (query, names) => {
    expect((await world.get(query)).names).toBe(names);
  });

  it.each([
    ['AgeBetween=20,30', 'Anna,anders,Carl,Hans'],
    ['IdIn=1,2', 'Anna,anders'],
    ['Ids=1,2', 'Anna,anders'],
    ['ids=[2,1]', 'Anna,anders'],
    ['idsIn=1,2', 'Anna,anders'],
    ['ids=1&ids=2', 'Anna,anders'],
    ['NameIn=Anna,"Carl"', 'Anna,Carl'],
    ['Ages=20,25', 'anders,Carl'],
    ['TraitsHasAll=3', 'anders'],
    ['TraitsHasAny=Warm', 'anders,Berit'],
    ['TraitsHasAll=Warm,Loud', 'Berit'],
  ])('AQ-08 takes several values: ?%s', async (query, names) => {
    expect((await world.get(query)).names).toBe(names);
  });

  it.each([
    ['AgeIsNull=', 'Berit'],
    ['AgeIsNull', 'Berit'],
    ['Age=', 'Berit'],
    ['CityIsNull=', 'Carl'],
    ['CityIsNotNull=&AgeIsNotNull=&take=2', 'Anna,anders'],
  ])('AQ-09 asks for null without a value: ?%s', async (query, names) => {
    expect((await world.get(query)).names).toBe(names);
  });

  it.each([
    ['City=Bergen', 'Berit,100%,Hans'],
    ['city=Bergen&Age=30', 'Hans'],
    ['Unknown=1&secret=x&tenantId=b&tenant_id=b&tags=x&take=2', 'Anna,anders'],
    ['City=Bergen&_=12345&v=1&jsconfig=eccn', 'Berit,100%,Hans'],
    ['active=false', 'Berit'],
    ['colour=Green', 'anders,Carl'],
    ['colour=1,Red&take=1', 'Anna'],
    ['Price=10.5', 'Anna'],
    ['CreatedBetween=2025-01-02,2025-01-03', 'anders'],
    ['CreatedAfter=2025-01-10', 'back\\slash'],
    ['Day=2025-01-01', 'Anna'],
    ['PauseAbove=01:00:00', 'Anna'],
    ['search=nothing&take=1', 'Anna'],
    ['City=bergen', ''],
  ])('AQ-10 filters by what names a member and ignores the rest: ?%s', async (query, names) => {
    expect((await world.get(query)).names).toBe(names);
  });

  it('AQ-10 can be turned off', async () => {
    const typed = await startItemHost({ isUntyped: false });
    try {
      expect((await typed.get('City=Bergen')).results).toHaveLength(10);
      expect((await typed.get('ids=1')).results).toHaveLength(1);
    } finally {
      await typed.close();
    }
  });

  it('answers 400 with each parameter that cannot be read', async () => {
    expect(await world.get('AgeAbove=x&CreatedAfter=soon&City=ok&ref=zz')).toMatchObject({
      status: 400,
      errorCode: 'SerializationException',
      fields: ['AgeAbove', 'CreatedAfter', 'ref'],
    });
  });

  it('is enough with one of them where the DTO says so, and then nothing comes of none', async () => {
    const type = 'QueryAnyItems';

    expect((await world.get('name=Anna&age=25', { type })).names).toBe('Anna,Carl');
    expect((await world.get('name=Anna&City=Bergen', { type })).names).toBe('Anna,Berit,100%,Hans');
    expect((await world.get('include=Total', { type })).text).toBe('{"offset":0,"total":0,"results":[]}');
  });

  it('shows and asks a narrower row only for what it has', async () => {
    const type = 'QueryItemNames';
    const { results } = await world.get('take=1&Age=99&NameStartsWith=A', { type });

    expect(results).toEqual([{ id: 1, name: 'Anna' }]);
    expect((await world.get('orderBy=age', { type })).status).toBe(400);
  });
});

describe('fields and include', () => {
  it('AQ-11 answers the named members only', async () => {
    const { results } = await world.get('fields=id,NAME&take=2');

    expect(results).toEqual([
      { id: 1, name: 'Anna' },
      { id: 2, name: 'anders' },
    ]);
  });

  it('AQ-11 answers distinct values', async () => {
    const { results, total } = await world.get('fields=DISTINCT City&include=Total&CityIsNotNull=&orderBy=-City');
    const paged = await world.get('fields=distinct city,colour&skip=1&take=1');

    expect(results).toEqual([{ city: 'Tromsø' }, { city: 'Oslo' }, { city: 'Bergen' }]);
    expect(total).toBe(3);
    expect(paged.results).toEqual([{ city: 'Oslo', colour: 'Red' }]);
  });

  it.each([
    'fields=Nope',
    'fields=id,tenantId',
    'fields=*',
    'fields=name as x',
    'fields=DISTINCT secret',
    'include=MIN(secret)',
  ])('answers 400 to ?%s', async (query) => {
    expect(await world.get(query)).toMatchObject({ status: 400, fields: [query.split('=')[0]] });
  });

  it('AQ-12 fills meta with figures as texts, and the total when rows are counted', async () => {
    const answer = await world.get('fields=Id,Name&take=1&include=COUNT(*),MIN(Age)');

    expect(answer.results).toEqual([{ id: 1, name: 'Anna' }]);
    expect(answer.meta).toEqual({ 'COUNT(*)': '10', 'MIN(Age)': '20' });
    expect(answer.total).toBe(10);
  });

  it.each<[string, Record<string, string>]>([
    ['COUNT(DISTINCT City)', { 'COUNT(DISTINCT City)': '3' }],
    ['count(age)', { 'count(age)': '9' }],
    ['SUM(Age) AS years, AVG(Age)', { years: '272', 'AVG(Age)': '30.2222222222222222' }],
    ['SUM(Price)', { 'SUM(Price)': '100000000000018.49' }],
    [
      'MIN(Name),MAX(Created),MIN(Day)',
      { 'MIN(Name)': '100%', 'MAX(Created)': '2025-01-10T10:00:00Z', 'MIN(Day)': '2025-01-01' },
    ],
    ['FIRST(Name),LAST(Name)', { 'FIRST(Name)': 'Anna', 'LAST(Name)': 'back\\slash' }],
    ['MEDIAN(Age),Nonsense', {}],
  ])('AQ-12 knows include=%s', async (include, meta) => {
    expect((await world.get(`take=1&include=${encodeURIComponent(include)}`)).meta).toEqual(meta);
  });

  it('AQ-12 is about the rows that meet the conditions, in their order', async () => {
    const include = encodeURIComponent('Total,COUNT(*),MAX(Age),FIRST(Name) AS first,LAST(Name) AS last');
    const { meta, total } = await world.get(`take=1&City=Bergen&orderBy=-Name&include=${include}`);
    const none = await world.get('City=Nowhere&include=MAX(Age),FIRST(Age),COUNT(Age)');

    expect([meta, total]).toEqual([{ 'COUNT(*)': '3', 'MAX(Age)': '31', first: 'Hans', last: '100%' }, 3]);
    expect(none.meta).toEqual({ 'COUNT(Age)': '0' });
  });
});

describe('rows', () => {
  it('hold what members of their types hold', async () => {
    const { results } = await world.clientOf('a').get(new QueryItems({ ids: [1, 2] }));
    const [anna, anders] = results as [Item, Item];

    expect(anna).toMatchObject({
      id: 1,
      name: 'Anna',
      age: 30,
      city: 'Oslo',
      colour: 'Red',
      traits: 1,
      active: true,
      price: 10.5,
      created: '2025-01-01T10:00:00Z',
      day: '2025-01-01',
      pause: 'PT1H30M',
      rowVersion: expect.any(Number),
    });
    expect(anders).toMatchObject({ created: '2025-01-02T10:00:00.250Z', colour: Colour[Colour.Green] });
    expect(Object.keys(anders)).not.toContain('day');
    expect(Object.keys(anna)).not.toContain('secret');
  });

  it('are made by the entity where the source says so, and asked by its expressions', async () => {
    const type = 'QueryGuardedItems';
    const made = await world.get('take=2&NameStartsWith=b', { type });
    const doubled = await world.get('Age=50', { type });
    const few = await world.get('Age=50&fields=name', { type });
    const distinct = await world.get('fields=DISTINCT age&orderBy=-age&AgeIsNotNull=&take=2', { type });

    expect(made.results).toEqual([{ id: 10, name: 'BACK\\SLASH', city: 'Oslo', secret: 'made' }]);
    expect(doubled.results).toEqual([{ id: 4, name: 'CARL', secret: 'made' }]);
    expect(few.results).toEqual([{ name: 'CARL' }]);
    expect(distinct.results).toEqual([{ age: 72 }, { age: 70 }]);
  });
});

describe('the operation', () => {
  it('answers every verb, routes and batches', async () => {
    const posted = await fetch(`${world.url}/api/QueryItems`, {
      method: 'POST',
      body: JSON.stringify({ ids: [3], take: 1 }),
      headers: { authorization: 'Bearer a' },
    });
    const routed = await fetch(`${world.url}/items?Age=25`, {
      headers: { authorization: 'Bearer a', accept: 'application/json' },
    });
    const batch = await world.clientOf('a').sendAll([new QueryItems({ ids: [1] }), new QueryItems({ ids: [2] })]);

    expect(await posted.json()).toMatchObject({ results: [{ name: 'Berit' }] });
    expect(await routed.json()).toMatchObject({ results: [{ name: 'Carl' }] });
    expect(batch.map(({ results }) => results[0]?.name)).toEqual(['Anna', 'anders']);
  });

  it('runs guards and rules first', async () => {
    const anonymous = await fetch(`${world.url}/api/QueryGuardedItems`);
    const tooLong = await world.get('name=abcdef', { type: 'QueryGuardedItems' });

    expect(anonymous.status).toBe(401);
    expect(tooLong).toMatchObject({ status: 400, fields: ['name'] });
  });
});

describe('database errors', () => {
  it.each([
    'include=SUM(Name)',
    'include=AVG(Active)',
    'include=MIN(Ref)',
    'NameLike=a%5C',
    'CreatedAfter=0001-01-01&include=SUM(Created)',
  ])('AQ-17 are 400 ArgumentException without SQL: ?%s', async (query) => {
    const answer = await world.get(query);

    expect(answer).toMatchObject({ status: 400, errorCode: 'ArgumentException' });
    expect(answer.text).not.toMatch(/select|item\b|function|42|22|tenant/i);
  });

  it('AQ-17 of the connection are 503', async () => {
    const broken = await startItemHost();
    try {
      await broken.database.dataSource.destroy();

      const answer = await broken.get('');

      expect(answer).toMatchObject({ status: 503, errorCode: 'ServiceUnavailable' });
    } finally {
      await broken.database.dataSource.initialize();
      await broken.close();
    }
  });
});
