import { type BodyForm, contentTypes, encodeBody, queryText } from '../../fuzz/encode-body';
import { furnish, type KnownValues, signIn } from '../../fuzz/known-values';
import { define, type Tree } from '../../fuzz/tree';
import { validRequests } from '../../fuzz/valid-requests';
import { mapConcurrently, printFigure } from './attacker';
import { type ChildServer, startChildServer } from './child-server';

/**
 * Names that would set prototypes, in every format, depth and operation (decisions D5), against a process in which reading
 * or setting `__proto__` throws: whoever still does so answers 500.
 */
let server: ChildServer;
let known: KnownValues;
const authorization = new Map<string, string>();

beforeAll(async () => {
  server = await startChildServer(['--disable-proto=throw']);
  const identities = await signIn(server.url);
  for (const [user, token] of identities.authorization) authorization.set(user, token);
  known = await furnish(server.url, identities);
}, 60_000);
afterAll(() => server?.kill());

const names = ['__proto__', 'constructor', 'prototype'] as const;
const structured: readonly BodyForm[] = ['json', 'jsv', 'jsonl', 'xml', 'x-msgpack'];
const flat: readonly (BodyForm | 'query')[] = ['form', 'multipart', 'csv', 'query'];

interface Poison {
  readonly label: string;
  readonly verb: string;
  readonly path: string;
  readonly type?: string;
  readonly body?: Buffer;
}

/** `{ a: { a: { __proto__: { isAdmin: true } } } }` */
function nested(name: string, depth: number): Tree {
  const inner: Tree = {};
  define(inner, name, { isAdmin: true });
  let tree = inner;
  for (let level = 0; level < depth; level++) tree = { a: tree };
  return tree;
}

function mixed(good: Tree, poison: Tree): Tree {
  const both: Tree = {};
  for (const tree of [good, poison]) for (const [key, value] of Object.entries(tree)) define(both, key, value);
  return both;
}

function poisonsFor(name: string, good: Tree): Poison[] {
  const inBodies = structured.flatMap((form) =>
    names.flatMap((poison) =>
      [0, 1, 2, 3, 4, 5].map((depth) => ({
        label: `${poison} at depth ${depth} in ${form} of ${name}`,
        verb: 'POST',
        path: `/${form}/reply/${name}?format=json`,
        type: contentTypes[form],
        body: encodeBody(form, name, mixed(good, nested(poison, depth))),
      })),
    ),
  );
  const inFields = flat.flatMap((form) =>
    names.map((poison): Poison => {
      const label = `${poison} in ${form} of ${name}`;
      const tree = mixed(good, nested(poison, 0));
      if (form === 'query') return { label, verb: 'GET', path: `/api/${name}?${queryText(tree)}` };
      const path = form === 'csv' ? `/csv/reply/${name}?format=json` : `/api/${name}`;
      return { label, verb: 'POST', path, type: contentTypes[form], body: encodeBody(form, name, tree) };
    }),
  );
  return [...inBodies, ...inFields];
}

/** Empty where the name was refused as what it is. */
async function wrongAnswerTo({ label, verb, path, type, body }: Poison, user: string): Promise<string> {
  const response = await fetch(`${server.url}${path}`, {
    method: verb,
    headers: { authorization: authorization.get(user) ?? '', ...(type !== undefined && { 'content-type': type }) },
    body: body as BodyInit | undefined,
  });
  const text = await response.text();
  const isRefused = response.status === 400 && /not allowed as a member name|a name that is not allowed/.test(text);
  return isRefused ? '' : `${label}: ${response.status} ${text.slice(0, 200)}`;
}

it('reliability 3.2 #7 refuses 10,000 poisoned messages, and no prototype has changed', async () => {
  const targets = validRequests(server.operations, known, 1);
  const poisons = targets.flatMap(({ fact, pool }) => pool.slice(0, 2).flatMap((good) => poisonsFor(fact.name, good)));

  const answers = await mapConcurrently(poisons, 12, (poison) => wrongAnswerTo(poison, 'super@missive.test'));
  const { pollution, loopDelayMs } = await server.report();

  printFigure(`poisoned messages ${poisons.length}, loop delay p99 ${loopDelayMs.p99} ms`);
  expect(poisons.length).toBeGreaterThanOrEqual(10_000);
  expect(answers.filter((answer) => answer !== '').slice(0, 20)).toEqual([]);
  expect(pollution).toEqual([]);
}, 300_000);

it('reliability 3.2 #7 answers ordinary messages where `__proto__` throws', async () => {
  const response = await fetch(`${server.url}/api/CustomerQuery`, {
    headers: { authorization: authorization.get('admin@missive.test') ?? '' },
  });

  expect(response.status).toBe(200);
});
