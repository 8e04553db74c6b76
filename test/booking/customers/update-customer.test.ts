import { AddUserAccessKey } from '../../../dtos/booking/access-keys';
import { AddCustomField } from '../../../dtos/booking/custom-fields';
import { CreateCustomerComment, InvoiceAddress, UpdateCustomer } from '../../../dtos/booking/customers';
import { MovingClock } from '../../support/moving-clock';
import { startApp, type TestApp } from '../../support/start-app';
import { refusal } from '../refusal';
import { aCustomer, aField, aKeyValue, anEmail, readCustomer } from './builders';

describe('updating a customer', () => {
  const clock = new MovingClock();
  let app: TestApp;
  beforeAll(async () => {
    app = await startApp({ clock });
  });
  afterAll(() => app.close());

  it('domain 2.3: absent members leave what is stored, an empty phone clears it', async () => {
    const admin = await app.clientFor('admin@missive.test');
    const { Id, Email } = await aCustomer(admin, { Firstname: 'Före', Phone: '08-123 45' });

    const updated = await admin.put(new UpdateCustomer({ Id, Lastname: 'Efter', Phone: '' }));

    expect(updated).toMatchObject({ Firstname: 'Före', Lastname: 'Efter', Email });
    expect(updated.Phone).toBeUndefined();
  });

  it('domain 2.3: null is the same as absent', async () => {
    const admin = await app.clientFor('admin@missive.test');
    const { Id, Email } = await aCustomer(admin, { Firstname: 'Kvar', Phone: '08-123 45' });
    const nothing = { Firstname: null, Lastname: null, Phone: null, Email: null, SubscribedToNewsletter: null };

    const response = await fetch(`${app.url}/customers/${Id}`, {
      method: 'PUT',
      headers: { authorization: `Bearer ${admin.bearerToken}`, 'content-type': 'application/json' },
      body: JSON.stringify({ ...nothing, CustomFields: null, AccessKeys: null, InvoiceAddress: null }),
    });

    expect(response.status).toBe(200);
    expect(await response.json()).toMatchObject({ Firstname: 'Kvar', Phone: '08-123 45', Email });
  });

  it.each([
    ['Firstname', '', 'NotEmpty'],
    ['Lastname', '   ', 'NotEmpty'],
    ['Firstname', 'x'.repeat(101), 'MaximumLength'],
    ['Lastname', 'x'.repeat(101), 'MaximumLength'],
    ['Phone', '1234', 'Length'],
    ['Phone', '123456789012345678901', 'Length'],
    ['Phone', '08-12x45', 'RegularExpression'],
    ['Email', 'nobody', 'Email'],
    ['Email', '', 'Email'],
  ])('domain 2.3, 2.4: refuses %s %j', async (member, value, errorCode) => {
    const admin = await app.clientFor('admin@missive.test');
    const { Id } = await aCustomer(admin);

    const refused = await refusal(admin, (client) => client.put(new UpdateCustomer({ Id, [member]: value })));

    expect(refused).toMatchObject({ status: 400, errorCode, fields: [`${member} ${errorCode}`] });
  });

  it('domain 2.3: an Id in the body must equal the one in the path', async () => {
    const admin = await app.clientFor('admin@missive.test');
    const { Id } = await aCustomer(admin);
    const other = await aCustomer(admin);

    const response = await fetch(`${app.url}/customers/${Id}`, {
      method: 'PUT',
      headers: { authorization: `Bearer ${admin.bearerToken}`, 'content-type': 'application/json' },
      body: JSON.stringify({ Id: other.Id, Firstname: 'Wrong' }),
    });

    expect(response.status).toBe(400);
    expect((await readCustomer(admin, other.Id)).Firstname).toBe('Test');
  });

  it('domain 2.4: trims the e-mail address, which is unique in the company whatever its case', async () => {
    const admin = await app.clientFor('admin@missive.test');
    const taken = anEmail();
    await aCustomer(admin, { Email: taken });
    const { Id } = await aCustomer(admin, { Firstname: 'Unchanged' });

    const refused = await refusal(admin, (client) =>
      client.put(new UpdateCustomer({ Id, Firstname: 'Changed', Email: ` ${taken.toUpperCase()} ` })),
    );

    expect(refused).toMatchObject({
      status: 409,
      errorCode: 'EmailAlreadyExists',
      fields: ['Email EmailAlreadyExists'],
    });
    expect(refused.message).not.toContain(taken);
    expect((await readCustomer(admin, Id)).Firstname).toBe('Unchanged');
  });

  it('domain 2.4: another company may have the same e-mail address, and a customer keeps theirs in another case', async () => {
    const admin = await app.clientFor('admin@missive.test');
    const email = anEmail();
    await aCustomer(await app.clientFor('admin-b@missive.test'), { Email: email });
    const { Id } = await aCustomer(admin, { Email: email });

    const updated = await admin.put(new UpdateCustomer({ Id, Email: email.toUpperCase() }));

    expect(updated.Email).toBe(email.toUpperCase());
  });

  it('domain 2.7: replaces the invoice address member by member', async () => {
    const admin = await app.clientFor('admin@missive.test');
    const InvoiceAddressBefore = new InvoiceAddress({
      InvoiceAddress1: 'Gatan 1',
      InvoiceCity: 'Lund',
      InvoiceCountryCode: 'SE',
    });
    const { Id } = await aCustomer(admin, { InvoiceAddress: InvoiceAddressBefore });

    const updated = await admin.put(
      new UpdateCustomer({
        Id,
        InvoiceAddress: new InvoiceAddress({
          InvoiceAddress1: '',
          InvoicePostalCode: '222 22',
          InvoiceCountryCode: 'dk',
        }),
      }),
    );

    expect(updated.InvoiceAddress).toEqual({
      InvoiceCity: 'Lund',
      InvoicePostalCode: '222 22',
      InvoiceCountryCode: 'DK',
    });
  });

  it('domain 2.7: refuses what is no ISO country code', async () => {
    const admin = await app.clientFor('admin@missive.test');
    const { Id } = await aCustomer(admin);

    const refused = await refusal(admin, (client) =>
      client.put(new UpdateCustomer({ Id, InvoiceAddress: new InvoiceAddress({ InvoiceCountryCode: 'XX' }) })),
    );

    expect(refused).toMatchObject({ status: 400, fields: ['InvoiceAddress.InvoiceCountryCode Predicate'] });
  });

  it('domain 2.8: stamps a change of newsletter consent with time and actor, and only a change', async () => {
    const admin = await app.clientFor('admin@missive.test');
    const { Id } = await aCustomer(admin);
    const evidence = async () => {
      const [row] = await app.database.dataSource.query(
        'select newsletter_changed_at as at, newsletter_changed_by as by from customer where id = $1',
        [Id],
      );
      return row as { at: Date | null; by: string | null };
    };

    await admin.put(new UpdateCustomer({ Id, SubscribedToNewsletter: false }));
    const unchanged = await evidence();
    const changedAt = clock.now();
    await admin.put(new UpdateCustomer({ Id, SubscribedToNewsletter: true }));
    clock.advance(60_000);
    await admin.put(new UpdateCustomer({ Id, SubscribedToNewsletter: true }));
    await admin.put(new UpdateCustomer({ Id, Firstname: 'Other' }));

    expect(unchanged).toEqual({ at: null, by: null });
    expect(await evidence()).toEqual({ at: changedAt, by: expect.stringMatching(/^user:[0-9a-f-]{36}$/) });
    expect((await readCustomer(admin, Id)).SubscribedToNewsletter).toBe(true);
  });

  it('domain 2.9: moves Updated and leaves Created', async () => {
    const admin = await app.clientFor('admin@missive.test');
    const created = await aCustomer(admin);
    clock.advance(5_000);

    const updated = await admin.put(new UpdateCustomer({ Id: created.Id }));

    expect(Date.parse(updated.Updated)).toBe(Date.parse(created.Updated) + 5_000);
    expect(updated.Created).toBe(created.Created);
  });

  it('domain 2.9: reports all field errors together and changes nothing', async () => {
    const admin = await app.clientFor('admin@missive.test');
    const field = await aField(admin, { MaxLength: 2 });
    const { Id } = await aCustomer(admin);
    const before = await readCustomer(admin, Id);

    const refused = await refusal(admin, (client) =>
      client.put(
        new UpdateCustomer({
          Id,
          Firstname: '',
          Lastname: 'Good',
          Phone: '1',
          Email: 'bad',
          SubscribedToNewsletter: true,
          CustomFields: [
            new AddCustomField({ Id: field.Id, Value: 'long' }),
            new AddCustomField({ Id: -1, Value: 'x' }),
          ],
          AccessKeys: [new AddUserAccessKey({ AccessKeyTypeId: 99, Value: '' })],
          InvoiceAddress: new InvoiceAddress({ InvoiceCity: 'Good', InvoiceCountryCode: 'Sweden' }),
        }),
      ),
    );

    expect(refused).toMatchObject({ status: 400, errorCode: 'NotEmpty' });
    expect(refused.fields).toEqual([
      'Firstname NotEmpty',
      'Phone Length',
      'Email Email',
      'CustomFields[0].Value MaximumLength',
      'CustomFields[1].Id CustomFieldNotFound',
      'AccessKeys[0].AccessKeyTypeId Predicate',
      'AccessKeys[0].Value NotEmpty',
      'InvoiceAddress.InvoiceCountryCode Predicate',
    ]);
    expect(await readCustomer(admin, Id)).toEqual(before);
  });

  it('domain 2.9: a conflict after other changes undoes them', async () => {
    const admin = await app.clientFor('admin@missive.test');
    const value = aKeyValue();
    await aCustomer(admin, { AccessKeys: [new AddUserAccessKey({ AccessKeyTypeId: 1, Value: value })] });
    const field = await aField(admin);
    const { Id } = await aCustomer(admin);
    const before = await readCustomer(admin, Id);

    const refused = await refusal(admin, (client) =>
      client.put(
        new UpdateCustomer({
          Id,
          Firstname: 'Changed',
          InvoiceAddress: new InvoiceAddress({ InvoiceCity: 'Lund' }),
          CustomFields: [new AddCustomField({ Id: field.Id, Value: 'x' })],
          AccessKeys: [
            new AddUserAccessKey({ AccessKeyTypeId: 1, Value: aKeyValue() }),
            new AddUserAccessKey({ AccessKeyTypeId: 1, Value: value }),
          ],
        }),
      ),
    );

    expect(refused).toMatchObject({ status: 409, fields: ['AccessKeys[1].Value AccessKeyAlreadyExists'] });
    expect(await readCustomer(admin, Id)).toEqual(before);
  });

  it('domain 2.10: answers the full customer', async () => {
    const admin = await app.clientFor('admin@missive.test');
    const field = await aField(admin, {
      Name: 'Shoe size',
      Description: 'European size',
      Width: 20,
      MaxLength: 2,
      RegExId: 1,
    });
    const { Id } = await aCustomer(admin, { Firstname: 'Hel', Lastname: 'Kund' });
    const comment = await admin.post(new CreateCustomerComment({ CustomerId: Id, Comments: 'Hello' }));
    const value = aKeyValue();

    const updated = await admin.put(
      new UpdateCustomer({
        Id,
        CustomFields: [new AddCustomField({ Id: field.Id, Value: '42' })],
        AccessKeys: [new AddUserAccessKey({ AccessKeyTypeId: 2, Value: value, Description: 'Door' })],
      }),
    );

    expect(updated).toMatchObject({ Id, Firstname: 'Hel', Lastname: 'Kund', SubscribedToNewsletter: false });
    expect(updated.CustomFields).toContainEqual({
      Id: field.Id,
      Name: 'Shoe size',
      Description: 'European size',
      Width: 20,
      DataType: 'TextBox',
      IsMandatory: false,
      MaxLength: 2,
      MultipleLineText: false,
      RegEx: '[0-9]+',
      RegExErrorMessage: 'Enter digits only.',
      Values: [],
    });
    expect(updated.CustomFieldValues).toEqual([
      {
        Id: field.Id,
        Column: field.Column,
        Name: 'Shoe size',
        Description: 'European size',
        Value: '42',
        DataType: 'TextBox',
      },
    ]);
    expect(updated.Comments).toEqual([comment]);
    expect(updated.AccessKeys).toEqual([
      expect.objectContaining({ AccessKeyTypeId: 2, Value: value, CustomerId: Id, Description: 'Door' }),
    ]);
    expect(await readCustomer(admin, Id)).toEqual(updated);
  });
});
