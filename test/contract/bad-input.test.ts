import {
  BatchRegisterAccountsAsync,
  BatchRegisterCustomers,
  CreateAxemaUserSync,
  CreateResourceTimeException,
  UpdateCustomer,
} from '../../dtos';
import type { DtoType, TypeModel } from '../../src/engine/core/type-model';
import { dtoTypeOf } from '../../src/engine/metadata/type-reader';
import { type DemoUser, startApp, type TestApp } from '../support/start-app';

/**
 * Bad input on the five operations: always a clear 4xx with a ResponseStatus, nothing written, the process alive.
 */
let app: TestApp;
const tokens = new Map<DemoUser, string>();

beforeAll(async () => {
  // Without workers nothing but the requests below changes a row.
  app = await startApp({ settings: { role: 'web' } });
  for (const user of ['admin@missive.test', 'tax@missive.test'] as const) {
    tokens.set(user, (await app.clientFor(user)).bearerToken ?? '');
  }
});
afterAll(() => app?.close());

interface Operation {
  readonly type: DtoType;
  readonly user: DemoUser;
  readonly addresses: readonly (readonly [verb: string, path: string])[];
  readonly good: Record<string, unknown>;
}

const account = {
  id: 0,
  index: 0,
  refId: 0,
  userName: 'bad.input',
  profileUrl: 'https://example.org/p',
  roles: ['Admin'],
  permissions: ['CanAccess'],
  meta: { a: 'b' },
  birthDate: '1980-01-01',
};
const id = '33333333-3333-4333-8333-333333333333';

const operations: readonly Operation[] = [
  {
    type: dtoTypeOf(CreateAxemaUserSync),
    user: 'admin@missive.test',
    addresses: [
      ['POST', '/codelock/axema/usersync'],
      ['POST', '/api/CreateAxemaUserSync'],
      ['POST', '/json/oneway/CreateAxemaUserSync'],
    ],
    good: { CompanyId: '11111111-1111-4111-8111-111111111111' },
  },
  {
    type: dtoTypeOf(UpdateCustomer),
    user: 'admin@missive.test',
    addresses: [
      ['PUT', `/customers/${id}`],
      ['PUT', '/api/UpdateCustomer'],
      ['PUT', '/json/reply/UpdateCustomer'],
    ],
    good: {
      Id: id,
      Firstname: 'A',
      CustomFields: [{ Id: 1, Value: 'x' }],
      AccessKeys: [{ AccessKeyTypeId: 1, Value: 'x', CompanyId: '11111111-1111-4111-8111-111111111111' }],
      AccessKeysToDelete: [{ Id: id }],
      SubscribedToNewsletter: true,
      InvoiceAddress: { InvoiceCity: 'Malmö' },
    },
  },
  {
    type: dtoTypeOf(CreateResourceTimeException),
    user: 'admin@missive.test',
    addresses: [
      ['POST', '/timeexceptions'],
      ['POST', '/api/CreateResourceTimeException'],
      ['POST', '/json/reply/CreateResourceTimeException'],
    ],
    good: {
      From: '2031-01-01',
      To: '2031-01-02',
      ResourceIds: [999999],
      FromTime: 'PT1H',
      ToTime: 'PT2H',
      DaysOfWeek: [1],
      ReasonText: 'x',
      BlockTime: true,
      CollidingBookingOptions: 1,
      Force: false,
    },
  },
  {
    type: dtoTypeOf(BatchRegisterCustomers),
    user: 'tax@missive.test',
    addresses: [
      ['POST', '/sync/customers/batch'],
      ['POST', '/api/BatchRegisterCustomers'],
    ],
    good: { customers: [{ id: 0, index: 0, name: 'x', type: 'Internal', accounts: [account] }] },
  },
  {
    type: dtoTypeOf(BatchRegisterAccountsAsync),
    user: 'tax@missive.test',
    addresses: [
      ['POST', '/async/accounts/batch'],
      ['POST', '/json/reply/BatchRegisterAccountsAsync'],
    ],
    good: { accounts: [account] },
  },
];

const everywhere = operations.flatMap((operation) =>
  operation.addresses.map(([verb, path]) => ({ operation, verb, path, label: `${verb} ${path}` })),
);

interface Reply {
  status: number;
  text: string;
  fields: string[];
}

async function send(user: DemoUser, verb: string, path: string, body: string): Promise<Reply> {
  const response = await fetch(`${app.url}${path}`, {
    method: verb,
    body,
    headers: { 'content-type': 'application/json', authorization: `Bearer ${tokens.get(user)}` },
  });
  const text = await response.text();
  const envelope = (JSON.parse(text) ?? {}) as Record<string, Record<string, unknown>>;
  const status = envelope.ResponseStatus ?? envelope.responseStatus ?? {};
  const errors = (status.Errors ?? status.errors ?? []) as Record<string, string>[];
  return { status: response.status, text, fields: errors.map((error) => error.FieldName ?? error.fieldName ?? '') };
}

async function rowCounts(): Promise<unknown> {
  const tables = (await app.database.dataSource.query(
    "select table_name as name from information_schema.tables where table_schema = 'public' and table_type = 'BASE TABLE' order by 1",
  )) as { name: string }[];
  const counts: Record<string, number> = {};
  for (const { name } of tables) {
    const [row] = (await app.database.dataSource.query(`select count(*)::int as n from "${name}"`)) as [{ n: number }];
    counts[name] = row.n;
  }
  return counts;
}

let before: unknown;
beforeEach(async () => {
  before = await rowCounts();
});
afterEach(async () => {
  expect(await rowCounts()).toEqual(before);
  expect((await fetch(`${app.url}/auth`)).status).toBe(401);
});

describe.each(everywhere)('$label', ({ operation, verb, path }) => {
  const refused = async (body: string) => {
    const reply = await send(operation.user, verb, path, body);

    expect([body.slice(0, 80), reply.status >= 400 && reply.status < 500]).toEqual([body.slice(0, 80), true]);
    expect(reply.text).toMatch(/"[rR]esponseStatus":\{"[eE]rrorCode":"\w+"/);
    return reply;
  };

  it('refuses malformed JSON', async () => {
    for (const body of [
      '{',
      'not json',
      '{"a":}',
      '[{}]',
      '"text"',
      '1',
      'true',
      `${JSON.stringify(operation.good)}x`,
    ]) {
      expect((await refused(body)).status).toBe(400);
    }
  });

  it('reliability 3.2 #8 refuses a wrong type at every leaf and branch, naming its path', async () => {
    let refusals = 0;
    for (const { path: member, type } of membersOf(operation.type, operation.good)) {
      for (const wrong of wrongValues(type)) {
        const reply = await refused(JSON.stringify(withValue(operation.good, member, wrong)));

        expect([member, wrong, reply.status, reply.fields[0]]).toEqual([
          member,
          wrong,
          400,
          expect.stringContaining(member),
        ]);
        refusals += 1;
      }
    }
    expect(refusals).toBeGreaterThan(2);
  });

  it('reliability 3.2 #7 refuses poisoned names at any depth', async () => {
    for (const name of ['__proto__', 'constructor', 'prototype']) {
      for (const target of [[], ...branchesOf(operation.good)]) {
        const reply = await refused(poisoned(operation.good, target, name));

        expect([name, target, reply.status]).toEqual([name, target, 400]);
      }
    }
    expect(({} as { isAdmin?: unknown }).isAdmin).toBeUndefined();
  });

  it('reliability 3.2 #4 refuses 40 levels of nesting, and 200,000', async () => {
    for (const levels of [40, 200_000]) {
      const nested = `${'['.repeat(levels)}${']'.repeat(levels)}`;
      expect((await refused(`{"x":${nested},${JSON.stringify(operation.good).slice(1)}`)).status).toBe(400);
      expect((await refused(nested)).status).toBe(400);
    }
  });

  it('reliability 3.1 API4 refuses a body of 20 MiB', async () => {
    expect((await refused(`{"x":"${'y'.repeat(20 * 1024 * 1024)}"}`)).status).toBe(413);
  });

  it('reliability 3.2 #21 refuses NUL and half surrogate pairs in every text', async () => {
    for (const { path: member, type } of membersOf(operation.type, operation.good)) {
      if (type.kind !== 'scalar' || type.scalar !== 'string') continue;
      for (const text of ['a\u0000b', '\ud800', 'x\udc00']) {
        expect((await refused(JSON.stringify(withValue(operation.good, member, text)))).status).toBe(400);
      }
    }
  });

  it('reliability 3.2 #14 refuses wrong verbs: 405 at pre-defined addresses, 404 on routes', async () => {
    const isPredefined = /^\/(?:api|json)\//.test(path);
    const wrong = [...(isPredefined ? ['GET', 'DELETE'] : []), 'PATCH', ...(verb === 'PUT' ? [] : ['PUT'])];
    for (const other of wrong) {
      const headers = { authorization: `Bearer ${tokens.get(operation.user)}`, 'content-type': 'application/json' };
      const query = other === 'GET' || other === 'DELETE';
      const body = query ? undefined : JSON.stringify(operation.good);
      const response = await fetch(`${app.url}${path}${query ? required(operation) : ''}`, {
        method: other,
        body,
        headers,
      });

      expect([other, response.status]).toEqual([other, isPredefined ? 405 : 404]);
    }
  });
});

/** The good request as a query string, so that nothing but the verb is wrong. */
function required({ good }: Operation): string {
  const texts = Object.entries(good).map(
    ([name, value]) =>
      `${name}=${encodeURIComponent(typeof value === 'object' ? JSON.stringify(value) : String(value))}`,
  );
  return `?${texts.join('&')}`;
}

it.each(['customers', 'accounts'])('reliability 3.2 #1 refuses 1,001 %s in one batch, and none', async (member) => {
  const path = member === 'customers' ? '/sync/customers/batch' : '/async/accounts/batch';
  const items = Array.from({ length: 1001 }, () => (member === 'customers' ? { name: 'x', accounts: [] } : account));

  for (const body of [{ [member]: items }, { [member]: [] }, {}, { [member]: null }]) {
    const reply = await send('tax@missive.test', 'POST', path, JSON.stringify(body));

    expect([reply.status, reply.fields]).toEqual([400, [member]]);
  }
});

interface Member {
  /** `AccessKeys[0].Id` */
  readonly path: string;
  readonly type: TypeModel;
}

/** Every member of a DTO that the good request holds, with its path. */
function membersOf(type: DtoType, value: Record<string, unknown>, prefix = ''): Member[] {
  return type.properties.flatMap((property) => {
    const path = `${prefix}${property.name}`;
    const below = value[property.name];
    return below === undefined ? [] : [{ path, type: property.type }, ...inside(property.type, below, path)];
  });
}

function inside(type: TypeModel, value: unknown, path: string): Member[] {
  if (type.kind === 'dto') return membersOf(type.type(), value as Record<string, unknown>, `${path}.`);
  if (type.kind !== 'list') return [];
  const [first] = value as unknown[];
  return [{ path: `${path}[0]`, type: type.item }, ...inside(type.item, first, `${path}[0]`)];
}

const wrongScalars: Readonly<Record<string, readonly unknown[]>> = {
  string: [{}, []],
  bool: [{}, [], 'maybe', 7],
  int: [{}, [], 'x', 1.5, true, 1e300],
  Guid: [{}, [], 'x', 1, true],
  DateTime: [{}, [], 'x', true, '2031-02-30'],
  TimeSpan: [{}, [], 'x', true],
};

/** Values of every JSON type that the member cannot be made from. */
function wrongValues(type: TypeModel): readonly unknown[] {
  if (type.kind === 'scalar') return wrongScalars[type.scalar] ?? [{}, []];
  if (type.kind === 'enum') return [{}, [], 'x', 99, true];
  return [type.kind === 'list' ? {} : [], 'x', 1, true];
}

function steps(path: string): (string | number)[] {
  return path
    .split(/[.[\]]+/)
    .filter(Boolean)
    .map((step) => (/^\d+$/.test(step) ? Number(step) : step));
}

function withValue(good: object, path: string, value: unknown): object {
  const copy = structuredClone(good) as Record<string | number, unknown>;
  const way = steps(path);
  const last = way.pop() ?? '';
  const parent = way.reduce<Record<string | number, unknown>>(
    (node, step) => node[step] as Record<string | number, unknown>,
    copy,
  );
  parent[last] = value;
  return copy;
}

/** Paths of all objects inside a value. */
function branchesOf(value: unknown, path: (string | number)[] = []): (string | number)[][] {
  if (value === null || typeof value !== 'object') return [];
  const here = Array.isArray(value) || path.length === 0 ? [] : [path];
  return [
    ...here,
    ...Object.entries(value).flatMap(([key, child]) =>
      branchesOf(child, [...path, Array.isArray(value) ? Number(key) : key]),
    ),
  ];
}

function poisoned(good: object, target: readonly (string | number)[], name: string): string {
  const copy = structuredClone(good);
  const branch = target.reduce<Record<string | number, unknown>>(
    (node, step) => node[step] as Record<string | number, unknown>,
    copy as never,
  );
  branch['~poison~'] = { isAdmin: true };
  return JSON.stringify(copy).replace('~poison~', name);
}
