import type { UpdateCustomer } from '../../../dtos/booking/customers';

/** Who wants something of a customer, as far as the rules ask. */
export interface Caller {
  readonly userId?: string;
  readonly isSuperadmin: boolean;
  /** May change the company's data. */
  readonly isAdministrator: boolean;
  /** May read all of the company's data. */
  readonly isReader: boolean;
}

/** What a caller may do with one customer (domain 2.1). */
export interface CustomerRights {
  /** Firstname, Lastname, Phone, Email. */
  readonly mayChangePersonalData: boolean;
  readonly mayChangeAccessKeys: boolean;
  /** Fill in custom fields that customers do not see. */
  readonly mayFillAllFields: boolean;
}

/** What a caller may see of a customer whom they may see at all (domain 2.10). */
export interface CustomerView {
  readonly seesAllFields: boolean;
  readonly seesComments: boolean;
}

/**
 * What the caller may change of a customer; `undefined`: nothing, not even try.
 *
 * A customer with a user account owns their personal data: an administrator changes what is the company's. A role that
 * only reads is no administrator here.
 */
export function rightsOver(customer: { userId: string | null }, caller: Caller): CustomerRights | undefined {
  const isSelf = customer.userId !== null && customer.userId === caller.userId;
  if (!isSelf && !caller.isAdministrator) return undefined;
  return {
    mayChangePersonalData: isSelf || customer.userId === null || caller.isSuperadmin,
    mayChangeAccessKeys: caller.isAdministrator,
    mayFillAllFields: caller.isAdministrator,
  };
}

export function viewOf(caller: Caller): CustomerView {
  return { seesAllFields: caller.isReader, seesComments: caller.isReader };
}

/** A part of a request that its caller may not ask for. */
export interface Refusal {
  readonly fieldName: string;
  readonly message: string;
}

const personalMembers = { Firstname: 'firstname', Lastname: 'lastname', Phone: 'phone', Email: 'email' } as const;
type PersonalData = Readonly<Record<(typeof personalMembers)[keyof typeof personalMembers], string | null>>;

/** The first part of an update that goes beyond the caller's rights. Sending personal data back unchanged does not. */
export function firstRefusal(
  request: UpdateCustomer,
  stored: PersonalData,
  rights: CustomerRights,
): Refusal | undefined {
  if (!rights.mayChangeAccessKeys) {
    const fieldName = request.AccessKeys?.length ? 'AccessKeys' : 'AccessKeysToDelete';
    if (request[fieldName]?.length) return { fieldName, message: 'Only administrators may change access keys.' };
  }
  if (rights.mayChangePersonalData) return undefined;
  for (const [member, property] of Object.entries(personalMembers) as [
    keyof typeof personalMembers,
    keyof PersonalData,
  ][]) {
    const sent = request[member]?.trim();
    if (sent !== undefined && sent !== (stored[property] ?? '')) {
      const message = `The customer has an account of their own, so that only they may change ${member}.`;
      return { fieldName: member, message };
    }
  }
  return undefined;
}
