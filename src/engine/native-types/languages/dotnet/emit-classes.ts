import type { CodeMember, CodeModel, CodeType } from '../../code-model';
import { CodeWriter } from '../../code-writer';
import { attributeLine } from '../../comments';
import { addedMemberHead, type HeadForm, type HeadStyle, headStyle, typeHead } from './heads';
import { constructedMembers, enumMembers, isExtensible, isInitializedInline, isMerged, returnMarker } from './members';
import { contractNamespaces, importedNamespaces, namespaceBlocks } from './namespaces';
import { writeMembers } from './write-members';

/** How a language with partial classes by namespace looks. */
export interface ClassSyntax {
  readonly head: HeadForm;
  importLine(name: string): string;
  /** The attribute of the assembly that gives types of a namespace their XML namespace. */
  contractLine(xmlNamespace: string, clrNamespace: string): string;
  /** What begins and what ends a namespace. */
  namespaceBlock(name: string): readonly [open: string, close: string];
  /** A namespace that all others stand in. Default: none. */
  readonly outerNamespace?: string;
  /** Where an empty line stands beside each type. */
  readonly gap: 'before' | 'after';
  writeDeclaration(out: CodeWriter, declaration: Declaration, code: CodeModel): void;
  /** `IReturn<X>` */
  returnMarker(answer: string): string;
  enumMember(name: string, value: string | undefined, code: CodeModel): string;
  /** A property of a type, all of its line. */
  property(property: Property, type: CodeType, code: CodeModel): string;
  /** The text of a member's type, with its mark. */
  memberType(member: CodeMember, type: CodeType, code: CodeModel): string;
  /** The members of interfaces that it is. Default: the language doesn't say. */
  implementedBy?(member: CodeMember, type: CodeType, code: CodeModel): readonly string[];
  /** An empty collection as the initialiser of its declaration. */
  emptyInline(member: CodeMember, type: CodeType, code: CodeModel): string;
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
  const style = headStyle(syntax.head, isMerged(code));
  writeNamespaces(out, code, syntax, (type) => writeType(out, type, { code, syntax, style }));
  return `${out.toString().trimEnd()}\n`;
}

function writeNamespaces(
  out: CodeWriter,
  code: CodeModel,
  { namespaceBlock, outerNamespace, gap }: ClassSyntax,
  write: (type: CodeType) => void,
): void {
  const writeTypes = (types: readonly CodeType[]) => {
    for (const type of types) {
      if (gap === 'before') out.gap();
      write(type);
      if (gap === 'after') out.gap();
    }
  };
  const blocks = namespaceBlocks(code);
  const writeBlocks = () => {
    for (const { namespace, types } of blocks) {
      if (namespace !== undefined || gap === 'after') out.gap();
      if (namespace === undefined) writeTypes(types);
      else inBlock(namespaceBlock(namespace), () => writeTypes(types));
    }
  };
  const inBlock = ([open, close]: readonly [string, string], body: () => void) => out.block(open, body, close);
  if (outerNamespace === undefined || code.config.excludeNamespace) writeBlocks();
  else {
    out.gap();
    inBlock(namespaceBlock(outerNamespace), writeBlocks);
  }
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
    declarationOf: (member) => property(propertyOf(member, type, code, syntax)),
    responseStatus: property({ name: 'ResponseStatus', type: 'ResponseStatus' }),
    extensionData: property({
      name: 'ExtensionData',
      type: 'ExtensionDataObject',
      implemented: ['IExtensibleDataObject.ExtensionData'],
    }),
  });
}

function propertyOf(member: CodeMember, type: CodeType, code: CodeModel, syntax: ClassSyntax): Property {
  return {
    name: member.identifier,
    type: syntax.memberType(member, type, code),
    implemented: syntax.implementedBy?.(member, type, code),
    initial: isInitializedInline(member, type, code) ? syntax.emptyInline(member, type, code) : undefined,
  };
}
