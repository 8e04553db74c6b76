import { openTestDatabase, type TestDatabase } from '../support/database';
import { startApp, type TestApp } from '../support/start-app';
import { isPlanned, scansOf } from './explain/explain-plan';
import { fill } from './explain/fill';
import { type HotOperation, hotOperations } from './explain/hot-operations';
import { type SentStatement, SentStatements } from './explain/sent-statements';

// The embedded database runs the same plans, but takes many times as long to be filled.
const rows = process.env.DATABASE_URL ? 100_000 : 20_000;
const smallTable = 1_000;

describe(`the statements of hot operations, with ${rows} rows in each table`, () => {
  const sent = new SentStatements();
  let database: TestDatabase;
  let app: TestApp;
  let largeTables: ReadonlySet<string>;
  beforeAll(async () => {
    sent.install();
    // Filling takes longer than any statement of the product may.
    database = await openTestDatabase({ patience: { statementMs: 60_000, queryMs: 61_000 } });
    app = await startApp({ database, settings: { role: 'web' } });
    await fill(database, rows);
    largeTables = await tablesAbove(database, smallTable);
  }, 300_000);
  afterAll(async () => {
    await app.close();
    await database.close();
    sent.uninstall();
  });

  it.each(hotOperations.map((operation) => [operation.name, operation] as const))(
    '%s: a fixed number, each by an index',
    async (_name, operation) => {
      const statements = await statementsOf(operation);

      const own = statements.filter((statement) => !isOfOthers(statement));
      const scans = new Map<string, readonly string[]>();
      for (const statement of statements.filter(isPlanned))
        scans.set(statement.text, await scansOf(database, statement));
      const sequential = [...scans.values()].flat().filter(isOfLargeTable);
      if (process.env.EXPLAIN) report(operation, own, scans);
      expect(sequential).toEqual(operation.mayScan ? [`Seq Scan ${operation.mayScan.table}`] : []);
      expect(own.map(({ text }) => text.trim().slice(0, 60))).toHaveLength(operation.statements);
      expect(scans.size).toBeGreaterThan(0);
    },
    60_000,
  );

  // Else each deletion reads the table that refers. The company alone is no help: it has a tenth of the rows.
  it('every foreign key to a table that grows is found by an index', async () => {
    const { rows: bare } = await database.pool.query(
      `select c.conname as name from pg_constraint c
       where c.contype = 'f' and c.connamespace = 'public'::regnamespace
         and c.confrelid::regclass::text = any($1)
         and not exists (
           select from pg_index i join pg_attribute first on first.attrelid = i.indrelid and first.attnum = i.indkey[0]
           where i.indrelid = c.conrelid and i.indpred is null
             and (first.attname <> 'company_id' and first.attnum = any(c.conkey)
               or (i.indkey::int2[])[0:cardinality(c.conkey) - 1] @> c.conkey))
       order by 1`,
      [[...largeTables]],
    );

    expect(bare).toEqual([]);
    expect(largeTables.size).toBeGreaterThan(20);
  });

  async function statementsOf({ as, call }: HotOperation): Promise<readonly SentStatement[]> {
    const client = await app.clientFor(as);
    return sent.during(() => call(client));
  }

  function isOfLargeTable(scan: string): boolean {
    const [, table] = /^Seq Scan (.+)$/.exec(scan) ?? [];
    return table !== undefined && largeTables.has(table);
  }
});

/** Proving who calls comes on top of every operation, and the event relay looks at its channel now and then. */
function isOfOthers({ text }: SentStatement): boolean {
  return /\b(app_user|user_session|revoked_token|api_key|request_count|attempt_count|pg_notify)\b/.test(text);
}

async function tablesAbove({ pool }: TestDatabase, count: number): Promise<ReadonlySet<string>> {
  const { rows } = await pool.query<{ name: string }>(
    `select relname as name from pg_class
     where relnamespace = 'public'::regnamespace and relkind = 'r' and reltuples > $1`,
    [count],
  );
  return new Set(rows.map(({ name }) => name));
}

function report(
  { name }: HotOperation,
  own: readonly SentStatement[],
  scans: ReadonlyMap<string, readonly string[]>,
): void {
  const lines = own.map(({ text, isNamed }) => {
    const short = text.replace(/\s+/g, ' ').trim().slice(0, 90);
    return `  ${isNamed ? 'named ' : '      '}${short}\n          ${(scans.get(text) ?? []).join(', ')}`;
  });
  process.stdout.write(`${name}: ${own.length}\n${lines.join('\n')}\n`);
}
