import { withoutNullable } from '../../../metadata/clr-names';
import { toCamelCase } from '../../../metadata/type-reader';
import type { CodeModel, CodeType } from '../../code-model';
import type { CodeWriter } from '../../code-writer';
import { toSnakeCase } from '../../names';
import { holds } from '../structural/containment';
import { fieldsOf, mentions, parametersOf, type StructField } from '../structural/fields';
import { bracedText, commentLines, freeIdentifier } from '../structural/text';
import { rustAttributes, rustName } from './text';

/** All texts of types that a declaration has in it. */
export function textsOf(type: CodeType, code: CodeModel): string[] {
  const { inherits, returnMarker } = type;
  return [
    ...(type.kind === 'enum' ? [] : ownFields(type, code).map(({ model }) => code.typeText(model, type))),
    ...(inherits ? [code.nameText(inherits, type)] : []),
    ...(returnMarker && returnMarker !== 'void' ? [code.nameText(returnMarker, type)] : []),
  ];
}

/**
 * A struct below its `derive` line: the base as a member of its own, whose members serde writes beside the others; or, of a
 * type that extends a list or dictionary, that alone.
 */
export function writeStruct(out: CodeWriter, type: CodeType, code: CodeModel): void {
  const parameters = parametersOf(type);
  // Stated at the type: serde's own bounds don't reach a base that is generic too.
  const bounds = parameters.map((parameter) => `${parameter}: Default`).join(', ');
  const name = parameters.length > 0 ? `${type.name}<${bounds}>` : type.name;
  const base = type.inherits && code.nameText(type.inherits, type);
  const kind = type.inherits?.model?.kind;
  if (kind === 'list' || kind === 'dictionary') {
    out.line('#[serde(transparent)]').line(`pub struct ${name}(pub ${base});`);
    return;
  }
  const body = () => {
    if (base !== undefined) out.line('#[serde(flatten)]').line(`pub base: ${base},`);
    const taken = new Set(base === undefined ? [] : ['base']);
    const fields = ownFields(type, code);
    for (const field of fields) writeField(out, field, type, code, taken);
    const texts = [...fields.map(({ model }) => code.typeText(model, type)), base ?? ''];
    for (const parameter of parameters.filter((one) => !mentions(texts, one))) {
      // Rust refuses a parameter that no member uses.
      const marker = freeIdentifier(`phantom_${toSnakeCase(parameter)}`, taken);
      out.line('#[serde(skip)]').line(`pub ${marker}: std::marker::PhantomData<${parameter}>,`);
    }
  };
  out.line('#[serde(default)]').block(`pub struct ${name} {`, body, '}');
}

/** Without those that a base has already, alike: each name would be written twice. */
function ownFields(type: CodeType, code: CodeModel): StructField[] {
  const inherited = code
    .basesOf(type)
    .flatMap((base) => fieldsOf(base, code).map((field) => `${field.wire} ${fieldText(field, base, code)}`));
  return fieldsOf(type, code).filter((field) => !inherited.includes(`${field.wire} ${fieldText(field, type, code)}`));
}

function writeField(out: CodeWriter, field: StructField, type: CodeType, code: CodeModel, taken: Set<string>): void {
  if (field.hasGapBefore) out.gap();
  for (const line of commentLines(field, '///', rustAttributes)) out.line(line);
  if (field.version !== undefined) out.line(`/// Version to send: ${field.version}`);
  const text = fieldText(field, type, code);
  for (const name of wireNames(field, type)) out.line(name);
  if (text.startsWith('Option<')) out.line('#[serde(default, skip_serializing_if = "Option::is_none")]');
  out.line(`pub ${freeIdentifier(rustName(toSnakeCase(field.declared)), taken)}: ${text},`);
}

/**
 * A name in camelCase, as metadata-and-types 0.3 has it for any host. Where a feature writes PascalCase it is read too:
 * serde compares by letter case, and the server does not.
 */
function wireNames({ declared, wire, isWireStated }: StructField, { metadata }: CodeType): string[] {
  if (isWireStated) return [`#[serde(rename = ${bracedText(wire)})]`];
  const name = toCamelCase(declared);
  const isPascal = metadata.textCases.includes('PascalCase') && name !== declared;
  return [`#[serde(rename = ${bracedText(name)}${isPascal ? `, alias = ${bracedText(declared)}` : ''})]`];
}

function fieldText(field: StructField, type: CodeType, code: CodeModel): string {
  const model = withoutNullable(field.model);
  const text = code.typeText(model, type);
  // Whatever holds itself ends somewhere only if it may hold nothing. The path, since a DTO may be called Box.
  if (holds(model, type, code)) return `Option<std::boxed::Box<${text}>>`;
  return field.isOptional ? `Option<${text}>` : text;
}
