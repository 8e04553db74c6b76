import type { CodeMember, CodeModel, CodeType } from '../../code-model';
import { CodeWriter } from '../../code-writer';
import { addedMemberHead, argumentValue, type HeadStyle, typeHead } from '../dotnet/heads';
import {
  constructedMembers,
  enumMembers,
  escapedName,
  isExtensible,
  isInitializedInline,
  isMerged,
  returnMarker,
  typeOfArgument,
} from '../dotnet/members';
import { contractNamespaces, importedNamespaces, namespaceBlocks } from '../dotnet/namespaces';
import { writeMembers } from '../dotnet/write-members';
import { escapeKeyword, keywordsOf } from './keywords';
import { quotedText } from './quoted-text';

/** VB.NET: partial classes by namespace, in `Namespace Global` (metadata-and-types 4.5). */
export function emit(code: CodeModel): string {
  const out = new CodeWriter();
  for (const name of importedNamespaces(code)) out.line(`Imports ${name}`);
  const contracts = contractNamespaces(code);
  if (contracts.length > 0) out.gap();
  for (const name of contracts) {
    const xmlNamespace = quotedText(code.config.addDefaultXmlNamespace);
    out.line(`<Assembly: ContractNamespace(${xmlNamespace}, ClrNamespace:="${name}")>`);
  }
  const style = styleOf(code);
  const writeBlocks = () => {
    for (const { namespace, types } of namespaceBlocks(code)) {
      const write = () => {
        for (const type of types) writeType(out.gap(), type, code, style);
      };
      if (namespace === undefined) write();
      else out.gap().block(`Namespace ${namespace}`, write, 'End Namespace');
    }
  };
  if (code.config.excludeNamespace) writeBlocks();
  else out.gap().block('Namespace Global', writeBlocks, 'End Namespace');
  return `${out}\n`;
}

function styleOf(code: CodeModel): HeadStyle {
  return {
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
  };
}

function writeType(out: CodeWriter, type: CodeType, code: CodeModel, style: HeadStyle): void {
  const { comment, attributes } = typeHead(type, code, style);
  for (const line of [...comment, ...attributes]) out.line(line);
  switch (type.kind) {
    case 'enum':
      out.block(`Public Enum ${type.name}`, () => writeEnumMembers(out, type, code), 'End Enum');
      return;
    case 'interface':
      out.block(`Public Interface ${type.declaration}`, () => writeBody(out, type, code, style), 'End Interface');
      return;
    case 'class': {
      const partial = code.config.makePartial ? 'Partial ' : '';
      out.block(`Public ${partial}Class ${type.declaration}`, () => writeBody(out, type, code, style), 'End Class');
    }
  }
}

function writeEnumMembers(out: CodeWriter, type: CodeType, { options }: CodeModel): void {
  for (const { name, value, wire } of enumMembers(type)) {
    if (wire !== undefined) out.line(`<EnumMember(Value:=${quotedText(wire)})>`);
    const escaped = escapedName(name, keywordsOf(options), escapeKeyword);
    out.line(`${escaped}${value === undefined ? '' : ` = ${value}`}`);
  }
}

function writeBody(out: CodeWriter, type: CodeType, code: CodeModel, style: HeadStyle): void {
  for (const line of baseLines(type, code)) out.line(line);
  const modifiers = type.kind === 'interface' ? '' : `Public ${code.config.makeVirtual ? 'Overridable ' : ''}`;
  const property = (declared: string) => `${modifiers}Property ${declared}`;
  if (type.implicitVersion !== undefined) {
    for (const line of [...addedMemberHead(0, code, style).attributes, property('Version As Integer')]) out.line(line);
    out.gap();
  }
  writeConstructor(out, type, code);
  writeMembers(out, type, code, {
    style,
    declarationOf: (member) => property(declarationOf(member, type, code)),
    responseStatus: property('ResponseStatus As ResponseStatus'),
    extensionData: property('ExtensionData As ExtensionDataObject Implements IExtensibleDataObject.ExtensionData'),
  });
}

/** What the type is made from, one a line; interfaces inherit what classes implement. */
function baseLines(type: CodeType, code: CodeModel): string[] {
  const interfaces = [
    ...returnMarker(type, code, (answer) => `IReturn(Of ${answer})`),
    ...type.implements.map((name) => code.nameText(name, type)),
    ...(isExtensible(type, code) ? ['IExtensibleDataObject'] : []),
  ];
  return [
    ...(type.inherits ? [`Inherits ${code.nameText(type.inherits, type)}`] : []),
    ...interfaces.map((name) => `${type.kind === 'interface' ? 'Inherits' : 'Implements'} ${name}`),
  ];
}

function writeConstructor(out: CodeWriter, type: CodeType, code: CodeModel): void {
  const created = constructedMembers(type, code);
  if (created.length === 0 && type.implicitVersion === undefined) return;
  const body = () => {
    if (type.implicitVersion !== undefined) out.line(`Version = ${type.implicitVersion}`);
    for (const member of created) out.line(`${member.identifier} = ${newText(member, type, code)}`);
  };
  out.block('Public Sub New()', body, 'End Sub').gap();
}

/** `Tags As List(Of String)`, with the interface's member that it is and what it starts as, where the profile says them. */
function declarationOf(member: CodeMember, type: CodeType, code: CodeModel): string {
  const initializer = isInitializedInline(member, type, code) ? ` = ${newText(member, type, code)}` : '';
  return `${member.identifier} As ${code.typeText(member.model, type)}${implementsText(member, type, code)}${initializer}`;
}

function newText({ model, metadata }: CodeMember, type: CodeType, code: CodeModel): string {
  return `New ${code.typeText(model, type)}${metadata.type.endsWith('[]') ? '{}' : ''}`;
}

function implementsText({ metadata }: CodeMember, type: CodeType, code: CodeModel): string {
  if (type.kind !== 'class' || !code.options.vbImplementsMembers) return '';
  const members = type.implements
    .flatMap((name) => code.interfaceMembers(name))
    .filter(({ name }) => name === metadata.name)
    .map(({ owner, name }) => {
      return `${code.nameText(owner, type)}.${escapedName(name, keywordsOf(code.options), escapeKeyword)}`;
    });
  return members.length > 0 ? ` Implements ${members.join(', ')}` : '';
}
