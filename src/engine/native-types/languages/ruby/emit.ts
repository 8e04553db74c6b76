import type { MetadataTypeName } from '../../../metadata/metadata-types';
import type { CodeModel, CodeType } from '../../code-model';
import { CodeWriter } from '../../code-writer';
import { fieldsOf, type StructField } from '../structural/fields';
import { commentLines, freeIdentifier, wireTexts } from '../structural/text';
import { accessorName, constantName, rubyAttributes, rubyText } from './text';

/** Ruby 3.0 or later: classes with accessors, and what they are on the wire in a table (metadata-and-types 4.13). */
export function emit(code: CodeModel): string {
  const out = new CodeWriter();
  for (const library of requires(code)) out.line(`require '${library}'`);
  for (const type of declaredFirst(code)) writeType(out.gap(), type, code);
  return `${out}\n`;
}

function requires(code: CodeModel): string[] {
  const texts = code.types.flatMap((type) => [
    ...(type.kind === 'enum' ? [] : fieldsOf(type, code).map(({ model }) => code.typeText(model, type))),
    ...(type.operation?.returnType ? [code.nameText(type.operation.returnType, type)] : []),
  ]);
  const uses = (name: RegExp) => texts.some((text) => name.test(text));
  return [
    ...(uses(/\bBigDecimal\b/) ? ['bigdecimal'] : []),
    ...(uses(/\bDateTime\b/) ? ['date'] : []),
    'json',
    'servicestack',
  ];
}

/** Ruby runs its declarations from top to bottom: a base or an included module has to be there. */
function declaredFirst(code: CodeModel): CodeType[] {
  const ordered = new Set<CodeType>();
  const reached = new Set<CodeType>();
  const place = (type: CodeType) => {
    if (reached.has(type)) return;
    reached.add(type);
    for (const name of [type.inherits, ...type.implements]) {
      const found = code.find(name, type);
      if (found) place(found);
    }
    ordered.add(type);
  };
  code.types.forEach(place);
  return [...ordered];
}

function writeType(out: CodeWriter, type: CodeType, code: CodeModel): void {
  for (const line of commentLines(type, '#', rubyAttributes)) out.line(line);
  if (type.kind === 'enum') writeEnum(out, type);
  else if (type.kind === 'interface') writeModule(out, type, code);
  else writeClass(out, type, code);
}

function writeEnum(out: CodeWriter, type: CodeType): void {
  const { enumNames = [], enumValues = [], isEnumInt } = type.metadata;
  const wire = wireTexts(type);
  const taken = new Set<string>();
  const members = () =>
    enumNames.forEach((member, index) => {
      const value = isEnumInt ? (enumValues[index] ?? index) : rubyText(wire[index] ?? member);
      out.line(`${freeIdentifier(constantName(member), taken)} = ${value}`);
    });
  out.block(`module ${type.name}`, members, 'end');
}

function writeModule(out: CodeWriter, type: CodeType, code: CodeModel): void {
  const body = () => {
    for (const name of included(type, code)) out.line(`include ${name}`);
    writeAccessors(out, type, code);
  };
  out.block(`module ${type.name}`, body, 'end');
}

/** Interfaces of the output; others are the client's, which has no modules for them. */
function included(type: CodeType, code: CodeModel): string[] {
  return type.implements.flatMap((name) => code.find(name, type)?.name ?? []);
}

function writeClass(out: CodeWriter, type: CodeType, code: CodeModel): void {
  const base = baseOf(type, code);
  const body = () => {
    out.line('include ServiceStack::DTO');
    for (const name of included(type, code)) out.line(`include ${name}`);
    writeAccessors(out, type, code);
    const collection = type.inherits?.model?.kind === 'list' || type.inherits?.model?.kind === 'dictionary';
    writeProperties(out.gap(), type, code, base !== undefined && !collection);
    writeRequestMethods(out, type, code);
  };
  out.block(`class ${type.name}${base === undefined ? '' : ` < ${base}`}`, body, 'end');
}

function baseOf(type: CodeType, code: CodeModel): string | undefined {
  const { inherits } = type;
  return inherits && className(inherits, type, code);
}

/** The class alone: arguments of types are for comments. */
function className(name: MetadataTypeName, type: CodeType, code: CodeModel): string {
  return code.nameText(name, type).replace(/[<{].*$/, '');
}

function writeAccessors(out: CodeWriter, type: CodeType, code: CodeModel): void {
  for (const { field, name } of accessorsOf(type, code)) {
    out.gap();
    for (const line of commentLines(field, '#', rubyAttributes)) out.line(line);
    out.line(`# @return [${code.typeText(field.model, type)}${field.isOptional ? ', nil' : ''}]`);
    out.line(`attr_accessor :${name}`);
  }
}

function accessorsOf(type: CodeType, code: CodeModel): { readonly field: StructField; readonly name: string }[] {
  const taken = new Set<string>();
  return fieldsOf(type, code).map((field) => ({ field, name: freeIdentifier(accessorName(field.declared), taken) }));
}

/** Accessor → name on the wire, type and whether it is required; a derived class's beside its base's. */
function writeProperties(out: CodeWriter, type: CodeType, code: CodeModel, hasBase: boolean): void {
  const entries = () => {
    for (const { field, name } of accessorsOf(type, code)) {
      const parts = [
        `name: ${rubyText(field.wire)}`,
        `type: ${rubyText(code.typeText(field.model, type))}`,
        `required: ${!field.isOptional}`,
        ...(field.version === undefined ? [] : [`default: ${field.version}`]),
      ];
      out.line(`${name}: { ${parts.join(', ')} },`);
    }
  };
  const [open, close] = hasBase ? ['super.merge({', '})'] : ['{', '}'];
  out.block('def self.properties', () => out.block(open, entries, close), 'end');
}

function writeRequestMethods(out: CodeWriter, type: CodeType, code: CodeModel): void {
  const { operation } = type;
  if (!operation) return;
  out.gap();
  if (operation.returnsVoid) out.line('def response_type() = nil');
  else if (operation.returnType) out.line(`def response_type() = ${responseText(operation.returnType, type, code)}`);
  out.line(`def get_type_name() = ${rubyText(operation.request.name)}`);
  out.line(`def get_method() = ${rubyText(operation.method)}`);
}

/** A list of a class is that class in brackets; whatever else has arguments goes without them. */
function responseText(returns: MetadataTypeName, type: CodeType, code: CodeModel): string {
  const { model } = returns;
  if (model?.kind !== 'list') return className(returns, type, code);
  return `[${code.typeText(model.item, type).replace(/[<{].*$/, '')}]`;
}
