import type { CodeMember, CodeModel, CodeType } from '../../code-model';
import { CodeWriter } from '../../code-writer';
import { docLines, docText, singleQuoted } from '../../comments';
import { enumMembersOf } from '../../enum-members';
import { importLine, memberKey } from '../typescript/parts';
import { emptyAnswer, enumAssignment, runtimeBase } from './parts';

/** JavaScript modules: no empty line anywhere, no interfaces (metadata-and-types 4.3). */
export function emit(code: CodeModel): string {
  const out = new CodeWriter().line('"use strict";');
  if (!code.isPage) for (const item of code.config.defaultImports ?? []) out.line(importLine(item));
  for (const type of code.types) {
    if (type.kind === 'enum') writeEnum(out, type, code);
    else if (type.kind === 'class') writeClass(out, type, code);
  }
  return `${out}\n`;
}

function writeEnum(out: CodeWriter, type: CodeType, code: CodeModel): void {
  const { name } = type;
  const members = enumMembersOf(type);
  if (code.config.addDocAnnotations) {
    const texts = members.map(({ text, number }) => (number === undefined ? docText(singleQuoted(text)) : 'number'));
    out.line(`/** @typedef {${[...new Set(texts)].join('|')}} */`);
  }
  const lines = () => {
    for (const member of members) out.line(enumAssignment(name, member));
  };
  out.line(`export var ${name};`).block(`(function (${name}) {`, lines, `})(${name} || (${name} = {}));`);
}

function writeClass(out: CodeWriter, type: CodeType, code: CodeModel): void {
  const { addDocAnnotations } = code.config;
  if (addDocAnnotations && type.metadata.isGenericTypeDef) {
    for (const parameter of type.metadata.genericArgs ?? []) out.line(`/** @typedef ${parameter} {any} */`);
  }
  const base = runtimeBase(type, code);
  const body = () => {
    const all = initKeys(type, code);
    if (addDocAnnotations && all.length > 0) out.line(`/** @param {{${all.join(',')}}} [init] */`);
    const callsBase = base === undefined ? '' : base === 'Array' ? 'super(); ' : 'super(init); ';
    out.line(`constructor(init) { ${callsBase}Object.assign(this, init) }`);
    for (const member of type.members) writeMember(out, member, type, code);
    for (const [name, text] of addedMembers(type)) {
      if (addDocAnnotations) out.line(`/** @type {${text}} */`);
      out.line(`${name};`);
    }
    writeRequestMembers(out, type, code);
  };
  out.block(`export class ${type.name}${base === undefined ? '' : ` extends ${base}`} {`, body, '}');
}

/** Own keys, then those of the bases; what both have stands twice, as in published code, unless the host wants it once. */
function initKeys(type: CodeType, code: CodeModel): string[] {
  const keys = [type, ...code.basesOf(type)].flatMap((owner) => membersOf(owner, code));
  if (code.config.repeatsInheritedKeys) return keys;
  const nameOf = (key: string) => key.slice(0, key.indexOf('?:'));
  return keys.filter((key, index) => keys.findIndex((other) => nameOf(other) === nameOf(key)) === index);
}

/** `name?:type` of each own member, for the JSDoc of the constructor. */
function membersOf(owner: CodeType, code: CodeModel): string[] {
  const own = owner.members.map((member) => `${docText(memberKey(member))}?:${code.typeText(member.model, owner)}`);
  return [...own, ...addedMembers(owner).map(([name, text]) => `${name}?:${text}`)];
}

/** What AddImplicitVersion and AddResponseStatus add. */
function addedMembers({ implicitVersion, addsResponseStatus, textCase }: CodeType): [name: string, text: string][] {
  const isCamel = textCase === 'camelCase';
  return [
    ...(implicitVersion === undefined ? [] : [[isCamel ? 'version' : 'Version', 'number'] as [string, string]]),
    ...(addsResponseStatus
      ? [[isCamel ? 'responseStatus' : 'ResponseStatus', 'ResponseStatus'] as [string, string]]
      : []),
  ];
}

function writeMember(out: CodeWriter, member: CodeMember, type: CodeType, code: CodeModel): void {
  const { isOptional, description, isInitialized, collection, model } = member;
  if (code.config.addDocAnnotations) {
    const text = `{${isOptional ? '?' : ''}${code.typeText(model, type)}}`;
    if (description === undefined) out.line(`/** @type ${text} */`);
    else out.line(`/**\n * @type ${text}`).unindented(` * @description ${docLines(description)} */`);
  }
  const initializes = code.options.initializesMembers && isInitialized;
  out.line(`${memberKey(member)}${initializes ? ` = ${collection === 'dictionary' ? '{}' : '[]'}` : ''};`);
}

function writeRequestMembers(out: CodeWriter, type: CodeType, code: CodeModel): void {
  const { operation } = type;
  if (!operation) return;
  out.line(`getTypeName() { return '${operation.request.name}' }`);
  out.line(`getMethod() { return '${operation.method}' }`);
  if (operation.returnsVoid) out.line('createResponse() { }');
  else if (operation.returnType)
    out.line(`createResponse() { return ${emptyAnswer(operation.returnType, type, code)} }`);
}
