import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { eventually } from '../support/eventually';
import { metricsOf } from '../support/prometheus';
import { startApp, type TestApp } from '../support/start-app';

let app: TestApp;
beforeAll(async () => {
  app = await startApp();
});
afterAll(() => app.close());

const readiness = async (): Promise<[number, unknown]> => {
  const response = await fetch(`${app.url}/readyz`);
  return [response.status, await response.json()];
};

describe('the product', () => {
  it('reliability 6.1: is ready when its database answers and has all migrations', async () => {
    expect(await readiness()).toEqual([200, { status: 'ready' }]);
  });

  it('reliability 6.1: is not ready while the database lacks a migration', async () => {
    const { dataSource } = app.database;
    const [last] = await dataSource.query('select id, timestamp, name from migrations order by id desc limit 1');
    await dataSource.query('delete from migrations where id = $1', [last.id]);

    await eventually('not ready', async () => (await readiness())[0] === 503);
    const [, body] = await readiness();
    await dataSource.query('insert into migrations (id, timestamp, name) values ($1, $2, $3)', [
      last.id,
      last.timestamp,
      last.name,
    ]);

    expect(body).toEqual({ status: 'unready', failures: ['database'] });
    await eventually('ready again', async () => (await readiness())[0] === 200);
  });

  it('reliability 6.1: shows its pool and its queue', async () => {
    const samples = await metricsOf(app.url);

    expect(samples.get('missive_db_pool_max')).toBe(10);
    expect(samples.get('missive_db_pool_in_use')).toBeGreaterThanOrEqual(0);
    expect(samples.get('missive_db_pool_waiting')).toBeGreaterThanOrEqual(0);
    for (const name of ['ready', 'scheduled', 'running', 'dead']) {
      expect(samples.get(`missive_jobs_${name}`)).toBe(0);
    }
    expect(samples.get('missive_jobs_oldest_ready_seconds')).toBe(0);
  });

  it('has the metrics that docs/operations.md lists, and no others', async () => {
    const text = await (await fetch(`${app.url}/metrics`)).text();
    const shown = [...text.matchAll(/^# TYPE (\S+) /gm)].map(([, name]) => name);
    const page = readFileSync(join(__dirname, '../../docs/operations.md'), 'utf8');
    const table = page.slice(page.indexOf('## Metrics'), page.indexOf('## Too much'));
    const rows = table.split('\n').filter((line) => line.startsWith('| `'));
    const listed = rows.flatMap((row) => [...(row.split('|')[1] ?? '').matchAll(/`(\w+)`/g)].map(([, name]) => name));

    expect(listed.length).toBeGreaterThan(15);
    expect(shown.toSorted()).toEqual(listed.toSorted());
  });
});
