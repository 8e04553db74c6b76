import type { DtoProperty, DtoType, TypeModel } from '../core/type-model';
import type { BindObject, BoundMember } from './bound-member';
import { compileBinder } from './compile-binder';
import { type Converter, enumConverter, scalarConverter } from './converters';
import { fieldReaderOf } from './form-field';
import { type FindMember, memberFinder } from './member-finder';

export interface DtoBinder {
  readonly type: DtoType;
  readonly members: readonly BoundMember[];
  /** By name in lower case: wire name, declared name, data-member alias. */
  readonly byLowerName: ReadonlyMap<string, BoundMember>;
  /** The member that a caller means by a name, if any (http-contract 3.2). Errors: HttpError 400 for a poisoned name. */
  readonly memberOf: FindMember;
  readonly bind: BindObject;
  /** A new instance with nothing set. */
  readonly create: () => Record<string, unknown>;
}

const binders = new Map<DtoType, DtoBinder>();

/** The binder of a DTO type, compiled at first use (decisions D20). */
export function binderOf(type: DtoType): DtoBinder {
  const known = binders.get(type);
  if (known) return known;
  const members = type.properties
    .filter((property) => !property.attributes.some((record) => record.name === 'IgnoreDataMember'))
    .map(
      (property): BoundMember => ({
        property,
        convert: converterOf(property.type, property),
        readField: fieldReaderOf(property, type),
      }),
    );
  const byLowerName = new Map<string, BoundMember>();
  for (const member of members)
    for (const name of namesOf(member.property)) byLowerName.set(name.toLowerCase(), member);
  const memberOf = memberFinder(byLowerName);
  const compiled = compileBinder(type, members, memberOf);
  const binder = { type, members, byLowerName, memberOf, ...compiled };
  binders.set(type, binder);
  return binder;
}

function namesOf(property: DtoProperty): string[] {
  const alias = property.attributes.find((record) => record.name === 'DataMember')?.args.Name;
  return [property.declaredName, ...(typeof alias === 'string' ? [alias] : []), property.name];
}

function converterOf(type: TypeModel, property: DtoProperty): Converter {
  switch (type.kind) {
    case 'scalar':
      return emptyAsNull(type, scalarConverter(type, property));
    case 'enum':
      return emptyAsNull(type, enumConverter(type.enum));
    case 'list':
      return listConverter(converterOf(type.item, property));
    case 'dictionary':
      return dictionaryConverter(converterOf(type.key, property), converterOf(type.value, property));
    case 'dto':
      return dtoConverter(type.type);
    case 'parameter':
      return (value, context, _name, depth) => {
        context.checkUntyped(value, depth + 1);
        return value;
      };
  }
}

// http-contract 3.1: "" is null for nullable scalars and a failure for other numbers.
function emptyAsNull(type: TypeModel, convert: Converter): Converter {
  if (!type.nullable || (type.kind === 'scalar' && type.scalar === 'string')) return convert;
  return (value, context, name, depth) => (value === '' ? undefined : convert(value, context, name, depth));
}

// Text formats write a list or an object that is null as nothing (http-contract 3.6).
function listConverter(item: Converter): Converter {
  return (value, context, name, depth) => {
    if (value === '') return undefined;
    if (!Array.isArray(value)) return context.fail(name, value, 'a list');
    context.checkDepth(depth + 1);
    const result = new Array<unknown>(value.length);
    for (let i = 0; i < value.length; i++) {
      const element: unknown = value[i];
      const before = context.errors.length;
      result[i] = element === null || element === undefined ? undefined : item(element, context, `[${i}]`, depth + 1);
      if (result[i] === undefined) {
        // A list with a hole, such as `[,{Id:1}]`, is none that a Service could use: where the item is skipped, so is the list.
        if (!context.isStrict) return undefined;
        if (context.errors.length === before) context.fail(`[${i}]`, element ?? null, 'a value');
      }
      if (context.errors.length !== before) context.prefix(before, name);
    }
    return result;
  };
}

function dictionaryConverter(convertKey: Converter, convert: Converter): Converter {
  return (value, context, name, depth) => {
    if (value === '') return undefined;
    if (value === null || typeof value !== 'object' || Array.isArray(value))
      return context.fail(name, value, 'an object');
    context.checkDepth(depth + 1);
    const result: Record<string, unknown> = {};
    for (const [key, element] of Object.entries(value)) {
      context.checkName(key);
      if (element === null || element === undefined) continue;
      const before = context.errors.length;
      const readKey = convertKey(key, context, key, depth + 1);
      const item = convert(element, context, key, depth + 1);
      if (readKey !== undefined && item !== undefined) result[String(readKey)] = item;
      if (context.errors.length !== before) context.prefix(before, name);
    }
    return result;
  };
}

function dtoConverter(type: () => DtoType): Converter {
  let bind: BindObject | undefined;
  return (value, context, name, depth) => {
    if (value === '') return undefined;
    if (value === null || typeof value !== 'object' || Array.isArray(value))
      return context.fail(name, value, 'an object');
    context.checkDepth(depth + 1);
    bind ??= binderOf(type()).bind;
    const before = context.errors.length;
    const result = bind(value as Record<string, unknown>, context, depth + 1);
    if (context.errors.length !== before) context.prefix(before, name);
    return result;
  };
}
