import { dtoTypeOfValue } from './value-type';
import { untypedContract, type XmlContract, type XmlMember, xmlContractOfDto } from './xml-contract';
import { escapeXmlText, namespaces } from './xml-names';
import { offsetParts } from './xml-scalars';

export interface XmlWriterOptions {
  /** Absent members of non-nullable value types: left out, or written at their default. */
  readonly absent: 'omit' | 'default';
  /** Two blanks per level. */
  readonly isIndented?: boolean;
}

/** The document that holds one value. The root's namespace is the default one; others get prefixes `d{depth}p{n}`. */
export function writeXml(value: unknown, contract: XmlContract, options: XmlWriterOptions): string {
  return new XmlWriter(options).document(value, contract);
}

interface XmlName {
  readonly name: string;
  readonly ns: string;
}

class XmlWriter {
  private readonly parts: string[] = ['<?xml version="1.0" encoding="utf-8"?>'];
  private depth = 0;
  /** Namespaces in scope and their prefixes, innermost last. */
  private readonly scope: { readonly ns: string; readonly prefix: string }[] = [];

  constructor(private readonly options: XmlWriterOptions) {}

  document(value: unknown, declared: XmlContract): string {
    const contract = isNull(value) || fits(declared, value) ? declared : contractOfValue(value);
    const { name, ns } = rootName(value, contract);
    this.scope.push({ ns, prefix: '' });
    this.element(name, ns, contract, value, ` xmlns:i="${namespaces.instance}" xmlns="${attribute(ns)}"`);
    return this.parts.join('');
  }

  private element(name: string, ns: string, declared: XmlContract, value: unknown, root?: string): void {
    this.depth += 1;
    const outer = this.scope.length;
    let attributes = root ?? '';
    // A namespace is declared where it is first needed, and where a value starts whose parts are in it.
    const declare = (wanted: string): string => {
      const known = this.scope.findLast((entry) => entry.ns === wanted);
      if (known) return known.prefix;
      const prefix = `d${this.depth}p${this.scope.length - outer + 1}`;
      this.scope.push({ ns: wanted, prefix });
      attributes += ` xmlns:${prefix}="${attribute(wanted)}"`;
      return prefix;
    };
    const tag = qualified(declare(ns), name);
    if (isNull(value)) this.put(`<${tag}${attributes} i:nil="true"/>`);
    else {
      const contract = fits(declared, value) ? declared : contractOfValue(value);
      if (contract.contentNs !== undefined) declare(contract.contentNs);
      if (root === undefined && (contract.kind === 'untyped' || contract !== declared)) {
        const type = typeOfValue(value, contract);
        const typeName = qualified(declare(type.ns), type.name);
        attributes += ` i:type="${typeName}"`;
      }
      this.filled(tag, attributes, contract, value);
    }
    this.scope.length = outer;
    this.depth -= 1;
  }

  private filled(tag: string, attributes: string, contract: XmlContract, value: unknown): void {
    const text = textContent(contract, value);
    if (text !== undefined) {
      this.put(`<${tag}${attributes}>${escapeXmlText(text)}</${tag}>`);
      return;
    }
    this.put(`<${tag}${attributes}>`);
    const before = this.parts.length;
    this.children(contract, value as object);
    if (this.parts.length === before) this.parts[before - 1] = this.parts[before - 1]?.replace(/>$/, '/>') ?? '';
    else this.put(`</${tag}>`);
  }

  private children(contract: XmlContract, value: object): void {
    switch (contract.kind) {
      case 'list':
        for (const item of value as unknown[]) this.element(contract.item.name, contract.item.ns, contract.item, item);
        return;
      case 'dictionary':
        for (const [key, item] of Object.entries(value)) {
          const keyText = contract.key.kind === 'text' ? contract.key.write(key) : key;
          this.entry(contract.entry, keyText, contract.value, item);
        }
        return;
      case 'members':
        for (const member of contract.members) this.member(member, value as Record<string, unknown>);
        return;
      case 'offset':
        for (const [name, text] of Object.entries(offsetParts(value))) this.leaf(name, contract.ns, text);
        return;
      default:
        this.untyped(value);
    }
  }

  private member(member: XmlMember, source: Record<string, unknown>): void {
    const { property, name, ns, contract, isNillable, standard, isTerse } = member;
    const value = source[property.name] ?? (this.options.absent === 'default' ? standard : undefined);
    // A terse member is left out at its default too.
    if (isNull(value) ? !isNillable || isTerse : isTerse && value === standard) return;
    this.element(name, ns, contract, value);
  }

  private untyped(value: object): void {
    if (Array.isArray(value)) {
      for (const item of value) this.element(untypedContract.name, untypedContract.ns, untypedContract, item);
      return;
    }
    for (const [key, item] of Object.entries(value)) {
      this.entry('KeyValueOfstringanyType', key, untypedContract, item);
    }
  }

  private entry(name: string, key: string, contract: XmlContract, value: unknown): void {
    if (value === undefined) return;
    const ns = namespaces.arrays;
    const tag = qualified(this.prefixOf(ns), name);
    this.depth += 1;
    this.put(`<${tag}>`);
    this.leaf('Key', ns, key);
    this.element('Value', ns, contract, value);
    this.put(`</${tag}>`);
    this.depth -= 1;
  }

  private leaf(name: string, ns: string, text: string): void {
    const tag = qualified(this.prefixOf(ns), name);
    this.depth += 1;
    this.put(`<${tag}>${escapeXmlText(text)}</${tag}>`);
    this.depth -= 1;
  }

  /** Of a namespace that the element around has declared. */
  private prefixOf(ns: string): string {
    return this.scope.findLast((entry) => entry.ns === ns)?.prefix ?? '';
  }

  private put(text: string): void {
    this.parts.push(this.options.isIndented ? `\n${'  '.repeat(this.depth - 1)}${text}` : text);
  }
}

function isNull(value: unknown): value is null | undefined {
  return value === null || value === undefined;
}

/** Contract of a value that the declared type says nothing about: its class, if that is a DTO. */
function contractOfValue(value: unknown): XmlContract {
  const type = dtoTypeOfValue(value);
  return type ? xmlContractOfDto(type) : untypedContract;
}

/** Whether a value has the shape that its declared type says; a Service may answer with another one. */
function fits(contract: XmlContract, value: unknown): boolean {
  switch (contract.kind) {
    case 'list':
      return Array.isArray(value);
    case 'dictionary':
    case 'members':
      return typeof value === 'object' && !Array.isArray(value) && !(value instanceof Date);
    case 'untyped':
      return contractOfValue(value) === untypedContract;
    default:
      return typeof value !== 'object' || value instanceof Date;
  }
}

/** `undefined`: the value has child elements. */
function textContent(contract: XmlContract, value: unknown): string | undefined {
  if (contract.kind === 'text') return contract.write(value);
  if (contract.kind !== 'untyped') return undefined;
  if (value instanceof Date) return value.toISOString();
  return typeof value === 'object' ? undefined : String(value);
}

function rootName(value: unknown, contract: XmlContract): XmlName {
  if (contract.kind !== 'untyped') return { name: contract.name, ns: contract.rootNs ?? contract.ns };
  if (isNull(value)) return { name: contract.name, ns: namespaces.serialization };
  const { name, ns } = typeOfValue(value, contract);
  return { name, ns: ns === namespaces.schema ? namespaces.serialization : ns };
}

/** What `i:type` says of a value whose declared type does not tell. */
function typeOfValue(value: unknown, contract: XmlContract): XmlName {
  if (contract.kind !== 'untyped') return contract;
  if (Array.isArray(value)) return { name: 'ArrayOfanyType', ns: namespaces.arrays };
  if (value instanceof Date) return { name: 'dateTime', ns: namespaces.schema };
  if (typeof value === 'object') return { name: 'ArrayOfKeyValueOfstringanyType', ns: namespaces.arrays };
  return { name: schemaType(value), ns: namespaces.schema };
}

function schemaType(value: unknown): string {
  if (typeof value === 'boolean') return 'boolean';
  if (typeof value !== 'number') return 'string';
  if (!Number.isSafeInteger(value)) return 'double';
  return value === (value | 0) ? 'int' : 'long';
}

function attribute(text: string): string {
  return escapeXmlText(text).replaceAll('"', '&quot;');
}

function qualified(prefix: string, name: string): string {
  return prefix === '' ? name : `${prefix}:${name}`;
}
