import type { Random } from './random';
import { copied, JsonToken } from './tree';

const odd: readonly unknown[] = [
  null,
  true,
  false,
  0,
  1,
  -1,
  1.5,
  2_147_483_648,
  -2_147_483_649,
  new JsonToken('9007199254740993'),
  new JsonToken('1e999'),
  new JsonToken('-1e-999'),
  new JsonToken('-0'),
  new JsonToken('0.1e1'),
  new JsonToken(`1${'0'.repeat(400)}`),
  '',
  ' ',
  'x',
  '0',
  'null',
  'false',
  'undefined',
  'NaN',
  '[]',
  '{}',
  '[1,2',
  '{a:',
  [],
  {},
  [[]],
  [null],
  [{}],
  { $gt: '' },
  { length: 1e9 },
  // biome-ignore lint/suspicious/noThenProperty: whoever awaits or prints such a value calls these.
  { toString: 1, valueOf: 1, toJSON: 1, then: 1 },
  { __type: 'System.Diagnostics.Process', FileName: 'x' },
];

const texts: readonly string[] = [
  // What databases, shells, pages and spreadsheets would make something of.
  "'; drop table customer; --",
  "' or '1'='1",
  '1; select pg_sleep(1)',
  '") union select null--',
  '%',
  '_',
  '%_%\\',
  '\\',
  '$1',
  '#{7*7} {{7*7}}',
  '../../../etc/passwd',
  '<script>alert(1)</script>',
  ']]><!ENTITY x SYSTEM "file:///etc/passwd">&x;',
  '=cmd|/c calc!A0',
  '@SUM(A1)',
  '\r\nSet-Cookie: a=b',
  '{"level":"fatal"}\n{"level":"fatal"}',
  'http://127.0.0.1:1/',
  'https://[::1]:1/',
  'file:///etc/passwd',
  'x@[127.0.0.1]',
  // Unicode.
  'a\u0000b',
  '\ud800',
  'a\udc00b',
  '\udfff\ud800',
  '\u202e\u2066abc',
  'e\u0301\u0301\u0301\u0301',
  '\ufeff',
  '\uffff',
  'İıſK',
  '👩‍👩‍👧‍👦',
  '\u0085\u2028\u2029',
  // Dates, times, numbers, identifiers.
  '0000-00-00',
  '0001-01-01',
  '9999-12-31T23:59:59.9999999Z',
  '10000-01-01',
  '2024-02-30',
  '2024-01-01T24:00:00Z',
  '2024-01-01T00:00:00+99:99',
  '/Date(0)/',
  '/Date(-62135596800001)/',
  '/Date(9999999999999999)/',
  'PT99999999999999999999H',
  '-P10675199DT2H48M5.4775808S',
  '-P10675200D',
  '24:00:00',
  '99:99:99',
  '1e308',
  '0x10',
  '١٢٣',
  '00000000-0000-0000-0000-000000000000',
  '{11111111-1111-4111-8111-111111111111}',
  '11111111-1111-4111-8111-11111111111g',
  // Names and patterns.
  '__proto__',
  'constructor',
  '^(a+)+$',
  '(.*)*x',
  '(?=a)b',
  '(?<!a)b',
  '[',
  `${'a'.repeat(31)}!`,
];

/** A value of any JSON type, such as clients should not send. */
export function oddValue(random: Random): unknown {
  return random.chance(0.5) ? copied(random.pick(odd)) : oddText(random);
}

export function oddText(random: Random): string {
  if (random.chance(0.8)) return random.pick(texts);
  return Array.from({ length: 1 + random.below(12) }, () => String.fromCharCode(random.below(0x1_0000))).join('');
}

const frames = [
  ['', ''],
  ['', ''],
  ['PT', 'H'],
  ['', '@example.org'],
  ['a@', '.org'],
  ['https://', '.invalid/'],
  ['2001-01-01T00:00:00.', 'Z'],
  ['1.', ''],
] as const;

/** A text far beyond what a member should hold; seldom one beyond the limit of the body. */
export function longText(random: Random): string {
  const piece = random.pick(['x', 'aA1 ', 'ö', '😀', '"', '\\', ',', '[', '{a:', '9', '%', '\u0000', '\ud800']);
  const length = random.weighted([
    [60, 300],
    [30, 5_000],
    [9, 70_000],
    [1, 1_200_000],
  ]);
  // Around it what a reader of durations, addresses or fractions waits for.
  const [before, after] = random.pick(frames);
  return `${before}${piece.repeat(Math.ceil(length / piece.length))}${after}`;
}

/** Structures in structures, `levels` of them. */
export function nested(random: Random, levels: number): unknown {
  let value: unknown = 'x';
  const isList = random.chance(0.5);
  for (let level = 0; level < levels; level++) value = isList ? [value] : { a: value };
  return value;
}

export const poisonedNames = ['__proto__', 'constructor', 'prototype'] as const;

/** What a polluted prototype would show. */
export const poison = { x: 1, isAdmin: true, roles: ['superadmin'] };
