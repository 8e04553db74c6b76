import { BindContext } from '../binding/bind-context';
import { binderOf } from '../binding/dto-binder';
import { HttpError } from '../core/http-error';
import type { DtoProperty, DtoType } from '../core/type-model';
import { defaultOf } from '../formats/wire-scalars';
import { auditValues, type Stamp } from './audit';
import { argumentNull, quoted, refuse } from './auto-query-errors';
import { typedConditions } from './conditions';
import { type CrudShape, memberNamed } from './crud-shape';
import type { Condition } from './query-plan';
import { queryableMembers } from './queryable-members';

/**
 * What a CRUD request changes, without a word of SQL (http-contract 9.5).
 *
 * Values are as the binder gives them, null empties; members are the model's. `update` and `delete` mean all rows that meet
 * the conditions; `upsert` the row with the key, or a new one.
 */
export type CrudPlan = {
  readonly modelType: DtoType;
  readonly values: ReadonlyMap<string, unknown>;
} & (
  | { readonly action: 'insert'; readonly key?: unknown }
  | { readonly action: 'update' | 'delete'; readonly conditions: readonly Condition[]; readonly rowVersion?: number }
  | { readonly action: 'upsert'; readonly key?: unknown; readonly onInsert: ReadonlyMap<string, unknown> }
);

/** What a source says about the rows that can be written. */
export interface WritableRows {
  readonly members: readonly string[];
  readonly writable: readonly string[];
  readonly key: string;
  readonly isKeyGenerated: boolean;
  readonly rowVersion?: string;
}

/**
 * Says what a request changes.
 *
 * `reset`: names of the request's members that a patch sets to their defaults, as sent.
 * Errors: 400 ArgumentNullException on the key of an update or patch; 400 ArgumentException on the key of a new row that
 *         needs one; 405 NotSupportedException for a delete without filters and for reset names that are no members.
 */
export function planCrud(
  shape: CrudShape,
  request: object,
  rows: WritableRows,
  { reset, stamp }: { readonly reset: readonly string[]; readonly stamp: Stamp },
): CrudPlan {
  const { kind, modelType } = shape;
  const key = keyOf(shape, request, rows);
  const rowVersion = versionOf(shape, request, rows);
  const { always, onInsert } = auditValues(shape, rows.members, stamp);
  if (kind === 'delete') return planDelete(shape, request, rows, rowVersion, always);
  const values = new Map([...valuesOf(shape, request, rows, reset), ...always]);
  if (kind === 'create') return { action: 'insert', modelType, values, ...(rows.isKeyGenerated ? {} : { key }) };
  // Who saves a row with a version means one that is there.
  if (kind === 'save' && rowVersion === undefined) return { action: 'upsert', modelType, values, key, onInsert };
  return {
    action: 'update',
    modelType,
    values,
    conditions: [{ member: rows.key, operator: 'equal', values: [key] }],
    rowVersion,
  };
}

function planDelete(
  { request: type, modelType }: CrudShape,
  request: object,
  rows: WritableRows,
  rowVersion: number | undefined,
  stamps: ReadonlyMap<string, unknown>,
): CrudPlan {
  const context = new BindContext(true);
  const members = queryableMembers(modelType, rows.members);
  const conditions = typedConditions(request, members, context).filter(({ member }) => member !== rows.rowVersion);
  refuseUnread(context, type);
  // An empty list is a filter that lets nothing through, not one that is left out.
  const isVague = Object.values(request).some((value) => Array.isArray(value) && value.length === 0);
  if (conditions.length === 0 || isVague) {
    throw refuse('NotSupportedException', undefined, `'${type.name}' did not contain any filters`);
  }
  if (stamps.size === 0) return { action: 'delete', modelType, values: stamps, conditions, rowVersion };
  const deletedAt = memberNamed(modelType, 'DeletedDate')?.name;
  const remaining: Condition[] =
    deletedAt !== undefined && stamps.has(deletedAt) ? [{ member: deletedAt, operator: 'isNull', values: [] }] : [];
  return { action: 'update', modelType, values: stamps, conditions: [...conditions, ...remaining], rowVersion };
}

/** An update sets every member; a patch those that are not at their type's default, and what is reset. */
function valuesOf(
  { kind, request: type, modelType }: CrudShape,
  request: object,
  rows: WritableRows,
  reset: readonly string[],
): Map<string, unknown> {
  const context = new BindContext(true);
  const resetMembers = kind === 'patch' ? membersToReset(type, reset) : new Set<DtoProperty>();
  const values = new Map<string, unknown>();
  for (const property of type.properties) {
    const target = memberNamed(modelType, property.declaredName);
    if (!target || !rows.writable.includes(target.name)) continue;
    const sent = (request as Readonly<Record<string, unknown>>)[property.name] ?? undefined;
    const isSet = sent !== undefined && !(kind === 'patch' && sent === defaultOf(property.type));
    if (isSet && !resetMembers.has(property))
      values.set(target.name, convert(modelType, target, sent, property.name, context));
    else if (kind === 'update' || kind === 'save' || resetMembers.has(property))
      values.set(target.name, defaultOf(target.type) ?? null);
  }
  refuseUnread(context, type);
  return values;
}

function membersToReset(type: DtoType, names: readonly string[]): Set<DtoProperty> {
  return new Set(
    names.map((name) => {
      const property = memberNamed(type, name);
      if (property) return property;
      throw refuse('NotSupportedException', undefined, `Reset field ${quoted(name)} does not exist`);
    }),
  );
}

function keyOf(shape: CrudShape, request: object, rows: WritableRows): unknown {
  const { kind, request: type, modelType } = shape;
  const property = memberNamed(type, rows.key);
  const target = memberNamed(modelType, rows.key);
  const fieldName = property?.name ?? target?.name ?? rows.key;
  const sent = property && ((request as Readonly<Record<string, unknown>>)[property.name] ?? undefined);
  if (sent !== undefined && target) {
    const context = new BindContext(true);
    const key = convert(modelType, target, sent, fieldName, context);
    refuseUnread(context, type);
    return key;
  }
  if (kind === 'update' || kind === 'patch') throw argumentNull(fieldName);
  if (kind !== 'delete' && !rows.isKeyGenerated)
    throw refuse('ArgumentException', fieldName, 'Primary Key is Required');
  return undefined;
}

function versionOf({ request: type }: CrudShape, request: object, rows: WritableRows): number | undefined {
  const property = rows.rowVersion === undefined ? undefined : memberNamed(type, rows.rowVersion);
  const sent = property && (request as Readonly<Record<string, unknown>>)[property.name];
  return typeof sent === 'number' ? sent : undefined;
}

function convert(
  modelType: DtoType,
  target: DtoProperty,
  value: unknown,
  sentName: string,
  context: BindContext,
): unknown {
  const member = binderOf(modelType).byLowerName.get(target.name.toLowerCase());
  return member?.convert(value, context, sentName, 1) ?? null;
}

function refuseUnread(context: BindContext, type: DtoType): void {
  if (context.errors.length === 0) return;
  throw new HttpError(400, 'SerializationException', `Unable to bind to request '${type.name}'`, {
    errors: context.errors,
  });
}
