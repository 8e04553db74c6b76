import { startVakaSimulator, type VakaSimulator } from '../../src/booking/access/vaka-simulator/vaka-simulator';
import { ApiKeyRepository, UserRepository } from '../../src/data';
import { demoPassword } from '../../src/demo-data';
import { hashPassword } from '../../src/engine';
import { axemaSettings } from '../booking/access/vaka-app';
import { Sender } from '../contract/authorization/send';
import { companyA, companyB, startApp, type TestApp } from '../support/start-app';
import { bookingScenario, type Step } from './tenancy/booking-scenario';
import { type Company, CompanyRun } from './tenancy/company-run';
import { callTheRest } from './tenancy/direct-calls';
import { exempt, withoutCompany } from './tenancy/exemptions';
import { type Probe, probe, stateOf } from './tenancy/probe';
import { RepositoryCalls } from './tenancy/repository-calls';
import { StatementLog } from './tenancy/statement-log';
import { mentionsTenantTable, plain, type Statement, tenantFault, tenantTables } from './tenancy/tenant-statements';

const log = new StatementLog();
const repositories = new RepositoryCalls();
let simulator: VakaSimulator;
let app: TestApp;
let sender: Sender;
let steps: readonly Step[];
let a: Company;
let b: Company;

beforeAll(async () => {
  log.install();
  simulator = await startVakaSimulator();
  app = await startApp({ settings: axemaSettings() });
  sender = new Sender(app.url);
  steps = bookingScenario(simulator);
  a = await aCompany(companyA, 'admin@missive.test');
  b = await aCompany(companyB, 'admin-b@missive.test');
  // Both begin alike: the scenario adds the connection itself.
  await app.database.pool.query('delete from axema_setting');
}, 60_000);

afterAll(async () => {
  sender?.close();
  await app?.close();
  await simulator?.close();
  log.uninstall();
});

async function aCompany(id: string, administrator: string): Promise<Company> {
  const userName = `customer-of-${id}@missive.test`;
  const passwordHash = await hashPassword(demoPassword);
  const users = new UserRepository(app.database.dataSource.manager);
  await users.add({ userName, email: userName, displayName: 'Carl Customer', companyId: id, passwordHash });
  return { id, admin: await tokenOf(administrator), customer: await tokenOf(userName) };
}

async function tokenOf(userName: string): Promise<Record<string, string>> {
  return { authorization: `Bearer ${(await signIn(userName)).bearerToken}` };
}

async function signIn(userName: string): Promise<{ bearerToken: string; sessionId: string }> {
  const body = JSON.stringify({ userName, password: demoPassword });
  const headers = { 'content-type': 'application/json' };
  const { body: answer } = await sender.answer({ method: 'POST', path: '/auth/credentials', headers, body });
  return JSON.parse(answer) as { bearerToken: string; sessionId: string };
}

/** By session and by API key; signing in itself makes statements too. */
async function proveEveryWay({ id }: Company): Promise<void> {
  const keys = new ApiKeyRepository(app.database.dataSource.manager);
  const { secret } = await keys.create(id, { prefix: 'ak-', roles: ['bookingsupplier-administrator-read'] });
  const { sessionId } = await signIn(`customer-of-${id}@missive.test`);
  const proofs: Record<string, string>[] = [{ 'x-api-key': secret }, { 'x-ss-id': sessionId }];
  for (const headers of proofs) {
    const { status } = await sender.answer({ method: 'GET', path: '/api/ServiceQuery', headers });
    expect(status).toBe(200);
  }
}

async function aCustomerOf({ id }: Company): Promise<string> {
  const { rows } = await app.database.pool.query('select id from customer where company_id = $1 limit 1', [id]);
  return (rows as { id: string }[])[0]?.id ?? '';
}

describe('the data of a company', () => {
  it('are asked for with that company in every statement of every operation', async () => {
    const tables = await tenantTables(app.database.pool);
    const all: Statement[] = [];
    const faults: string[] = [];
    for (const [run, company] of [b, a].entries()) {
      const played = new CompanyRun(app, sender, company, run + 1);
      const statements = await log.during(async () => {
        await played.play(steps);
        await proveEveryWay(company);
        await callTheRest(app.database.dataSource, company.id, await aCustomerOf(company));
      });
      expect(played.refusals).toEqual([]);
      all.push(...statements.filter(({ text }) => mentionsTenantTable(text, tables)));
      faults.push(...faultsIn(statements, tables, company.id));
    }
    process.stdout.write(
      `tenancy: ${all.length} statements about ${tables.size} tables, ${faults.length} without their company\n`,
    );

    expect([...new Set(faults)]).toEqual([]);
    expect(exempt.filter(([pattern]) => !all.some(({ text }) => pattern.test(plain(text))))).toEqual([]);
    expect(all.length).toBeGreaterThan(300);
  }, 120_000);

  it('are asked for by every method of every repository that has them', () => {
    const isOf = (name: string, method: string) => method === name || method.startsWith(`${name}.`);
    const reasons = Object.keys(withoutCompany);

    expect(repositories.uncalled.filter((method) => !reasons.some((name) => isOf(name, method)))).toEqual([]);
    expect(reasons.filter((name) => !repositories.all.some((method) => isOf(name, method)))).toEqual([]);
  });

  it('are all that an operation of the booking family may be about', () => {
    const booking = app.host.operations.filter(({ presentation }) => presentation.superRole === 'superadmin');

    const played = new Set(steps.map(({ operation }) => operation));

    expect(booking.map(({ name }) => name).filter((name) => !played.has(name))).toEqual([]);
  });

  it('look to another company as if there were none, byte for byte', async () => {
    const tables = await tenantTables(app.database.pool);
    const { pool } = app.database;
    // The connection is there from the first time.
    const again = steps.filter(({ operation }) => operation !== 'AddAxemaCodeLockSetting');
    const theirs = new CompanyRun(app, sender, b, 3);
    await theirs.play(again.filter(({ verb }) => verb !== 'DELETE'));
    const run = new CompanyRun(app, sender, a, 4);
    const before = await stateOf(pool, tables, companyB);
    const probes: Probe[] = [];
    const changes: string[] = [];
    for (const step of again) {
      const own = await stateOf(pool, tables, companyA);
      for (const name of run.idsIn(step)) probes.push(await probe(run, theirs.ids, step, name));
      const now = await stateOf(pool, tables, companyA);
      changes.push(...now.filter((state) => !own.includes(state)).map((state) => `${step.operation}: ${state}`));
      await run.step(step);
    }

    process.stdout.write(`tenancy: ${probes.length} foreign ids tried\n`);
    expect([...theirs.refusals, ...run.refusals]).toEqual([]);
    expect(probes.map(({ name, foreign }) => ({ name, ...foreign }))).toEqual(
      probes.map(({ name, unknown }) => ({ name, ...unknown })),
    );
    expect(probes.filter(({ isReading, foreign }) => !isReading && foreign.status < 400)).toEqual([]);
    expect(changes).toEqual([]);
    expect(await stateOf(pool, tables, companyB)).toEqual(before);
    expect(probes.length).toBeGreaterThan(30);
  }, 120_000);
});

function faultsIn(statements: readonly Statement[], tables: ReadonlySet<string>, companyId: string): string[] {
  return statements.flatMap((statement) => {
    const fault = tenantFault(statement, { tables, companyId });
    const text = plain(statement.text);
    if (fault === undefined || exempt.some(([pattern]) => pattern.test(text))) return [];
    return [`${fault}: ${text}`];
  });
}
