import type { CodeMember, CodeModel, CodeType } from '../../code-model';
import { CodeWriter } from '../../code-writer';
import { attributeLine } from '../../comments';
import { addedMemberHead, type HeadStyle, typeHead } from './heads';
import { constructedMembers, enumMembers, isExtensible, returnMarker } from './members';
import { contractNamespaces, importedNamespaces } from './namespaces';
import { writeMembers } from './write-members';

/** How a language with partial classes by namespace looks. */
export interface ClassSyntax {
  styleOf(code: CodeModel): HeadStyle;
  importLine(name: string): string;
  /** The attribute of the assembly that gives types of a namespace their XML namespace. */
  contractLine(xmlNamespace: string, clrNamespace: string): string;
  /** Writes the namespaces; what stands in them is written by `writeType`. */
  writeNamespaces(out: CodeWriter, code: CodeModel, writeType: (type: CodeType) => void): void;
  writeDeclaration(out: CodeWriter, declaration: Declaration, code: CodeModel): void;
  /** `IReturn<X>` */
  returnMarker(answer: string): string;
  enumMember(name: string, value: string | undefined, code: CodeModel): string;
  /** A property of a type, all of its line. */
  property(property: Property, type: CodeType, code: CodeModel): string;
  /** A member with its type, mark and initialiser. */
  propertyOf(member: CodeMember, type: CodeType, code: CodeModel): Property;
  readonly integer: string;
  writeConstructor(out: CodeWriter, type: CodeType, body: () => void): void;
  assignment(name: string, value: string): string;
  /** `new List<string>{}` */
  emptyCollection(member: CodeMember, type: CodeType, code: CodeModel): string;
}

export interface Declaration {
  readonly type: CodeType;
  readonly base?: string;
  /** The return marker first. */
  readonly interfaces: readonly string[];
  writeBody(): void;
}

export interface Property {
  readonly name: string;
  readonly type: string;
  /** The members of interfaces that it is, where the language says so: `ICompany.CompanyId`. */
  readonly implemented?: readonly string[];
  readonly initial?: string;
}

/** The text of a language with partial classes: C# and VB (metadata-and-types 4.5, 4.6). */
export function emitClasses(code: CodeModel, syntax: ClassSyntax): string {
  const out = new CodeWriter();
  for (const name of importedNamespaces(code)) out.line(syntax.importLine(name));
  const contracts = contractNamespaces(code);
  if (contracts.length > 0) out.gap();
  for (const name of contracts) out.line(syntax.contractLine(code.config.addDefaultXmlNamespace, name));
  const style = syntax.styleOf(code);
  syntax.writeNamespaces(out, code, (type) => writeType(out, type, { code, syntax, style }));
  return `${out.toString().trimEnd()}\n`;
}

interface Context {
  readonly code: CodeModel;
  readonly syntax: ClassSyntax;
  readonly style: HeadStyle;
}

function writeType(out: CodeWriter, type: CodeType, context: Context): void {
  const { code, syntax, style } = context;
  const { comment, attributes } = typeHead(type, code, style);
  for (const line of [...comment, ...attributes]) out.line(line);
  const interfaces = [
    ...returnMarker(type, code, syntax.returnMarker),
    ...type.implements.map((name) => code.nameText(name, type)),
    ...(isExtensible(type, code) ? ['IExtensibleDataObject'] : []),
  ];
  const writeBody = () => (type.kind === 'enum' ? writeEnum : writeClass)(out, type, context);
  const base = type.inherits && code.nameText(type.inherits, type);
  syntax.writeDeclaration(out, { type, base, interfaces, writeBody }, code);
}

function writeEnum(out: CodeWriter, type: CodeType, { code, syntax, style }: Context): void {
  for (const { name, value, wire } of enumMembers(type)) {
    if (wire !== undefined) {
      const attribute = { name: 'EnumMember', args: [{ name: 'Value', type: 'String', value: wire }] };
      out.line(attributeLine(attribute, style.attributes));
    }
    out.line(syntax.enumMember(name, value, code));
  }
}

function writeClass(out: CodeWriter, type: CodeType, { code, syntax, style }: Context): void {
  const property = (declared: Property) => syntax.property(declared, type, code);
  const { implicitVersion } = type;
  if (implicitVersion !== undefined) {
    for (const line of addedMemberHead(0, code, style).attributes) out.line(line);
    out.line(property({ name: 'Version', type: syntax.integer })).gap();
  }
  const created = constructedMembers(type, code);
  if (created.length > 0 || implicitVersion !== undefined) {
    syntax.writeConstructor(out, type, () => {
      if (implicitVersion !== undefined) out.line(syntax.assignment('Version', String(implicitVersion)));
      for (const member of created) {
        out.line(syntax.assignment(member.identifier, syntax.emptyCollection(member, type, code)));
      }
    });
    out.gap();
  }
  writeMembers(out, type, code, {
    style,
    declarationOf: (member) => property(syntax.propertyOf(member, type, code)),
    responseStatus: property({ name: 'ResponseStatus', type: 'ResponseStatus' }),
    extensionData: property({
      name: 'ExtensionData',
      type: 'ExtensionDataObject',
      implemented: ['IExtensibleDataObject.ExtensionData'],
    }),
  });
}
