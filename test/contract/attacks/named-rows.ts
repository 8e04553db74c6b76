import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseSync } from '@swc/core';

const root = resolve(__dirname, '..', '..');
const numbers = (count: number) => Array.from({ length: count }, (_, index) => index + 1);

/** Traps, OWASP's ten, and the attacks: `2.4`, `3.1 API3`, `3.2 #7`. */
export const requiredRows: readonly string[] = [
  ...numbers(9).map((trap) => `2.${trap}`),
  ...numbers(10).map((risk) => `3.1 API${risk}`),
  ...numbers(26).map((attack) => `3.2 #${attack}`),
];

/** A test, or a table of tests, as it stands in a file. */
export interface NamedTest {
  /** Titles of the test and of the groups around it, outermost first. */
  readonly titles: readonly string[];
  /** How many rows its table has, where that can be read; else 1. */
  readonly count: number;
}

/** The rows that a name begins with: `reliability 3.2 #11, 3.1 API7 where …` names two. */
export function namedRows(name: string): string[] {
  const [, list = ''] = /^reliability ((?:(?:2\.\d(?!\d|\.)|3\.1|3\.2|API\d+|#\d+)[\s,:]*)+)/.exec(name) ?? [];
  return [...list.matchAll(/2\.\d|API\d+|#\d+/g)].map(([word]) => {
    if (word.startsWith('#')) return `3.2 ${word}`;
    return word.startsWith('API') ? `3.1 ${word}` : word;
  });
}

/** By row. A test counts once for each row that its own name, or that of a group around it, begins with. */
export function countTests(tests: readonly NamedTest[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const { titles, count } of tests) {
    for (const row of new Set(titles.flatMap(namedRows))) counts.set(row, (counts.get(row) ?? 0) + count);
  }
  return counts;
}

/** All tests of the repository, read from their sources: `it`, `it.each`, `it.todo` and the groups around them. */
export function everyTest(): NamedTest[] {
  const files = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.test.ts'));
  return files.flatMap((name) => testsIn(readFileSync(join(root, name), 'utf8')));
}

export function testsIn(source: string): NamedTest[] {
  const tests: NamedTest[] = [];
  visit(parseSync(source, { syntax: 'typescript', decorators: true }), []);
  return tests;

  function visit(node: unknown, titles: readonly string[]): void {
    if (!isNode(node)) return;
    const call = node.type === 'CallExpression' ? readCall(node) : undefined;
    if (call?.kind === 'test') tests.push({ titles: [...titles, call.title], count: call.count });
    const inner = call?.kind === 'group' ? [...titles, call.title] : titles;
    for (const value of Object.values(node)) visit(value, inner);
  }
}

/** An array of them has no type, and is looked through all the same. */
interface SyntaxNode {
  readonly type?: string;
  readonly [member: string]: unknown;
}

function isNode(value: unknown): value is SyntaxNode {
  return value !== null && typeof value === 'object';
}

interface Call {
  readonly kind: 'test' | 'group';
  readonly title: string;
  readonly count: number;
}

function readCall(node: SyntaxNode): Call | undefined {
  const title = textOf(firstArgument(node));
  const { word, table } = calleeOf(node.callee);
  if (title === undefined || word === undefined) return undefined;
  return { kind: word === 'describe' ? 'group' : 'test', title, count: lengthOf(table) };
}

/** `it(…)`, `it.todo(…)`, `it.each(table)(…)`. */
function calleeOf(callee: unknown): { word?: string; table?: unknown } {
  if (!isNode(callee)) return {};
  if (callee.type === 'Identifier') return { word: jestWord(callee.value) };
  if (callee.type === 'MemberExpression') return calleeOf(callee.object);
  if (callee.type !== 'CallExpression') return {};
  return { ...calleeOf(callee.callee), table: firstArgument(callee) };
}

function jestWord(name: unknown): string | undefined {
  return name === 'it' || name === 'test' || name === 'describe' ? name : undefined;
}

function firstArgument({ arguments: list }: SyntaxNode): unknown {
  const [first] = (list ?? []) as { expression?: unknown }[];
  return first?.expression;
}

function textOf(node: unknown): string | undefined {
  if (!isNode(node)) return undefined;
  if (node.type === 'StringLiteral') return String(node.value);
  if (node.type !== 'TemplateLiteral') return undefined;
  return ((node.quasis ?? []) as { raw?: string }[]).map(({ raw = '' }) => raw).join('…');
}

/** Of a table that stands in the call; `as const` around it. */
function lengthOf(table: unknown): number {
  if (!isNode(table)) return 1;
  if (table.type === 'TsConstAssertion' || table.type === 'TsAsExpression') return lengthOf(table.expression);
  const elements = table.type === 'ArrayExpression' ? (table.elements as unknown[]) : [];
  return Math.max(1, elements.length);
}
