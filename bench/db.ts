import './measure/packages';

import { parseArgs } from 'node:util';
import { batchRows, batchWays, timeOf } from './db/batch-ways';
import { addCompany, addCustomers, type BenchDatabase, withDatabase } from './db/bench-database';
import { callsPerSecond } from './db/in-flight';
import { pgbenchUpdates } from './db/pgbench';
import { checkWay, updateOf, updateWays } from './db/update-ways';
import { type Figure, report } from './measure/goals';
import { runMain } from './measure/main';
import { markdownTable } from './measure/markdown';
import { median } from './measure/statistics';

/**
 * `npm run bench:db`: the product's ways to the database against TypeORM's, raw COPY and pgbench, on the PostgreSQL server
 * of DATABASE_URL. Clock time: the server's work counts.
 */
const { values: options } = parseArgs({
  options: {
    rounds: { type: 'string', default: '5' },
    sec: { type: 'string', default: '2' },
    floors: { type: 'boolean', default: false },
  },
});
const rounds = Number(options.rounds);
const seconds = Number(options.sec);
const customers = 2000;

/** Name → one figure per round; ratios are taken inside a round. */
class Series {
  private readonly figures = new Map<string, number[]>();

  add(name: string, value: number): void {
    this.figures.set(name, [...(this.figures.get(name) ?? []), value]);
  }

  names(): string[] {
    return [...this.figures.keys()];
  }

  ratio(name: string, base: string): number {
    const [values, bases] = [this.figures.get(name) ?? [], this.figures.get(base) ?? []];
    return median(values.map((value, round) => value / (bases[round] ?? Number.NaN)));
  }

  table(base: string, head: readonly string[]): string {
    return markdownTable(
      head,
      this.names().map((name) => [name, this.ratio(name, base).toFixed(2)]),
    );
  }
}

const inTurn = <T>(list: readonly T[], round: number) => (round % 2 === 0 ? list : [...list].reverse());

async function batch(database: BenchDatabase): Promise<Series> {
  const rows = batchRows();
  const ways = Object.entries(batchWays(database));
  for (const [, way] of ways) await timeOf(database, way, rows);
  const series = new Series();
  for (let round = 0; round < rounds; round++) {
    for (const [name, way] of inTurn(ways, round)) series.add(name, 1 / (await timeOf(database, way, rows)));
  }
  return series;
}

async function updates(database: BenchDatabase): Promise<Series> {
  const fields = await addCompany(database);
  await addCustomers(database, 1, customers);
  let at = 0;
  // Each customer in turn: no two calls in flight are about the same one.
  const next = () => updateOf((at++ % customers) + 1, fields);
  const ways = Object.entries(updateWays(database));
  for (const [name, way] of ways) await checkWay(database, way, next(), !name.startsWith('one UPDATE'));
  const series = new Series();
  for (let round = 0; round < rounds; round++) {
    for (const [name, way] of inTurn(ways, round)) {
      series.add(name, await callsPerSecond(() => way(next()), { inFlight: 32, seconds }));
    }
    const limit = pgbenchUpdates(database.url, customers, seconds);
    if (limit !== undefined) series.add('pgbench, UPDATE by key', limit);
    await database.pool.query('vacuum customer, custom_field_data, user_access_key, invoice_address');
  }
  return series;
}

function figures(stored: Series, updated: Series): Figure[] {
  const of = (series: Series, what: string, base: string, goal: number, floor: number): Figure => ({
    what: `${what}: missive ÷ ${base}`,
    value: series.ratio('missive', base),
    goal,
    floor,
  });
  return [
    of(stored, 'batch', 'TypeORM save, chunk 250', 9, 6),
    of(stored, 'batch', 'TypeORM upsert, chunk 500', 3, 2),
    of(stored, 'batch', 'COPY', 0.6, 0.4),
    of(updated, 'UpdateCustomer', 'TypeORM find + save', 7, 4),
    of(updated, 'UpdateCustomer', 'one UPDATE … RETURNING', 0.28, 0.2),
  ];
}

runMain(async () => {
  await withDatabase(async (database) => {
    const stored = await batch(database);
    const updated = await updates(database);
    const [save, findAndSave] = ['TypeORM save, chunk 250', 'TypeORM find + save'];
    process.stdout.write(`Per second, as multiples; median of ${rounds} rounds.\n\n`);
    process.stdout.write(`${stored.table(save, ['batch of 1,000 × 2', `÷ ${save}`])}\n\n`);
    process.stdout.write(`${updated.table(findAndSave, ['UpdateCustomer, 32 in flight', `÷ ${findAndSave}`])}\n`);
    report(figures(stored, updated), options.floors);
  });
});
