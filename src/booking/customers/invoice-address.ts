import { isISO31661Alpha2 } from 'class-validator';
import { InvoiceAddress } from '../../../dtos/booking/customers';
import { ResponseError } from '../../../dtos/common';

/** Member on the wire → property of the entity. */
const members = {
  CorporateIdentityNumber: 'corporateIdentityNumber',
  InvoiceAddress1: 'invoiceAddress1',
  InvoiceAddress2: 'invoiceAddress2',
  InvoiceCity: 'invoiceCity',
  InvoicePostalCode: 'invoicePostalCode',
  InvoiceCountryCode: 'invoiceCountryCode',
} as const;
type Member = keyof typeof members;
const memberNames = Object.keys(members) as Member[];

/** Absent: leave what is stored; null: clear. */
export type InvoiceAddressChanges = { [K in (typeof members)[Member]]?: string | null };

const maxLength = 200;

/** Reads an invoice address member by member: absent leaves, an empty text clears (domain 2.7). */
export function readInvoiceAddress(sent: InvoiceAddress | undefined): {
  changes: InvoiceAddressChanges;
  errors: ResponseError[];
} {
  const changes: InvoiceAddressChanges = {};
  const errors: ResponseError[] = [];
  for (const member of memberNames) {
    const text = sent?.[member]?.trim();
    if (text === undefined) continue;
    const value = member === 'InvoiceCountryCode' ? text.toUpperCase() : text;
    const problem = memberProblem(member, value);
    if (problem) errors.push(problem);
    else changes[members[member]] = value || null;
  }
  return { changes, errors };
}

function memberProblem(member: Member, value: string): ResponseError | undefined {
  const fieldName = `InvoiceAddress.${member}`;
  if (value.length > maxLength) {
    const message = `${member} must be ${maxLength} characters or fewer; got ${value.length}.`;
    return new ResponseError({ errorCode: 'MaximumLength', fieldName, message });
  }
  if (member !== 'InvoiceCountryCode' || value === '' || isISO31661Alpha2(value)) return undefined;
  const message = 'InvoiceCountryCode must be a country code of two letters (ISO 3166-1 alpha-2), such as SE.';
  return new ResponseError({ errorCode: 'Predicate', fieldName, message });
}

/** The address as answers carry it; `undefined` when no member is set. */
export function toInvoiceAddress(stored: InvoiceAddressChanges | null | undefined): InvoiceAddress | undefined {
  if (!stored || memberNames.every((member) => !stored[members[member]])) return undefined;
  const address = new InvoiceAddress();
  for (const member of memberNames) address[member] = stored[members[member]] ?? undefined;
  return address;
}
