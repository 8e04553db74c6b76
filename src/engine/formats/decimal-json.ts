import type { DtoProperty, DtoType, TypeModel } from '../core/type-model';

/**
 * JSON that keeps the digits of Decimals as they are sent (decisions D26): `3.0` stays `3.0`, and 28 digits stay 28. Only
 * for types that hold a Decimal; all others are read and written by native JSON, which is faster and rounds to doubles.
 */

/** A number in a tree to be written, as its digits. */
export class DecimalText {
  constructor(readonly digits: string) {}

  /** For writers that know nothing of it. */
  toJSON(): number {
    return Number(this.digits);
  }
}

const jsonNumber = /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?$/;

/** A Service's Decimal as a number of JSON; what is no number stays what it is. */
export function toDecimalText(value: unknown): unknown {
  return typeof value === 'string' && jsonNumber.test(value) ? new DecimalText(value) : value;
}

const ofModels = new WeakMap<TypeModel, boolean>();
const ofDtos = new WeakMap<DtoType, boolean>();

/** Whether a Decimal can stand anywhere in values of the type. Asked per request: looked for once per type. */
export function holdsDecimal(type: TypeModel): boolean {
  let known = ofModels.get(type);
  if (known === undefined) {
    known = reachesDecimal(type, new Set());
    ofModels.set(type, known);
  }
  return known;
}

export function dtoHoldsDecimal(type: DtoType): boolean {
  let known = ofDtos.get(type);
  if (known === undefined) {
    known = type.properties.some((property) => reachesDecimal(property.type, new Set([type])));
    ofDtos.set(type, known);
  }
  return known;
}

/** `seen`: DTOs that have been looked into, since they may refer to each other in a circle. */
function reachesDecimal(type: TypeModel, seen: Set<DtoType>): boolean {
  switch (type.kind) {
    case 'scalar':
      return type.scalar === 'decimal';
    case 'list':
      return reachesDecimal(type.item, seen);
    case 'dictionary':
      return reachesDecimal(type.value, seen);
    case 'dto': {
      if (type.args.some((arg) => reachesDecimal(arg, seen))) return true;
      const dto = type.type();
      if (seen.has(dto)) return false;
      seen.add(dto);
      return dto.properties.some((property) => reachesDecimal(property.type, seen));
    }
    default:
      return false;
  }
}

/** Deeper than any request may be; beyond it nothing needs its digits, because nothing is bound. */
const mostDepth = 64;

/**
 * Reads text that native JSON has accepted, Decimals as their digits. `type`: of the whole; `isBatch`: a list of such.
 * `undefined`: it is nested too deep.
 */
export function readDecimals(text: string, type: DtoType, isBatch: boolean): unknown {
  const message: TypeModel = { kind: 'dto', clr: type.name, type: () => type, args: [], nullable: false };
  const list: TypeModel = { kind: 'list', clr: `List<${type.name}>`, item: message, isArray: false, nullable: false };
  return readDecimalsAs(text, isBatch ? list : message);
}

/** The same for a text that is of any type. */
export function readDecimalsAs(text: string, type: TypeModel): unknown {
  try {
    return new DecimalReader(text).value(type, 0);
  } catch (error) {
    if (error instanceof TooDeep) return undefined;
    throw error;
  }
}

class TooDeep extends Error {}

const blanks = /[ \t\r\n]*/y;
const scalar = /"(?:[^"\\]|\\.)*"|[^\s,\]}]+/y;

class DecimalReader {
  private at = 0;

  constructor(private readonly text: string) {}

  value(type: TypeModel | undefined, depth: number): unknown {
    this.take(blanks);
    const char = this.text[this.at];
    if (depth > mostDepth) throw new TooDeep();
    if (char === '{') return this.object(type, depth);
    if (char === '[') return this.list(type, depth);
    const token = this.take(scalar);
    const isDecimal = type?.kind === 'scalar' && type.scalar === 'decimal' && jsonNumber.test(token);
    return isDecimal ? token : (JSON.parse(token) as unknown);
  }

  private object(type: TypeModel | undefined, depth: number): Record<string, unknown> {
    // No prototype: `__proto__` is a name like others here, which the binder refuses.
    const result = Object.create(null) as Record<string, unknown>;
    this.at += 1;
    while (!this.ends('}')) {
      const name = JSON.parse(this.take(scalar)) as string;
      this.take(blanks);
      this.at += 1;
      result[name] = this.value(memberType(type, name), depth + 1);
    }
    return result;
  }

  private list(type: TypeModel | undefined, depth: number): unknown[] {
    const result: unknown[] = [];
    const item = type?.kind === 'list' ? type.item : undefined;
    this.at += 1;
    while (!this.ends(']')) result.push(this.value(item, depth + 1));
    return result;
  }

  /** Steps over what stands between two elements; true at the end of the structure. */
  private ends(end: '}' | ']'): boolean {
    this.take(blanks);
    if (this.text[this.at] === ',') {
      this.at += 1;
      this.take(blanks);
    }
    if (this.text[this.at] !== end) return false;
    this.at += 1;
    return true;
  }

  private take(pattern: RegExp): string {
    pattern.lastIndex = this.at;
    const found = pattern.exec(this.text)?.[0] ?? '';
    this.at += found.length;
    return found;
  }
}

const members = new WeakMap<DtoType, ReadonlyMap<string, TypeModel>>();

function memberType(type: TypeModel | undefined, name: string): TypeModel | undefined {
  if (type?.kind === 'dictionary') return type.value;
  if (type?.kind !== 'dto') return undefined;
  const [named, lower] = [membersOf(type.type()), name.toLowerCase()];
  // Lenient requests write `unit_price`; for others it is no member, and nobody asks for its digits.
  return named.get(lower) ?? named.get(bare(lower));
}

function bare(name: string): string {
  return name.replace(/[_-]/g, '');
}

function membersOf(type: DtoType): ReadonlyMap<string, TypeModel> {
  const known = members.get(type);
  if (known) return known;
  const byName = new Map(
    type.properties.flatMap((property) =>
      namesOf(property).map((name) => [name.toLowerCase(), property.type] as const),
    ),
  );
  for (const [name, member] of [...byName]) if (!byName.has(bare(name))) byName.set(bare(name), member);
  members.set(type, byName);
  return byName;
}

function namesOf({ name, declaredName, attributes }: DtoProperty): string[] {
  const alias = attributes.find((record) => record.name === 'DataMember')?.args.Name;
  return [declaredName, ...(typeof alias === 'string' ? [alias] : []), name];
}

/** JSON.stringify for trees with `DecimalText`. `keepsNulls`: members that are null are written. */
export function stringifyDecimals(value: unknown, keepsNulls: boolean, indent = 0, depth = 0): string {
  if (value instanceof DecimalText) return value.digits;
  if (value === null || typeof value !== 'object') return JSON.stringify(value) ?? 'null';
  if ('toJSON' in value && typeof value.toJSON === 'function')
    return stringifyDecimals(value.toJSON(), keepsNulls, indent, depth);
  const write = (member: unknown) => stringifyDecimals(member, keepsNulls, indent, depth + 1);
  if (Array.isArray(value)) return enclosed('[', value.map(write), ']', indent, depth);
  const isWritten = (member: unknown) =>
    member === null ? keepsNulls : member !== undefined && typeof member !== 'function' && typeof member !== 'symbol';
  const parts = Object.entries(value)
    .filter(([, member]) => isWritten(member))
    .map(([name, member]) => `${JSON.stringify(name)}:${indent > 0 ? ' ' : ''}${write(member)}`);
  return enclosed('{', parts, '}', indent, depth);
}

function enclosed(open: string, parts: readonly string[], close: string, indent: number, depth: number): string {
  if (indent === 0 || parts.length === 0) return `${open}${parts.join(',')}${close}`;
  const line = `\n${' '.repeat(indent * (depth + 1))}`;
  return `${open}${line}${parts.join(`,${line}`)}\n${' '.repeat(indent * depth)}${close}`;
}
