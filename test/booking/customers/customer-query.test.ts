import { randomUUID } from 'node:crypto';
import { AddUserAccessKey } from '../../../dtos/booking/access-keys';
import { AddCustomField } from '../../../dtos/booking/custom-fields';
import { CreateCustomerComment, CustomerQuery, InvoiceAddress, UpdateCustomer } from '../../../dtos/booking/customers';
import { companyB, startApp, type TestApp } from '../../support/start-app';
import { refusal } from '../refusal';
import { aCustomer, aField, aKeyValue, ownRecord } from './builders';

describe('CustomerQuery', () => {
  let app: TestApp;
  beforeAll(async () => {
    app = await startApp();
  });
  afterAll(() => app.close());

  it('lists the customers of the company by name, without what is not asked for', async () => {
    const admin = await app.clientFor('admin@missive.test');

    const { Offset, Total, Results } = await admin.get(new CustomerQuery({ Search: 'example.com', include: 'Total' }));

    expect({ Offset, Total }).toEqual({ Offset: 0, Total: 3 });
    expect(Results.map((customer) => customer.Lastname)).toEqual(['Ek', 'Gran', 'Lind']);
    expect(Object.keys(Results[0] ?? {}).sort()).toEqual(
      ['Created', 'Email', 'Firstname', 'Id', 'Lastname', 'Phone', 'SubscribedToNewsletter', 'Updated'].sort(),
    );
  });

  it('shows the parts that are asked for, of every customer of the page', async () => {
    const admin = await app.clientFor('admin@missive.test');
    const field = await aField(admin, { IsHidden: true });
    const lastname = `Del-${randomUUID()}`;
    for (const Firstname of ['A', 'B']) {
      const { Id } = await aCustomer(admin, {
        Firstname,
        Lastname: lastname,
        AccessKeys: [new AddUserAccessKey({ AccessKeyTypeId: 1, Value: aKeyValue() })],
        CustomFields: [new AddCustomField({ Id: field.Id, Value: `value ${Firstname}` })],
        InvoiceAddress: new InvoiceAddress({ InvoiceCity: `City ${Firstname}` }),
      });
      await admin.post(new CreateCustomerComment({ CustomerId: Id, Comments: `Comment ${Firstname}` }));
    }

    const { Results } = await admin.get(
      new CustomerQuery({
        Search: lastname,
        IncludeCustomFields: true,
        IncludeCustomFieldValues: true,
        IncludeComments: true,
        IncludeAccessKeys: true,
        IncludeInvoiceAddress: true,
      }),
    );

    expect(
      Results.map((customer) => [
        customer.Firstname,
        customer.CustomFields?.some((config) => config.Id === field.Id),
        customer.CustomFieldValues?.map((value) => value.Value),
        customer.Comments?.map((comment) => comment.Comments),
        customer.AccessKeys?.map((key) => key.CustomerId === customer.Id),
        customer.InvoiceAddress?.InvoiceCity,
      ]),
    ).toEqual([
      ['A', true, ['value A'], ['Comment A'], [true], 'City A'],
      ['B', true, ['value B'], ['Comment B'], [true], 'City B'],
    ]);
  });

  it('shows each part alone', async () => {
    const admin = await app.clientFor('admin@missive.test');
    const shown = async (init: Partial<CustomerQuery>) => {
      const { Results } = await admin.get(new CustomerQuery({ Search: 'Erik', ...init }));
      const { CustomFields, CustomFieldValues, Comments, AccessKeys, InvoiceAddress: address } = Results[0] ?? {};
      const parts = { CustomFields, CustomFieldValues, Comments, AccessKeys, InvoiceAddress: address };
      return Object.entries(parts).flatMap(([name, part]) => (part === undefined ? [] : [name]));
    };

    expect(await shown({ IncludeCustomFields: true })).toEqual(['CustomFields']);
    expect(await shown({ IncludeCustomFieldValues: true })).toEqual(['CustomFieldValues']);
    expect(await shown({ IncludeComments: true })).toEqual(['Comments']);
    expect(await shown({ IncludeAccessKeys: true })).toEqual(['AccessKeys']);
    expect(await shown({ IncludeInvoiceAddress: true })).toEqual(['InvoiceAddress']);
  });

  it('reads a page of customers with all parts in as many statements as one customer', async () => {
    const admin = await app.clientFor('admin@missive.test');
    const lastname = `Sida-${randomUUID()}`;
    for (let count = 0; count < 5; count++) await aCustomer(admin, { Lastname: lastname });
    const statements = jest.spyOn(app.database.pool, 'connect');
    const countFor = async (take: number) => {
      const before = statements.mock.calls.length;
      const query = {
        Search: lastname,
        take,
        IncludeAccessKeys: true,
        IncludeComments: true,
        IncludeCustomFieldValues: true,
      };
      const { Results } = await admin.get(new CustomerQuery(query));
      expect(Results).toHaveLength(take);
      return statements.mock.calls.length - before;
    };

    const [ofOne, ofFive] = [await countFor(1), await countFor(5)];
    statements.mockRestore();

    expect(ofFive).toBe(ofOne);
    expect(ofOne).toBeGreaterThan(0);
  });

  it.each([
    ['part of a name', 'lin', ['Lind']],
    ['several words in any order and case', 'EK erik', ['Ek']],
    ['an e-mail address', 'lena.lind@example', ['Lind']],
    ['a phone number', '00 02', ['Ek']],
    ['a wildcard as a plain character', '%', []],
    ['nothing', ' ', ['Ek', 'Gran', 'Lind']],
  ])('searches for %s', async (_name, search, lastnames) => {
    const admin = await app.clientFor('admin@missive.test');

    const { Results } = await admin.get(new CustomerQuery({ Search: search }));

    const demo = Results.map((customer) => customer.Lastname).filter((name) => ['Ek', 'Gran', 'Lind'].includes(name));
    expect(demo).toEqual(lastnames);
  });

  it('filters by Visible', async () => {
    const admin = await app.clientFor('admin@missive.test');
    const names = async (Visible?: boolean) =>
      (await admin.get(new CustomerQuery({ Search: 'example.com', Visible }))).Results.map((row) => row.Lastname);

    expect(await names(false)).toEqual(['Gran']);
    expect(await names(true)).toEqual(expect.not.arrayContaining(['Gran']));
    expect(await names()).toEqual(expect.arrayContaining(['Ek', 'Gran']));
  });

  it('filters by the user account', async () => {
    const admin = await app.clientFor('admin@missive.test');
    const [user] = await app.database.dataSource.query(
      "select id from app_user where user_name = 'customer@missive.test'",
    );

    const { Results } = await admin.get(new CustomerQuery({ UserId: user.id }));

    expect(Results.map((customer) => customer.Email)).toEqual(['customer@missive.test']);
  });

  it('pages and sorts', async () => {
    const admin = await app.clientFor('admin@missive.test');
    const page = {
      Search: 'example.com ',
      Visible: true,
      orderByDesc: 'Firstname',
      take: 1,
      skip: 1,
      include: 'Total',
    };

    const all = await admin.get(new CustomerQuery({ ...page, take: 100, skip: 0 }));
    const { Offset, Total, Results } = await admin.get(new CustomerQuery(page));

    expect({ Offset, Total }).toEqual({ Offset: 1, Total: all.Results.length });
    expect(Results).toEqual([all.Results[1]]);
  });

  it('refuses to sort by what is no member', async () => {
    const admin = await app.clientFor('admin@missive.test');

    const refused = await refusal(admin, (client) => client.get(new CustomerQuery({ orderBy: 'company_id' })));

    expect(refused).toMatchObject({ status: 400, fields: ['OrderBy Predicate'] });
  });

  it('answers the customer of a path, and 404 for unknown ones and those of other companies', async () => {
    const admin = await app.clientFor('admin@missive.test');
    const { Id } = await aCustomer(admin);
    const foreign = await aCustomer(await app.clientFor('admin-b@missive.test'));

    const found = await fetch(`${app.url}/customers/${Id}`, {
      headers: { authorization: `Bearer ${admin.bearerToken}` },
    });
    const unknown = await refusal(admin, (client) => client.get(new CustomerQuery({ CustomerId: randomUUID() })));
    const others = await refusal(admin, (client) => client.get(new CustomerQuery({ CustomerId: foreign.Id })));

    expect(await found.json()).toMatchObject({ Offset: 0, Results: [{ Id }] });
    expect(unknown.status).toBe(404);
    expect(others.status).toBe(404);
  });

  it('lists nothing of other companies, and a superadmin sees the company that they name', async () => {
    const { Id } = await aCustomer(await app.clientFor('admin-b@missive.test'), { Lastname: 'Bara-B' });
    const admin = await app.clientFor('admin@missive.test');
    const superadmin = await app.clientFor('super@missive.test');

    const own = await admin.get(new CustomerQuery({ Search: 'Bara-B' }));
    const foreign = await refusal(admin, (client) => client.get(new CustomerQuery({ CompanyId: companyB })));
    const named = await superadmin.get(new CustomerQuery({ CompanyId: companyB, Search: 'Bara-B' }));

    expect(own.Results).toEqual([]);
    expect(foreign.status).toBe(403);
    expect(named.Results.map((customer) => customer.Id)).toEqual([Id]);
  });

  it('domain 7: a role that only reads sees all customers with comments and hidden fields', async () => {
    const admin = await app.clientFor('admin@missive.test');
    const reader = await app.clientFor('reader@missive.test');
    const query = new CustomerQuery({ Search: 'Erik', IncludeComments: true, IncludeCustomFields: true });

    expect((await reader.get(query)).Results).toEqual((await admin.get(query)).Results);
    expect((await reader.get(query)).Results[0]?.Comments).toHaveLength(1);
  });

  it('domain 7: a plain user sees only themself, and neither comments nor hidden fields', async () => {
    const admin = await app.clientFor('admin@missive.test');
    const customer = await app.clientFor('customer@missive.test');
    const other = await aCustomer(admin);
    const hidden = await aField(admin, { IsPublic: false });
    const { Id } = await ownRecord(customer);
    await admin.put(new UpdateCustomer({ Id, CustomFields: [new AddCustomField({ Id: hidden.Id, Value: 'secret' })] }));

    const everyone = await customer.get(new CustomerQuery());
    const own = await ownRecord(customer);
    const someoneElse = await refusal(customer, (client) => client.get(new CustomerQuery({ CustomerId: other.Id })));

    expect(everyone.Results.map((row) => row.Email)).toEqual(['customer@missive.test']);
    expect(own.Comments).toBeUndefined();
    expect(own.CustomFields?.map((field) => field.Id)).not.toContain(hidden.Id);
    expect(own.CustomFieldValues?.map((field) => field.Value)).not.toContain('secret');
    expect(own.AccessKeys).toHaveLength(1);
    expect(someoneElse.status).toBe(404);
  });

  it('is refused for anonymous callers', async () => {
    expect((await refusal(app.client(), (client) => client.get(new CustomerQuery()))).status).toBe(401);
  });
});
