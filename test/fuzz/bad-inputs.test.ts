import { startApp, type TestApp } from '../support/start-app';
import { badInputs } from './bad-inputs';

/** Bad inputs by name, in every format (reliability 3.2, 4.1 R16): each gets its refusal, none a trace in the database. */
const cases = badInputs();
let app: TestApp;
const authorization = new Map<string, string>();

beforeAll(async () => {
  app = await startApp({ settings: { role: 'web' } });
  for (const user of ['admin@missive.test', 'tax@missive.test'] as const) {
    authorization.set(user, `Bearer ${(await app.clientFor(user)).bearerToken}`);
  }
});
afterAll(() => app?.close());

it('R16 has at least 400 of them, each with a name of its own', () => {
  expect(new Set(cases.map(({ name }) => name)).size).toBe(cases.length);
  expect(cases.length).toBeGreaterThanOrEqual(400);
});

it('R16 has some in every format', () => {
  const formats = ['json', 'jsv', 'csv', 'jsonl', 'xml', 'x-msgpack', 'form', 'multipart', 'query'];

  expect(formats.filter((format) => !cases.some(({ name }) => name.includes(` ${format}`)))).toEqual([]);
});

it.each(cases)('R16 refuses $name', async ({ verb, target, headers, body, user, status, errorCode }) => {
  const response = await fetch(`${app.url}${target}`, {
    method: verb,
    headers: { ...headers, authorization: authorization.get(user) ?? '' },
    body: body as BodyInit | undefined,
  });
  const text = await response.text();

  const { ResponseStatus, responseStatus = ResponseStatus } = JSON.parse(text);
  expect([response.status, text.slice(0, 200)]).toEqual([status, expect.any(String)]);
  expect(responseStatus.errorCode ?? responseStatus.ErrorCode).toEqual(errorCode ?? expect.stringMatching(/^\w+$/));
  expect(text.length).toBeLessThan(64 * 1024);
});

it('R16 leaves prototypes clean and the customer as it was', async () => {
  expect(({} as { isAdmin?: unknown }).isAdmin).toBeUndefined();
  expect(await app.database.dataSource.query("select id from customer where firstname = 'A'")).toEqual([]);
});
