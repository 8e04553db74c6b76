import type { DtoType, TypeModel } from '../../core/type-model';
import { argumentsOf, closed, type TypeArguments } from '../closed-type';
import { dtoTypeOfValue } from '../value-type';
import { defaultOf } from '../wire-scalars';
import type { WireStyle } from '../wire-style';
import { wireName, written } from '../wire-tree';

/** One named part of an object, under the name that JSON has it. */
export interface ShownMember {
  readonly name: string;
  readonly value: unknown;
  readonly type?: TypeModel;
}

/** Whether a value has parts of its own. */
export function isStructure(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !(value instanceof Date);
}

/** The members of an object that are set, in their declared order; entries of a dictionary in theirs. */
export function membersOf(value: object, type: TypeModel | undefined, style: WireStyle): ShownMember[] {
  const source = value as Record<string, unknown>;
  const dto = dtoOf(value, type);
  if (dto === undefined) {
    const valueType = type?.kind === 'dictionary' ? type.value : undefined;
    return Object.entries(source).flatMap(([name, item]) =>
      item === undefined || item === null ? [] : [{ name, value: item, type: valueType }],
    );
  }
  return written(dto.type).flatMap((property) => {
    const standard = style.absent === 'default' ? defaultOf(property.type) : undefined;
    const item = source[property.name] ?? standard;
    if (item === undefined || item === null) return [];
    return [{ name: wireName(property, dto.type, style), value: item, type: closed(property.type, dto.args) }];
  });
}

/** Names of a DTO's members in declared order; none for other types. */
export function declaredNames(type: TypeModel | undefined, style: WireStyle): string[] {
  if (type?.kind !== 'dto') return [];
  const dto = type.type();
  return written(dto).map((property) => wireName(property, dto, style));
}

/** The DTO that says what a value holds: by its declared type, else by its class. */
function dtoOf(value: object, type: TypeModel | undefined): { type: DtoType; args: TypeArguments } | undefined {
  if (type?.kind === 'dto') return { type: type.type(), args: argumentsOf(type) };
  const ofClass = type?.kind === 'dictionary' ? undefined : dtoTypeOfValue(value);
  return ofClass && { type: ofClass, args: new Map() };
}
