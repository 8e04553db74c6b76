import { AddCustomField, DeleteCustomField, UpdateCustomField } from '../../../dtos/booking/custom-fields';
import { UpdateCustomer } from '../../../dtos/booking/customers';
import { cpuMs } from '../../support/cpu-time';
import { startApp, type TestApp } from '../../support/start-app';
import { refusal } from '../refusal';
import { aCustomer, aField, readCustomer } from './builders';

const choices = [{ Value: 'Gold' }, { Value: 'Iron', Active: false }];

describe('custom fields of a customer', () => {
  let app: TestApp;
  beforeAll(async () => {
    app = await startApp();
  });
  afterAll(() => app.close());

  it('domain 2.5: stores, changes and clears values; those that are not sent stay', async () => {
    const admin = await app.clientFor('admin@missive.test');
    const [first, second] = [await aField(admin), await aField(admin)];
    const { Id } = await aCustomer(admin, {
      CustomFields: [
        new AddCustomField({ Id: first.Id, Value: 'one' }),
        new AddCustomField({ Id: second.Id, Value: 'two' }),
      ],
    });

    await admin.put(new UpdateCustomer({ Id, CustomFields: [new AddCustomField({ Id: first.Id, Value: 'uno' })] }));
    const changed = await readCustomer(admin, Id);
    await admin.put(new UpdateCustomer({ Id, CustomFields: [new AddCustomField({ Id: first.Id, Value: '' })] }));
    const cleared = await readCustomer(admin, Id);

    expect(changed.CustomFieldValues?.map((field) => field.Value)).toEqual(['uno', 'two']);
    expect(cleared.CustomFieldValues?.map((field) => field.Value)).toEqual(['two']);
  });

  it('domain 2.5: refuses fields that are unknown, inactive or of another company', async () => {
    const admin = await app.clientFor('admin@missive.test');
    const foreign = await aField(await app.clientFor('admin-b@missive.test'));
    const inactive = await aField(admin);
    await admin.put(new UpdateCustomField({ Id: inactive.Id, Active: false }));
    const { Id } = await aCustomer(admin);

    const refused = await refusal(admin, (client) =>
      client.put(
        new UpdateCustomer({
          Id,
          CustomFields: [2_000_000_000, inactive.Id, foreign.Id].map(
            (id) => new AddCustomField({ Id: id, Value: 'x' }),
          ),
        }),
      ),
    );

    expect(refused).toMatchObject({ status: 400, errorCode: 'CustomFieldNotFound' });
    expect(refused.fields).toEqual([0, 1, 2].map((index) => `CustomFields[${index}].Id CustomFieldNotFound`));
    await admin.delete(new DeleteCustomField({ Id: inactive.Id }));
  });

  it.each([
    ['a value over MaxLength', { MaxLength: 3 }, 'four', 'MaximumLength', undefined],
    ['a value over the default MaxLength of 500', {}, 'x'.repeat(501), 'MaximumLength', undefined],
    ['what is none of the values', { Datatype: 'DropDown', Values: choices }, 'Silver', 'Enum', undefined],
    ['an inactive value', { Datatype: 'DropDown', Values: choices }, 'Iron', 'Enum', undefined],
    [
      'a value that matches in part only',
      { RegEx: '[0-9]+', RegExErrorMessage: 'Digits, please.' },
      '12a',
      'RegularExpression',
      'Digits, please.',
    ],
    ['a line break in a single line', {}, 'two\nlines', 'Predicate', undefined],
    [
      'too long before none of the values',
      { MaxLength: 3, Datatype: 'DropDown', Values: [{ Value: 'yes' }] },
      'nope',
      'MaximumLength',
      undefined,
    ],
    [
      'none of the values before no match',
      { RegEx: '[0-9]', Datatype: 'DropDown', Values: choices },
      'x',
      'Enum',
      undefined,
    ],
    ['no match before a line break', { RegEx: '[0-9]+' }, '1\n2', 'RegularExpression', undefined],
  ])('domain 2.5: refuses %s', async (_name, init, value, errorCode, message) => {
    const admin = await app.clientFor('admin@missive.test');
    const field = await aField(admin, init);
    const { Id } = await aCustomer(admin);

    const refused = await refusal(admin, (client) =>
      client.put(new UpdateCustomer({ Id, CustomFields: [new AddCustomField({ Id: field.Id, Value: value })] })),
    );

    expect(refused).toMatchObject({ status: 400, errorCode, fields: [`CustomFields[0].Value ${errorCode}`] });
    expect(refused.message).toBe(message ?? refused.message);
    await admin.delete(new DeleteCustomField({ Id: field.Id }));
  });

  it('domain 2.5: accepts one of the active values, and line breaks where the field allows them', async () => {
    const admin = await app.clientFor('admin@missive.test');
    const choice = await aField(admin, { Datatype: 'DropDown', Values: choices });
    const text = await aField(admin, { MultipleLineText: true });
    const { Id } = await aCustomer(admin);

    const updated = await admin.put(
      new UpdateCustomer({
        Id,
        CustomFields: [
          new AddCustomField({ Id: choice.Id, Value: 'Gold' }),
          new AddCustomField({ Id: text.Id, Value: 'two\nlines' }),
        ],
      }),
    );

    expect(updated.CustomFieldValues?.map((field) => field.Value)).toEqual(['Gold', 'two\nlines']);
    expect(updated.CustomFields?.find((field) => field.Id === choice.Id)?.Values).toEqual([{ Value: 'Gold' }]);
  });

  it('domain 2.5: a mandatory field takes no blank value and may not be missing', async () => {
    const admin = await app.clientFor('admin-b@missive.test');
    const { Id } = await aCustomer(admin);
    const field = await aField(admin, { IsMandatory: true, MandatoryErrorMessage: 'We need this.' });
    const put = (value?: string) =>
      new UpdateCustomer({ Id, CustomFields: [new AddCustomField({ Id: field.Id, Value: value })] });

    const missing = await refusal(admin, (client) => client.put(new UpdateCustomer({ Id, Firstname: 'New' })));
    const blank = await refusal(admin, (client) => client.put(put(' ')));
    const absent = await refusal(admin, (client) => client.put(put()));
    await admin.put(put('here'));
    const later = await admin.put(new UpdateCustomer({ Id, Firstname: 'New' }));
    await admin.put(new UpdateCustomField({ Id: field.Id, IsMandatory: false }));

    expect(missing).toMatchObject({ status: 400, message: 'We need this.', fields: ['CustomFields NotEmpty'] });
    expect(blank).toMatchObject({ status: 400, message: 'We need this.', fields: ['CustomFields[0].Value NotEmpty'] });
    expect(absent.fields).toEqual(['CustomFields[0].Value NotEmpty']);
    expect(later.Firstname).toBe('New');
  });

  it('domain 2.5: a mandatory field with a default value may be left out', async () => {
    const admin = await app.clientFor('admin-b@missive.test');
    const { Id } = await aCustomer(admin);
    const field = await aField(admin, { IsMandatory: true, DefaultValue: 'usual' });

    const updated = await admin.put(new UpdateCustomer({ Id, Firstname: 'New' }));
    await admin.put(new UpdateCustomField({ Id: field.Id, IsMandatory: false }));

    expect(updated.Firstname).toBe('New');
  });

  it('reliability 3.2.3: a pattern that blocks backtracking engines holds nothing up', async () => {
    const admin = await app.clientFor('admin@missive.test');
    const field = await aField(admin, { RegEx: '^(a+)+$', MaxLength: 10_000 });
    const { Id } = await aCustomer(admin);
    const value = `${'a'.repeat(9_999)}!`;

    const startedAt = cpuMs();
    const refused = await refusal(admin, (client) =>
      client.put(new UpdateCustomer({ Id, CustomFields: [new AddCustomField({ Id: field.Id, Value: value })] })),
    );

    expect(refused).toMatchObject({ status: 400, errorCode: 'RegularExpression' });
    expect(cpuMs() - startedAt).toBeLessThan(2_000);
  });
});
