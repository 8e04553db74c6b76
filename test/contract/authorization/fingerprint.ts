import type { Pool } from 'pg';

/** Rows and contents of every table of the database, the job engine's included: equal texts mean that nothing has changed. */
export async function fingerprint(pool: Pool): Promise<ReadonlyMap<string, string>> {
  const tables = await pool.query<{ name: string }>(
    `select format('%I.%I', table_schema, table_name) as name from information_schema.tables
     where table_type = 'BASE TABLE' and table_schema not in ('pg_catalog', 'information_schema') order by 1`,
  );
  const parts = tables.rows.map(
    ({ name }) =>
      `select '${name}' as name, count(*) || ' rows ' || coalesce(sum(hashtextextended(t::text, 0)), 0) as state from ${name} t`,
  );
  const states = await pool.query<{ name: string; state: string }>(parts.join(' union all '));
  return new Map(states.rows.map(({ name, state }) => [name, state]));
}

/** Names of the tables that differ. */
export function changesBetween(before: ReadonlyMap<string, string>, after: ReadonlyMap<string, string>): string[] {
  return [...after].flatMap(([name, state]) => {
    const was = before.get(name);
    return was === state ? [] : [`${name}: ${was} → ${state}`];
  });
}
