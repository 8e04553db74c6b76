import { CreateCustomField, UpdateCustomField } from '../../../dtos/booking/custom-fields';
import type { CustomFieldEntity } from '../../../src/booking/custom-fields/custom-field-entity';
import type { ValueDraft } from '../../../src/booking/custom-fields/custom-field-repository';
import { changedFieldDraft, draftErrors, newFieldDraft } from '../../../src/booking/custom-fields/field-draft';

const digits = { id: 1, name: '', description: '', regExCode: '[0-9]+', errorMessage: '' };
const gold: ValueDraft = { value: 'Gold', active: true, sortOrder: 1 };

function aCreation(init: Partial<CreateCustomField> = {}): CreateCustomField {
  return new CreateCustomField({ Name: 'Car', Description: 'The car', Datatype: 'TextBox', ...init });
}
function aStoredField(init: Partial<CustomFieldEntity> = {}): CustomFieldEntity {
  const at = new Date(0);
  const keys = { id: 7, companyId: 'c', targetTable: 'Customer', createdAt: at, updatedAt: at };
  return { ...newFieldDraft(aCreation(), 1), ...keys, ...init };
}

describe('a custom field that is saved', () => {
  it('has the defaults of the contract', () => {
    const draft = newFieldDraft(aCreation(), 4);

    expect(draft).toMatchObject({
      slot: 4,
      maxLength: 500,
      isMandatory: false,
      multipleLineText: false,
      isPublic: true,
      isHidden: false,
    });
  });

  it.each<[string, Partial<CreateCustomField>, ValueDraft[], string[]]>([
    ['a plain text box', {}, [], []],
    ['a drop-down with a value', { Datatype: 'DropDown' }, [gold], []],
    ['a drop-down without an active value', { Datatype: 'DropDown' }, [{ ...gold, active: false }], ['Values']],
    ['a pattern that compiles', { RegEx: '^(a+)+$' }, [], []],
    ['a pattern that does not', { RegEx: '(?=a)' }, [], ['RegEx']],
    ['a common pattern and one of its own', { RegEx: 'a', RegExId: 1 }, [], ['RegEx']],
    ['a default value that is no choice', { Datatype: 'DropDown', DefaultValue: 'Tin' }, [gold], ['DefaultValue']],
    ['a default value that is a choice', { Datatype: 'DropDown', DefaultValue: 'Gold' }, [gold], []],
    ['a default value against the common pattern', { RegExId: 1, DefaultValue: 'abc' }, [], ['DefaultValue']],
    ['a default value over MaxLength', { MaxLength: 2, DefaultValue: 'abc' }, [], ['DefaultValue']],
  ])('%s', (_name, init, values, expected) => {
    const draft = newFieldDraft(aCreation(init), 1);

    const errors = draftErrors(draft, values, draft.regExId === null ? null : digits);

    expect(errors.map((error) => error.fieldName)).toEqual(expected);
  });

  it('refuses an unknown common pattern', () => {
    const errors = draftErrors(newFieldDraft(aCreation({ RegExId: 99 }), 1), [], null);

    expect(errors.map((error) => error.fieldName)).toEqual(['RegExId']);
  });
});

describe('a custom field that is changed', () => {
  it('keeps what is not sent, and clears optional texts that are sent empty', () => {
    const stored = aStoredField({ iconId: 'car', defaultValue: 'none', maxLength: 20 });

    const draft = changedFieldDraft(new UpdateCustomField({ Id: 7, Name: 'Vehicle', IconId: '' }), stored);

    expect(draft).toMatchObject({
      name: 'Vehicle',
      description: 'The car',
      iconId: null,
      defaultValue: 'none',
      maxLength: 20,
    });
  });

  it.each<[string, Partial<UpdateCustomField>, Partial<CustomFieldEntity>, [string | null, number | null]]>([
    ['nothing sent', {}, { regEx: 'a' }, ['a', null]],
    ['a common pattern replaces its own', { RegExId: 1 }, { regEx: 'a' }, [null, 1]],
    ['its own replaces a common one', { RegEx: 'b' }, { regExId: 1 }, ['b', null]],
    ['an empty RegEx removes either', { RegEx: '' }, { regExId: 1 }, [null, null]],
    ['RegExId 0 removes the common one', { RegExId: 0 }, { regExId: 1 }, [null, null]],
  ])('pattern: %s', (_name, request, stored, [regEx, regExId]) => {
    expect(changedFieldDraft(new UpdateCustomField(request), aStoredField(stored))).toMatchObject({ regEx, regExId });
  });
});
