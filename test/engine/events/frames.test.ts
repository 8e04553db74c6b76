import { Session } from '../../../src/engine';
import { addressKey } from '../../../src/engine/core/address-key';
import { dataLine, eventText, idLine, inChannel, isChannelName, messageJson } from '../../../src/engine/events/frame';
import { sessionIdOf } from '../../../src/engine/events/session-id';
import { ownChannelsOnly } from '../../../src/engine/events/settings';
import { systemStyle } from '../../../src/engine/formats/wire-style';
import { eventually } from '../../support/eventually';
import { HelloResponse } from '../../support/hello';
import { companyA, companyB, type EventWorld, openRaw, startEventWorld, unchunk } from './event-world';

describe('the stream on the wire', () => {
  let world: EventWorld;
  beforeAll(async () => {
    world = await startEventWorld();
  });
  afterAll(() => world?.close());

  it('CLI-15 begins at once with the headers of a stream that nobody may buffer', async () => {
    const raw = await openRaw(world, '/event-stream?channels=A');
    await eventually('the head is there', () => raw.text().includes('\r\n\r\n'));
    raw.socket.destroy();

    const [head = ''] = raw.text().split('\r\n\r\n');
    expect(head.split('\r\n')).toEqual(
      expect.arrayContaining([
        'HTTP/1.1 200 OK',
        'Content-Type: text/event-stream',
        'Cache-Control: no-cache',
        'X-Accel-Buffering: no',
      ]),
    );
    expect(head).not.toMatch(/content-encoding/i);
  });

  it('CLI-16 is pairs of id and data, separated by a blank line, with one line of data', async () => {
    const raw = await openRaw(world, '/event-stream?channels=A,B');
    await eventually('it has joined', () => raw.text().includes('B@cmd.onJoin'));
    world.events.notifyAll('cmd.text', 'two\nlines');
    world.events.notifyChannel('B', 'cmd.bare');
    world.events.notifyChannel('A', 'css.color$#one p', new HelloResponse({ result: 'Ä' }));
    await eventually('the last has come', () => raw.text().includes('css.color'));
    raw.socket.destroy();

    const body = unchunk(raw.text().split('\r\n\r\n').slice(1).join('\r\n\r\n'));
    const frames = body.split('\n\n').slice(0, -1);
    expect(frames.every((each) => /^id: \d+\ndata: [^\n]+$/.test(each))).toBe(true);
    expect(frames.map((each) => each.split('\n')[0])).toEqual(['id: 1', 'id: 2', 'id: 3', 'id: 4', 'id: 5', 'id: 6']);
    expect(frames.slice(0, 3).map((each) => /data: (\S+) \{/.exec(each)?.[1])).toEqual([
      'cmd.onConnect',
      'A@cmd.onJoin',
      'B@cmd.onJoin',
    ]);
    expect(frames.slice(3)).toEqual([
      'id: 4\ndata: cmd.text "two\\nlines"',
      'id: 5\ndata: B@cmd.bare',
      'id: 6\ndata: A@css.color$#one%20p {"result":"Ä"}',
    ]);
    expect(body.endsWith('\n\n')).toBe(true);
  });

  it('CLI-16 is the same in the answer to HTTP/1.0, without chunks', async () => {
    const { socket, text } = await openRaw(world, '/event-stream', { version: '1.0' });
    await eventually('it has joined', () => text().includes('*@cmd.onJoin'));
    socket.destroy();

    const [head = '', body = ''] = text().split('\r\n\r\n');
    expect(head).not.toMatch(/transfer-encoding/i);
    expect(body).toMatch(/^id: 1\ndata: cmd\.onConnect \{[^\n]+\n\nid: 2\ndata: \*@cmd\.onJoin /);
  });

  it('builds its addresses from a Host that is one, and refuses another', async () => {
    const good = await openRaw(world, '/event-stream', { host: 'api.example.se:8080' });
    const bad = await openRaw(world, '/event-stream', { host: 'evil.example/x?"' });
    await eventually('both have answered', () => good.text().includes('onConnect') && bad.text().includes('}'));
    good.socket.destroy();
    bad.socket.destroy();

    expect(good.text()).toContain('"heartbeatUrl":"http://api.example.se:8080/event-heartbeat?id=');
    expect(bad.text()).toMatch(/^HTTP\/1\.1 400 /);
    expect(bad.text()).not.toContain('evil');
  });
});

describe('an event', () => {
  it.each([
    ['cmd.announce', undefined, 'cmd.announce'],
    ['cmd.announce', '{}', 'cmd.announce {}'],
    ['css.background-image$#top > li', '"x"', 'css.background-image$#top%20>%20li "x"'],
  ])('is written as %s %s', (selector, json, text) => {
    expect(eventText(selector, json)).toBe(text);
  });

  it.each([
    '',
    'announce',
    'cmd.',
    '.x',
    'cmd. \n',
    'cmd.a\nb',
    'A@cmd.x',
    'cmd.x@y',
    'two ops.x',
    'cmd.a\u2028b',
    'cmd.\0',
  ])('is refused with the selector %j', (selector) => {
    expect(() => eventText(selector, undefined)).toThrow(/selector of server events/);
  });

  it('CLI-16 is a line with its number, one with its data, and a blank one', () => {
    expect(idLine(7) + dataLine('cmd.x')).toBe('id: 7\ndata: cmd.x\n\n');
  });

  it.each([
    [undefined, undefined],
    [null, 'null'],
    ['a\r\nb', '"a\\r\\nb"'],
    [0, '0'],
    [{ a: [1, null], b: undefined }, '{"a":[1,null]}'],
    [new HelloResponse({ result: 'x' }), '{"result":"x"}'],
    [[new HelloResponse({ result: 'x' }), 2], '[{"result":"x"},2]'],
  ])('says %j as %s', (message, json) => {
    expect(messageJson(message, systemStyle)).toBe(json);
  });
});

describe('a channel', () => {
  it.each(['A', '*', 'company:1', 'påsk', 'a.b_c-d/e~f', 'x'.repeat(100)])('may be called %s', (name) => {
    expect([isChannelName(name), inChannel(name, 'cmd.x')]).toEqual([true, `${name}@cmd.x`]);
  });

  it.each(['', 'a b', 'a@b', 'a,b', 'a\nb', 'a&b', 'a"b', 'x'.repeat(101)])('may not be called %j', (name) => {
    expect(isChannelName(name)).toBe(false);
    expect(() => inChannel(name, 'cmd.x')).toThrow(/channel of server events/);
  });

  const anna = new Session({ isAuthenticated: true, userId: 'Anna', companyId: companyA });
  it.each([
    [`company:${companyA}`, anna, true],
    [`COMPANY:${companyA.toUpperCase()}`, anna, true],
    [`company:${companyB}`, anna, false],
    [`company:${companyA}`, new Session(), false],
    ['company:', new Session(), false],
    ['company:undefined', new Session({ isAuthenticated: true }), false],
    ['user:anna', anna, true],
    ['user:axel', anna, false],
    ['user:', new Session({ isAuthenticated: true }), false],
    ['user:undefined', new Session(), false],
    ['other:1', anna, false],
  ])('%s: whether this caller may join it', (channel, session, expected) => {
    expect(ownChannelsOnly(session, channel)).toBe(expected);
  });
});

describe('the address of a caller', () => {
  it.each([
    ['192.0.2.1', '192.0.2.1'],
    ['::ffff:192.0.2.1', '192.0.2.1'],
    ['127.0.0.1', 'loopback'],
    ['::ffff:127.0.0.1', 'loopback'],
    ['::1', 'loopback'],
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
    ['2001:db8:1:2:ffff::1', '2001:db8:1:2::/64'],
    [undefined, 'unknown'],
    ['nonsense', 'unknown'],
  ])('%s counts as %s', (address, key) => {
    expect(addressKey(address)).toBe(key);
  });
});

describe('the browser session of a request', () => {
  it.each([
    [{}, undefined],
    [{ cookie: 'ss-id=temp; ss-pid=perm' }, 'temp'],
    [{ cookie: 'ss-id=temp; ss-pid=perm; ss-opt=perm' }, 'perm'],
    [{ cookie: 'ss-id=; 01 Jan 2044 00:00:00 GMT=null' }, undefined],
    [{ cookie: 'ss-id' }, undefined],
    [{ cookie: 'ss-id=cookie', 'x-ss-id': 'header' }, 'header'],
    [{ cookie: 'ss-id=temp; ss-pid=perm', 'x-ss-opt': 'temp,perm' }, 'perm'],
  ])('%j is %s', (headers, sessionId) => {
    expect(sessionIdOf(headers)).toBe(sessionId);
  });
});
