import fc from 'fast-check';
import { type Answer, type ItemHost, startItemHost } from './item-host';

/** Reliability 3.2 #25: whatever is sent, names come from the mapping and values are parameters. */
let world: ItemHost;
beforeAll(async () => {
  world = await startItemHost();
});
afterAll(() => world?.close());

const corpus = [
  `'`,
  `''`,
  `"`,
  '`',
  `\\`,
  `\\'`,
  `' or '1'='1`,
  `' or 1=1 --`,
  `" or ""="`,
  `') or ('a'='a`,
  `1; drop table item; --`,
  `1); delete from item; --`,
  `x' union select null, version(), null --`,
  `(select secret from item limit 1)`,
  `1 union all select tenant_id from item`,
  `name; select pg_sleep(5)`,
  `'||(select pg_sleep(5))||'`,
  `id desc, (select 1/0)`,
  `case when (1=1) then id else name end`,
  `row.tenant_id`,
  `"row"."tenant_id"`,
  `tenant_id`,
  `$1`,
  `:own0`,
  `:plan0`,
  `:...plan0`,
  `%`,
  `_`,
  `/**/`,
  `--`,
  `/* ' */`,
  `\u0000`,
  `ʼ or 1=1`,
  `＇ or 1=1`,
  `$$;drop table item;$$`,
  `E'\\x27'`,
  `{"a":1}`,
  `a->>'b'`,
  `__proto__`,
  `constructor`,
  `MIN(id) FROM item; --`,
  `COUNT(*); drop table item`,
  `COUNT(DISTINCT id) FROM item where ''=''`,
  `MIN(id) AS "x"; drop table item`,
  `DISTINCT id, secret`,
  `DISTINCT (select secret)`,
];
const members = 'id name age city colour traits active price ref created day pause rowVersion'.split(' ');
const words =
  'Like StartsWith Contains EndsWith In Ids Between HasAll HasAny IsNull IsNotNull Above Below NotEqualTo > < !'.split(
    ' ',
  );
const paging = ['skip', 'take', 'orderBy', 'orderByDesc', 'include', 'fields', 'meta'];

/** The requests' statuses, with what must hold for each of them. */
function expectRefusedOrAnswered({ status, errorCode, text }: Answer): void {
  expect([200, 400]).toContain(status);
  expect([
    undefined,
    'SerializationException',
    'ArgumentException',
    'Predicate',
    'BadRequest',
    'GreaterThanOrEqual',
    'MaximumLength',
  ]).toContain(errorCode);
  // The message may repeat what was sent, never what the server made of it.
  expect(text).not.toMatch(/"row"|item_pkey|syntax error|from "item"|tenant_id = /);
}

async function unchanged(): Promise<unknown> {
  return world.database.dataSource.query('select * from item order by id');
}

describe('SQL in parameters', () => {
  it('is text in every value', async () => {
    const before = await unchanged();
    const names = [
      ...paging,
      ...members,
      ...members.flatMap((name) => words.map((word) => `${name}${word}`)),
      'ids',
      'nameStartsWith',
      'minAge',
    ];

    for (const [index, name] of names.entries()) {
      // Every value meets every kind of parameter; all pairs would be thousands of requests.
      for (const value of corpus.filter((_, place) => paging.includes(name) || place % 16 === index % 16)) {
        expectRefusedOrAnswered(await world.get(`${encodeURIComponent(name)}=${encodeURIComponent(value)}`));
      }
    }

    expect(await unchanged()).toEqual(before);
  });

  it('is no name of anything', async () => {
    const before = await unchanged();

    for (const name of corpus.flatMap((text) => [text, `name${text}`, `${text}name`, `Name${text}Contains`])) {
      const answer = await world.get(`${encodeURIComponent(name)}=1&take=1`);

      expectRefusedOrAnswered(answer);
    }

    expect(await unchanged()).toEqual(before);
  });

  it('finds rows that hold it, and no others', async () => {
    await world.database.dataSource.query(`insert into item (tenant_id, name) select 'a', unnest($1::text[])`, [
      corpus.filter((text) => text !== '\u0000'),
    ]);
    for (const value of corpus.filter((text) => text !== '\u0000')) {
      const query = encodeURIComponent(value);
      const [equal, list, contained] = [
        await world.get(`Name=${query}`),
        await world.get(`NameIn=${encodeURIComponent(JSON.stringify([value]))}`),
        await world.get(`NameContains=${query}&take=1000`),
      ];

      expect(equal.results.map(({ name }) => name)).toEqual([value]);
      expect(list.results.map(({ name }) => name)).toEqual([value]);
      expect(contained.results.length).toBeGreaterThan(0);
      expect(contained.results.every(({ name }) => String(name).toLowerCase().includes(value.toLowerCase()))).toBe(
        true,
      );
    }
    await world.reset();
  });

  it('is text in bodies of changes', async () => {
    const post = async (name: string, body: object, verb = 'POST') =>
      fetch(`${world.url}/api/${name}`, {
        method: verb,
        body: JSON.stringify(body),
        headers: { authorization: 'Bearer a' },
      });
    for (const value of corpus) {
      const created = await post('CreateItem', { name: value, city: value, [value]: value });
      const patched = await post('PatchItem', { id: 1, name: value, reset: [value] }, 'PATCH');
      const noted = await post('SaveNote', { code: value, text: value });
      const deleted = await post('DeleteItems', { name: value });

      expect([200, 400]).toContain(created.status);
      expect([400, 405]).toContain(patched.status);
      expect([200, 400]).toContain(noted.status);
      expect([200, 400]).toContain(deleted.status);
    }
    const counts = await world.database.dataSource.query(
      `select count(*)::int as n, count(*) filter (where tenant_id = 'b')::int as foreign from item`,
    );

    expect(counts).toEqual([{ n: 12, foreign: 2 }]);
    await world.reset();
  });
});

describe('rows of another tenant', () => {
  const parameterName = fc.oneof(
    fc.constantFrom(...paging),
    fc.constantFrom(...members, 'tenantId', 'tenant_id', 'TenantId', 'companyId', 'secret', 'ids', 'search'),
    fc
      .tuple(
        fc.constantFrom('', '>', '<', '<>', 'Min', 'Max', 'From', 'Above'),
        fc.constantFrom(...members, 'tenantId'),
        fc.constantFrom('', ...words),
      )
      .map((parts) => parts.join('')),
    fc.constantFrom(...corpus),
  );
  const parameterValue = fc.oneof(
    fc.constantFrom(
      '',
      '0',
      '1',
      '11',
      '12',
      '11,12',
      '-987',
      '987',
      '[11,12]',
      'true',
      'b',
      '%',
      '%FOREIGN%',
      '1901-01-01,2099-12-31',
    ),
    fc.constantFrom(
      'COUNT(*)',
      'Total',
      'MAX(Name) AS m',
      'MIN(Age),MAX(Age)',
      'FIRST(City),LAST(City)',
      'MAX(Created),MIN(Day)',
      'SUM(Traits)',
    ),
    fc.constantFrom('name', '-id', '-age,name', 'DISTINCT name', 'DISTINCT city,age', 'id,name,secret'),
    fc.constantFrom(...corpus),
    fc.string({ maxLength: 12 }),
  );

  /** What only rows of tenant b hold; parameters that were sent may come back in messages. */
  const traces = /FOREIGN-|FOREIGN-CITY|AAAA-FOREIGN|98765|2099-09-09|1901-01-01T/;

  it('are never seen, whatever parameters are sent', async () => {
    const seen = { answered: 0, refused: 0 };
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(parameterName, parameterValue), { maxLength: 5 }),
        fc.constantFrom('QueryItems', 'QueryAnyItems', 'QueryItemNames', 'QueryGuardedItems'),
        async (parameters, type) => {
          const query = parameters.map((pair) => pair.map((text) => encodeURIComponent(text)).join('=')).join('&');
          const answer = await world.get(query, { type });

          expectRefusedOrAnswered(answer);
          if (answer.status !== 200) {
            seen.refused += 1;
            return;
          }
          seen.answered += 1;
          expect(answer.text).not.toMatch(traces);
          expect(answer.total).toBeLessThanOrEqual(10);
          expect(answer.results.length).toBeLessThanOrEqual(10);
          expect(answer.results.map(({ id }) => Number(id ?? 0)).every((id) => id <= 10)).toBe(true);
        },
      ),
      { numRuns: 600 },
    );

    expect(seen.answered).toBeGreaterThan(100);
    expect(seen.refused).toBeGreaterThan(50);
  });

  it('are those of the caller for the other tenant', async () => {
    const answer = await world.get('include=Total,MAX(Age)', { tenant: 'b' });

    expect(answer.names).toBe('FOREIGN-0,FOREIGN-1');
    expect([answer.total, answer.meta]).toEqual([2, { 'MAX(Age)': '987' }]);
  });

  it('are nobody’s for callers without a tenant', async () => {
    const response = await fetch(`${world.url}/api/QueryItems?include=Total`);

    expect(await response.json()).toEqual({ offset: 0, total: 0, results: [] });
  });
});
