import {
  AddCustomField,
  CreateCustomField,
  CustomFieldQuery,
  CustomFieldSlotQuery,
  CustomFieldValidationsQuery,
  DeleteCustomField,
  UpdateCustomField,
} from '../../../dtos/booking/custom-fields';
import { UpdateCustomer } from '../../../dtos/booking/customers';
import { companyA, companyB, startApp, type TestApp } from '../../support/start-app';
import { aCustomer, aField, readCustomer } from '../customers/builders';
import { attempt, refusal } from '../refusal';

const aRequest = (init: Partial<CreateCustomField> = {}) =>
  new CreateCustomField({ Name: 'Car', Description: 'The car', Datatype: 'TextBox', ...init });
const unknownId = 2_000_000_000;

describe('custom fields', () => {
  let app: TestApp;
  beforeAll(async () => {
    app = await startApp();
  });
  // Slots are few and each test counts on those that the three fields of the demo leave free.
  afterEach(async () => {
    const added = 'select id from custom_field where slot > 3';
    await app.database.dataSource.query(`delete from custom_field_data where custom_field_id in (${added})`);
    await app.database.dataSource.query('delete from custom_field where slot > 3');
  });
  afterAll(() => app.close());

  it('are created with the defaults of the contract in the first free slot', async () => {
    const admin = await app.clientFor('admin@missive.test');

    const field = await admin.post(aRequest());

    expect(field).toEqual({
      Id: expect.any(Number),
      CompanyId: companyA,
      Active: true,
      FieldId: 4,
      Table: 'Customer',
      Column: 'TextField4',
      Name: 'Car',
      Description: 'The car',
      Datatype: 'TextBox',
      IsMandatory: false,
      MaxLength: 500,
      MultipleLineText: false,
      IsPublic: true,
      IsHidden: false,
      Values: [],
    });
  });

  it('are created with everything that can be said', async () => {
    const admin = await app.clientFor('admin@missive.test');

    const field = await admin.post(
      aRequest({
        FieldId: 20,
        IconId: 'car',
        Width: 20,
        Datatype: 'DropDown',
        DefaultValue: 'Red',
        IsMandatory: true,
        MandatoryErrorMessage: 'Which?',
        MaxLength: 10,
        MultipleLineText: true,
        RegExId: 2,
        RegExErrorMessage: 'Letters!',
        IsPublic: false,
        IsHidden: true,
        Values: [
          { Value: 'Red', SortOrder: 2 },
          { Value: 'Blue', SortOrder: 1 },
          { Value: 'Old', Active: false },
        ],
      }),
    );
    const listed = await admin.get(new CustomFieldQuery({ Ids: [field.Id], IncludeCustomFieldValues: true }));

    expect(field).toMatchObject({
      FieldId: 20,
      Column: 'TextField20',
      GroupId: field.Id,
      IconId: 'car',
      Width: 20,
      DefaultValue: 'Red',
      IsMandatory: true,
      MandatoryErrorMessage: 'Which?',
      MaxLength: 10,
      MultipleLineText: true,
      RegExId: 2,
      RegEx: '[\\p{L} ]+',
      RegExErrorMessage: 'Letters!',
      IsPublic: false,
      IsHidden: true,
    });
    expect(field.Values?.map(({ Value, Active }) => [Value, Active])).toEqual([
      ['Blue', true],
      ['Red', true],
      ['Old', false],
    ]);
    expect(listed.Results).toEqual([field]);
  });

  it.each([
    ['no name', { Name: '' }, 'Name NotEmpty'],
    ['no description', { Description: ' ' }, 'Description NotEmpty'],
    ['an unknown data type', { Datatype: 'Slider' }, 'Datatype Enum'],
    ['a MaxLength of 0', { MaxLength: 0 }, 'MaxLength InclusiveBetween'],
    ['a slot that does not exist', { FieldId: 21 }, 'FieldId InclusiveBetween'],
    ['a pattern with look-ahead', { RegEx: '(?=a)b' }, 'RegEx Predicate'],
    ['a broken pattern', { RegEx: '(' }, 'RegEx Predicate'],
    ['an unknown common pattern', { RegExId: 999 }, 'RegExId Predicate'],
    ['a drop-down without values', { Datatype: 'DropDown' }, 'Values NotEmpty'],
    ['a value without text', { Values: [{ Value: '' }] }, 'Values[0].Value NotEmpty'],
    [
      'a default value that breaks the pattern',
      { RegEx: '[0-9]', DefaultValue: 'x' },
      'DefaultValue RegularExpression',
    ],
  ])('are refused with %s', async (_name, init, field) => {
    const admin = await app.clientFor('admin@missive.test');

    const refused = await refusal(admin, (client) => client.post(aRequest(init)));

    expect(refused).toMatchObject({ status: 400, fields: [field] });
  });

  it('take no slot twice, and no more than there are', async () => {
    const admin = await app.clientFor('admin@missive.test');

    const taken = await refusal(admin, (client) => client.post(aRequest({ FieldId: 1 })));
    for (let slot = 4; slot <= 20; slot++) await admin.post(aRequest());
    const full = await refusal(admin, (client) => client.post(aRequest()));

    expect(taken).toMatchObject({
      status: 409,
      errorCode: 'CustomFieldSlotTaken',
      fields: ['FieldId CustomFieldSlotTaken'],
    });
    expect(full).toMatchObject({ status: 400, errorCode: 'NoFreeCustomFieldSlot' });
  });

  it('get a slot each when several are created at once', async () => {
    const clients = await Promise.all(Array.from({ length: 6 }, () => app.clientFor('admin@missive.test')));

    const outcomes = await Promise.all(clients.map((client) => attempt(client, () => client.post(aRequest()))));

    const slots = outcomes.flatMap((outcome) => ('answer' in outcome ? outcome.answer.FieldId : []));
    expect(slots.sort((a, b) => a - b)).toEqual([4, 5, 6, 7, 8, 9]);
  });

  it('are changed member by member', async () => {
    const admin = await app.clientFor('admin@missive.test');
    const field = await admin.post(
      aRequest({ IconId: 'car', RegEx: '[a-z]+', Datatype: 'DropDown', Values: [{ Value: 'red' }, { Value: 'blue' }] }),
    );
    const [red, blue] = field.Values ?? [];

    const changed = await admin.put(
      new UpdateCustomField({
        Id: field.Id,
        Name: 'Vehicle',
        IconId: '',
        RegExId: 2,
        FieldId: 9,
        Values: [{ Id: red?.Id, Value: 'blue' }, { Id: blue?.Id, Value: 'red', Active: false }, { Value: 'green' }],
      }),
    );

    expect(changed).toMatchObject({
      Name: 'Vehicle',
      Description: 'The car',
      RegExId: 2,
      RegEx: '[\\p{L} ]+',
      FieldId: 9,
    });
    expect(changed.IconId).toBeUndefined();
    expect(changed.Values?.map(({ Id, Value, Active }) => [Id, Value, Active])).toEqual([
      [red?.Id, 'blue', true],
      [blue?.Id, 'red', false],
      [expect.any(Number), 'green', true],
    ]);
  });

  it('are not changed to what could not be created', async () => {
    const admin = await app.clientFor('admin@missive.test');
    const field = await admin.post(aRequest());
    const put = (init: Partial<UpdateCustomField>) =>
      refusal(admin, (client) => client.put(new UpdateCustomField({ Id: field.Id, Name: 'Changed', ...init })));

    expect(await put({ RegEx: '(a)\\1' })).toMatchObject({ status: 400, fields: ['RegEx Predicate'] });
    expect(await put({ Datatype: 'DropDown' })).toMatchObject({ status: 400, fields: ['Values NotEmpty'] });
    expect(await put({ FieldId: 1 })).toMatchObject({ status: 409, errorCode: 'CustomFieldSlotTaken' });
    expect(await put({ Values: [{ Id: 1, Value: 'x' }] })).toMatchObject({
      status: 400,
      fields: ['Values[0].Id Predicate'],
    });
    expect((await admin.get(new CustomFieldQuery({ Ids: [field.Id] }))).Results[0]?.Name).toBe('Car');
  });

  it('are deleted when nothing is stored in them, else deactivated with their values kept', async () => {
    const admin = await app.clientFor('admin@missive.test');
    const [empty, used] = [await aField(admin), await aField(admin)];
    const { Id } = await aCustomer(admin, { CustomFields: [new AddCustomField({ Id: used.Id, Value: 'kept' })] });

    const deleted = await admin.delete(new DeleteCustomField({ Id: empty.Id }));
    const deactivated = await admin.delete(new DeleteCustomField({ Id: used.Id }));
    const remaining = await admin.get(new CustomFieldQuery({ Ids: [empty.Id, used.Id] }));
    const hidden = await readCustomer(admin, Id);
    const refused = await refusal(admin, (client) =>
      client.put(new UpdateCustomer({ Id, CustomFields: [new AddCustomField({ Id: used.Id, Value: 'x' })] })),
    );
    await admin.put(new UpdateCustomField({ Id: used.Id, Active: true }));
    const shown = await readCustomer(admin, Id);

    expect([deleted.Active, deactivated.Active]).toEqual([false, false]);
    expect(remaining.Results.map((field) => [field.Id, field.Active])).toEqual([[used.Id, false]]);
    expect(hidden.CustomFieldValues).toEqual([]);
    expect(refused.errorCode).toBe('CustomFieldNotFound');
    expect(shown.CustomFieldValues?.map((field) => field.Value)).toEqual(['kept']);
  });

  it('are neither changed nor deleted when none is named', async () => {
    const admin = await app.clientFor('admin@missive.test');

    const changed = await refusal(admin, (client) => client.put(new UpdateCustomField({ Name: 'x' })));
    const deleted = await refusal(admin, (client) => client.delete(new DeleteCustomField()));

    expect([changed.fields, deleted.fields]).toEqual([['Id NotEmpty'], ['Id NotEmpty']]);
    expect((await admin.get(new CustomFieldQuery({ Active: true }))).Results).toHaveLength(3);
  });

  it('are listed by table, ids and state, with or without values', async () => {
    const admin = await app.clientFor('admin@missive.test');
    const inactive = await aField(admin);
    await admin.put(new UpdateCustomField({ Id: inactive.Id, Active: false }));
    const columns = async (init: Partial<CustomFieldQuery>) =>
      (await admin.get(new CustomFieldQuery(init))).Results.map((field) => field.Column);

    const [level] = (await admin.get(new CustomFieldQuery({ IncludeCustomFieldValues: true }))).Results;
    const [plain] = (await admin.get(new CustomFieldQuery())).Results;

    expect(await columns({ Table: 'Customer' })).toEqual(['TextField1', 'TextField2', 'TextField3', 'TextField4']);
    expect(await columns({ Active: false })).toEqual(['TextField4']);
    expect(await columns({ Active: true, orderByDesc: 'FieldId', take: 1 })).toEqual(['TextField3']);
    expect(await columns({ Ids: [inactive.Id] })).toEqual(['TextField4']);
    expect(level?.Values?.map((value) => value.Value)).toEqual(['Bronze', 'Silver', 'Gold']);
    expect(plain?.Values).toBeUndefined();
    expect((await refusal(admin, (client) => client.get(new CustomFieldQuery({ Table: 'Moon' })))).status).toBe(400);
  });

  it('show their slots: all, the free ones, the used ones', async () => {
    const admin = await app.clientFor('admin@missive.test');
    const slots = async (init: Partial<CustomFieldSlotQuery>) =>
      (await admin.get(new CustomFieldSlotQuery({ Table: 'Customer', ...init }))).Results;

    const all = await slots({});

    expect(all).toHaveLength(20);
    expect(all[0]).toEqual({ FieldId: 1, Column: 'TextField1', Table: 'Customer', Free: false });
    expect((await slots({ FreeSlots: false })).map((slot) => slot.FieldId)).toEqual([1, 2, 3]);
    expect((await slots({ FreeSlots: true, take: 2 })).map((slot) => slot.FieldId)).toEqual([4, 5]);
    expect((await slots({ orderByDesc: 'FieldId', skip: 1, take: 1 }))[0]?.FieldId).toBe(19);
  });

  it('may use common validations, which all compile', async () => {
    const admin = await app.clientFor('admin@missive.test');

    const { Results, Total } = await admin.get(new CustomFieldValidationsQuery({ include: 'Total' }));
    for (const { Id } of Results) await admin.post(aRequest({ RegExId: Id }));

    expect(Total).toBe(9);
    expect(Results[0]).toEqual({
      Id: 1,
      Name: 'Digits',
      Description: 'Digits only.',
      RegExCode: '[0-9]+',
      ErrorMessage: 'Enter digits only.',
    });
  });

  it('domain 0.4: those of other companies are unknown, and other companies refused', async () => {
    const admin = await app.clientFor('admin@missive.test');
    const adminB = await app.clientFor('admin-b@missive.test');
    const foreign = await aField(adminB);

    const statuses = [
      await refusal(admin, (client) => client.put(new UpdateCustomField({ Id: foreign.Id, Name: 'x' }))),
      await refusal(admin, (client) => client.put(new UpdateCustomField({ Id: unknownId, Name: 'x' }))),
      await refusal(admin, (client) => client.delete(new DeleteCustomField({ Id: foreign.Id }))),
      await refusal(admin, (client) => client.post(aRequest({ CompanyId: companyB }))),
      await refusal(admin, (client) => client.get(new CustomFieldQuery({ CompanyId: companyB }))),
      await refusal(admin, (client) => client.get(new CustomFieldSlotQuery({ CompanyId: companyB }))),
    ].map((refused) => refused.status);

    expect(statuses).toEqual([404, 404, 404, 403, 403, 403]);
    expect((await admin.get(new CustomFieldQuery({ Ids: [foreign.Id] }))).Results).toEqual([]);
    expect((await adminB.get(new CustomFieldQuery({ Ids: [foreign.Id] }))).Results).toHaveLength(1);
  });

  it('domain 7: a role that only reads may list fields and slots and nothing else', async () => {
    const reader = await app.clientFor('reader@missive.test');

    const fields = await reader.get(new CustomFieldQuery());
    const slots = await reader.get(new CustomFieldSlotQuery());
    const statuses = [
      await refusal(reader, (client) => client.post(aRequest())),
      await refusal(reader, (client) => client.put(new UpdateCustomField({ Id: 1, Name: 'x' }))),
      await refusal(reader, (client) => client.delete(new DeleteCustomField({ Id: 1 }))),
      await refusal(reader, (client) => client.get(new CustomFieldValidationsQuery())),
    ].map((refused) => refused.status);

    expect([fields.Results.length, slots.Results.length]).toEqual([3, 20]);
    expect(statuses).toEqual([403, 403, 403, 403]);
  });

  it('are refused to customers and anonymous callers', async () => {
    const customer = await app.clientFor('customer@missive.test');

    const plain = await refusal(customer, (client) => client.get(new CustomFieldQuery()));
    const anonymous = await refusal(app.client(), (client) => client.post(aRequest()));

    expect([plain.status, anonymous.status]).toEqual([403, 401]);
  });

  it('a superadmin sets them up for the company that they name', async () => {
    const superadmin = await app.clientFor('super@missive.test');

    const field = await superadmin.post(aRequest({ CompanyId: companyB }));

    expect(field.CompanyId).toBe(companyB);
  });
});
