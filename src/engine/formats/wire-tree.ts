import type { DtoProperty, DtoType, EnumType, TypeModel } from '../core/type-model';
import { toCamelCase, toPascalCase } from '../metadata/type-reader';
import { dtoTypeOfValue } from './value-type';
import { defaultOf, scalarWriter } from './wire-scalars';
import { styleKey, type WireStyle } from './wire-style';

/** Makes what a format writes from what a Service answered; both are trees of plain values. */
export type ToWire = (value: unknown) => unknown;

/** What has been compiled for one style. */
interface Compiled {
  readonly shapes: WeakMap<TypeModel, { readonly toWire: ToWire | undefined }>;
  readonly dtos: Map<DtoType, ToWire | undefined>;
}

const byStyle = new Map<string, Compiled>();
// `?jsconfig=` lets callers name thousands of styles: beyond what a host really uses, everything is compiled anew.
const mostStyles = 64;

function compiledFor(style: WireStyle): Compiled {
  const key = styleKey(style);
  let compiled = byStyle.get(key);
  if (compiled === undefined) {
    if (byStyle.size >= mostStyles) byStyle.clear();
    compiled = { shapes: new WeakMap(), dtos: new Map() };
    byStyle.set(key, compiled);
  }
  return compiled;
}

/**
 * How values of a type are shaped for the wire: names, texts of scalars, which members. Compiled once per type and style.
 * `undefined`: nothing differs, the value is written as it is. That is the rule for JSON of the `system` profile, where
 * DTOs are declared as they are written (decisions D4), and what makes native JSON.stringify usable.
 */
export function toWire(type: TypeModel, style: WireStyle): ToWire | undefined {
  const { shapes } = compiledFor(style);
  let known = shapes.get(type);
  if (known === undefined) {
    known = { toWire: shape(type, style, noArgs) };
    shapes.set(type, known);
  }
  return known.toWire;
}

const ofInstances = new Map<DtoType, TypeModel>();

/** The type of a DTO instance, for answers whose operation doesn't say what they are; `undefined` for anything else. */
export function typeOfInstance(value: unknown): TypeModel | undefined {
  const type = dtoTypeOfValue(value);
  if (type === undefined) return undefined;
  let model = ofInstances.get(type);
  if (model === undefined) {
    model = { kind: 'dto', clr: type.name, type: () => type, args: [], nullable: false };
    ofInstances.set(type, model);
  }
  return model;
}

/** `args`: what the type parameters of a generic DTO stand for. */
function shape(type: TypeModel, style: WireStyle, args: ReadonlyMap<string, TypeModel>): ToWire | undefined {
  switch (type.kind) {
    case 'scalar':
      return scalarWriter(type, style);
    case 'enum':
      return enumWriter(type.enum, style);
    case 'list': {
      const item = shape(type.item, style, args);
      return (
        item &&
        ((value) =>
          Array.isArray(value)
            ? value.map((element) => (element === null || element === undefined ? null : item(element)))
            : value)
      );
    }
    case 'dictionary':
      return dictionaryWriter(shape(type.value, style, args), style);
    case 'dto':
      return dtoWriter(type.type(), argumentsOf(type, args), style);
    case 'parameter': {
      const actual = args.get(type.clr);
      return actual && shape(actual, style, args);
    }
  }
}

const noArgs: ReadonlyMap<string, TypeModel> = new Map();

function argumentsOf(
  type: Extract<TypeModel, { kind: 'dto' }>,
  outer: ReadonlyMap<string, TypeModel>,
): ReadonlyMap<string, TypeModel> {
  const { generics } = type.type();
  if (generics.length === 0) return noArgs;
  return new Map(
    generics.flatMap((name, index) => {
      const arg = type.args[index];
      const actual = arg?.kind === 'parameter' ? outer.get(arg.clr) : arg;
      return actual ? [[name, actual] as const] : [];
    }),
  );
}

function dictionaryWriter(item: ToWire | undefined, style: WireStyle): ToWire | undefined {
  const keepsNulls = style.nulls === 'values' || style.nulls === 'write';
  // A writer that leaves out all nulls does so itself; otherwise the tree says which are left.
  if (!item && style.nulls !== 'members') return undefined;
  return (value) => {
    if (value === null || typeof value !== 'object') return value;
    const entries: [string, unknown][] = [];
    for (const [key, element] of Object.entries(value)) {
      if (element !== null && element !== undefined) entries.push([key, item ? item(element) : element]);
      else if (keepsNulls) entries.push([key, null]);
    }
    return Object.fromEntries(entries);
  };
}

function enumWriter(type: EnumType, style: WireStyle): ToWire | undefined {
  const asNumber = style.enums === 'number' || type.isFlags;
  const byValue = new Map(type.members.map((member) => [member.value, member.wire]));
  if (!asNumber) {
    const byText = new Map(
      type.members.filter(() => type.isText).map((member) => [type.record.values[member.name], member.wire]),
    );
    if (type.isText && [...byText].every(([text, wire]) => text === wire)) return undefined;
    return (value) =>
      typeof value === 'number' ? (byValue.get(value) ?? value) : (byText.get(value as string) ?? value);
  }
  if (!type.isText) return undefined;
  const numbers = new Map<unknown, number>(
    type.members.map((member) => [type.record.values[member.name], member.value]),
  );
  return (value) => numbers.get(value) ?? value;
}

function dtoWriter(type: DtoType, args: ReadonlyMap<string, TypeModel>, style: WireStyle): ToWire | undefined {
  // Generic types are shaped anew for their arguments; there are few of them, and they are asked for once per operation.
  if (args.size > 0) return compile(type, args, style);
  const known = compiledFor(style).dtos;
  if (known.has(type)) return known.get(type);
  // In a circle the type meets itself before it is known whether anything differs: it then counts as different.
  let compiled: ToWire | undefined;
  known.set(type, (value) => (compiled ? compiled(value) : value));
  compiled = compile(type, args, style);
  known.set(type, compiled);
  return compiled;
}

interface Member {
  readonly property: DtoProperty;
  readonly wire: string;
  readonly convert?: ToWire;
  readonly absent: unknown;
  /** Value that `defaults: omit` leaves out. */
  readonly omitted: unknown;
}

function compile(type: DtoType, args: ReadonlyMap<string, TypeModel>, style: WireStyle): ToWire | undefined {
  const members = written(type).map((property): Member => {
    const standard = defaultOf(property.type);
    const isOmitted = style.defaults === 'omit' && (property.type.kind !== 'enum' || style.defaultEnums === 'omit');
    return {
      property,
      wire: wireName(property, type, style),
      convert: shape(property.type, style, args),
      absent: style.absent === 'default' ? standard : undefined,
      omitted: isOmitted ? standard : undefined,
    };
  });
  const isSame =
    style.notation !== 'jsv' &&
    style.nulls === 'omit' &&
    members.every(
      (member) =>
        !member.convert &&
        member.wire === member.property.name &&
        member.absent === undefined &&
        member.omitted === undefined,
    ) &&
    members.length === type.properties.length;
  if (isSame) return undefined;
  const writesNull = style.nulls === 'members' || style.nulls === 'write';
  return (value) => {
    if (value === null || typeof value !== 'object') return value;
    const source = value as Record<string, unknown>;
    const result: Record<string, unknown> = {};
    for (const { property, wire, convert, absent, omitted } of members) {
      const member = source[property.name] ?? absent;
      if (member === undefined || member === null) {
        if (writesNull) result[wire] = null;
      } else if (omitted === undefined || member !== omitted) result[wire] = convert ? convert(member) : member;
    }
    return result;
  };
}

/** Members that are written, in their order; data contracts write data members only (http-contract 4.4). */
export function written(type: DtoType): readonly DtoProperty[] {
  const visible = type.properties.filter((property) => !has(property, 'IgnoreDataMember'));
  if (!type.attributes.some((record) => record.name === 'DataContract')) return visible;
  const order = (property: DtoProperty) =>
    Number(property.attributes.find((record) => record.name === 'DataMember')?.args.Order ?? -1);
  return visible.filter((property) => has(property, 'DataMember')).sort((a, b) => order(a) - order(b));
}

function has(property: DtoProperty, attribute: string): boolean {
  return property.attributes.some((record) => record.name === attribute);
}

/** The name of a member on the wire of a style; an explicit data member name beats all cases. */
export function wireName(property: DtoProperty, owner: DtoType, style: WireStyle): string {
  const explicit = property.attributes.find((record) => record.name === 'DataMember')?.args.Name;
  if (typeof explicit === 'string') return explicit;
  switch (style.names) {
    case 'declared':
      return property.declaredName;
    case 'camelCase':
      return toCamelCase(property.declaredName);
    case 'snake_case':
      return toCamelCase(property.declaredName).replace(/[^a-z0-9_]/g, (char) => `_${char.toLowerCase()}`);
    case 'wire':
      return owner.isBuiltIn && style.textCase === 'PascalCase' ? toPascalCase(property.name) : property.name;
  }
}
