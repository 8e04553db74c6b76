import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';

/** One `it` of a test file with its table, or one `describe` with the tests in it. */
interface Cited {
  readonly file: string;
  readonly ids: readonly string[];
  readonly assertions: number;
}

export interface Statements {
  /** What they are the statements of: `the HTTP contract`. */
  readonly of: string;
  /** Group → how many there are, numbered from 1. Ids are never renumbered; new ones are appended. */
  readonly groups: Readonly<Record<string, number>>;
  /** Groups that need not have all their tests yet, each with its reason. Default: none. */
  readonly postponed?: Readonly<Record<string, string>>;
  /** Single statements that do not hold here, each with its reason; their test shows that what they are about is refused. Default: none. */
  readonly waived?: Readonly<Record<string, string>>;
  /** The test file that reports; it cites none itself. */
  readonly reporter: string;
}

const root = resolve(__dirname, '../..');

/** `PIPE-01` … `CLI-18`. */
export function statementIdsOf(groups: Statements['groups']): readonly string[] {
  return Object.entries(groups).flatMap(([group, count]) =>
    Array.from({ length: count }, (_, index) => `${group}-${String(index + 1).padStart(2, '0')}`),
  );
}

/** Declares the tests that hold a section's statements and the tests below `test/` together, both ways, and prints the counts. */
export function describeStatements({ of, groups, postponed = {}, waived = {}, reporter }: Statements): void {
  const all = statementIdsOf(groups);
  const cited = citations(Object.keys(groups), reporter);
  const testsOf = (id: string) => cited.filter(({ ids }) => ids.includes(id));
  const due = all.filter((id) => postponed[groupOf(id)] === undefined);

  describe(`the statements of ${of}`, () => {
    it.each(due)('%s has a test that asserts something', (id) => {
      expect(testsOf(id).filter(({ assertions }) => assertions > 0)).not.toEqual([]);
    });

    it('are the only ones that tests cite', () => {
      const known = new Set(all);
      const unknown = cited.flatMap(({ file, ids }) => ids.filter((id) => !known.has(id)).map((id) => [file, id]));

      expect(unknown).toEqual([]);
    });

    // With a test for each of its statements, a group is to be taken out of `postponed`.
    it('are postponed no longer than they have to be', () => {
      const isDone = (group: string) => all.every((id) => groupOf(id) !== group || testsOf(id).length > 0);

      expect(Object.keys(postponed).filter(isDone)).toEqual([]);
      expect(Object.keys(waived).filter((id) => !all.includes(id))).toEqual([]);
    });

    it('prints how many tests and assertions each group has', () => {
      const rows = Object.entries(groups).map(([group, count]) => rowOf(group, count, cited));

      const lines = [['group', 'ids', 'cited', 'tests', 'assertions'], ...rows].map((row) => row.join('\t'));
      const exceptions = Object.entries(waived).map(([id, reason]) => `${id} is waived: ${reason}`);

      process.stdout.write(`${[...lines, ...exceptions].join('\n')}\n`);
      expect(rows.every(([, , , tests, assertions]) => assertions >= tests)).toBe(true);
    });
  });
}

type Row = readonly [group: string, count: number, cited: number, tests: number, assertions: number];

function rowOf(group: string, count: number, cited: readonly Cited[]): Row {
  const tests = cited.filter(({ ids }) => ids.some((id) => groupOf(id) === group));
  const ids = new Set(tests.flatMap((test) => test.ids).filter((id) => groupOf(id) === group));
  return [group, count, ids.size, tests.length, tests.reduce((sum, test) => sum + test.assertions, 0)];
}

const groupOf = (id: string) => id.slice(0, id.indexOf('-'));

/** All tests below `test/` whose name, or the first cell of a row of whose table, begins with ids of these groups. */
function citations(groups: readonly string[], reporter: string): readonly Cited[] {
  const id = `(?:${groups.join('|')})-\\d\\d`;
  const patterns = {
    // Several ids stand side by side.
    leading: new RegExp(`(?:\\(|\\[|,\\s*|^\\s*)['"\`]((?:${id}[ ,]*)+)`, 'gm'),
    id: new RegExp(id, 'g'),
  };
  return readdirSync(root, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.test.ts') && name !== relative(root, reporter))
    .flatMap((name) => testsIn(name, readFileSync(join(root, name), 'utf8'), patterns));
}

function testsIn(file: string, text: string, patterns: { readonly leading: RegExp; readonly id: RegExp }): Cited[] {
  const starts = [...text.matchAll(/^[ \t]*(it|test|describe)(?:\.each)?\b/gm)];
  return starts.map((start, at) => {
    const next = starts[at + 1]?.index;
    const inside = start[1] === 'describe' ? starts.slice(at + 1).find(([, kind]) => kind === 'describe')?.index : next;
    const ids = [...text.slice(start.index, next).matchAll(patterns.leading)].flatMap(
      (match) => match[1]?.match(patterns.id) ?? [],
    );
    return { file, ids, assertions: text.slice(start.index, inside).match(/\bexpect\b/g)?.length ?? 0 };
  });
}
