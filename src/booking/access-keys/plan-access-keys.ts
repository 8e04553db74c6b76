import type { AddUserAccessKey, DeleteUserAccessKey } from '../../../dtos/booking/access-keys';
import { ResponseError } from '../../../dtos/common';
import { type ChangedAccessKey, identityText, type KeyIdentity } from './access-key-repository';

/** A stored key, as far as planning needs it. */
export interface StoredKey extends KeyIdentity {
  readonly id: string;
  readonly description: string | null;
}
/** Whose keys are planned. `customerId` is absent for a customer that does not exist yet. */
export interface KeyOwner {
  readonly companyId: string;
  readonly customerId?: string;
}
/** `path`: where the request asks for it. */
export type Planned<T> = T & { readonly path: string };
export type PlannedCreate = Planned<KeyIdentity & { readonly description: string | null }>;

/** What a request changes in a customer's access keys: carried out in this order (domain 2.6). */
export interface AccessKeyPlan {
  readonly deletes: readonly string[];
  readonly updates: readonly Planned<ChangedAccessKey>[];
  readonly creates: readonly PlannedCreate[];
  /** Mistakes in single members: 400. */
  readonly errors: readonly ResponseError[];
  /** Members that name a key which this customer does not have: 404. */
  readonly unknown: readonly string[];
}

const emptyGuid = '00000000-0000-0000-0000-000000000000';
const maxValueLength = 200;
const maxDescriptionLength = 500;

/** Typed clients send an empty Guid where they mean none. */
function given(id: string | undefined): string | undefined {
  return id === emptyGuid ? undefined : id;
}

/**
 * Turns the request's lists of access keys into deletes, updates and creates.
 *
 * `types`: the ids of those types named in the request that exist. Whether values are taken by other customers is asked
 * afterwards, with `takenKey`.
 */
export function planAccessKeys(
  owner: KeyOwner,
  stored: readonly StoredKey[],
  wanted: readonly AddUserAccessKey[],
  unwanted: readonly DeleteUserAccessKey[],
  types: ReadonlySet<number>,
): AccessKeyPlan {
  const plan = {
    deletes: [] as string[],
    updates: [] as Planned<ChangedAccessKey>[],
    creates: [] as PlannedCreate[],
    errors: [] as ResponseError[],
    unknown: [] as string[],
  };
  const byId = new Map(stored.map((key) => [key.id, key]));
  const deleted = new Set(unwanted.map((key) => key.Id));
  planDeletes(unwanted, byId, plan);
  const updated = new Set<string>();
  for (const [index, key] of wanted.entries()) {
    const path = `AccessKeys[${index}]`;
    const id = given(key.Id);
    const known = id === undefined ? undefined : byId.get(id);
    const errors = [...ownerErrors(path, key, owner), ...memberErrors(path, key, id !== undefined, types)];
    if (id !== undefined && (deleted.has(id) || updated.has(id))) errors.push(namedTwice(path, deleted.has(id)));
    plan.errors.push(...errors);
    if (id !== undefined) updated.add(id);
    if (id !== undefined && !known) plan.unknown.push(`${path}.Id`);
    else if (errors.length > 0) continue;
    else if (known) plan.updates.push({ path, ...changedKey(known, key) });
    else plan.creates.push({ path, ...newKey(key) });
  }
  return plan;
}

function planDeletes(
  unwanted: readonly DeleteUserAccessKey[],
  byId: ReadonlyMap<string, StoredKey>,
  plan: { deletes: string[]; unknown: string[] },
): void {
  for (const [index, { Id: id }] of unwanted.entries()) {
    if (!byId.has(id)) plan.unknown.push(`AccessKeysToDelete[${index}].Id`);
    else if (!plan.deletes.includes(id)) plan.deletes.push(id);
  }
}

function changedKey(stored: StoredKey, key: AddUserAccessKey): ChangedAccessKey {
  return {
    id: stored.id,
    // Typed clients send 0 for a number that was not set.
    accessKeyTypeId: key.AccessKeyTypeId || stored.accessKeyTypeId,
    value: key.Value?.trim() ?? stored.value,
    description: key.Description === undefined ? stored.description : key.Description.trim() || null,
  };
}

function newKey(key: AddUserAccessKey): KeyIdentity & { description: string | null } {
  return {
    accessKeyTypeId: key.AccessKeyTypeId as number,
    value: (key.Value as string).trim(),
    description: key.Description?.trim() || null,
  };
}

function ownerErrors(path: string, key: AddUserAccessKey, owner: KeyOwner): ResponseError[] {
  const companyId = given(key.CompanyId);
  const customerId = given(key.CustomerId);
  const errors: ResponseError[] = [];
  if (companyId !== undefined && companyId !== owner.companyId) {
    errors.push(problem('Predicate', `${path}.CompanyId`, "CompanyId must be the customer's company, or be left out."));
  }
  if (customerId !== undefined && customerId !== owner.customerId) {
    errors.push(problem('Predicate', `${path}.CustomerId`, "CustomerId must be the customer's id, or be left out."));
  }
  return errors;
}

function memberErrors(
  path: string,
  key: AddUserAccessKey,
  isUpdate: boolean,
  types: ReadonlySet<number>,
): ResponseError[] {
  const errors: ResponseError[] = [];
  const typeId = key.AccessKeyTypeId || undefined;
  if (typeId === undefined && !isUpdate) {
    errors.push(problem('NotEmpty', `${path}.AccessKeyTypeId`, 'AccessKeyTypeId must be given for a new access key.'));
  } else if (typeId !== undefined && !types.has(typeId)) {
    const message = `No access key type has the id ${typeId}; GET /accesskeytypes lists them.`;
    errors.push(problem('Predicate', `${path}.AccessKeyTypeId`, message));
  }
  const value = key.Value?.trim();
  if (value === '' || (value === undefined && !isUpdate)) {
    errors.push(problem('NotEmpty', `${path}.Value`, 'Value must not be empty.'));
  } else if (value !== undefined && value.length > maxValueLength) {
    errors.push(tooLong(`${path}.Value`, maxValueLength));
  }
  if ((key.Description ?? '').trim().length > maxDescriptionLength) {
    errors.push(tooLong(`${path}.Description`, maxDescriptionLength));
  }
  return errors;
}

/**
 * The first planned key whose type and value another key already has: one that stays as it is, or an earlier one of
 * the same plan. `holders`: the company's keys that have a planned type and value.
 */
export function takenKey(plan: AccessKeyPlan, holders: readonly StoredKey[]): { path: string } | undefined {
  const moving = new Set([...plan.deletes, ...plan.updates.map((key) => key.id)]);
  const taken = new Set(holders.filter((key) => !moving.has(key.id)).map(identityText));
  for (const key of [...plan.updates, ...plan.creates]) {
    if (taken.has(identityText(key))) return key;
    taken.add(identityText(key));
  }
  return undefined;
}

/** Whether a planned update takes a value that another key of the plan still has, which is updated as well. */
export function exchangesValues({ updates }: AccessKeyPlan, stored: readonly StoredKey[]): boolean {
  const moving = new Set(updates.map(({ id }) => id));
  const holders = new Map(stored.filter(({ id }) => moving.has(id)).map((key) => [identityText(key), key.id]));
  return updates.some((key) => (holders.get(identityText(key)) ?? key.id) !== key.id);
}

function namedTwice(path: string, isDeleted: boolean): ResponseError {
  const where = isDeleted ? 'AccessKeysToDelete as well' : 'AccessKeys twice';
  return problem('Predicate', `${path}.Id`, `The access key is in ${where}; name it once.`);
}

function tooLong(fieldName: string, most: number): ResponseError {
  return problem('MaximumLength', fieldName, `${fieldName} must be ${most} characters or fewer.`);
}

function problem(errorCode: string, fieldName: string, message: string): ResponseError {
  return new ResponseError({ errorCode, fieldName, message });
}
