import { randomUUID } from 'node:crypto';
import { companyA, companyB, startApp, testSettings } from '../../support/start-app';
import { changesBetween, fingerprint } from '../authorization/fingerprint';
import { Attacker, type Shot } from './attacker';

/** OWASP API Security Top 10 (2023) on the operations of the product. */
let attacker: Attacker;
const own = { customer: '', key: '' };
const foreign = { customer: '', key: '' };

beforeAll(async () => {
  attacker = await Attacker.open();
  Object.assign(own, await aCustomerWithKey('admin@missive.test', '1001'));
  Object.assign(foreign, await aCustomerWithKey('admin-b@missive.test', '2002'));
});
afterAll(() => attacker?.close());

async function aCustomerWithKey(user: 'admin@missive.test' | 'admin-b@missive.test', value: string) {
  const body = {
    Firstname: 'Owasp',
    Lastname: 'Person',
    Phone: '+46701740605',
    AccessKeys: [{ AccessKeyTypeId: 1, Value: value }],
  };
  const created = await attacker.send({ path: '/api/CreateCustomer', user, body });
  const { Id, AccessKeys } = JSON.parse(created.text) as { Id: string; AccessKeys: { Id: string }[] };
  return { customer: Id, key: AccessKeys[0]?.Id ?? '' };
}

/** The answer, after it is sure that nothing in the database has changed. */
async function harmless(shot: Shot) {
  const { pool } = attacker.app.database;
  const before = await fingerprint(pool);
  const hit = await attacker.send(shot);
  expect(changesBetween(before, await fingerprint(pool))).toEqual([]);
  return hit;
}
const update = (id: string, body: object, query = '') =>
  harmless({ verb: 'PUT', path: `/customers/${id}${query}`, user: 'admin@missive.test', body });

describe('API1, objects of others', () => {
  it('reliability 3.1 API1, 2.3 a foreign customer is answered as one that does not exist, byte for byte', async () => {
    const theirs = await update(foreign.customer, { Firstname: 'Taken' });
    const unknown = randomUUID();
    const nobodys = await update(unknown, { Firstname: 'Taken' });

    expect([theirs.status, theirs.code]).toEqual([404, 'NotFound']);
    expect(theirs.text).toBe(nobodys.text.replaceAll(unknown, foreign.customer));
    const namesOf = ({ headers }: typeof theirs) => [...headers.keys()].sort();
    expect(namesOf(theirs)).toEqual(namesOf(nobodys));
  });

  it('reliability 3.1 API1 an own customer in a foreign company is 403', async () => {
    const byQuery = await update(own.customer, { Firstname: 'X' }, `?CompanyId=${companyB}`);
    const byBody = await update(own.customer, { Firstname: 'X', CompanyId: companyB });

    expect([byQuery.status, byBody.status]).toEqual([403, 403]);
  });

  it.each([
    ['a foreign key to change', () => ({ AccessKeys: [{ Id: foreign.key, AccessKeyTypeId: 1, Value: '9' }] }), [404]],
    ['a foreign key to delete', () => ({ AccessKeysToDelete: [{ Id: foreign.key }] }), [404]],
    [
      'a key for a foreign company',
      () => ({ AccessKeys: [{ CompanyId: companyB, AccessKeyTypeId: 1, Value: '9' }] }),
      [400, 403],
    ],
    [
      'a key for a foreign customer',
      () => ({ AccessKeys: [{ CustomerId: foreign.customer, AccessKeyTypeId: 1, Value: '9' }] }),
      [400, 404],
    ],
    [
      'an own key, and a foreign one to delete',
      () => ({ Firstname: 'X', AccessKeysToDelete: [{ Id: own.key }, { Id: foreign.key }] }),
      [404],
    ],
  ])('reliability 3.1 API1 %s is refused, and nothing is written', async (_what, body, statuses) => {
    const hit = await update(own.customer, body());

    expect(statuses).toContain(hit.status);
  });

  it('reliability 3.1 API1 another id in the body than in the path is 400', async () => {
    const hit = await update(own.customer, { Id: foreign.customer, Firstname: 'X' });

    expect([hit.status, hit.fields]).toEqual([400, ['Id']]);
  });

  it('reliability 3.1 API1 a time exception with one foreign resource among ten writes no row', async () => {
    const [theirs] = await attacker.rows<{ id: number }>('select id from resource where company_id = $1 limit 1', [
      companyB,
    ]);
    const [ours] = await attacker.rows<{ id: number }>('select id from resource where company_id = $1 limit 1', [
      companyA,
    ]);
    const resources = [...Array.from({ length: 9 }, () => ours?.id), theirs?.id];

    const hit = await harmless({
      path: '/timeexceptions',
      user: 'admin@missive.test',
      body: {
        From: '2032-01-01',
        To: '2032-01-02',
        ResourceIds: resources,
        FromTime: 'PT1H',
        ToTime: 'PT2H',
        ReasonText: 'x',
      },
    });

    expect(theirs?.id).toBeGreaterThan(0);
    expect([hit.status, hit.fields]).toEqual([404, ['ResourceIds']]);
  });

  it('reliability 2.3 members that the server keeps are not taken from a message', async () => {
    const columns = 'id, company_id, user_id, created_at';
    const [before] = await attacker.rows(`select ${columns} from customer where id = $1`, [own.customer]);

    const hit = await attacker.send({
      verb: 'PUT',
      path: `/customers/${own.customer}`,
      user: 'admin@missive.test',
      body: {
        Firstname: 'Still',
        company_id: companyB,
        companyId: companyA,
        UserId: randomUUID(),
        user_id: randomUUID(),
        Created: '1999-01-01',
        isAdmin: true,
        roles: ['superadmin'],
      },
    });

    expect(hit.status).toBe(200);
    expect(await attacker.rows(`select ${columns} from customer where id = $1`, [own.customer])).toEqual([before]);
  });
});

it('reliability 3.1 API2 every guarded operation answers 401 to nobody, whatever he says he is', async () => {
  const guarded = attacker.app.host.operations.filter(({ guards }) => guards.some(({ kind }) => kind !== 'condition'));
  const claims: readonly Record<string, string>[] = [
    {},
    { authorization: 'Bearer x' },
    { authorization: 'Basic YWRtaW46YWRtaW4=' },
    { 'x-api-key': 'x' },
    { cookie: 'ss-id=x; ss-pid=x; ss-opt=perm; ss-tok=x' },
    { 'x-user-id': '1', 'x-forwarded-user': 'admin', 'x-ss-id': 'x' },
  ];
  const wrong: string[] = [];

  for (const { name, methods } of guarded) {
    for (const headers of claims) {
      const verb = methods[0]?.verb ?? 'POST';
      const override = { 'x-http-method-override': verb === 'ANY' ? 'POST' : verb };
      const hit = await attacker.send({ path: `/api/${name}`, body: {}, headers: { ...headers, ...override } });
      if (hit.status !== 401) wrong.push(`${name} ${JSON.stringify(headers)}: ${hit.status} ${hit.text}`);
    }
  }

  expect(guarded.length).toBeGreaterThan(40);
  expect(wrong).toEqual([]);
});

describe('API3, members that are not the caller’s to set or see', () => {
  const account = (userName: string, more: object = {}) => ({
    id: 0,
    index: 0,
    refId: 0,
    userName,
    profileUrl: 'https://example.org/p',
    ...more,
  });
  const register = async (...accounts: object[]) => {
    const customers = [{ id: 0, index: 0, name: 'Owasp GmbH', type: 'Internal', accounts }];
    const hit = await attacker.send({ path: '/sync/customers/batch', user: 'tax@missive.test', body: { customers } });
    return {
      hit,
      item: (
        JSON.parse(hit.text) as {
          customer: { id: number; accounts: { id: number }[] };
          responseStatus?: { errors: { errorCode: string }[] };
        }[]
      )[0],
    };
  };
  const secrets = { salt: 'c2FsdHNhbHQ=', passwordHash: 'aGFzaGhhc2g=', digestHa1Hash: 'ab'.repeat(16) };

  it.each([['superadmin'], ['bookingsupplier-administrator-write'], ['Root']])(
    'reliability 3.1 API3 the role %s is nobody’s to give here',
    async (role) => {
      const { hit, item } = await register(account('owasp.role', { roles: [role] }));

      expect(hit.status).toBe(200);
      expect(item?.responseStatus?.errors.length).toBeGreaterThan(0);
      expect(await attacker.rows("select id from filing_account where user_name = 'owasp.role'")).toEqual([]);
    },
  );

  it('reliability 3.1 API3 hashes are stored and come back in no answer, also not in an echo of a refusal', async () => {
    const good = await register(account('owasp.hash', secrets));
    const refused = await register(account('owasp.hash', { ...secrets, profileUrl: 'no url' }));
    const read = await attacker.send({
      verb: 'GET',
      path: '/api/RetrieveAccount?userName=owasp.hash',
      user: 'tax@missive.test',
    });

    expect(await attacker.rows('select salt, password_hash, digest_ha1_hash from filing_account_secret')).toEqual([
      { salt: secrets.salt, password_hash: secrets.passwordHash, digest_ha1_hash: secrets.digestHa1Hash },
    ]);
    expect(refused.item?.responseStatus?.errors.length).toBeGreaterThan(0);
    for (const { text } of [good.hit, refused.hit, read]) {
      for (const secret of Object.values(secrets)) expect(text).not.toContain(secret);
    }
  });

  it('reliability 3.1 API3 counters, locks and dates are the server’s', async () => {
    const { item } = await register(
      account('owasp.lock', {
        invalidLoginAttempts: 99,
        lockedDate: '1999-01-01T00:00:00Z',
        lastLoginAttempt: '1999-01-01T00:00:00Z',
        createdDate: '1999-01-01T00:00:00Z',
        modifiedDate: '1999-01-01T00:00:00Z',
      }),
    );
    const read = await attacker.send({
      verb: 'GET',
      path: '/api/RetrieveAccount?userName=owasp.lock',
      user: 'tax@missive.test',
    });

    expect(item?.responseStatus).toBeUndefined();
    expect(read.status).toBe(200);
    expect(read.text).toContain('owasp.lock');
    expect(read.text).not.toMatch(/1999|99,/);
  });
});

describe('API5, functions of administrators', () => {
  const forms = [
    '/api/CreateCustomer',
    '/json/reply/CreateCustomer',
    '/json/oneway/CreateCustomer',
    '/customers',
    '/api/createcustomer',
  ];

  it.each(forms)('reliability 3.1 API5 %s is 403 to a customer, one by one and in batches', async (path) => {
    const body = { Firstname: 'A', Lastname: 'B', Phone: '+46701740605' };
    const alone = await harmless({ path, user: 'customer@missive.test', body });
    const isType = path !== '/customers';
    const batch = isType
      ? await harmless({ path: `${path}[]`, user: 'customer@missive.test', body: [body, body] })
      : alone;

    expect([alone.status, batch.status]).toEqual([403, 403]);
  });
});

describe('API8, what a configuration gives away', () => {
  const probes: readonly Shot[] = [
    { verb: 'GET', path: '/api/CustomerQuery?debug' },
    { verb: 'GET', path: '/api/CustomerQuery?debug=true&format=jsv', user: 'admin@missive.test' },
    { path: '/api/CreateCustomer', body: '{', user: 'admin@missive.test' },
    { path: '/api/Nope', body: '{}' },
    { verb: 'GET', path: '/%ff' },
    { verb: 'GET', path: '/nowhere.php' },
    { verb: 'GET', path: '/.env' },
    { verb: 'GET', path: '/.git/config' },
    { verb: 'GET', path: '/package.json' },
    { verb: 'GET', path: '/swagger-ui/../package.json' },
    { verb: 'GET', path: '/swagger-ui/%2e%2e%2fpackage.json' },
    { verb: 'GET', path: '/metadata/app' },
  ];

  it.each(probes.map((probe) => [probe.path, probe] as const))('reliability 3.1 API8 %s', async (_path, probe) => {
    const hit = await attacker.send({ ...probe, headers: { origin: 'https://evil.example' } });

    expect(hit.status).toBeLessThan(500);
    expect(hit.text).not.toMatch(/node_modules|\bat \S+ \(|\/src\/|stackTrace"|"devDependencies"|JWT_SECRET/);
    expect(hit.headers.get('x-powered-by')).toBeNull();
    expect(hit.headers.get('server')).toBeNull();
    expect(hit.headers.get('access-control-allow-origin')).toBeNull();
    expect(hit.headers.get('access-control-allow-credentials')).toBeNull();
    expect(hit.headers.get('x-content-type-options')).toBe('nosniff');
  });

  it('reliability 3.1 API8 only an origin that is listed may read with cookies, and it is named', async () => {
    const http = { ...testSettings().http, corsOrigins: ['https://app.example'] };
    const app = await startApp({
      database: attacker.app.database,
      settings: { role: 'web', loadDemoData: false, http },
    });
    const allowed = async (origin: string) => {
      const { headers } = await fetch(`${app.url}/api/CustomerQuery`, { headers: { origin } });
      return [headers.get('access-control-allow-origin'), headers.get('access-control-allow-credentials')];
    };

    const answers = [
      await allowed('https://app.example'),
      await allowed('https://evil.example'),
      await allowed('null'),
    ];
    await app.close();

    expect(answers[0]).toEqual(['https://app.example', 'true']);
    for (const [origin] of answers.slice(1)) expect(['*', 'https://evil.example', 'null']).not.toContain(origin);
  });
});
