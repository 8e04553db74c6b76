import type { AxemaPerson } from '../../../src/booking/access/axema/axema-client';
import type { KnownCustomer, KnownKey, PageFacts } from '../../../src/booking/access/user-sync/page-plan';
import { planPersons } from '../../../src/booking/access/user-sync/plan-persons';

const now = new Date('2030-01-07T12:00:00Z');

function aPerson(init: Partial<AxemaPerson> = {}): AxemaPerson {
  return { id: 'p1', name: 'Öberg Åsa', identities: [], ...init };
}
function aCustomer(init: Partial<KnownCustomer> = {}): KnownCustomer {
  return { id: 'c1', firstname: 'Åsa', lastname: 'Öberg', email: null, phone: null, hasUser: false, ...init };
}
function aKey(init: Partial<KnownKey> = {}): KnownKey {
  return { id: 'k1', value: '4711', customerId: 'c1', ...init };
}
function plan(persons: AxemaPerson[], facts: Partial<PageFacts> = {}, readsIdentities = true) {
  let ids = 0;
  const known = { customers: [], links: [], keys: [], handled: new Set<string>(), ...facts };
  return planPersons(persons, known, { now, readsIdentities, newId: () => `new${++ids}` });
}
const outcomesOf = (...args: Parameters<typeof plan>) => plan(...args).outcomes.map(({ outcome }) => outcome);
const em = (value: string) => ({ type: 'EM' as const, value });
const link = { personId: 'p1', customerId: 'c1' };

describe('matching (domain 1.9)', () => {
  it('creates a customer for a person that meets none', () => {
    const result = plan([aPerson({ email: 'asa@example.se', phone: '+46701234567' })]);

    expect(result.outcomes).toEqual([{ personId: 'p1', outcome: 'created' }]);
    expect(result.customersToAdd).toEqual([
      {
        id: 'new1',
        firstname: 'Åsa',
        lastname: 'Öberg',
        email: 'asa@example.se',
        phone: '+46701234567',
        hasUser: false,
      },
    ]);
    expect(result.linksToAdd).toEqual([{ personId: 'p1', customerId: 'new1' }]);
  });

  it('prefers the stored link to the e-mail address', () => {
    const other = aCustomer({ id: 'c2', email: 'asa@example.se' });

    const result = plan([aPerson({ name: 'Berg Åsa', email: 'asa@example.se' })], {
      customers: [aCustomer(), other],
      links: [link],
    });

    expect(result.customersToChange).toEqual([{ ...aCustomer(), lastname: 'Berg' }]);
    expect(result.linksToAdd).toEqual([]);
  });

  it('meets by e-mail address whatever its case, and stores the link', () => {
    const result = plan([aPerson({ email: 'ASA@Example.se' })], {
      customers: [aCustomer({ email: 'asa@example.se' })],
    });

    expect(result.outcomes).toEqual([{ personId: 'p1', outcome: 'unchanged' }]);
    expect(result.linksToAdd).toEqual([link]);
  });

  it('prefers the e-mail address to an access key', () => {
    const byEmail = aCustomer({ id: 'c2', email: 'asa@example.se' });

    const result = plan([aPerson({ email: 'asa@example.se', identities: [em('4711')] })], {
      customers: [aCustomer(), byEmail],
      keys: [aKey()],
    });

    expect(result.linksToAdd).toEqual([{ personId: 'p1', customerId: 'c2' }]);
  });

  it('meets by an access key of the same value', () => {
    const result = plan([aPerson({ identities: [em('4711')] })], { customers: [aCustomer()], keys: [aKey()] });

    expect(result.linksToAdd).toEqual([link]);
    expect(result.customersToAdd).toEqual([]);
    expect(result.keysToAdd).toEqual([]);
  });

  it('gives nobody the customer of the person who had the card before', () => {
    const result = plan([aPerson({ id: 'p2', name: 'Ny Person', identities: [em('4711')] })], {
      customers: [aCustomer()],
      links: [link],
      keys: [aKey({ personId: 'p1' })],
    });

    expect(result.outcomes).toEqual([{ personId: 'p2', outcome: 'created' }]);
    expect(result.keysToRemove).toEqual(['k1']);
    expect(result.keysToAdd).toMatchObject([{ value: '4711', customerId: 'new1', personId: 'p2' }]);
  });
});

describe('updating (domain 1.9)', () => {
  it.each<[string, Partial<AxemaPerson>, Partial<KnownCustomer>]>([
    ['the name', { name: 'Berg, Åsa Maria' }, { firstname: 'Åsa Maria', lastname: 'Berg' }],
    ['the phone number', { phone: '+46701111111' }, { phone: '+46701111111' }],
    ['the e-mail address', { email: 'new@example.se' }, { email: 'new@example.se' }],
  ])('takes over %s of a linked person', (_, person, customer) => {
    const stored = aCustomer({ email: 'old@example.se', phone: '+46700000000' });

    const result = plan([aPerson({ email: 'old@example.se', phone: '+46700000000', ...person })], {
      customers: [stored],
      links: [link],
    });

    expect(result.outcomes).toEqual([{ personId: 'p1', outcome: 'updated' }]);
    expect(result.customersToChange).toEqual([{ ...stored, ...customer }]);
  });

  it('gives a customer without e-mail address, met by its key, the one of the person', () => {
    const result = plan([aPerson({ email: 'asa@example.se', identities: [em('4711')] })], {
      customers: [aCustomer()],
      keys: [aKey()],
    });

    expect(result.customersToChange).toMatchObject([{ email: 'asa@example.se' }]);
  });

  it('leaves the e-mail address of a customer met by its key that has one', () => {
    const result = plan([aPerson({ email: 'asa@example.se', identities: [em('4711')] })], {
      customers: [aCustomer({ email: 'other@example.se' })],
      keys: [aKey()],
    });

    expect(result.customersToChange).toEqual([]);
  });

  it.each<[string, Partial<AxemaPerson>]>([
    ['no e-mail address and no phone number', {}],
    ['empty ones', { email: '', phone: ' ' }],
    ['null', { email: null, phone: null }],
    ['an e-mail address and a phone number that nobody can have', { email: 'not an address', phone: 'call me' }],
    ['a name of one word', { name: 'Öberg' }],
  ])('overwrites nothing when the person has %s', (_, person) => {
    const stored = aCustomer({ email: 'asa@example.se', phone: '+46701234567' });

    const result = plan([aPerson(person)], { customers: [stored], links: [link] });

    expect(result.outcomes).toEqual([{ personId: 'p1', outcome: 'unchanged' }]);
    expect(result.customersToChange).toEqual([]);
  });

  it('takes no e-mail address from another customer of the company', () => {
    const result = plan([aPerson({ email: 'taken@example.se' })], {
      customers: [aCustomer(), aCustomer({ id: 'c2', email: 'Taken@example.se' })],
      links: [link],
    });

    expect(result.outcomes).toEqual([{ personId: 'p1', outcome: 'unchanged' }]);
  });

  it('leaves the personal data of a customer who has an account (domain 2.1), but not the keys', () => {
    const result = plan([aPerson({ name: 'Annan Person', phone: '+46701234567', identities: [em('1')] })], {
      customers: [aCustomer({ hasUser: true })],
      links: [link],
    });

    expect(result.customersToChange).toEqual([]);
    expect(result.keysToAdd).toMatchObject([{ value: '1', customerId: 'c1' }]);
    expect(result.outcomes).toEqual([{ personId: 'p1', outcome: 'updated' }]);
  });
});

describe('persons that share an e-mail address', () => {
  const twins = [
    aPerson({ id: 'p1', name: 'Öberg Åsa', email: 'home@example.se' }),
    aPerson({ id: 'p2', name: 'Öberg Nils', email: 'HOME@example.se', identities: [em('22')] }),
  ];

  it('become one customer with the keys of both', () => {
    const result = plan(twins);

    expect(result.customersToAdd).toMatchObject([{ firstname: 'Åsa', email: 'home@example.se' }]);
    expect(result.linksToAdd.map(({ customerId }) => customerId)).toEqual(['new1', 'new1']);
    expect(result.keysToAdd).toMatchObject([{ customerId: 'new1', personId: 'p2' }]);
    expect(result.outcomes.map(({ outcome }) => outcome)).toEqual(['created', 'updated']);
  });

  it('change nothing at the next sync, in whichever order they come', () => {
    const facts = {
      customers: [aCustomer({ email: 'home@example.se' })],
      links: [link, { personId: 'p2', customerId: 'c1' }],
      keys: [aKey({ value: '22', personId: 'p2' })],
    };

    expect(outcomesOf(twins, facts)).toEqual(['unchanged', 'unchanged']);
    expect(outcomesOf([...twins].reverse(), facts)).toEqual(['unchanged', 'unchanged']);
  });
});

describe('access keys (domain 1.10)', () => {
  it('turns every identity into a key, each value once', () => {
    const identities = [
      { type: 'EM' as const, value: '11', label: 'Tagg' },
      { type: 'PersonalCode' as const, value: '22' },
      em(' 11 '),
    ];

    const result = plan([aPerson({ identities })]);

    expect(result.keysToAdd).toEqual([
      { id: 'new2', value: '11', customerId: 'new1', personId: 'p1', description: 'EM, Tagg' },
      { id: 'new3', value: '22', customerId: 'new1', personId: 'p1', description: 'PersonalCode' },
    ]);
  });

  it('removes a key of the person that VAKA no longer has', () => {
    const result = plan([aPerson()], { customers: [aCustomer()], links: [link], keys: [aKey({ personId: 'p1' })] });

    expect(result.keysToRemove).toEqual(['k1']);
    expect(result.outcomes).toEqual([{ personId: 'p1', outcome: 'updated' }]);
  });

  it('leaves a key that somebody entered', () => {
    const result = plan([aPerson()], { customers: [aCustomer()], links: [link], keys: [aKey()] });

    expect(result.keysToRemove).toEqual([]);
  });

  it('takes no key away when the transport tells no identities', () => {
    const facts = { customers: [aCustomer()], links: [link], keys: [aKey({ personId: 'p1' })] };

    expect(plan([aPerson()], facts, false).keysToRemove).toEqual([]);
  });

  it.each<[string, Partial<AxemaPerson>]>([
    ['blocked', { blocked: true }],
    ['expired', { validTo: '2030-01-07T11:59:59Z' }],
  ])('takes the keys of a %s person away and adds none, but synchronises the person', (_, state) => {
    const person = aPerson({ name: 'Berg Åsa', identities: [em('4711'), em('4712')], ...state });

    const result = plan([person], { customers: [aCustomer()], links: [link], keys: [aKey({ personId: 'p1' })] });

    expect(result.keysToRemove).toEqual(['k1']);
    expect(result.keysToAdd).toEqual([]);
    expect(result.customersToChange).toMatchObject([{ lastname: 'Berg' }]);
  });

  it('keeps the keys of a person who is valid until later', () => {
    const result = plan([aPerson({ validTo: '2030-01-07T12:00:01Z', identities: [em('1')] })]);

    expect(result.keysToAdd).toHaveLength(1);
  });

  it('leaves a key with whoever entered it, and says so', () => {
    const result = plan([aPerson({ identities: [em('4711')] })], {
      customers: [aCustomer(), aCustomer({ id: 'c2' })],
      links: [link],
      keys: [aKey({ customerId: 'c2' })],
    });

    expect(result.outcomes).toEqual([{ personId: 'p1', outcome: 'unchanged', keysTaken: 1 }]);
    expect(result.keysToAdd).toEqual([]);
  });

  it('moves a card that VAKA gave to somebody else, whoever comes first', () => {
    const facts = {
      customers: [aCustomer(), aCustomer({ id: 'c2' })],
      links: [link, { personId: 'p2', customerId: 'c2' }],
      keys: [aKey({ personId: 'p1' })],
    };
    const former = aPerson();
    const next = aPerson({ id: 'p2', identities: [em('4711')] });

    for (const persons of [
      [former, next],
      [next, former],
    ]) {
      const result = plan(persons, facts);
      expect(result.keysToRemove).toEqual(['k1']);
      expect(result.keysToAdd).toMatchObject([{ value: '4711', customerId: 'c2', personId: 'p2' }]);
    }
  });

  it('leaves a card that two persons have with the first', () => {
    const persons = [aPerson({ identities: [em('4711')] }), aPerson({ id: 'p2', identities: [em('4711')] })];

    const first = plan(persons);
    const second = plan(persons, {
      customers: [aCustomer(), aCustomer({ id: 'c2' })],
      links: [link, { personId: 'p2', customerId: 'c2' }],
      keys: [aKey({ personId: 'p1' })],
    });

    expect(first.keysToAdd).toMatchObject([{ personId: 'p1' }]);
    expect(second.outcomes.map(({ outcome }) => outcome)).toEqual(['unchanged', 'unchanged']);
  });

  it('leaves a card with a person of an earlier page who has it too', () => {
    const result = plan([aPerson({ id: 'p2', identities: [em('4711')] })], {
      customers: [aCustomer()],
      links: [link],
      keys: [aKey({ personId: 'p1' })],
      handled: new Set(['p1']),
    });

    expect(result.outcomes).toEqual([{ personId: 'p2', outcome: 'created', keysTaken: 1 }]);
  });
});

describe('bad persons (domain 1.6)', () => {
  it.each<[string, Partial<AxemaPerson>, string]>([
    ['that cannot be read', { name: '' }, 'unreadable or without name'],
    ['with a blank name', { name: ' \t ' }, 'unreadable or without name'],
    ['with nothing but a comma', { name: ',' }, 'unreadable or without name'],
    ['with a name of 101 characters', { name: `${'x'.repeat(101)} Åsa` }, 'name too long'],
  ])('skips a person %s and writes nothing for it', (_, person, reason) => {
    const result = plan([aPerson({ identities: [em('1')], ...person }), aPerson({ id: 'p2' })]);

    expect(result.outcomes).toEqual([
      { personId: 'p1', outcome: 'skipped', reason },
      { personId: 'p2', outcome: 'created' },
    ]);
    expect(result.customersToAdd).toHaveLength(1);
    expect(result.keysToAdd).toEqual([]);
  });
});

it('accounts for every person exactly once', () => {
  const persons = Array.from({ length: 300 }, (_, index) =>
    aPerson({ id: `p${index}`, name: index % 7 === 0 ? '' : `N${index % 5} F`, email: `a${index % 50}@example.se` }),
  );

  const { outcomes } = plan(persons);

  expect(outcomes.map(({ personId }) => personId)).toEqual(persons.map(({ id }) => id));
});
