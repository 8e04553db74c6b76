import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { seedPeople } from '../../../src/booking/access/vaka-simulator/seed-people';
import { startVakaSimulator, type VakaSimulator } from '../../../src/booking/access/vaka-simulator/vaka-simulator';
import { simAccount, simApprovalId, simDeviceId } from '../../../src/booking/access/vaka-simulator/vaka-state';

let simulator: VakaSimulator;
let time = Date.parse('2030-01-07T12:00:00Z');

beforeAll(async () => {
  simulator = await startVakaSimulator({ now: () => new Date(time) });
});
beforeEach(() => simulator.state.reset({ seed: 1 }));
afterAll(() => simulator.close());

const basic = `Basic ${Buffer.from(`${simAccount.username}:${simAccount.password}`).toString('base64')}`;

async function call(path: string, init: RequestInit = {}): Promise<{ status: number; body: Record<string, never> }> {
  const response = await fetch(simulator.url + path, init);
  const text = await response.text();
  return { status: response.status, body: text ? JSON.parse(text) : {} };
}
const local = (path: string) => call(path, { headers: { authorization: basic } });
const control = (path: string, method: string, body?: unknown) =>
  call(path, { method, ...(body === undefined ? {} : { body: JSON.stringify(body) }) });

async function signIn(
  changes: Record<string, string> = {},
): Promise<{ status: number; body: { access_token?: string } }> {
  const form = {
    grant_type: 'client_credentials',
    client_id: simAccount.username,
    client_secret: simAccount.password,
    scope: 'api://app/.default',
    ...changes,
  };
  return call('/oauth2/v2.0/token', { method: 'POST', body: new URLSearchParams(form) });
}
async function onlineHeaders(): Promise<Record<string, string>> {
  const authorization = `Bearer ${(await signIn()).body.access_token}`;
  const { body } = await call(`/v1/apikey/generate/${simApprovalId}`, { headers: { authorization } });
  return { authorization, 'x-api-key': String(body.apiKey) };
}

describe('the seed (axema-vaka.md 4.4)', () => {
  const { persons, groups } = seedPeople({ seed: 1, deviceId: simDeviceId });

  it('is the same for the same number', () => {
    expect(seedPeople({ seed: 1, deviceId: simDeviceId })).toEqual({ persons, groups });
    expect(seedPeople({ seed: 2, deviceId: simDeviceId })).not.toEqual({ persons, groups });
  });

  it('holds 25 persons in 6 groups, as described', () => {
    const emails = persons.flatMap(({ email }) => email ?? []);

    expect(persons).toHaveLength(25);
    expect(new Set(persons.map(({ id }) => id)).size).toBe(25);
    expect(groups.map(({ apartmentId }) => apartmentId)).toEqual(['1001', '1002', '1003', '1004', '1005', '1006']);
    expect(emails).toHaveLength(22);
    expect(new Set(emails).size).toBe(22);
    expect(new Set(emails.map((email) => email.toLowerCase())).size).toBe(21);
    expect(persons.filter(({ identities }) => identities.length > 1)).toHaveLength(2);
    expect(persons.filter(({ blocked }) => blocked)).toHaveLength(1);
    expect(persons.filter(({ validTo }) => validTo)).toHaveLength(1);
    expect(persons.map(({ name }) => name).join('')).toMatch(/å.*ä.*ö/is);
  });
});

describe('the local face (axema-vaka.md 4.2)', () => {
  it.each([
    ['no credentials', undefined, 401],
    ['another scheme', 'Bearer x', 401],
    ['a wrong password', `Basic ${Buffer.from('missive:x').toString('base64')}`, 401],
    ['an account without permission', `Basic ${Buffer.from('limited:vaka-simulator').toString('base64')}`, 403],
    ['the account', basic, 200],
  ])('answers persons with %s: %#', async (_, authorization, status) => {
    const headers: Record<string, string> = authorization === undefined ? {} : { authorization };

    expect((await call('/api/v1/persons', { headers })).status).toBe(status);
  });

  it('pages with 50 by default and 100 at most', async () => {
    simulator.state.reset({ seed: 1, persons: 120 });

    const first = await local('/api/v1/persons');
    const second = await local(`/api/v1/persons?continuationToken=${first.body.continuationToken}`);
    const all = await local('/api/v1/persons?pageSize=100');

    expect(first.body.persons).toHaveLength(50);
    expect(first.body.total).toBe(120);
    expect((second.body.persons as { id: string }[])[0].id).toBe([...simulator.state.persons.keys()][50]);
    expect(all.body.persons).toHaveLength(100);
    expect((await local('/api/v1/persons?pageSize=101')).status).toBe(400);
    expect((await local('/api/v1/persons?pageSize=0')).status).toBe(400);
    expect((await local(`/api/v1/groups?continuationToken=${first.body.continuationToken}`)).status).toBe(400);
    expect((await local('/api/v1/groups?continuationToken=rubbish')).status).toBe(400);
  });

  it('answers who was changed since', async () => {
    const [id] = simulator.state.persons.keys();
    await control(`/__sim/persons/${id}`, 'PUT', { name: 'Ny Namn' });

    const { body } = await local('/api/v1/persons?changedSince=2030-01-01T00:00:00Z');

    expect(body.persons).toMatchObject([{ id, name: 'Ny Namn', updatedAt: '2030-01-07T12:00:00.000Z' }]);
    expect((await local('/api/v1/persons?changedSince=x')).status).toBe(400);
  });
});

describe('the online face (axema-vaka.md 4.1)', () => {
  it.each([
    ['client_secret', 'x', 401],
    ['grant_type', 'password', 400],
    ['scope', 'everything', 400],
  ])('refuses a token for a wrong %s', async (field, value, status) => {
    expect((await signIn({ [field]: value })).status).toBe(status);
  });

  it('wants both credentials, while they last', async () => {
    const headers = await onlineHeaders();
    const path = `/v1/usergroups/${simDeviceId}/all`;

    expect((await call(path, { headers })).status).toBe(200);
    expect((await call(path)).status).toBe(401);
    expect((await call(path, { headers: { authorization: headers.authorization } })).status).toBe(403);
    expect((await call('/v1/usergroups/another/all', { headers })).status).toBe(403);
    time += 3_600_000;
    expect((await call(path, { headers })).status).toBe(401);
  });

  it('answers users by device, by reference and by apartment', async () => {
    const headers = await onlineHeaders();
    const users = async (path: string) => (await call(`/v1/reservations/users/${path}`, { headers })).body.userAccounts;

    expect(await users(`fetch/${simDeviceId}`)).toHaveLength(25);
    const byReference = (await users('reference/ref-1002')) as object[];
    expect(byReference).toHaveLength(4);
    expect(byReference[0]).toMatchObject({ deviceId: simDeviceId, reservationResources: [expect.any(String)] });
    expect(((await users('apartment/1002?includeReservationResources=false')) as object[])[0]).not.toHaveProperty(
      'reservationResources',
    );
    expect((await call('/v1/reservations/users/apartment/1', { headers })).status).toBe(404);
  });

  it('lists reservations', async () => {
    const { body } = await call(`/v1/reservations/${simDeviceId}/all?pageSize=5`, { headers: await onlineHeaders() });

    expect(body.reservations).toHaveLength(5);
    expect(body.continuationToken).toEqual(expect.any(String));
  });

  it('tells webhooks that a door was opened', async () => {
    const headers = await onlineHeaders();
    const events: unknown[] = [];
    const receiver: Server = createServer(async (request, response) => {
      let text = '';
      for await (const chunk of request) text += chunk;
      events.push(JSON.parse(text));
      response.end();
    });
    await new Promise<void>((resolve) => receiver.listen(0, '127.0.0.1', resolve));
    const url = `http://127.0.0.1:${(receiver.address() as AddressInfo).port}/events`;
    const hook = await call('/v1/webhooks', { method: 'POST', headers, body: JSON.stringify({ url }) });

    const received = new Promise((resolve) =>
      receiver.once('request', (_, response) => response.once('finish', resolve)),
    );
    const opened = await call('/v1/doors/d1/remotecontrols/unlock', { method: 'POST', headers });
    await received;

    expect(opened).toMatchObject({ status: 202, body: { correlationId: expect.any(String) } });
    expect(events).toMatchObject([
      {
        correlationId: opened.body.correlationId,
        eventType: 'operationResult',
        eventData: { succeded: true, data: { doorId: 'd1' } },
      },
    ]);
    expect((await call('/v1/webhooks', { headers })).body.webhooks).toHaveLength(1);
    expect((await call(`/v1/webhooks/${hook.body.id}`, { method: 'DELETE', headers })).status).toBe(204);
    receiver.close();
    receiver.closeAllConnections();
  });
});

describe('the control face (axema-vaka.md 4.3)', () => {
  it('resets, changes and removes persons', async () => {
    await control('/__sim/reset', 'POST', { seed: 3, persons: 2, groups: 1 });
    const [first, second] = simulator.state.persons.keys();

    await control(`/__sim/persons/${first}`, 'PUT', { blocked: true });
    await control(`/__sim/persons/${second}`, 'DELETE');

    expect((await local('/api/v1/persons')).body.persons).toMatchObject([{ id: first, blocked: true }]);
    expect((await control('/__sim/persons/unknown', 'DELETE')).status).toBe(404);
  });

  it('sets faults that strike after some requests and so many times', async () => {
    const fault = { match: 'GET /api/v1/persons', mode: 'status', value: 500, after: 1, times: 2 };
    await control('/__sim/faults', 'POST', fault);

    const statuses: number[] = [];
    for (let request = 0; request < 4; request++) statuses.push((await local('/api/v1/persons')).status);

    expect(statuses).toEqual([200, 500, 500, 200]);
    expect((await control('/__sim/faults', 'POST', { match: '', mode: 'explode' })).status).toBe(400);
  });

  it('shows what was asked for, without secrets', async () => {
    await signIn();
    await onlineHeaders();
    await local('/api/v1/system');

    const log = JSON.stringify((await control('/__sim/requests', 'GET')).body);

    expect(log).toContain('/api/v1/system');
    expect(log).toContain('Basic ***');
    expect(log).not.toContain(simAccount.password);
    expect(log).not.toContain(basic);
    expect(log).not.toContain(simApprovalId);
    expect(log).not.toContain('sim-token');
  });
});

it('runs as a script', async () => {
  const script = ['-r', './swc-register.cjs', 'src/booking/access/vaka-simulator/main.ts'];
  const env = { ...process.env, VAKA_PORT: '0', VAKA_PERSONS: '3' };
  const child = spawn(process.execPath, script, { cwd: join(__dirname, '../../..'), env });
  const ended = once(child, 'exit');
  const [output] = (await once(child.stdout, 'data')) as [Buffer];

  const [url] = /http:\/\/\S+/.exec(String(output)) ?? [''];
  const persons = await fetch(`${url}/api/v1/persons`, { headers: { authorization: basic } });
  expect(await persons.json()).toMatchObject({ total: 3 });
  child.kill('SIGTERM');
  expect(await ended).toEqual([0, null]);
});

it('answers 404 for what it does not know', async () => {
  expect((await call('/')).status).toBe(404);
});
