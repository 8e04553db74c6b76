import { JsonServiceClient } from '@servicestack/client';
import { Authenticate, AuthenticateLogout, CustomerQuery } from '../../dtos';
import { demoPassword } from '../../src/demo-data';
import { newSessionId } from '../../src/engine/auth/sessions/session-id';
import { openTestDatabase, type TestDatabase } from '../support/database';
import { type DemoUser, startApp, type TestApp } from '../support/start-app';

let database: TestDatabase;
let app: TestApp;
beforeAll(async () => {
  database = await openTestDatabase();
  app = await startApp({ database });
});
afterAll(async () => {
  await app?.close();
  await database?.close();
});

/** The typed client of a user, known by nothing but the cookies that it keeps. */
async function signedIn(userName: DemoUser, rememberMe = false): Promise<JsonServiceClient> {
  const client = app.client();
  client.enableAutoRefreshToken = false;
  await client.post(new Authenticate({ provider: 'credentials', userName, password: demoPassword, rememberMe }));
  return client;
}
const cookieOf = (client: JsonServiceClient, name: string): string =>
  (client as unknown as { cookies: Record<string, { value: string }> }).cookies[name]?.value ?? '';
const headersOf = (client: JsonServiceClient) => ({
  cookie: ['ss-id', 'ss-pid', 'ss-opt'].map((name) => `${name}=${cookieOf(client, name)}`).join('; '),
});
const query = (headers: Record<string, string>) => fetch(`${app.url}/api/CustomerQuery?take=1`, { headers });

describe('sessions of the product', () => {
  it('AUTH-01 open what the user may, by cookies alone', async () => {
    const admin = await signedIn('admin@missive.test');

    expect(admin.bearerToken).toBeUndefined();
    expect((await admin.get(new CustomerQuery({ take: 1 }))).Results).toHaveLength(1);
    expect((await (await signedIn('customer@missive.test')).get(new Authenticate())).userName).toBe(
      'customer@missive.test',
    );
  });

  it('belong to one company each', async () => {
    const [a, b] = [await signedIn('admin@missive.test'), await signedIn('admin-b@missive.test')];
    const idsOf = async (client: JsonServiceClient) =>
      (await client.get(new CustomerQuery())).Results.map(({ Id }) => Id);
    const [ofA, ofB] = [await idsOf(a), await idsOf(b)];

    expect([ofA.length > 0, ofB.length > 0]).toEqual([true, true]);
    expect(ofA.filter((id) => ofB.includes(id))).toEqual([]);
  });

  it('survive a restart', async () => {
    const admin = await signedIn('admin@missive.test', true);
    const headers = headersOf(admin);
    await app.close();
    app = await startApp({ database });

    expect((await query(headers)).status).toBe(200);
  });

  it('end with the logout, and cannot be replayed', async () => {
    const admin = await signedIn('admin@missive.test');
    const headers = headersOf(admin);
    const before = await query(headers);
    await admin.post(new AuthenticateLogout());

    expect([before.status, (await query(headers)).status]).toEqual([200, 401]);
    expect((await admin.api(new CustomerQuery())).error).toMatchObject({ errorCode: 'Unauthorized' });
  });

  it('have no ids that were there before the sign-in', async () => {
    const planted = { cookie: `ss-id=${newSessionId()}; ss-pid=${newSessionId()}; ss-opt=temp` };
    const response = await fetch(`${app.url}/auth/credentials`, {
      method: 'POST',
      headers: { ...planted, 'content-type': 'application/json' },
      body: JSON.stringify({ userName: 'admin@missive.test', password: demoPassword }),
    });
    const cookies = response.headers.getSetCookie().map((line) => line.split(';', 1)[0] ?? '');

    expect(response.status).toBe(200);
    expect(cookies.map((pair) => pair.split('=', 1)[0])).toEqual(['ss-id', 'ss-pid', 'ss-opt']);
    expect(planted.cookie.split('; ').filter((pair) => !pair.startsWith('ss-opt') && cookies.includes(pair))).toEqual(
      [],
    );
    expect((await query(planted)).status).toBe(401);
    expect((await query({ cookie: cookies.join('; ') })).status).toBe(200);
  });

  it('leave the decision to a bearer token beside them', async () => {
    const customer = await signedIn('customer@missive.test');
    const { bearerToken } = await app.clientFor('admin@missive.test');
    const headers = { ...headersOf(customer), authorization: `Bearer ${bearerToken}` };
    const response = await fetch(`${app.url}/api/Authenticate`, { headers });

    expect(await response.json()).toMatchObject({ userName: 'admin@missive.test', authProvider: 'jwt' });
  });

  it('let nobody register or give roles', async () => {
    for (const name of ['Register', 'AssignRoles', 'UnAssignRoles']) {
      const response = await fetch(`${app.url}/api/${name}`, { method: 'POST', body: '{}' });

      expect([name, response.status]).toEqual([name, 405]);
    }
  });
});
