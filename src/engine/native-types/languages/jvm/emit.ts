import type { CodeMember, CodeModel, CodeType } from '../../code-model';
import { CodeWriter } from '../../code-writer';
import { type JvmText, keywordAnnotation, serializedName, writeMemberHead, writeTypeHead } from './annotations';
import { enumMembers } from './enum-members';
import { importsOf, isTypeToken, responseTypeText } from './imports';

/** What Java and Kotlin write differently: declarations. Comments and annotations are `JvmText`. */
export interface JvmSyntax extends JvmText {
  readonly statementEnd: ';' | '';
  /** `entries`: `First(1)`; `hasValues`: their numbers are not simply their places. */
  writeEnum(out: CodeWriter, name: string, entries: readonly string[], hasValues: boolean): void;
  writeClass(out: CodeWriter, declared: JvmClass): void;
  /** The declaration of a member, without what `writeField` puts before it. */
  fieldText(member: CodeMember, text: string, type: CodeType, code: CodeModel): string;
  /** What an answer without arguments is named by: `X.class`. */
  responseLiteral(text: string): string;
  /** The same of an answer with arguments, which a class literal would lose. */
  responseToken(text: string): string;
  /** `byte[]` of the language → the expression of an empty one. */
  readonly emptyBytes: Readonly<Record<string, string>>;
  construct(collection: string): string;
}

/** A class or interface. */
export interface JvmClass {
  readonly type: CodeType;
  readonly code: CodeModel;
  readonly base?: string;
  /** What it lists: of a request first what it answers with. */
  readonly interfaces: readonly string[];
  /** An expression of the type that a request answers with. */
  readonly responseType?: string;
  /** Writes the members, in their order. */
  writeFields(): void;
}

/** Package, imports, an empty line; then what `wrap` makes of the types. */
export function emitJvm(
  code: CodeModel,
  syntax: JvmSyntax,
  wrap: (out: CodeWriter, writeTypes: () => void) => void,
): string {
  const out = new CodeWriter();
  const { package: packageName } = code.config;
  if (packageName !== undefined) out.line(`package ${packageName}${syntax.statementEnd}`).gap();
  for (const item of importsOf(code)) out.line(`import ${item}${syntax.statementEnd}`);
  wrap(out.gap(), () => {
    for (const type of code.types) writeType(out, type, code, syntax);
  });
  return `${out}\n`;
}

function writeType(out: CodeWriter, type: CodeType, code: CodeModel, syntax: JvmSyntax): void {
  writeTypeHead(out, type, code, syntax);
  if (type.kind === 'enum') writeEnum(out, type, syntax);
  else syntax.writeClass(out, classOf(out, type, code, syntax));
}

function writeEnum(out: CodeWriter, type: CodeType, syntax: JvmSyntax): void {
  const members = enumMembers(type);
  const entries = members.map(({ name, value, wireName }) => {
    const annotation = wireName === undefined ? '' : `${serializedName(wireName, syntax)} `;
    return `${annotation}${name}${value === undefined ? '' : `(${value})`}`;
  });
  const hasValues = members.some(({ value }) => value !== undefined);
  syntax.writeEnum(out, type.name, entries, hasValues);
}

function classOf(out: CodeWriter, type: CodeType, code: CodeModel, syntax: JvmSyntax): JvmClass {
  const { returnMarker, inherits } = type;
  const returns = responseTypeText(type, code);
  const marker = returnMarker === 'void' ? 'IReturnVoid' : returns && `IReturn<${returns}>`;
  return {
    type,
    code,
    ...(inherits && { base: code.nameText(inherits, type) }),
    interfaces: [...(marker ? [marker] : []), ...type.implements.map((name) => code.nameText(name, type))],
    ...(returns && {
      responseType: isTypeToken(returns) ? syntax.responseToken(returns) : syntax.responseLiteral(returns),
    }),
    writeFields: () => {
      for (const member of type.members) writeField(out, member, type, code, syntax);
    },
  };
}

function writeField(out: CodeWriter, member: CodeMember, type: CodeType, code: CodeModel, syntax: JvmSyntax): void {
  writeMemberHead(out, member, code, syntax);
  const declaration = syntax.fieldText(member, code.typeText(member.model, type), type, code);
  out.line(`${keywordAnnotation(member, code, syntax)}${declaration}`);
}

/** `undefined` for what is no collection, as those that TreatTypesAsStrings makes strings. */
export function emptyCollection(text: string, { emptyBytes, construct }: JvmSyntax): string | undefined {
  return emptyBytes[text] ?? (text.endsWith('>') ? construct(text) : undefined);
}
