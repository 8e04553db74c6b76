import fc from 'fast-check';

/** Values that are wrong in most places and right in some; made anew each time, because damage goes on inside of them. */
export const junk = (): unknown[] => [
  ...[undefined, null, '', ' ', '\t\n', '\u00a0', 'x', 'abc', 'Abc', 'nope@', 'a@b.co', 'ä@ö.se', 'true', '17', '-1.5'],
  ...[0, 1, 2, -1, 1.5, 1.255, Number.NaN, Number.POSITIVE_INFINITY, 2 ** 53, true, false],
  ...[
    '2024-02-30',
    '2024-13-01',
    '2024-02-28T10:00:00Z',
    'x'.repeat(250),
    '😀'.repeat(60),
    '😀️'.repeat(2),
    'e️'.repeat(3),
  ],
  ...['0B5E7C1A-3D2F-4A6B-9C8D-000000000001', '0B5E7C1A-3D2F-9A6B-9C8D-000000000001', 'a..b@example.com'],
  ...[
    '.a@example.com',
    'a@example..com',
    'a@-example.com',
    `${'x'.repeat(70)}@example.com`,
    'GMAIL@gmail.com',
    'a@1.2',
  ],
  ...[[], {}, ['a', 1], [null], [undefined, ' '], ['a', 'a'], [[]], [['a'], [{}]], { Id: 1 }, [{ Id: 'q' }]],
  ...[new Set([1]), new Set([{}]), new Map([['k', 'a']]), new Map([['k', {}]]), new Date(0), new Date(Number.NaN)],
  ...[Object.create(null), Object.assign([], { 2: 'after holes' }), () => 1, new String('abc'), new Boolean(true)],
];
const junkCount = junk().length;

function junkAt(index: number): unknown {
  return junk()[index % junkCount];
}

type Edit = readonly [place: number, what: number, how: number];

/** A few edits anywhere in an object; they shrink to none. */
export const edits: fc.Arbitrary<Edit[]> = fc.array(fc.tuple(fc.nat(), fc.nat(), fc.nat(7)), { maxLength: 4 });

/** Applies edits: junk instead of a value, a value removed, an object without its class, a list within a list, a hole. */
export function damage<T extends object>(object: T, changes: readonly Edit[]): T {
  for (const [place, what, how] of changes) {
    const places = placesIn(object);
    const [holder, key] = places[place % Math.max(places.length, 1)] ?? [];
    if (holder === undefined || key === undefined) continue;
    holder[key] = changed(holder[key], what, how);
    if (how === 1) delete holder[key];
  }
  return object;
}

function changed(value: unknown, what: number, how: number): unknown {
  if (how === 2 && typeof value === 'object' && value !== null && !Array.isArray(value)) return { ...value };
  if (how === 3) return [value, junkAt(what)];
  if (how === 4) return Object.assign([], { 1: value });
  return junkAt(what);
}

function placesIn(value: unknown, depth = 0): [Record<string, unknown>, string][] {
  if (typeof value !== 'object' || value === null || depth > 8 || value instanceof String) return [];
  const holder = value as Record<string, unknown>;
  return Object.keys(holder).flatMap((key): [Record<string, unknown>, string][] => [
    [holder, key],
    ...placesIn(holder[key], depth + 1),
  ]);
}
