import { monitorEventLoopDelay } from 'node:perf_hooks';
import { contentTypes } from '../../fuzz/encode-body';
import { Attacker, printFigure } from './attacker';

/** Depth of what is sent, in every format whose reader tells levels from texts (decisions D6: 32). */
let attacker: Attacker;
const delay = monitorEventLoopDelay({ resolution: 10 });
beforeAll(async () => {
  attacker = await Attacker.open();
  delay.enable();
});
afterAll(async () => {
  printFigure(`nesting: loop delay max ${Math.round(delay.max / 1e6)} ms`);
  await attacker?.close();
});

const msgpackLists = (levels: number) =>
  Buffer.concat([Buffer.from([0x81, 0xa1, 0x78]), Buffer.alloc(levels, 0x91), Buffer.from([1])]);
const inJson = (levels: number) => `{"x":${'['.repeat(levels)}1${']'.repeat(levels)}}`;
const objectsInJson = (levels: number) => `${'{"a":'.repeat(levels + 1)}1${'}'.repeat(levels + 1)}`;
const inJsv = (levels: number) => `{x:${'['.repeat(levels)}1${']'.repeat(levels)}}`;
const inXml = (levels: number) => `<UpdateCustomer>${'<a>'.repeat(levels)}1${'</a>'.repeat(levels)}</UpdateCustomer>`;

type Written = (levels: number) => string | Buffer;
/** `levels` of structure inside the message. */
const shapes: readonly (readonly [shape: string, format: 'json' | 'jsonl' | 'jsv' | 'xml' | 'x-msgpack', Written])[] = [
  ['lists in JSON', 'json', inJson],
  ['objects in JSON', 'json', objectsInJson],
  ['lists in JSON lines', 'jsonl', inJson],
  ['lists in JSV', 'jsv', inJsv],
  ['elements in XML', 'xml', inXml],
  ['lists in MessagePack', 'x-msgpack', msgpackLists],
];

const send = (format: (typeof shapes)[number][1], body: string | Buffer) =>
  attacker.send({
    verb: 'PUT',
    path: `/${format}/reply/UpdateCustomer?format=json`,
    user: 'admin@missive.test',
    type: contentTypes[format],
    body,
  });

describe.each(shapes)('%s', (_shape, format, written) => {
  it.each([33, 1_000, 200_000])('reliability 3.2 #4 of %i levels are refused as too deep', async (levels) => {
    const body = written(levels);

    const hit = await send(format, body);

    // What is longer than a body may be is refused for that.
    expect([hit.status, hit.code]).toEqual(body.length > 1024 * 1024 ? [413, 'PayloadTooLarge'] : [400, 'TooDeep']);
  });

  it('reliability 3.2 #4 of 30 levels are read', async () => {
    const hit = await send(format, written(30));

    expect([hit.status, hit.code]).not.toContain('TooDeep');
    expect(hit.status).toBeLessThan(500);
  });
});

it.each([
  ['query', (text: string) => `/api/UpdateCustomer?InvoiceAddress=${encodeURIComponent(text)}`, undefined],
  ['form', () => '/api/UpdateCustomer', (text: string) => `InvoiceAddress=${encodeURIComponent(text)}`],
] as const)('reliability 3.2 #4 refuses deep texts in a %s', async (_where, pathOf, bodyOf) => {
  for (const levels of [33, 1_000, 4_000]) {
    const text = `${'{a:'.repeat(levels)}1${'}'.repeat(levels)}`;
    const hit = await attacker.send({
      verb: bodyOf ? 'PUT' : 'GET',
      path: pathOf(levels === 4_000 && !bodyOf ? text.slice(0, 4_000) : text),
      user: 'admin@missive.test',
      ...(bodyOf && { body: bodyOf(text), type: 'application/x-www-form-urlencoded' }),
    });

    expect([400, 431]).toContain(hit.status);
  }
});

it('reliability 3.2 #4 refuses a deep cell of a table', async () => {
  const hit = await attacker.send({
    verb: 'PUT',
    path: '/csv/reply/UpdateCustomer?format=json',
    user: 'admin@missive.test',
    type: 'text/csv',
    body: `InvoiceAddress\r\n"${'{a:'.repeat(5_000)}1${'}'.repeat(5_000)}"\r\n`,
  });

  expect([hit.status, hit.code]).toEqual([400, 'TooDeep']);
});

it('reliability 3.2 #4 goes on afterwards', async () => {
  expect((await attacker.send({ verb: 'GET', path: '/api/CustomerQuery', user: 'admin@missive.test' })).status).toBe(
    200,
  );
});
