import { isEmail } from 'class-validator';
import type { AxemaIdentity, AxemaPerson } from '../axema/axema-client';
import { type PersonName, splitName } from './person-name';

/** What VAKA says about a person, as far as a customer can hold it. A member that is absent says nothing. */
export interface WantedCustomer extends PersonName {
  readonly personId: string;
  readonly email?: string;
  readonly phone?: string;
  /** Identities by value, each once. */
  readonly identities: readonly AxemaIdentity[];
  /** Whether the identities may open doors: not those of a blocked or expired person. */
  readonly mayEnter: boolean;
}

/** Why a person is not taken over. Codes, because names do not belong in logs. */
export type SkipReason = 'unreadable or without name' | 'name too long';

const maxNameLength = 100;
const maxEmailLength = 254;
const phone = /^[+0-9 ()-]{5,20}$/;

/**
 * Turns a person into a customer, or says why not.
 *
 * An e-mail address or phone number that a customer could not have (domain 2.4) says nothing rather than costing the
 * person; a name that cannot be stored does.
 */
export function toWantedCustomer(person: AxemaPerson, now: Date): WantedCustomer | SkipReason {
  const name = splitName(person);
  if (!name) return 'unreadable or without name';
  if (name.firstname.length > maxNameLength || name.lastname.length > maxNameLength) return 'name too long';

  const email = person.email?.trim();
  const number = person.phone?.trim();
  return {
    personId: person.id,
    ...name,
    email: email !== undefined && email.length <= maxEmailLength && isEmail(email) ? email : undefined,
    phone: number !== undefined && phone.test(number) ? number : undefined,
    identities: eachOnce(person.identities),
    mayEnter: person.blocked !== true && !isPast(person.validTo, now),
  };
}

function eachOnce(identities: readonly AxemaIdentity[]): AxemaIdentity[] {
  const byValue = new Map<string, AxemaIdentity>();
  for (const identity of identities) {
    const value = identity.value.trim();
    if (!byValue.has(value)) byValue.set(value, { ...identity, value });
  }
  return [...byValue.values()];
}

function isPast(validTo: string | null | undefined, now: Date): boolean {
  return validTo != null && Date.parse(validTo) <= now.getTime();
}
