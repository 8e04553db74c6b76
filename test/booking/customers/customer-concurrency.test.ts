import { AddUserAccessKey } from '../../../dtos/booking/access-keys';
import { AddCustomField, DeleteCustomField } from '../../../dtos/booking/custom-fields';
import { DeleteCustomer, UpdateCustomer } from '../../../dtos/booking/customers';
import { startApp, type TestApp } from '../../support/start-app';
import { attempt } from '../refusal';
import { aCustomer, aField, aKeyValue, anEmail, readCustomer } from './builders';

const rounds = [1, 2, 3, 4, 5];

describe('customers that several callers change at once', () => {
  let app: TestApp;
  beforeAll(async () => {
    app = await startApp();
  });
  afterAll(() => app.close());

  /** Makes the calls at the same time, each with a client of its own; answers their statuses. */
  async function race(requests: readonly UpdateCustomer[]): Promise<number[]> {
    const clients = await Promise.all(requests.map(() => app.clientFor('admin@missive.test')));
    const outcomes = await Promise.all(
      requests.map((request, index) => attempt(clients[index] as (typeof clients)[0], (client) => client.put(request))),
    );
    return outcomes.map((outcome) => ('answer' in outcome ? 200 : outcome.refusal.status));
  }

  it.each(rounds)(
    'domain 2.4: of two updates to the same e-mail address one wins and one gets 409 (round %i)',
    async () => {
      const admin = await app.clientFor('admin@missive.test');
      const [a, b] = [await aCustomer(admin), await aCustomer(admin)];
      const email = anEmail();

      const statuses = await race([
        new UpdateCustomer({ Id: a.Id, Email: email }),
        new UpdateCustomer({ Id: b.Id, Email: email.toUpperCase() }),
      ]);

      expect(statuses.sort()).toEqual([200, 409]);
    },
  );

  it.each(rounds)(
    'domain 2.6: of two customers who get the same access key one wins and one gets 409 (round %i)',
    async () => {
      const admin = await app.clientFor('admin@missive.test');
      const [a, b] = [await aCustomer(admin), await aCustomer(admin)];
      const value = aKeyValue();
      const withKey = (Id: string) =>
        new UpdateCustomer({ Id, AccessKeys: [new AddUserAccessKey({ AccessKeyTypeId: 1, Value: value })] });

      const statuses = await race([withKey(a.Id), withKey(b.Id)]);

      expect(statuses.sort()).toEqual([200, 409]);
      const holders = [await readCustomer(admin, a.Id), await readCustomer(admin, b.Id)];
      expect(holders.flatMap((customer) => customer.AccessKeys)).toHaveLength(1);
    },
  );

  it.each(rounds)(
    'domain 2.6: keys that are wanted in opposite order end in 200 and 409, never in an error (round %i)',
    async () => {
      const admin = await app.clientFor('admin@missive.test');
      const keys = () => [1, 2].map(() => new AddUserAccessKey({ AccessKeyTypeId: 1, Value: aKeyValue() }));
      const a = await aCustomer(admin, { AccessKeys: keys() });
      const b = await aCustomer(admin, { AccessKeys: keys() });
      const [first, second] = [aKeyValue(), aKeyValue()];
      // Each changes a key to what the other adds.
      const crossing = (customer: typeof a, changed: string, added: string) =>
        new UpdateCustomer({
          Id: customer.Id,
          AccessKeys: [
            new AddUserAccessKey({ Id: customer.AccessKeys?.[0]?.Id, Value: changed }),
            new AddUserAccessKey({ AccessKeyTypeId: 1, Value: added }),
          ],
        });

      const statuses = await race([crossing(a, first, second), crossing(b, second, first)]);

      expect(statuses.sort()).toEqual([200, 409]);
    },
  );

  it('domain 2.9: ten updates of one customer all count, one after another', async () => {
    const admin = await app.clientFor('admin@missive.test');
    const { Id } = await aCustomer(admin);

    const statuses = await race(
      Array.from(
        { length: 10 },
        () =>
          new UpdateCustomer({ Id, AccessKeys: [new AddUserAccessKey({ AccessKeyTypeId: 1, Value: aKeyValue() })] }),
      ),
    );

    expect(statuses).toEqual(Array(10).fill(200));
    expect((await readCustomer(admin, Id)).AccessKeys).toHaveLength(10);
  });

  it.each(rounds)('a customer that is deleted meanwhile is updated before or not found (round %i)', async () => {
    const admin = await app.clientFor('admin@missive.test');
    const other = await app.clientFor('admin@missive.test');
    const { Id } = await aCustomer(admin, {
      AccessKeys: [new AddUserAccessKey({ AccessKeyTypeId: 1, Value: aKeyValue() })],
    });

    const [updated, deleted] = await Promise.all([
      attempt(admin, (client) =>
        client.put(
          new UpdateCustomer({ Id, AccessKeys: [new AddUserAccessKey({ AccessKeyTypeId: 1, Value: aKeyValue() })] }),
        ),
      ),
      attempt(other, (client) => client.delete(new DeleteCustomer({ Id }))),
    ]);

    expect('answer' in deleted).toBe(true);
    expect([200, 404]).toContain('answer' in updated ? 200 : updated.refusal.status);
  });

  it.each(rounds)('a custom field that is deleted meanwhile is filled in before or not found (round %i)', async () => {
    const admin = await app.clientFor('admin@missive.test');
    const other = await app.clientFor('admin@missive.test');
    const field = await aField(admin);
    const { Id } = await aCustomer(admin);

    const [updated, deleted] = await Promise.all([
      attempt(admin, (client) =>
        client.put(new UpdateCustomer({ Id, CustomFields: [new AddCustomField({ Id: field.Id, Value: 'x' })] })),
      ),
      attempt(other, (client) => client.delete(new DeleteCustomField({ Id: field.Id }))),
    ]);

    expect('answer' in deleted).toBe(true);
    expect([200, 400]).toContain('answer' in updated ? 200 : updated.refusal.status);
  });
});
