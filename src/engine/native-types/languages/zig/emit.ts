import { withoutNullable } from '../../../metadata/clr-names';
import type { CodeModel, CodeType } from '../../code-model';
import { CodeWriter } from '../../code-writer';
import { slashAttributes } from '../../comments';
import { toIdentifier } from '../../names';
import { holds } from '../structural/containment';
import { flattenedFieldsOf, mentions, parametersOf, type StructField } from '../structural/fields';
import { bracedText, commentLines, wireTexts } from '../structural/text';
import { zigName } from './text';

/** Zig: structs with the fields of their bases, each field with a default (metadata-and-types 4.13). */
export function emit(code: CodeModel): string {
  const { globalNamespace, defaultImports = [] } = code.config;
  const out = new CodeWriter().line('const std = @import("std");');
  if (!code.isPage) for (const item of defaultImports) out.line(importLine(item));
  const writeAll = () => {
    for (const type of code.types) writeType(out.gap(), type, code);
  };
  if (globalNamespace === undefined) writeAll();
  else out.gap().block(`pub const ${zigName(globalNamespace)} = struct {`, writeAll, '};');
  return `${out}\n`;
}

/** `A:mod` → `const A = @import("mod");`; a name alone is called as it is. */
function importLine(item: string): string {
  const at = item.indexOf(':');
  const [name, path] = at < 0 ? [toIdentifier(item), item] : [item.slice(0, at), item.slice(at + 1)];
  return `const ${zigName(name)} = @import(${bracedText(path)});`;
}

function writeType(out: CodeWriter, type: CodeType, code: CodeModel): void {
  for (const line of commentLines(type, '///', slashAttributes)) out.line(line);
  const name = zigName(type.name);
  if (type.kind === 'enum') writeEnum(out, type, name);
  else if (parametersOf(type).length > 0) writeGeneric(out, type, code);
  else out.block(`pub const ${name} = struct {`, () => writeBody(out, type, code), '};');
}

/** A generic type is a function that gives one. */
function writeGeneric(out: CodeWriter, type: CodeType, code: CodeModel): void {
  const parameters = parametersOf(type);
  const texts = flattenedFieldsOf(type, code).map((field) => fieldText(field, type, code));
  const body = () => {
    // Zig refuses a parameter that nothing uses.
    for (const parameter of parameters.filter((one) => !mentions(texts, one))) out.line(`_ = ${parameter};`);
    out.block('return struct {', () => writeBody(out, type, code), '};');
  };
  const declared = parameters.map((parameter) => `comptime ${parameter}: type`).join(', ');
  out.block(`pub fn ${zigName(type.name)}(${declared}) type {`, body, '}');
}

function writeEnum(out: CodeWriter, type: CodeType, name: string): void {
  const { isEnumInt } = type.metadata;
  const stated = type.metadata.enumValues;
  // Zig refuses a value that two members share; names are what travels, but of flags.
  const enumValues = stated && new Set(stated).size === stated.length ? stated : undefined;
  const members = () => {
    wireTexts(type).forEach((text, index) => {
      const value = enumValues?.[index];
      out.line(`${zigName(text)}${value === undefined ? '' : ` = ${value}`},`);
    });
    // Several flags together have a number and no name.
    if (isEnumInt) out.line('_,');
  };
  out.block(`pub const ${name} = ${enumValues ? 'enum(i32)' : 'enum'} {`, members, '};');
}

function writeBody(out: CodeWriter, type: CodeType, code: CodeModel): void {
  const model = type.inherits?.model;
  if (model?.kind === 'list' || model?.kind === 'dictionary') writeItems(out, code.typeText(model, type), model.kind);
  else for (const field of flattenedFieldsOf(type, code)) writeField(out, field, type, code);
  const { operation } = type;
  if (!operation) return;
  out.gap().line(`pub const ss_name = ${bracedText(operation.request.name)};`);
  out.line(`pub const ss_verb = ${bracedText(operation.method)};`);
  if (operation.returnsVoid) out.line('pub const ss_response = void;');
  else if (operation.returnType) {
    out.line(`pub const ss_response = ${code.nameText(operation.returnType, type)};`);
  }
}

/** What extends a list or a dictionary is one on the wire. */
function writeItems(out: CodeWriter, text: string, kind: 'list' | 'dictionary'): void {
  out.line(`items: ${text} = ${kind === 'list' ? '&.{}' : '.{}'},`).gap();
  const read = () => out.line(`return .{ .items = try std.json.innerParse(${text}, allocator, source, options) };`);
  const head =
    'pub fn jsonParse(allocator: std.mem.Allocator, source: anytype, options: std.json.ParseOptions) !@This() {';
  out.block(head, read, '}').gap();
  out.block(
    'pub fn jsonStringify(self: @This(), writer: anytype) !void {',
    () => out.line('try writer.write(self.items);'),
    '}',
  );
}

function writeField(out: CodeWriter, field: StructField, type: CodeType, code: CodeModel): void {
  if (field.hasGapBefore) out.gap();
  for (const line of commentLines(field, '///', slashAttributes)) out.line(line);
  const text = fieldText(field, type, code);
  const initial = text.startsWith('?') ? 'null' : `${field.version ?? defaultOf(field, text, type, code)}`;
  out.line(`${zigName(field.wire)}: ${text} = ${initial},`);
}

function fieldText(field: StructField, type: CodeType, code: CodeModel): string {
  const model = withoutNullable(field.model);
  const text = code.typeText(model, type);
  if (holds(model, type, code)) return `?*${text}`;
  const hasDefault = defaultOf(field, text, type, code) !== undefined;
  return field.isOptional || !hasDefault ? `?${text}` : text;
}

/** What a required field holds at first; `undefined` for types that have no value of their own, as parameters. */
function defaultOf({ model }: StructField, text: string, type: CodeType, code: CodeModel): string | undefined {
  if (text === '[]const u8') return '""';
  switch (model.kind) {
    case 'scalar':
      if (text === 'bool') return 'false';
      return text === 'std.json.Value' ? '.null' : '0';
    case 'list':
      return '&.{}';
    case 'dictionary':
    case 'dto':
      return '.{}';
    case 'enum': {
      const found = code.find(withoutNullable(model), type);
      const [first] = found ? wireTexts(found) : [];
      if (found?.metadata.isEnumInt) return '@enumFromInt(0)';
      return first === undefined ? undefined : `.${zigName(first)}`;
    }
    case 'parameter':
      return undefined;
  }
}
