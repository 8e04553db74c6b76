import { createServer, type Server } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import { type AddressInfo, createServer as createTcpServer, type Server as TcpServer } from 'node:net';
import type { AxemaClient, AxemaConnection, AxemaPerson } from '../../../src/booking/access/axema/axema-client';
import { AxemaClients, type AxemaClientsOptions } from '../../../src/booking/access/axema/axema-clients';
import { defaultAxemaLimits } from '../../../src/booking/access/axema/axema-limits';
import { systemResolver } from '../../../src/booking/access/axema/resolve-target';
import type { Fault } from '../../../src/booking/access/vaka-simulator/faults';
import { startVakaSimulator, type VakaSimulator } from '../../../src/booking/access/vaka-simulator/vaka-simulator';
import { limitedSimAccount, simAccount, simApprovalId } from '../../../src/booking/access/vaka-simulator/vaka-state';
import { privateAuthority } from './private-authority';

const companyId = '11111111-1111-4111-8111-111111111111';
const clock = { now: () => new Date(time) };
let time: number;
let waits: number[];
let simulator: VakaSimulator;
const opened: AxemaClient[] = [];

beforeAll(async () => {
  simulator = await startVakaSimulator({ now: () => new Date(time) });
});
beforeEach(() => {
  time = Date.parse('2030-01-07T12:00:00Z');
  waits = [];
  simulator.state.reset({ seed: 1 });
});
afterEach(async () => {
  for (const client of opened.splice(0)) await client.close();
});
afterAll(() => simulator.close());

function clients(changes: Partial<AxemaClientsOptions> = {}): AxemaClients {
  return new AxemaClients({
    policy: { allowPrivateHosts: true, allowedHosts: [] },
    limits: { ...defaultAxemaLimits, requestTimeoutMs: 300, connectTimeoutMs: 300, maxBodyBytes: 1_000_000 },
    clock,
    resolve: systemResolver,
    sleep: async (ms) => void waits.push(ms),
    random: () => 1,
    online: {},
    ...changes,
  });
}
function connection(changes: Partial<AxemaConnection> = {}): AxemaConnection {
  return {
    companyId,
    endpoint: 'http://127.0.0.1',
    port: simulator.port,
    username: simAccount.username,
    password: simAccount.password,
    ...changes,
  };
}
function open(factory: AxemaClients, changes: Partial<AxemaConnection> = {}): AxemaClient {
  const client = factory.create(connection(changes));
  opened.push(client);
  return client;
}
const local = (changes: Partial<AxemaConnection> = {}) => open(clients(), changes);
function online(changes: Partial<AxemaConnection> = {}, approvalId = simApprovalId): AxemaClient {
  const registration = { approvalId, deviceId: simulator.state.deviceId };
  const settings = {
    hosts: [`127.0.0.1:${simulator.port}`],
    tokenUrl: `${simulator.url}/oauth2/v2.0/token`,
    scope: 'api://missive/.default',
    registrations: { [companyId]: registration },
  };
  return open(clients({ online: settings }), changes);
}
async function personsOf(client: AxemaClient, pageSize?: number): Promise<AxemaPerson[]> {
  const persons: AxemaPerson[] = [];
  for await (const page of client.listPersons({ pageSize })) persons.push(...page.persons);
  return persons;
}
const fault = (settings: Fault) => simulator.state.faults.add(settings);
const requestsTo = (path: string) => simulator.state.requests.filter((request) => request.path.startsWith(path));

describe.each([
  ['local', () => local(), '/api/v1/persons', 'VAKA-simulatorn'],
  ['online', () => online(), '/v1/reservations/users/fetch', 'VAKA Online'],
])('the %s transport', (_, connect, listing, systemName) => {
  it('says what it speaks with', async () => {
    expect(await connect().ping()).toMatchObject({ systemName });
  });

  it('reads all persons in their order', async () => {
    const persons = await personsOf(connect());

    expect(persons.map(({ id, name, email }) => [id, name, email ?? null])).toEqual(
      [...simulator.state.persons.values()].map(({ id, name, email }) => [id, name, email]),
    );
  });

  it('reads more than 1,000 persons in pages of at most 100', async () => {
    simulator.state.reset({ seed: 2, persons: 1_234 });
    const sizes: number[] = [];

    for await (const { persons, total } of connect().listPersons({})) {
      sizes.push(persons.length);
      expect(total).toBe(1_234);
    }

    expect(sizes).toEqual([...Array.from({ length: 12 }, () => 100), 34]);
  });

  it('reads the groups', async () => {
    const groups = [];
    for await (const page of connect().listGroups({ pageSize: 4 })) groups.push(...page);

    expect(groups.map(({ apartmentId }) => apartmentId)).toEqual(['1001', '1002', '1003', '1004', '1005', '1006']);
  });

  it.each<[string, Omit<Fault, 'match'>]>([
    ['a reset connection', { mode: 'drop' }],
    ['status 503', { mode: 'status', value: 503 }],
    ['an answer that is too late', { mode: 'delay', value: 1_000 }],
  ])('survives %s once', async (_fault, settings) => {
    fault({ match: listing, ...settings });

    expect(await personsOf(connect())).toHaveLength(25);
    expect(waits).toEqual([500]);
  });

  it('waits as 429 with Retry-After asks', async () => {
    fault({ match: listing, mode: 'status', value: { status: 429, retryAfter: 7 } });

    expect(await personsOf(connect())).toHaveLength(25);
    expect(waits).toEqual([7_000]);
  });

  it.each<[string, Omit<Fault, 'match'>, string, number]>([
    ['reset connections', { mode: 'drop', times: null }, 'unreachable', 3],
    ['status 500', { mode: 'status', value: 500, times: null }, 'unreachable', 3],
    ['answers that are too late', { mode: 'delay', value: 1_000, times: null }, 'timeout', 3],
    ['status 429', { mode: 'status', value: 429, times: null }, 'ratelimited', 3],
    ['a Retry-After of an hour', { mode: 'status', value: { status: 429, retryAfter: 3600 } }, 'ratelimited', 0],
    ['status 403', { mode: 'status', value: 403 }, 'forbidden', 0],
    ['status 404', { mode: 'status', value: 404 }, 'notfound', 0],
    ['status 400', { mode: 'status', value: 400 }, 'protocol', 0],
    ['no JSON', { mode: 'badjson' }, 'protocol', 0],
    ['a redirect', { mode: 'redirect', value: 'http://169.254.169.254/latest/meta-data' }, 'protocol', 0],
    ['a list', { mode: 'body', value: [] }, 'protocol', 0],
    ['null', { mode: 'body', value: null }, 'protocol', 0],
    ['an object without persons', { mode: 'body', value: {} }, 'protocol', 0],
    ['a text for persons', { mode: 'body', value: { persons: 'x', userAccounts: 'x' } }, 'protocol', 0],
    ['2 MB', { mode: 'body', value: { padding: 'x'.repeat(2_000_000) } }, 'protocol', 0],
  ])('reliability 3.1 API10 gives up after %s', async (_fault, settings, kind, retries) => {
    fault({ match: listing, ...settings });

    await expect(personsOf(connect())).rejects.toMatchObject({ name: 'AxemaError', kind });
    expect(waits).toHaveLength(retries);
  });

  it('says no more than it may when it fails', async () => {
    fault({ match: listing, mode: 'status', value: 500, times: null });

    const failure = await personsOf(connect()).catch((error: Error) => error);

    expect(String(failure)).toBe('AxemaError: The Axema system failed with status 500.');
  });

  it('stops with the reason of the signal in the middle of a request', async () => {
    fault({ match: listing, mode: 'delay', value: 1_000 });
    const stop = new AbortController();
    const reason = new Error('stopped');
    setTimeout(() => stop.abort(reason), 50);

    const next = connect().listPersons({ signal: stop.signal })[Symbol.asyncIterator]().next();

    await expect(next).rejects.toBe(reason);
  });

  it('keeps persons of the wrong shape, without a name', async () => {
    const odd = [
      null,
      'text',
      { name: 'No Id' },
      { id: 7, userId: 7, name: 'Id Number' },
      { id: 'p1', userId: 'p1', name: 42 },
      { id: 'p2', userId: 'p2', name: 'Öberg Åsa', email: ['a@example.se'] },
      { id: 'p3', userId: 'p3', name: 'Null\0Byte' },
      { id: 'p4', userId: 'p4', name: 'Lone\ud800Surrogate' },
      { id: 'p5', userId: 'p5', name: 'x'.repeat(1_001) },
      { id: 'p6', userId: 'p6', name: 'Öberg Åsa', email: 'asa@example.se' },
    ];
    fault({ match: listing, mode: 'body', value: { persons: odd, userAccounts: odd } });

    const persons = await personsOf(connect());

    expect(persons.map(({ id, name }) => [id, name])).toEqual([
      ['unreadable:1:0', ''],
      ['unreadable:1:1', ''],
      ['unreadable:1:2', ''],
      ['unreadable:1:3', ''],
      ['p1', ''],
      ['p2', ''],
      ['p3', ''],
      ['p4', ''],
      ['p5', ''],
      ['p6', 'Öberg Åsa'],
    ]);
  });
});

describe('the local transport', () => {
  it('tells identities, validity and blocks', async () => {
    const persons = await personsOf(local());

    expect(persons.filter(({ blocked }) => blocked)).toHaveLength(1);
    expect(persons.filter(({ validTo }) => validTo)).toHaveLength(1);
    expect(persons.filter(({ identities }) => identities.length > 1)).toHaveLength(2);
    expect(persons.filter(({ email }) => !email)).toHaveLength(3);
  });

  it('ends a wrong password at once', async () => {
    await expect(local({ password: 'wrong' }).ping()).rejects.toMatchObject({ kind: 'auth' });
    expect(simulator.state.requests).toHaveLength(1);
  });

  it('tells an account without permission from a wrong one', async () => {
    const { username, password } = limitedSimAccount;

    await expect(personsOf(local({ username, password }))).rejects.toMatchObject({ kind: 'forbidden' });
  });

  it.each([
    ['new', undefined, 1_000],
    ['the same', 'same', 2],
  ])('stops at a continuation token that never ends and is always %s', async (_, value, requests) => {
    fault({ match: '/api/v1/persons', mode: 'loop', value, times: null });

    await expect(personsOf(local())).rejects.toMatchObject({ kind: 'protocol' });
    // Pages, not requests: a connection that breaks on a busy machine makes the client ask for its page again.
    expect(new Set(requestsTo('/api/v1/persons').map(({ query }) => query)).size).toBe(requests);
  });

  it('skips persons whose identities or dates have the wrong shape', async () => {
    const good = {
      id: 'p0',
      name: 'Öberg Åsa',
      identities: [{ type: 'EM', value: '1' }],
      validTo: '2031-01-01T00:00:00Z',
    };
    const odd = [
      good,
      { ...good, id: 'p1', identities: 'x' },
      { ...good, id: 'p2', identities: [{ type: 'Iris', value: '1' }] },
      { ...good, id: 'p3', identities: [{ type: 'EM', value: 1 }] },
      { ...good, id: 'p4', identities: Array.from({ length: 101 }, (_, index) => ({ type: 'EM', value: `${index}` })) },
      { ...good, id: 'p5', validTo: 'tomorrow' },
      { ...good, id: 'p6', validTo: '2031-01-01' },
      { ...good, id: 'p7', blocked: 'yes' },
    ];
    fault({ match: '/api/v1/persons', mode: 'body', value: { persons: odd } });

    const persons = await personsOf(local());

    expect(persons.filter(({ name }) => name).map(({ id }) => id)).toEqual(['p0']);
  });

  it('cuts a page that is larger than asked for', async () => {
    const persons = Array.from({ length: 250 }, (_, index) => ({ id: `p${index}`, name: 'Öberg Åsa' }));
    fault({ match: '/api/v1/persons', mode: 'body', value: { persons } });
    const sizes: number[] = [];

    for await (const page of local().listPersons()) sizes.push(page.persons.length);

    expect(sizes).toEqual([100, 100, 50]);
  });
});

describe('the online transport', () => {
  it('sends both credentials with every call, and asks for each of them once', async () => {
    const client = online();
    await client.ping();
    await personsOf(client);
    await personsOf(client);

    const calls = requestsTo('/v1/reservations');
    expect(calls.map(({ authorization, hasApiKey }) => [authorization, hasApiKey])).toEqual([
      ['Bearer ***', true],
      ['Bearer ***', true],
    ]);
    expect(requestsTo('/oauth2')).toHaveLength(1);
    expect(requestsTo('/v1/apikey')).toHaveLength(1);
  });

  it('renews the token before it ends', async () => {
    const client = online();
    await personsOf(client);
    time += 3_590_000;

    await personsOf(client);

    expect(requestsTo('/oauth2')).toHaveLength(2);
    expect(requestsTo('/v1/reservations').map(({ status }) => status)).toEqual([200, 200]);
  });

  it('renews a token that ended earlier than it said, once', async () => {
    const client = online();
    await personsOf(client);
    simulator.state.tokens.clear();

    expect(await personsOf(client)).toHaveLength(25);
    fault({ match: '/v1/reservations', mode: 'status', value: 401, times: null });
    await expect(personsOf(client)).rejects.toMatchObject({ kind: 'auth' });
  });

  it('ends a wrong client secret at once', async () => {
    await expect(online({ password: 'wrong' }).ping()).rejects.toMatchObject({ kind: 'auth' });
    expect(simulator.state.requests).toHaveLength(1);
  });

  it('ends an unknown approval at once', async () => {
    await expect(online({}, 'unknown').ping()).rejects.toMatchObject({ kind: 'notfound' });
  });

  it('refuses a token that cannot stand in a header', async () => {
    fault({ match: '/oauth2', mode: 'body', value: { access_token: 'a\r\nX-Evil: b', expires_in: 60 } });

    await expect(online().ping()).rejects.toMatchObject({ kind: 'protocol' });
  });

  it('is not there for a company that the operator has not registered', () => {
    const factory = clients({ online: { hosts: ['127.0.0.1'], tokenUrl: simulator.url, scope: 'api://x/.default' } });

    expect(() => factory.create(connection())).toThrow('not registered');
  });

  it('tells no identities', () => {
    const factory = clients({ online: { hosts: [`127.0.0.1:${simulator.port}`] } });

    expect(factory.readsIdentities(connection())).toBe(false);
    expect(factory.readsIdentities(connection({ port: 1 }))).toBe(true);
    expect(clients().readsIdentities({ endpoint: 'api.vakaonline.se', port: 443 })).toBe(false);
  });
});

describe('connections', () => {
  let server: Server | TcpServer | undefined;
  afterEach(() => {
    server?.close();
    server = undefined;
  });
  async function listen(started: Server | TcpServer): Promise<number> {
    server = started;
    await new Promise<void>((resolve) => started.listen(0, '127.0.0.1', () => resolve()));
    return (started.address() as AddressInfo).port;
  }

  it('reliability 3.2 #11 go to the address that was checked, whatever the name leads to later (DNS rebinding)', async () => {
    const answers = [[{ address: '127.0.0.1', family: 4 }], [{ address: '169.254.169.254', family: 4 }]];
    const asked: string[] = [];
    const factory = clients({
      resolve: async (host) => {
        asked.push(host);
        return answers[asked.length - 1];
      },
    });
    const client = open(factory, { endpoint: 'http://vaka.example.com' });

    await client.ping();
    await client.ping();

    expect(asked).toEqual(['vaka.example.com']);
  });

  it('reliability 3.2 #11 are refused when a name that was public at configuration leads to this machine at the sync', async () => {
    const addresses = ['93.184.216.34', '127.0.0.1'];
    const factory = clients({
      policy: { allowPrivateHosts: false, allowedHosts: [] },
      resolve: async () => [{ address: addresses.shift() ?? '', family: 4 }],
    });
    await factory.check('https://vaka.example.com', 443);

    const client = open(factory, { endpoint: 'https://vaka.example.com', port: simulator.port });

    await expect(client.ping()).rejects.toMatchObject({ kind: 'forbidden' });
    expect(simulator.state.requests).toEqual([]);
    expect(waits).toEqual([]);
  });

  it('are refused when the setting itself is no longer allowed', () => {
    const factory = clients({ policy: { allowPrivateHosts: false, allowedHosts: [] } });

    expect(() => factory.create(connection())).toThrow('not allowed');
  });

  it('to a port where nobody listens fail as unreachable', async () => {
    const port = await listen(createServer());
    await new Promise((resolve) => server?.close(resolve));

    await expect(local({ port }).ping()).rejects.toMatchObject({ kind: 'unreachable' });
    expect(waits).toEqual([500, 1_000, 2_000]);
  });

  it('to something that is no HTTP server fail at once', async () => {
    const port = await listen(createTcpServer((socket) => socket.end('SSH-2.0-OpenSSH_9.2\r\n')));

    await expect(local({ port }).ping()).rejects.toMatchObject({ kind: 'protocol' });
  });

  it('to a server without TLS fail at once when https is asked for', async () => {
    await expect(local({ endpoint: 'https://127.0.0.1' }).ping()).rejects.toMatchObject({ kind: 'protocol' });
  });

  it('to a server that stops in the middle of a body fail as late', async () => {
    const port = await listen(
      createServer((_, response) => {
        response.writeHead(200, { 'content-length': '100' });
        response.write('{"name":');
      }),
    );

    await expect(local({ port }).ping()).rejects.toMatchObject({ kind: 'timeout' });
    (server as Server).closeAllConnections();
  });

  it('are not asked for compressed answers and take none', async () => {
    const port = await listen(
      createServer((request, response) => {
        expect(request.headers['accept-encoding']).toBe('identity');
        response.writeHead(200, { 'content-encoding': 'gzip' }).end('x');
      }),
    );

    await expect(local({ port }).ping()).rejects.toMatchObject({ kind: 'protocol' });
  });

  it('to a certificate of a private authority need its certificate', async () => {
    const tls = createTlsServer({ key: privateAuthority.key, cert: privateAuthority.cert }, (_, response) =>
      response.end('{"name":"Skåp 4"}'),
    );
    const port = await listen(tls as unknown as Server);
    const trusting = clients({ certificateAuthorities: { [companyId]: privateAuthority.cert } });

    await expect(local({ endpoint: 'https://127.0.0.1', port }).ping()).rejects.toMatchObject({ kind: 'protocol' });
    expect(await open(trusting, { endpoint: 'https://127.0.0.1', port }).ping()).toEqual({ systemName: 'Skåp 4' });
  });

  it('that are only checked pass when the name cannot be resolved', async () => {
    const factory = clients({
      resolve: async () => {
        throw new Error('ENOTFOUND');
      },
    });

    await expect(factory.check('vaka.example.com', 443)).resolves.toBeUndefined();
  });
});
