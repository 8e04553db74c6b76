import type { TypeModel } from '../../../core/type-model';
import { collectionName, isNullableValue, withoutNullable } from '../../../metadata/clr-names';

/** `from`: the wire's value to the member's; `to`: back. */
type Conversion = (call: 'from' | 'to', value: string) => string;

/** What a type's text is in PHP. */
type TextOf = (model: TypeModel) => string;

/** Types that JSON and PHP write alike. */
const bare = new Set(['int', 'float', 'bool', 'string']);

/** How the value of a member is read and written (metadata-and-types 4.12). */
export function conversionOf(model: TypeModel, textOf: TextOf): Conversion {
  const plain = withoutNullable(model);
  const called =
    (type: string): Conversion =>
    (call, value) =>
      `JsonConverters::${call}(${type}, ${value})`;
  const context = (name: string, args: readonly TypeModel[]) => {
    const list = args.map((arg) => `'${nameOf(arg, textOf)}'`).join(',');
    return called(`JsonConverters::context('${name}',genericArgs:[${list}])`);
  };
  switch (plain.kind) {
    case 'list':
      return (call, value) => `JsonConverters::${call}Array('${nameOf(plain.item, textOf)}', ${value})`;
    case 'dictionary':
      return context('Dictionary', [plain.key, plain.value]);
    case 'dto':
      return plain.args.length > 0 ? context(textOf(plain), plain.args) : called(`'${textOf(plain)}'`);
    case 'parameter':
      return called(`'${plain.clr}'`);
    default: {
      const text = textOf(plain);
      if (bare.has(text) && plain.kind === 'scalar') return (_call, value) => value;
      return called(`'${isNullableValue(model) ? nameOf(plain, textOf) : text}'`);
    }
  }
}

/** A type's name as an element or argument: PHP's of simple types, else the CLR's. */
function nameOf(model: TypeModel, textOf: TextOf): string {
  const plain = withoutNullable(model);
  const inner = (item: TypeModel) => nameOf(item, textOf);
  switch (plain.kind) {
    case 'scalar': {
      const text = textOf(plain);
      return bare.has(text) ? text : plain.clr;
    }
    case 'list':
      return plain.isArray ? `${inner(plain.item)}[]` : `${collectionName(plain)}<${inner(plain.item)}>`;
    case 'dictionary':
      return `${collectionName(plain)}<${inner(plain.key)},${inner(plain.value)}>`;
    case 'dto':
      return plain.args.length > 0 ? `${textOf(plain)}<${plain.args.map(inner).join(',')}>` : textOf(plain);
    case 'parameter':
      return plain.clr;
    case 'enum':
      return textOf(plain);
  }
}
