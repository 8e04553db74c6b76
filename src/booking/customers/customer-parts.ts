import type { AddUserAccessKey, DeleteUserAccessKey } from '../../../dtos/booking/access-keys';
import type { AddCustomField } from '../../../dtos/booking/custom-fields';
import type { InvoiceAddress } from '../../../dtos/booking/customers';
import { ResponseError } from '../../../dtos/common';
import { HttpError } from '../../engine';
import { keyTaken } from '../access-keys/access-key-repository';
import {
  type AccessKeyPlan,
  type KeyOwner,
  planAccessKeys,
  type StoredKey,
  takenKey,
} from '../access-keys/plan-access-keys';
import { type FieldConfig, type StoredValues, visibleFields } from '../custom-fields/field-config';
import { type FieldValueChanges, readFieldValues } from '../custom-fields/field-values';
import type { Caller, CustomerRights } from './customer-rights';
import { type InvoiceAddressChanges, readInvoiceAddress } from './invoice-address';

/** Who changes something; `actor` stands in evidence of consent: `user:<id>` or `apikey:<id>`. */
export interface WritingCaller extends Caller {
  readonly actor: string;
}
/** What an update or a creation sends for other tables. */
export interface SentParts {
  readonly CustomFields?: readonly AddCustomField[];
  readonly AccessKeys?: readonly AddUserAccessKey[];
  readonly AccessKeysToDelete?: readonly DeleteUserAccessKey[];
  readonly InvoiceAddress?: InvoiceAddress;
}
export interface PartChanges {
  readonly fieldValues: FieldValueChanges;
  readonly accessKeys: AccessKeyPlan;
  readonly invoiceAddress: InvoiceAddressChanges;
}
/** What the parts of a request are checked against. */
export interface KnownParts {
  readonly owner: KeyOwner;
  readonly fields: readonly FieldConfig[];
  readonly rights: CustomerRights;
  readonly keyTypes: ReadonlySet<number>;
  /** Of the customer; a new one has none. */
  readonly stored?: { readonly fieldValues?: StoredValues; readonly accessKeys?: readonly StoredKey[] };
}

/** Ids of the types of access keys that a request names. */
export function namedKeyTypes({ AccessKeys: wanted = [] }: SentParts): number[] {
  return [...new Set(wanted.flatMap((key) => key.AccessKeyTypeId ?? []))];
}

/**
 * Everything but the personal data: what the request changes, once nothing is wrong with any of it. Whether another
 * customer has one of the keys is asked elsewhere.
 *
 * `contactErrors`: what is wrong with the personal data, so that all errors are answered together.
 * Errors: 400 with all field errors, 404 for unknown access keys, 409 for two keys of one type and value.
 */
export function readParts(request: SentParts, known: KnownParts, contactErrors: readonly ResponseError[]): PartChanges {
  const { owner, fields, rights, keyTypes, stored } = known;
  const { CustomFields: sent = [], AccessKeys: wanted = [], AccessKeysToDelete: unwanted = [] } = request;
  const fillable = visibleFields(fields, rights.mayFillAllFields);
  const fieldValues = readFieldValues(fillable, sent, stored?.fieldValues ?? new Map());
  const accessKeys = planAccessKeys(owner, stored?.accessKeys ?? [], wanted, unwanted, keyTypes);
  const invoiceAddress = readInvoiceAddress(request.InvoiceAddress);

  const errors = [...contactErrors, ...fieldValues.errors, ...accessKeys.errors, ...invoiceAddress.errors];
  if (errors.length > 0) throw HttpError.validation(errors);
  if (accessKeys.unknown.length > 0) throw unknownKeys(accessKeys.unknown);
  refuseTakenKeys(accessKeys, stored?.accessKeys ?? []);
  return { fieldValues: fieldValues.changes, accessKeys, invoiceAddress: invoiceAddress.changes };
}

/** Errors: AccessKeyAlreadyExists for the first planned key that one of `holders` or an earlier one of the plan has. */
export function refuseTakenKeys(plan: AccessKeyPlan, holders: readonly StoredKey[]): void {
  const taken = takenKey(plan, holders);
  if (taken) throw keyTaken(`${taken.path}.Value`);
}

/** The change of consent, with its evidence; `undefined` when it stays as it is (domain 2.8). */
export function newsletterChange(wanted: boolean | undefined, stored: boolean, { actor }: WritingCaller) {
  return wanted === undefined || wanted === stored ? undefined : { subscribed: wanted, changedBy: actor };
}

function unknownKeys(fieldNames: readonly string[]): HttpError {
  const message = 'The customer has no access key of this id.';
  const errors = fieldNames.map((fieldName) => new ResponseError({ errorCode: 'NotFound', fieldName, message }));
  return HttpError.notFound(message, { errors });
}
