import {
  AxemaError,
  type AxemaGroup,
  type AxemaIdentity,
  type AxemaIdentityType,
  type AxemaPerson,
} from './axema-client';

/**
 * Readers of what VAKA systems answer. None of it is trusted: an answer of the wrong shape is an AxemaError `protocol`;
 * a person of the wrong shape is kept with an empty name, which the sync counts as skipped.
 */

type Raw = Record<string, unknown>;

const maxIdLength = 200;
const maxTextLength = 1_000;
const maxTokenLength = 4_096;
const maxIdentities = 100;
/** With an offset or Z: what has none would mean another instant on every server. */
const isoDate = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}.*(?:Z|[+-]\d{2}:?\d{2})$/;
const identityTypes: ReadonlySet<string> = new Set<AxemaIdentityType>(['EM', 'MIFARE', 'Radio', 'PersonalCode']);

export function readObject(value: unknown): Raw {
  if (isObject(value)) return value;
  throw wrongShape();
}

export function readList(value: unknown): readonly unknown[] {
  if (Array.isArray(value)) return value;
  throw wrongShape();
}

/** A text that must be there. */
export function readText(value: unknown, maxLength = maxTextLength): string {
  if (typeof value === 'string' && value !== '' && value.length <= maxLength) return value;
  throw wrongShape();
}

/** `undefined` on the last page. */
export function readContinuationToken(value: unknown): string | undefined {
  return value === null || value === undefined || value === '' ? undefined : readText(value, maxTokenLength);
}

/** A count that the system may leave out. */
export function readTotal(value: unknown): number | undefined {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0 ? value : undefined;
}

/** A person of the local face. `position` names one that has no readable id: `page:index`, the same at every reading. */
export function readPerson(value: unknown, position: string): AxemaPerson {
  if (!isObject(value) || !isId(value.id)) return unreadable(`unreadable:${position}`);
  const { id, name, firstname, lastname, email, phone, groupId, validFrom, validTo, blocked, updatedAt } = value;
  const identities = readIdentities(value.identities);
  const texts = [firstname, lastname, email, phone, groupId, validFrom, validTo, updatedAt];
  const isReadable =
    isText(name) &&
    texts.every(isOptionalText) &&
    identities !== undefined &&
    [validFrom, validTo].every(isOptionalDate) &&
    (blocked === undefined || blocked === null || typeof blocked === 'boolean');
  if (!isReadable) return unreadable(id);

  const text = (member: unknown): string | undefined => (isText(member) ? member : undefined);
  return {
    id,
    name,
    firstname: text(firstname),
    lastname: text(lastname),
    email: text(email),
    phone: text(phone),
    groupId: text(groupId),
    identities,
    validFrom: text(validFrom),
    validTo: text(validTo),
    blocked: blocked === true,
    updatedAt: text(updatedAt),
  };
}

/** A reservation user of the online face: no phone, no identities. */
export function readReservationUser(value: unknown, position: string): AxemaPerson {
  if (!isObject(value)) return unreadable(`unreadable:${position}`);
  const { userId, name, email, userGroupId } = value;
  return readPerson({ id: userId, name, email, groupId: userGroupId, identities: [] }, position);
}

/** A group of either face. Errors: AxemaError `protocol`; the sync does not depend on groups. */
export function readGroup(value: unknown): AxemaGroup {
  const { id, name, apartmentId, referenceId, deviceId } = readObject(value);
  return {
    id: readText(id, maxIdLength),
    name: typeof name === 'string' ? name : '',
    apartmentId: isText(apartmentId) ? apartmentId : null,
    referenceId: isText(referenceId) ? referenceId : null,
    deviceId: readText(deviceId, maxIdLength),
  };
}

function unreadable(id: string): AxemaPerson {
  return { id, name: '', identities: [] };
}

/** `undefined` when the list, or something in it, has the wrong shape. */
function readIdentities(value: unknown): AxemaIdentity[] | undefined {
  if (value === undefined || value === null) return [];
  if (!Array.isArray(value) || value.length > maxIdentities) return undefined;
  const identities = value.map(readIdentity);
  return identities.every((identity) => identity !== undefined) ? identities : undefined;
}

function readIdentity(value: unknown): AxemaIdentity | undefined {
  if (!isObject(value)) return undefined;
  const { type, value: number, label } = value;
  if (typeof type !== 'string' || !identityTypes.has(type) || !isId(number) || !isOptionalText(label)) return undefined;
  return { type: type as AxemaIdentityType, value: number, ...(isText(label) ? { label } : {}) };
}

function isObject(value: unknown): value is Raw {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
// PostgreSQL stores no NUL, and a lone surrogate would be stored as something else.
function isText(value: unknown): value is string {
  return typeof value === 'string' && value.length <= maxTextLength && !value.includes('\0') && isWellFormed(value);
}
function isOptionalText(value: unknown): boolean {
  return value === undefined || value === null || isText(value);
}
function isId(value: unknown): value is string {
  return isText(value) && value.trim() !== '' && value.length <= maxIdLength;
}
function isOptionalDate(value: unknown): boolean {
  return (
    value === undefined || value === null || (isText(value) && isoDate.test(value) && !Number.isNaN(Date.parse(value)))
  );
}
function isWellFormed(text: string): boolean {
  return !/[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/.test(text);
}
const wrongShape = (): AxemaError => new AxemaError('protocol', 'The Axema system answered in an unexpected form.');
