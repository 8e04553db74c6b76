import type { TypeModel } from '../../../core/type-model';
import type { CodeMember, CodeModel, CodeType } from '../../code-model';
import { memberName } from '../../names';
import { isInterfaceCollection } from '../../requirement';
import { identifierOf, parametersOf, runtimeName, singleQuoted, withArguments } from './text';

/** A field of a Dart class: how it is declared, set, read from a map and written to one. */
export interface DartField {
  /** Absent: AddImplicitVersion or AddResponseStatus adds it. */
  readonly member?: CodeMember;
  /** `String? name;` */
  readonly declaration: string;
  /** `this.name` */
  readonly parameter: string;
  /** `name = json['name'];` */
  readonly read: string;
  /** `'name': name` */
  readonly write: string;
  /** The type that the client converts by; absent where JSON has the value itself. */
  readonly converted?: TypeModel;
}

/** Own fields in declaration order, then those that options add. */
export function fieldsOf(type: CodeType, code: CodeModel): DartField[] {
  return [...type.members.map((member) => memberField(member, type, code)), ...addedFields(type)];
}

function memberField(member: CodeMember, type: CodeType, code: CodeModel): DartField {
  const identifier = identifierOf(member.identifier);
  const key = singleQuoted(member.name);
  const { read, write, isConverter } = conversion(member.model, type, code);
  return {
    member,
    declaration: `${declaration(member, identifier, type, code)};`,
    parameter: `this.${identifier}`,
    read: `${identifier} = ${read(`json[${key}]`)};`,
    write: `${key}: ${write(identifier)}`,
    ...(isConverter && { converted: member.model }),
  };
}

const defaults: Readonly<Record<string, string>> = {
  String: '""',
  int: '0',
  double: '0',
  DateTime: 'DateTime(0)',
  Uint8List: 'Uint8List(0)',
};

function declaration(member: CodeMember, identifier: string, type: CodeType, code: CodeModel): string {
  const { model, isRequired, isInitialized, collection } = member;
  const text = code.typeText(model, type);
  if (code.options.dartFields === 'nullable' || !isRequired || isInterfaceCollection(model)) {
    return `${text}? ${identifier}`;
  }
  const value = isInitialized ? (collection === 'dictionary' ? '{}' : '[]') : defaults[text];
  return `${text} ${identifier}${value === undefined ? '' : ` = ${value}`}`;
}

interface Conversion {
  read(json: string): string;
  write(value: string): string;
  readonly isConverter?: boolean;
}

const asIs: Conversion = { read: (json) => json, write: (value) => value };
const asDouble: Conversion = { ...asIs, read: (json) => `JsonConverters.toDouble(${json})` };
const asStringMap: Conversion = { ...asIs, read: (json) => `JsonConverters.toStringMap(${json})` };

// What JSON has itself.
const plainTypes = new Set(['String', 'bool', 'int', 'SByte']);

function conversion(model: TypeModel, type: CodeType, code: CodeModel): Conversion {
  const name = runtimeName(model, type, code);
  if (plainTypes.has(name)) return asIs;
  if (name === 'double') return asDouble;
  if (isStringMap(model)) return asStringMap;
  return converter(`'${withArguments(name, parametersOf(type))}'`);
}

function converter(quotedType: string): Conversion {
  return {
    isConverter: true,
    read: (json) => `JsonConverters.fromJson(${json},${quotedType},context!)`,
    write: (value) => `JsonConverters.toJson(${value},${quotedType},context!)`,
  };
}

function isStringMap(model: TypeModel): boolean {
  return model.kind === 'dictionary' && model.key.clr === 'String' && model.value.clr === 'String';
}

function addedFields({ implicitVersion, addsResponseStatus, textCase }: CodeType): DartField[] {
  const fields: DartField[] = [];
  const add = (declared: string, type: string, { read, write }: Conversion, value?: number) => {
    const name = memberName(declared, 'textCase', textCase);
    fields.push({
      declaration: `${type}? ${name}${value === undefined ? '' : ` = ${value}`};`,
      // A parameter that is left out would set the field to null again.
      parameter: `this.${name}${value === undefined ? '' : `=${value}`}`,
      read: `${name} = ${read(`json['${name}']`)};`,
      write: `'${name}': ${write(name)}`,
    });
  };
  if (implicitVersion !== undefined) add('Version', 'int', asIs, implicitVersion);
  if (addsResponseStatus) add('ResponseStatus', 'ResponseStatus', converter("'ResponseStatus'"));
  return fields;
}
