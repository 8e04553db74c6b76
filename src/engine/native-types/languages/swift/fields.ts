import type { TypeModel } from '../../../core/type-model';
import { isNullableValue, withoutNullable } from '../../../metadata/clr-names';
import type { CodeMember, CodeModel, CodeType } from '../../code-model';
import type { CodeWriter } from '../../code-writer';
import { attributeLine, docBlock, memberLine, nestedComments, slashAttributes } from '../../comments';
import { memberName } from '../../names';

/** A property of a Swift class, as its declaration and its coding need it. */
export interface SwiftField {
  readonly identifier: string;
  /** Without `?`. */
  readonly type: string;
  readonly isOptional: boolean;
  /** `[]`, `[:]`, a number; absent: not initialised. */
  readonly initial?: string;
  /** What decoding a missing value gives: `[]`, `[:]`; absent: nil. */
  readonly missing?: string;
  /** Whether it is encoded by whether it holds something, rather than by whether it is there. */
  readonly isCounted: boolean;
  /** Absent: AddImplicitVersion or AddResponseStatus adds it. */
  readonly member?: CodeMember;
}

/** Own fields in declaration order, redeclared ones included; then those that options add. */
export function fieldsOf(type: CodeType, code: CodeModel): SwiftField[] {
  const { implicitVersion, addsResponseStatus } = type;
  const added = { isOptional: true, isCounted: false };
  return [
    ...type.members.map((member) => toField(member, type, code)),
    ...(implicitVersion === undefined
      ? []
      : [{ ...added, identifier: 'version', type: 'Int', initial: `${implicitVersion}` }]),
    ...(addsResponseStatus ? [{ ...added, identifier: 'responseStatus', type: 'ResponseStatus' }] : []),
  ];
}

function toField(member: CodeMember, type: CodeType, code: CodeModel): SwiftField {
  const { model, collection, identifier } = member;
  const empty = collection && (collection === 'list' ? '[]' : '[:]');
  const isInitialized = initializes(member, code);
  const isOptional =
    isNullableValue(model) ||
    code.config.makePropertiesOptional ||
    member.attributes.some(({ name }) => name === 'Required');
  return {
    identifier,
    type: code.typeText(withoutNullable(model), type),
    isOptional: isOptional && !isInitialized,
    initial: isInitialized ? empty : undefined,
    missing: empty,
    isCounted: code.options.swiftCollections === 'arrays' ? collection !== undefined : member.isInitialized,
    member,
  };
}

function initializes({ model, collection, isInitialized }: CodeMember, { options, config }: CodeModel): boolean {
  if (options.swiftCollections === 'initCollection') return isInitialized;
  return isArray(model) || (collection !== undefined && config.initializeCollections);
}

function isArray(model: TypeModel): boolean {
  return model.clr === 'Byte[]' || (model.kind === 'list' && model.isArray);
}

/** The declarations of fields; `end`: what follows them in a protocol. */
export function writeFields(
  out: CodeWriter,
  fields: readonly SwiftField[],
  modifier: 'public var' | 'var',
  end: '' | ' { get set }' = '',
): void {
  let hadLines = false;
  for (const { identifier, type, isOptional, initial, member } of fields) {
    if (hadLines) out.gap();
    // A class can be decoded only when each of its properties can.
    const isIgnored = type === 'Object';
    hadLines = !isIgnored && member !== undefined && (member.attributes.length > 0 || member.dataMember !== undefined);
    if (isIgnored) {
      out.line(`//${identifier}:Object ignored. Type could not be extended in Swift`);
      continue;
    }
    if (member?.description !== undefined) out.line(docBlock(member.description, nestedComments));
    if (member?.dataMember) out.line(memberLine(member.dataMember, slashAttributes));
    for (const attribute of member?.attributes ?? []) out.line(attributeLine(attribute, slashAttributes));
    const wrapper = type === 'TimeInterval' && end === '' ? '@TimeSpan ' : '';
    const initializer = initial === undefined || end !== '' ? '' : ` = ${initial}`;
    out.line(`${wrapper}${modifier} ${identifier}:${type}${isOptional ? '?' : ''}${initializer}${end}`);
  }
}

/** Names of members that a base class has, whether the output prints it or the client's package. */
export function inheritedNames({ metadata, textCase }: CodeType): ReadonlySet<string> {
  const { source } = metadata;
  const properties = source && 'base' in source ? (source.base?.properties ?? []) : [];
  return new Set(properties.map(({ declaredName }) => memberName(declaredName, 'camelCase', textCase)));
}
