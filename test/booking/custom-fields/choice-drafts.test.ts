import { CustomFieldGroupValue } from '../../../dtos/booking/custom-fields';
import { mergeChoices } from '../../../src/booking/custom-fields/choice-drafts';

const stored = ['Bronze', 'Silver'].map((value, index) => ({
  id: index + 1,
  companyId: 'c',
  customFieldId: 7,
  value,
  active: true,
  sortOrder: index + 1,
}));
const choice = (init: Partial<CustomFieldGroupValue>) => new CustomFieldGroupValue(init);

describe('the values to select from', () => {
  it('are changed by id, found by text, or added at the end; the others stay', () => {
    const sent = [
      choice({ Id: 1, Value: 'Iron' }),
      choice({ Value: 'Silver', Active: false }),
      choice({ Value: 'Gold' }),
    ];

    const { all, changed, errors } = mergeChoices(stored, sent);

    expect(errors).toEqual([]);
    expect(changed).toEqual([
      { id: 1, value: 'Iron', active: true, sortOrder: 1 },
      { id: 2, value: 'Silver', active: false, sortOrder: 2 },
      { id: undefined, value: 'Gold', active: true, sortOrder: 5 },
    ]);
    expect(all).toHaveLength(3);
  });

  it('may exchange their texts', () => {
    const { errors } = mergeChoices(stored, [choice({ Id: 1, Value: 'Silver' }), choice({ Id: 2, Value: 'Bronze' })]);

    expect(errors).toEqual([]);
  });

  it.each([
    ['an unknown id', choice({ Id: 9, Value: 'x' }), 'Values[0].Id'],
    ['an empty text', choice({ Value: ' ' }), 'Values[0].Value'],
    ['no text for a new value', choice({ Active: true }), 'Values[0].Value'],
    ['a text that another value has', choice({ Id: 1, Value: 'Silver' }), 'Values'],
  ])('refuse %s', (_name, sent, fieldName) => {
    expect(mergeChoices(stored, [sent]).errors.map((error) => error.fieldName)).toEqual([fieldName]);
  });
});
