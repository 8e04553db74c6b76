import type { AttributeRecord, TypeReference } from '../../../dtos/annotation-records';
import type { MetadataArgument, MetadataAttribute } from './metadata-types';

// The reference's ValidateRequest and Validate, and whatever derives from them, in this order rather than by the alphabet.
const validatorArguments = ['Validator', 'Condition', 'ErrorCode', 'Message', 'StatusCode'];
/** Attributes without an empty constructor: their arguments stand by position. */
const positional = new Set(['StringLength', 'References', 'Format', 'UploadTo', 'Meta']);

export interface FlatteningOptions {
  readonly exportAttributes: readonly string[];
  /** Turns a type reference into its full CLR name. */
  readonly fullNameOf: (reference: TypeReference) => string;
}

/**
 * Attributes as generated code prints them, in source order (metadata-and-types 3): the properties that are set, sorted
 * by name; those at their type's default are left out.
 */
export function flattenAttributes(
  records: readonly AttributeRecord[],
  { exportAttributes, fullNameOf }: FlatteningOptions,
): MetadataAttribute[] {
  return records
    .filter(({ name }) => exportAttributes.includes(name))
    .map(({ name, args }) => {
      const found = orderedKeys(name, args)
        .filter((key) => !isDefault(args[key]))
        .map((key) => toArgument(key, args[key], fullNameOf));
      if (found.length === 0) return { name };
      return positional.has(name) ? { name, constructorArgs: found } : { name, args: found };
    });
}

function orderedKeys(name: string, args: Readonly<Record<string, unknown>>): string[] {
  if (name !== 'ValidateRequest' && name !== 'Validate') {
    const keys = Object.keys(args);
    return positional.has(name) ? keys : keys.sort((a, b) => (a < b ? -1 : 1));
  }
  return validatorArguments.filter((key) => key !== 'Condition' || isDefault(args.Validator) || args.Validator === '');
}

function isDefault(value: unknown): boolean {
  return value === undefined || value === null || value === false || value === 0;
}

function toArgument(name: string, value: unknown, fullNameOf: FlatteningOptions['fullNameOf']): MetadataArgument {
  const printedName = name === 'model' ? 'Model' : name;
  if (typeof value === 'function' || name === 'ResponseType' || name === 'model') {
    return { name: printedName, type: 'Type', value: `typeof(${fullNameOf(value as TypeReference)})` };
  }
  switch (typeof value) {
    case 'string':
      return { name, type: 'String', value };
    case 'boolean':
      return { name, type: 'Boolean', value: String(value) };
    case 'number':
      return { name, type: Number.isInteger(value) ? 'Int32' : 'Double', value: String(value) };
    default:
      return { name, type: Array.isArray(value) ? 'String[]' : 'Object', value: JSON.stringify(value) };
  }
}
