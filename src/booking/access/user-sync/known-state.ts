import type { KnownCustomer, KnownKey, Link, NewKey, PageFacts, PagePlan } from './page-plan';

/** What is stored, with the changes that a plan has made so far. */
export class KnownState {
  readonly handled: Set<string>;
  private readonly customers = new Map<string, KnownCustomer>();
  private readonly customerIdByEmail = new Map<string, string>();
  private readonly customerIdByPerson = new Map<string, string>();
  private readonly personsByCustomer = new Map<string, string[]>();
  private readonly keyByValue = new Map<string, KnownKey>();

  private readonly added = new Set<string>();
  private readonly changed = new Set<string>();
  private readonly newLinks: Link[] = [];
  private readonly newKeys: NewKey[] = [];
  private readonly removedKeys: string[] = [];

  constructor({ customers, links, keys, handled }: PageFacts) {
    this.handled = new Set(handled);
    for (const customer of customers) this.put(customer);
    for (const link of links) this.putLink(link);
    for (const key of keys) this.keyByValue.set(key.value, key);
  }

  changes(): Omit<PagePlan, 'outcomes'> {
    return {
      customersToAdd: this.listed(this.added),
      customersToChange: this.listed(this.changed),
      linksToAdd: this.newLinks,
      keysToAdd: this.newKeys,
      keysToRemove: this.removedKeys,
    };
  }

  customerOfPerson(personId: string): KnownCustomer | undefined {
    return this.customers.get(this.customerIdByPerson.get(personId) ?? '');
  }
  customerWithEmail(email: string): KnownCustomer | undefined {
    return this.customers.get(this.customerIdByEmail.get(email.toLowerCase()) ?? '');
  }
  customerWithKey(value: string): KnownCustomer | undefined {
    return this.customers.get(this.keyByValue.get(value)?.customerId ?? '');
  }
  personsOf(customerId: string): readonly string[] {
    return this.personsByCustomer.get(customerId) ?? [];
  }
  keyWithValue(value: string): KnownKey | undefined {
    return this.keyByValue.get(value);
  }
  keysOfPerson(personId: string): KnownKey[] {
    return [...this.keyByValue.values()].filter((key) => key.personId === personId);
  }

  addCustomer(customer: KnownCustomer): void {
    this.added.add(customer.id);
    this.put(customer);
  }
  changeCustomer(customer: KnownCustomer): void {
    const before = this.customers.get(customer.id);
    if (before?.email) this.customerIdByEmail.delete(before.email.toLowerCase());
    if (!this.added.has(customer.id)) this.changed.add(customer.id);
    this.put(customer);
  }
  addLink(link: Link): void {
    this.newLinks.push(link);
    this.putLink(link);
  }
  addKey(key: NewKey): void {
    this.newKeys.push(key);
    this.keyByValue.set(key.value, key);
  }
  removeKey(key: KnownKey): void {
    this.removedKeys.push(key.id);
    this.keyByValue.delete(key.value);
  }

  private put(customer: KnownCustomer): void {
    this.customers.set(customer.id, customer);
    if (customer.email) this.customerIdByEmail.set(customer.email.toLowerCase(), customer.id);
  }
  private putLink({ personId, customerId }: Link): void {
    this.customerIdByPerson.set(personId, customerId);
    this.personsByCustomer.set(customerId, [...this.personsOf(customerId), personId]);
  }
  private listed(ids: ReadonlySet<string>): KnownCustomer[] {
    return [...ids].flatMap((id) => this.customers.get(id) ?? []);
  }
}
