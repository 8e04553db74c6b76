import { readTimeSpan } from '../../src/engine/binding/time-span-text';
import { companyA, startApp, type TestApp } from '../support/start-app';
import { rawFault } from './oracle';
import { Random } from './random';
import { rawTemplates } from './raw-faults';
import { Sender } from './send';

/**
 * What the fuzzer has found, by name: each of these was answered wrongly once. Below them the framing faults that it
 * sends on raw connections, one by one.
 */
let app: TestApp;
const authorization = new Map<string, string>();

beforeAll(async () => {
  app = await startApp({ settings: { role: 'web' } });
  for (const user of ['admin@missive.test', 'tax@missive.test'] as const) {
    authorization.set(user, `Bearer ${(await app.clientFor(user)).bearerToken}`);
  }
});
afterAll(() => app?.close());

interface Found {
  readonly name: string;
  readonly verb: string;
  readonly target: string;
  readonly user?: string;
  readonly type?: string;
  readonly body?: string;
  readonly status: number;
  /** Of the answer. */
  readonly answers: RegExp;
}

const person = 'Firstname=A&Lastname=B&Phone=%2B46701740605&Email=found@example.org';
const found: readonly Found[] = [
  {
    name: 'an empty item in a list of objects in a query: 500 in the Service that met the hole',
    verb: 'POST',
    target: `/api/CreateCustomer?${person}&CompanyId=${companyA}&AccessKeys=[,{AccessKeyTypeId:1,Value:x}]`,
    user: 'admin@missive.test',
    status: 400,
    answers: /^\{"ResponseStatus":\{"ErrorCode":"SerializationException".*"FieldName":"AccessKeys"/,
  },
  {
    name: 'an empty item in a list of objects in a form: 500 in the reading of field values',
    verb: 'POST',
    target: '/api/CreateCustomer',
    user: 'admin@missive.test',
    type: 'application/x-www-form-urlencoded',
    body: `${person}&CustomFields=[,{Id:1,Value:x}]`,
    status: 400,
    answers: /^\{"ResponseStatus":\{"ErrorCode":"SerializationException".*"FieldName":"CustomFields"/,
  },
  {
    name: 'an empty item in a JSV body of a batch: 500 in the rules of the item',
    verb: 'POST',
    target: '/jsv/reply/BatchRegisterCustomersAsync[]',
    user: 'tax@missive.test',
    type: 'application/jsv',
    body: '[{customers:[,{id:0,index:1,name:x,accounts:[]}]}]',
    status: 400,
    answers: /^\{responseStatus:\{errorCode:SerializationException.*fieldName:"customers\[0\]"/,
  },
  ...['csv', 'xml', 'html', 'x-msgpack'].map(
    (format): Found => ({
      name: `the index of operations in ${format}: JSON that was called ${format}`,
      verb: 'GET',
      target: `/api?format=${format}`,
      status: 200,
      answers: /^\{"auth":\[\{"name":"\w+"/,
    }),
  ),
];

it.each(found)('has $name', async ({ verb, target, user, type, body, status, answers }) => {
  const headers = new Headers();
  if (user !== undefined) headers.set('authorization', authorization.get(user) ?? '');
  if (type !== undefined) headers.set('content-type', type);

  const response = await fetch(`${app.url}${target}`, { method: verb, headers, body });

  expect(response.status).toBe(status);
  expect(await response.text()).toMatch(answers);
});

it('says JSON of the index of operations, which is JSON', async () => {
  const response = await fetch(`${app.url}/api?format=csv`);

  expect(response.headers.get('content-type')).toBe('application/json; charset=utf-8');
});

it('reads no time span of a million digits, without counting them: half a second for the whole server', () => {
  const before = process.cpuUsage();

  expect(readTimeSpan(`PT${'9'.repeat(1_000_000)}H`)).toBeUndefined();
  expect(readTimeSpan(`PT${'0'.repeat(90)}1H`)).toBe('PT1H');

  expect(process.cpuUsage(before).user).toBeLessThan(100_000);
});

describe('on a raw connection (reliability 3.2 #20)', () => {
  it.each(rawTemplates)('answers %s once, or hangs up', async (label, mostAnswers, bytes) => {
    const sender = new Sender(app.url, 1);
    const raw = { kind: 'raw', label, mostAnswers, bytes: Buffer.from(bytes(new Random(1)) as string) } as const;

    const replies = await sender.sendRaw(raw);

    expect(rawFault(raw, replies)).toBeUndefined();
    expect((await fetch(`${app.url}/auth`)).status).toBe(401);
  });
});
