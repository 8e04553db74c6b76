import fc from 'fast-check';
import { Attacker } from './attacker';

/** Texts and numbers that change on the way, or that a database refuses. */
let attacker: Attacker;
let id = '';
beforeAll(async () => {
  attacker = await Attacker.open();
  const created = await attacker.send({
    path: '/api/CreateCustomer',
    user: 'admin@missive.test',
    body: { Firstname: 'A', Lastname: 'B', Phone: '+46701740605', Email: 'encodings@example.org' },
  });
  id = (JSON.parse(created.text) as { Id: string }).Id;
});
afterAll(() => attacker?.close());

function update(body: unknown, { type, charset }: { type?: string; charset?: string } = {}) {
  const contentType = type ?? `application/json${charset === undefined ? '' : `; charset=${charset}`}`;
  return attacker.send({ verb: 'PUT', path: `/customers/${id}`, user: 'admin@missive.test', type: contentType, body });
}
async function storedCity(): Promise<string | undefined> {
  const [row] = await attacker.rows<{ invoice_city: string }>(
    'select invoice_city from invoice_address where customer_id = $1',
    [id],
  );
  return row?.invoice_city;
}

it('reliability 3.2 #21 any text is stored as it was sent, or refused with 400 (fast-check)', async () => {
  const counts = { 200: 0, 400: 0 };
  await fc.assert(
    fc.asyncProperty(fc.string({ unit: 'binary', minLength: 1, maxLength: 30 }), async (text) => {
      const hit = await update({ InvoiceAddress: { InvoiceCity: text } });

      expect([200, 400]).toContain(hit.status);
      counts[hit.status as 200 | 400] += 1;
      const isRefused = hit.status === 400;
      expect([text, isRefused ? text.trim() : ((await storedCity()) ?? '')]).toEqual([text, text.trim()]);
    }),
    {
      numRuns: 200,
      seed: 21,
      examples: [['a\0b'], ['\u2028'], ['\ufeffa'], ['e\u0301'], ['😀'], ['\u202ea'], ['\u0085']],
    },
  );
  expect(counts[200]).toBeGreaterThan(100);
  expect(counts[400]).toBeGreaterThan(0);
});

it.each([
  ['NUL', '"a\\u0000b"'],
  ['a high surrogate', '"a\\ud800b"'],
  ['a low surrogate', '"\\udc00"'],
  ['surrogates in the wrong order', '"\\udc00\\ud800"'],
])('reliability 3.2 #21 refuses %s, and stores nothing', async (_what, json) => {
  const before = await storedCity();

  const hit = await update(`{"InvoiceAddress":{"InvoiceCity":${json}}}`);

  expect([hit.status, hit.fields]).toEqual([400, ['InvoiceAddress.InvoiceCity']]);
  expect(await storedCity()).toBe(before);
});

it.each([
  '1e999',
  '-1e999',
  '9007199254740993',
  '2147483648',
  '-2147483649',
  '1e300',
  '0.5',
  '1.0000001',
  'NaN',
  'Infinity',
])('reliability 3.2 #21 refuses the number %s for a whole one', async (token) => {
  const hit = await update(`{"CustomFields":[{"Id":${token},"Value":"x"}]}`);

  expect([hit.status, hit.code]).toEqual([400, 'SerializationException']);
});

it.each(['-0', '0', '1', '1e0'])('reliability 3.2 #21 takes the number %s for what it is', async (token) => {
  const hit = await update(`{"CustomFields":[{"Id":${token},"Value":"x"}]}`);

  // There is no such field, or its value is checked: it has been read.
  expect(hit.code).not.toBe('SerializationException');
  expect(hit.status).toBeLessThan(500);
});

it('reliability 3.2 #21 refuses an Int64 beyond what is exact', async () => {
  const account = { id: 0, refId: 1, userName: 'a.b' };
  const text = JSON.stringify({ accounts: [account] }).replace('"refId":1', '"refId":9007199254740993');

  const hit = await attacker.send({ path: '/api/BatchRegisterAccounts', user: 'tax@missive.test', body: text });

  expect([hit.status, hit.fields]).toEqual([400, ['accounts[0].refId']]);
});

it.each(['utf-7', 'utf-16', 'utf-16le', 'utf-32', 'iso-8859-1', 'windows-1252', 'x-user-defined', 'utf-8x'])(
  'reliability 3.2 #21 refuses the character set %s with 415',
  async (charset) => {
    const hit = await update('{"Firstname":"A"}', { charset });

    expect([hit.status, hit.code]).toEqual([415, 'UnsupportedMediaType']);
  },
);

it.each(['utf-8', 'UTF-8', '"utf-8"', 'us-ascii'])(
  'reliability 3.2 #21 takes the character set %s or says why not',
  async (charset) => {
    const hit = await update('{"Firstname":"A"}', { charset });

    expect([200, 415]).toContain(hit.status);
  },
);

it.each([
  ['UTF-16 with a mark', Buffer.from('\ufeff{"Firstname":"A"}', 'utf16le')],
  ['UTF-16 without', Buffer.from('{"Firstname":"A"}', 'utf16le')],
  ['Latin-1', Buffer.from('{"Firstname":"\u00c5sa"}', 'latin1')],
  ['an overlong slash', Buffer.from([0x7b, 0x22, 0x78, 0x22, 0x3a, 0x22, 0xc0, 0xaf, 0x22, 0x7d])],
  ['a surrogate in UTF-8', Buffer.from([0x7b, 0x22, 0x78, 0x22, 0x3a, 0x22, 0xed, 0xa0, 0x80, 0x22, 0x7d])],
  ['half a character', Buffer.from([0x7b, 0x22, 0x78, 0x22, 0x3a, 0x22, 0xe2, 0x82, 0x22, 0x7d])],
])('reliability 3.2 #21 refuses a body in %s', async (_what, body) => {
  expect((await update(body)).status).toBe(400);
});

it('reliability 3.2 #21 takes a body that begins with the mark of UTF-8', async () => {
  const hit = await update(Buffer.from('\ufeff{"Firstname":"Marked"}'));

  expect([hit.status, hit.text]).toEqual([200, expect.stringContaining('"Firstname":"Marked"')]);
});
