import type { CodeMember, CodeModel, CodeType } from '../../code-model';
import type { CodeWriter } from '../../code-writer';
import { type ClassSyntax, type Declaration, emitClasses } from '../dotnet/emit-classes';
import { argumentValue } from '../dotnet/heads';
import { escapedName, isInitializedInline, isMerged, typeOfArgument } from '../dotnet/members';
import { namespaceBlocks } from '../dotnet/namespaces';
import { escapeKeyword, keywordsOf } from './keywords';
import { quotedText } from './quoted-text';

/** VB.NET: partial classes by namespace, in `Namespace Global` (metadata-and-types 4.5). */
export function emit(code: CodeModel): string {
  return emitClasses(code, syntax);
}

const syntax: ClassSyntax = {
  styleOf: (code) => ({
    comment: "'''",
    summaryTag: 'Summary',
    attributes: {
      line: (name, args) => `<${name}${args === '' ? '' : `(${args})`}>`,
      named: (key, value) => `${key}:=${value}`,
      value: (argument) =>
        argumentValue(argument, {
          quoted: quotedText,
          typeOf: (value) => `GetType(${typeOfArgument(value, isMerged(code))})`,
          array: (items) => `{${items.join(', ')}}`,
        }),
    },
  }),
  importLine: (name) => `Imports ${name}`,
  contractLine: (xmlNamespace, clrNamespace) =>
    `<Assembly: ContractNamespace(${quotedText(xmlNamespace)}, ClrNamespace:="${clrNamespace}")>`,
  writeNamespaces,
  writeDeclaration,
  returnMarker: (answer) => `IReturn(Of ${answer})`,
  enumMember: (name, value, code) => `${nameIn(code, name)}${value === undefined ? '' : ` = ${value}`}`,
  property: ({ name, type: text, implemented = [], initial }, { kind }, { config }) => {
    const modifiers = kind === 'interface' ? '' : `Public ${config.makeVirtual ? 'Overridable ' : ''}`;
    const implementing = implemented.length > 0 ? ` Implements ${implemented.join(', ')}` : '';
    return `${modifiers}Property ${name} As ${text}${implementing}${initial === undefined ? '' : ` = ${initial}`}`;
  },
  propertyOf: (member, type, code) => ({
    name: member.identifier,
    type: code.typeText(member.model, type),
    implemented: implementedBy(member, type, code),
    initial: isInitializedInline(member, type, code) ? emptyCollection(member, type, code) : undefined,
  }),
  integer: 'Integer',
  writeConstructor: (out, _type, body) => out.block('Public Sub New()', body, 'End Sub'),
  assignment: (name, value) => `${name} = ${value}`,
  emptyCollection,
};

function nameIn({ options }: CodeModel, name: string): string {
  return escapedName(name, keywordsOf(options), escapeKeyword);
}

function writeNamespaces(out: CodeWriter, code: CodeModel, writeType: (type: CodeType) => void): void {
  const blocks = namespaceBlocks(code);
  const writeTypes = (types: readonly CodeType[]) => {
    for (const type of types) {
      out.gap();
      writeType(type);
    }
  };
  if (code.config.excludeNamespace) {
    writeTypes(code.types);
    return;
  }
  const writeBlocks = () => {
    for (const { namespace, types } of blocks) {
      out.gap().block(`Namespace ${namespace}`, () => writeTypes(types), 'End Namespace');
    }
  };
  out.gap().block('Namespace Global', writeBlocks, 'End Namespace');
}

/** What the type is made from stands in it, one a line; interfaces inherit what classes implement. */
function writeDeclaration(out: CodeWriter, declaration: Declaration, { config }: CodeModel): void {
  const { type, base, interfaces, writeBody } = declaration;
  const keyword = { class: 'Class', interface: 'Interface', enum: 'Enum' }[type.kind];
  const partial = config.makePartial && type.kind === 'class' ? 'Partial ' : '';
  const write = () => {
    if (base !== undefined) out.line(`Inherits ${base}`);
    for (const name of interfaces) out.line(`${type.kind === 'interface' ? 'Inherits' : 'Implements'} ${name}`);
    writeBody();
  };
  out.block(`Public ${partial}${keyword} ${type.declaration}`, write, `End ${keyword}`);
}

function emptyCollection({ model, metadata }: CodeMember, type: CodeType, code: CodeModel): string {
  return `New ${code.typeText(model, type)}${metadata.type.endsWith('[]') ? '{}' : ''}`;
}

/** The interfaces' members that a member of a class is, where the profile says so. */
function implementedBy({ metadata }: CodeMember, type: CodeType, code: CodeModel): string[] {
  if (type.kind !== 'class' || !code.options.vbImplementsMembers) return [];
  return type.implements
    .flatMap((name) => code.interfaceMembers(name))
    .filter(({ name }) => name === metadata.name)
    .map(({ owner, name }) => `${code.nameText(owner, type)}.${nameIn(code, name)}`);
}
