import { isNullableValue, withoutNullable } from '../../../metadata/clr-names';
import { toCamelCase } from '../../../metadata/type-reader';
import type { CodeMember, CodeModel, CodeType } from '../../code-model';
import { attributeLine, singleQuoted } from '../../comments';
import { toIdentifier } from '../../names';
import { hashAttributes } from './text';

/** One member as its class writes it. */
export interface PythonMember {
  readonly comments: readonly string[];
  readonly declaration: string;
  readonly description?: string;
}

const zeros: Readonly<Record<string, string>> = {
  int: '0',
  float: '0.0',
  bool: 'False',
  Decimal: 'decimal.Decimal(0)',
  'datetime.datetime': 'datetime.datetime(1, 1, 1)',
  'datetime.timedelta': 'datetime.timedelta()',
};

/** Quotes what a type's text mentions before it is declared. */
export type Quote = (text: string) => string;

/** A class's own members, and those that AddImplicitVersion and AddResponseStatus add. */
export function membersOf(type: CodeType, code: CodeModel, quote: Quote): PythonMember[] {
  const { implicitVersion, addsResponseStatus } = type;
  const added = (declaration: string): PythonMember => ({ comments: [], declaration });
  return [
    ...type.members.map((member) => ({
      comments: member.attributes.map((attribute) => attributeLine(attribute, hashAttributes)),
      declaration: declarationOf(member, quote(code.typeText(withoutNullable(member.model), type)), code),
      description: member.description,
    })),
    ...(implicitVersion === undefined ? [] : [added(`version: int = ${implicitVersion}`)]),
    ...(addsResponseStatus ? [added('response_status: Optional[ResponseStatus] = None')] : []),
  ];
}

/** `name: type = default`; all have a default, or a derived class could not follow. */
function declarationOf(member: CodeMember, plain: string, code: CodeModel): string {
  const [text, value] = typeAndDefault(member, plain, code);
  const wireName = wireNameOf(member);
  const isFactory = value.startsWith('default_factory=');
  const config = wireName === undefined ? [] : [`metadata=config(field_name=${singleQuoted(wireName)})`];
  const initial =
    isFactory || wireName !== undefined
      ? `field(${[...config, isFactory ? value : `default=${value}`].join(', ')})`
      : value;
  return `${toIdentifier(member.identifier)}: ${text} = ${initial}`;
}

/** The first rule that fits decides (metadata-and-types 4.11). */
function typeAndDefault(member: CodeMember, text: string, code: CodeModel): [type: string, value: string] {
  const { model, isInitialized, isOptional, collection } = member;
  if (code.options.initializesMembers && isInitialized) {
    return [text, `default_factory=${collection === 'dictionary' ? 'dict' : 'list'}`];
  }
  const zero = isOptional || isNullableValue(model) || model.kind !== 'scalar' ? undefined : zeros[text];
  return zero === undefined ? [`Optional[${text}]`, 'None'] : [text, zero];
}

/** Where the letter case that the class states does not lead to the name on the wire. */
function wireNameOf({ metadata, name, isKeyword }: CodeMember): string | undefined {
  const { wireName } = metadata;
  if (wireName !== undefined && wireName !== toCamelCase(metadata.name)) return wireName;
  return isKeyword ? name : undefined;
}
