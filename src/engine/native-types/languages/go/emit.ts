import { withoutNullable } from '../../../metadata/clr-names';
import type { CodeModel, CodeType } from '../../code-model';
import { CodeWriter } from '../../code-writer';
import { quoted, slashAttributes } from '../../comments';
import { toIdentifier, upperFirst } from '../../names';
import { holds } from '../structural/containment';
import { fieldsOf, parametersOf, type StructField } from '../structural/fields';
import { commentLines, freeIdentifier, wireTexts } from '../structural/text';

/** Go 1.18 or later: structs with their bases embedded (metadata-and-types 4.13). */
export function emit(code: CodeModel): string {
  const { globalNamespace = 'dtos', defaultImports = [] } = code.config;
  const out = new CodeWriter().line(`package ${toIdentifier(globalNamespace)}`);
  // Go refuses an import that nothing uses.
  const usesTime = code.types.some((type) => textsOf(type, code).some((text) => /\btime\./.test(text)));
  const imports = [...(code.isPage ? [] : defaultImports), ...(usesTime ? ['time'] : [])];
  if (imports.length > 0) {
    const paths = () => {
      for (const path of new Set(imports)) out.line(`"${path}"`);
    };
    out.gap().block('import (', paths, ')');
  }
  const taken = new Set(code.types.map(({ name }) => name));
  for (const type of code.types) {
    out.gap();
    for (const line of commentLines(type, '//', slashAttributes)) out.line(line);
    if (type.kind === 'enum') writeEnum(out, type, taken);
    else writeType(out, type, code);
  }
  return `${out}\n`;
}

function textsOf(type: CodeType, code: CodeModel): string[] {
  const { inherits, operation } = type;
  const fields = type.kind === 'enum' || isCollection(type) ? [] : fieldsOf(type, code);
  return [
    ...fields.map(({ model }) => code.typeText(model, type)),
    ...(inherits ? [code.nameText(inherits, type)] : []),
    ...(operation?.returnType ? [code.nameText(operation.returnType, type)] : []),
  ];
}

function isCollection({ inherits }: CodeType): boolean {
  return inherits?.model?.kind === 'list' || inherits?.model?.kind === 'dictionary';
}

function writeEnum(out: CodeWriter, type: CodeType, taken: Set<string>): void {
  const { enumNames = [], enumValues = [], isEnumInt } = type.metadata;
  const wire = wireTexts(type);
  const names = enumNames.map((name) => freeIdentifier(type.name + upperFirst(toIdentifier(name)), taken));
  const width = Math.max(0, ...names.map(({ length }) => length));
  out.line(`type ${type.name} ${isEnumInt ? 'int' : 'string'}`).gap();
  const members = () =>
    names.forEach((name, index) => {
      const value = isEnumInt ? (enumValues[index] ?? index) : quoted(wire[index] ?? '');
      out.line(`${name.padEnd(width)} ${type.name} = ${value}`);
    });
  out.block('const (', members, ')');
}

function writeType(out: CodeWriter, type: CodeType, code: CodeModel): void {
  const parameters = parametersOf(type);
  const declared = parameters.length > 0 ? `[${parameters.map((name) => `${name} any`).join(', ')}]` : '';
  const base = type.inherits && code.nameText(type.inherits, type);
  if (isCollection(type)) out.line(`type ${type.name}${declared} ${base}`);
  else {
    const body = () => {
      if (base !== undefined) out.line(base);
      writeFields(out, type, code);
    };
    out.block(`type ${type.name}${declared} struct {`, body, '}');
  }
  writeRequestMethods(out, type, code, parameters);
}

function writeFields(out: CodeWriter, type: CodeType, code: CodeModel): void {
  // The embedded base and the methods of requests have names too.
  const methods = ['CreateResponse', 'CreateResponseVoid', 'HttpMethod'];
  const taken = new Set([...methods, ...(type.inherits ? [code.simpleNameOf(type.inherits, type)] : [])]);
  const fields = fieldsOf(type, code).map((field) => ({
    field,
    name: freeIdentifier(exportedName(field.declared), taken),
    text: fieldText(field, type, code),
  }));
  const width = (of: (entry: (typeof fields)[number]) => string) =>
    Math.max(0, ...fields.map((entry) => of(entry).length));
  const [nameWidth, textWidth] = [width(({ name }) => name), width(({ text }) => text)];
  for (const { field, name, text } of fields) {
    if (field.hasGapBefore) out.gap();
    for (const line of commentLines(field, '//', slashAttributes)) out.line(line);
    if (field.version !== undefined) out.line(`// Version to send: ${field.version}`);
    out.line(`${name.padEnd(nameWidth)} ${text.padEnd(textWidth)} ${tag(field)}`);
  }
}

/** Only what starts with an upper-case letter is seen by encoding/json. */
function exportedName(declared: string): string {
  const name = upperFirst(toIdentifier(declared));
  return /^[A-Z]/.test(name) ? name : `X${name}`;
}

function fieldText(field: StructField, type: CodeType, code: CodeModel): string {
  const model = withoutNullable(field.model);
  const text = code.typeText(model, type);
  const canBeNil = /^(?:\[\]|map\[|interface\{\})/.test(text);
  const isPointer = (field.isOptional && !canBeNil) || holds(model, type, code);
  return isPointer ? `*${text}` : text;
}

function tag({ wire, isOptional }: StructField): string {
  const text = `json:${quoted(isOptional ? `${wire},omitempty` : wire)}`;
  return /[`\\]/.test(text) ? quoted(text) : `\`${text}\``;
}

function writeRequestMethods(out: CodeWriter, type: CodeType, code: CodeModel, parameters: readonly string[]): void {
  const { operation } = type;
  if (!operation) return;
  const receiver = parameters.length > 0 ? `${type.name}[${parameters.join(', ')}]` : type.name;
  out.gap();
  if (operation.returnsVoid) out.line(`func (${receiver}) CreateResponseVoid() {}`);
  else if (operation.returnType) {
    const answer = code.nameText(operation.returnType, type);
    out.line(`func (${receiver}) CreateResponse() (r ${answer}) { return }`);
  }
  out.line(`func (${receiver}) HttpMethod() string { return ${quoted(operation.method)} }`);
}
