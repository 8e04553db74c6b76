import { type MetadataType, simpleName } from '../metadata/metadata-types';

// Besides what the specification names (`" - + \ * = !`), what separates tokens in one language or another.
const unsafe = /["'`\-+\\*=!;:,/#@<>(){}[\]\s\p{Cc}]/u;

/**
 * Refuses a type with a name that could be more than a name in generated code (metadata-and-types 4.0, names).
 *
 * Errors: Error naming the type and the name. Nothing that a caller sends leads here: the author of the DTO has to rename it.
 */
export function requireSafeNames(type: MetadataType): void {
  const names = [
    simpleName(type.name),
    type.namespace,
    ...type.properties.map(({ name }) => name),
    ...(type.enumNames ?? []),
    ...[type, ...type.properties].flatMap(({ attributes }) =>
      attributes.flatMap(({ name, args = [], constructorArgs = [] }) => [
        name,
        ...[...args, ...constructorArgs].map((argument) => argument.name),
      ]),
    ),
  ];
  const found = names.find((name) => unsafe.test(name));
  if (found === undefined) return;
  throw new Error(
    `${JSON.stringify(found)} in the type ${JSON.stringify(type.name)} cannot be a name in generated code: ` +
      'names are made of letters, digits, _, $ and, in namespaces, dots.',
  );
}
