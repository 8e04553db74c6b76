import type { CodeMember, CodeModel, CodeType } from '../../code-model';
import { CodeWriter } from '../../code-writer';
import { addedMembers, interfacesOf } from '../jvm/added-members';
import { keywordAnnotation, serializedName, writeMemberHead, writeTypeHead } from '../jvm/annotations';
import { enumMembers } from '../jvm/enum-members';
import { importsOf, isTypeToken, responseTypeText } from '../jvm/imports';
import { writeAccessors } from './accessors';
import { javaText } from './text';

/** Java: one outer class with all types nested in it (metadata-and-types 4.8). */
export function emit(code: CodeModel): string {
  const { package: packageName, globalNamespace = 'dtos' } = code.config;
  const out = new CodeWriter();
  if (packageName !== undefined) out.line(`package ${packageName};`).gap();
  for (const item of importsOf(code)) out.line(`import ${item};`);
  const types = () => {
    for (const type of code.types) writeType(out, type, code);
    out.gap();
  };
  out.gap().block(`public class ${globalNamespace}\n{`, types, '}');
  return `${out}\n`;
}

function writeType(out: CodeWriter, type: CodeType, code: CodeModel): void {
  writeTypeHead(out, type, code, javaText);
  if (type.kind === 'enum') writeEnum(out, type);
  else writeClass(out, type, code);
}

function writeEnum(out: CodeWriter, type: CodeType): void {
  const members = enumMembers(type);
  const hasValues = members.some(({ value }) => value !== undefined);
  const body = () => {
    members.forEach(({ name, value, wireName }, index) => {
      const annotation = wireName === undefined ? '' : `${serializedName(wireName, javaText)} `;
      const end = index === members.length - 1 ? ';' : ',';
      out.line(`${annotation}${name}${value === undefined ? '' : `(${value})`}${end}`);
    });
    if (!hasValues) return;
    out.gap().line('private final int value;');
    out.line(`${type.name}(final int intValue) { value = intValue; }`);
    out.line('public int getValue() { return value; }');
  };
  out.block(`public static enum ${type.name}\n{`, body, '}');
}

function writeClass(out: CodeWriter, type: CodeType, code: CodeModel): void {
  const isInterface = type.kind === 'interface';
  const body = () => {
    for (const member of type.members) writeField(out, member, type, code);
    for (const { name, text, value } of addedMembers(type, 'Integer')) out.line(`public ${text} ${name} = ${value};`);
    if (!isInterface && code.config.addPropertyAccessors) writeAccessors(out.gap(), type, code);
    writeResponseType(out, type, code);
  };
  out.block(
    `public static ${isInterface ? 'interface' : 'class'} ${type.declaration}${bases(type, code)}\n{`,
    body,
    '}',
  );
}

/** An interface extends its interfaces; it has no class above it. */
function bases(type: CodeType, code: CodeModel): string {
  const interfaces = interfacesOf(type, responseTypeText(type, code), (name) => code.nameText(name, type));
  const listed = interfaces.join(', ');
  if (type.kind === 'interface') return listed && ` extends ${listed}`;
  const extended = type.inherits ? ` extends ${code.nameText(type.inherits, type)}` : '';
  return `${extended}${listed && ` implements ${listed}`}`;
}

function writeField(out: CodeWriter, member: CodeMember, type: CodeType, code: CodeModel): void {
  writeMemberHead(out, member, code, javaText);
  const text = code.typeText(member.model, type);
  const initial = member.isInitialized && code.options.javaCollections === 'new' ? emptyCollection(text) : 'null';
  out.line(`${keywordAnnotation(member, code, javaText)}public ${text} ${member.identifier} = ${initial};`);
}

function emptyCollection(text: string): string {
  if (text === 'byte[]') return 'new byte[]{}';
  // A collection that TreatTypesAsStrings makes a string is none.
  return text.endsWith('>') ? `new ${text}()` : 'null';
}

function writeResponseType(out: CodeWriter, type: CodeType, code: CodeModel): void {
  const text = responseTypeText(type, code);
  if (text === undefined) return;
  const literal = isTypeToken(text) ? `new TypeToken<${text}>(){}.getType()` : `${text}.class`;
  out.line(`private static Object responseType = ${literal};`);
  out.line('public Object getResponseType() { return responseType; }');
}
