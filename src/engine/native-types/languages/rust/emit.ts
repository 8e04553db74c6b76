import type { CodeModel, CodeType } from '../../code-model';
import { CodeWriter } from '../../code-writer';
import { parametersOf } from '../structural/fields';
import { bracedText, commentLines, freeIdentifier, wireTexts } from '../structural/text';
import { textsOf, writeStruct } from './structs';
import { rustAttributes, rustName } from './text';

const derived = 'Serialize, Deserialize, Debug, Clone, PartialEq, Default';

/** Rust 1.62 or later (metadata-and-types 4.13). */
export function emit(code: CodeModel): string {
  const { globalNamespace } = code.config;
  const out = new CodeWriter()
    .line('#![allow(dead_code, unused_imports, non_camel_case_types, non_snake_case, non_upper_case_globals)]')
    .gap();
  const writeAll = () => {
    for (const line of imports(code)) out.line(line);
    for (const type of code.types) writeType(out.gap(), type, code);
  };
  if (globalNamespace === undefined) writeAll();
  else out.block(`pub mod ${rustName(globalNamespace)} {`, writeAll, '}');
  return `${out}\n`;
}

function imports(code: CodeModel): string[] {
  const texts = code.types.flatMap((type) => textsOf(type, code));
  const uses = (name: RegExp) => texts.some((text) => name.test(text));
  const markers = [
    ...(code.types.some(({ operation }) => operation) ? ['IRequest'] : []),
    ...(code.types.some(({ returnMarker }) => returnMarker && returnMarker !== 'void') ? ['IReturn'] : []),
    ...(code.types.some(({ returnMarker }) => returnMarker === 'void') ? ['IReturnVoid'] : []),
  ];
  return [
    'use serde::{Deserialize, Serialize};',
    ...(uses(/\bValue\b/) ? ['use serde_json::Value;'] : []),
    ...(markers.length > 0 ? [`use servicestack::{${markers.join(', ')}};`] : []),
    ...(uses(/\bHashMap</) ? ['use std::collections::HashMap;'] : []),
    ...(code.isPage ? [] : (code.config.defaultImports ?? [])).map((item) => `use ${item.replaceAll('.', '::')};`),
  ];
}

function writeType(out: CodeWriter, type: CodeType, code: CodeModel): void {
  for (const line of commentLines(type, '///', rustAttributes)) out.line(line);
  if (type.kind === 'enum' && type.metadata.isEnumInt) writeFlags(out, type);
  else if (type.kind === 'enum') writeEnum(out, type);
  else {
    out.line(`#[derive(${derived})]`);
    writeStruct(out, type, code);
    writeTraits(out, type, code);
  }
}

function writeEnum(out: CodeWriter, type: CodeType): void {
  const { enumNames = [] } = type.metadata;
  const wire = wireTexts(type);
  const taken = new Set<string>();
  // Without their values: Rust refuses one that two members share, and names are what travels.
  const members = () =>
    enumNames.forEach((member, index) => {
      if (index === 0) out.line('#[default]');
      out.line(`#[serde(rename = ${bracedText(wire[index] ?? member)})]`);
      out.line(`${freeIdentifier(rustName(member), taken)},`);
    });
  out.line(`#[derive(${derived}, Eq, Hash)]`).block(`pub enum ${type.name} {`, members, '}');
}

/** Flags travel as a number, which may be several of them together. */
function writeFlags(out: CodeWriter, { name, metadata: { enumNames = [], enumValues = [] } }: CodeType): void {
  out.line(`#[derive(${derived}, Eq, Hash)]`).line('#[serde(transparent)]').line(`pub struct ${name}(pub i64);`).gap();
  const members = () =>
    enumNames.forEach((member, index) => {
      out.line(`pub const ${rustName(member)}: ${name} = ${name}(${enumValues[index] ?? index});`);
    });
  out.block(`impl ${name} {`, members, '}');
}

function writeTraits(out: CodeWriter, type: CodeType, code: CodeModel): void {
  const { operation, returnMarker } = type;
  if (!operation) return;
  const parameters = parametersOf(type);
  const inAngles = (items: readonly string[]) => (items.length > 0 ? `<${items.join(', ')}>` : '');
  const bounds = inAngles(parameters.map((parameter) => `${parameter}: Default`));
  const impl = (trait: string) => `impl${bounds} ${trait} for ${type.name}${inAngles(parameters)}`;
  const constants = () =>
    out
      .line(`const NAME: &'static str = ${bracedText(operation.request.name)};`)
      .line(`const VERB: &'static str = ${bracedText(operation.method)};`);
  out.gap().block(`${impl('IRequest')} {`, constants, '}');
  if (returnMarker === undefined) return;
  if (returnMarker === 'void') out.line(`${impl('IReturnVoid')} {}`);
  else out.line(`${impl('IReturn')} { type Response = ${code.nameText(returnMarker, type)}; }`);
}
