import { AccessKeyTypeQuery } from '../../../dtos/booking/access-keys';
import { companyB, startApp, type TestApp } from '../../support/start-app';
import { refusal } from '../refusal';

describe('AccessKeyTypeQuery', () => {
  let app: TestApp;
  beforeAll(async () => {
    app = await startApp();
  });
  afterAll(() => app.close());

  it('lists the types of access keys to everyone who may read', async () => {
    for (const userName of ['admin@missive.test', 'reader@missive.test'] as const) {
      const client = await app.clientFor(userName);

      const { Results } = await client.get(new AccessKeyTypeQuery());

      expect(Results.map(({ Id, KeyType }) => [Id, KeyType])).toEqual([
        [1, 'RFID card'],
        [2, 'PIN code'],
        [3, 'Axema VAKA identity'],
      ]);
      expect(Results[0]?.Description).toMatch(/card/);
    }
  });

  it('is refused to customers, anonymous callers and for other companies', async () => {
    const customer = await app.clientFor('customer@missive.test');
    const admin = await app.clientFor('admin@missive.test');

    const plain = await refusal(customer, (client) => client.get(new AccessKeyTypeQuery()));
    const anonymous = await refusal(app.client(), (client) => client.get(new AccessKeyTypeQuery()));
    const foreign = await refusal(admin, (client) => client.get(new AccessKeyTypeQuery({ CompanyId: companyB })));

    expect([plain.status, anonymous.status, foreign.status]).toEqual([403, 401, 403]);
  });
});
