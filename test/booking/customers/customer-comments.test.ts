import { randomUUID } from 'node:crypto';
import { CreateCustomerComment, CustomerCommentQuery, DeleteCustomerComment } from '../../../dtos/booking/customers';
import { companyB, startApp, type TestApp } from '../../support/start-app';
import { refusal } from '../refusal';
import { aCustomer } from './builders';

describe('comments of a customer', () => {
  let app: TestApp;
  beforeAll(async () => {
    app = await startApp();
  });
  afterAll(() => app.close());

  it('are added, listed newest first, and deleted', async () => {
    const admin = await app.clientFor('admin@missive.test');
    const { Id: CustomerId } = await aCustomer(admin);
    const ImageUrl = 'https://images.example.com/1.png';

    const first = await admin.post(new CreateCustomerComment({ CustomerId, Comments: 'first', ImageUrl }));
    const second = await admin.post(new CreateCustomerComment({ CustomerId, Comments: 'second' }));
    const listed = await admin.get(new CustomerCommentQuery({ CustomerId, include: 'Total' }));
    const deleted = await admin.delete(new DeleteCustomerComment({ CustomerId, Id: first.Id }));
    const remaining = await admin.get(new CustomerCommentQuery({ CustomerId }));

    expect(first).toMatchObject({ CustomerId, Comments: 'first', ImageUrl, Updated: first.Created });
    expect(second.ImageUrl).toBeUndefined();
    expect(listed).toMatchObject({ Total: 2, Results: [second, first] });
    expect(deleted).toEqual(first);
    expect(remaining.Results).toEqual([second]);
  });

  it('are read by a role that only reads, which may not add or delete them', async () => {
    const { Id: CustomerId } = await aCustomer(await app.clientFor('admin@missive.test'));
    const reader = await app.clientFor('reader@missive.test');

    const listed = await reader.get(new CustomerCommentQuery({ CustomerId }));
    const added = await refusal(reader, (client) =>
      client.post(new CreateCustomerComment({ CustomerId, Comments: 'x' })),
    );
    const deleted = await refusal(reader, (client) => client.delete(new DeleteCustomerComment({ CustomerId, Id: 1 })));

    expect(listed.Results).toEqual([]);
    expect([added.status, deleted.status]).toEqual([403, 403]);
  });

  it('are refused to customers and anonymous callers', async () => {
    const { Id: CustomerId } = await aCustomer(await app.clientFor('admin@missive.test'));
    const customer = await app.clientFor('customer@missive.test');

    const plain = await refusal(customer, (client) => client.get(new CustomerCommentQuery({ CustomerId })));
    const anonymous = await refusal(app.client(), (client) => client.get(new CustomerCommentQuery({ CustomerId })));

    expect([plain.status, anonymous.status]).toEqual([403, 401]);
  });

  it('need a text, and an image of http or https', async () => {
    const admin = await app.clientFor('admin@missive.test');
    const { Id: CustomerId } = await aCustomer(admin);
    const post = (init: Partial<CreateCustomerComment>) =>
      refusal(admin, (client) => client.post(new CreateCustomerComment({ CustomerId, ...init })));

    expect(await post({ Comments: ' ' })).toMatchObject({ status: 400, fields: ['Comments NotEmpty'] });
    expect(await post({})).toMatchObject({ status: 400, fields: ['Comments NotEmpty'] });
    expect((await post({ Comments: 'x', ImageUrl: 'javascript:alert(1)' })).status).toBe(400);
  });

  it('answer 404 for customers that the company does not have', async () => {
    const admin = await app.clientFor('admin@missive.test');
    const adminB = await app.clientFor('admin-b@missive.test');
    const foreign = await aCustomer(adminB);
    const comment = await adminB.post(new CreateCustomerComment({ CustomerId: foreign.Id, Comments: 'x' }));
    const own = await aCustomer(admin);

    const statuses = [
      await refusal(admin, (client) =>
        client.post(new CreateCustomerComment({ CustomerId: foreign.Id, Comments: 'x' })),
      ),
      await refusal(admin, (client) =>
        client.post(new CreateCustomerComment({ CustomerId: randomUUID(), Comments: 'x' })),
      ),
      await refusal(admin, (client) => client.get(new CustomerCommentQuery({ CustomerId: foreign.Id }))),
      await refusal(admin, (client) =>
        client.delete(new DeleteCustomerComment({ CustomerId: foreign.Id, Id: comment.Id })),
      ),
      await refusal(admin, (client) =>
        client.delete(new DeleteCustomerComment({ CustomerId: own.Id, Id: comment.Id })),
      ),
    ].map((refused) => refused.status);
    const company = await refusal(admin, (client) =>
      client.get(new CustomerCommentQuery({ CompanyId: companyB, CustomerId: foreign.Id })),
    );

    expect(statuses).toEqual([404, 404, 404, 404, 404]);
    expect(company.status).toBe(403);
    expect((await adminB.get(new CustomerCommentQuery({ CustomerId: foreign.Id }))).Results).toEqual([comment]);
  });
});
