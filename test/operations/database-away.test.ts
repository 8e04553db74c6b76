import { type Missive, startMissive } from '../../src/app-host';
import { openTestDatabase, type TestDatabase } from '../support/database';
import { eventually } from '../support/eventually';
import { type FaultProxy, startFaultProxy } from '../support/fault-proxy';
import { metricsOf } from '../support/prometheus';
import { testSettings } from '../support/start-app';

const { DATABASE_URL: server } = process.env;

// The embedded database is in the same process: nothing can come between.
(server ? describe : describe.skip)(server ? 'a database behind a broken network' : 'n/a (embedded)', () => {
  let database: TestDatabase;
  let proxy: FaultProxy;
  let app: Missive;
  beforeAll(async () => {
    database = await openTestDatabase();
    const url = new URL(database.url ?? '');
    proxy = await startFaultProxy({ host: url.hostname, port: Number(url.port || 5432) });
    url.host = `127.0.0.1:${proxy.port}`;
    const settings = testSettings();
    const operations = { ...settings.operations, database: { connectMs: 500, statementMs: 900, queryMs: 1_000 } };
    app = await startMissive({ ...settings, databaseUrl: url.href, operations });
  });
  afterEach(async () => {
    proxy.set('ok');
    await eventually('ready again', async () => (await status('/readyz')) === 200);
  });
  afterAll(async () => {
    await app.close();
    await proxy.close();
    await database.close();
  });

  const status = async (path: string): Promise<number> => (await fetch(`${app.url}${path}`)).status;
  const signIn = (): Promise<Response> =>
    fetch(`${app.url}/auth/credentials`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ userName: 'admin@missive.test', password: 'demo' }),
    });

  it.each(['refuse', 'blackhole'] as const)(
    'reliability 6.1, R8: %s turns /readyz red, /healthz stays green, requests get 503 with Retry-After, and all is well again by itself',
    async (fault) => {
      expect(await status('/readyz')).toBe(200);

      proxy.set(fault);

      await eventually('not ready', async () => (await status('/readyz')) === 503);
      const answer = await signIn();
      expect(answer.status).toBe(503);
      expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0);
      expect(await answer.json()).toMatchObject({ responseStatus: { errorCode: 'ServiceUnavailable' } });
      expect(await status('/healthz')).toBe(200);
      const samples = await metricsOf(app.url ?? '');
      expect(samples.get('missive_db_pool_max')).toBe(10);
      proxy.set('ok');
      await eventually('requests are answered', async () => (await signIn()).status === 200);
    },
  );

  it('says why it is not ready without addresses or secrets', async () => {
    proxy.set('refuse');
    await eventually('not ready', async () => (await status('/readyz')) === 503);

    const body = await (await fetch(`${app.url}/readyz`)).text();

    expect(JSON.parse(body)).toEqual({ status: 'unready', failures: ['database'] });
  });
});
