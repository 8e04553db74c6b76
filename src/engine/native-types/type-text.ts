import type { TypeModel } from '../core/type-model';
import { clrText, collectionName, isNullableValue, withoutNullable } from '../metadata/clr-names';
import type { ProfileOptions } from '../metadata/metadata-config';
import type { TypeMap } from './language';

export interface TypeTextOptions {
  readonly typeMap: TypeMap;
  readonly options: ProfileOptions;
  readonly treatTypesAsStrings?: readonly string[];
  /** The name of a declared type as the output has it. */
  nameOf(model: TypeModel): string;
}

/** The text of a type expression in a language (metadata-and-types 4.1). */
export function typeText(model: TypeModel, context: TypeTextOptions, isNested = false): string {
  const { typeMap, options, nameOf, treatTypesAsStrings } = context;
  if (isNullableValue(model)) {
    const inner = typeText(withoutNullable(model), context, isNested);
    return typeMap.nullable ? typeMap.nullable(inner, options) : inner;
  }
  const nested = (inner: TypeModel) => typeText(inner, context, true);
  if (treatTypesAsStrings?.includes(clrText(model))) return typeMap.scalars(options).String ?? 'String';
  switch (model.kind) {
    case 'scalar':
      return typeMap.scalars(options)[model.clr] ?? model.clr;
    case 'list': {
      if (!model.isArray) return typeMap.list(nested(model.item), collectionName(model), options);
      // The element of an array is no generic argument.
      const item = typeText(model.item, context, isNested);
      return typeMap.array ? typeMap.array(item, options) : typeMap.list(item, 'Array', options);
    }
    case 'dictionary': {
      const place = { options, clr: collectionName(model), isNested };
      return typeMap.dictionary(nested(model.key), nested(model.value), place);
    }
    case 'dto': {
      const name = nameOf(model);
      return model.args.length > 0 ? typeMap.generic(name, model.args.map(nested)) : name;
    }
    case 'enum':
      return nameOf(model);
    case 'parameter':
      return typeMap.parameter?.(model.clr) ?? model.clr;
  }
}
