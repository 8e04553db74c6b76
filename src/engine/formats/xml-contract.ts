import type { DtoProperty, DtoType, EnumType, TypeModel } from '../core/type-model';
import { isReferenceType } from '../metadata/type-reader';
import { argumentsOf, closed, type TypeArguments } from './closed-type';
import { enumNames } from './enum-text';
import { defaultOf } from './wire-scalars';
import { systemStyle, type WireStyle } from './wire-style';
import { wireName, written } from './wire-tree';
import { decodeXmlName, encodeXmlName, namespaces } from './xml-names';
import { type ScalarText, scalarText, xmlScalarName } from './xml-scalars';

/**
 * How values of a type look as a data contract in XML (http-contract 4.10, metadata-and-types 2.4): names, namespaces,
 * and the order of members. The writer follows it; the reader uses it to tell lists from objects.
 */
export type XmlContract = Named &
  (
    | ({ readonly kind: 'text' } & ScalarText)
    | { readonly kind: 'offset' }
    | { readonly kind: 'list'; readonly item: XmlContract }
    | { readonly kind: 'dictionary'; readonly entry: string; readonly key: XmlContract; readonly value: XmlContract }
    | MembersOf
    | { readonly kind: 'untyped' }
  );

interface Named {
  /** Name of a root or list element that holds such a value. */
  readonly name: string;
  /** Namespace of that name. */
  readonly ns: string;
  /** Where the value is a document of its own, if that is another one. */
  readonly rootNs?: string;
  /** Namespace of the elements in it; declared where the value starts. */
  readonly contentNs?: string;
}

interface MembersOf {
  readonly kind: 'members';
  /** In the order of the contract; made at first use, since types may hold themselves. */
  readonly members: readonly XmlMember[];
  /** By wire name, declared name or alias, in any letter case. */
  find(name: string): XmlMember | undefined;
}

export interface XmlMember {
  readonly property: DtoProperty;
  readonly name: string;
  readonly ns: string;
  readonly contract: XmlContract;
  /** Whether it may be nil; value types cannot. */
  readonly isNillable: boolean;
  /** What .NET writes for a value type that nobody has set. */
  readonly standard: unknown;
  /** `EmitDefaultValue = false`: nothing is written for null and for the default. */
  readonly isTerse: boolean;
}

// Names are the declared ones, whatever a profile or `?jsconfig=` says of JSON (http-contract 4.5).
const declaredNames: WireStyle = { ...systemStyle, names: 'declared' };

const contracts = new WeakMap<TypeModel, XmlContract>();
const dtoContracts = new WeakMap<DtoType, XmlContract>();

/** The contract of a type; made once. */
export function xmlContractOf(type: TypeModel): XmlContract {
  let contract = contracts.get(type);
  if (contract === undefined) {
    contract = make(type);
    contracts.set(type, contract);
  }
  return contract;
}

/** The contract of a DTO that is not generic, such as a request. */
export function xmlContractOfDto(type: DtoType): XmlContract {
  let contract = dtoContracts.get(type);
  if (contract === undefined) {
    contract = membersContract(type, { kind: 'dto', clr: type.name, type: () => type, args: [], nullable: false });
    dtoContracts.set(type, contract);
  }
  return contract;
}

/** Values that no type describes carry their type beside them. */
export const untypedContract: XmlContract = { kind: 'untyped', name: 'anyType', ns: namespaces.arrays };

function make(type: TypeModel): XmlContract {
  switch (type.kind) {
    case 'scalar':
      return scalarContract(type);
    case 'enum':
      return {
        kind: 'text',
        name: encodeXmlName(type.enum.name),
        ns: clrNamespace(type.enum.ns),
        ...enumText(type.enum),
      };
    case 'list': {
      const item = xmlContractOf(type.item);
      return { kind: 'list', name: `ArrayOf${item.name}`, ns: item.ns, contentNs: item.ns, item };
    }
    case 'dictionary': {
      const [key, value] = [xmlContractOf(type.key), xmlContractOf(type.value)];
      const entry = `KeyValueOf${key.name}${value.name}`;
      const ns = namespaces.arrays;
      return { kind: 'dictionary', name: `ArrayOf${entry}`, ns, contentNs: ns, entry, key, value };
    }
    case 'dto':
      return type.args.length === 0 ? xmlContractOfDto(type.type()) : membersContract(type.type(), type);
    case 'parameter':
      return { ...untypedContract, name: encodeXmlName(type.clr) };
  }
}

function scalarContract(type: Extract<TypeModel, { kind: 'scalar' }>): XmlContract {
  if (type.scalar === 'object') return untypedContract;
  const name = xmlScalarName(type);
  if (type.clr === 'DateTimeOffset') {
    const ns = clrNamespace('System');
    return { kind: 'offset', name, ns, contentNs: ns };
  }
  return { kind: 'text', name, ns: namespaces.arrays, rootNs: namespaces.serialization, ...scalarText(type.scalar) };
}

function membersContract(type: DtoType, model: Extract<TypeModel, { kind: 'dto' }>): XmlContract {
  const ns = namespaceOf(type);
  const args = argumentsOf(model);
  let members: readonly XmlMember[] | undefined;
  let byName: ReadonlyMap<string, XmlMember> | undefined;
  return {
    kind: 'members',
    name: contractName(type, model.args),
    ns,
    contentNs: ns,
    get members() {
      members ??= membersOf(type, args);
      return members;
    },
    find(name) {
      byName ??= new Map(this.members.flatMap((member) => namesOf(member).map((key) => [key, member] as const)));
      return byName.get(name.toLowerCase());
    },
  };
}

function namesOf({ property, name }: XmlMember): string[] {
  return [property.declaredName, property.name, decodeXmlName(name)].map((text) => text.toLowerCase());
}

function contractName(type: DtoType, args: readonly TypeModel[]): string {
  const explicit = dataContract(type)?.Name;
  const name = typeof explicit === 'string' ? explicit : type.name;
  const suffix = args.length === 0 ? '' : `Of${args.map((arg) => xmlContractOf(arg).name).join('')}`;
  return encodeXmlName(name) + suffix;
}

function namespaceOf(type: DtoType): string {
  const explicit = dataContract(type)?.Namespace;
  if (typeof explicit === 'string') return explicit;
  return type.isBuiltIn ? namespaces.builtIn : clrNamespace(type.ns);
}

function clrNamespace(ns: string | undefined): string {
  return `${namespaces.clr}${ns ?? ''}`;
}

function dataContract(type: DtoType): Readonly<Record<string, unknown>> | undefined {
  return type.attributes.find((record) => record.name === 'DataContract')?.args;
}

/** Members of base classes first; in one class by data member order, then by name. */
function membersOf(type: DtoType, args: TypeArguments): XmlMember[] {
  const chain: DtoType[] = [];
  for (let level: DtoType | undefined = type; level; level = level.base) chain.unshift(level);
  const placed = written(type).map((property) => {
    const level = Math.max(
      chain.findIndex((owner) => owner.target === property.owner),
      0,
    );
    return {
      level,
      order: orderOf(property, chain[level] ?? type),
      member: memberOf(property, chain[level] ?? type, args),
    };
  });
  placed.sort((a, b) => a.level - b.level || a.order - b.order || (a.member.name < b.member.name ? -1 : 1));
  return placed.map(({ member }) => member);
}

// Built-in DTOs are data contracts whose members are numbered as they are declared.
function orderOf(property: DtoProperty, owner: DtoType): number {
  const order = dataMember(property)?.Order;
  if (typeof order === 'number') return order;
  return owner.isBuiltIn ? owner.ownProperties.indexOf(property) : -1;
}

function memberOf(property: DtoProperty, owner: DtoType, args: TypeArguments): XmlMember {
  return {
    property,
    name: encodeXmlName(wireName(property, owner, declaredNames)),
    ns: namespaceOf(owner),
    contract: xmlContractOf(closed(property.type, args)),
    isNillable: property.type.nullable || isReferenceType(property.type),
    standard: defaultOf(property.type),
    isTerse: dataMember(property)?.EmitDefaultValue === false,
  };
}

function dataMember(property: DtoProperty): Readonly<Record<string, unknown>> | undefined {
  return property.attributes.find((record) => record.name === 'DataMember')?.args;
}

/** Names; several flags stand as a list with blanks between. */
function enumText(type: EnumType): ScalarText {
  const names = enumNames(type);
  return {
    write: (value) => names(value).join(' '),
    read: (text) => (type.isFlags ? text.trim().split(/\s+/).join(',') : text),
  };
}
