import { PostgresEventRelay } from '../../../src/data';
import { anonymous } from '../../../src/engine';
import { EventHub } from '../../../src/engine/events/event-hub';
import { readHubMessage } from '../../../src/engine/events/hub-message';
import type { Peers } from '../../../src/engine/events/peers';
import { openEmptyDatabase, type TestDatabase } from '../../support/database';
import { eventually } from '../../support/eventually';
import { MovingClock } from '../../support/moving-clock';
import { type EventWorld, startEventWorld } from './event-world';

/** Two hosts on one database, as two processes behind a load balancer are. */
let database: TestDatabase;
let first: EventWorld;
let second: EventWorld;
const clock = new MovingClock();

const relay = () => new PostgresEventRelay(database.pool);

beforeAll(async () => {
  database = await openEmptyDatabase();
});
beforeEach(async () => {
  first = await startEventWorld({ clock, relay: relay() });
  second = await startEventWorld({ clock, relay: relay() });
  await eventually('they know each other', () => [first, second].every((world) => !isAlone(world)));
});
afterEach(async () => {
  await first?.close();
  await second?.close();
});
afterAll(() => database?.close());

const peersOf = ({ hub }: EventWorld) => (hub as unknown as { peers: Peers }).peers;
const isAlone = (world: EventWorld): boolean => peersOf(world).isAlone;
/** The same address at the other host: what a load balancer may make of it. */
const atOther = (address: string): string => address.replace(first.url, second.url);

describe('server events of several processes', () => {
  it('reach the clients of all of them, in order', async () => {
    const here = await first.connect(['A'], 'anna');
    const there = await second.connect(['A'], 'anna');

    first.events.notifyAll('cmd.all', 1);
    first.events.notifyChannel('A', 'cmd.channel', 2);
    first.events.notifyChannel('B', 'cmd.notMine');
    first.events.notifyUserId('anna', 'cmd.user', 3);
    first.events.notifySubscription(there.client.getSubscriptionId(), 'cmd.one', 4);
    first.events.notifySubscription(here.client.getSubscriptionId(), 'cmd.one', 4);
    await Promise.all([here, there].map(({ until }) => until('one')));

    const messages = [here, there].map(({ told }) =>
      told.filter(({ type }) => type === 'ServerEventMessage').map(({ target }) => target),
    );
    expect(messages).toEqual(Array(2).fill(['all', 'channel', 'user', 'one']));
  });

  it('reach clients from a process that has none itself, as a worker', async () => {
    const there = await second.connect(['A']);
    const worker = new EventHub({ relay: relay() });
    await worker.open();

    worker.notifyChannel('A', 'cmd.progress', { done: 10 });
    await worker.close();
    await there.until('A@progress');

    expect(there.told.at(-1)?.body).toEqual({ done: 10 });
  });

  it('tell of arrivals and departures in all of them', async () => {
    const here = await first.connect(['A']);
    const there = await second.connect(['A']);
    await here.until('A@onJoin', 2);
    await there.client.subscribeToChannels('B');
    await here.until('A@onUpdate');
    await there.client.stop();
    await here.until('A@onLeave');

    const { userId } = here.told.at(-1)?.body ?? {};
    expect(userId).toMatch(/^-\d+$/);
    expect(userId).not.toBe(here.client.getConnectionInfo().userId);
  });

  it('take a heartbeat, an update and the end of a subscription wherever they arrive', async () => {
    const { client, until } = await first.connect(['A'], 'anna');
    const { id, heartbeatUrl, unRegisterUrl } = client.getConnectionInfo();

    const heartbeat = await second.fetch(atOther(heartbeatUrl), { method: 'POST' });
    await until('onHeartbeat');
    const foreign = await second.fetch(atOther(heartbeatUrl), { method: 'POST', as: 'axel' });
    const update = await second.fetch('/api/UpdateEventSubscriber', {
      method: 'POST',
      body: JSON.stringify({ id, subscribeChannels: ['B'] }),
    });
    await until('B@onJoin');
    const refused = await second.fetch('/api/UpdateEventSubscriber', {
      method: 'POST',
      body: JSON.stringify({ id, subscribeChannels: ['company:1'] }),
    });
    client.eventSource.close();
    const end = await second.fetch(atOther(unRegisterUrl), { method: 'POST' });
    const again = await second.fetch(atOther(heartbeatUrl), { method: 'POST' });

    expect([heartbeat, foreign, update, refused, end, again].map(({ status }) => status)).toEqual([
      200, 403, 200, 403, 200, 404,
    ]);
    expect(await end.json()).toMatchObject({ userId: 'anna', channels: 'A,B' });
  });

  it('list the clients of all of them', async () => {
    const here = await first.connect(['A'], 'anna');
    await second.connect(['A', 'user:axel'], 'axel');
    await second.connect(['A'], 'berit');

    const [fromFirst, fromSecond] = await Promise.all([
      here.client.getChannelSubscribers(),
      second.fetch('/event-subscribers', { as: 'axel' }).then((answer) => answer.json()),
    ]);

    expect(fromFirst.map(({ userId, channels }) => ({ userId, channels }))).toEqual([
      { userId: 'anna', channels: ['A'] },
      { userId: 'axel', channels: ['A'] },
    ]);
    expect(fromSecond).toMatchObject([
      { userId: 'axel', channels: 'A,user:axel' },
      { userId: 'anna', channels: 'A' },
    ]);
  });

  it('ask nobody for a subscription of a process that has gone', async () => {
    const { client } = await first.connect(['A']);
    const { heartbeatUrl } = client.getConnectionInfo();
    client.eventSource.close();
    await first.close();
    await eventually('the second knows', () => isAlone(second));

    const answer = await second.fetch(atOther(heartbeatUrl), { method: 'POST' });

    expect(answer.status).toBe(404);
  });

  it('answer 503 while the process that holds the subscription does not answer, and 404 once it is given up', async () => {
    const dead = new PostgresEventRelay(database.pool);
    await dead.open(() => undefined);
    dead.publish(JSON.stringify({ kind: 'here', from: 'deaddead' }));
    await eventually('it was heard of', () => peersOf(second).has('deaddead'));

    const asked = await second.fetch('/event-heartbeat?id=deaddead12345678901234567890', { method: 'POST' });
    clock.advance(16_000);
    second.hub.sweep();
    const later = await second.fetch('/event-heartbeat?id=deaddead12345678901234567890', { method: 'POST' });
    await dead.close();

    expect([asked.status, later.status]).toEqual([503, 404]);
  });

  it('go on when one of them is told what it does not understand', async () => {
    const there = await second.connect(['A']);
    const newer = new PostgresEventRelay(database.pool);
    await newer.open(() => undefined);

    newer.publish('{"kind":"of the future"}');
    newer.publish('no JSON');
    await newer.close();
    first.events.notifyAll('cmd.after');
    await there.until('after');

    expect(readHubMessage('{"kind":"of the future"}')).toBeUndefined();
  });

  it('cut a list that is longer than what can be carried', async () => {
    const few: string[] = [];
    const hub = new EventHub({
      relay: {
        maxBytes: 3_000,
        open: async () => undefined,
        publish: (text) => void few.push(text),
        close: async () => undefined,
      },
    });
    const stream = {
      writableLength: 0,
      writableEnded: false,
      destroyed: false,
      write: () => true,
      end: () => 0,
      destroy: () => 0,
    };
    for (let n = 0; n < 20; n++) {
      hub.connect({ session: anonymous, address: 'loopback', channels: ['A'] }, stream, () => ({}));
    }

    const command = {
      kind: 'command',
      from: 'asker',
      to: '',
      call: '1',
      command: { name: 'list', tenant: '', channels: [] },
    };
    const receiver = hub as unknown as { id: string; receive(text: string): void };
    receiver.receive(JSON.stringify({ ...command, to: receiver.id }));
    await hub.close();

    const answer = few.find((text) => text.includes('"outcome"')) ?? '';
    expect(JSON.parse(answer).outcome.subscribers.length).toBeGreaterThan(0);
    expect(answer.length).toBeLessThan(3_000);
  });
});
