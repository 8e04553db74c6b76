import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';

/**
 * Lines that say something: no imports, comments or lone punctuation. Siblings that share a fifth of them repeat what the
 * contract, or the tests' support, should say once.
 */
function linesOf(path: string): Map<string, number> {
  const lines = textOf(path)
    .replace(/^import [^;]*;$/gm, '')
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => /\w/.test(line) && !/^(?:\/\/|\/?\*)/.test(line));
  const counts = new Map<string, number>();
  for (const line of lines) counts.set(line, (counts.get(line) ?? 0) + 1);
  return counts;
}

function textOf(path: string): string {
  if (statSync(path).isFile()) return readFileSync(path, 'utf8');
  return readdirSync(path)
    .map((name) => textOf(join(path, name)))
    .join('\n');
}

const total = (lines: Map<string, number>) => [...lines.values()].reduce((sum, count) => sum + count, 0);

/** Of the shorter one's lines, how many stand in the other one too. */
function share(one: Map<string, number>, other: Map<string, number>): number {
  let common = 0;
  for (const [line, count] of one) common += Math.min(count, other.get(line) ?? 0);
  return common / Math.min(total(one), total(other));
}

const root = resolve(__dirname, '../../..');
/** Folder → what of it are siblings. Files and folders of a few lines have too little to say to be compared. */
const families: readonly (readonly [folder: string, isSibling: RegExp])[] = [
  ['src/engine/native-types/languages', /./],
  ['test/engine/native-types/languages', /\.test\.ts$/],
  ['test/tools', /\.tools\.test\.ts$/],
];

describe('siblings', () => {
  it.each(families)('%s: no two share a fifth of their lines', (folder, isSibling) => {
    const siblings = readdirSync(join(root, folder))
      .filter((name) => isSibling.test(name))
      .map((name) => ({ name, lines: linesOf(join(root, folder, name)) }))
      .filter(({ lines }) => total(lines) >= 20);
    const shares = siblings.flatMap((one, index) =>
      siblings
        .slice(index + 1)
        .map((other) => ({ pair: `${one.name} ~ ${other.name}`, share: share(one.lines, other.lines) })),
    );
    const [most] = [...shares].sort((one, other) => other.share - one.share);

    process.stdout.write(`${folder}: most alike are ${most?.pair}, ${((most?.share ?? 0) * 100).toFixed(1)} %\n`);
    expect(shares.length).toBeGreaterThan(50);
    expect(shares.filter((pair) => pair.share >= 0.2)).toEqual([]);
  });

  it('would be told: a copy of a language shares all of its lines', () => {
    const lines = linesOf(join(root, 'src/engine/native-types/languages/go'));

    expect(share(lines, new Map(lines))).toBe(1);
  });
});
