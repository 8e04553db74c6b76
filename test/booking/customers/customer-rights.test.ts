import { AddUserAccessKey, DeleteUserAccessKey } from '../../../dtos/booking/access-keys';
import { UpdateCustomer } from '../../../dtos/booking/customers';
import { type Caller, firstRefusal, rightsOver, viewOf } from '../../../src/booking/customers/customer-rights';

const nobody: Caller = { userId: 'u1', isSuperadmin: false, isAdministrator: false, isReader: false };
const reader: Caller = { ...nobody, isReader: true };
const administrator: Caller = { ...reader, userId: 'admin', isAdministrator: true };
const superadmin: Caller = { ...administrator, isSuperadmin: true };
const apiKey: Caller = { ...administrator, userId: undefined };
const linked = { userId: 'u1' };
const unlinked = { userId: null };

describe('who may change what of a customer', () => {
  it.each<[string, { userId: string | null }, Caller, [boolean, boolean, boolean] | undefined]>([
    ['the customer', linked, nobody, [true, false, false]],
    ['the customer who also reads', linked, reader, [true, false, false]],
    ['another user', linked, { ...nobody, userId: 'u2' }, undefined],
    ['a reader', unlinked, reader, undefined],
    ['a user, of a customer without account', unlinked, nobody, undefined],
    ['a caller without user, of a customer without account', unlinked, { ...nobody, userId: undefined }, undefined],
    ['an administrator, of a customer without account', unlinked, administrator, [true, true, true]],
    ['an administrator, of a customer with account', linked, administrator, [false, true, true]],
    ['an administrator, of themself', { userId: 'admin' }, administrator, [true, true, true]],
    ['a superadmin, of a customer with account', linked, superadmin, [true, true, true]],
    ['an API key with the role', linked, apiKey, [false, true, true]],
  ])('domain 2.1: %s', (_name, customer, caller, expected) => {
    const rights = rightsOver(customer, caller);

    const { mayChangePersonalData, mayChangeAccessKeys, mayFillAllFields } = rights ?? {};
    expect(rights && [mayChangePersonalData, mayChangeAccessKeys, mayFillAllFields]).toEqual(expected);
  });

  it('domain 2.10: whoever may read all of the company sees comments and hidden fields', () => {
    expect(viewOf(reader)).toEqual({ seesAllFields: true, seesComments: true });
    expect(viewOf(nobody)).toEqual({ seesAllFields: false, seesComments: false });
  });
});

describe('parts that go beyond the rights', () => {
  const stored = { firstname: 'Karin', lastname: 'Kund', phone: null, email: 'karin@example.com' };
  const ofAdministrator = { mayChangePersonalData: false, mayChangeAccessKeys: true, mayFillAllFields: true };
  const ofCustomer = { mayChangePersonalData: true, mayChangeAccessKeys: false, mayFillAllFields: false };

  it.each<[string, Partial<UpdateCustomer>, typeof ofCustomer, string | undefined]>([
    [
      'unchanged data sent back',
      { Firstname: 'Karin', Lastname: ' Kund ', Phone: '', Email: 'karin@example.com' },
      ofAdministrator,
      undefined,
    ],
    ['another first name', { Firstname: 'Karl' }, ofAdministrator, 'Firstname'],
    ['another last name', { Lastname: 'Ek' }, ofAdministrator, 'Lastname'],
    ['a phone number', { Phone: '12345' }, ofAdministrator, 'Phone'],
    ['another e-mail address', { Email: 'k@example.com' }, ofAdministrator, 'Email'],
    ['what is the company’s', { SubscribedToNewsletter: true, CustomFields: [] }, ofAdministrator, undefined],
    ['own personal data', { Firstname: 'Karl', Email: 'k@example.com' }, ofCustomer, undefined],
    ['own access keys', { AccessKeys: [new AddUserAccessKey()] }, ofCustomer, 'AccessKeys'],
    ['access keys to delete', { AccessKeysToDelete: [new DeleteUserAccessKey()] }, ofCustomer, 'AccessKeysToDelete'],
    ['empty lists of access keys', { AccessKeys: [], AccessKeysToDelete: [] }, ofCustomer, undefined],
  ])('domain 2.1: %s', (_name, request, rights, fieldName) => {
    expect(firstRefusal(new UpdateCustomer(request), stored, rights)?.fieldName).toBe(fieldName);
  });
});
