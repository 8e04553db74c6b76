import { randomUUID } from 'node:crypto';
import { AddUserAccessKey } from '../../../dtos/booking/access-keys';
import { AddCustomField } from '../../../dtos/booking/custom-fields';
import { CreateCustomer, CustomerQuery, InvoiceAddress } from '../../../dtos/booking/customers';
import { companyA, companyB, startApp, type TestApp } from '../../support/start-app';
import { refusal } from '../refusal';
import { aCustomer, aField, aKeyValue, anEmail, readCustomer } from './builders';

const aRequest = (init: Partial<CreateCustomer> = {}) =>
  new CreateCustomer({ Firstname: 'Nils', Lastname: 'Ny', Phone: '08-123 45', Email: anEmail(), ...init });

describe('CreateCustomer', () => {
  let app: TestApp;
  beforeAll(async () => {
    app = await startApp();
  });
  afterAll(() => app.close());

  it('adds a customer with fields, keys, invoice address and newsletter', async () => {
    const admin = await app.clientFor('admin@missive.test');
    const field = await aField(admin);
    const [email, value] = [anEmail(), aKeyValue()];

    const created = await admin.post(
      aRequest({
        Firstname: ' Nils ',
        Email: ` ${email} `,
        SubscribedToNewsletter: true,
        CustomFields: [new AddCustomField({ Id: field.Id, Value: 'x' })],
        AccessKeys: [new AddUserAccessKey({ AccessKeyTypeId: 1, Value: value })],
        InvoiceAddress: new InvoiceAddress({ InvoiceCity: 'Lund' }),
      }),
    );

    expect(created).toMatchObject({
      Firstname: 'Nils',
      Email: email,
      CompanyId: companyA,
      SubscribedToNewsletter: true,
      InvoiceAddress: { InvoiceCity: 'Lund' },
      DeletedAccessKeys: [],
      CreatedOrUpdatedAccessKeys: [{ AccessKeyTypeId: 1, Value: value, CustomerId: created.Id, CompanyId: companyA }],
      CreatedDate: created.Created,
    });
    expect(created.UserId).toBeUndefined();
    const read = await readCustomer(admin, created.Id);
    expect(read.CustomFieldValues).toEqual([expect.objectContaining({ Id: field.Id, Value: 'x' })]);
    expect(read.AccessKeys).toEqual(created.CreatedOrUpdatedAccessKeys);
  });

  it('needs no e-mail address', async () => {
    const admin = await app.clientFor('admin@missive.test');

    const [first, second] = [
      await admin.post(aRequest({ Email: undefined })),
      await admin.post(aRequest({ Email: '' })),
    ];

    expect(first.Email).toBeUndefined();
    expect(second.Email).toBeUndefined();
  });

  it('reports all that is wrong and adds nothing', async () => {
    const admin = await app.clientFor('admin@missive.test');

    const refused = await refusal(admin, (client) =>
      client.post(
        new CreateCustomer({
          CustomerId: randomUUID(),
          Lastname: 'Nothing-Added',
          Email: 'bad',
          AccessKeys: [new AddUserAccessKey({ AccessKeyTypeId: 1 })],
          InvoiceAddress: new InvoiceAddress({ InvoiceCountryCode: 'Q' }),
        }),
      ),
    );

    expect(refused).toMatchObject({ status: 400 });
    expect(refused.fields).toEqual([
      'CustomerId Predicate',
      'Firstname NotEmpty',
      'Phone NotEmpty',
      'Email Email',
      'AccessKeys[0].Value NotEmpty',
      'InvoiceAddress.InvoiceCountryCode Predicate',
    ]);
    expect((await admin.get(new CustomerQuery({ Search: 'Nothing-Added' }))).Results).toEqual([]);
  });

  it('refuses an e-mail address or access key that the company has', async () => {
    const admin = await app.clientFor('admin@missive.test');
    const [email, key] = [anEmail(), new AddUserAccessKey({ AccessKeyTypeId: 1, Value: aKeyValue() })];
    await aCustomer(admin, { Email: email, AccessKeys: [key] });

    const sameEmail = await refusal(admin, (client) => client.post(aRequest({ Email: email.toUpperCase() })));
    const sameKey = await refusal(admin, (client) => client.post(aRequest({ AccessKeys: [key] })));

    expect(sameEmail).toMatchObject({ status: 409, errorCode: 'EmailAlreadyExists' });
    expect(sameKey).toMatchObject({ status: 409, errorCode: 'AccessKeyAlreadyExists' });
  });

  it('refuses an access key of another company or customer', async () => {
    const admin = await app.clientFor('admin@missive.test');
    const key = { AccessKeyTypeId: 1, Value: aKeyValue() };

    const refused = await refusal(admin, (client) =>
      client.post(
        aRequest({
          AccessKeys: [
            new AddUserAccessKey({ ...key, CompanyId: companyB }),
            new AddUserAccessKey({ ...key, CustomerId: randomUUID() }),
          ],
        }),
      ),
    );

    expect(refused.fields).toEqual(['AccessKeys[0].CompanyId Predicate', 'AccessKeys[1].CustomerId Predicate']);
  });

  it('domain 0.4: a superadmin adds to the company that they name, and must name one', async () => {
    const superadmin = await app.clientFor('super@missive.test');

    const created = await superadmin.post(aRequest({ CompanyId: companyB }));
    const unnamed = await refusal(superadmin, (client) => client.post(aRequest()));
    const unknown = await refusal(superadmin, (client) => client.post(aRequest({ CompanyId: randomUUID() })));

    expect(created.CompanyId).toBe(companyB);
    expect(unnamed).toMatchObject({ status: 400, fields: ['CompanyId NotEmpty'] });
    expect(unknown).toMatchObject({ status: 404, fields: ['CompanyId NotFound'] });
  });

  it.each(['reader@missive.test', 'customer@missive.test'] as const)('is refused for %s', async (userName) => {
    const client = await app.clientFor(userName);

    expect(await refusal(client, () => client.post(aRequest()))).toMatchObject({ status: 403 });
  });

  it('is refused for anonymous callers and for another company', async () => {
    const admin = await app.clientFor('admin@missive.test');

    const anonymous = await refusal(app.client(), (client) => client.post(aRequest()));
    const foreign = await refusal(admin, (client) => client.post(aRequest({ CompanyId: companyB })));

    expect(anonymous.status).toBe(401);
    expect(foreign.status).toBe(403);
  });
});
