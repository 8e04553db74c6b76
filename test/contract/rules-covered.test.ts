import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

/** Numbers of the rules of each section of the domain specification that a version without optional parts has. */
const rules: Readonly<Record<string, number>> = { 1: 11, 2: 10, 3: 14, 4: 10 };

const folder = resolve(__dirname, '..');
const tests = readdirSync(folder, { recursive: true, encoding: 'utf8' })
  .filter((name) => /^(?:booking|tax-filing)\b.*\.test\.ts$/.test(name))
  .map((name) => readFileSync(join(folder, name), 'utf8'));

/** Rules that a test's name, or a table's row that becomes one, cites: `domain 3.9: …`, `domain 2.5, 2.9: …`. */
const cited = new Set(
  tests.flatMap((text) =>
    [...text.matchAll(/['"`]domain ((?:\d+\.\d+(?:, | and )?)+)[^\d]/g)].flatMap(
      (match) => match[1]?.match(/\d+\.\d+/g) ?? [],
    ),
  ),
);

describe('every rule of the domain', () => {
  it.each(
    Object.entries(rules).flatMap(([section, count]) =>
      Array.from({ length: count }, (_, index) => `${section}.${index + 1}`),
    ),
  )('%s has a test that cites it', (rule) => {
    expect([...cited]).toContain(rule);
  });
});
