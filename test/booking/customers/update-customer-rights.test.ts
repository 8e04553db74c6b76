import { randomUUID } from 'node:crypto';
import { AddUserAccessKey, DeleteUserAccessKey } from '../../../dtos/booking/access-keys';
import { AddCustomField } from '../../../dtos/booking/custom-fields';
import { InvoiceAddress, UpdateCustomer } from '../../../dtos/booking/customers';
import { companyA, companyB, startApp, type TestApp } from '../../support/start-app';
import { refusal } from '../refusal';
import { aCustomer, aField, aKeyValue, anEmail, ownRecord, readCustomer } from './builders';

describe('who may update a customer', () => {
  let app: TestApp;
  beforeAll(async () => {
    app = await startApp();
  });
  afterAll(() => app.close());

  it('domain 2.1: an administrator changes everything of a customer without account', async () => {
    const admin = await app.clientFor('admin@missive.test');
    const { Id } = await aCustomer(admin);
    const email = anEmail();

    const updated = await admin.put(
      new UpdateCustomer({ Id, Firstname: 'Ny', Lastname: 'Namn', Phone: '08-123 45', Email: email }),
    );

    expect(updated).toMatchObject({ Id, Firstname: 'Ny', Lastname: 'Namn', Phone: '08-123 45', Email: email });
    expect(await readCustomer(admin, Id)).toMatchObject({ Firstname: 'Ny', Lastname: 'Namn', Email: email });
  });

  it('domain 2.1: a user changes their own personal data, newsletter, invoice address and public fields', async () => {
    const customer = await app.clientFor('customer@missive.test');
    const admin = await app.clientFor('admin@missive.test');
    const field = await aField(admin);
    const { Id } = await ownRecord(customer);

    const updated = await customer.put(
      new UpdateCustomer({
        Id,
        Firstname: 'Kajsa',
        Phone: '+46 70 111 11 11',
        SubscribedToNewsletter: true,
        InvoiceAddress: new InvoiceAddress({ InvoiceCity: 'Lund' }),
        CustomFields: [new AddCustomField({ Id: field.Id, Value: 'mine' })],
      }),
    );

    expect(updated).toMatchObject({ Firstname: 'Kajsa', Phone: '+46 70 111 11 11', SubscribedToNewsletter: true });
    expect(updated.InvoiceAddress).toMatchObject({ InvoiceCity: 'Lund' });
    expect(updated.CustomFieldValues).toContainEqual(expect.objectContaining({ Id: field.Id, Value: 'mine' }));
  });

  it.each(['Firstname', 'Lastname', 'Phone', 'Email'] as const)(
    'domain 2.1, 2.2: an administrator may not change %s of a customer with an account',
    async (member) => {
      const admin = await app.clientFor('admin@missive.test');
      const before = await ownRecord(await app.clientFor('customer@missive.test'));
      const value = { Firstname: 'Other', Lastname: 'Other', Phone: '00000', Email: anEmail() }[member];

      const refused = await refusal(admin, (client) =>
        client.put(new UpdateCustomer({ Id: before.Id, [member]: value, SubscribedToNewsletter: true })),
      );

      expect(refused).toMatchObject({ status: 401, errorCode: 'Unauthorized', fields: [`${member} Unauthorized`] });
      expect(await ownRecord(await app.clientFor('customer@missive.test'))).toEqual(before);
    },
  );

  it('domain 2.1: an administrator changes what is the company’s of a customer with an account', async () => {
    const admin = await app.clientFor('admin@missive.test');
    const { Id, Firstname, Lastname, Phone, Email } = await ownRecord(await app.clientFor('customer@missive.test'));
    const field = await aField(admin, { IsHidden: true, IsPublic: false });
    const value = aKeyValue();

    const updated = await admin.put(
      new UpdateCustomer({
        Id,
        Firstname,
        Lastname,
        Phone,
        Email,
        CustomFields: [new AddCustomField({ Id: field.Id, Value: 'theirs' })],
        AccessKeys: [new AddUserAccessKey({ AccessKeyTypeId: 1, Value: value })],
        InvoiceAddress: new InvoiceAddress({ InvoiceCountryCode: 'NO' }),
        SubscribedToNewsletter: false,
      }),
    );

    expect(updated.SubscribedToNewsletter).toBe(false);
    expect(updated.InvoiceAddress?.InvoiceCountryCode).toBe('NO');
    expect(updated.AccessKeys).toContainEqual(
      expect.objectContaining({ Value: value, CustomerId: Id, CompanyId: companyA }),
    );
    expect(updated.CustomFieldValues).toContainEqual(expect.objectContaining({ Id: field.Id, Value: 'theirs' }));
  });

  it('domain 2.1: a superadmin changes everything, of any company', async () => {
    const superadmin = await app.clientFor('super@missive.test');
    const { Id } = await ownRecord(await app.clientFor('customer@missive.test'));

    const updated = await superadmin.put(new UpdateCustomer({ CompanyId: companyA, Id, Lastname: 'Kundsson' }));

    expect(updated.Lastname).toBe('Kundsson');
  });

  it('domain 6, 2.2: a plain user on someone else’s record of the same company is refused with 401', async () => {
    const { Id } = await aCustomer(await app.clientFor('admin@missive.test'));
    const customer = await app.clientFor('customer@missive.test');

    const refused = await refusal(customer, (client) => client.put(new UpdateCustomer({ Id, Firstname: 'Mine' })));

    expect(refused).toMatchObject({ status: 401, errorCode: 'Unauthorized' });
  });

  it('domain 2.2: a role that only reads is no administrator', async () => {
    const { Id } = await aCustomer(await app.clientFor('admin@missive.test'));
    const reader = await app.clientFor('reader@missive.test');

    const refused = await refusal(reader, (client) => client.put(new UpdateCustomer({ Id, Firstname: 'Read' })));

    expect(refused).toMatchObject({ status: 401, errorCode: 'Unauthorized' });
  });

  it('domain 2: an anonymous caller is refused', async () => {
    const { Id } = await aCustomer(await app.clientFor('admin@missive.test'));

    const refused = await refusal(app.client(), (client) => client.put(new UpdateCustomer({ Id, Firstname: 'No' })));

    expect(refused.status).toBe(401);
  });

  it('domain 6: another company’s customer is as unknown as an id that nobody has', async () => {
    const { Id } = await aCustomer(await app.clientFor('admin-b@missive.test'), { Firstname: 'Before' });
    const admin = await app.clientFor('admin@missive.test');
    const nobody = randomUUID();

    const foreign = await refusal(admin, (client) => client.put(new UpdateCustomer({ Id, Firstname: 'Taken' })));
    const unknown = await refusal(admin, (client) => client.put(new UpdateCustomer({ Id: nobody, Firstname: 'X' })));

    expect(foreign).toMatchObject({ status: 404, errorCode: 'NotFound' });
    expect({ ...foreign, message: foreign.message?.replace(Id, nobody) }).toEqual(unknown);
    expect((await readCustomer(await app.clientFor('admin-b@missive.test'), Id)).Firstname).toBe('Before');
  });

  it('domain 0.4: another company’s id is refused with 403', async () => {
    const { Id } = await aCustomer(await app.clientFor('admin-b@missive.test'));
    const admin = await app.clientFor('admin@missive.test');

    const refused = await refusal(admin, (client) => client.put(new UpdateCustomer({ CompanyId: companyB, Id })));

    expect(refused.status).toBe(403);
  });

  it('domain 2.1: a plain user may not change access keys, not even their own', async () => {
    const customer = await app.clientFor('customer@missive.test');
    const before = await ownRecord(customer);
    const key = before.AccessKeys?.[0];

    const added = await refusal(customer, (client) =>
      client.put(
        new UpdateCustomer({
          Id: before.Id,
          Firstname: 'Sly',
          AccessKeys: [new AddUserAccessKey({ AccessKeyTypeId: 2, Value: '0000' })],
        }),
      ),
    );
    const deleted = await refusal(customer, (client) =>
      client.put(new UpdateCustomer({ Id: before.Id, AccessKeysToDelete: [new DeleteUserAccessKey({ Id: key?.Id })] })),
    );

    expect(added).toMatchObject({ status: 401, fields: ['AccessKeys Unauthorized'] });
    expect(deleted).toMatchObject({ status: 401, fields: ['AccessKeysToDelete Unauthorized'] });
    expect(await ownRecord(customer)).toEqual(before);
  });

  it.each([
    ['hidden', { IsHidden: true }],
    ['not public', { IsPublic: false }],
  ])('domain 2.1: to a plain user a field that is %s does not exist', async (_name, init) => {
    const field = await aField(await app.clientFor('admin@missive.test'), init);
    const customer = await app.clientFor('customer@missive.test');
    const { Id } = await ownRecord(customer);

    const refused = await refusal(customer, (client) =>
      client.put(new UpdateCustomer({ Id, CustomFields: [new AddCustomField({ Id: field.Id, Value: 'x' })] })),
    );

    expect(refused).toMatchObject({ status: 400, errorCode: 'CustomFieldNotFound' });
  });

  it('domain 2.10: hides from a plain user what only administrators see', async () => {
    const admin = await app.clientFor('admin@missive.test');
    const customer = await app.clientFor('customer@missive.test');
    const field = await aField(admin, { IsHidden: true, Name: 'Hidden from customers' });
    const { Id } = await ownRecord(customer);

    const forAdmin = await admin.put(
      new UpdateCustomer({ Id, CustomFields: [new AddCustomField({ Id: field.Id, Value: 'note' })] }),
    );
    const forCustomer = await customer.put(new UpdateCustomer({ Id }));

    expect(forAdmin.Comments).toHaveLength(1);
    expect(forAdmin.CustomFields).toContainEqual(expect.objectContaining({ Id: field.Id }));
    expect(forAdmin.CustomFieldValues).toContainEqual(expect.objectContaining({ Id: field.Id, Value: 'note' }));
    expect(forCustomer.Comments).toBeUndefined();
    expect(forCustomer.CustomFields).not.toContainEqual(expect.objectContaining({ Id: field.Id }));
    expect(forCustomer.CustomFieldValues).not.toContainEqual(expect.objectContaining({ Id: field.Id }));
    expect(forCustomer.AccessKeys).toEqual(forAdmin.AccessKeys);
  });
});
