import fc from 'fast-check';
import type { DtoType, TypeModel } from '../../../src/engine/core/type-model';
import { furnish, signIn } from '../../fuzz/known-values';
import { factsOf } from '../../fuzz/operation-facts';
import { copied, type Tree } from '../../fuzz/tree';
import { type Target, validRequests } from '../../fuzz/valid-requests';
import type { DemoUser } from '../../support/start-app';
import { Attacker, printFigure } from './attacker';

/** Each leaf of a message replaced by every JSON type, for every operation of the product (fast-check). */
let attacker: Attacker;
let targets: readonly Target[];

beforeAll(async () => {
  attacker = await Attacker.open();
  const { app } = attacker;
  const known = await furnish(app.url, await signIn(app.url));
  targets = validRequests(factsOf(app.host.operations), known, 8).filter(({ type }) => type.properties.length > 0);
}, 60_000);
afterAll(() => attacker?.close());

const wrongValues: readonly unknown[] = [
  null,
  true,
  false,
  'false',
  '',
  'x',
  0,
  -1,
  1.5,
  1e300,
  9_007_199_254_740_992,
  [],
  [[]],
  [null],
  ['x', 1],
  {},
  { $gt: '' },
  { length: 3 },
  { toString: 'x' },
  { valueOf: { a: 1 } },
];

interface Leaf {
  readonly path: readonly (string | number)[];
  /** As the wire names it: `AccessKeys[0].Value`. */
  readonly name: string;
}

/** Every member that a type has, inside what the message holds. */
function leavesOf(type: DtoType, value: Tree, path: readonly (string | number)[] = [], name = ''): Leaf[] {
  return type.properties.flatMap((property) => {
    const member = property.name;
    const here = { path: [...path, member], name: name === '' ? member : `${name}.${member}` };
    return [here, ...below(property.type, value[member], here)];
  });
}

function below(type: TypeModel, value: unknown, { path, name }: Leaf): Leaf[] {
  if (value === undefined || value === null) return [];
  if (type.kind === 'dto') return leavesOf(type.type(), value as Tree, path, name);
  if (type.kind !== 'list' || !Array.isArray(value) || value.length === 0) return [];
  const item = { path: [...path, 0], name: `${name}[0]` };
  return [item, ...below(type.item, value[0], item)];
}

function replaced(tree: Tree, path: readonly (string | number)[], value: unknown): Tree {
  const copy = copied(tree) as Tree;
  const parent = path.slice(0, -1).reduce<Tree>((node, step) => node[step] as Tree, copy);
  parent[path.at(-1) as string] = value;
  return copy;
}

const confusion = fc.record({
  target: fc.nat(),
  message: fc.nat(),
  leaf: fc.nat(),
  value: fc.constantFrom(...wrongValues),
});

interface Tried {
  readonly name: string;
  readonly leaf: string;
  readonly tree: Tree;
}

function tried({
  target,
  message,
  leaf,
  value,
}: {
  target: number;
  message: number;
  leaf: number;
  value: unknown;
}): Tried {
  const { fact, type, pool } = targets[target % targets.length] as Target;
  const tree = pool[message % pool.length] as Tree;
  const leaves = leavesOf(type, tree);
  const chosen = leaves[leaf % leaves.length] as Leaf;
  return { name: fact.name, leaf: chosen.name, tree: replaced(tree, chosen.path, value) };
}

/** Open operations are called by nobody: some of them end the session that a token stands for. */
function callerOf(name: string): DemoUser | undefined {
  const target = targets.find(({ fact }) => fact.name === name);
  if (!target?.fact.isGuarded) return undefined;
  return (target.type.ns ?? '').startsWith('PwC.') ? 'tax@missive.test' : 'admin@missive.test';
}
function verbOf(name: string): string {
  const verb = targets.find(({ fact }) => fact.name === name)?.fact.verbs[0] ?? 'ANY';
  return verb === 'ANY' ? 'POST' : verb;
}

describe('a leaf of another type', () => {
  it('reliability 3.2 #8 is read, or refused with the name of a member, in every operation', async () => {
    const statuses = new Map<number, number>();
    const names = new Set<string>();
    let named = 0;

    await fc.assert(
      fc.asyncProperty(confusion, async (choice) => {
        const { name, leaf, tree } = tried(choice);
        const hit = await attacker.send({
          path: `/api/${name}`,
          body: tree,
          user: callerOf(name),
          headers: { 'x-http-method-override': verbOf(name) },
        });

        statuses.set(hit.status, (statuses.get(hit.status) ?? 0) + 1);
        names.add(name);
        const isUnreadable = hit.code === 'SerializationException';
        named += Number(isUnreadable);
        // Nothing but the leaf can be at fault in reading.
        const strangers = isUnreadable ? hit.fields.filter((field) => !field.startsWith(leaf)) : [];
        expect([name, leaf, hit.status >= 500, isUnreadable && hit.fields.length === 0, strangers, hit.text]).toEqual([
          name,
          leaf,
          false,
          false,
          [],
          hit.text,
        ]);
      }),
      { numRuns: 1_500, seed: 8 },
    );

    const counts = [...statuses].sort(([a], [b]) => a - b).map(([status, count]) => `${status}: ${count}`);
    printFigure(`confused leaves: ${counts.join(', ')}; ${named} named; ${names.size} operations`);
    expect(names.size).toBe(targets.length);
    expect(named).toBeGreaterThan(300);
  }, 120_000);

  it('reliability 3.2 #8 is refused by the path that the wire knows', async () => {
    const account = { id: 0, index: 0, refId: 0, userName: 'a.b', profileUrl: 'https://example.org' };
    const accounts = [account, account, account, { ...account, birthDate: { $gt: '' } }];

    const hit = await attacker.send({
      path: '/api/BatchRegisterAccountsAsync',
      user: 'tax@missive.test',
      body: { accounts },
    });

    expect([hit.status, hit.fields]).toEqual([400, ['accounts[3].birthDate']]);
  });

  it.each(['[]', '[{}]', '"x"', '1', 'true'])(
    'reliability 3.2 #8 refuses the body %s where an object is due',
    async (body) => {
      const hit = await attacker.send({ verb: 'PUT', path: '/api/UpdateCustomer', user: 'admin@missive.test', body });

      expect([hit.status, hit.code]).toEqual([400, 'SerializationException']);
    },
  );
});
