import { PostgresEventRelay } from '../../src/data';
import { breakConnections, openEmptyDatabase, type TestDatabase } from '../support/database';
import { eventually } from '../support/eventually';

let database: TestDatabase;
const relays: PostgresEventRelay[] = [];

beforeAll(async () => {
  database = await openEmptyDatabase();
});
afterEach(async () => {
  for (const relay of relays.splice(0)) await relay.close();
});
afterAll(() => database?.close());

interface Member {
  readonly relay: PostgresEventRelay;
  readonly heard: string[];
}

async function member(channel?: string): Promise<Member> {
  const relay = new PostgresEventRelay(database.pool, { channel });
  const heard: string[] = [];
  await relay.open((text) => void heard.push(text));
  relays.push(relay);
  return { relay, heard };
}

interface WithClient {
  readonly client?: { readonly connection: { readonly stream: { destroy(): void } } };
}

/** Breaks the relay's own connection, which the pool does not know. */
async function breakRelay({ relay }: Member): Promise<void> {
  if (database.url !== undefined) return breakConnections(database);
  (relay as unknown as WithClient).client?.connection.stream.destroy();
}

const connectionOf = ({ relay }: Member): unknown => (relay as unknown as WithClient).client;

/** Breaks the relay's connection and waits for the next one. */
async function breakAndWait(member: Member): Promise<void> {
  const before = connectionOf(member);
  await breakRelay(member);
  await eventually(
    'there is another connection',
    () => connectionOf(member) !== undefined && connectionOf(member) !== before,
  );
}

describe('the relay of server events', () => {
  it('carries texts to the others in order, and not back', async () => {
    const [a, b, c] = [await member(), await member(), await member()];
    const texts = Array.from({ length: 500 }, (_, index) => `text ${index}`);

    for (const text of texts) a.relay.publish(text);
    await eventually('the others hear them all', () => b.heard.length === 500 && c.heard.length === 500);

    expect([b.heard, c.heard, a.heard]).toEqual([texts, texts, []]);
  });

  it('carries the same text twice, and texts that are longer than a payload', async () => {
    const [a, b] = [await member(), await member()];
    const long = 'påsk €😀'.repeat(20_000);

    for (const text of ['same', 'same', long, 'after']) a.relay.publish(text);
    await eventually('all are heard', () => b.heard.length === 4);

    expect(b.heard).toEqual(['same', 'same', long, 'after']);
  });

  it('refuses a text that is too long, and says how long it may be', async () => {
    const { relay } = await member();

    expect(() => relay.publish('x'.repeat(relay.maxBytes + 1))).toThrow(
      new RangeError('A relay carries at most 1048576 bytes at once; got 1048577.'),
    );
  });

  it('does not hear another channel', async () => {
    const [a, b, other] = [await member(), await member(), await member('others')];

    a.relay.publish('hello');
    await eventually('it is heard', () => b.heard.length === 1);

    expect(other.heard).toEqual([]);
  });

  it('connects again by itself, and sends what was published meanwhile, once', async () => {
    const [a, b] = [await member(), await member()];
    a.relay.publish('before');
    await eventually('the first is heard', () => b.heard.length === 1);

    const broken = breakAndWait(a);
    a.relay.publish('meanwhile');
    await broken;
    await eventually('b hears again', () => {
      a.relay.publish('after');
      return b.heard.includes('after');
    });

    expect(b.heard.slice(0, 1)).toEqual(['before']);
    expect(b.heard.filter((text) => text === 'meanwhile').length).toBeLessThanOrEqual(1);
  });

  it('hears again after its own connection was lost', async () => {
    const [a, b] = [await member(), await member()];

    await breakAndWait(b);
    await eventually('b hears', () => {
      a.relay.publish('are you there?');
      return b.heard.length > 0;
    });

    expect(b.heard[0]).toBe('are you there?');
  });

  it('goes on when somebody fails to take a text', async () => {
    const a = await member();
    const heard: string[] = [];
    const failing = new PostgresEventRelay(database.pool);
    relays.push(failing);
    await failing.open((text) => {
      heard.push(text);
      throw new Error('cannot be taken');
    });

    a.relay.publish('one');
    a.relay.publish('two');
    await eventually('both are heard', () => heard.length === 2);

    expect(heard).toEqual(['one', 'two']);
  });

  it('sends what was published before it closes, and nothing after', async () => {
    const [a, b] = [await member(), await member()];

    a.relay.publish('last words');
    await a.relay.close();
    a.relay.publish('too late');
    await eventually('it is heard', () => b.heard.length === 1);

    expect(b.heard).toEqual(['last words']);
  });

  it('keeps the newest 2,000 texts while there is no connection', async () => {
    const b = await member();
    const unopened = new PostgresEventRelay(database.pool);
    relays.push(unopened);
    for (let n = 1; n <= 2_500; n++) unopened.publish(`text ${n}`);

    await unopened.open(() => undefined);
    await eventually('they are heard', () => b.heard.includes('text 2500'));

    expect([b.heard.length, b.heard[0]]).toEqual([2_000, 'text 501']);
  });

  it('fails to open when the database is not there', async () => {
    const { options } = database.pool;
    const nowhere = {
      options: { ...options, stream: undefined, connectionString: undefined, host: '127.0.0.1', port: 9 },
    };
    const relay = new PostgresEventRelay(nowhere as never);

    await expect(relay.open(() => undefined)).rejects.toThrow(/ECONNREFUSED|connect/);
  });

  it('refuses a channel that is no name', () => {
    expect(() => new PostgresEventRelay(database.pool, { channel: 'x"; drop' })).toThrow(/named in lower case/);
  });
});
