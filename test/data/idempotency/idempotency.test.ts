import { type AppHost, type MessageQueue, Session } from '../../../src/engine';
import { openTestDatabase, type TestDatabase } from '../../support/database';
import { MovingClock } from '../../support/moving-clock';
import { createOrderTables, OrderForMe, type Orders, orderHost } from './order-host';

let database: TestDatabase;
let orders: { -readonly [Key in keyof Orders]: Orders[Key] };
let host: AppHost;
let other: AppHost;
const clock = new MovingClock(new Date('2026-11-25T12:00:00Z'));
const user = '5d6c2f0e-0000-4000-8000-000000000001,11111111-1111-4111-8111-111111111111';

beforeAll(async () => {
  database = await openTestDatabase();
  await createOrderTables(database);
  orders = { database };
  host = orderHost(orders, { clock });
  other = orderHost(orders, { clock });
  await Promise.all([host.listen(0), other.listen(0)]);
});
afterAll(async () => {
  await Promise.all([host.close(), other.close()]);
  await database.close();
});
beforeEach(async () => {
  orders.beforeAnswer = undefined;
  await database.dataSource.query('truncate placed_order, order_note, idempotency_key');
});

interface Sent {
  readonly key?: string;
  readonly verb?: string;
  readonly body?: unknown;
  readonly headers?: Record<string, string>;
  readonly at?: AppHost;
}

async function send(path: string, { key, verb = 'POST', body, headers = {}, at = host }: Sent = {}) {
  const response = await fetch(`${at.url}${path}`, {
    method: verb,
    headers: {
      'Content-Type': 'application/json',
      ...(key === undefined ? {} : { 'Idempotency-Key': key }),
      ...headers,
    },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });
  return {
    status: response.status,
    text: await response.text(),
    isReplayed: response.headers.get('Idempotency-Replayed') === 'true',
    location: response.headers.get('Location'),
    retryAfter: response.headers.get('Retry-After'),
  };
}

async function count(table: string): Promise<number> {
  const [row] = await database.dataSource.query(`select count(*)::int as count from ${table}`);
  return row.count;
}

/** Every way in which the message can be addressed. */
const addresses: readonly (readonly [form: string, path: string, sent: Sent])[] = [
  ['a route', '/orders', { body: { text: 'ham' } }],
  ['a route with a variable', '/orders/ham', { verb: 'PUT', body: {} }],
  ['a route with a suffix', '/orders.xml', { body: { text: 'ham' } }],
  ['/api', '/api/PlaceOrder', { body: { text: 'ham' } }],
  ['/api with a format', '/api/PlaceOrder?format=csv', { body: { text: 'ham' } }],
  ['/json/reply', '/json/reply/PlaceOrder', { body: { text: 'ham' } }],
  ['/jsv/reply', '/jsv/reply/PlaceOrder', { body: '{text:ham}', headers: { 'Content-Type': 'text/jsv' } }],
  ['/json/oneway', '/json/oneway/PlaceOrder', { body: { text: 'ham' } }],
  ['a form', '/api/PlaceOrder', { body: 'text=ham', headers: { 'Content-Type': 'application/x-www-form-urlencoded' } }],
  ['an overridden verb', '/orders/ham', { body: {}, headers: { 'X-Http-Method-Override': 'PUT' } }],
  ['an auto-batch', '/api/PlaceOrder[]', { body: [{ text: 'ham' }] }],
  ['a one-way batch', '/json/oneway/PlaceOrder[]', { body: [{ text: 'ham' }] }],
  ['a batch taken as a whole', '/api/PlaceOrders[]', { body: [{ text: 'ham' }] }],
];

describe('Idempotency-Key', () => {
  it.each(addresses)(
    'reliability 3.2 #18 executes 50 parallel requests with one key once: %s',
    async (_form, path, sent) => {
      const answers = await Promise.all(
        Array.from({ length: 50 }, (_, index) =>
          send(path, { ...sent, key: 'k-1', at: index % 2 === 0 ? host : other }),
        ),
      );

      const good = answers.filter(({ status }) => status === 200);
      expect(await count('placed_order')).toBe(1);
      expect(new Set(answers.map(({ status }) => status)).size).toBeLessThanOrEqual(2);
      expect(answers.filter(({ status }) => status !== 200 && status !== 409)).toEqual([]);
      expect(good.filter(({ isReplayed }) => !isReplayed)).toHaveLength(1);
      expect(new Set(good.map(({ text }) => text)).size).toBe(1);
      expect(answers.filter(({ status }) => status === 409).every(({ retryAfter }) => retryAfter === '1')).toBe(true);

      const later = await send(path, { ...sent, key: 'k-1' });
      expect(later).toMatchObject({ status: 200, text: good[0]?.text, isReplayed: true });
    },
  );

  it('reliability 3.2 #18 tells a twin that the request is still running', async () => {
    const twins: Promise<Awaited<ReturnType<typeof send>>>[] = [];
    orders.beforeAnswer = async () => {
      if (twins.length > 0) return;
      const twin = send('/orders', { key: 'twin', body: { text: 'ham' }, at: other });
      twins.push(twin);
      // The embedded database has one session: there the twin waits, and is answered afterwards.
      if (!database.isEmbedded) await twin;
    };

    const first = await send('/orders', { key: 'twin', body: { text: 'ham' } });
    const twin = await twins[0];

    expect(first).toMatchObject({ status: 200, isReplayed: false });
    if (database.isEmbedded) expect(twin).toMatchObject({ status: 200, isReplayed: true, text: first.text });
    else
      expect(twin).toMatchObject({
        status: 409,
        retryAfter: '1',
        text: expect.stringContaining('IdempotencyInProgress'),
      });
    expect(await count('placed_order')).toBe(1);
  });

  it('saves the effects of the whole Service with the answer, as without a key', async () => {
    await send('/orders', { body: { text: 'plain' } });
    await send('/orders', { key: 'all', body: { text: 'keyed' } });

    expect(await count('placed_order')).toBe(2);
    expect(await count('order_note')).toBe(2);
  });

  it('answers another address and format from the same saved answer', async () => {
    const first = await send('/orders', { key: 'forms', body: { text: 'ham' } });
    const again = await send('/jsv/reply/PlaceOrder', {
      key: 'forms',
      body: '{text:ham}',
      headers: { 'Content-Type': 'text/jsv' },
    });

    const { id } = JSON.parse(first.text);
    expect(again).toMatchObject({ status: 200, isReplayed: true, text: expect.stringContaining(`id:${id},text:ham`) });
    expect(await count('placed_order')).toBe(1);
  });

  it('keeps status and headers of the first answer', async () => {
    const first = await send('/orders', { key: 'status', body: { text: 'accepted' } });
    const again = await send('/orders', { key: 'status', body: { text: 'accepted' } });

    expect(first).toMatchObject({ status: 202, location: expect.stringMatching(/^\/orders\/\d+$/), isReplayed: false });
    expect(again).toEqual({ ...first, isReplayed: true });
  });

  it('reliability 3.2 #18 refuses another message under the same key', async () => {
    await send('/orders', { key: 'reused', body: { text: 'ham', amount: 1 } });
    const sameInOtherOrder = await send('/orders', { key: 'reused', body: { amount: 1, text: 'ham' } });
    const otherBody = await send('/orders', { key: 'reused', body: { text: 'ham', amount: 2 } });
    const otherVerb = await send('/orders/ham', { verb: 'PUT', key: 'reused', body: { amount: 1 } });

    expect(sameInOtherOrder).toMatchObject({ status: 200, isReplayed: true });
    expect(otherBody).toMatchObject({
      status: 422,
      text: expect.stringContaining('"errorCode":"IdempotencyKeyReused"'),
    });
    expect(otherVerb.status).toBe(422);
    expect(await count('placed_order')).toBe(1);
  });

  it("is the caller's own, and the operation's", async () => {
    const callers: Record<string, string>[] = [
      {},
      { 'X-User': user },
      { 'X-User': user.replace(',1', ',2') },
      { 'X-User': user.replace('1,', '2,') },
    ];
    const answers = await Promise.all(
      callers.map((headers) => send('/orders', { key: 'mine', headers, body: { text: 'ham' } })),
    );
    const otherOperation = await send('/api/PlaceOrders[]', { key: 'mine', body: [{ text: 'ham' }] });

    expect([...answers, otherOperation].map(({ status, isReplayed }) => [status, isReplayed])).toEqual(
      Array.from({ length: 5 }, () => [200, false]),
    );
    expect(await count('placed_order')).toBe(5);
  });

  it('saves nothing of what is refused: by a guard, a rule, the Service or a defect', async () => {
    const refused = [
      await send('/api/CancelOrders', { key: 'no', body: { ids: [1] } }),
      await send('/orders', { key: 'no', body: { text: '' } }),
      await send('/orders', { key: 'no', body: { text: 'refused' } }),
      await send('/orders', { key: 'no', body: { text: 'broken' } }),
    ];

    expect(refused.map(({ status }) => status)).toEqual([401, 400, 409, 500]);
    expect([await count('placed_order'), await count('order_note'), await count('idempotency_key')]).toEqual([0, 0, 0]);
    expect(await send('/orders', { key: 'no', body: { text: 'ham' } })).toMatchObject({
      status: 200,
      isReplayed: false,
    });
  });

  it('is asked for the guards again when an answer is repeated', async () => {
    const asManager = { 'X-User': `${user},Manager` };
    const first = await send('/api/CancelOrders', { key: 'guard', headers: asManager, body: { ids: [1, 2] } });
    const later = await send('/api/CancelOrders', { key: 'guard', headers: { 'X-User': user }, body: { ids: [1, 2] } });

    expect(first).toMatchObject({ status: 200, text: '2' });
    expect(later.status).toBe(403);
  });

  it('goes on where a batch had stopped', async () => {
    const texts = ['ham', 'cheese', 'refused'];
    const first = await send('/api/PlaceOrder[]', { key: 'batch', body: texts.map((text) => ({ text })) });
    const stopped = await count('placed_order');
    const again = await send('/api/PlaceOrder[]', {
      key: 'batch',
      body: ['ham', 'cheese', 'bread'].map((text) => ({ text })),
    });
    const whole = await send('/api/PlaceOrder[]', {
      key: 'batch',
      body: ['ham', 'cheese', 'bread'].map((text) => ({ text })),
    });
    const alone = await send('/orders', { key: 'batch:1', body: { text: 'cheese' } });

    expect([first.status, stopped]).toEqual([409, 2]);
    expect(again).toMatchObject({ status: 200, isReplayed: false });
    expect(whole).toMatchObject({ status: 200, isReplayed: true, text: again.text });
    expect(alone).toMatchObject({ isReplayed: true, text: JSON.stringify(JSON.parse(again.text)[1]) });
    expect(await count('placed_order')).toBe(3);
  });

  it('is kept for 24 hours by the clock, then forgotten and removed', async () => {
    await send('/orders', { key: 'day', body: { text: 'ham' } });
    clock.advance(86_399_000);
    const within = await send('/orders', { key: 'day', body: { text: 'ham' } });
    clock.advance(1_000);
    const after = await send('/orders', { key: 'day', body: { text: 'cheese' } });
    clock.advance(86_400_000);
    await send('/orders', { key: 'next', body: { text: 'ham' } });

    expect(within.isReplayed).toBe(true);
    expect(after).toMatchObject({ status: 200, isReplayed: false });
    expect(await count('placed_order')).toBe(3);
    expect(await count('idempotency_key')).toBe(1);
  });

  it.each(['', 'two words', 'å', 'x'.repeat(256), 'a\tb'])('refuses the key %j', async (key) => {
    const answer = await send('/orders', {
      headers: { 'Idempotency-Key': Buffer.from(key).toString('latin1') },
      body: { text: 'ham' },
    });

    expect(answer.status).toBe(400);
    expect(JSON.parse(answer.text).responseStatus.errors).toMatchObject([{ fieldName: 'Idempotency-Key' }]);
    expect(await count('placed_order')).toBe(0);
  });

  it.each(['!', '~', 'x'.repeat(255)])('takes the key %j', async (key) => {
    expect(await send('/orders', { key, body: { text: 'ham' } })).toMatchObject({ status: 200 });
  });

  it('says nothing to requests that only read', async () => {
    const answers = [1, 2].map(() => send('/api/PlaceOrder?text=ham', { verb: 'GET', key: 'read' }));

    expect((await Promise.all(answers)).map(({ isReplayed }) => isReplayed)).toEqual([false, false]);
  });

  it('stores neither the key nor the answer for others to read', async () => {
    await send('/orders', { key: 'secret-key', body: { text: 'secret-ham' } });

    const [row] = await database.dataSource.query(
      "select encode(scope_hash, 'escape') || answer as text from idempotency_key",
    );
    expect(row.text).not.toMatch(/secret/);
    expect(Buffer.from(row.text.split('.').at(-1), 'base64url').includes('secret-ham')).toBe(false);
  });

  it('counts in calls in process too', async () => {
    const session = new Session({ isAuthenticated: true, userId: 'u1' });
    const call = () => host.context.gateway.send(new OrderForMe({ text: 'ham', key: 'inner' }), session);
    const [first, second] = [await call(), await call()];
    const direct = () =>
      host.context.gateway.send(new OrderForMe({ text: 'ham' }), session, { idempotencyKey: 'outer' });
    await direct();

    expect(second).toEqual(first);
    expect(await direct()).toEqual(await direct());
    expect(await count('placed_order')).toBe(2);
    await expect(host.context.gateway.send(new OrderForMe(), session, { idempotencyKey: ' ' })).rejects.toMatchObject({
      status: 400,
    });
  });

  it('queues a one-way message once, and each element of a batch', async () => {
    const published: object[] = [];
    const queue: MessageQueue = { publish: async (_name, request) => void published.push(request) };
    const queueing = orderHost(orders, { queue, clock });
    await queueing.listen(0);
    try {
      const one = () => send('/json/oneway/PlaceOrder', { at: queueing, key: 'q', body: { text: 'ham' } });
      const two = () =>
        send('/json/oneway/PlaceOrder[]', { at: queueing, key: 'b', body: [{ text: 'a' }, { text: 'b' }] });
      const answers = [await one(), await one(), await two(), await two()];

      expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200]);
      expect(published).toMatchObject([{ text: 'ham' }, { text: 'a' }, { text: 'b' }]);
    } finally {
      await queueing.close();
    }
  });

  it('executes a queued message once, however often its job is delivered', async () => {
    const message = {
      operationName: 'PlaceOrder',
      request: { text: 'ham' },
      session: new Session(),
      verb: 'POST',
      id: '17',
    };
    const { signal } = new AbortController();
    await host.runMessage(message, signal);
    await host.runMessage(message, signal);
    await host.runMessage({ ...message, id: '18' }, signal);

    expect(await count('placed_order')).toBe(2);
  });
});
