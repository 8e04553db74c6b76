import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { bookingErrorCodes } from '../../src/booking/error-codes';
import { type ErrorCodes, engineErrorCodes } from '../../src/engine';
import { taxFilingErrorCodes } from '../../src/tax-filing/error-codes';

const root = resolve(__dirname, '../..');
const tables: ErrorCodes = { ...engineErrorCodes, ...bookingErrorCodes, ...taxFilingErrorCodes };
const page = readFileSync(join(root, 'docs/error-codes.md'), 'utf8');

function textsBelow(folder: string): Map<string, string> {
  const names = readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' }).filter((name) =>
    name.endsWith('.ts'),
  );
  return new Map(names.map((name) => [`${folder}/${name}`, readFileSync(join(root, folder, name), 'utf8')]));
}

/** Codes that the page's second table lists. */
const ruleCodes = [...page.slice(page.indexOf('## Of rules')).matchAll(/^\| ([A-Z][A-Za-z, ]+) \|/gm)].flatMap(
  (match) => (match[1] ?? '').split(', '),
);

describe('error codes', () => {
  it('stand on the page as in the tables, and no others', () => {
    const rows = [...page.matchAll(/^\| (\w+) \| (\d{3}) \| (yes|no) \| (.+) \|$/gm)].map((match) => match.slice(1));

    expect(rows).toEqual(
      Object.entries(tables).map(([code, { status, retryHelps, meaning }]) => [
        code,
        String(status),
        retryHelps ? 'yes' : 'no',
        meaning,
      ]),
    );
  });

  it('are all in a table when the source answers them', () => {
    const used = [...textsBelow('src')].flatMap(([file, text]) =>
      [
        ...text.matchAll(/(?:new HttpError\(\s*\d+,|refuse\(|HttpError\.field\(\s*\d+,|errorCode:|\bcode:)\s*'(\w+)'/g),
      ].map((match) => ({ file, code: match[1] ?? '' })),
    );

    expect(used.length).toBeGreaterThan(60);
    expect(used.filter(({ code }) => !(code in tables) && !ruleCodes.includes(code))).toEqual([]);
  });

  it('each have a test that mentions them', () => {
    const tests = [...textsBelow('test')]
      .filter(([file]) => !file.endsWith('error-codes.test.ts'))
      .map(([, text]) => text);

    expect(Object.keys(tables).filter((code) => !tests.some((text) => text.includes(code)))).toEqual([]);
  });
});
