import { randomUUID } from 'node:crypto';
import { AddUserAccessKey, DeleteUserAccessKey } from '../../../dtos/booking/access-keys';
import { UpdateCustomer, type UpdateCustomerResponse } from '../../../dtos/booking/customers';
import { companyA, companyB, startApp, type TestApp } from '../../support/start-app';
import { refusal } from '../refusal';
import { aCustomer, aKeyValue, readCustomer } from './builders';

const add = (init: Partial<AddUserAccessKey>) => new AddUserAccessKey(init);
const remove = (Id: string) => new DeleteUserAccessKey({ Id });
const aKey = (init: Partial<AddUserAccessKey> = {}) => add({ AccessKeyTypeId: 1, Value: aKeyValue(), ...init });
const keysOf = (customer: UpdateCustomerResponse) => customer.AccessKeys ?? [];

describe('access keys of a customer', () => {
  let app: TestApp;
  beforeAll(async () => {
    app = await startApp();
  });
  afterAll(() => app.close());

  it('domain 2.6: deletes, updates and creates in one call', async () => {
    const admin = await app.clientFor('admin@missive.test');
    const customer = await aCustomer(admin, { AccessKeys: [aKey({ Description: 'First' }), aKey()] });
    const [kept, dropped] = keysOf(customer);
    const [newValue, created] = [aKeyValue(), aKeyValue()];

    const updated = await admin.put(
      new UpdateCustomer({
        Id: customer.Id,
        AccessKeysToDelete: [remove(dropped?.Id as string)],
        AccessKeys: [add({ Id: kept?.Id, Value: newValue }), add({ AccessKeyTypeId: 2, Value: created })],
      }),
    );

    expect(updated.AccessKeys).toEqual([
      { ...kept, Value: newValue },
      { Id: expect.any(String), CompanyId: companyA, CustomerId: customer.Id, AccessKeyTypeId: 2, Value: created },
    ]);
    expect((await readCustomer(admin, customer.Id)).AccessKeys).toEqual(updated.AccessKeys);
  });

  it('domain 2.6: a value that the same call frees can be taken, and two keys may exchange theirs', async () => {
    const admin = await app.clientFor('admin@missive.test');
    const customer = await aCustomer(admin, { AccessKeys: [aKey(), aKey(), aKey()] });
    const [a, b, c] = keysOf(customer);

    const updated = await admin.put(
      new UpdateCustomer({
        Id: customer.Id,
        AccessKeysToDelete: [remove(c?.Id as string)],
        AccessKeys: [
          add({ Id: a?.Id, Value: b?.Value }),
          add({ Id: b?.Id, Value: a?.Value }),
          aKey({ Value: c?.Value }),
        ],
      }),
    );

    expect(updated.AccessKeys?.map((key) => key.Value).sort()).toEqual([a?.Value, b?.Value, c?.Value].sort());
    expect(updated.AccessKeys?.find((key) => key.Id === a?.Id)?.Value).toBe(b?.Value);
  });

  it('domain 2.6: takes its own company and customer, and an empty Guid for none', async () => {
    const admin = await app.clientFor('admin@missive.test');
    const { Id } = await aCustomer(admin);
    const empty = '00000000-0000-0000-0000-000000000000';

    const updated = await admin.put(
      new UpdateCustomer({
        Id,
        AccessKeys: [
          aKey({ CompanyId: companyA, CustomerId: Id }),
          aKey({ Id: empty, CompanyId: empty, CustomerId: empty }),
        ],
      }),
    );

    expect(updated.AccessKeys).toHaveLength(2);
  });

  it('domain 2.6, API1: refuses another company or customer in a key and writes nothing', async () => {
    const admin = await app.clientFor('admin@missive.test');
    const [{ Id }, other] = [await aCustomer(admin), await aCustomer(admin)];

    const refused = await refusal(admin, (client) =>
      client.put(
        new UpdateCustomer({ Id, AccessKeys: [aKey(), aKey({ CompanyId: companyB }), aKey({ CustomerId: other.Id })] }),
      ),
    );

    expect(refused).toMatchObject({ status: 400 });
    expect(refused.fields).toEqual(['AccessKeys[1].CompanyId Predicate', 'AccessKeys[2].CustomerId Predicate']);
    expect((await readCustomer(admin, Id)).AccessKeys).toEqual([]);
  });

  it('domain 2.6, API1: keys of other customers and companies are unknown, and nothing is written', async () => {
    const admin = await app.clientFor('admin@missive.test');
    const { Id } = await aCustomer(admin);
    const [neighbour] = keysOf(await aCustomer(admin, { AccessKeys: [aKey()] }));
    const adminB = await app.clientFor('admin-b@missive.test');
    const stranger = await aCustomer(adminB, { AccessKeys: [aKey()] });
    const foreign = keysOf(stranger)[0]?.Id as string;

    const updated = await refusal(admin, (client) =>
      client.put(new UpdateCustomer({ Id, AccessKeys: [aKey(), add({ Id: neighbour?.Id, Value: aKeyValue() })] })),
    );
    const deleted = await refusal(admin, (client) =>
      client.put(
        new UpdateCustomer({ Id, Firstname: 'No', AccessKeysToDelete: [remove(foreign), remove(randomUUID())] }),
      ),
    );

    expect(updated).toMatchObject({ status: 404, errorCode: 'NotFound', fields: ['AccessKeys[1].Id NotFound'] });
    expect(deleted).toMatchObject({ status: 404 });
    expect(deleted.fields).toEqual(['AccessKeysToDelete[0].Id NotFound', 'AccessKeysToDelete[1].Id NotFound']);
    expect(await readCustomer(admin, Id)).toMatchObject({ Firstname: 'Test', AccessKeys: [] });
    expect((await readCustomer(adminB, stranger.Id)).AccessKeys).toHaveLength(1);
  });

  it('domain 2.6: type and value are unique in the company, but not between types and companies', async () => {
    const admin = await app.clientFor('admin@missive.test');
    const taken = aKeyValue();
    await aCustomer(admin, { AccessKeys: [aKey({ Value: taken })] });
    const { Id } = await aCustomer(admin, { AccessKeys: [aKey({ AccessKeyTypeId: 2, Value: taken })] });
    await aCustomer(await app.clientFor('admin-b@missive.test'), { AccessKeys: [aKey({ Value: taken })] });

    const refused = await refusal(admin, (client) =>
      client.put(new UpdateCustomer({ Id, AccessKeys: [aKey(), aKey({ Value: ` ${taken} ` })] })),
    );

    expect(refused).toMatchObject({
      status: 409,
      errorCode: 'AccessKeyAlreadyExists',
      fields: ['AccessKeys[1].Value AccessKeyAlreadyExists'],
    });
    expect(refused.message).not.toContain(taken);
  });

  it('domain 2.6: refuses an unknown type', async () => {
    const admin = await app.clientFor('admin@missive.test');
    const { Id } = await aCustomer(admin);

    const refused = await refusal(admin, (client) =>
      client.put(new UpdateCustomer({ Id, AccessKeys: [aKey({ AccessKeyTypeId: 4711 })] })),
    );

    expect(refused).toMatchObject({ status: 400, fields: ['AccessKeys[0].AccessKeyTypeId Predicate'] });
  });

  it('domain 2.6: refuses a key that is both changed and deleted', async () => {
    const admin = await app.clientFor('admin@missive.test');
    const customer = await aCustomer(admin, { AccessKeys: [aKey()] });
    const id = keysOf(customer)[0]?.Id as string;

    const refused = await refusal(admin, (client) =>
      client.put(
        new UpdateCustomer({
          Id: customer.Id,
          AccessKeys: [add({ Id: id, Value: aKeyValue() })],
          AccessKeysToDelete: [remove(id)],
        }),
      ),
    );

    expect(refused).toMatchObject({ status: 400, fields: ['AccessKeys[0].Id Predicate'] });
    expect((await readCustomer(admin, customer.Id)).AccessKeys).toEqual(customer.AccessKeys);
  });
});
