import { once } from 'node:events';
import { Agent, request as httpRequest, type IncomingMessage } from 'node:http';
import { AppHost, type AuthProvider, type Log, OperationsFeature, Session } from '../../../src/engine';
import { eventually } from '../../support/eventually';
import { calls, HelloService } from '../../support/hello';
import { metricsOf } from '../../support/prometheus';
import { Wait, WaitService } from './wait';

interface Line {
  level: string;
  fields: Record<string, unknown>;
}

const lines: Line[] = [];
const note =
  (level: string) =>
  (fields: object): void =>
    void lines.push({ level, fields: fields as Record<string, unknown> });
const log: Log = { debug: note('debug'), info: note('info'), warn: note('warn'), error: note('error') };

let identified = 0;
const byHeader: AuthProvider = {
  name: 'header',
  priority: 1,
  authenticate: async ({ headers }) => {
    identified += 1;
    const userId = headers['x-user'];
    if (userId === undefined) return undefined;
    return new Session({ isAuthenticated: true, userId: String(userId), companyId: 'c1', userName: 'anna' });
  },
};

const token = 'a-token-of-24-characters';
let isDatabaseUp = true;

function newHost(changes: { maxInFlight?: number; maxLoopDelayMs?: number } = {}) {
  const operations = new OperationsFeature({
    log,
    metricsToken: token,
    checks: [
      {
        name: 'database',
        check: async () => {
          if (!isDatabaseUp) throw new Error('refused at 10.0.0.7');
        },
      },
    ],
    gauges: [{ gauges: { test_depth: 'Depth.', test_absent: 'Nothing.' }, read: async () => ({ test_depth: 7 }) }],
    ...changes,
  });
  const host = new AppHost({
    services: [HelloService, WaitService],
    log,
    features: [operations, { name: 'header-auth', register: (builder) => builder.authProvider(byHeader) }],
  });
  return { host, operations };
}

let { host, operations } = newHost();
async function restart(changes: Parameters<typeof newHost>[0] = {}): Promise<void> {
  ({ host, operations } = newHost(changes));
  await host.listen(0);
}

beforeEach(() => {
  lines.splice(0);
  calls.splice(0);
  identified = 0;
  isDatabaseUp = true;
});
afterEach(() => host.close());

const get = (path: string, headers: Record<string, string> = {}): Promise<Response> =>
  fetch(`${host.url}${path}`, { headers });
const post = (path: string, body: unknown): Promise<Response> =>
  fetch(`${host.url}${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
/** Asks on one connection; tells the status and what becomes of the connection. */
function keptConnection(url: string): (path: string) => Promise<[status?: number, connection?: string]> {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  return async (path) => {
    const response = await new Promise<IncomingMessage>((resolve, reject) => {
      httpRequest(`${url}${path}`, { agent }, resolve).once('error', reject).end();
    });
    await once(response.resume(), 'end');
    return [response.statusCode, response.headers.connection];
  };
}
/** The line about one request, which is written after its answer has left. */
async function lineOf(requestId: string): Promise<Line> {
  const find = (): Line | undefined =>
    lines.find(({ fields }) => fields.requestId === requestId && 'verb' in fields && 'ms' in fields);
  await eventually(`a line about ${requestId}`, () => find() !== undefined);
  return find() as Line;
}

describe('lines about requests', () => {
  beforeEach(() => restart());

  it('reliability 6.1: say who asked for what, how it ended, how long it took and how much was sent', async () => {
    const response = await get('/hello/secret-name?token=secret-token', { 'x-request-id': 'r-1', 'x-user': 'u1' });
    await response.text();

    const { level, fields } = await lineOf('r-1');
    expect(level).toBe('info');
    expect(fields).toMatchObject({ operation: 'Hello', verb: 'GET', status: 200, userId: 'u1', companyId: 'c1' });
    expect(fields.ms).toBeGreaterThanOrEqual(0);
    expect(fields.bytes).toBeGreaterThan(100);
    expect(JSON.stringify(fields)).not.toMatch(/secret|anna/);
  });

  it.each([
    ['a refusal by rules', '/checked', {}, 400, 'info', 'Checked'],
    ['a defect', '/api/Fails', { how: 'defect' }, 500, 'error', 'Fails'],
    ['an operation that does not exist', '/api/Nothing', {}, 405, 'info', undefined],
  ])('are written about %s', async (_what, path, body, status, level, operation) => {
    const response = await post(path, body);

    expect(response.status).toBe(status);
    const line = await lineOf(response.headers.get('x-request-id') ?? '');
    expect(line).toMatchObject({ level, fields: { status } });
    expect(line.fields.operation).toBe(operation);
  });

  it('are written about addresses that nobody has, with the id that the answer carries', async () => {
    const response = await get('/no/such/page', { 'x-request-id': 'r-404' });

    expect(response.headers.get('x-request-id')).toBe('r-404');
    expect(await lineOf('r-404')).toMatchObject({ level: 'info', fields: { status: 404, kind: 'page' } });
  });

  it('tell how many elements a batch had', async () => {
    const response = await post('/api/Hello[]', [{ name: 'a' }, { name: 'b' }, { name: 'c' }]);

    const { fields } = await lineOf(response.headers.get('x-request-id') ?? '');
    expect(fields).toMatchObject({ operation: 'Hello', batchSize: 3 });
  });

  it('tell that the client has left before its answer', async () => {
    const request = httpRequest(`${host.url}/api/Wait?id=left`, { headers: { 'x-request-id': 'r-left' } });
    request.on('error', () => undefined);
    request.end();
    await eventually('the service has begun', () => Wait.waiting.has('left'));

    request.destroy();

    expect((await lineOf('r-left')).fields).toMatchObject({ isAborted: true, operation: 'Wait', status: undefined });
    Wait.end('left');
  });

  it('are for debugging only where they are about probes', async () => {
    const response = await get('/healthz');

    const line = await lineOf(response.headers.get('x-request-id') ?? '');
    expect(line).toMatchObject({ level: 'debug', fields: { kind: 'probe', status: 200 } });
  });
});

describe('request ids', () => {
  beforeEach(() => restart());
  const trace = '0af7651916cd43dd8448eb211c80319c';
  const traceparent = `00-${trace}-b7ad6b7169203331-01`;

  it('reliability 6.1: are those of the caller, who gets them back', async () => {
    const { headers } = await get('/api/Hello', { 'x-request-id': 'mine', traceparent });

    expect(headers.get('x-request-id')).toBe('mine');
    expect(headers.get('traceparent')).toBe(traceparent);
    expect((await lineOf('mine')).fields.traceId).toBe(trace);
  });

  it('are the trace id where there is nothing else', async () => {
    const { headers } = await get('/api/Hello', { traceparent });

    expect(headers.get('x-request-id')).toBe(trace);
  });

  it.each([
    [`00-${'0'.repeat(32)}-b7ad6b7169203331-01`],
    [`00-${trace}-${'0'.repeat(16)}-01`],
    ['00-short-b7ad6b7169203331-01'],
    [`00-${trace.toUpperCase()}-b7ad6b7169203331-01`],
  ])('are fresh ones instead of the trace %s', async (bad) => {
    const { headers } = await get('/api/Hello', { traceparent: bad });

    expect(headers.get('x-request-id')).toMatch(/^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/);
    expect(headers.get('traceparent')).toBeNull();
  });
});

describe('probes', () => {
  beforeEach(() => restart());

  it('reliability 6.1: /healthz answers as long as the process does, whatever else is wrong, and asks nobody who calls', async () => {
    isDatabaseUp = false;

    const response = await get('/healthz', { 'x-user': 'u1' });

    expect(response.status).toBe(200);
    expect(await response.json()).toEqual({ status: 'ok' });
    expect(identified).toBe(0);
  });

  it('reliability 6.1: /readyz is red with Retry-After when a check fails, and names it without its secrets', async () => {
    isDatabaseUp = false;

    const response = await get('/readyz');

    expect(response.status).toBe(503);
    expect(response.headers.get('retry-after')).toBe('1');
    expect(await response.json()).toEqual({ status: 'unready', failures: ['database'] });
  });

  it('/readyz is green again by itself', async () => {
    isDatabaseUp = false;
    expect((await get('/readyz')).status).toBe(503);

    isDatabaseUp = true;

    await eventually('ready again', async () => (await get('/readyz')).status === 200);
  });

  it('reliability 6.1: /readyz is red while the process drains, and everything else goes on', async () => {
    operations.drain();

    const ready = await get('/readyz');
    const hello = await get('/hello');

    expect(ready.status).toBe(503);
    expect(await ready.json()).toEqual({ status: 'unready', failures: ['draining'] });
    expect([hello.status, hello.headers.get('connection')]).toEqual([200, 'keep-alive']);
    expect((await get('/healthz')).status).toBe(200);
  });

  it('reliability 6.1: connections that are kept get one more answer, which ends them, when the host stops', async () => {
    const [first, second] = [keptConnection(host.url), keptConnection(host.url)];
    const begun = first('/api/Wait?id=drained');
    await eventually('the service has begun', () => Wait.waiting.has('drained'));
    expect(await second('/hello')).toEqual([200, 'keep-alive']);

    const stopped = host.stopListening(10_000);
    const last = await second('/readyz');
    Wait.end('drained');

    expect(last).toEqual([503, 'close']);
    expect(await begun).toEqual([204, 'close']);
    // Well before its time: nobody is left.
    await stopped;
    await expect(second('/hello')).rejects.toThrow('ECONNREFUSED');
  });

  it('answer HEAD without a body', async () => {
    const response = await fetch(`${host.url}/readyz`, { method: 'HEAD' });

    expect([response.status, await response.text()]).toEqual([200, '']);
    expect(response.headers.get('content-length')).toBe('18');
  });
});

describe('/metrics', () => {
  beforeEach(() => restart());

  it('reliability 6.1: counts requests by operation and status, and how long they took', async () => {
    await Promise.all([get('/hello/a'), get('/hello/b'), post('/checked', {})]);
    await eventually('three lines', () => lines.filter(({ fields }) => 'ms' in fields).length === 3);

    const samples = await metricsOf(host.url);

    expect(samples.get('missive_http_requests_total{operation="Hello",status="200"}')).toBe(2);
    expect(samples.get('missive_http_requests_total{operation="Checked",status="400"}')).toBe(1);
    expect(samples.get('missive_http_request_duration_seconds_count{operation="Hello"}')).toBe(2);
    expect(samples.get('missive_http_request_duration_seconds_bucket{le="+Inf",operation="Hello"}')).toBe(2);
    expect(samples.get('missive_http_request_duration_seconds_sum{operation="Hello"}')).toBeGreaterThan(0);
  });

  it('makes no label of what nobody has, and does not count probes', async () => {
    const paths = ['/api/One', '/api/Two', '/three', '/api/__proto__', '/healthz'];
    await Promise.all(paths.map((path) => get(path)));
    await eventually('five lines', () => lines.filter(({ fields }) => 'ms' in fields).length === 5);

    const samples = await metricsOf(host.url);

    const operationsSeen = [...samples.keys()].flatMap((name) => /operation="([^"]*)"/.exec(name)?.[1] ?? []);
    expect(new Set(operationsSeen)).toEqual(new Set(['none']));
    const requests = [...samples].filter(([name]) => name.startsWith('missive_http_requests_total'));
    expect(requests.reduce((sum, [, count]) => sum + count, 0)).toBe(4);
  });

  it('tells what is in flight, the sizes of batches, attempts at jobs, the loop and what others bring', async () => {
    const answer = get('/api/Wait?id=counted');
    await eventually('the service has begun', () => Wait.waiting.has('counted'));
    const batch = await post('/api/Hello[]', [{}, {}, {}]);
    await lineOf(batch.headers.get('x-request-id') ?? '');
    operations.countJobAttempt({ task: 'sync', outcome: 'failed', seconds: 0.2 });

    const samples = await metricsOf(host.url);
    Wait.end('counted');
    await answer;

    // The question itself is one of them.
    expect(samples.get('missive_http_requests_in_flight')).toBe(2);
    expect(samples.get('missive_batch_elements_sum{operation="Hello"}')).toBe(3);
    expect(samples.get('missive_job_attempts_total{task="sync",outcome="failed"}')).toBe(1);
    expect(samples.get('missive_event_loop_delay_seconds{quantile="0.99"}')).toBeGreaterThanOrEqual(0);
    expect(samples.get('process_resident_memory_bytes')).toBeGreaterThan(1e6);
    expect(samples.get('process_cpu_seconds_total')).toBeGreaterThan(0);
    expect(samples.get('test_depth')).toBe(7);
    expect(samples.has('test_absent')).toBe(false);
  });

  it('are refused to who comes through a proxy, unless they bring the token', async () => {
    const refused = await get('/metrics', { 'x-forwarded-for': '203.0.113.7' });
    const admitted = await get('/metrics', { 'x-forwarded-for': '203.0.113.7', authorization: `Bearer ${token}` });

    expect(refused.status).toBe(401);
    expect(refused.headers.get('www-authenticate')).toBe('Bearer realm="metrics"');
    expect(await refused.json()).toMatchObject({ responseStatus: { errorCode: 'Unauthorized' } });
    expect(admitted.status).toBe(200);
    expect(admitted.headers.get('content-type')).toMatch(/^text\/plain; version=0\.0\.4/);
  });
});

describe('load shedding', () => {
  it('reliability 6.1: refuses messages beyond the limit with ServerBusy, asks nobody who sent them, and goes on', async () => {
    await restart({ maxInFlight: 2 });
    const answers = ['one', 'two'].map((id) => get(`/api/Wait?id=${id}`));
    await eventually('both have begun', () => Wait.waiting.has('one') && Wait.waiting.has('two'));
    const before = identified;

    const refused = await post('/api/Hello', { name: 'late' });
    const probe = await get('/healthz');

    expect(refused.status).toBe(503);
    expect(refused.headers.get('retry-after')).toBe('1');
    expect(await refused.json()).toMatchObject({ responseStatus: { errorCode: 'ServerBusy' } });
    expect(probe.status).toBe(200);
    expect([identified, calls.length]).toEqual([before, 0]);
    Wait.end('one');
    Wait.end('two');
    expect((await Promise.all(answers)).map(({ status }) => status)).toEqual([204, 204]);
    await eventually('their places are free', async () => (await post('/api/Hello', {})).status === 200);
    expect((await metricsOf(host.url)).get('missive_http_requests_shed_total{reason="in-flight"}')).toBeGreaterThan(0);
  });

  it('reliability 6.1: refuses requests while the event loop is late, except probes, and recovers by itself', async () => {
    await restart({ maxLoopDelayMs: 200 });
    // Long enough for a window to end with it, whatever else this machine is doing.
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 1_100);
    await eventually('the delay is known', async () => {
      const late = (await metricsOf(host.url)).get('missive_event_loop_delay_seconds{quantile="0.99"}') ?? 0;
      return late > 0.2;
    });

    const refused = await get('/hello');
    const probes = await Promise.all([get('/healthz'), get('/readyz')]);

    expect(refused.status).toBe(503);
    expect(await refused.json()).toMatchObject({ responseStatus: { errorCode: 'ServerBusy' } });
    expect(probes.map(({ status }) => status)).toEqual([200, 200]);
    await eventually('it takes requests again', async () => (await get('/hello')).status === 200);
  });
});

describe('a second watcher', () => {
  it('stops the start and is named', async () => {
    await restart();
    const twice = new AppHost({ features: [new OperationsFeature(), new OperationsFeature()] });

    expect(() => twice.start()).toThrow("The feature 'operations' is the second one that watches all requests.");
  });
});
