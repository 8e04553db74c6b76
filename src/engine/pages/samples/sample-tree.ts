import type { DtoType, TypeModel } from '../../core/type-model';
import { defaultOf, scalarWriter } from '../../formats/wire-scalars';
import type { WireStyle } from '../../formats/wire-style';
import { wireName } from '../../formats/wire-tree';
import { collectionOf, type DtoModel, type SampleMember, sampleMembers } from './sample-members';

type Scalar = Extract<TypeModel, { kind: 'scalar' }>;
type Enum = Extract<TypeModel, { kind: 'enum' }>;

export interface TreeStyle {
  readonly wire: WireStyle;
  /** CLR types that the feature writes by serialisers of its own: as their plain text, like a string. */
  readonly ownText: readonly string[];
}

/**
 * An example as JSON and JSV show it: wire names, texts of scalars, members in the order of samples (metadata-and-types
 * 2.3, 2.4). Shape: what is null stays null, for the writers to leave out.
 */
export function sampleTree(value: unknown, declared: TypeModel, style: TreeStyle): unknown {
  if (value === null || value === undefined) return null;
  const type = collectionOf(declared);
  switch (type.kind) {
    case 'scalar':
      return scalar(value, type, style);
    case 'enum':
      return enumText(value, type);
    case 'list':
      return (value as readonly unknown[]).map((item) => sampleTree(item, type.item, style));
    case 'dictionary':
      return Object.fromEntries(
        Object.entries(value).map(([key, item]) => [key, sampleTree(item, type.value, style)] as const),
      );
    case 'dto':
      return members(value as Record<string, unknown>, type, style);
    case 'parameter':
      return value;
  }
}

function members(value: Record<string, unknown>, type: DtoModel, style: TreeStyle): Record<string, unknown> {
  const shown = sampleMembers(type).filter((member) => !isSuppressed(value[member.property.name], member, style));
  return Object.fromEntries(
    shown.map(({ property, owner, type: model }) => [
      nameOf(property, owner, style),
      sampleTree(value[property.name], model, style),
    ]),
  );
}

function nameOf(property: SampleMember['property'], owner: DtoType, { wire }: TreeStyle): string {
  return wireName(property, owner, wire);
}

/** A feature's own serialiser leaves out the default of exactly its type; `Guid?` is another one (metadata-and-types 2.3). */
function isSuppressed(value: unknown, { type }: SampleMember, { ownText }: TreeStyle): boolean {
  if (type.kind !== 'scalar' || type.nullable || !ownText.includes(type.clr)) return false;
  const standard = defaultOf(type);
  // Examples of DateTime have no zone, defaults of the wire do.
  return value === standard || `${String(value)}Z` === standard;
}

function scalar(value: unknown, type: Scalar, { wire, ownText }: TreeStyle): unknown {
  if (ownText.includes(type.clr)) return String(value);
  const write = scalarWriter(type, wire);
  if (write) return write(value);
  // The `system` profile writes instants (decisions D38).
  return type.clr === 'DateTime' && /T[\d:.]+$/.test(String(value)) ? `${String(value)}Z` : value;
}

/** The member's name on the wire; of flags the number. */
function enumText(value: unknown, { enum: type }: Enum): unknown {
  const member = type.members.find(
    (candidate) => value === (type.isText ? type.record.values[candidate.name] : candidate.value),
  );
  if (!member) return value;
  return type.isFlags ? member.value : member.wire;
}
