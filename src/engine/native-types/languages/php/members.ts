import type { TypeModel } from '../../../core/type-model';
import { isNullableValue, isValueType, withoutNullable } from '../../../metadata/clr-names';
import type { CodeMember, CodeModel, CodeType } from '../../code-model';
import { toIdentifier } from '../../names';
import { conversionOf } from './conversion';
import { memberComments, phpText } from './text';

/** A member as a parameter of its class's constructor, and as what its class reads and writes. */
export interface PhpMember {
  /** `$name` without the dollar. */
  readonly variable: string;
  /** Its name on the wire, in quotes. */
  readonly key: string;
  /** For doc comments: `array<string>|null`. */
  readonly doc: string;
  /** `?string` */
  readonly type: string;
  readonly initial: string;
  readonly description?: string;
  readonly comments: readonly string[];
  /** The wire's value as the member's, and the other way round. */
  readonly read: (value: string) => string;
  readonly write: (value: string) => string;
}

/** A class's own members, and those that AddImplicitVersion and AddResponseStatus add. */
export function membersOf(type: CodeType, code: CodeModel): PhpMember[] {
  const own = type.members.map((member) => toMember(member, type, code));
  const { implicitVersion, addsResponseStatus } = type;
  return [
    ...own,
    ...(implicitVersion === undefined ? [] : [added('Version', 'int', `${implicitVersion}`, type)]),
    ...(addsResponseStatus ? [added('ResponseStatus', 'ResponseStatus', undefined, type)] : []),
  ];
}

/** Those of the bases that are in the output, of the root class first; a redeclared one stands at its first place. */
export function inheritedOf(type: CodeType, code: CodeModel): PhpMember[] {
  const bases = [...code.basesOf(type)].reverse();
  const byName = new Map<string, PhpMember>();
  for (const base of bases) {
    for (const member of membersOf(base, code)) {
      if (!byName.has(member.variable)) byName.set(member.variable, member);
    }
  }
  return [...byName.values()];
}

function toMember(member: CodeMember, type: CodeType, code: CodeModel): PhpMember {
  const { model, identifier, name, description } = member;
  const text = code.typeText(model, type);
  const initial = isOptional(member, code) ? undefined : initialOf(model, text);
  const convert = conversionOf(model, (inner) => code.typeText(inner, type));
  return {
    variable: toIdentifier(identifier),
    key: phpText(name),
    ...nullable(docType(model, type, code), text, initial),
    description,
    comments: memberComments(member),
    read: (value) => convert('from', value),
    write: (value) => convert('to', value),
  };
}

function added(declared: string, text: string, initial: string | undefined, { textCase }: CodeType): PhpMember {
  const name = textCase === 'camelCase' ? declared.charAt(0).toLowerCase() + declared.slice(1) : declared;
  const convert = (call: string) => (value: string) =>
    text === 'int' ? value : `JsonConverters::${call}('${text}', ${value})`;
  return {
    variable: name,
    key: phpText(name),
    ...nullable(text, text, initial),
    comments: [],
    read: convert('from'),
    write: convert('to'),
  };
}

/** Without a default a member has to be null at first (metadata-and-types 4.12). */
function nullable(doc: string, type: string, initial: string | undefined): Pick<PhpMember, 'doc' | 'type' | 'initial'> {
  if (initial !== undefined) return { doc, type, initial };
  return { doc: `${doc}|null`, type: type === 'mixed' ? type : `?${type}`, initial: 'null' };
}

function isOptional({ isRequired, metadata, model }: CodeMember, { config, options }: CodeModel): boolean {
  if (config.makePropertiesOptional) return true;
  if (options.optionalBy === 'required') return !isRequired;
  return metadata.isRequired === undefined ? !isValueType(model) || model.nullable : !metadata.isRequired;
}

const initials: Readonly<Record<string, string>> = { int: '0', float: '0.0', DateTime: 'new DateTime()' };
const emptyTexts = new Set(['String', 'Guid', 'Char']);

/** The default of a required member; none for bool, spans, enums, classes, lists and dictionaries. */
function initialOf(model: TypeModel, text: string): string | undefined {
  // It has to be sent, but what it is without a value is null.
  if (isNullableValue(model)) return undefined;
  if (model.kind === 'list' && model.isArray) return '[]';
  if (model.kind !== 'scalar') return undefined;
  return emptyTexts.has(model.clr) ? "''" : initials[text];
}

/** `array<string>`, `array<string,int>`, `int[]`; of all else the type itself. */
function docType(model: TypeModel, type: CodeType, code: CodeModel): string {
  const inner = (item: TypeModel) => docType(withoutNullable(item), type, code);
  switch (model.kind) {
    case 'list':
      return model.isArray ? `${inner(model.item)}[]` : `array<${inner(model.item)}>`;
    case 'dictionary':
      return `array<${inner(model.key)},${inner(model.value)}>`;
    case 'parameter':
      return model.clr;
    default:
      return code.typeText(model, type);
  }
}
