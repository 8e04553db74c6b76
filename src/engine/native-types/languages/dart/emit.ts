import type { TypeModel } from '../../../core/type-model';
import type { CodeModel, CodeType } from '../../code-model';
import { CodeWriter } from '../../code-writer';
import { attributeLine, contractLine, docBlock, memberLine, nestedComments, slashAttributes } from '../../comments';
import { memberName, toIdentifier, upperFirst } from '../../names';
import { type DartField, fieldsOf } from './fields';
import { importsOf } from './imports';
import { keywords } from './keywords';
import { emptyAnswer, interfacesOf, listItem } from './parts';
import { parametersOf, withArguments, withoutMarks } from './text';
import { TypeContext } from './type-context';

/** Dart: classes that read and write maps, and a map of all types (metadata-and-types 4.4). */
export function emit(code: CodeModel): string {
  const { globalNamespace } = code.config;
  const out = new CodeWriter();
  const context = new TypeContext(code);
  if (globalNamespace !== undefined) out.line(`library ${globalNamespace};`);
  for (const item of importsOf(code)) out.line(`import '${item}';`);
  for (const type of code.types) {
    context.enterDeclaration(type);
    writeType(out.gap(), type, code, context);
  }
  const library = toIdentifier(code.hostName || globalNamespace || 'dtos', /[^A-Za-z0-9._]/g);
  out.gap().line(`TypeContext _ctx = TypeContext(library: '${library}', types: <String, TypeInfo> {`);
  out.indented(() => writeLines(out, context.lines)).line('});');
  return `${out}\n`;
}

function writeLines(out: CodeWriter, lines: readonly string[]): void {
  for (const line of lines) out.line(line);
}

function writeType(out: CodeWriter, type: CodeType, code: CodeModel, context: TypeContext): void {
  if (type.description !== undefined) out.line(docBlock(type.description, nestedComments));
  for (const attribute of type.attributes) out.line(attributeText(attribute, type));
  if (type.dataContract) out.line(contractLine(type.dataContract, slashAttributes));
  if (type.kind === 'enum') writeEnum(out, type);
  else writeClass(out, type, code, context);
}

/** The name of an attribute without arguments goes through the case of the text; no other does. */
function attributeText(attribute: CodeType['attributes'][number], { textCase }: CodeType): string {
  const line = (name: string, args: string) =>
    slashAttributes.line(args === '' ? memberName(name, 'textCase', textCase) : name, args);
  return attributeLine(attribute, { ...slashAttributes, line });
}

function writeEnum(out: CodeWriter, { name, metadata }: CodeType): void {
  const { enumNames = [], enumValues = [], isEnumInt } = metadata;
  const members = enumNames.map((member) => (keywords.has(member) ? upperFirst(member) : member));
  if (!isEnumInt) {
    out.block(
      `enum ${name}\n{`,
      () =>
        writeLines(
          out,
          members.map((member) => `${member},`),
        ),
      '}',
    );
    return;
  }
  const body = () => {
    members.forEach((member, index) => {
      out.line(`static const ${name} ${member} = const ${name}._(${enumValues[index] ?? index});`);
    });
    out.gap().line('final int _value;').line(`const ${name}._(this._value);`).line('int get value => _value;');
    out.gap().line(`static List<${name}> get values => const [${members.join(',')}];`);
  };
  out.block(`class ${name}\n{`, body, '}');
}

function writeClass(out: CodeWriter, type: CodeType, code: CodeModel, context: TypeContext): void {
  const item = listItem(type);
  const base = item === undefined ? baseText(type, code) : undefined;
  const superclass = item ? `ListBase<${code.typeText(item, type)}>` : base;
  const interfaces = interfacesOf(type, code);
  const head = [
    type.kind === 'interface' || type.metadata.isAbstract ? 'abstract class' : 'class',
    type.declaration,
    ...(superclass === undefined ? [] : [`extends ${superclass}`]),
    ...(interfaces.length > 0 ? [`implements ${interfaces.join(', ')}`] : []),
  ].join(' ');
  const fields = fieldsOf(type, code);
  const body = () => {
    if (item) writeListMembers(out, code.typeText(item, type));
    writeFields(out, fields, type);
    // An interface is implemented, not extended: it has nothing but fields.
    if (type.kind === 'interface') return;
    writeConstructors(out, type, fields, base !== undefined);
    writeFromMap(out, fields, base !== undefined, (model) => context.enterUse(model, type));
    writeToJson(out, fields, base !== undefined);
    writeRequestMembers(out, type, code, context);
    out.line(`getTypeName() => "${typeName(type)}";`).line('TypeContext? context = _ctx;');
  };
  out.block(`${head}\n{`, body, '}');
}

function baseText(type: CodeType, code: CodeModel): string | undefined {
  // A dictionary is an object like any other.
  return type.inherits && type.inherits.model?.kind !== 'dictionary' ? code.nameText(type.inherits, type) : undefined;
}

/** What a list needs of the class that is one. */
function writeListMembers(out: CodeWriter, item: string): void {
  out.line(`final List<${item}> l = [];`);
  out.line('set length(int newLength) { l.length = newLength; }').line('int get length => l.length;');
  out.line(`${item} operator [](int index) => l[index];`);
  out.line(`void operator []=(int index, ${item} value) { l[index] = value; }`);
  out.line(`void add(${item} element) { l.add(element); }`).gap();
}

function writeFields(out: CodeWriter, fields: readonly DartField[], type: CodeType): void {
  for (const { member, declaration } of fields) {
    if (member?.hasGapBefore) out.gap();
    if (member?.description !== undefined) out.line(docBlock(member.description, nestedComments));
    if (member?.dataMember) out.line(memberLine(member.dataMember, slashAttributes));
    for (const attribute of member?.attributes ?? []) out.line(attributeText(attribute, type));
    out.line(declaration);
  }
}

function writeConstructors(out: CodeWriter, { name }: CodeType, fields: readonly DartField[], hasBase: boolean): void {
  const fromJson = `${name}.fromJson(Map<String, dynamic> json)`;
  if (fields.length === 0) {
    out.line(`${name}();`).line(`${fromJson} : super${hasBase ? '.fromJson(json)' : '()'};`);
    return;
  }
  out.gap().line(`${name}({${fields.map(({ parameter }) => parameter).join(',')}});`);
  out.line(`${fromJson} { fromMap(json); }`).gap();
}

function writeFromMap(
  out: CodeWriter,
  fields: readonly DartField[],
  hasBase: boolean,
  onConvert: (model: TypeModel) => void,
): void {
  const body = () => {
    if (hasBase) out.line('super.fromMap(json);');
    for (const { read, converted } of fields) {
      if (converted) onConvert(converted);
      out.line(read);
    }
    out.line('return this;');
  };
  out.block('fromMap(Map<String, dynamic> json) {', body, '}').gap();
}

function writeToJson(out: CodeWriter, fields: readonly DartField[], hasBase: boolean): void {
  const head = `Map<String, dynamic> toJson() => ${hasBase ? 'super.toJson()' : ''}`;
  if (fields.length === 0) {
    out.line(`${head}${hasBase ? '' : '{}'};`);
    return;
  }
  const entries = () =>
    writeLines(
      out,
      fields.map(({ write }, index) => `${write}${index < fields.length - 1 ? ',' : ''}`),
    );
  out.block(`${head}${hasBase ? '..addAll(' : ''}{`, entries, hasBase ? '});' : '};').gap();
}

function writeRequestMembers(out: CodeWriter, type: CodeType, code: CodeModel, context: TypeContext): void {
  const { operation } = type;
  if (!operation) return;
  if (operation.returnsVoid) out.line('createResponse() {}');
  if (operation.returnsVoid || !operation.returnType) return;
  const { returnType } = operation;
  if (returnType.model) context.enterUse(returnType.model, type);
  out.line(`createResponse() => ${emptyAnswer(returnType, type, code)};`);
  out.line(`getResponseTypeName() => "${withoutMarks(code.nameText(returnType, type))}";`);
}

/** The name of the type; of a generic one with what its parameters are at run time. */
function typeName(type: CodeType): string {
  return type.operation?.request.name ?? withArguments(type.declaration, parametersOf(type));
}
