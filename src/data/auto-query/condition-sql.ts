import type { Condition, OrderTerm, QueryPlan } from '../../engine';

/** Member → SQL expression. Written by programmers only; never made from what a caller sent. */
export type Columns = Readonly<Record<string, string>>;
/** Hands a value to the database and answers the text that stands for it: `$1`, `:q1`. */
export type Bind = (value: unknown) => string;

const comparisons = {
  equal: '=',
  notEqual: '<>',
  greater: '>',
  greaterOrEqual: '>=',
  less: '<',
  lessOrEqual: '<=',
} as const;

/** One condition over an expression; its values become parameters. */
export function conditionSql(column: string, { operator, values }: Condition, bind: Bind): string {
  const [first, second] = values;
  switch (operator) {
    case 'isNull':
      return `${column} is null`;
    case 'isNotNull':
      return `${column} is not null`;
    case 'in':
      return `${column} = any(${bind(values)})`;
    case 'between':
      return `${column} between ${bind(first)} and ${bind(second)}`;
    case 'like':
      return `${column} ilike ${bind(first)}`;
    case 'startsWith':
      return `${column} ilike ${bind(`${escapeLike(first)}%`)}`;
    case 'contains':
      return `${column} ilike ${bind(`%${escapeLike(first)}%`)}`;
    case 'endsWith':
      return `${column} ilike ${bind(`%${escapeLike(first)}`)}`;
    case 'hasAll':
    case 'hasAny': {
      const bits = `cast(${bind(first)} as bigint)`;
      const common = `(cast(${column} as bigint) & ${bits})`;
      return operator === 'hasAll' ? `${common} = ${bits}` : `${common} <> 0`;
    }
    default:
      return `${column} ${comparisons[operator]} ${bind(first)}`;
  }
}

/** All conditions of a plan as one; `undefined`: every row meets them. */
export function conditionsSql({ conditions, joinWith }: QueryPlan, columns: Columns, bind: Bind): string | undefined {
  if (conditions.length === 0) return joinWith === 'or' ? 'false' : undefined;
  const parts = conditions.map((condition) => conditionSql(columnOf(columns, condition.member), condition, bind));
  return `(${parts.join(` ${joinWith} `)})`;
}

/** Errors: Error for a member without column, which a plan for these columns cannot name. */
export function columnOf(columns: Columns, member: string): string {
  const column = Object.hasOwn(columns, member) ? columns[member] : undefined;
  if (column === undefined) throw new Error(`The member '${member}' has no column.`);
  return column;
}

export function directionOf({ isDescending }: OrderTerm): 'ASC' | 'DESC' {
  return isDescending ? 'DESC' : 'ASC';
}

function escapeLike(text: unknown): string {
  return String(text).replace(/[\\%_]/g, '\\$&');
}
