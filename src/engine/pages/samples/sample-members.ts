import type { DtoProperty, DtoType, TypeModel } from '../../core/type-model';
import { argumentsOf, closed, type TypeArguments } from '../../formats/closed-type';
import { written } from '../../formats/wire-tree';
import { baseModel } from '../../metadata/metadata-type-reader';

export type DtoModel = Extract<TypeModel, { kind: 'dto' }>;

export interface SampleMember {
  readonly property: DtoProperty;
  /** The type that declares it. */
  readonly owner: DtoType;
  /** Type parameters being replaced. */
  readonly type: TypeModel;
}

/**
 * The members that a sample shows: a type's own in declaration order, then its base's (metadata-and-types 2.3). A
 * redeclared one stands once, at the derived type's place. Those of data contracts are sorted by their numbers.
 */
export function sampleMembers(type: DtoModel): SampleMember[] {
  const shown = written(type.type());
  const members = levelsOf(type).flatMap(({ owner, args }) =>
    owner.ownProperties
      .filter((property) => shown.includes(property))
      .map((property) => ({ property, owner, type: closed(property.type, args) })),
  );
  const isContract = type.type().attributes.some(({ name }) => name === 'DataContract');
  return isContract ? members.sort((a, b) => orderOf(a.property) - orderOf(b.property)) : members;
}

interface Level {
  readonly owner: DtoType;
  readonly args: TypeArguments;
}

/** The type and its bases, derived first. */
function levelsOf(type: DtoModel): Level[] {
  const base = closedBase(type);
  return [{ owner: type.type(), args: argumentsOf(type) }, ...(base?.kind === 'dto' ? levelsOf(base) : [])];
}

function closedBase(type: DtoModel): TypeModel | undefined {
  const base = baseModel(type.type());
  return base && closed(base, argumentsOf(type));
}

function orderOf({ attributes }: DtoProperty): number {
  return Number(attributes.find(({ name }) => name === 'DataMember')?.args.Order ?? -1);
}

/** What a class that is a collection (`base: 'List<Book>'`) is written as; any other type is itself. */
export function collectionOf(type: TypeModel): TypeModel {
  const base = type.kind === 'dto' ? closedBase(type) : undefined;
  return base?.kind === 'list' || base?.kind === 'dictionary' ? base : type;
}
