import { randomUUID } from 'node:crypto';
import { AddUserAccessKey } from '../../../dtos/booking/access-keys';
import { AddCustomField } from '../../../dtos/booking/custom-fields';
import { CreateCustomerComment, DeleteCustomer, InvoiceAddress } from '../../../dtos/booking/customers';
import { CustomerRepository } from '../../../src/booking/customers/customer-repository';
import { companyA, companyB, startApp, type TestApp } from '../../support/start-app';
import { refusal } from '../refusal';
import { aCustomer, aField, aKeyValue, anEmail, readCustomer } from './builders';

describe('DeleteCustomer', () => {
  let app: TestApp;
  beforeAll(async () => {
    app = await startApp();
  });
  afterAll(() => app.close());

  it('deletes the customer with all connected information and answers what was deleted', async () => {
    const admin = await app.clientFor('admin@missive.test');
    const field = await aField(admin);
    const [email, key] = [anEmail(), new AddUserAccessKey({ AccessKeyTypeId: 1, Value: aKeyValue() })];
    const { Id } = await aCustomer(admin, {
      Email: email,
      AccessKeys: [key],
      CustomFields: [new AddCustomField({ Id: field.Id, Value: 'x' })],
      InvoiceAddress: new InvoiceAddress({ InvoiceCity: 'Lund' }),
    });
    await admin.post(new CreateCustomerComment({ CustomerId: Id, Comments: 'x' }));
    const { dataSource } = app.database;
    await new CustomerRepository(dataSource.manager).linkExternalId(companyA, 'axema', '17', Id);
    const before = await readCustomer(admin, Id);

    const deleted = await admin.delete(new DeleteCustomer({ Id }));

    expect(deleted).toEqual(before);
    for (const table of [
      'invoice_address',
      'customer_comment',
      'custom_field_data',
      'user_access_key',
      'external_reference',
    ]) {
      const rows = await dataSource.query(`select 1 from ${table} where customer_id = $1`, [Id]);
      expect([table, rows]).toEqual([table, []]);
    }
    expect((await refusal(admin, (client) => client.delete(new DeleteCustomer({ Id })))).status).toBe(404);
    expect((await aCustomer(admin, { Email: email, AccessKeys: [key] })).Email).toBe(email);
  });

  it('answers 404 for unknown customers and those of other companies', async () => {
    const admin = await app.clientFor('admin@missive.test');
    const adminB = await app.clientFor('admin-b@missive.test');
    const { Id } = await aCustomer(adminB);

    const foreign = await refusal(admin, (client) => client.delete(new DeleteCustomer({ Id })));
    const unknown = await refusal(admin, (client) => client.delete(new DeleteCustomer({ Id: randomUUID() })));
    const company = await refusal(admin, (client) => client.delete(new DeleteCustomer({ CompanyId: companyB, Id })));

    expect([foreign.status, unknown.status, company.status]).toEqual([404, 404, 403]);
    expect((await readCustomer(adminB, Id)).Id).toBe(Id);
  });

  it('deletes nobody when no customer is named', async () => {
    const admin = await app.clientFor('admin@missive.test');
    const { Id } = await aCustomer(admin);

    const refused = await refusal(admin, (client) => client.delete(new DeleteCustomer()));

    expect(refused).toMatchObject({ status: 400, fields: ['Id NotEmpty'] });
    expect((await readCustomer(admin, Id)).Id).toBe(Id);
  });

  it('lets a superadmin delete in the company that they name', async () => {
    const { Id } = await aCustomer(await app.clientFor('admin-b@missive.test'));
    const superadmin = await app.clientFor('super@missive.test');

    expect((await superadmin.delete(new DeleteCustomer({ CompanyId: companyB, Id }))).Id).toBe(Id);
  });

  it.each(['reader@missive.test', 'customer@missive.test'] as const)('is refused for %s', async (userName) => {
    const { Id } = await aCustomer(await app.clientFor('admin@missive.test'));
    const client = await app.clientFor(userName);

    expect((await refusal(client, () => client.delete(new DeleteCustomer({ Id })))).status).toBe(403);
  });

  it('is refused for anonymous callers', async () => {
    const refused = await refusal(app.client(), (client) => client.delete(new DeleteCustomer({ Id: randomUUID() })));

    expect(refused.status).toBe(401);
  });
});
