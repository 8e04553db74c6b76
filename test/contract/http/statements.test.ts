import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { postponed, type StatementGroup, statementGroups, statementIds } from './statement-ids';

/** One `it` of a test file with its table, or one `describe` with the tests in it. */
interface Cited {
  readonly file: string;
  readonly ids: readonly string[];
  readonly assertions: number;
}

const root = resolve(__dirname, '../..');
const own = relative(root, __filename);
const anId = /\b(?:PIPE|ADR|BAT|BND|FMT|ERR|AUTH|HTTP|AQ|CLI)-\d\d\b/g;
/** Ids that begin a text: the name of a test, or the first cell of a row of its table; several stand side by side. */
const leading = /(?:\(|\[|,\s*|^\s*)['"`]((?:(?:PIPE|ADR|BAT|BND|FMT|ERR|AUTH|HTTP|AQ|CLI)-\d\d[ ,]*)+)/gm;

const cited: readonly Cited[] = readdirSync(root, { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.test.ts') && name !== own)
  .flatMap((name) => testsIn(name, readFileSync(join(root, name), 'utf8')));

function testsIn(file: string, text: string): Cited[] {
  const starts = [...text.matchAll(/^[ \t]*(it|test|describe)(?:\.each)?\b/gm)];
  return starts.map((start, at) => {
    const next = starts[at + 1]?.index;
    const inside = start[1] === 'describe' ? starts.slice(at + 1).find(([, kind]) => kind === 'describe')?.index : next;
    const ids = [...text.slice(start.index, next).matchAll(leading)].flatMap((match) => match[1]?.match(anId) ?? []);
    return { file, ids, assertions: text.slice(start.index, inside).match(/\bexpect\b/g)?.length ?? 0 };
  });
}

const testsOf = (id: string) => cited.filter(({ ids }) => ids.includes(id));
const groupOf = (id: string) => id.slice(0, id.indexOf('-')) as StatementGroup;
const due = statementIds.filter((id) => postponed[groupOf(id)] === undefined);

describe('the statements of the HTTP contract', () => {
  it('are 248', () => {
    expect(statementIds).toHaveLength(248);
    expect(new Set(statementIds).size).toBe(248);
  });

  it.each(due)('%s has a test that asserts something', (id) => {
    expect(testsOf(id).filter(({ assertions }) => assertions > 0)).not.toEqual([]);
  });

  it('are the only ones that tests cite', () => {
    const unknown = cited.flatMap(({ file, ids }) =>
      ids.filter((id) => !statementIds.includes(id)).map((id) => [file, id]),
    );

    expect(unknown).toEqual([]);
  });

  it.each(Object.keys(postponed) as StatementGroup[])('%s is postponed no longer than it has to be', (group) => {
    const missing = statementIds.filter((id) => groupOf(id) === group && testsOf(id).length === 0);

    // With a test for each of them, take the group out of `postponed`.
    expect(missing).not.toEqual([]);
  });

  it('prints how many tests and assertions each group has', () => {
    const rows = Object.keys(statementGroups).map((group) => {
      const tests = cited.filter(({ ids }) => ids.some((id) => groupOf(id) === group));
      const ids = new Set(tests.flatMap((test) => test.ids).filter((id) => groupOf(id) === group));
      const assertions = tests.reduce((sum, test) => sum + test.assertions, 0);
      return {
        group,
        statements: statementGroups[group as StatementGroup],
        cited: ids.size,
        tests: tests.length,
        assertions,
      };
    });

    process.stdout.write(`${rows.map((row) => Object.values(row).join('\t')).join('\n')}\n`);
    expect(rows.every((row) => row.assertions >= row.tests)).toBe(true);
  });
});
