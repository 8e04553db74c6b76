import { Session } from '../../../src/engine';
import { EventHub } from '../../../src/engine/events/event-hub';
import type { Caller } from '../../../src/engine/events/hub-message';
import type { EventStream } from '../../../src/engine/events/subscription';
import { companyA, companyB, type EventWorld, startEventWorld } from './event-world';

let world: EventWorld;

beforeEach(async () => {
  world = await startEventWorld();
});
afterEach(() => world?.close());

async function refusal(answer: Response): Promise<{ status: number; errorCode: string; fieldName?: string }> {
  const { responseStatus } = (await answer.json()) as {
    responseStatus: { errorCode: string; errors?: { fieldName: string }[] };
  };
  const fieldName = responseStatus.errors?.[0]?.fieldName;
  return {
    status: answer.status,
    errorCode: responseStatus.errorCode,
    ...(fieldName === undefined ? {} : { fieldName }),
  };
}

const post = (body: object, as?: string) =>
  world.fetch('/api/UpdateEventSubscriber', { method: 'POST', body: JSON.stringify(body), as });

describe('who speaks for a subscription', () => {
  it.each(['/event-heartbeat?id=unknown', '/event-heartbeat', '/event-unregister?id=unknown'])(
    'POST %s → 404',
    async (path) => {
      expect(await refusal(await world.fetch(path, { method: 'POST' }))).toEqual({
        status: 404,
        errorCode: 'NotFound',
      });
    },
  );

  it('answers 404 to an update of an unknown subscription, and 400 to one of none', async () => {
    expect(await refusal(await post({ id: 'unknown', subscribeChannels: ['A'] }))).toEqual({
      status: 404,
      errorCode: 'NotFound',
    });
    expect(await refusal(await post({ subscribeChannels: ['A'] }))).toEqual({
      status: 400,
      errorCode: 'NotEmpty',
      fieldName: 'id',
    });
  });

  it('answers 403 to another user, and changes nothing', async () => {
    const { client } = await world.connect(['A'], 'anna');
    const { id, heartbeatUrl, unRegisterUrl } = client.getConnectionInfo();

    const answers = [
      await world.fetch(heartbeatUrl, { method: 'POST', as: 'axel' }),
      await world.fetch(unRegisterUrl, { method: 'POST', as: 'axel' }),
      await post({ id, subscribeChannels: ['B'] }, 'axel'),
    ];

    expect(await Promise.all(answers.map(refusal))).toEqual(Array(3).fill({ status: 403, errorCode: 'Forbidden' }));
    expect((await client.getChannelSubscribers()).map(({ channels }) => channels)).toEqual([['A']]);
  });

  it('lets the user and his browser, which sends no token, speak for it', async () => {
    const { client } = await world.connect(['A'], 'anna');
    const { id, heartbeatUrl } = client.getConnectionInfo();

    const answers = [
      await world.fetch(heartbeatUrl, { method: 'POST', as: 'anna' }),
      await world.fetch(heartbeatUrl, { method: 'POST' }),
      await post({ id, subscribeChannels: ['B'] }),
    ];

    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
    expect(await answers[0]?.text()).toBe('');
  });

  const silent: EventStream = {
    writableLength: 0,
    writableEnded: false,
    destroyed: false,
    write: () => true,
    end: () => undefined,
    destroy: () => undefined,
  };
  const anna = new Session({ isAuthenticated: true, userId: 'anna' });
  it.each<[string, Session, Caller, string]>([
    ['the same user at the same address', anna, { userId: 'anna', address: '192.0.2.1' }, 'done'],
    ['nobody at the same address', anna, { address: '192.0.2.1' }, 'done'],
    ['the same user at another address', anna, { userId: 'anna', address: '192.0.2.2' }, 'foreign'],
    ['another user at the same address', anna, { userId: 'axel', address: '192.0.2.1' }, 'foreign'],
    ['nobody at another address', new Session(), { address: '192.0.2.2' }, 'foreign'],
    ['somebody who has signed in since', new Session(), { userId: 'anna', address: '192.0.2.1' }, 'done'],
  ])('%s', async (_name, session, caller, kind) => {
    const hub = new EventHub();
    const { id } = hub.connect({ session, address: '192.0.2.1', channels: ['A'] }, silent, () => ({}));

    const outcome = await hub.perform({ name: 'heartbeat', id, caller });

    expect(outcome.kind).toBe(kind);
  });

  it('does not take GET for a heartbeat, nor POST for a stream', async () => {
    const answers = [
      await world.fetch('/event-heartbeat?id=1'),
      await world.fetch('/event-stream', { method: 'POST' }),
    ];

    expect(answers.map(({ status }) => status)).toEqual([404, 404]);
  });
});

describe('channels of a company', () => {
  const channel = `company:${companyA}`;

  it.each([undefined, 'berit'])('are closed to %s', async (as) => {
    const { client } = await world.connect(['A'], as);
    const { id } = client.getConnectionInfo();

    const answers = [
      await world.fetch(`/event-stream?channels=A,${channel}`, { as }),
      await post({ id, subscribeChannels: ['B', channel] }, as),
      await world.fetch(`/event-subscribers?channels=${channel}`, { as }),
    ];

    expect(await Promise.all(answers.map(refusal))).toEqual(Array(3).fill({ status: 403, errorCode: 'Forbidden' }));
    expect((await client.getChannelSubscribers()).map(({ channels }) => channels)).toEqual([['A']]);
  });

  it('are open to its callers, and carry what is published to the company only', async () => {
    const anna = await world.connect([channel], 'anna');
    const axel = await world.connect(['A'], 'axel');
    const berit = await world.connect([`company:${companyB}`, 'A'], 'berit');
    await axel.client.subscribeToChannels(channel);

    world.events.notifyChannel(channel, 'axema.userSync', { Id: 1 });
    world.events.notifyAll('cmd.end');
    await Promise.all([anna, axel, berit].map(({ until }) => until('end')));

    const heard = [anna, axel, berit].map(({ names }) => names().filter((name) => name.endsWith('userSync')));
    expect(heard).toEqual([[`${channel}@userSync`], [`${channel}@userSync`], []]);
  });

  it('follow another rule where the host has one', async () => {
    await world.close();
    world = await startEventWorld({ mayJoin: (session, name) => name === 'room:1' && session.isAuthenticated });

    const answers = [
      await world.fetch('/event-stream?channels=room:1'),
      await world.fetch('/event-stream?channels=room:2', { as: 'anna' }),
      await world.fetch('/event-stream?channels=room:1', { as: 'anna' }),
    ];
    await answers[2]?.body?.cancel();

    expect(answers.map(({ status }) => status)).toEqual([403, 403, 200]);
  });
});

describe('who hears of whom', () => {
  it('tells callers of one company of each other, and nobody else', async () => {
    const anna = await world.connect(['A'], 'anna');
    await world.connect(['A'], 'berit');
    await world.connect(['A']);
    await world.connect(['A'], 'axel');
    await anna.until('A@onJoin', 2);

    const seenBy = async (as?: string) =>
      ((await (await world.fetch('/event-subscribers', { as })).json()) as { userId: string }[]).map(
        ({ userId }) => userId,
      );

    expect(anna.told.filter(({ target }) => target === 'onJoin').map(({ body }) => body.userId)).toEqual([
      'anna',
      'axel',
    ]);
    expect([await seenBy('anna'), await seenBy('berit'), await seenBy()]).toEqual([
      ['anna', 'axel'],
      ['berit'],
      ['-1'],
    ]);
  });

  it('shows of the other channels of a subscriber those that everybody may join', async () => {
    const anna = await world.connect(['A'], 'anna');
    await world.connect(['A', 'B', 'user:axel'], 'axel');
    await anna.until('A@onJoin', 2);

    const [axel] = (await anna.client.getChannelSubscribers()).filter(({ userId }) => userId === 'axel');

    expect(anna.told.at(-1)?.body.channels).toBe('A,B');
    expect(axel?.channels).toEqual(['A', 'B']);
  });

  it('is no longer told in a channel that is too large, except of itself', async () => {
    await world.close();
    world = await startEventWorld({ maxPresence: 2 });
    const first = await world.connect(['A']);
    const second = await world.connect(['A']);
    const third = await world.connect(['A']);
    world.events.notifyChannel('A', 'cmd.end');
    await Promise.all([first, second, third].map(({ until }) => until('A@end')));

    const joins = [first, second, third].map(({ names }) => names().filter((name) => name === 'A@onJoin').length);

    expect(joins).toEqual([2, 1, 1]);
  });
});

describe('limits of server events', () => {
  const small = { maxPerUser: 2, maxPerAddress: 3, maxSubscriptions: 6, maxChannels: 3 };

  beforeEach(async () => {
    await world.close();
    world = await startEventWorld(small);
  });

  it('refuses one connection more of a user with 429 TooManyRequests, and takes it once another has closed', async () => {
    const first = await world.connect(['A'], 'anna');
    const second = await world.connect(['A'], 'anna');
    await world.connect(['A'], 'axel');

    const refused = await world.fetch('/event-stream?channels=A', { as: 'anna' });
    await first.client.stop();
    await second.until('A@onLeave');
    const taken = await world.connect(['A'], 'anna');

    expect(refused.headers.get('retry-after')).toBe('30');
    expect(await refusal(refused)).toEqual({ status: 429, errorCode: 'TooManyRequests' });
    expect(taken.names()[0]).toBe('onConnect');
  });

  it('refuses one connection more of an address, whose signed-in users are counted by themselves', async () => {
    for (let n = 0; n < small.maxPerAddress; n++) await world.connect(['A']);

    const refused = await world.fetch('/event-stream?channels=A');
    const { names } = await world.connect(['A'], 'anna');

    expect(await refusal(refused)).toEqual({ status: 429, errorCode: 'TooManyRequests' });
    expect(names()[0]).toBe('onConnect');
  });

  it('refuses one connection more of the process with 503 ServiceUnavailable', async () => {
    for (const as of ['anna', 'anna', 'axel', 'axel', 'berit', 'berit']) await world.connect(['A'], as);

    const refused = await world.fetch('/event-stream?channels=A', { as: 'machine' });

    expect(refused.headers.get('retry-after')).toBe('5');
    expect(await refusal(refused)).toEqual({ status: 503, errorCode: 'ServiceUnavailable' });
  });

  it('refuses channels that are too many, or have no name', async () => {
    const { client } = await world.connect(['A']);
    const { id } = client.getConnectionInfo();

    const answers = [
      await world.fetch('/event-stream?channels=A,B,C,D'),
      await world.fetch('/event-stream?channels=A,B%20C'),
      await post({ id, subscribeChannels: ['B', 'C', 'D'] }),
      await post({ id, subscribeChannels: ['B', 'C@D'] }),
      await world.fetch('/event-subscribers?channels=A%40B'),
    ];

    expect(await Promise.all(answers.map(refusal))).toEqual([
      { status: 400, errorCode: 'MaximumLength', fieldName: 'channels' },
      { status: 400, errorCode: 'Predicate', fieldName: 'channels[1]' },
      { status: 400, errorCode: 'MaximumLength', fieldName: 'subscribeChannels' },
      { status: 400, errorCode: 'Predicate', fieldName: 'subscribeChannels[1]' },
      { status: 400, errorCode: 'Predicate', fieldName: 'channels[0]' },
    ]);
  });

  it('refuses to publish a message that is too large', () => {
    expect(() => world.events.notifyAll('cmd.large', 'x'.repeat(70_000))).toThrow(
      new RangeError("A server event takes at most 65536 bytes of JSON; 'cmd.large' has 70002."),
    );
  });
});
