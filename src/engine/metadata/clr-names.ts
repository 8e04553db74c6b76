import type { DtoType, EnumType, TypeModel } from '../core/type-model';
import type { MetadataTypeName } from './metadata-types';
import { isReferenceType } from './type-reader';

/** A type's CLR name with its arity, its namespace and its arguments: ``List`1`` of `System.Collections.Generic`, `[Account]`. */
export interface ClrName {
  readonly name: string;
  readonly namespace: string;
  readonly args: readonly TypeModel[];
}

const collections = 'System.Collections.Generic';

/** Whether the type is a value type of the CLR; parameters of generic types are neither. */
export function isValueType(type: TypeModel): boolean {
  return !isReferenceType(type);
}

/** Whether the type is written as `Nullable<T>`: a mark on a reference type is an annotation only. */
export function isNullableValue(type: TypeModel): boolean {
  return type.nullable && isValueType(type);
}

/** The type without its nullable mark. */
export function withoutNullable(type: TypeModel): TypeModel {
  return type.nullable ? { ...type, nullable: false } : type;
}

/** How the CLR names types. `ownNamespace`: of DTOs that state none. */
export class ClrNames {
  constructor(private readonly ownNamespace: string) {}

  namespaceOf(type: { readonly ns?: string }): string {
    return type.ns ?? this.ownNamespace;
  }

  nameOf(type: TypeModel): ClrName {
    if (isNullableValue(type)) return { name: 'Nullable`1', namespace: 'System', args: [withoutNullable(type)] };
    switch (type.kind) {
      case 'scalar':
        return { name: type.clr, namespace: type.clr === 'Stream' ? 'System.IO' : 'System', args: [] };
      case 'enum':
        return { name: type.enum.name, namespace: this.namespaceOf(type.enum), args: [] };
      case 'list': {
        if (!type.isArray) return { name: `${collectionName(type)}\`1`, namespace: collections, args: [type.item] };
        const item = this.nameOf(type.item);
        return { ...item, name: `${item.name}[]` };
      }
      case 'dictionary':
        return { name: `${collectionName(type)}\`2`, namespace: collections, args: [type.key, type.value] };
      case 'dto':
        return { name: withArity(type.type()), namespace: this.namespaceOf(type.type()), args: type.args };
      case 'parameter':
        return { name: type.clr, namespace: '', args: [] };
    }
  }

  /** As `nameOf`, in the form of the model. */
  typeName(type: TypeModel): MetadataTypeName {
    const { name, namespace, args } = this.nameOf(type);
    return { name, namespace, ...(args.length > 0 && { genericArgs: args.map(clrText), args }), model: type };
  }
}

/** `List`, `HashSet`, `IDictionary` … */
export function collectionName(type: TypeModel & { kind: 'list' | 'dictionary' }): string {
  return type.clr.slice(0, type.clr.indexOf('<'));
}

export function withArity(type: DtoType | EnumType): string {
  return 'generics' in type && type.generics.length > 0 ? `${type.name}\`${type.generics.length}` : type.name;
}

/** A type in one line, as the model writes arguments: `Dictionary<String,List<Account>>`, `Nullable<Int32>`. */
export function clrText(type: TypeModel): string {
  if (isNullableValue(type)) return `Nullable<${clrText(withoutNullable(type))}>`;
  switch (type.kind) {
    case 'list':
      return type.isArray ? `${clrText(type.item)}[]` : `${collectionName(type)}<${clrText(type.item)}>`;
    case 'dictionary':
      return `${collectionName(type)}<${clrText(type.key)},${clrText(type.value)}>`;
    case 'dto': {
      const { name } = type.type();
      return type.args.length > 0 ? `${name}<${type.args.map(clrText).join(',')}>` : name;
    }
    default:
      return type.clr;
  }
}

/** The type with the parameters of a generic definition replaced: `List<T>` → `List<Customer>`. */
export function substitute(type: TypeModel, args: ReadonlyMap<string, TypeModel>): TypeModel {
  if (args.size === 0) return type;
  switch (type.kind) {
    case 'parameter': {
      const arg = args.get(type.clr);
      return arg ? { ...arg, nullable: arg.nullable || type.nullable } : type;
    }
    case 'list': {
      const item = substitute(type.item, args);
      return { ...type, item, clr: type.isArray ? `${item.clr}[]` : `${collectionName(type)}<${item.clr}>` };
    }
    case 'dictionary': {
      const [key, value] = [substitute(type.key, args), substitute(type.value, args)];
      return { ...type, key, value, clr: `${collectionName(type)}<${key.clr},${value.clr}>` };
    }
    case 'dto':
      return type.args.length === 0 ? type : { ...type, args: type.args.map((arg) => substitute(arg, args)) };
    default:
      return type;
  }
}
