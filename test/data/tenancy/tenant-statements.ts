import type { Pool } from 'pg';

/** Tables whose rows belong to a company: those with a column `company_id`. */
export async function tenantTables(pool: Pool): Promise<ReadonlySet<string>> {
  const { rows } = await pool.query<{ name: string }>(
    `select table_name as name from information_schema.columns
     where column_name = 'company_id' and table_schema = 'public'`,
  );
  return new Set(rows.map(({ name }) => name));
}

/** One statement as it was sent. */
export interface Statement {
  readonly text: string;
  readonly values: readonly unknown[];
}

/** A tenant table in a statement, and what it is called there. */
interface Mention {
  readonly table: string;
  readonly alias: string;
  readonly isInsert: boolean;
}

/**
 * What is wrong with a statement, made in the course of calls of one company: a tenant table without a condition on its
 * company, or without that company among the values. `undefined`: nothing.
 */
export function tenantFault(
  { text, values }: Statement,
  { tables, companyId }: { readonly tables: ReadonlySet<string>; readonly companyId: string },
): string | undefined {
  const sql = plain(text);
  const mentions = mentionsIn(sql, tables);
  if (mentions.length === 0) return undefined;
  const unscoped = mentions.find((mention) => !isScoped(sql, mention));
  if (unscoped) return `${unscoped.table} without company_id`;
  return JSON.stringify(values).includes(companyId) ? undefined : 'without the company among its values';
}

/** Whether a statement mentions a tenant table at all. */
export function mentionsTenantTable(text: string, tables: ReadonlySet<string>): boolean {
  return mentionsIn(plain(text), tables).length > 0;
}

/** Lower case, one blank between words, without quotes around names and without texts. */
export function plain(text: string): string {
  return text
    .replace(/--.*$/gm, ' ')
    .replace(/'(?:[^']|'')*'/g, "''")
    .replaceAll('"', '')
    .toLowerCase()
    .replace(/\s+/g, ' ');
}

const notAliases: ReadonlySet<string> = new Set([
  ...['where', 'set', 'on', 'join', 'left', 'inner', 'cross', 'using', 'order', 'group', 'limit', 'for', 'union'],
  ...['select', 'values', 'default', 'returning', 'as', 'natural', 'right', 'full', 'having', 'offset', 'and', 'is'],
]);

function mentionsIn(sql: string, tables: ReadonlySet<string>): Mention[] {
  const found = sql.matchAll(/\b(from|join|update|into|using|,) (?:only )?(?:public\.)?(\w+)(?: as)?(?: (\w+))?/g);
  return [...found].flatMap(([, keyword, table = '', alias]) => {
    if (!tables.has(table)) return [];
    const name = alias !== undefined && !notAliases.has(alias) ? alias : table;
    return [{ table, alias: name, isInsert: keyword === 'into' }];
  });
}

function isScoped(sql: string, { table, alias, isInsert }: Mention): boolean {
  if (isInsert) return new RegExp(`into (?:public\\.)?${table}(?: as \\w+)? ?\\([^)]*\\bcompany_id\\b`).test(sql);
  if (new RegExp(`join (?:public\\.)?${table}(?: as)?(?: ${alias})? using ?\\([^)]*\\bcompany_id\\b`).test(sql))
    return true;
  const column = `(?:\\b${alias}\\.|(?<![.\\w]))company_id\\b`;
  return new RegExp(`${column}(?: ?=| in ?\\()|= ?${column}`).test(sql);
}
