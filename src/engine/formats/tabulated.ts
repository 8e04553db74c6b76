import { QueryResponse } from '../../../dtos/common';
import type { DtoProperty, DtoType, TypeModel } from '../core/type-model';
import { argumentsOf, closed } from './closed-type';
import type { ReadTarget } from './content-format';
import { typeOfInstance, written } from './wire-tree';

/**
 * What CSV and JSONL make a table of (http-contract 4.8, rule 1), in both directions.
 *
 * `rows`: the items of a list, or of the first list of a DTO that is marked so. `nested`: such a DTO has no list, but an
 * object, which is the only row. `whole`: anything else is one row itself.
 */
export type Table =
  | { readonly kind: 'rows'; readonly rows: readonly unknown[]; readonly type?: TypeModel }
  | { readonly kind: 'nested' | 'whole'; readonly value: unknown; readonly type?: TypeModel };

type DtoModel = Extract<TypeModel, { kind: 'dto' }>;

export interface Member {
  readonly property: DtoProperty;
  /** The property's type, type parameters replaced. */
  readonly type: TypeModel;
}

export function tabulate(value: unknown, declared: TypeModel | undefined): Table {
  const type = declared ?? typeOfInstance(value);
  if (Array.isArray(value)) return { kind: 'rows', rows: value, type: type?.kind === 'list' ? type.item : type };
  if (type?.kind !== 'dto' || value === null || typeof value !== 'object') return { kind: 'whole', value, type };
  // The members outside the table are lost: an error may not be among them (rule 7).
  const member = holdsError(type.type(), value) ? undefined : tabulatedMember(type);
  const inner = member && (value as Record<string, unknown>)[member.property.name];
  if (member?.type.kind === 'list') return { kind: 'rows', rows: (inner as unknown[]) ?? [], type: member.type.item };
  return inner === undefined || inner === null
    ? { kind: 'whole', value, type }
    : { kind: 'nested', value: inner, type: member?.type };
}

const members = new WeakMap<TypeModel, readonly Member[]>();

/** The written members of a DTO in their order. */
export function membersOf(type: DtoModel): readonly Member[] {
  let known = members.get(type);
  if (known === undefined) {
    const args = argumentsOf(type);
    known = written(type.type()).map((property) => ({ property, type: closed(property.type, args) }));
    members.set(type, known);
  }
  return known;
}

/** The member that stands for the whole DTO in a table; `undefined`: the DTO is a row of its own members. */
function tabulatedMember(type: DtoModel): Member | undefined {
  if (!isTabulatedByMember(type.type())) return undefined;
  const structures = membersOf(type).filter((member) => !isStatus(member.property));
  return (
    structures.find((member) => member.type.kind === 'list' || member.type.kind === 'dictionary') ??
    structures.find((member) => member.type.kind === 'dto')
  );
}

/** `QueryResponse`, data contracts, and DTOs marked `@Attribute('Csv', { Behavior: 'FirstEnumerable' })`. */
function isTabulatedByMember(type: DtoType): boolean {
  const isMarked = type.attributes.some(
    ({ name, args }) => name === 'DataContract' || (name === 'Csv' && args.Behavior === 'FirstEnumerable'),
  );
  return isMarked || type.target === QueryResponse || (type.base !== undefined && isTabulatedByMember(type.base));
}

function isStatus(property: DtoProperty): boolean {
  return property.declaredName === 'ResponseStatus';
}

function holdsError(type: DtoType, value: object): boolean {
  const property = type.properties.find(isStatus);
  const status = property && (value as Record<string, unknown>)[property.name];
  if (status === null || typeof status !== 'object') return false;
  const { errorCode, ErrorCode } = status as { errorCode?: unknown; ErrorCode?: unknown };
  return (errorCode ?? ErrorCode) !== undefined;
}

const byName = new WeakMap<DtoType, ReadonlyMap<string, DtoProperty>>();

/** Members by every name that a caller may use, in lower case. */
function membersByName(type: DtoType): ReadonlyMap<string, DtoProperty> {
  let known = byName.get(type);
  if (known === undefined) {
    known = new Map(
      written(type).flatMap((property) => {
        const alias = property.attributes.find((record) => record.name === 'DataMember')?.args.Name;
        const names = [property.declaredName, property.name, ...(typeof alias === 'string' ? [alias] : [])];
        return names.map((name) => [name.toLowerCase(), property] as const);
      }),
    );
    byName.set(type, known);
  }
  return known;
}

/** The member that a caller means by a name; in a lenient request without underscores and hyphens (http-contract 3.2). */
export function memberCalled(type: DtoType, name: string, isLenient = false): DtoProperty | undefined {
  const members = membersByName(type);
  const lower = name.toLowerCase();
  const member = members.get(lower);
  if (member || !isLenient) return member;
  const wanted = bare(lower);
  for (const [known, property] of members) if (bare(known) === wanted) return property;
  return undefined;
}

function bare(name: string): string {
  return name.replace(/[_-]/g, '');
}

/**
 * Where the rows of a request's body go: into a list member of the message, or (`undefined`) the only row is the message.
 *
 * `names`: the columns, or the members of the first row. A DTO that is written as the table of its list is read as one. Of
 * others the names decide: batches are sent as the table of their items, flat messages as one row.
 * Errors: SyntaxError for more rows than a message without a list can hold.
 */
export function rowsMember(
  { type, isLenient }: Pick<ReadTarget, 'type' | 'isLenient'>,
  names: readonly string[],
  rowCount: number,
): DtoProperty | undefined {
  const list = written(type).find((property) => property.type.kind === 'list');
  if (list && isTabulatedByMember(type)) return list;
  const item = list && itemOf(list);
  const [own = 0, ofItem = 0] = [type, item].map((of) => (of ? knownNames(of, names, isLenient) : 0));
  if (item && (ofItem > own || (ofItem === own && rowCount > 1))) return list;
  if (rowCount <= 1) return undefined;
  throw new SyntaxError(`the body has ${rowCount} rows; ${type.name} is read from one.`);
}

/** The DTO type of a list member's items; `undefined` for scalars, dictionaries and type parameters. */
export function itemOf({ type }: DtoProperty): DtoType | undefined {
  return type.kind === 'list' && type.item.kind === 'dto' ? type.item.type() : undefined;
}

function knownNames(type: DtoType, names: readonly string[], isLenient?: boolean): number {
  return names.filter((name) => memberCalled(type, name, isLenient) !== undefined).length;
}
