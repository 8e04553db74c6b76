import type { FieldConfig } from '../../../src/booking/custom-fields/field-config';
import { readFieldValues, valueProblem } from '../../../src/booking/custom-fields/field-values';

function aField(init: Partial<FieldConfig> = {}): FieldConfig {
  return {
    id: 1,
    slot: 1,
    name: 'Car',
    description: '',
    width: null,
    dataType: 'TextBox',
    defaultValue: null,
    isMandatory: false,
    mandatoryErrorMessage: null,
    maxLength: 500,
    multipleLineText: false,
    regEx: null,
    regExErrorMessage: null,
    isPublic: true,
    isHidden: false,
    values: [],
    ...init,
  };
}

const nothingStored = new Map<number, string>();

describe('the value of one custom field', () => {
  it.each<[string, Partial<FieldConfig>, string | undefined, string | undefined]>([
    ['an absent value of an optional field', {}, undefined, undefined],
    ['an absent value of a mandatory field', { isMandatory: true }, undefined, 'NotEmpty'],
    ['a blank value of a mandatory field', { isMandatory: true }, ' \t', 'NotEmpty'],
    ['a blank value of a drop-down', { dataType: 'DropDown', values: ['a'] }, '', undefined],
    ['a value of exactly MaxLength', { maxLength: 3 }, 'abc', undefined],
    ['characters outside the basic plane, each counted once', { maxLength: 3 }, '🚗🚗🚗', undefined],
    ['a value over MaxLength', { maxLength: 3 }, 'abcd', 'MaximumLength'],
    ['one of the values', { dataType: 'DropDown', values: ['Gold'] }, 'Gold', undefined],
    ['none of the values', { dataType: 'DropDown', values: ['Gold'] }, 'gold', 'Enum'],
    ['a value that matches as a whole', { regEx: '[0-9]+' }, '12', undefined],
    ['a value that matches in part', { regEx: '[0-9]+' }, '12a', 'RegularExpression'],
    ['a line break in a single line', {}, 'a\nb', 'Predicate'],
    ['a Unicode line separator in a single line', {}, 'a\u2028b', 'Predicate'],
    ['a line break in multiple lines', { multipleLineText: true }, 'a\r\nb', undefined],
    ['too long before no choice', { maxLength: 1, dataType: 'DropDown', values: ['x'] }, 'ab', 'MaximumLength'],
    ['no choice before no match', { dataType: 'DropDown', values: ['1'], regEx: '[0-9]' }, 'x', 'Enum'],
    ['no match before a line break', { regEx: '[0-9]+' }, 'a\nb', 'RegularExpression'],
  ])('domain 2.5: %s', (_name, field, value, errorCode) => {
    expect(valueProblem(aField(field), value)?.errorCode).toBe(errorCode);
  });

  it('domain 2.5: answers with the texts of the field', () => {
    const field = aField({
      isMandatory: true,
      mandatoryErrorMessage: 'Tell us your car.',
      regEx: '[A-Z]+',
      regExErrorMessage: 'Capitals, please.',
    });

    expect(valueProblem(field, '')?.message).toBe('Tell us your car.');
    expect(valueProblem(field, 'abc')?.message).toBe('Capitals, please.');
  });

  it('never repeats the value', () => {
    const field = aField({ maxLength: 3, regEx: '[0-9]' });

    expect(valueProblem(field, 'secret')?.message).not.toContain('secret');
    expect(valueProblem(field, 'pin')?.message).not.toContain('pin');
  });
});

describe('the custom fields of a request', () => {
  it('domain 2.3, 2.5: an absent value leaves, a blank one clears, others are stored', () => {
    const fields = [aField({ id: 1 }), aField({ id: 2 }), aField({ id: 3 })];

    const { changes, errors } = readFieldValues(
      fields,
      [{ Id: 1 }, { Id: 2, Value: '' }, { Id: 3, Value: 'x' }],
      nothingStored,
    );

    expect(errors).toEqual([]);
    expect(changes).toEqual({ stored: [{ fieldId: 3, value: 'x' }], cleared: [2] });
  });

  it('domain 2.9: reports every field, each with its place in the request', () => {
    const fields = [aField({ id: 1, maxLength: 1 }), aField({ id: 2, isMandatory: true })];
    const sent = [
      { Id: 1, Value: 'ab' },
      { Id: 7, Value: 'x' },
      { Id: 2, Value: ' ' },
    ];

    const { errors } = readFieldValues(fields, sent, nothingStored);

    expect(errors.map((error) => [error.fieldName, error.errorCode])).toEqual([
      ['CustomFields[0].Value', 'MaximumLength'],
      ['CustomFields[1].Id', 'CustomFieldNotFound'],
      ['CustomFields[2].Value', 'NotEmpty'],
    ]);
  });

  it('refuses one field that is sent twice', () => {
    const { errors } = readFieldValues(
      [aField()],
      [
        { Id: 1, Value: 'a' },
        { Id: 1, Value: 'b' },
      ],
      nothingStored,
    );

    expect(errors.map((error) => error.fieldName)).toEqual(['CustomFields[1].Id']);
  });

  it.each<[string, Partial<FieldConfig>, [number, string][], string[]]>([
    ['nothing is stored', {}, [], ['CustomFields']],
    ['a value is stored', {}, [[1, 'x']], []],
    ['there is a default value', { defaultValue: 'x' }, [], []],
  ])('domain 2.5: a mandatory field that is not sent, when %s', (_name, init, stored, expected) => {
    const { errors } = readFieldValues([aField({ isMandatory: true, ...init })], [], new Map(stored));

    expect(errors.map((error) => error.fieldName)).toEqual(expected);
  });
});
