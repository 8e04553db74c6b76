import type { CodeMember, CodeModel, CodeType } from '../../code-model';
import { CodeWriter } from '../../code-writer';
import {
  attributeLine,
  contractLine,
  docText,
  memberLine,
  quoted,
  singleQuoted,
  slashAttributes,
} from '../../comments';
import { enumMembersOf } from '../../enum-members';
import { createResponseText, importLine, markerText, memberKey } from './parts';

/** TypeScript: classes, or with `exportAsTypes` off interfaces (metadata-and-types 4.2). */
export function emit(code: CodeModel): string {
  const out = new CodeWriter();
  const { globalNamespace, exportAsTypes, defaultImports = [], addServiceStackTypes } = code.config;
  if (!code.isPage) for (const item of defaultImports) out.line(importLine(item));
  const writeTypes = () => {
    if (code.options.printsNoCheck) out.line('// @ts-nocheck');
    if (!code.isPage && addServiceStackTypes) writeReturnInterfaces(out, code);
    for (const type of [...code.libraryInterfaces, ...code.types]) writeType(out.gap(), type, code);
    if (code.types.some((type) => baseKind(type) === 'dictionary')) writeDictionary(out, code);
  };
  if (globalNamespace === undefined) writeTypes();
  else {
    const keyword = exportAsTypes ? 'export module' : 'declare module';
    out.block(`${keyword} ${globalNamespace}\n{`, writeTypes, '}');
  }
  return `${out}\n`;
}

const exported = ({ config }: CodeModel) => (config.exportAsTypes ? 'export ' : '');

function writeReturnInterfaces(out: CodeWriter, code: CodeModel): void {
  out.gap().block(`${exported(code)}interface IReturn<T>\n{`, () => out.line('createResponse(): T;'), '}');
  out.gap().block(`${exported(code)}interface IReturnVoid\n{`, () => out.line('createResponse(): void;'), '}');
}

function writeDictionary(out: CodeWriter, code: CodeModel): void {
  const kind = code.config.exportAsTypes ? 'export class' : 'interface';
  out.gap().line(`${kind} Dictionary<T> { [Key: string]: T; }`);
}

function writeType(out: CodeWriter, type: CodeType, code: CodeModel): void {
  if (type.description !== undefined) out.line(`/** @description ${docText(type.description)} */`);
  for (const attribute of type.attributes) out.line(attributeLine(attribute, slashAttributes));
  if (type.dataContract) out.line(contractLine(type.dataContract, slashAttributes));
  if (type.kind === 'enum') writeEnum(out, type, code);
  else if (type.kind === 'interface' || !code.config.exportAsTypes) writeInterface(out, type, code);
  else writeClass(out, type, code);
}

function writeEnum(out: CodeWriter, type: CodeType, code: CodeModel): void {
  const members = enumMembersOf(type);
  if (!code.config.exportAsTypes) {
    out.line(`type ${type.name} = ${members.map(({ text }) => quoted(text)).join(' | ')};`);
    return;
  }
  const lines = () => {
    for (const { name, text, number } of members) out.line(`${name} = ${number ?? singleQuoted(text)},`);
  };
  out.block(`export enum ${type.name}\n{`, lines, '}');
}

function writeInterface(out: CodeWriter, type: CodeType, code: CodeModel): void {
  const marker = markerText(type, code);
  const base = type.inherits ? [baseText(type, code)] : [];
  const extended = [...base, ...(marker ? [marker] : []), ...type.implements.map((name) => code.nameText(name, type))];
  const list = extended.length > 0 ? ` extends ${extended.join(', ')}` : '';
  const members = () => writeMembers(out, type, code, '');
  out.block(`${exported(code)}interface ${type.declaration}${list}\n{`, members, '}');
}

function writeClass(out: CodeWriter, type: CodeType, code: CodeModel): void {
  const marker = markerText(type, code);
  const interfaces = [...(marker ? [marker] : []), ...type.implements.map((name) => code.nameText(name, type))];
  const extended = type.inherits ? ` extends ${baseText(type, code)}` : '';
  const implemented = interfaces.length > 0 ? ` implements ${interfaces.join(', ')}` : '';
  const body = () => {
    writeMembers(out, type, code, 'public ');
    const callsBase = !type.inherits ? '' : baseKind(type) ? 'super(); ' : 'super(init); ';
    const assign = '(Object as any).assign(this, init);';
    out.gap().line(`public constructor(init?: Partial<${type.declaration}>) { ${callsBase}${assign} }`);
    if (type.operation) writeRequestMembers(out, type, code);
  };
  out.block(`export class ${type.declaration}${extended}${implemented}\n{`, body, '}');
}

/** A class may extend a list or a dictionary, which TypeScript has classes of its own for. */
function baseKind({ inherits }: CodeType): 'list' | 'dictionary' | undefined {
  const kind = inherits?.model?.kind;
  return kind === 'list' || kind === 'dictionary' ? kind : undefined;
}

function baseText(type: CodeType, code: CodeModel): string {
  const model = type.inherits?.model;
  if (model?.kind === 'list') return `Array<${code.typeText(model.item, type)}>`;
  if (model?.kind === 'dictionary') return `Dictionary<${code.typeText(model.value, type)}>`;
  return type.inherits ? code.nameText(type.inherits, type) : '';
}

function writeMembers(out: CodeWriter, type: CodeType, code: CodeModel, modifier: string): void {
  for (const member of type.members) writeMember(out, member, type, code, modifier);
  const mark = code.config.makePropertiesOptional ? '?' : '';
  if (type.implicitVersion !== undefined) {
    out.line(`${modifier}${name('Version', type)}${mark}: number; //${type.implicitVersion}`);
  }
  if (type.addsResponseStatus) out.line(`${modifier}${name('ResponseStatus', type)}${mark}: ResponseStatus;`);
}

const name = (declared: string, { textCase }: CodeType) =>
  textCase === 'camelCase' ? declared.charAt(0).toLowerCase() + declared.slice(1) : declared;

function writeMember(out: CodeWriter, member: CodeMember, type: CodeType, code: CodeModel, modifier: string): void {
  if (member.hasGapBefore) out.gap();
  if (member.description !== undefined) out.line(`/** @description ${docText(member.description)} */`);
  if (member.dataMember) out.line(memberLine(member.dataMember, slashAttributes));
  for (const attribute of member.attributes) out.line(attributeLine(attribute, slashAttributes));
  const isClass = modifier !== '';
  const initializes = isClass && code.options.initializesMembers && member.isInitialized;
  const initializer = initializes ? ` = ${member.collection === 'dictionary' ? '{}' : '[]'}` : '';
  const mark = member.isOptional ? '?' : '';
  out.line(`${modifier}${memberKey(member)}${mark}: ${code.typeText(member.model, type)}${initializer};`);
}

function writeRequestMembers(out: CodeWriter, type: CodeType, code: CodeModel): void {
  const { operation } = type;
  if (!operation) return;
  out.line(`public getTypeName() { return '${operation.request.name}'; }`);
  out.line(`public getMethod() { return '${operation.method}'; }`);
  if (operation.returnsVoid) out.line('public createResponse() {}');
  else if (operation.returnType) {
    out.line(`public createResponse() { return ${createResponseText(operation.returnType, type, code)}; }`);
  }
}
