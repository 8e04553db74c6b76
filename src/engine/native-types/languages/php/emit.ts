import type { MetadataTypeName } from '../../../metadata/metadata-types';
import type { CodeModel, CodeType } from '../../code-model';
import { CodeWriter } from '../../code-writer';
import { docText } from '../../comments';
import { enumMembersOf } from '../../enum-members';
import { interfacesFirst } from '../../interfaces-first';
import { writeClassBody } from './class-body';
import { useLines } from './library';
import { membersOf } from './members';
import { docBlock, phpText, typeComments } from './text';

/** PHP 8: classes whose constructors declare their members (metadata-and-types 4.12). */
export function emit(code: CodeModel): string {
  const { globalNamespace = 'dtos', defaultImports = [] } = code.config;
  const out = new CodeWriter().line(`<?php namespace ${inPhp(globalNamespace)};`).gap();
  for (const line of useLines) out.line(line);
  if (!code.isPage) for (const item of defaultImports) out.line(`use ${inPhp(item)};`);
  out.gap();
  for (const type of interfacesFirst(code)) writeType(out.gap(), type, code);
  return `${out}\n`;
}

/** A dotted name, as query options write them: `Acme.Dtos` → `Acme\Dtos`. */
const inPhp = (name: string) => name.replaceAll('.', '\\');

function writeType(out: CodeWriter, type: CodeType, code: CodeModel): void {
  if (type.description !== undefined) out.line(`/** @description ${docText(type.description)} */`);
  for (const line of docBlock(docLinesOf(type, code))) out.line(line);
  for (const comment of typeComments(type)) out.line(comment);
  if (type.kind === 'enum') writeEnum(out, type);
  else if (type.kind === 'interface') writeInterface(out, type, code);
  else writeClass(out, type, code);
}

/** What PHP cannot declare: parameters of types, and members of interfaces. */
function docLinesOf(type: CodeType, code: CodeModel): string[] {
  const { isGenericTypeDef, genericArgs = [] } = type.metadata;
  const templates = isGenericTypeDef ? genericArgs.map((parameter) => `@template ${parameter}`) : [];
  if (type.kind !== 'interface') return templates;
  return [...templates, ...membersOf(type, code).map(({ doc, variable }) => `@property ${doc} $${variable}`)];
}

function writeEnum(out: CodeWriter, type: CodeType): void {
  const members = enumMembersOf(type);
  const cases = () => {
    for (const { name, text, number } of members) out.line(`case ${name} = ${number ?? phpText(text)};`);
  };
  out.block(`enum ${type.name} : ${members[0]?.number === undefined ? 'string' : 'int'}\n{`, cases, '}');
}

function writeInterface(out: CodeWriter, type: CodeType, code: CodeModel): void {
  const extended = type.implements.map((name) => code.nameText(name, type)).join(', ');
  out.line(`interface ${type.name}${extended === '' ? '' : ` extends ${extended}`}\n{\n}`);
}

function writeClass(out: CodeWriter, type: CodeType, code: CodeModel): void {
  const { returnMarker, operation } = type;
  const base = baseText(type, code);
  const marker = returnMarker === undefined ? [] : [returnMarker === 'void' ? 'IReturnVoid' : 'IReturn'];
  const interfaces = [...marker, ...type.implements.map((name) => code.nameText(name, type)), 'JsonSerializable'];
  if (operation?.returnType) out.line(`#[Returns(${phpText(code.nameText(operation.returnType, type))})]`);
  const extended = base === undefined ? '' : ` extends ${base}`;
  const body = () => {
    writeClassBody(out, type, code, base !== undefined);
    writeRequestMembers(out, type, code);
  };
  out.block(`class ${type.name}${extended} implements ${interfaces.join(', ')}\n{`, body, '}');
}

/** A class may extend a list, for which the package has a class; of dictionaries it has none. */
function baseText(type: CodeType, code: CodeModel): string | undefined {
  const { inherits } = type;
  const kind = inherits?.model?.kind;
  if (kind === 'list') return 'ArrayList';
  return inherits && kind !== 'dictionary' ? code.nameText(inherits, type) : undefined;
}

function writeRequestMembers(out: CodeWriter, type: CodeType, code: CodeModel): void {
  const { operation } = type;
  if (!operation) return;
  out.line(`public function getTypeName(): string { return ${phpText(operation.request.name)}; }`);
  out.line(`public function getMethod(): string { return ${phpText(operation.method)}; }`);
  if (operation.returnsVoid) out.line('public function createResponse(): void {}');
  else if (operation.returnType) {
    const answer = emptyAnswer(operation.returnType, type, code);
    out.line(`public function createResponse(): mixed { return ${answer}; }`);
  }
}

const empty: Readonly<Record<string, string>> = {
  array: '[]',
  string: "''",
  int: '0',
  float: '0.0',
  bool: 'false',
  Object: 'null',
};

/** The empty answer of a request: `new X()`, or the default of a simple type. */
function emptyAnswer(returns: MetadataTypeName, type: CodeType, code: CodeModel): string {
  const text = code.nameText(returns, type);
  return empty[text] ?? `new ${text}()`;
}
