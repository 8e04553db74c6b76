/**
 * Where the annotations write and `engine/metadata` reads: plain records in source order, without meaning.
 * One Map per kind and no reflect-metadata keys, so that it works whichever order files are loaded in.
 */

/** A DTO class; its constructor takes an optional partial of itself. */
// biome-ignore lint/suspicious/noExplicitAny: a class of any instance type, as in TypeScript's own lib.
export type Class<T = any> = abstract new (...args: any[]) => T;

/** A CLR type expression (metadata-and-types 5.2), or a thunk that gives the class. */
export type TypeReference = string | (() => Class);

export interface AttributeRecord {
  readonly name: string;
  readonly args: Readonly<Record<string, unknown>>;
  readonly userDefined?: boolean;
  /** What a type-level condition checks; beside `args`, which pages and generated code print. */
  readonly test?: (request: object) => boolean;
}

export interface DtoOptions {
  /** CLR namespace. Default: none, the type then belongs to the host's own namespace. */
  ns?: string;
  /** Type name on the wire. Default: the class name; state it where a bundler minifies names. */
  name?: string;
  /** Nullable reference types were on where the type was declared. Default: false. */
  nullable?: boolean;
  abstract?: boolean;
  generics?: readonly string[];
  /** Base type that TypeScript's own `extends` doesn't tell, e.g. `QueryDb<CustomerRow>`. */
  base?: string;
  /** Interface names in output order; TypeScript's `implements` leaves no trace. */
  implements?: readonly string[];
  /** A type of the engine: declared camelCase, written in the case of the feature that answers (decisions D26). */
  builtIn?: boolean;
}
export interface PropOptions {
  /** Declared (CLR) name where Pascal-casing the wire name cannot recover it: `ClientIPAddress` (decisions D26). */
  name?: string;
}
export interface RouteOptions {
  summary?: string;
  notes?: string;
  priority?: number;
  /** Route variable → property, for variables that are no property of the DTO (decisions D49). */
  bind?: Readonly<Record<string, string>>;
  /**
   * What a request must be like for the route to count (http-contract 2.3): `AcceptsHtml`, `IsAuthenticated`, `IsMobile`,
   * a whole number in the path (`**` + `/{int}`, `{int}/` + `**` …), `Field=value` or `Field =~ pattern` (RE2).
   */
  matches?: string;
  /** Takes what no other address does; may then lack a literal segment: `/{Path*}`. */
  fallback?: boolean;
}
export interface ApiOptions {
  Description?: string;
  BodyParameter?: number;
  IsRequired?: boolean;
  RequestContentType?: string;
}
export interface ApiMemberOptions {
  AllowMultiple?: boolean;
  DataType?: string;
  Description?: string;
  ExcludeInSchema?: boolean;
  Format?: string;
  IsOptional?: boolean;
  IsRequired?: boolean;
  Name?: string;
  ParameterType?: string;
  Route?: string;
  Verb?: string;
}
export interface ApiResponseOptions {
  Description?: string;
  IsDefaultResponse?: boolean;
  ResponseType?: TypeReference;
  StatusCode?: number;
}
export interface ValidateOptions {
  Validator?: string;
  Condition?: string;
  ErrorCode?: string;
  Message?: string;
  StatusCode?: number;
}
export interface RestrictOptions {
  visibilityTo?: string;
  accessTo?: string;
}
export interface LimitOptions {
  /** Largest request body in bytes. Host default: 1 MiB. */
  maxBodyBytes?: number;
  /** Most elements of an auto-batch. Host default: 1,000. */
  maxBatchItems?: number;
}
export interface InputOptions {
  type?: string;
  value?: string;
  placeholder?: string;
  help?: string;
  label?: string;
  title?: string;
  pattern?: string;
  min?: string;
  max?: string;
  step?: number;
  minLength?: number;
  maxLength?: number;
  accept?: string;
  multiple?: boolean;
  readOnly?: boolean;
  required?: boolean;
  disabled?: boolean;
  autocomplete?: string;
  options?: string;
  ignore?: boolean;
  allowableValues?: readonly string[];
}
export interface EnumMemberOptions {
  description?: string;
  /** Text on the wire where it differs from the member's name. */
  value?: string;
}
export interface EnumOptions {
  name: string;
  ns?: string;
  flags?: boolean;
  members?: Readonly<Record<string, EnumMemberOptions>>;
}
export interface InterfaceOptions {
  name: string;
  ns?: string;
  generics?: readonly string[];
  implements?: readonly string[];
  props?: readonly { name: string; type: string }[];
}

export interface PropRecord {
  readonly name: string;
  readonly type: TypeReference;
  readonly declaredName?: string;
  readonly attributes: AttributeRecord[];
}
/** Where something was declared; the stack is only formatted when an error message asks for it. */
export interface Declared {
  readonly declaredAt: Error;
}
export interface DtoRecord extends Declared {
  readonly target: Class;
  readonly name: string;
  readonly options: DtoOptions;
}
export interface EnumRecord extends Declared {
  readonly values: Readonly<Record<string, string | number>>;
  readonly options: EnumOptions;
}
export interface InterfaceRecord extends Declared {
  readonly options: InterfaceOptions;
}

interface Records {
  dtos: Map<Class, DtoRecord>;
  /** Class → its own properties in source order, never the base's. */
  props: Map<Class, Map<string, PropRecord>>;
  /** Class → its own attributes in source order. */
  attributes: Map<Class, AttributeRecord[]>;
  enums: Map<object, EnumRecord>;
  interfaces: Map<string, InterfaceRecord>;
}

// Two copies of the package in one process (CommonJS and a bundler's) share what was declared.
const shared = globalThis as { [key: symbol]: Records | undefined };
const key = Symbol.for('missive.annotations.1');
shared[key] ??= { dtos: new Map(), props: new Map(), attributes: new Map(), enums: new Map(), interfaces: new Map() };
export const records: Records = shared[key];

export function recordDto(target: Class, options: DtoOptions, declaredAt: Error): void {
  records.dtos.set(target, { target, name: options.name ?? target.name, options, declaredAt });
}

function propOf(owner: Class, name: string): PropRecord | undefined {
  return records.props.get(owner)?.get(name);
}

// Decorators below @Prop run before it: their attributes wait here for the property to be declared.
const waiting = new Map<Class, Map<string, AttributeRecord[]>>();

export function recordProp(target: object, name: string, type: TypeReference, options: PropOptions): void {
  const owner = target.constructor as Class;
  const props = records.props.get(owner) ?? new Map<string, PropRecord>();
  records.props.set(owner, props);
  const attributes = waiting.get(owner)?.get(name) ?? [];
  waiting.get(owner)?.delete(name);
  props.set(name, { name, type, declaredName: options.name, attributes });
}

/** The attribute list of a class (key absent) or of a property of a class's prototype. */
export function attributesOf(target: object, key?: string | symbol): AttributeRecord[] {
  if (key === undefined) {
    const list = records.attributes.get(target as Class) ?? [];
    records.attributes.set(target as Class, list);
    return list;
  }
  const owner = target.constructor as Class;
  const name = String(key);
  const declared = propOf(owner, name);
  if (declared) return declared.attributes;
  const ofOwner = waiting.get(owner) ?? new Map<string, AttributeRecord[]>();
  waiting.set(owner, ofOwner);
  const list = ofOwner.get(name) ?? [];
  ofOwner.set(name, list);
  return list;
}

export function recordEnum(values: Record<string, string | number>, options: EnumOptions, declaredAt: Error): void {
  records.enums.set(values, { values, options, declaredAt });
}
export function recordInterface(options: InterfaceOptions, declaredAt: Error): void {
  records.interfaces.set(options.name, { options, declaredAt });
}
