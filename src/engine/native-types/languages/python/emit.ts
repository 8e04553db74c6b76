import type { MetadataTypeName } from '../../../metadata/metadata-types';
import type { CodeModel, CodeType } from '../../code-model';
import { CodeWriter } from '../../code-writer';
import { attributeLine, singleQuoted } from '../../comments';
import { enumMembersOf } from '../../enum-members';
import { interfacesFirst } from '../../interfaces-first';
import { quoteForward } from './forward';
import { membersOf, type Quote } from './members';
import { docString, enumMemberName, hashAttributes } from './text';

const imports = [
  'import datetime',
  'import decimal',
  'from marshmallow.fields import *',
  'from servicestack import *',
  'from typing import *',
  'from dataclasses import dataclass, field',
  'from dataclasses_json import dataclass_json, LetterCase, Undefined, config',
  'from enum import Enum, IntEnum',
];

/** Python: data classes whose members all have defaults (metadata-and-types 4.11). */
export function emit(code: CodeModel): string {
  const out = new CodeWriter();
  for (const line of imports) out.line(line);
  if (!code.isPage) for (const item of code.config.defaultImports ?? []) out.line(importLine(item));
  if (code.options.declaresPythonObject) out.line("Object = TypeVar('Object')");
  const types = interfacesFirst(code);
  const ahead = new Set(types.map(({ name }) => name));
  for (const type of types) {
    // A class is not there before its statement has ended, so its own name counts as one that stands ahead.
    const isQuoted = (name: string) => (code.isPage ? name === type.name : ahead.has(name));
    writeType(out.gap().gap(), type, code, (text) => quoteForward(text, isQuoted));
    ahead.delete(type.name);
  }
  return `${out}\n`;
}

/** `mod:a/b` → `from mod import a, b`; a module alone is imported whole. */
function importLine(item: string): string {
  const [module = '', names] = item.split(':', 2);
  return names === undefined ? `import ${module}` : `from ${module} import ${names.split('/').join(', ')}`;
}

function writeType(out: CodeWriter, type: CodeType, code: CodeModel, quote: Quote): void {
  for (const attribute of type.attributes) out.line(attributeLine(attribute, hashAttributes));
  if (type.kind === 'enum') writeEnum(out, type, code);
  else writeClass(out, type, code, quote);
}

function writeEnum(out: CodeWriter, type: CodeType, code: CodeModel): void {
  const members = enumMembersOf(type);
  const kind = members[0]?.number === undefined ? 'str, Enum' : 'IntEnum';
  out.line(`class ${type.name}(${kind}):`).indented(() => {
    writeDescription(out, type);
    for (const { name, text, number } of members) {
      out.line(`${enumMemberName(name, code.options)} = ${number ?? singleQuoted(text)}`);
    }
    if (members.length === 0) out.line('pass');
  });
}

function writeDescription(out: CodeWriter, { description }: CodeType): void {
  if (description !== undefined) out.line(docString(description)).gap();
}

function writeClass(out: CodeWriter, type: CodeType, code: CodeModel, quote: Quote): void {
  const { dataClass, dataClassJson } = code.config;
  const parameters = parametersOf(type);
  for (const parameter of parameters) out.line(`${parameter} = TypeVar('${parameter}')`);
  if (type.kind === 'class') {
    out.line(`@${dataClassJson ?? 'dataclass_json(letter_case=LetterCase.CAMEL, undefined=Undefined.EXCLUDE)'}`);
    out.line(`@${dataClass ?? 'dataclass'}`);
  }
  const bases = basesOf(type, code, parameters).map(quote);
  out.line(`class ${type.name}${bases.length > 0 ? `(${bases.join(', ')})` : ''}:`);
  out.indented(() => writeBody(out, type, code, quote));
}

function parametersOf({ metadata }: CodeType): readonly string[] {
  return metadata.isGenericTypeDef ? (metadata.genericArgs ?? []) : [];
}

function basesOf(type: CodeType, code: CodeModel, parameters: readonly string[]): string[] {
  const marker = type.returnMarker ?? ownMarker(type, code);
  return [
    ...(parameters.length > 0 ? [`Generic[${parameters.join(', ')}]`] : []),
    ...(type.inherits ? [code.nameText(type.inherits, type)] : []),
    ...(marker === undefined ? [] : [marker === 'void' ? 'IReturnVoid' : `IReturn[${code.nameText(marker, type)}]`]),
    ...type.implements.map((name) => code.nameText(name, type)),
  ];
}

/** What an abstract class itself says that it returns, unless a base said it before; pages have it too. */
function ownMarker(type: CodeType, code: CodeModel): MetadataTypeName | 'void' | undefined {
  const { isAbstract, returns } = type.metadata;
  const isFirst = code.basesOf(type).every(({ metadata }) => metadata.returns === undefined);
  return isAbstract && isFirst ? returns : undefined;
}

function writeBody(out: CodeWriter, type: CodeType, code: CodeModel, quote: Quote): void {
  writeDescription(out, type);
  const members = membersOf(type, code, quote);
  members.forEach(({ comments, declaration, description }, index) => {
    if ((members[index - 1]?.comments.length ?? 0) > 0) out.gap();
    for (const comment of comments) out.line(comment);
    out.line(declaration);
    if (description !== undefined) out.line(docString(description));
    if (description !== undefined && index < members.length - 1) out.gap();
  });
  const marker = ownMarker(type, code);
  if (marker !== undefined) {
    out.line('@staticmethod');
    out.line(`def response_type(): return ${marker === 'void' ? 'None' : code.nameText(marker, type)}`);
  } else if (members.length === 0) out.line('pass');
}
