import fc from 'fast-check';
import { CreateResource, ResourceQuery } from '../../../dtos/booking/resources';
import { type DemoUser, startApp, type TestApp } from '../../support/start-app';

/** The lists of the product take the members of AutoQuery, and give nothing away by them. */
let app: TestApp;
const tokens = new Map<DemoUser, string>();
beforeAll(async () => {
  app = await startApp();
  for (const user of ['admin@missive.test', 'customer@missive.test'] as const) {
    tokens.set(user, (await app.clientFor(user)).bearerToken ?? '');
  }
});
afterAll(() => app?.close());

interface Page {
  readonly status: number;
  readonly text: string;
  readonly Results: Record<string, unknown>[];
  readonly Total: number;
  readonly Meta?: Record<string, string>;
}

async function get(path: string, user: DemoUser = 'admin@missive.test'): Promise<Page> {
  const response = await fetch(`${app.url}${path}`, {
    headers: { authorization: `Bearer ${tokens.get(user)}`, accept: 'application/json' },
  });
  const text = await response.text();
  return { status: response.status, text, ...(JSON.parse(text) as Omit<Page, 'status' | 'text'>) };
}

/** With an id that no row has. */
const nobody = '00000000-0000-0000-0000-000000000000';
const lists = [
  ['/resource', '0'],
  ['/services', '0'],
  ['/customers', nobody],
  ['/bookings', '0'],
  ['/timeexceptions', '0'],
  ['/customfields', '0'],
  ['/customfields/validations', '0'],
  ['/accesskeytypes', '0'],
  ['/codelock/axema/usersync', nobody],
];

describe.each(lists)('GET %s', (path, absent) => {
  it('AQ-01, AQ-02, AQ-12 pages, counts and calculates', async () => {
    const [counted, paged] = [
      await get(`${path}?include=Total,COUNT(Id)`),
      await get(`${path}?skip=1&take=1&fields=Id`),
    ];

    const { length } = counted.Results;

    expect(counted).toMatchObject({ status: 200, Total: length, Meta: { 'COUNT(Id)': String(length) } });
    expect(paged.Results).toEqual(counted.Results.slice(1, 2).map(({ Id }) => ({ Id })));
  });

  it('AQ-04, AQ-05 sorts by members, and refuses what is none', async () => {
    const ids = (page: Page) => page.Results.map(({ Id }) => Id);
    const [up, down] = [await get(`${path}?orderBy=Id`), await get(`${path}?orderBy=-Id`)];
    const refused = await get(`${path}?orderBy=company_id`);

    expect(ids(down)).toEqual(ids(up).reverse());
    expect(refused.status).toBe(400);
  });

  it('AQ-10, AQ-17 filters by members, and refuses what does not fit', async () => {
    const [some] = (await get(path)).Results;
    const [found, none] = [await get(`${path}?IdIn=${some?.Id ?? absent}`), await get(`${path}?IdIn=${absent}`)];
    const refused = await get(`${path}?IdIn=x`);

    expect(found.Results.map(({ Id }) => Id)).toEqual(some ? [some.Id] : []);
    expect(none).toMatchObject({ status: 200, Results: [] });
    expect(refused.status).toBe(400);
  });

  it('AQ-10 shows nothing of another company, whatever is sent', async () => {
    const own = new Set((await get(`${path}?take=1000`)).Results.map(({ Id }) => Id));
    const names = fc.constantFrom(
      ...[
        'orderBy',
        'include',
        'fields',
        'Id!',
        'IdIsNotNull',
        'Name!',
        'NameLike',
        'CreatedFrom',
        'Company_Id',
        'companyId!',
      ],
    );
    const values = fc.constantFrom(
      `' or 1=1 --`,
      '%',
      '0',
      'Id',
      '-Id',
      'DISTINCT Id',
      'MAX(Id)',
      '1900-01-01',
      `x') or true --`,
    );

    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(names, values), { minLength: 1, maxLength: 3 }), async (parameters) => {
        const query = parameters.map((pair) => pair.map((text) => encodeURIComponent(text)).join('=')).join('&');
        const { status, Results = [] } = await get(`${path}?take=1000&${query}`);

        expect([200, 400]).toContain(status);
        expect(Results.filter(({ Id }) => Id !== undefined && !own.has(Id))).toEqual([]);
      }),
      { numRuns: 25 },
    );
  });
});

describe('what a caller may not see', () => {
  it('cannot be found out by conditions, order or figures', async () => {
    const admin = await app.clientFor('admin@missive.test');
    const customer = await app.clientFor('customer@missive.test');
    const { Id } = await admin.post(
      new CreateResource({ Name: 'Hidden', Email: 'hidden@example.com', AccessGroup: 'vault' }),
    );

    const listed = await customer.get(new ResourceQuery({ Id }));
    const asked = await get(`/resource?Id=${Id}&EmailStartsWith=nobody&AccessGroup=other`, 'customer@missive.test');
    const refused = [
      await get('/resource?orderBy=Email', 'customer@missive.test'),
      await get('/resource?include=MAX(MobilePhone)', 'customer@missive.test'),
      await get('/resource?fields=DISTINCT AccessGroup', 'customer@missive.test'),
      await get('/timeexceptions?include=MIN(ReasonText)', 'customer@missive.test'),
      await get('/bookings?orderBy=CancellationCode', 'customer@missive.test'),
    ];
    const selected = await get(`/resource?Id=${Id}&fields=Id,Email`, 'customer@missive.test');

    expect(listed.Results[0]).not.toHaveProperty('Email');
    expect(asked.Results.map((row) => row.Id)).toEqual([Id]);
    expect(refused.map(({ status }) => status)).toEqual([400, 400, 400, 400, 400]);
    expect(selected.Results).toEqual([{ Id }]);
  });
});
