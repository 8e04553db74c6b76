import { AddUserAccessKey, DeleteUserAccessKey } from '../../../dtos/booking/access-keys';
import { planAccessKeys, takenKey } from '../../../src/booking/access-keys/plan-access-keys';

const owner = { companyId: 'company', customerId: 'customer' };
const types = new Set([1, 2]);
const card = { id: 'card', accessKeyTypeId: 1, value: '4711', description: 'Card' };
const pin = { id: 'pin', accessKeyTypeId: 2, value: '0815', description: null };
const emptyGuid = '00000000-0000-0000-0000-000000000000';

const add = (init: Partial<AddUserAccessKey>) => new AddUserAccessKey(init);
const remove = (id: string) => new DeleteUserAccessKey({ Id: id });
const plan = (wanted: AddUserAccessKey[], unwanted: DeleteUserAccessKey[] = []) =>
  planAccessKeys(owner, [card, pin], wanted, unwanted, types);

describe('the access keys of a request', () => {
  it('domain 2.6: become deletes, updates and creates', () => {
    const planned = plan(
      [add({ Id: 'card', Value: ' 4712 ' }), add({ Id: emptyGuid, AccessKeyTypeId: 2, Value: '1', Description: ' ' })],
      [remove('pin')],
    );

    expect(planned).toEqual({
      deletes: ['pin'],
      updates: [{ path: 'AccessKeys[0]', id: 'card', accessKeyTypeId: 1, value: '4712', description: 'Card' }],
      creates: [{ path: 'AccessKeys[1]', accessKeyTypeId: 2, value: '1', description: null }],
      errors: [],
      unknown: [],
    });
  });

  it('domain 2.3: an empty Description clears, an absent one stays, a type 0 is none', () => {
    const { updates } = plan([add({ Id: 'card', AccessKeyTypeId: 0, Description: '' })]);

    expect(updates).toEqual([{ path: 'AccessKeys[0]', ...card, description: null }]);
  });

  it.each<[string, AddUserAccessKey, DeleteUserAccessKey[], string]>([
    ['another company', add({ CompanyId: 'other', AccessKeyTypeId: 1, Value: 'v' }), [], 'AccessKeys[0].CompanyId'],
    ['another customer', add({ CustomerId: 'other', AccessKeyTypeId: 1, Value: 'v' }), [], 'AccessKeys[0].CustomerId'],
    ['an update to another customer', add({ Id: 'card', CustomerId: 'other' }), [], 'AccessKeys[0].CustomerId'],
    ['an unknown type', add({ AccessKeyTypeId: 9, Value: 'v' }), [], 'AccessKeys[0].AccessKeyTypeId'],
    ['a new key without a type', add({ Value: 'v' }), [], 'AccessKeys[0].AccessKeyTypeId'],
    ['a new key without a value', add({ AccessKeyTypeId: 1 }), [], 'AccessKeys[0].Value'],
    ['a blank value', add({ Id: 'card', Value: ' ' }), [], 'AccessKeys[0].Value'],
    ['a long value', add({ AccessKeyTypeId: 1, Value: 'v'.repeat(201) }), [], 'AccessKeys[0].Value'],
    ['a long description', add({ Id: 'card', Description: 'd'.repeat(501) }), [], 'AccessKeys[0].Description'],
    ['a key that is deleted too', add({ Id: 'card', Value: 'v' }), [remove('card')], 'AccessKeys[0].Id'],
  ])('domain 2.6: refuse %s', (_name, wanted, unwanted, fieldName) => {
    const planned = plan([wanted], unwanted);

    expect(planned.errors.map((error) => error.fieldName)).toEqual([fieldName]);
    expect([...planned.updates, ...planned.creates]).toEqual([]);
  });

  it('refuse a key that is changed twice', () => {
    expect(plan([add({ Id: 'card' }), add({ Id: 'card' })]).errors.map((error) => error.fieldName)).toEqual([
      'AccessKeys[1].Id',
    ]);
  });

  it('domain 2.6: tell which keys the customer does not have', () => {
    const { unknown } = plan([add({ Id: 'foreign', Value: 'v' })], [remove('gone')]);

    expect(unknown).toEqual(['AccessKeysToDelete[0].Id', 'AccessKeys[0].Id']);
  });

  it('domain 2.6: accept the company and customer that they belong to', () => {
    const { errors } = plan([add({ CompanyId: 'company', CustomerId: 'customer', AccessKeyTypeId: 1, Value: 'v' })]);

    expect(errors).toEqual([]);
  });
});

describe('a taken access key', () => {
  const other = { id: 'other', accessKeyTypeId: 1, value: 'taken', description: null };

  it.each([
    ['another key has it', plan([add({ AccessKeyTypeId: 1, Value: 'taken' })]), [other], 'AccessKeys[0]'],
    ['the type differs', plan([add({ AccessKeyTypeId: 2, Value: 'taken' })]), [], undefined],
    [
      'two new keys want it',
      plan([add({ AccessKeyTypeId: 1, Value: 'n' }), add({ AccessKeyTypeId: 1, Value: 'n' })]),
      [],
      'AccessKeys[1]',
    ],
    ['its holder is deleted', plan([add({ AccessKeyTypeId: 1, Value: '4711' })], [remove('card')]), [card], undefined],
    [
      'its holder takes another',
      plan([add({ Id: 'card', Value: 'n' }), add({ AccessKeyTypeId: 1, Value: '4711' })]),
      [card],
      undefined,
    ],
    ['its holder stays as it is', plan([add({ Id: 'card', Value: '4711' })]), [card], undefined],
  ])('domain 2.6: when %s', (_name, planned, holders, path) => {
    expect(takenKey(planned, holders)?.path).toBe(path);
  });
});
