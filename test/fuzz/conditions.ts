import { percent } from './encode-body';
import { oddText } from './odd-values';
import type { Random } from './random';

const columns = [
  'Id',
  'Name',
  'Firstname',
  'Email',
  'Phone',
  'CompanyId',
  'Created',
  'Updated',
  'From',
  'To',
  'Active',
  'Amount',
  'Nope',
  'id',
  'password_hash',
  'Id"; drop table customer; --',
];
const shapes: readonly ((column: string) => string)[] = [
  (column) => column,
  (column) => `>${column}`,
  (column) => `${column}>`,
  (column) => `<${column}`,
  (column) => `${column}<`,
  (column) => `${column}!`,
  (column) => `<>${column}`,
  ...[
    'Like',
    'StartsWith',
    'Contains',
    'EndsWith',
    'In',
    'Ids',
    'Between',
    'HasAll',
    'HasAny',
    'IsNull',
    'IsNotNull',
    's',
    'NotEqualTo',
    'GreaterThan',
  ].map((suffix) => (column: string) => `${column}${suffix}`),
  ...['From', 'Min', 'Above', 'Until', 'Before'].map((prefix) => (column: string) => `${prefix}${column}`),
];
const values = [
  '',
  '1',
  '-1',
  '1,2',
  '1,2,3',
  ',',
  '[1,2]',
  'x',
  '%',
  '_%',
  "'",
  'true',
  '2030-01-01',
  '2030-01-01,x',
  '11111111-1111-4111-8111-111111111111',
  '1e400',
  '99999999999999999999',
  '\u0000',
];
const lists: readonly string[] = [
  'fields=Id,Nope',
  'fields=DISTINCT Id',
  'fields=*',
  'fields=password_hash',
  'include=COUNT(*),MIN(Id),MAX(Created)',
  'include=COUNT(DISTINCT Id) AS n',
  'include=SUM(Name),nope(Id)',
  'include=COUNT(*) AS "x; drop table customer"',
  'orderBy=-Id,Name',
  'orderBy=Id desc',
  'orderByDesc=random()',
  'orderBy=1',
  'orderBy=,',
  'take=-1',
  'skip=99999999999',
  'take=100000&skip=2147483647',
  'meta={a:b}',
];

/** Conditions, orders and aggregates of list operations (http-contract 9.2–9.4), more wrong ones than right ones. */
export function conditionQuery(random: Random): string[] {
  return Array.from({ length: 1 + random.below(3) }, () => {
    if (random.chance(0.3)) return encoded(random.pick(lists));
    const value = random.chance(0.8) ? random.pick(values) : oddText(random);
    return `${percent(random.pick(shapes)(random.pick(columns)))}=${percent(value)}`;
  });
}

function encoded(query: string): string {
  return query.replace(/[ "<>;{}]/g, encodeURIComponent);
}
