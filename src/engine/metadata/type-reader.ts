import {
  type Class,
  type DtoRecord,
  type EnumRecord,
  type InterfaceRecord,
  records,
  type TypeReference,
} from '../../../dtos/annotation-records';
import type { DtoProperty, DtoType, EnumMember, EnumType, TypeModel } from '../core/type-model';
import { dictionaryTypes, listTypes, referenceScalars, scalarTypes } from './scalar-types';
import { sourceLocation } from './source-location';
import { parseTypeExpression, type TypeExpression } from './type-expression';

/**
 * Reads what the annotations recorded into the engine's type model, once per class.
 *
 * Class references are resolved lazily, so that DTOs may refer to each other in a circle.
 * Errors: Error naming the DTO, the property and the file for whatever cannot be resolved.
 */

const dtoTypes = new Map<Class, DtoType>();
const enumTypes = new Map<EnumRecord, EnumType>();

/** Whether a class carries `@Dto`. */
export function isDto(target: Class): boolean {
  return records.dtos.has(target);
}

/** The DTO type of a class. Errors: Error naming the class when it carries no `@Dto`. */
export function dtoTypeOf(target: Class): DtoType {
  const known = dtoTypes.get(target);
  if (known) return known;
  const record = records.dtos.get(target);
  if (!record) throw new Error(`${target.name || 'A class'} is used as a DTO but carries no @Dto.`);
  const type = readDto(record);
  dtoTypes.set(target, type);
  return type;
}

function readDto(record: DtoRecord): DtoType {
  const { target, options } = record;
  const declaredIn = sourceLocation(record.declaredAt);
  const baseClass = Object.getPrototypeOf(target) as Class | null;
  const base = baseClass && isDto(baseClass) ? dtoTypeOf(baseClass) : undefined;
  const generics = options.generics ?? [];
  const where = { dto: record.name, declaredIn, ns: options.ns, generics };
  const ownProperties = [...(records.props.get(target)?.values() ?? [])].map((prop): DtoProperty => {
    const path = `${record.name}.${prop.name}`;
    return {
      name: prop.name,
      declaredName: prop.declaredName ?? toPascalCase(prop.name),
      type: resolveType(prop.type, { ...where, dto: path }),
      attributes: prop.attributes,
      owner: target,
    };
  });
  return {
    name: record.name,
    ns: options.ns,
    target,
    base,
    properties: withInherited(base, ownProperties),
    ownProperties,
    attributes: records.attributes.get(target) ?? [],
    generics,
    implements: options.implements ?? [],
    isAbstract: options.abstract ?? false,
    isBuiltIn: options.builtIn ?? false,
    isNullableContext: options.nullable ?? false,
    declaredIn,
  };
}

function withInherited(base: DtoType | undefined, own: readonly DtoProperty[]): DtoProperty[] {
  const merged = new Map((base?.properties ?? []).map((prop) => [prop.name, prop]));
  for (const prop of own) merged.set(prop.name, prop);
  return [...merged.values()];
}

interface Where {
  readonly dto: string;
  readonly declaredIn: string;
  readonly ns?: string;
  readonly generics: readonly string[];
}

/** Resolves a type reference that stands at `where`. */
export function resolveType(reference: TypeReference, where: Where): TypeModel {
  if (typeof reference !== 'string') {
    const type = () => located(where, () => dtoTypeOf(reference()));
    return { kind: 'dto', clr: 'class', type, args: [], nullable: false };
  }
  return located(where, () => resolveExpression(parseTypeExpression(reference), where));
}

/** Says in every error at which member and in which file it arose. */
function located<T>(where: Where, work: () => T): T {
  try {
    return work();
  } catch (error) {
    throw new Error(`${where.dto} (${where.declaredIn}): ${(error as Error).message}`);
  }
}

function resolveExpression(expression: TypeExpression, where: Where): TypeModel {
  let model = resolveName(expression, where);
  for (const suffix of expression.suffixes) {
    if (suffix === '?') model = { ...model, nullable: true };
    else if (model.clr === 'Byte') model = { kind: 'scalar', scalar: 'bytes', clr: 'Byte[]', nullable: false };
    else model = { kind: 'list', clr: `${model.clr}[]`, item: model, isArray: true, nullable: false };
  }
  return model;
}

function resolveName({ name, args }: TypeExpression, where: Where): TypeModel {
  const scalar = scalarTypes.get(name);
  if (scalar && args.length === 0) return { kind: 'scalar', nullable: false, ...scalar };
  const [first, second] = args;
  if (listTypes.has(name) && first) {
    const item = resolveExpression(first, where);
    return { kind: 'list', clr: `${name}<${item.clr}>`, item, isArray: false, nullable: false };
  }
  if (dictionaryTypes.has(name) && first && second) {
    const [key, value] = [resolveExpression(first, where), resolveExpression(second, where)];
    return { kind: 'dictionary', clr: `${name}<${key.clr},${value.clr}>`, key, value, nullable: false };
  }
  if (where.generics.includes(name)) return { kind: 'parameter', clr: name, nullable: false };
  const enumRecord = findEnum(name, where.ns);
  if (enumRecord) return { kind: 'enum', clr: name, enum: enumTypeOf(enumRecord), nullable: false };
  const typeArgs = args.map((arg) => resolveExpression(arg, where));
  const clr = typeArgs.length ? `${name}<${typeArgs.map((arg) => arg.clr).join(',')}>` : name;
  let found: DtoType | undefined;
  const type = (): DtoType => {
    found ??= located(where, () => dtoTypeOf(findClass(name, args.length, where)));
    return found;
  };
  return { kind: 'dto', clr, type, args: typeArgs, nullable: false };
}

/** `arity`: tells generic types of one name apart. */
function findClass(name: string, arity: number, where: Where): Class {
  const named = [...records.dtos.values()].filter((record) => record.name === name);
  const sameArity = named.filter((record) => (record.options.generics?.length ?? 0) === arity);
  const all = sameArity.length > 0 ? sameArity : named;
  const [only] = all;
  if (!only) throw new Error(`no DTO, enum or known type is named '${name}'.`);
  if (all.length === 1) return only.target;
  const near = all.filter((record) => record.options.ns === where.ns);
  if (near.length === 1 && near[0]) return near[0].target;
  const places = all.map((record) => sourceLocation(record.declaredAt)).join(' and ');
  throw new Error(
    `${where.dto} (${where.declaredIn}): '${name}' is declared in ${places}; refer to the class by a thunk.`,
  );
}

function findEnum(name: string, ns: string | undefined): EnumRecord | undefined {
  const all = [...records.enums.values()].filter((record) => record.options.name === name);
  return all.find((record) => record.options.ns === ns) ?? all[0];
}

/** A registered interface by its name. */
export function findInterface(name: string): InterfaceRecord | undefined {
  return records.interfaces.get(name);
}

function enumTypeOf(record: EnumRecord): EnumType {
  const known = enumTypes.get(record);
  if (known) return known;
  const { values, options } = record;
  // A numeric TypeScript enum also maps its numbers back to names: only keys that are names count.
  const names = Object.keys(values).filter((key) => !/^-?\d+$/.test(key));
  const isText = names.every((name) => typeof values[name] === 'string');
  const members = names.map((name, index): EnumMember => {
    const value = values[name];
    const more = options.members?.[name];
    return {
      name,
      value: typeof value === 'number' ? value : index,
      wire: more?.value ?? name,
      description: more?.description,
    };
  });
  const type = { name: options.name, ns: options.ns, isFlags: options.flags ?? false, members, isText, record };
  enumTypes.set(record, type);
  return type;
}

/** `refIdStr` → `RefIdStr`: the declared name of a member (decisions D4). */
export function toPascalCase(name: string): string {
  return name.charAt(0).toUpperCase() + name.slice(1);
}

/**
 * `RefIdStr` → `refIdStr`, `URL` → `url`, `IPAddress` → `ipAddress`, `UserID` → `userID` (http-contract 4.4).
 */
export function toCamelCase(name: string): string {
  const isUpper = (char: string | undefined) => char === undefined || (char >= 'A' && char <= 'Z');
  let end = 0;
  while (end < name.length && isUpper(name[end]) && (end === 0 || isUpper(name[end + 1]))) end += 1;
  return name.slice(0, end).toLowerCase() + name.slice(end);
}

/** Whether the type is a CLR reference type; a nullable mark on it is an annotation only. */
export function isReferenceType(type: TypeModel): boolean {
  return type.kind === 'scalar' ? referenceScalars.has(type.clr) || type.scalar === 'bytes' : type.kind !== 'enum';
}
