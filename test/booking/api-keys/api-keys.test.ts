import { randomUUID } from 'node:crypto';
import { JsonServiceClient } from '@servicestack/client';
import { ApiKeyQuery, CreateApiKey, RevokeApiKey } from '../../../dtos/booking/api-keys';
import { CustomerQuery, UpdateCustomer } from '../../../dtos/booking/customers';
import { MovingClock } from '../../support/moving-clock';
import { companyA, companyB, startApp, type TestApp } from '../../support/start-app';
import { aCustomer } from '../customers/builders';
import { refusal } from '../refusal';

const write = 'bookingsupplier-administrator-write';
const read = 'bookingsupplier-administrator-read';

describe('API keys', () => {
  const clock = new MovingClock();
  let app: TestApp;
  beforeAll(async () => {
    app = await startApp({ clock });
  });
  afterAll(() => app.close());

  function clientWithKey(secret: string): JsonServiceClient {
    const client = new JsonServiceClient(app.url);
    client.headers.set('x-api-key', secret);
    return client;
  }
  function inHours(hours: number): string {
    return new Date(clock.now().getTime() + hours * 3_600_000).toISOString().replace(/\.\d+Z/, 'Z');
  }

  it('are answered with their secret once, and listed without it', async () => {
    const admin = await app.clientFor('admin@missive.test');
    const ExpiryDate = inHours(1);

    const created = await admin.post(
      new CreateApiKey({
        Notes: 'Till',
        ContactEmail: 'it@example.com',
        AllowedIpAddresses: '127.0.0.0/8,::1',
        ExpiryDate,
        Roles: [read],
      }),
    );
    const { ApiKeys } = await admin.get(new ApiKeyQuery());

    const { Secret, Roles, ...shown } = created;
    expect(shown).toEqual({
      CompanyId: companyA,
      ApiKey: expect.any(String),
      Active: true,
      CreatedDate: expect.any(String),
      ExpiryDate,
      ContactEmail: 'it@example.com',
      Notes: 'Till',
      AllowedIpAddresses: '127.0.0.0/8, ::1',
    });
    expect(Roles).toEqual([read]);
    expect(ApiKeys).toContainEqual(shown);
    expect(JSON.stringify(ApiKeys)).not.toContain(Secret);
  });

  it('identify a caller of their company with their roles, none by default', async () => {
    const admin = await app.clientFor('admin@missive.test');
    const plain = clientWithKey((await admin.post(new CreateApiKey())).Secret);
    const writing = clientWithKey((await admin.post(new CreateApiKey({ Roles: [write] }))).Secret);
    const { Id } = await aCustomer(admin);

    const refused = await refusal(plain, (client) => client.put(new UpdateCustomer({ Id, Firstname: 'No' })));
    const updated = await writing.put(new UpdateCustomer({ Id, Firstname: 'Key', SubscribedToNewsletter: true }));

    expect(refused.status).toBe(401);
    expect(updated.Firstname).toBe('Key');
    const [row] = await app.database.dataSource.query(
      'select newsletter_changed_by as by from customer where id = $1',
      [Id],
    );
    expect(row.by).toMatch(/^apikey:[0-9a-f-]{36}$/);
  });

  it('can be revoked, and are useless from then on', async () => {
    const admin = await app.clientFor('admin@missive.test');
    const { ApiKey, Secret } = await admin.post(new CreateApiKey({ Roles: [write] }));
    const client = clientWithKey(Secret);
    await client.get(new CustomerQuery());

    const revoked = await admin.delete(new RevokeApiKey({ Id: ApiKey }));
    const refused = await refusal(client, () => client.get(new CustomerQuery()));
    const active = await admin.get(new ApiKeyQuery({ ActiveOnly: true }));
    const all = await admin.get(new ApiKeyQuery());

    expect(revoked.ApiKeys).toEqual([expect.objectContaining({ ApiKey, Active: false })]);
    expect(refused.status).toBe(401);
    expect(active.ApiKeys.map((key) => key.ApiKey)).not.toContain(ApiKey);
    expect(all.ApiKeys.map((key) => key.ApiKey)).toContain(ApiKey);
  });

  it('begin with ak-, and are taken behind Bearer too', async () => {
    const admin = await app.clientFor('admin@missive.test');
    const { Secret } = await admin.post(new CreateApiKey({ Roles: [write] }));
    const client = app.client();
    client.bearerToken = Secret;

    expect(Secret).toMatch(/^ak-[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
    expect((await client.get(new CustomerQuery({ take: 1 }))).Results).toHaveLength(1);
  });

  it('AUTH-31 can be for some operations only', async () => {
    const admin = await app.clientFor('admin@missive.test');
    const created = await admin.post(
      new CreateApiKey({ Roles: [write], RestrictTo: ['CustomerQuery', 'CustomerQuery'] }),
    );
    const client = clientWithKey(created.Secret);

    const customers = await client.get(new CustomerQuery({ take: 1 }));
    const refused = await refusal(client, () => client.get(new ApiKeyQuery()));
    const { ApiKeys } = await admin.get(new ApiKeyQuery({ Take: 1_000 }));

    expect(customers.Results).toHaveLength(1);
    expect(refused).toMatchObject({ status: 401 });
    expect(created.RestrictTo).toEqual(['CustomerQuery']);
    expect(ApiKeys.find((key) => key.ApiKey === created.ApiKey)?.RestrictTo).toEqual(['CustomerQuery']);
  });

  it('are listed in pages, oldest first, with their number', async () => {
    const admin = await app.clientFor('admin-b@missive.test');
    const created: string[] = [];
    for (const Notes of ['1', '2', '3']) created.push((await admin.post(new CreateApiKey({ Notes }))).ApiKey);
    const all = await admin.get(new ApiKeyQuery({ ActiveOnly: true }));
    const ids = all.ApiKeys.map((key) => key.ApiKey);

    const page = await admin.get(new ApiKeyQuery({ ActiveOnly: true, Skip: ids.length - 2, Take: 1 }));
    const none = await admin.get(new ApiKeyQuery({ Take: 0 }));

    expect(ids.slice(-3)).toEqual(created);
    expect(page.ApiKeys.map((key) => key.ApiKey)).toEqual([created[1]]);
    expect([all.Total, page.Total, none.ApiKeys]).toEqual([ids.length, ids.length, []]);
  });

  it.each([
    [{ Skip: -1 }, 'Skip GreaterThanOrEqual'],
    [{ Take: 1_001 }, 'Take InclusiveBetween'],
  ])('are not listed in pages of %j', async (page, field) => {
    const admin = await app.clientFor('admin@missive.test');

    const refused = await refusal(admin, (client) => client.get(new ApiKeyQuery(page)));

    expect(refused).toMatchObject({ status: 400, fields: [field] });
  });

  it('are not revoked by a call that names none', async () => {
    const admin = await app.clientFor('admin@missive.test');
    const { ApiKey } = await admin.post(new CreateApiKey());

    const refused = await refusal(admin, (client) => client.delete(new RevokeApiKey()));

    expect(refused).toMatchObject({ status: 400, fields: ['Id NotEmpty'] });
    const { ApiKeys } = await admin.get(new ApiKeyQuery({ ActiveOnly: true }));
    expect(ApiKeys.map((key) => key.ApiKey)).toContain(ApiKey);
  });

  it('expire, and are then no longer among those that can be used', async () => {
    const admin = await app.clientFor('admin@missive.test');
    const { ApiKey } = await admin.post(new CreateApiKey({ ExpiryDate: inHours(0.1) }));
    const usable = async () =>
      (await admin.get(new ApiKeyQuery({ ActiveOnly: true }))).ApiKeys.map((key) => key.ApiKey);

    const before = await usable();
    clock.advance(0.2 * 3_600_000);

    expect(before).toContain(ApiKey);
    expect(await usable()).not.toContain(ApiKey);
  });

  it.each([
    ['an expiry in the past', { ExpiryDate: '2001-01-01T00:00:00Z' }, 400, 'ExpiryDate GreaterThan'],
    ['what is no address', { AllowedIpAddresses: '127.0.0.1,here' }, 400, 'AllowedIpAddresses Predicate'],
    ['what is no e-mail address', { ContactEmail: 'me' }, 400, 'ContactEmail Email'],
    ['a role that the caller does not have', { Roles: [read, 'superadmin'] }, 403, 'Roles[1] Forbidden'],
    ['an operation that does not exist', { RestrictTo: ['CustomerQuery', 'Nothing'] }, 400, 'RestrictTo[1] Predicate'],
    ['a role of the other family', { Roles: ['Admin'] }, 403, 'Roles[0] Forbidden'],
  ])('are refused with %s', async (_name, init, status, field) => {
    const admin = await app.clientFor('admin@missive.test');

    const refused = await refusal(admin, (client) => client.post(new CreateApiKey(init)));

    expect(refused).toMatchObject({ status, fields: [field] });
  });

  it('domain 0.4: ApiKeyQuery ignores another company’s id, unless a superadmin asks', async () => {
    const admin = await app.clientFor('admin@missive.test');
    const superadmin = await app.clientFor('super@missive.test');
    const own = await admin.post(new CreateApiKey({ Notes: 'of A' }));
    const foreign = await (await app.clientFor('admin-b@missive.test')).post(new CreateApiKey({ Notes: 'of B' }));
    const companies = (keys: { CompanyId: string }[]) => [...new Set(keys.map((key) => key.CompanyId))];

    const forAdmin = await admin.get(new ApiKeyQuery({ CompanyId: companyB }));
    const forSuperadmin = await superadmin.get(new ApiKeyQuery({ CompanyId: companyB }));

    expect(companies(forAdmin.ApiKeys)).toEqual([companyA]);
    expect(forAdmin.ApiKeys.map((key) => key.ApiKey)).toContain(own.ApiKey);
    expect(companies(forSuperadmin.ApiKeys)).toEqual([companyB]);
    expect(forSuperadmin.ApiKeys.map((key) => key.ApiKey)).toContain(foreign.ApiKey);
  });

  it('domain 0.4: other operations on keys refuse another company, and its keys are unknown', async () => {
    const admin = await app.clientFor('admin@missive.test');
    const adminB = await app.clientFor('admin-b@missive.test');
    const { ApiKey: Id } = await adminB.post(new CreateApiKey());

    const statuses = [
      await refusal(admin, (client) => client.post(new CreateApiKey({ CompanyId: companyB }))),
      await refusal(admin, (client) => client.delete(new RevokeApiKey({ CompanyId: companyB, Id }))),
      await refusal(admin, (client) => client.delete(new RevokeApiKey({ Id }))),
      await refusal(admin, (client) => client.delete(new RevokeApiKey({ Id: randomUUID() }))),
    ].map((refused) => refused.status);

    expect(statuses).toEqual([403, 403, 404, 404]);
    const listed = await adminB.get(new ApiKeyQuery({ ActiveOnly: true }));
    expect(listed.ApiKeys.map((key) => key.ApiKey)).toContain(Id);
  });

  it.each(['reader@missive.test', 'customer@missive.test'] as const)('are refused to %s', async (userName) => {
    const client = await app.clientFor(userName);

    const statuses = [
      await refusal(client, () => client.get(new ApiKeyQuery())),
      await refusal(client, () => client.post(new CreateApiKey())),
      await refusal(client, () => client.delete(new RevokeApiKey({ Id: randomUUID() }))),
    ].map((refused) => refused.status);

    expect(statuses).toEqual([403, 403, 403]);
  });

  it('are refused to anonymous callers', async () => {
    expect((await refusal(app.client(), (client) => client.get(new ApiKeyQuery()))).status).toBe(401);
  });
});
