import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { languages } from '../../src/engine/native-types/languages';

const root = resolve(__dirname, '../..');
const read = (path: string) => readFileSync(join(root, path), 'utf8');

interface Check {
  /** What the link says: `javac`. */
  readonly text: string;
  /** From the repository's root. */
  readonly file: string;
}

interface Row {
  readonly key: string;
  readonly text: readonly Check[];
  readonly compiled: readonly Check[];
  readonly called: readonly Check[];
}

const rows = read('docs/languages.md')
  .split('\n')
  .filter((line) => /^\| [^|]+ \| `/.test(line))
  .map((line): Row => {
    const [, , key = '', text = '', compiled = '', called = ''] = line.split('|');
    return { key: key.replace(/[` ]/g, ''), text: checks(text), compiled: checks(compiled), called: checks(called) };
  });

function checks(cell: string): Check[] {
  const found = [...cell.matchAll(/\[`?([^\]`]+)`?\]\(\.\.\/([^)]+)\)/g)];
  if (found.length === 0 && cell.trim() !== '–')
    throw new Error(`A cell says neither what checks nor that nothing does: ${cell}`);
  return found.map(([, text = '', file = '']) => ({ text, file }));
}

/** Files that tests of a language keep their tools in. */
const supports: Readonly<Record<string, string>> = {
  'test/tools/java.tools.test.ts': 'test/tools/jvm-tools.ts',
  'test/tools/fsharp.tools.test.ts': 'test/tools/fsharp-check.mjs',
  'test/tools/grammar.tools.test.ts': 'test/tools/grammar-check.mjs',
  'test/engine/native-types/compilers.test.ts': 'test/engine/native-types/client-folder.ts',
  'test/engine/native-types/live.test.ts': 'test/engine/native-types/client-folder.ts',
};
/** What comes with Node and the packages of the repository. */
const withoutInstallation = new Set(['tsc', 'node', 'fable-standalone', 'web-tree-sitter']);

describe('the table of languages in docs/languages.md', () => {
  it('has a row for each language, in the order of /types', () => {
    expect(rows.map(({ key }) => key)).toEqual(languages.map(({ key }) => key));
  });

  it.each(rows)('$key: has tests of its text, and all files that it names', ({ key, text, compiled, called }) => {
    const files = [...text, ...compiled, ...called].map(({ file }) => file);

    expect(text).not.toEqual([]);
    expect(files.filter((file) => !existsSync(join(root, file)))).toEqual([]);
    // A test that has the language's name in no literal is about another one.
    const unnamed = [...text, ...called].filter(({ file }) => !new RegExp(`['"/]${key}['"?]`).test(read(file)));
    expect(unnamed).toEqual([]);
  });

  it.each(rows.filter(({ compiled }) => compiled.length > 0))('$key: its test runs the tool that it says', (row) => {
    for (const { text: tool, file } of row.compiled) {
      const sources = [file, supports[file]].flatMap((path) => (path ? [read(path)] : []));

      // `execFile` and its like take the name alone; the process itself is Node.
      const runs = tool === 'node' ? /\bprocess\.execPath\b/ : new RegExp(`['"(/]${tool}['",)/]`);

      expect([tool, sources.filter((source) => runs.test(source)).length]).not.toEqual([tool, 0]);
    }
  });

  it('has every test of tools that is about a language, and only tools that .ci/run installs', () => {
    const named = new Set(rows.flatMap(({ compiled, called }) => [...compiled, ...called]).map(({ file }) => file));
    const present = readdirSync(join(root, 'test/tools'))
      .filter((name) => languages.some(({ key }) => name === `${key}.tools.test.ts`))
      .map((name) => `test/tools/${name}`);
    const installed = new Set(
      [...(/^tools='(.*)'$/m.exec(read('.ci/run'))?.[1] ?? '').matchAll(/(\S+):\S+/g)].map(([, tool]) => tool),
    );
    const used = rows.flatMap(({ compiled }) => compiled.map(({ text }) => text));

    expect(present.length).toBeGreaterThan(8);
    expect(present.filter((file) => !named.has(file))).toEqual([]);
    expect(used.filter((tool) => !withoutInstallation.has(tool) && !installed.has(tool))).toEqual([]);
  });

  it('says of each language that no compiler sees why', () => {
    const reasons = read('docs/languages.md').split('## What compilers do not see')[1] ?? '';
    const unseen = rows.filter(({ compiled }) => compiled.length === 0).map(({ key }) => key);

    // With a compiler for it, the row of VB.NET is to be filled.
    expect(unseen).toEqual(['vbnet']);
    expect(reasons).toContain('VB.NET');
  });
});
