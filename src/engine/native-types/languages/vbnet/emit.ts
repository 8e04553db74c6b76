import type { CodeMember, CodeModel, CodeType } from '../../code-model';
import type { CodeWriter } from '../../code-writer';
import type { ClassSyntax, Declaration } from '../dotnet/emit-classes';
import { escapedName } from '../dotnet/members';
import { escapeKeyword, keywordsOf } from './keywords';
import { quotedText } from './quoted-text';

/** VB.NET: partial classes by namespace, in `Namespace Global` (metadata-and-types 4.5). */
export const syntax: ClassSyntax = {
  head: {
    comment: "'''",
    summaryTag: 'Summary',
    line: (name, args) => `<${name}${args === '' ? '' : `(${args})`}>`,
    named: (key, value) => `${key}:=${value}`,
    quoted: quotedText,
    typeOf: (name) => `GetType(${name})`,
    array: (items) => `{${items.join(', ')}}`,
  },
  importLine: (name) => `Imports ${name}`,
  contractLine: (xmlNamespace, clrNamespace) =>
    `<Assembly: ContractNamespace(${quotedText(xmlNamespace)}, ClrNamespace:="${clrNamespace}")>`,
  namespaceBlock: (name) => [`Namespace ${name}`, 'End Namespace'],
  outerNamespace: 'Global',
  gap: 'before',
  writeDeclaration,
  returnMarker: (answer) => `IReturn(Of ${answer})`,
  enumMember: (name, value, code) => `${nameIn(code, name)}${value === undefined ? '' : ` = ${value}`}`,
  property: ({ name, type: text, implemented = [], initial }, { kind }, { config }) => {
    const modifiers = kind === 'interface' ? '' : `Public ${config.makeVirtual ? 'Overridable ' : ''}`;
    const implementing = implemented.length > 0 ? ` Implements ${implemented.join(', ')}` : '';
    return `${modifiers}Property ${name} As ${text}${implementing}${initial === undefined ? '' : ` = ${initial}`}`;
  },
  memberType: ({ model }, type, code) => code.typeText(model, type),
  implementedBy,
  emptyInline: emptyCollection,
  integer: 'Integer',
  writeConstructor: (out, _type, body) => out.block('Public Sub New()', body, 'End Sub'),
  assignment: (name, value) => `${name} = ${value}`,
  emptyCollection,
};

function nameIn({ options }: CodeModel, name: string): string {
  return escapedName(name, keywordsOf(options), escapeKeyword);
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
