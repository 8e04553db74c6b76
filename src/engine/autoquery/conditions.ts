import { QueryBase } from '../../../dtos/common';
import { type BindContext, isStorable } from '../binding/bind-context';
import type { BoundMember } from '../binding/bound-member';
import { binderOf } from '../binding/dto-binder';
import type { TextParameters } from '../binding/query-string';
import { convertText } from '../binding/text-binder';
import { HttpError } from '../core/http-error';
import type { DtoType, TypeModel } from '../core/type-model';
import { dtoTypeOf } from '../metadata/type-reader';
import { refuse } from './auto-query-errors';
import { type ResolvedName, resolveName } from './conventions';
import type { Condition } from './query-plan';
import { hasBits, isText, type QueryableMembers } from './queryable-members';

/** Parameters that mean something to the host or to another plug-in, and never a member (http-contract 3.1). */
const reservedNames: ReadonlySet<string> = new Set(
  'format callback debug authsecret jsconfig _ apikey code redirect continue session_state version v vfx s f withoutoptions'.split(
    ' ',
  ),
);
/** Each costs the database a comparison per row; no form of a user interface has as many. */
const maxConditions = 100;

/** The conditions that a request's own members state; members that are absent, or name nothing of the row, state none. */
export function typedConditions(request: object, members: QueryableMembers, context: BindContext): Condition[] {
  const paging = new Set(request instanceof QueryBase ? dtoTypeOf(QueryBase).properties.map(({ name }) => name) : []);
  const conditions = dtoTypeOf(request.constructor as never).properties.flatMap(({ name, declaredName }) => {
    const value = (request as Readonly<Record<string, unknown>>)[name];
    if (value === undefined || value === null || paging.has(name)) return [];
    // The words of conventions begin with capitals, as declared names do.
    const resolved = resolveName(declaredName, members.find);
    return resolved ? conditionOf(resolved, value, name, context) : [];
  });
  return limited(conditions);
}

/** The conditions that parameters state which the request type does not declare; those that name no member are ignored. */
export function untypedConditions(
  parameters: TextParameters,
  requestType: DtoType,
  members: QueryableMembers,
  context: BindContext,
): Condition[] {
  const declared = binderOf(requestType).byLowerName;
  const texts = new Map<string, string>();
  for (const [name, text] of parameters) {
    const lowerName = name.toLowerCase();
    if (declared.has(lowerName) || reservedNames.has(lowerName)) continue;
    const before = texts.get(name);
    texts.set(name, before === undefined ? text : `${before},${text}`);
  }
  const conditions = [...texts].flatMap(([name, text]): Condition[] => {
    const resolved = resolveName(name, members.find);
    if (!resolved) return [];
    if (text !== '' || needsNoValue(resolved)) return conditionOf(resolved, text, name, context);
    // `?Age=` asks for rows without an age; `?AgeAbove=` is a form field that nobody has filled in.
    return resolved.isExact ? [{ member: resolved.member.property.name, operator: 'isNull', values: [] }] : [];
  });
  return limited(conditions);
}

function limited(conditions: Condition[]): Condition[] {
  if (conditions.length <= maxConditions) return conditions;
  throw HttpError.badRequest(`The query has ${conditions.length} conditions; at most ${maxConditions} are allowed.`);
}

function needsNoValue({ operator }: ResolvedName<BoundMember>): boolean {
  return operator === 'isNull' || operator === 'isNotNull';
}

/**
 * `value`: text as it was sent, or a value that the binder has read. Shape: one condition, or none for a value that comes to
 * nothing, such as an empty list, or that cannot be read; the context then knows.
 *
 * Errors: 400 ArgumentException for an operator that the member's type does not know.
 */
function conditionOf(
  { member, operator }: ResolvedName<BoundMember>,
  value: unknown,
  sentName: string,
  context: BindContext,
): Condition[] {
  const { property } = member;
  const condition = (values: readonly unknown[] | undefined, as = operator): Condition[] =>
    values === undefined || values.includes(undefined) ? [] : [{ member: property.name, operator: as, values }];
  switch (operator) {
    case 'isNull':
    case 'isNotNull':
      return condition([]);
    case 'like':
    case 'startsWith':
    case 'contains':
    case 'endsWith':
      if (!isText(property)) throw unsuited(sentName, `searches in text, which ${property.name} is not`);
      return condition([readPattern(value, sentName, context)]);
    case 'hasAll':
    case 'hasAny':
      if (!hasBits(property)) throw unsuited(sentName, `looks at bits, which ${property.name} has not`);
      return condition([readOne(member, value, sentName, context)]);
    case 'in': {
      const list = readList(member, value, sentName, context);
      return list?.length === 0 ? [] : condition(list);
    }
    case 'between': {
      const list = readList(member, value, sentName, context);
      if (list === undefined || list.length === 2) return condition(list);
      return condition(context.fail(sentName, value, 'two values such as 20,30'));
    }
    default:
      if (Array.isArray(value))
        return conditionOf({ member, operator: 'in', isExact: false }, value, sentName, context);
      return condition([readOne(member, value, sentName, context)]);
  }
}

function unsuited(sentName: string, why: string): HttpError {
  return refuse('ArgumentException', sentName, `${sentName} ${why}.`);
}

function readOne(member: BoundMember, value: unknown, sentName: string, context: BindContext): unknown {
  return typeof value === 'string'
    ? convertText({ member, sentName, text: value }, context)
    : member.convert(value, context, sentName, 1);
}

function readPattern(value: unknown, sentName: string, context: BindContext): string | undefined {
  const text = String(value);
  return isStorable(text) ? text : context.fail(sentName, text);
}

function readList(
  member: BoundMember,
  value: unknown,
  sentName: string,
  context: BindContext,
): readonly unknown[] | undefined {
  const before = context.errors.length;
  const list = readOne(listOf(member), value, sentName, context) as readonly unknown[] | undefined;
  return context.errors.length > before ? undefined : list;
}

/** The member as if it held a list of what it holds. */
function listOf({ property, convert }: BoundMember): BoundMember {
  const type: TypeModel = {
    kind: 'list',
    clr: `List<${property.type.clr}>`,
    item: property.type,
    isArray: false,
    nullable: false,
  };
  return {
    property: { ...property, type },
    convert: (value, context, name, depth) =>
      (Array.isArray(value) ? value : [value]).map((item: unknown) =>
        item === null || item === undefined || item === ''
          ? context.fail(name, value, 'a list without gaps')
          : convert(item, context, name, depth),
      ),
  };
}
