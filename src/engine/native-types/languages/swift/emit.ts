import type { CodeModel, CodeType } from '../../code-model';
import { CodeWriter } from '../../code-writer';
import { attributeLine, contractLine, docBlock, nestedComments, quoted, slashAttributes } from '../../comments';
import { type EnumMember, enumMembersOf } from '../../enum-members';
import { writeCoding, writeCollection } from './coding';
import { fieldsOf, inheritedNames, writeFields } from './fields';
import { escapeKeyword } from './keywords';

const ownImports = ['Foundation', 'ServiceStack'];

/** Swift: classes that can be encoded and decoded, protocols, enums (metadata-and-types 4.10). */
export function emit(code: CodeModel): string {
  const { defaultImports } = code.config;
  const out = new CodeWriter();
  for (const item of code.isPage || !defaultImports ? ownImports : defaultImports) out.line(`import ${item}`);
  for (const type of code.types) writeType(out.gap(), type, code);
  return `${out}\n`;
}

function writeType(out: CodeWriter, type: CodeType, code: CodeModel): void {
  if (code.config.excludeGenericBaseTypes && type.inherits?.genericArgs && !collectionOf(type)) {
    out.line(`//Excluded ${type.name} : ${code.nameText(type.inherits, type)}`);
    return;
  }
  if (type.description !== undefined) out.line(docBlock(type.description, nestedComments));
  for (const attribute of type.attributes) out.line(attributeLine(attribute, slashAttributes));
  if (type.dataContract) out.line(contractLine(type.dataContract, slashAttributes));
  if (type.kind === 'enum') writeEnum(out, type);
  else if (type.kind === 'interface') writeProtocol(out, type, code);
  else writeClass(out, type, code);
}

function writeEnum(out: CodeWriter, type: CodeType): void {
  const members = enumMembersOf(type);
  const isNumber = members.length > 1 && members[0]?.number !== undefined;
  const valueText = ({ name, text, number }: EnumMember) =>
    isNumber ? ` = ${number}` : text === name ? '' : ` = ${quoted(text)}`;
  const cases = () => {
    for (const member of members) out.line(`case ${escapeKeyword(member.name)}${valueText(member)}`);
  };
  out.block(`public enum ${type.name} : ${isNumber ? 'Int' : 'String'}, Codable\n{`, cases, '}');
}

function writeProtocol(out: CodeWriter, type: CodeType, code: CodeModel): void {
  const bases = type.implements.map((name) => code.simpleNameOf(name, type));
  const body = () => {
    for (const parameter of type.metadata.genericArgs ?? []) out.line(`associatedtype ${parameter}`);
    writeFields(out, fieldsOf(type, code), 'var', ' { get set }');
  };
  out.block(`public protocol ${headOf(type.name, bases)}\n{`, body, '}');
}

function writeClass(out: CodeWriter, type: CodeType, code: CodeModel): void {
  const collection = collectionOf(type);
  const base = baseText(type, code);
  const { returnMarker } = type;
  const extended = [
    ...(base === undefined ? [] : [base]),
    ...(returnMarker === undefined ? [] : [returnMarker === 'void' ? 'IReturnVoid' : 'IReturn']),
    ...type.implements.map((name) => code.simpleNameOf(name, type)),
    ...(base === undefined ? ['Codable'] : []),
  ];
  const body = () => {
    const hasAliases = writeAliases(out, type, code);
    if (collection) writeCollection(out, code.typeText(collection, type), collection.kind === 'list' ? '[]' : '[:]');
    else writeMembers(out, type, code, { hasBase: base !== undefined, hasAliases });
  };
  out.block(`public class ${headOf(genericName(type), extended)}\n{`, body, '}');
}

function headOf(name: string, extended: readonly string[]): string {
  return extended.length > 0 ? `${name} : ${extended.join(', ')}` : name;
}

/** What the protocols of the class leave open: its answer, and the row of one that changes rows. */
function writeAliases(out: CodeWriter, type: CodeType, code: CodeModel): boolean {
  const { returnMarker } = type;
  const rows = type.implements.flatMap(({ args = [] }) => args);
  const aliases = [
    ...(returnMarker === undefined || returnMarker === 'void' ? [] : [`Return = ${code.nameText(returnMarker, type)}`]),
    ...rows.slice(0, 1).map((row) => `Table = ${code.typeText(row, type)}`),
  ];
  for (const alias of aliases) out.line(`public typealias ${alias}`);
  if (aliases.length > 0) out.gap();
  return aliases.length > 0;
}

function writeMembers(
  out: CodeWriter,
  type: CodeType,
  code: CodeModel,
  { hasBase, hasAliases }: { readonly hasBase: boolean; readonly hasAliases: boolean },
): void {
  const fields = fieldsOf(type, code);
  const inherited = code.options.swiftRepeatsInherited ? undefined : inheritedNames(type);
  const shown = fields.filter(({ member }) => !member || !inherited?.has(member.name));
  writeFields(out, shown, 'public var');
  if (shown.length > 0 || (fields.length > 0 && !hasAliases)) out.gap();
  out.line(`required public init(){${hasBase ? ' super.init() ' : ''}}`);
  if (hasBase) writeCoding(out, fields);
}

/** The list or dictionary that a class is. */
function collectionOf({ inherits }: CodeType) {
  const model = inherits?.model;
  return model?.kind === 'list' || model?.kind === 'dictionary' ? model : undefined;
}

function baseText(type: CodeType, code: CodeModel): string | undefined {
  if (collectionOf(type)) return undefined;
  return type.inherits ? code.nameText(type.inherits, type) : code.config.baseClass;
}

/** Swift makes the coding of a generic class only when what it holds can be encoded and decoded. */
function genericName({ name, declaration, metadata }: CodeType): string {
  if (!metadata.isGenericTypeDef) return declaration;
  return `${name}<${(metadata.genericArgs ?? []).map((parameter) => `${parameter} : Codable`).join(', ')}>`;
}
