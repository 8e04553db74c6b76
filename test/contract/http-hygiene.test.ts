import { BatchRegisterAccounts } from '../../dtos/tax-filing';
import { createLog } from '../../src/log';
import { startApp, type TestApp, testSettings } from '../support/start-app';
import { anAccount } from '../tax-filing/builders';

const secret = 'hunter2-7f3a-c0ffee';
const written: string[] = [];
let app: TestApp;

beforeAll(async () => {
  const { http } = testSettings();
  app = await startApp({
    log: createLog('trace', { write: (line: string) => void written.push(line) }),
    settings: { http: { ...http, trustedProxies: ['127.0.0.1'], corsOrigins: ['https://app.example'] } },
  });
});
afterAll(() => app?.close());
beforeEach(() => {
  written.splice(0);
});

const signIn = (password: string, from: string, userName = 'admin@missive.test') =>
  fetch(`${app.url}/auth/credentials`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-forwarded-for': from },
    body: JSON.stringify({ userName, password }),
  });

describe('the product over HTTP', () => {
  it.each([
    '/api/BookingQuery',
    '/metadata',
    '/types/typescript',
    '/openapi.json',
    '/nope',
    '/event-stream?channels=company:x',
  ])('reliability API8: tells no version at %s, and keeps browsers from guessing and framing', async (path) => {
    const reply = await fetch(`${app.url}${path}`);
    await reply.body?.cancel();

    expect(reply.headers.get('x-powered-by')).toBeNull();
    expect(reply.headers.get('x-content-type-options')).toBe('nosniff');
    expect(reply.headers.get('referrer-policy')).toMatch(/^(?:no-referrer|same-origin)$/);
    expect(reply.headers.get('content-security-policy')).toContain("frame-ancestors 'none'");
  });

  it('HTTP-01 lets the pages of CORS_ORIGINS call with cookies, and no others', async () => {
    const ask = (origin: string) =>
      fetch(`${app.url}/api/BookingQuery`, {
        method: 'OPTIONS',
        headers: { origin, 'access-control-request-method': 'POST' },
      });

    const listed = await ask('https://app.example');
    const other = await ask('https://evil.example');

    expect(Object.fromEntries(listed.headers)).toMatchObject({
      'access-control-allow-origin': 'https://app.example',
      'access-control-allow-credentials': 'true',
      'access-control-allow-headers': expect.stringContaining('Authorization'),
      vary: 'Origin',
    });
    expect(other.headers.get('access-control-allow-origin')).toBeNull();
  });

  it('reliability 3.2 #16: takes ten wrong passwords per user and address, then answers 429 also for the right one', async () => {
    const statuses: number[] = [];
    for (let attempt = 0; attempt < 11; attempt++) statuses.push((await signIn('wrong', '203.0.113.50')).status);
    const right = await signIn('demo', '203.0.113.50');
    const elsewhere = await signIn('demo', '203.0.113.51');

    expect(statuses).toEqual([...Array(10).fill(401), 429]);
    expect(right.status).toBe(429);
    expect(Number(right.headers.get('retry-after'))).toBeGreaterThan(200);
    expect(elsewhere.status).toBe(200);
  });

  it('D41: answers 429 at the 301st request of an anonymous address, wherever it goes', async () => {
    const paths = ['/api/BookingQuery', '/metadata', '/types', '/bookings', '/json/reply/BookingQuery', '/api/Nope'];
    const ask = async (index: number) => {
      const reply = await fetch(`${app.url}${paths[index % paths.length]}`, {
        headers: { 'x-forwarded-for': '203.0.113.60' },
      });
      await reply.arrayBuffer();
      return reply.status;
    };
    const statuses: number[] = [];
    // One minute of the clock may end in between; two do not.
    for (let call = 0; call < 602; call++) statuses.push(await ask(call));

    expect(statuses.slice(0, 300)).not.toContain(429);
    expect(statuses).toContain(429);
  });

  it('reliability 3.2 #23: logs no password of a sign-in and no secret of a registration', async () => {
    await signIn(secret, '203.0.113.70');
    const client = await app.clientFor('tax@missive.test');
    await client
      .post(
        new BatchRegisterAccounts({
          accounts: [anAccount({ salt: secret, passwordHash: secret, digestHa1Hash: secret, roles: ['King'] })],
        }),
      )
      .catch(() => undefined);
    await fetch(`${app.url}/api/Authenticate?password=${secret}&userName=a`, { method: 'POST' });
    await fetch(`${app.url}/api/Authenticate`, {
      headers: { authorization: `Bearer ${secret}`, cookie: `ss-id=${secret}` },
    });

    const text = written.join('');
    for (const line of text.split('\n').filter(Boolean)) expect(JSON.parse(line)).toHaveProperty('level');
    expect(text).not.toContain(secret);
  });

  it('reliability 3.2 #1: refuses a registered text of more than 4,000 characters as the error of its item', async () => {
    const client = await app.clientFor('tax@missive.test');

    const [answer] = await client.post(
      new BatchRegisterAccounts({ accounts: [anAccount({ userName: `a${Date.now()}`, company: 'x'.repeat(4_001) })] }),
    );

    expect(answer?.responseStatus?.errors).toContainEqual(
      expect.objectContaining({ errorCode: 'MaximumLength', fieldName: 'accounts[0].company' }),
    );
  });
});
