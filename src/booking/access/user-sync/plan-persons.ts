import type { AxemaPerson } from '../axema/axema-client';
import { KnownState } from './known-state';
import type { KnownCustomer, KnownKey, PageFacts, PagePlan, PersonOutcome } from './page-plan';
import { toWantedCustomer, type WantedCustomer } from './wanted-customer';

export interface PlanOptions {
  readonly now: Date;
  /** Whether the transport tells identities: if not, an empty list takes no key away. */
  readonly readsIdentities: boolean;
  readonly newId: () => string;
}

/**
 * Decides what becomes of the persons of one page (domain 1.9, 1.10).
 *
 * A person meets a customer by its stored link, else by e-mail address, else by an access key of the same value; else it
 * becomes a new customer. Persons are taken in order, each seeing what the ones before it changed, so that two persons
 * of one page meet as they would on two pages.
 *
 * `persons`: each id once, none that this sync has accounted for.
 */
export function planPersons(persons: readonly AxemaPerson[], facts: PageFacts, options: PlanOptions): PagePlan {
  const state = new KnownState(facts);
  const outcomes = persons.map((person) => {
    const outcome = planPerson(person, state, options);
    state.handled.add(person.id);
    return outcome;
  });
  return { outcomes, ...state.changes() };
}

function planPerson(person: AxemaPerson, state: KnownState, options: PlanOptions): PersonOutcome {
  const wanted = toWantedCustomer(person, options.now);
  if (typeof wanted === 'string') return { personId: person.id, outcome: 'skipped', reason: wanted };

  const match = matchOf(wanted, state);
  const customer = match?.customer ?? addCustomer(wanted, state, options.newId());
  if (match?.by !== 'link') state.addLink({ personId: person.id, customerId: customer.id });

  const isChanged = match !== undefined && updateCustomer(wanted, match, state);
  const keys = options.readsIdentities ? planKeys(wanted, customer.id, state, options.newId) : noKeyChanges;
  const outcome = match === undefined ? 'created' : isChanged || keys.isChanged ? 'updated' : 'unchanged';
  return { personId: person.id, outcome, ...(keys.taken > 0 ? { keysTaken: keys.taken } : {}) };
}

interface Match {
  readonly customer: KnownCustomer;
  readonly by: 'link' | 'email' | 'key';
}

function matchOf(wanted: WantedCustomer, state: KnownState): Match | undefined {
  const linked = state.customerOfPerson(wanted.personId);
  if (linked) return { customer: linked, by: 'link' };
  const sameEmail = wanted.email === undefined ? undefined : state.customerWithEmail(wanted.email);
  if (sameEmail) return { customer: sameEmail, by: 'email' };
  for (const { value } of wanted.identities) {
    const holder = state.customerWithKey(value);
    // A card that was handed on to somebody else must not hand over the former holder's customer with it.
    if (holder && state.personsOf(holder.id).length === 0) return { customer: holder, by: 'key' };
  }
  return undefined;
}

function addCustomer(wanted: WantedCustomer, state: KnownState, id: string): KnownCustomer {
  const customer: KnownCustomer = {
    id,
    firstname: wanted.firstname,
    lastname: wanted.lastname,
    // Free: whoever has it would have been the match.
    email: wanted.email ?? null,
    phone: wanted.phone ?? null,
    hasUser: false,
  };
  state.addCustomer(customer);
  return customer;
}

/** Takes over name, e-mail address and phone, never an empty value over a full one. Answers whether anything changed. */
function updateCustomer(wanted: WantedCustomer, { customer, by }: Match, state: KnownState): boolean {
  if (customer.hasUser || !speaksFor(wanted.personId, customer, state)) return false;
  const changed: KnownCustomer = {
    ...customer,
    firstname: wanted.firstname || customer.firstname,
    lastname: wanted.lastname || customer.lastname,
    email: emailFor(wanted, customer, by, state),
    phone: wanted.phone ?? customer.phone,
  };
  const isSame =
    changed.firstname === customer.firstname &&
    changed.lastname === customer.lastname &&
    changed.email === customer.email &&
    changed.phone === customer.phone;
  if (!isSame) state.changeCustomer(changed);
  return !isSame;
}

/**
 * Whether this person's data are the customer's. Several persons can share a customer, by a common e-mail address: the
 * one with the smallest id speaks for it, or each sync would rename it as often as there are persons.
 */
function speaksFor(personId: string, customer: KnownCustomer, state: KnownState): boolean {
  return state.personsOf(customer.id).every((other) => other >= personId);
}

function emailFor(wanted: WantedCustomer, customer: KnownCustomer, by: Match['by'], state: KnownState): string | null {
  if (wanted.email === undefined) return customer.email;
  if (customer.email !== null && by !== 'link') return customer.email;
  const holder = state.customerWithEmail(wanted.email);
  // Only the case differs, or somebody else of the company has it: addresses are unique there (domain 2.4).
  return holder === undefined ? wanted.email : customer.email;
}

interface KeyChanges {
  readonly isChanged: boolean;
  readonly taken: number;
}
const noKeyChanges: KeyChanges = { isChanged: false, taken: 0 };

/** Makes the keys that came from this person those that it has now (domain 1.10). */
function planKeys(wanted: WantedCustomer, customerId: string, state: KnownState, newId: () => string): KeyChanges {
  const identities = wanted.mayEnter ? wanted.identities : [];
  const values = new Set(identities.map(({ value }) => value));
  let isChanged = false;
  for (const key of state.keysOfPerson(wanted.personId)) {
    if (values.has(key.value) && key.customerId === customerId) continue;
    state.removeKey(key);
    isChanged = true;
  }

  let taken = 0;
  for (const { value, type, label } of identities) {
    const existing = state.keyWithValue(value);
    if (existing?.customerId === customerId) continue;
    if (existing && !mayTakeOver(existing, state)) {
      taken++;
      continue;
    }
    if (existing) state.removeKey(existing);
    const description = label ? `${type}, ${label}` : type;
    state.addKey({ id: newId(), value, customerId, personId: wanted.personId, description });
    isChanged = true;
  }
  return { isChanged, taken };
}

/**
 * A key that came from a person whose turn is still to come: VAKA has given the identity to somebody else since. After
 * its turn it holds the identity itself, and the first one keeps it.
 */
function mayTakeOver(key: KnownKey, state: KnownState): boolean {
  return key.personId !== undefined && !state.handled.has(key.personId);
}
