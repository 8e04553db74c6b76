import type { BoundMember } from '../binding/bound-member';
import { binderOf } from '../binding/dto-binder';
import type { DtoProperty, DtoType } from '../core/type-model';

/** The members of a row DTO, found by what callers write. */
export interface QueryableMembers {
  readonly rowType: DtoType;
  /** A member that conditions, order, DISTINCT and aggregates may name, in any letter case. */
  find(name: string): BoundMember | undefined;
  /** Any member of the row, for `fields`. */
  findAny(name: string): DtoProperty | undefined;
  /** Names of what `find` finds, for messages. */
  readonly names: readonly string[];
}

/**
 * `allowed`: the members that the source has columns for. Absent: all that have one value to compare.
 *
 * Errors: Error for an allowed name that is no member of the row, or one without a single comparable value.
 */
export function queryableMembers(rowType: DtoType, allowed?: readonly string[]): QueryableMembers {
  const { byLowerName, members } = binderOf(rowType);
  const names =
    allowed ??
    members
      .map(({ property }) => property)
      .filter(isComparable)
      .map(({ name }) => name);
  const set = new Set(names);
  for (const name of set) {
    const property = byLowerName.get(name.toLowerCase())?.property;
    if (property?.name !== name)
      throw new Error(`${rowType.name} (${rowType.declaredIn}) has no member '${name}' to query by.`);
    if (!isComparable(property))
      throw new Error(`${rowType.name}.${name} (${rowType.declaredIn}) has no single value to compare.`);
  }
  const findAny = (name: string) => byLowerName.get(name.toLowerCase());
  return {
    rowType,
    names,
    find: (name) => {
      const member = findAny(name);
      return member && set.has(member.property.name) ? member : undefined;
    },
    findAny: (name) => findAny(name)?.property,
  };
}

function isComparable({ type }: DtoProperty): boolean {
  return type.kind === 'enum' || (type.kind === 'scalar' && type.scalar !== 'bytes' && type.scalar !== 'object');
}

/** Whether the member holds text, which can be searched in. */
export function isText({ type }: DtoProperty): boolean {
  return type.kind === 'scalar' && ['string', 'char', 'Uri'].includes(type.scalar);
}

/** Whether the member is a whole number, whose bits can be looked at. */
export function hasBits({ type }: DtoProperty): boolean {
  return type.kind === 'enum' ? !type.enum.isText : type.kind === 'scalar' && type.scalar === 'int';
}
