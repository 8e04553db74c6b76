import { Dto, Prop, Returns } from '../../../../dtos';
import {
  AppHost,
  type AuthProvider,
  type Feature,
  Handles,
  HttpError,
  type RateLimitOptions,
  RateLimits,
  type RequestCounts,
  Service,
  Session,
} from '../../../../src/engine';
import { HelloService } from '../../../support/hello';
import { MovingClock } from '../../../support/moving-clock';

@Returns('ShoutResponse')
@Dto()
class Shout {
  @Prop('string') Text?: string;
}
@Dto()
class ShoutResponse {
  @Prop('string') Result?: string;
}
class ShoutService extends Service {
  @Handles(Shout)
  any(request: Shout): ShoutResponse {
    return Object.assign(new ShoutResponse(), { Result: request.Text });
  }
}

/** `x-user: anna` is Anna, `x-key: 1` the API key 1; `x-key: wrong` is refused where somebody has to be known. */
const users: AuthProvider = {
  name: 'test',
  priority: 1,
  async authenticate({ headers }) {
    const { 'x-user': userId, 'x-key': apiKeyId } = headers as Record<string, string | undefined>;
    if (apiKeyId === 'wrong') throw HttpError.unauthorized('Invalid API Key');
    if (userId === undefined && apiKeyId === undefined) return undefined;
    return new Session({ isAuthenticated: true, userId, apiKeyId });
  },
};

const hosts: AppHost[] = [];
const clock = new MovingClock(new Date('2030-01-07T12:00:15Z'));
beforeEach(() => clock.set('2030-01-07T12:00:15Z'));
afterEach(() => Promise.all(hosts.splice(0).map((host) => host.close())));

async function startHost(options: RateLimitOptions = {}, trustedProxies: string[] = []): Promise<AppHost> {
  const extras: Feature = {
    name: 'extras',
    register(builder) {
      builder.authProvider(users);
      builder.rawHandler({
        matches: (_verb, path) => path === '/raw',
        handle: async (_request, response, context) => {
          response.writeHead(200, context.responseHeaders).end('raw');
        },
      });
      builder.rawHandler({
        matches: (_verb, path) => path === '/probe',
        isUncounted: true,
        handle: async (_request, response) => void response.end('alive'),
      });
    },
  };
  const shouting: Feature = {
    name: 'shouting',
    presentation: { serviceName: 'Shouting', textCase: 'PascalCase' },
    register: (builder) => builder.service(ShoutService, () => new ShoutService()),
  };
  const limits = new RateLimits({ perAddress: 3, perCaller: 5, countsLoopback: true, clock, ...options });
  const host = new AppHost({
    services: [HelloService],
    features: [extras, shouting, limits],
    trustedProxies,
    clock,
  });
  await host.listen(0);
  hosts.push(host);
  return host;
}

const post = (body: string, headers: Record<string, string> = {}): RequestInit => ({
  method: 'POST',
  headers: { 'content-type': 'application/json', ...headers },
  body,
});
async function statuses(host: AppHost, calls: readonly (readonly [path: string, init?: RequestInit])[]) {
  const found: number[] = [];
  for (const [path, init] of calls) {
    const reply = await fetch(`${host.url}${path}`, init);
    await reply.arrayBuffer();
    found.push(reply.status);
  }
  return found;
}

describe('rate limits (decisions D41)', () => {
  const forms: readonly (readonly [form: string, path: string, init?: RequestInit])[] = [
    ['a pre-defined address', '/api/Hello'],
    ['a route', '/hello/Anna'],
    ['a reply address', '/json/reply/Hello'],
    ['a one-way address', '/json/oneway/Hello', post('{}')],
    ['another format', '/api/Hello.csv'],
    ['an auto-batch of one', '/api/Hello[]', post('[{}]')],
    ['the index', '/api'],
    ['a raw handler', '/raw'],
    ['a message that cannot be read', '/api/Hello', post('{')],
    ['a message that breaks a rule', '/api/Checked', post('{}')],
    ['a guarded message', '/api/Guarded', post('{}')],
    ['a guessed key', '/api/Guarded', post('{}', { 'x-key': 'wrong' })],
    ['an operation that is none', '/api/Nope'],
  ];
  it.each(forms.map(([form, path, init = {}]) => [form, path, init] as const))(
    'reliability promise 6: count %s like everything else',
    async (_form, path, init) => {
      const host = await startHost();

      const first = await statuses(host, [
        [path, init],
        [path, init],
        [path, init],
      ]);
      const after = await statuses(host, [[path, init], ['/api/Hello']]);

      expect(first).not.toContain(429);
      expect(after).toEqual([429, 429]);
    },
  );

  it('leave out what says so: probes and preflights', async () => {
    const host = await startHost({ perAddress: 1 });

    expect(await statuses(host, [['/probe'], ['/probe'], ['/probe'], ['/api/Hello'], ['/api/Hello']])).toEqual([
      200, 200, 200, 200, 429,
    ]);
  });

  it('tell when to come again, in the headers of the IETF draft', async () => {
    const host = await startHost({ perAddress: 1 });

    const first = await fetch(`${host.url}/api/Hello`);
    const refused = await fetch(`${host.url}/api/Hello`);

    expect(Object.fromEntries(first.headers)).toMatchObject({
      'ratelimit-limit': '1',
      'ratelimit-remaining': '0',
      'ratelimit-reset': '45',
      'ratelimit-policy': '1;w=60',
    });
    expect(first.headers.get('retry-after')).toBeNull();
    expect(Object.fromEntries(refused.headers)).toMatchObject({ 'retry-after': '45', 'ratelimit-remaining': '0' });
    expect(await refused.json()).toEqual({
      responseStatus: {
        errorCode: 'TooManyRequests',
        message: 'The caller may make 1 requests a minute; try again in 45 seconds.',
        errors: [],
      },
    });
  });

  it("refuse in the negotiated format and the feature's letter case", async () => {
    const host = await startHost({ perAddress: 1 });
    await statuses(host, [['/api/Hello']]);

    const pascal = await fetch(`${host.url}/api/Shout`);
    const xml = await fetch(`${host.url}/api/Shout.xml`);

    expect([pascal.status, xml.status]).toEqual([429, 429]);
    expect(await pascal.json()).toMatchObject({ ResponseStatus: { ErrorCode: 'TooManyRequests' } });
    expect(xml.headers.get('content-type')).toContain('application/xml');
    expect(await xml.text()).toContain('<ErrorCode>TooManyRequests</ErrorCode>');
  });

  it('begin anew with each minute, and do not count what they refuse', async () => {
    const host = await startHost({ perAddress: 1 });

    const before = await statuses(host, [['/api/Hello'], ['/api/Hello'], ['/api/Hello']]);
    clock.advance(45_000);
    const after = await statuses(host, [['/api/Hello'], ['/api/Hello']]);

    expect(before).toEqual([200, 429, 429]);
    expect(after).toEqual([200, 429]);
  });

  it('are kept apart for users, keys and addresses', async () => {
    const host = await startHost({ perAddress: 1, perCaller: 2 });
    const as = (headers: Record<string, string>): [string, RequestInit] => ['/api/Hello', { headers }];

    expect(
      await statuses(host, [
        as({ 'x-user': 'anna' }),
        as({ 'x-user': 'anna' }),
        as({ 'x-user': 'anna' }),
        as({ 'x-user': 'bert' }),
        as({ 'x-key': '1' }),
        as({ 'x-key': '1' }),
        as({ 'x-key': '1' }),
        as({ 'x-key': '2', 'x-user': 'bert' }),
        as({ 'x-user': 'bert' }),
        as({}),
        as({}),
      ]),
    ).toEqual([200, 200, 429, 200, 200, 200, 429, 200, 429, 200, 429]);
  });

  it('reliability 3.2 #2: count each element of an auto-batch, and refuse a batch as a whole', async () => {
    const host = await startHost({ perAddress: 5 });
    const batch = (items: number) => post(JSON.stringify(Array.from({ length: items }, () => ({ name: 'A' }))));

    const four = await fetch(`${host.url}/api/Hello[]`, batch(4));
    const two = await fetch(`${host.url}/api/Hello[]`, batch(2));
    const six = await fetch(`${host.url}/json/reply/Hello[]`, batch(6));

    expect(four.headers.get('ratelimit-remaining')).toBe('1');
    expect([four.status, two.status, six.status]).toEqual([200, 429, 429]);
    expect(two.headers.get('x-autobatch-completed')).toBeNull();
    expect(await six.json()).toMatchObject({
      responseStatus: { errorCode: 'TooManyRequests' },
    });
  });

  it('leave callers of this machine alone unless told to count them', async () => {
    const host = await startHost({ perAddress: 1, countsLoopback: false });

    const reply = await fetch(`${host.url}/api/Hello`);

    expect(reply.headers.get('ratelimit-limit')).toBeNull();
    expect(await statuses(host, [['/api/Hello'], ['/api/Hello']])).toEqual([200, 200]);
  });

  it('count what a proxy on this machine forwards, whether it is trusted or not', async () => {
    const stranger = await startHost({ perAddress: 1, countsLoopback: false });
    const trusted = await startHost({ perAddress: 1, countsLoopback: false }, ['127.0.0.1']);
    const from = (address: string): [string, RequestInit] => [
      '/api/Hello',
      { headers: { 'x-forwarded-for': address } },
    ];

    // Whom nobody vouches for is one caller, whatever it says.
    expect(await statuses(stranger, [from('203.0.113.1'), from('203.0.113.2')])).toEqual([200, 429]);
    expect(await statuses(trusted, [from('203.0.113.1'), from('203.0.113.2'), from('203.0.113.1')])).toEqual([
      200, 200, 429,
    ]);
    // One IPv6 caller has a whole /64.
    expect(await statuses(trusted, [from('2001:db8::1'), from('2001:db8::2'), from('2001:db8:1::1')])).toEqual([
      200, 429, 200,
    ]);
  });
});

/** What several processes have counted together. */
class SharedCounts implements RequestCounts {
  readonly totals = new Map<string, number>();
  isDown = false;

  async add(windowStart: number, counts: ReadonlyMap<string, number>): Promise<ReadonlyMap<string, number>> {
    if (this.isDown) throw new Error('The database is gone.');
    const answer = new Map<string, number>();
    for (const [caller, requests] of counts) {
      const key = `${windowStart} ${caller}`;
      this.totals.set(key, (this.totals.get(key) ?? 0) + requests);
      answer.set(caller, this.totals.get(key) ?? 0);
    }
    return answer;
  }
}

describe('rate limits of several processes', () => {
  const call = (host: AppHost) => statuses(host, [['/api/Hello', { headers: { 'x-user': 'anna' } }]]);
  const limits: RateLimits[] = [];
  async function startPair(counts: RequestCounts): Promise<[AppHost, AppHost]> {
    limits.splice(0);
    const start = async () => {
      const one = new RateLimits({ perCaller: 4, countsLoopback: true, counts, clock, reconcileEveryMs: 1e9 });
      const auth: Feature = { name: 'auth', register: (builder) => builder.authProvider(users) };
      const host = new AppHost({ services: [HelloService], features: [auth, one], clock });
      await host.listen(0);
      hosts.push(host);
      limits.push(one);
      return host;
    };
    return [await start(), await start()];
  }
  const reconcile = async () => {
    for (const one of limits) await one.reconcile();
  };

  it('agree once they have added up', async () => {
    const [a, b] = await startPair(new SharedCounts());

    const before = [...(await call(a)), ...(await call(a)), ...(await call(b))];
    await reconcile();
    await call(a);
    await reconcile();
    const after = [...(await call(a)), ...(await call(b))];

    expect(before).toEqual([200, 200, 200]);
    // B has counted one and was told of the two that A had by then: it has one left and learns of A's third with it.
    expect(after).toEqual([429, 200]);
    await reconcile();
    expect(await call(b)).toEqual([429]);
  });

  it('go on alone while the database is gone, and lose no count', async () => {
    const counts = new SharedCounts();
    const [a, b] = await startPair(counts);
    counts.isDown = true;

    await call(a);
    await call(a);
    await reconcile();
    counts.isDown = false;
    await call(b);
    await reconcile();

    expect([...counts.totals.values()]).toEqual([3]);
    expect([...(await call(b)), ...(await call(b))]).toEqual([200, 429]);
  });
});
