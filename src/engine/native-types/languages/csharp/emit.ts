import { isValueType } from '../../../metadata/clr-names';
import type { CodeMember, CodeModel, CodeType } from '../../code-model';
import { CodeWriter } from '../../code-writer';
import { quoted } from '../../comments';
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
import { escapeKeyword, keywords } from './keywords';

/** C#: partial classes by namespace (metadata-and-types 4.6). */
export function emit(code: CodeModel): string {
  const out = new CodeWriter();
  for (const name of importedNamespaces(code)) out.line(`using ${name};`);
  const contracts = contractNamespaces(code);
  if (contracts.length > 0) out.gap();
  for (const name of contracts) {
    out.line(`[assembly: ContractNamespace(${quoted(code.config.addDefaultXmlNamespace)}, ClrNamespace="${name}")]`);
  }
  const style = styleOf(code);
  for (const { namespace, types } of namespaceBlocks(code)) {
    const write = () => {
      for (const type of types) writeType(out, type, code, style);
    };
    out.gap();
    if (namespace === undefined) write();
    else out.block(`namespace ${namespace}\n{`, write, '}');
  }
  return `${out.toString().trimEnd()}\n`;
}

function styleOf(code: CodeModel): HeadStyle {
  return {
    comment: '///',
    summaryTag: 'summary',
    attributes: {
      line: (name, args) => `[${name}${args === '' ? '' : `(${args})`}]`,
      // Of ValidateRequest and Validate, whose only constructor argument it is.
      named: (key, value) => (key === 'Validator' ? value : `${key}=${value}`),
      value: (argument) =>
        argumentValue(argument, {
          quoted,
          typeOf: (value) => `typeof(${typeOfArgument(value, isMerged(code))})`,
          array: (items) => `new[] { ${items.join(', ')} }`,
        }),
    },
  };
}

function writeType(out: CodeWriter, type: CodeType, code: CodeModel, style: HeadStyle): void {
  const { comment, attributes } = typeHead(type, code, style);
  for (const line of [...comment, ...attributes]) out.line(line);
  const access = code.config.makeInternal ? 'internal' : 'public';
  if (type.kind === 'enum') out.block(`${access} enum ${type.name}\n{`, () => writeEnumMembers(out, type), '}');
  else {
    const partial = code.config.makePartial ? 'partial ' : '';
    out.line(`${access} ${partial}${type.kind} ${type.declaration}`);
    const bases = basesOf(type, code);
    if (bases.length > 0) out.indented(() => out.line(`: ${bases.join(', ')}`));
    out.block('{', () => writeBody(out, type, code, style), '}');
  }
  out.gap();
}

function basesOf(type: CodeType, code: CodeModel): string[] {
  return [
    ...(type.inherits ? [code.nameText(type.inherits, type)] : []),
    ...returnMarker(type, code, (answer) => `IReturn<${answer}>`),
    ...type.implements.map((name) => code.nameText(name, type)),
    ...(isExtensible(type, code) ? ['IExtensibleDataObject'] : []),
  ];
}

function writeEnumMembers(out: CodeWriter, type: CodeType): void {
  for (const { name, value, wire } of enumMembers(type)) {
    if (wire !== undefined) out.line(`[EnumMember(Value=${quoted(wire)})]`);
    out.line(`${escapedName(name, keywords, escapeKeyword)}${value === undefined ? '' : ` = ${value}`},`);
  }
}

function writeBody(out: CodeWriter, type: CodeType, code: CodeModel, style: HeadStyle): void {
  const modifiers = type.kind === 'interface' ? '' : `public ${code.config.makeVirtual ? 'virtual ' : ''}`;
  const property = (declared: string) => `${modifiers}${declared} { get; set; }`;
  if (type.implicitVersion !== undefined) {
    for (const line of [...addedMemberHead(0, code, style).attributes, property('int Version')]) out.line(line);
    out.gap();
  }
  writeConstructor(out, type, code);
  writeMembers(out, type, code, {
    style,
    declarationOf: (member) => {
      const initializer = isInitializedInline(member, type, code) ? ` = ${emptyText(member)};` : '';
      return `${property(`${memberType(member, type, code)} ${member.identifier}`)}${initializer}`;
    },
    responseStatus: property('ResponseStatus ResponseStatus'),
    extensionData: property('ExtensionDataObject ExtensionData'),
  });
}

const emptyText = ({ collection }: CodeMember) => (collection === 'dictionary' ? 'new()' : '[]');

function writeConstructor(out: CodeWriter, type: CodeType, code: CodeModel): void {
  const created = constructedMembers(type, code);
  if (created.length === 0 && type.implicitVersion === undefined) return;
  const body = () => {
    if (type.implicitVersion !== undefined) out.line(`Version = ${type.implicitVersion};`);
    for (const { identifier, model } of created) out.line(`${identifier} = new ${code.typeText(model, type)}{};`);
  };
  out.block(`public ${type.name}()\n{`, body, '}').gap();
}

/** The text of a member's type, with the mark that its being required or not asks for. */
function memberType(member: CodeMember, type: CodeType, { config, options, typeText }: CodeModel): string {
  const text = typeText(member.model, type);
  if (!config.addNullableAnnotations) return text;
  if (options.csharpNullability === 'all') return `${text.replace(/\?$/, '')}${member.isRequired ? '' : '?'}`;
  return isValueType(member.model) || member.metadata.isRequired === true ? text : `${text}?`;
}
