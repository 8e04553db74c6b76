import { readContact, type SentContact } from '../../../src/booking/customers/contact';

const codes = (sent: SentContact, isNew = false) =>
  readContact(sent, { isNew }).errors.map((error) => `${error.fieldName} ${error.errorCode}`);

describe('personal data of a request', () => {
  it.each<[string, SentContact, string[]]>([
    ['nothing', {}, []],
    ['an empty first name', { Firstname: '' }, ['Firstname NotEmpty']],
    ['a blank last name', { Lastname: '  ' }, ['Lastname NotEmpty']],
    ['a name of 100 characters', { Firstname: 'å'.repeat(100) }, []],
    ['a name of 101 characters', { Firstname: 'å'.repeat(101) }, ['Firstname MaximumLength']],
    ['an empty phone', { Phone: '' }, []],
    ['a phone of 5 characters', { Phone: '12345' }, []],
    ['a phone of 20 characters', { Phone: '+46 (0)70-000 000 00' }, []],
    ['a phone of 4 characters', { Phone: '1234' }, ['Phone Length']],
    ['a phone of 21 characters', { Phone: '+46 (0)70-000 000 000' }, ['Phone Length']],
    ['a phone with letters', { Phone: '12345x' }, ['Phone RegularExpression']],
    ['an e-mail address', { Email: 'karin@example.com' }, []],
    ['no e-mail address', { Email: 'karin' }, ['Email Email']],
    ['an empty e-mail address', { Email: '' }, ['Email Email']],
  ])('domain 2.3, 2.4: %s of a stored customer', (_name, sent, expected) => {
    expect(codes(sent)).toEqual(expected);
  });

  it.each<[string, SentContact, string[]]>([
    ['nothing', {}, ['Firstname NotEmpty', 'Lastname NotEmpty', 'Phone NotEmpty']],
    ['all but an e-mail address', { Firstname: 'K', Lastname: 'K', Phone: '12345' }, []],
    ['an empty e-mail address', { Firstname: 'K', Lastname: 'K', Phone: '12345', Email: ' ' }, []],
    ['an empty phone', { Firstname: 'K', Lastname: 'K', Phone: '' }, ['Phone NotEmpty']],
  ])('CreateCustomer: %s', (_name, sent, expected) => {
    expect(codes(sent, true)).toEqual(expected);
  });

  it('domain 2.4: trims, and an empty phone clears', () => {
    const { changes } = readContact({ Firstname: ' Karin ', Phone: ' ', Email: ' k@example.com ' }, { isNew: false });

    expect(changes).toEqual({ firstname: 'Karin', lastname: undefined, phone: null, email: 'k@example.com' });
  });
});
