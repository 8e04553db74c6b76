import type { DtoType, TypeModel } from '../../../src/engine/core/type-model';
import { furnish, signIn } from '../../fuzz/known-values';
import { factsOf } from '../../fuzz/operation-facts';
import { copied, type Tree } from '../../fuzz/tree';
import { type Target, validRequests } from '../../fuzz/valid-requests';
import type { DemoUser } from '../../support/start-app';
import { Attacker, mapConcurrently, printFigure } from './attacker';

/** SQL in every text of every operation, and in the names that queries take: parameters only, never 5xx. */
let attacker: Attacker;
let targets: readonly Target[];
beforeAll(async () => {
  attacker = await Attacker.open();
  const { app } = attacker;
  targets = validRequests(factsOf(app.host.operations), await furnish(app.url, await signIn(app.url)), 25);
}, 60_000);
afterAll(() => attacker?.close());

const corpus = [
  "'",
  '"',
  '\\',
  "' OR '1'='1",
  "' OR 1=1 --",
  "'; DROP TABLE customer; --",
  "'); DELETE FROM app_user; --",
  "' UNION SELECT null, version(), null --",
  "'||(SELECT pg_sleep(0))||'",
  '1; SELECT pg_sleep(0)',
  '$1',
  ':id',
  '%',
  '_',
  '%%%%%%%%%%%%%%%%%%%%',
  "E'\\x27'",
  '$$; DROP TABLE customer; $$',
  '/**/',
  '{"a":"\'"}',
  "$.a ? (@ == '1')",
  '\u02bc OR 1=1',
  '\uff07 OR 1=1',
  "a'/**/OR/**/'a'='a",
  'id desc, (SELECT 1/0)',
  'customer.password_hash',
] as const;

const leak = /syntax error|QueryFailedError|SQLSTATE|relation "|column "|violates |node_modules|\bat \S+ \(/i;

interface Place {
  readonly target: Target;
  readonly path: readonly (string | number)[];
}

function textsOf(
  type: DtoType,
  value: Tree,
  path: readonly (string | number)[] = [],
): (readonly (string | number)[])[] {
  return type.properties.flatMap(({ name, type: member }) => inside(member, value[name], [...path, name]));
}
function inside(type: TypeModel, value: unknown, path: readonly (string | number)[]): (readonly (string | number)[])[] {
  if (type.kind === 'scalar') return type.scalar === 'string' ? [path] : [];
  if (value === undefined || value === null) return [];
  if (type.kind === 'dto') return textsOf(type.type(), value as Tree, path);
  if (type.kind === 'list' && Array.isArray(value) && value.length > 0)
    return inside(type.item, value[0], [...path, 0]);
  return [];
}
function withText(tree: Tree, path: readonly (string | number)[], text: string): Tree {
  const copy = copied(tree) as Tree;
  const parent = path.slice(0, -1).reduce<Tree>((node, step) => node[step] as Tree, copy);
  parent[path.at(-1) as string] = text;
  return copy;
}
function callerOf({ fact, type }: Target): DemoUser | undefined {
  if (!fact.isGuarded) return undefined;
  return (type.ns ?? '').startsWith('PwC.') ? 'tax@missive.test' : 'admin@missive.test';
}

async function countsOf(tables: readonly string[]): Promise<number[]> {
  const counts: number[] = [];
  for (const table of tables)
    counts.push(...(await attacker.rows<{ n: number }>(`select count(*)::int n from ${table}`)).map(({ n }) => n));
  return counts;
}

it('reliability 3.2 #25 SQL is text in every text of every operation', async () => {
  const before = await countsOf(['app_user', 'company']);
  const places: Place[] = targets.flatMap((target) => {
    const paths = new Map(
      target.pool.flatMap((tree) => textsOf(target.type, tree)).map((path) => [path.join('.'), path]),
    );
    return [...paths.values()].map((path) => ({ target, path }));
  });
  // A third of the corpus to each text, another one to the next: every operation with three texts meets all of it.
  const shots = places.flatMap((place, index) =>
    corpus.filter((_, at) => at % 3 === index % 3).map((sql) => ({ ...place, sql })),
  );

  const wrong = await mapConcurrently(shots, 8, async ({ target, path, sql }) => {
    const tree = target.pool.find((one) =>
      textsOf(target.type, one).some((known) => known.join('.') === path.join('.')),
    );
    const verb = target.fact.verbs[0] ?? 'POST';
    const hit = await attacker.send({
      path: `/api/${target.fact.name}`,
      user: callerOf(target),
      body: withText(tree as Tree, path, sql),
      headers: { 'x-http-method-override': verb === 'ANY' ? 'POST' : verb },
    });
    const isWrong = hit.status >= 500 || leak.test(hit.message);
    return isWrong ? `${target.fact.name}.${path.join('.')} = ${sql}: ${hit.status} ${hit.text.slice(0, 200)}` : '';
  });

  printFigure(
    `SQL in ${places.length} texts of ${new Set(places.map(({ target }) => target.fact.name)).size} operations, ${shots.length} requests`,
  );
  expect(places.length).toBeGreaterThan(80);
  expect(wrong.filter((text) => text !== '').slice(0, 20)).toEqual([]);
  expect((await countsOf(['app_user', 'company'])).every((count, index) => count >= (before[index] as number))).toBe(
    true,
  );
}, 300_000);

it('reliability 3.2 #25 SQL is no order, field, condition or page of any list', async () => {
  const lists = targets.filter(({ type }) => hasBase(type, /^Query(?:Db|Data|Base)/));
  const names = [
    'orderBy',
    'orderByDesc',
    'fields',
    'include',
    'skip',
    'take',
    'Id',
    'IdIn',
    'IdBetween',
    'NameContains',
    'NameLike',
    'Created>',
  ];
  const shots = lists.flatMap((target) =>
    names.flatMap((name) =>
      corpus.map((sql) => ({ target, query: `${encodeURIComponent(name)}=${encodeURIComponent(sql)}` })),
    ),
  );
  const named = lists.flatMap((target) => corpus.map((sql) => ({ target, query: `${encodeURIComponent(sql)}=1` })));

  const wrong = await mapConcurrently([...shots, ...named], 8, async ({ target, query }) => {
    const hit = await attacker.send({ verb: 'GET', path: `/api/${target.fact.name}?${query}`, user: callerOf(target) });
    const isWrong = ![200, 400, 404].includes(hit.status) || leak.test(hit.message);
    return isWrong ? `${target.fact.name}?${decodeURIComponent(query)}: ${hit.status} ${hit.text.slice(0, 200)}` : '';
  });

  printFigure(`SQL in names of ${lists.length} lists, ${shots.length + named.length} requests`);
  expect(lists.length).toBeGreaterThan(5);
  expect(wrong.filter((text) => text !== '').slice(0, 20)).toEqual([]);
}, 300_000);

it('reliability 3.2 #25 a text that is SQL is found as that text, and finds nobody else', async () => {
  for (const sql of ["Zq1' OR '1'='1", "Zq2%' --", 'Zq3_Brien%']) {
    const created = await attacker.send({
      path: '/api/CreateCustomer',
      user: 'admin@missive.test',
      body: { Firstname: sql, Lastname: 'Sql', Phone: '+46701740605' },
    });
    const { Id } = JSON.parse(created.text) as { Id: string };

    const found = await attacker.send({
      verb: 'GET',
      path: `/api/CustomerQuery?Search=${encodeURIComponent(sql)}`,
      user: 'admin@missive.test',
    });

    expect((JSON.parse(found.text) as { Results: { Id: string }[] }).Results.map((row) => row.Id)).toEqual([Id]);
  }
});

function hasBase(type: DtoType, pattern: RegExp): boolean {
  return type.base !== undefined && (pattern.test(type.base.name) || hasBase(type.base, pattern));
}
