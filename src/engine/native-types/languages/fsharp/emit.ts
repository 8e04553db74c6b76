import { isValueType } from '../../../metadata/clr-names';
import type { CodeMember, CodeModel, CodeType } from '../../code-model';
import { CodeWriter } from '../../code-writer';
import { quoted } from '../../comments';
import { addedMemberHead, type HeadForm, headStyle, typeHead } from '../dotnet/heads';
import { enumMembers, escapedName, isExtensible, returnMarker, startedMembers } from '../dotnet/members';
import { writeMembers } from '../dotnet/write-members';
import { escapeKeyword, keywords } from './keywords';

/** F#: classes in one namespace, each after what it needs (metadata-and-types 4.7). */
export function emit(code: CodeModel): string {
  const { addGeneratedCodeAttributes, addNamespaces = [], defaultNamespaces } = code.config;
  const out = new CodeWriter();
  out.line(`namespace ${namespaceOf(code)}`).gap();
  const generated = addGeneratedCodeAttributes ? ['System.CodeDom.Compiler'] : [];
  for (const name of new Set([...defaultNamespaces, ...generated, ...addNamespaces])) out.line(`open ${name}`);
  out.indented(() => {
    for (const type of code.types) writeType(out.gap(), type, code);
  });
  return `${out}\n`;
}

const collator = new Intl.Collator('en');

/** The one that a client would look for: the service model's, where there is one. */
function namespaceOf({ config, namespaces }: CodeModel): string {
  const sorted = namespaces.filter((name) => !/^System\b/.test(name)).sort(collator.compare);
  // Without types nothing tells it, but a file of F# needs one.
  return config.globalNamespace ?? sorted.find((name) => name.endsWith('ServiceModel')) ?? sorted[0] ?? 'dtos';
}

const form: HeadForm = {
  comment: '///',
  summaryTag: 'summary',
  line: (name, args) => `[<${name}${args === '' ? '' : `(${args})`}>]`,
  named: (key, value) => `${key}=${value}`,
  quoted,
  typeOf: (name) => `typeof<${name}>`,
  array: (items) => `[| ${items.join('; ')} |]`,
};
const style = headStyle(form, true);

function writeType(out: CodeWriter, type: CodeType, code: CodeModel): void {
  const { comment, attributes } = typeHead(type, code, style);
  for (const line of [...comment, ...attributes]) out.line(line);
  if (type.kind === 'enum') {
    out.line(`type ${type.name} =`).indented(() => writeEnumMembers(out, type));
    return;
  }
  out.line('[<AllowNullLiteral>]');
  // The blank at the end is published so.
  out.line(`type ${declarationOf(type)}${type.kind === 'interface' ? '' : '()'} = `);
  out.indented(() => writeBody(out, type, code));
}

/** A generic type is declared with its parameters in every profile: F# has no names for them that aren't marked. */
function declarationOf({ name, metadata }: CodeType): string {
  const { source, genericArgs = [] } = metadata;
  const parameters = source && 'generics' in source ? source.generics : genericArgs;
  return parameters.length > 0 ? `${name}<${parameters.map((parameter) => `'${parameter}`).join(', ')}>` : name;
}

function writeEnumMembers(out: CodeWriter, type: CodeType): void {
  enumMembers(type).forEach(({ name, value, wire }, index) => {
    const attribute = wire === undefined ? '' : `[<EnumMember(Value=${quoted(wire)})>] `;
    out.line(`| ${attribute}${escapedName(name, keywords, escapeKeyword)} = ${value ?? index}`);
  });
}

function writeBody(out: CodeWriter, type: CodeType, code: CodeModel): void {
  const bases = baseLines(type, code);
  for (const line of bases) out.line(line);
  if (isExtensible(type, code)) {
    out.line('interface IExtensibleDataObject with');
    out.indented(() => out.line('member val ExtensionData:ExtensionDataObject = null with get,set'));
  }
  const { implicitVersion } = type;
  if (implicitVersion !== undefined) {
    const { attributes } = addedMemberHead(0, code, style);
    for (const line of [...attributes, `member val Version:Int32 = ${implicitVersion} with get,set`]) out.line(line);
    if (attributes.length > 0) out.gap();
  }
  const started = startedMembers(type, code);
  writeMembers(out, type, code, {
    style,
    gapsAfterComments: true,
    declarationOf: (member) => memberText(member, type, code, started.includes(member)),
    responseStatus: 'member val ResponseStatus:ResponseStatus = null with get,set',
  });
  const hasMembers = type.members.length > 0 || implicitVersion !== undefined || type.addsResponseStatus;
  if (bases.length === 0 && !hasMembers && !isExtensible(type, code)) out.line(`${type.kind} end`);
}

// Interfaces with members are left out: a class would have to implement them once more, under their own names.
const markers = new Set(['IGet', 'IPost', 'IPut', 'IDelete', 'IPatch', 'IOptions', 'IStream']);

function baseLines(type: CodeType, code: CodeModel): string[] {
  const marked = type.implements.filter(({ name }) => markers.has(name)).map((name) => code.nameText(name, type));
  const interfaces = [...returnMarker(type, code, (answer) => `IReturn<${answer}>`), ...marked];
  return [
    ...(type.inherits ? [`inherit ${code.nameText(type.inherits, type)}()`] : []),
    ...interfaces.map((name) => `${type.kind === 'interface' ? 'inherit' : 'interface'} ${name}`),
  ];
}

function memberText(member: CodeMember, type: CodeType, code: CodeModel, isStarted: boolean): string {
  const declared = `${member.identifier}:${code.typeText(member.model, type)}`;
  if (type.kind === 'interface') return `abstract ${declared} with get,set`;
  return `member val ${declared} = ${defaultText(member, type, code, isStarted)} with get,set`;
}

function defaultText({ model, metadata }: CodeMember, type: CodeType, code: CodeModel, isStarted: boolean): string {
  if (isStarted && metadata.type.endsWith('[]')) return '[||]';
  const text = code.typeText(model, type);
  if (model.kind === 'parameter') return `Unchecked.defaultof<${text}>`;
  return isStarted || isValueType(model) ? `new ${text}()` : 'null';
}
