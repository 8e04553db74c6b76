import type { TypeModel } from '../core/type-model';

/** What the type parameters of a generic DTO stand for, by their names. */
export type TypeArguments = ReadonlyMap<string, TypeModel>;

const noArguments: TypeArguments = new Map();

/** What a DTO's own type parameters stand for where it is used as `type`. */
export function argumentsOf(type: Extract<TypeModel, { kind: 'dto' }>): TypeArguments {
  const { generics } = type.type();
  if (generics.length === 0) return noArguments;
  return new Map(
    generics.flatMap((name, index) => {
      const argument = type.args[index];
      return argument ? [[name, argument] as const] : [];
    }),
  );
}

/** A member's type with the type parameters replaced by what they stand for; unknown ones stay. */
export function closed(type: TypeModel, args: TypeArguments): TypeModel {
  if (args.size === 0) return type;
  switch (type.kind) {
    case 'parameter': {
      const actual = args.get(type.clr);
      return actual && type.nullable ? { ...actual, nullable: true } : (actual ?? type);
    }
    case 'list':
      return { ...type, item: closed(type.item, args) };
    case 'dictionary':
      return { ...type, value: closed(type.value, args) };
    case 'dto':
      return type.args.length === 0 ? type : { ...type, args: type.args.map((arg) => closed(arg, args)) };
    default:
      return type;
  }
}
