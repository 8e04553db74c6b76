import type { TypeModel } from '../../../core/type-model';
import { substitute } from '../../../metadata/clr-names';
import type { DataMemberInfo, MetadataAttribute } from '../../../metadata/metadata-types';
import type { CodeMember, CodeModel, CodeType } from '../../code-model';
import { memberName } from '../../names';
import { mayBeUnset } from '../../requirement';

/** A member of a type, as languages whose conformance is structural need it (metadata-and-types 4.13). */
export interface StructField {
  /** CLR name. */
  readonly declared: string;
  /** In the case of the feature, or what a data member states. */
  readonly wire: string;
  /** Whether a data member states `wire`. */
  readonly isWireStated: boolean;
  readonly model: TypeModel;
  readonly isOptional: boolean;
  readonly description?: string;
  readonly attributes: readonly MetadataAttribute[];
  readonly dataMember?: DataMemberInfo;
  readonly hasGapBefore: boolean;
  /** AddImplicitVersion: the number to send. */
  readonly version?: number;
}

/** A type's own fields; of an interface also those of the interfaces that it extends. Then those that options add. */
export function fieldsOf(type: CodeType, code: CodeModel): StructField[] {
  const extended = type.kind === 'interface' ? type.implements : [];
  const inherited = extended.flatMap((name) => {
    const found = code.find(name, type);
    return found ? fieldsOf(found, code) : [];
  });
  const own = type.members.map((member) => toField(member, type, code));
  return byWireName([...inherited, ...own, ...addedFields(type, code)]);
}

/**
 * The fields of a type and its bases in the output, for languages without inheritance: the root's first, a redeclared one
 * at its first place with its last type, parameters of generic bases replaced.
 */
export function flattenedFieldsOf(type: CodeType, code: CodeModel): StructField[] {
  const levels: StructField[][] = [];
  let args: ReadonlyMap<string, TypeModel> = new Map();
  let below = type;
  for (const level of [type, ...code.basesOf(type)]) {
    if (level !== type) {
      const given = (below.inherits?.args ?? []).map((arg) => substitute(arg, args));
      args = new Map(parametersOf(level).flatMap((name, index) => (given[index] ? [[name, given[index]]] : [])));
    }
    const current = args;
    levels.unshift(fieldsOf(level, code).map((field) => ({ ...field, model: substitute(field.model, current) })));
    below = level;
  }
  return byWireName(levels.flat());
}

/** Parameters of a generic definition; none of others. */
export function parametersOf({ metadata: { source } }: CodeType): readonly string[] {
  return source && 'generics' in source ? source.generics : [];
}

/** Whether one of the texts of types mentions a name as a whole. */
export function mentions(texts: readonly string[], name: string): boolean {
  return texts.some((text) => text.split(/[^\p{L}\p{N}_$]+/u).includes(name));
}

function byWireName(fields: readonly StructField[]): StructField[] {
  const byName = new Map<string, StructField>();
  for (const field of fields) byName.set(field.wire, field);
  return [...byName.values()];
}

function toField(
  { metadata, model, ...member }: CodeMember,
  { textCase }: CodeType,
  { config }: CodeModel,
): StructField {
  return {
    declared: metadata.name,
    wire: metadata.wireName ?? memberName(metadata.name, 'textCase', textCase),
    isWireStated: metadata.wireName !== undefined,
    model,
    isOptional: mayBeUnset(metadata, config),
    description: member.description,
    attributes: member.attributes,
    dataMember: member.dataMember,
    hasGapBefore: member.hasGapBefore,
  };
}

const version: TypeModel = { kind: 'scalar', scalar: 'int', clr: 'Int32', nullable: false };
const anything: TypeModel = { kind: 'scalar', scalar: 'object', clr: 'Object', nullable: false };

function addedFields(type: CodeType, code: CodeModel): StructField[] {
  const field = (declared: string, model: TypeModel, more: Partial<StructField>): StructField => ({
    declared,
    wire: memberName(declared, 'textCase', type.textCase),
    isWireStated: false,
    model,
    isOptional: true,
    attributes: [],
    hasGapBefore: false,
    ...more,
  });
  const { implicitVersion, addsResponseStatus } = type;
  return [
    ...(implicitVersion === undefined
      ? []
      : [field('Version', version, { isOptional: false, version: implicitVersion })]),
    ...(addsResponseStatus ? [field('ResponseStatus', responseStatus(code), {})] : []),
  ];
}

/** What IncludeTypes left out cannot be named. */
function responseStatus({ types }: CodeModel): TypeModel {
  const source = types.find(
    ({ metadata: { name, namespace } }) => name === 'ResponseStatus' && namespace === 'ServiceStack',
  )?.metadata.source;
  if (!source || !('generics' in source)) return anything;
  return { kind: 'dto', clr: 'ResponseStatus', type: () => source, args: [], nullable: false };
}
