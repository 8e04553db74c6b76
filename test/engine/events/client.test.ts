import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { ServerEventsClient, UpdateEventSubscriber } from '@servicestack/client';
import express from 'express';
import { AppHost, ServerEventsFeature } from '../../../src/engine';
import { eventually } from '../../support/eventually';
import { MovingClock } from '../../support/moving-clock';
import { type EventWorld, startEventWorld } from './event-world';

const clock = new MovingClock();
let world: EventWorld;

beforeEach(async () => {
  world = await startEventWorld({ clock });
});
afterEach(() => world?.close());

describe('the typed client of server events', () => {
  it('CLI-15 connects, and learns who it is and where to answer', async () => {
    const { client, told } = await world.connect(['A', 'B']);

    const info = client.getConnectionInfo();

    expect(JSON.parse(told[0]?.json ?? '')).toEqual({
      userId: '-1',
      isAuthenticated: 'false',
      displayName: 'user1',
      channels: 'A,B',
      createdAt: String(clock.now().getTime()),
      profileUrl: expect.stringMatching(/^data:image\/svg\+xml,/),
      id: expect.stringMatching(/^[\w-]{28}$/),
      unRegisterUrl: `${world.url}/event-unregister?id=${info.id}`,
      heartbeatUrl: `${world.url}/event-heartbeat?id=${info.id}`,
      updateSubscriberUrl: `${world.url}/event-subscribers/${info.id}`,
      heartbeatIntervalMs: '10000',
      idleTimeoutMs: '30000',
    });
    expect(info).toMatchObject({
      type: 'ServerEventConnect',
      eventId: 1,
      heartbeatIntervalMs: 10_000,
      idleTimeoutMs: 30_000,
    });
  });

  it('CLI-15 is told first of its connection, then of each channel that it has joined', async () => {
    const { told, names } = await world.connect(['A', 'B']);

    expect(names().slice(0, 3)).toEqual(['onConnect', 'A@onJoin', 'B@onJoin']);
    expect(told.slice(0, 3).map(({ eventId }) => eventId)).toEqual([1, 2, 3]);
  });

  it('CLI-15 joins `*` when it names no channel', async () => {
    const answer = await fetch(`${world.url}/event-stream`);
    const reader = answer.body?.getReader();
    const { value } = (await reader?.read()) ?? {};
    await reader?.cancel();

    expect(Buffer.from(value ?? []).toString()).toContain('"channels":"*"');
  });

  it('CLI-15 tells a signed-in user by id and name, and anonymous ones by number', async () => {
    const anna = await world.connect(['A'], 'anna');
    const first = await world.connect(['A']);
    const second = await world.connect(['A']);
    const machine = await world.connect(['A'], 'machine');

    const shown = [anna, first, second, machine].map(({ client }) => {
      const { userId, displayName, isAuthenticated } = client.connectionInfo as unknown as Record<string, string>;
      return { userId, displayName, isAuthenticated };
    });

    expect(shown).toEqual([
      { userId: 'anna', displayName: 'Anna A', isAuthenticated: 'true' },
      { userId: '-1', displayName: 'user1', isAuthenticated: 'false' },
      { userId: '-2', displayName: 'user2', isAuthenticated: 'false' },
      { userId: 'apikey-key-1', displayName: 'user3', isAuthenticated: 'true' },
    ]);
  });

  it('CLI-15 hears others join, change and leave its channels, and nothing of other channels', async () => {
    const a = await world.connect(['A']);
    const b = await world.connect(['A', 'B']);
    await a.until('A@onJoin', 2);

    await b.client.subscribeToChannels('C');
    await a.until('A@onUpdate');
    await b.client.unsubscribeFromChannels('A');
    await a.until('A@onLeave');

    expect(a.names()).toEqual(['onConnect', 'A@onJoin', 'A@onJoin', 'A@onUpdate', 'A@onLeave']);
    expect(a.told.slice(2).map(({ body }) => body.channels)).toEqual(['A,B', 'A,B,C', 'B,C']);
    expect(a.told[2]).toMatchObject({ type: 'ServerEventJoin', body: { userId: '-2', displayName: 'user2' } });
  });

  it('CLI-15 hears of its own changes: the join of the new channel, an update in each of them', async () => {
    const { client, names, until } = await world.connect(['A']);

    await client.subscribeToChannels('B', 'C');
    await until('C@onUpdate');
    await client.unsubscribeFromChannels('A', 'C');
    await until('B@onUpdate', 2);

    expect(names()).toEqual([
      'onConnect',
      'A@onJoin',
      'B@onJoin',
      'C@onJoin',
      'A@onUpdate',
      'B@onUpdate',
      'C@onUpdate',
      'B@onUpdate',
    ]);
    expect(client.channels).toEqual(['B']);
  });

  it('CLI-15 answers an update with {} on both addresses, with list and id in any of them', async () => {
    const { client, until } = await world.connect(['A']);
    const { id, updateSubscriberUrl } = client.getConnectionInfo();

    const byMessage = await client.serviceClient.post(
      Object.assign(new UpdateEventSubscriber(), { id, subscribeChannels: ['B', 'C'] }),
    );
    const byRoute = await world.fetch(updateSubscriberUrl, {
      method: 'POST',
      body: '{"subscribeChannels":["D"],"unsubscribeChannels":["A","B"]}',
    });
    await until('D@onUpdate');

    expect([byMessage, byRoute.status, await byRoute.json()]).toEqual([{}, 200, {}]);
    expect((await client.getChannelSubscribers()).map(({ channels }) => channels)).toEqual([]);
    expect(await (await world.fetch('/event-subscribers')).json()).toMatchObject([{ channels: 'C,D' }]);
  });

  it('CLI-15 hears messages to all, to its channel, its user, its session and itself', async () => {
    const { client, told, until } = await world.connect(['A'], 'anna');
    const { events } = world;

    events.notifyAll('cmd.all', { n: 1 });
    events.notifyChannel('A', 'cmd.channel', 'text');
    events.notifyChannel('other', 'cmd.notMine');
    events.notifyUserId('anna', 'cmd.user', [1, 2]);
    events.notifyUserId('axel', 'cmd.notMine');
    events.notifySession('no-such-session', 'cmd.notMine');
    events.notifySubscription(client.getSubscriptionId(), 'cmd.me$#some .element');
    await until('me');

    const messages = told.filter(({ type }) => type === 'ServerEventMessage');
    expect(messages.map(({ channel, target, body, cssSelector }) => ({ channel, target, body, cssSelector }))).toEqual([
      { channel: null, target: 'all', body: { n: 1 } },
      { channel: 'A', target: 'channel', body: 'text' },
      { channel: null, target: 'user', body: [1, 2] },
      { channel: null, target: 'me', body: null, cssSelector: '#some .element' },
    ]);
  });

  it('CLI-15 hears messages to its browser session, which a cookie names', async () => {
    const answer = await fetch(`${world.url}/event-stream?channels=A`, {
      headers: { Cookie: 'ss-id=abc; ss-opt=temp' },
    });
    const stream = answer.body?.pipeThrough(new TextDecoderStream()).getReader();
    let text = '';

    world.events.notifySession('other', 'cmd.notMine');
    world.events.notifySession('abc', 'cmd.mine', 1);
    while (!text.includes('cmd.mine')) {
      const { done, value = '' } = (await stream?.read()) ?? { done: true };
      if (done) throw new Error(`The stream has ended after ${text}`);
      text += value;
    }
    await stream?.cancel();

    expect(text).toContain('data: cmd.mine 1\n\n');
    expect(text).not.toContain('notMine');
  });

  it('CLI-15 works below a path of an Express app, where the host is middleware', async () => {
    const feature = new ServerEventsFeature();
    const host = new AppHost({ features: [feature] });
    const server = express().use('/below', host.middleware()).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const base = `http://127.0.0.1:${(server.address() as AddressInfo).port}/below`;
    const client = new ServerEventsClient(base, ['A']).start();
    await eventually('it is connected', () => client.hasConnected());

    const { heartbeatUrl, updateSubscriberUrl } = client.getConnectionInfo();
    const heard = await fetch(heartbeatUrl, { method: 'POST' });
    await client.stop();
    feature.beforeStop();
    server.close();
    await host.close();

    expect(heard.status).toBe(200);
    expect(updateSubscriberUrl).toMatch(new RegExp(`^${base}/event-subscribers/[\\w-]{28}$`));
  });

  it('CLI-15 reaches named receivers and listeners with one line, whatever the text', async () => {
    const { client, until } = await world.connect(['A']);
    const received: unknown[] = [];
    class ChatReceiver {
      say = (body: unknown): void => void received.push(body);
    }
    client.registerNamedReceiver('chat', ChatReceiver);
    client.addListener('doorbell', ({ body }) => void received.push(body));
    const text = 'two\r\nlines and\u2028more @ once $ 😀';

    world.events.notifyChannel('A', 'chat.say', { text });
    world.events.notifyChannel('A', 'trigger.doorbell', { text });
    await until('A@doorbell');

    expect(received).toEqual([{ text }, { text }]);
  });

  it('CLI-15 connects again after its connection was reset, into the channels that it had', async () => {
    const { client, told, until, source } = await world.connect(['A']);
    await client.subscribeToChannels('B');
    const first = client.getSubscriptionId();

    source().reset();
    await until('onConnect', 2);
    world.events.notifyAll('cmd.after');
    await until('after');

    expect(client.getSubscriptionId()).not.toBe(first);
    expect(told.filter(({ target }) => target === 'onConnect').at(-1)?.body.channels).toBe('A');
    expect((await world.fetch('/event-subscribers').then((answer) => answer.json())).length).toBe(1);
  });

  it('CLI-15 stops: its subscription ends, and the others are told', async () => {
    const a = await world.connect(['A']);
    const b = await world.connect(['A']);
    await a.until('A@onJoin', 2);

    await b.client.stop();
    await a.until('A@onLeave');

    expect(a.told.at(-1)?.body).toMatchObject({ userId: '-2', channels: 'A' });
    expect((await a.client.getChannelSubscribers()).map(({ userId }) => userId)).toEqual(['-1']);
  });

  it('CLI-15 is answered with a map when it unregisters, also after its connection has closed', async () => {
    const open = await world.connect(['A']);
    const closed = await world.connect(['A']);
    const [openUrl, closedUrl] = [open, closed].map(({ client }) => client.getConnectionInfo().unRegisterUrl);
    closed.source().close();
    await open.until('A@onLeave');

    const answers = [];
    for (const url of [openUrl, closedUrl]) answers.push(await world.fetch(url ?? '', { method: 'POST' }));

    expect(answers.map(({ status }) => status)).toEqual([200, 200]);
    expect(answers.map(({ headers }) => headers.get('content-type'))).toEqual(
      Array(2).fill('application/json; charset=utf-8'),
    );
    expect(await Promise.all(answers.map((answer) => answer.json()))).toMatchObject([
      { userId: '-1', displayName: 'user1', channels: 'A' },
      { userId: '-2', displayName: 'user2', channels: 'A' },
    ]);
  });

  it('CLI-15 lists who is in its channels', async () => {
    const a = await world.connect(['A', 'B']);
    await world.connect(['B', 'C']);
    await world.connect(['C']);

    const subscribers = await a.client.getChannelSubscribers();

    expect(subscribers.map(({ userId, displayName, channels }) => ({ userId, displayName, channels }))).toEqual([
      { userId: '-1', displayName: 'user1', channels: ['A', 'B'] },
      { userId: '-2', displayName: 'user2', channels: ['B', 'C'] },
    ]);
    expect(await (await world.fetch('/api/GetEventSubscribers?channels=B%2CC')).json()).toHaveLength(3);
  });

  it('ends the streams when the host stops, and leaves no socket behind', async () => {
    const { client } = await world.connect(['A']);
    await client.serviceClient.get('/event-subscribers');
    const sockets = (): Promise<number> =>
      new Promise((resolve) => server.getConnections((_error, count) => resolve(count)));
    const { server } = world.host as unknown as { server: import('node:net').Server };
    client.eventSource.close();

    world.feature.beforeStop();
    const refused = await world.fetch('/event-stream?channels=A');
    await world.host.close();

    expect([refused.status, refused.headers.get('retry-after')]).toEqual([503, '5']);
    await eventually('no socket is open', async () => (await sockets()) === 0, 2_000);
  });
});

describe('heartbeats of the typed client', () => {
  beforeEach(async () => {
    await world.close();
    world = await startEventWorld({ clock, heartbeatIntervalMs: 50 });
  });

  it('CLI-15 says that it is there, and is told that it was heard', async () => {
    const { told, until } = await world.connect(['A']);

    await until('onHeartbeat', 2);

    expect(told.find(({ target }) => target === 'onHeartbeat')).toMatchObject({
      type: 'ServerEventHeartbeat',
      body: { userId: '-1', channels: 'A' },
    });
  });

  it('CLI-15 connects again by itself when the server has forgotten it', async () => {
    const { client, until } = await world.connect(['A']);
    await client.subscribeToChannels('B');
    const first = client.getSubscriptionId();

    const removed = await world.fetch(client.getConnectionInfo().unRegisterUrl, { method: 'POST' });
    await until('onConnect', 2);

    expect(removed.status).toBe(200);
    expect(client.getSubscriptionId()).not.toBe(first);
  });

  it('CLI-15 does not connect a second time while it is connected', async () => {
    const { source, until } = await world.connect(['A']);

    await until('onHeartbeat', 3);

    expect(source().connections).toBe(1);
  });
});

describe('the life of a subscription', () => {
  it('ends a subscription after 30 s of silence, and keeps one that was heard of', async () => {
    const quiet = await fetch(`${world.url}/event-stream?channels=A`);
    const { client, until } = await world.connect(['A']);

    clock.advance(20_000);
    await world.fetch(client.getConnectionInfo().heartbeatUrl, { method: 'POST' });
    world.hub.sweep();
    const before = world.hub.size;
    clock.advance(11_000);
    world.hub.sweep();
    await until('A@onLeave');

    expect([before, world.hub.size]).toEqual([2, 1]);
    expect(await quiet.text()).toContain('cmd.onConnect');
  });

  it('ends a connection after an hour, so that the client signs in again', async () => {
    const { client, until } = await world.connect(['A']);
    const first = client.getSubscriptionId();

    clock.advance(60 * 60_000 + 1);
    await world.fetch(client.getConnectionInfo().heartbeatUrl, { method: 'POST' });
    world.hub.sweep();
    await until('onConnect', 2);

    expect(client.getSubscriptionId()).not.toBe(first);
  });
});
