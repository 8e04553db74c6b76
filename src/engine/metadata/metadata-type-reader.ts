import { type InterfaceOptions, records, type TypeReference } from '../../../dtos/annotation-records';
import type { DtoProperty, DtoType, EnumType, TypeModel } from '../core/type-model';
import { flattenAttributes } from './attribute-flattening';
import { ClrNames, clrText, isValueType, substitute, withArity } from './clr-names';
import { readInterfaces, withExtended } from './interface-reader';
import { memberHints } from './member-hints';
import { requirementOf } from './member-requirement';
import { type MetadataTypesConfig, profileOptions } from './metadata-config';
import type { MetadataAttribute, MetadataPropertyType, MetadataType, MetadataTypeName } from './metadata-types';
import { readResponse } from './operation-reader';
import { parseTypeExpression } from './type-expression';
import { resolveType } from './type-reader';

type Attributes = DtoType['attributes'];

/** Turns declared types into those of the intermediate model, for one config. Text cases come with the collection. */
export class MetadataTypeReader {
  readonly names: ClrNames;

  constructor(
    private readonly config: MetadataTypesConfig,
    ownNamespace: string,
  ) {
    this.names = new ClrNames(ownNamespace);
  }

  /** A DTO class; with `args` the closed type of a generic definition. */
  readDto(type: DtoType, args: readonly TypeModel[] = []): MetadataType {
    const { generics } = type;
    const bound = new Map(generics.flatMap((name, index) => (args[index] ? [[name, args[index]] as const] : [])));
    const contract = argsOf(type.attributes, 'DataContract') ?? (isNumbered(type) ? {} : undefined);
    const isExplicit = contract !== undefined && !isNumbered(type);
    const shownArgs = bound.size > 0 && profileOptions[this.config.profile].genericArgs === 'registered';
    return {
      name: withArity(type),
      namespace: this.names.namespaceOf(type),
      ...(generics.length > 0 && { genericArgs: shownArgs ? args.map(clrText) : generics }),
      ...(args.length > 0 && { args }),
      inherits: this.baseOf(type, bound),
      implements: this.interfacesOf(type),
      displayType:
        generics.length > 0 ? `${type.name}<${(args.length > 0 ? args.map(clrText) : generics).join(',')}>` : type.name,
      description: descriptionOf(type.attributes),
      notes: textOf(type.attributes, 'Notes', 'Notes'),
      icon: this.iconOf(type.attributes),
      ...(type.isAbstract && { isAbstract: true }),
      ...(generics.length > 0 && bound.size === 0 && { isGenericTypeDef: true }),
      ...(contract && { dataContract: { name: text(contract.Name), namespace: text(contract.Namespace) } }),
      properties: type.ownProperties
        .filter((property) => isSerialized(property, isExplicit))
        .map((property) => this.readProperty(property, type, bound)),
      attributes: this.attributesOf(type.attributes, type),
      returns: this.returnsOf(type),
      textCases: [],
      source: type,
    };
  }

  readEnum(type: EnumType): MetadataType {
    const { members, isFlags, name } = type;
    const isPlain = members.every(({ value }, index) => value === index);
    const descriptions = members.map(({ description }) => description ?? '');
    return {
      name,
      namespace: this.names.namespaceOf(type),
      implements: [],
      displayType: name,
      isEnum: true,
      ...(isFlags && { isEnumInt: true }),
      properties: [],
      attributes: isFlags && this.config.exportAttributes.includes('Flags') ? [{ name: 'Flags' }] : [],
      enumNames: members.map((member) => member.name),
      ...((isFlags || !isPlain) && { enumValues: members.map(({ value }) => String(value)) }),
      ...(members.some((member) => member.wire !== member.name) && {
        enumMemberValues: members.map(({ wire }) => wire),
      }),
      ...(descriptions.some((description) => description !== '') && { enumDescriptions: descriptions }),
      textCases: [],
      source: type,
    };
  }

  readInterface(options: InterfaceOptions, declaredIn: string): MetadataType {
    const { name, ns, generics = [], props = [] } = options;
    const where = { dto: name, declaredIn, ns, generics };
    return {
      name: generics.length > 0 ? `${name}\`${generics.length}` : name,
      namespace: this.names.namespaceOf(options),
      ...(generics.length > 0 && { genericArgs: generics, isGenericTypeDef: true }),
      implements: readInterfaces(
        { name, ns, declaredIn, implements: options.implements ?? [] },
        this.config,
        this.names,
      ),
      displayType: name,
      isInterface: true,
      properties: props.map((prop) =>
        this.propertyOf({ name: toDeclared(prop.name), model: resolveType(prop.type, where), attributes: [] }, false),
      ),
      attributes: [],
      textCases: [],
    };
  }

  /** The full CLR name of whatever a type reference leads to. */
  private fullNameOf(reference: TypeReference, owner: DtoType): string {
    const where = {
      dto: `An attribute of ${owner.name}`,
      declaredIn: owner.declaredIn,
      ns: owner.ns,
      generics: owner.generics,
    };
    const model = resolveType(reference, where);
    const { namespace } = this.names.nameOf(model);
    return namespace === '' ? clrText(model) : `${namespace}.${clrText(model)}`;
  }

  private attributesOf(attributes: Attributes, owner: DtoType): MetadataAttribute[] {
    return flattenAttributes(attributes, {
      exportAttributes: this.config.exportAttributes,
      fullNameOf: (reference) => this.fullNameOf(reference, owner),
    });
  }

  private baseOf(type: DtoType, bound: ReadonlyMap<string, TypeModel>): MetadataTypeName | undefined {
    const model = baseModel(type);
    return model && this.names.typeName(substitute(model, bound));
  }

  private returnsOf(type: DtoType): MetadataType['returns'] {
    if (argsOf(type.attributes, 'ReturnsVoid')) return 'void';
    const model = readResponse(type);
    return model && this.names.typeName(model);
  }

  /** Direct ones: neither the base's nor what another listed interface extends (TM-07). */
  private interfacesOf(type: DtoType): MetadataTypeName[] {
    const inherited = new Set(type.base ? allInterfaces(type.base) : []);
    const extended = new Set(type.implements.flatMap((text) => withExtended(parseTypeExpression(text).name).slice(1)));
    const direct = type.implements.filter((text) => {
      const { name } = parseTypeExpression(text);
      return !inherited.has(name) && !extended.has(name);
    });
    return readInterfaces({ ...type, implements: direct }, this.config, this.names);
  }

  private iconOf(attributes: Attributes): MetadataType['icon'] {
    const args = argsOf(attributes, 'Icon');
    return args && { svg: text(args.Svg), uri: text(args.Uri), alt: text(args.Alt), cls: text(args.Cls) };
  }

  private readProperty(
    property: DtoProperty,
    owner: DtoType,
    bound: ReadonlyMap<string, TypeModel>,
  ): MetadataPropertyType {
    const { attributes, declaredName: name, type } = property;
    const flat = this.attributesOf(attributes, owner);
    const place = isNumbered(owner) ? owner.ownProperties.indexOf(property) + 1 : undefined;
    const facts = { name, model: substitute(type, bound), attributes, flat, place };
    return {
      ...this.propertyOf(facts, owner.isNullableContext),
      ...(isPrimaryKey(property, owner) && { isPrimaryKey: true }),
    };
  }

  private propertyOf(
    { name, model, attributes, flat = [], place }: PropertyFacts,
    isNullableContext: boolean,
  ): MetadataPropertyType {
    const clr = this.names.nameOf(model);
    const dataMember = argsOf(attributes, 'DataMember') ?? (place === undefined ? undefined : { Order: place });
    return {
      name,
      type: clr.name,
      namespace: clr.namespace,
      ...(isValueType(model) && { isValueType: true }),
      ...(model.kind === 'enum' && !model.nullable && { isEnum: true }),
      ...(clr.args.length > 0 && { genericArgs: clr.args.map(clrText) }),
      description: textOf(attributes, 'ApiMember', 'Description') ?? textOf(attributes, 'Description', 'Description'),
      ...(dataMember && {
        dataMember: {
          name: text(dataMember.Name),
          order: dataMember.Order as number | undefined,
          isRequired: dataMember.IsRequired as boolean | undefined,
          emitDefaultValue: dataMember.EmitDefaultValue as boolean | undefined,
        },
        wireName: text(dataMember.Name),
      }),
      paramType: textOf(attributes, 'ApiMember', 'ParameterType'),
      displayType: textOf(attributes, 'ApiMember', 'DataType'),
      isRequired: requirementOf({ type: model, attributes, isNullableContext }, this.config),
      ...memberHints(attributes),
      attributes: flat,
      model,
    };
  }
}

interface PropertyFacts {
  readonly name: string;
  readonly model: TypeModel;
  readonly attributes: Attributes;
  readonly flat?: readonly MetadataAttribute[];
  /** Of a member that its place numbers: 1, 2 … */
  readonly place?: number;
}

/** What a DTO inherits from, with its arguments: as `base` states it, since TypeScript's `extends` loses them. */
export function baseModel(type: DtoType): TypeModel | undefined {
  const stated = records.dtos.get(type.target)?.options.base;
  if (stated !== undefined) {
    const { declaredIn, ns, generics } = type;
    return resolveType(stated, { dto: `The base of ${type.name}`, declaredIn, ns, generics });
  }
  const { base } = type;
  return base && { kind: 'dto', clr: base.name, type: () => base, args: [], nullable: false };
}

function allInterfaces(type: DtoType): string[] {
  const own = type.implements.flatMap((text) => withExtended(parseTypeExpression(text).name));
  return [...own, ...(type.base ? allInterfaces(type.base) : [])];
}

/**
 * Whether the type is a data contract without saying so, whose members are numbered as they are declared: built-in DTOs
 * are, in XML too. QueryDb, which has no member, is none.
 */
function isNumbered({ isBuiltIn, ownProperties, attributes }: DtoType): boolean {
  return isBuiltIn && ownProperties.length > 0 && argsOf(attributes, 'DataContract') === undefined;
}

/** Members that never travel are no part of the contract: metadata leaves out what the formats leave out. */
function isSerialized({ attributes }: DtoProperty, hasContract: boolean): boolean {
  return !argsOf(attributes, 'IgnoreDataMember') && (!hasContract || argsOf(attributes, 'DataMember') !== undefined);
}

/** A marked one; else `Id`; else one that counts by itself. */
function isPrimaryKey(property: DtoProperty, { properties }: DtoType): boolean {
  const marked = (name: string) => properties.find(({ attributes }) => argsOf(attributes, name) !== undefined);
  const key =
    marked('PrimaryKey') ?? properties.find((other) => other.declaredName === 'Id') ?? marked('AutoIncrement');
  return key?.declaredName === property.declaredName;
}

function toDeclared(name: string): string {
  return name.charAt(0).toUpperCase() + name.slice(1);
}

function argsOf(attributes: Attributes, name: string): Readonly<Record<string, unknown>> | undefined {
  return attributes.find((record) => record.name === name)?.args;
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}

function textOf(attributes: Attributes, attribute: string, key: string): string | undefined {
  return text(argsOf(attributes, attribute)?.[key]);
}

/** `Api` wins over `Description`. */
function descriptionOf(attributes: Attributes): string | undefined {
  return textOf(attributes, 'Api', 'Description') ?? textOf(attributes, 'Description', 'Description');
}
