import type { TypeModel } from '../core/type-model';
import { ClrNames, clrText } from './clr-names';
import type { MetadataTypesConfig } from './metadata-config';
import type { MetadataTypeName } from './metadata-types';
import { parseTypeExpression, type TypeExpression } from './type-expression';
import { findInterface, resolveType } from './type-reader';

/** Where a list of interfaces stands: a DTO or another interface. */
export interface Implementing {
  readonly name: string;
  readonly ns?: string;
  readonly declaredIn: string;
  readonly implements: readonly string[];
}

/**
 * The interfaces that the model shows of a list: the host's own without parameters, and library ones that are exported.
 * Errors: Error naming the DTO and its file for an argument that does not resolve.
 */
export function readInterfaces(
  owner: Implementing,
  { exportTypes, ignoreTypes }: MetadataTypesConfig,
  names: ClrNames,
): MetadataTypeName[] {
  return owner.implements.flatMap((text) => {
    const expression = parseTypeExpression(text);
    if (ignoreTypes.includes(expression.name)) return [];
    const own = findInterface(expression.name)?.options;
    if (own && expression.args.length === 0) return [{ name: own.name, namespace: names.namespaceOf(own) }];
    return exportTypes.includes(expression.name) ? [libraryInterface(expression, owner)] : [];
  });
}

function libraryInterface({ name, args }: TypeExpression, owner: Implementing): MetadataTypeName {
  if (args.length === 0) return { name, namespace: 'ServiceStack' };
  const models = args.map((arg) => resolveArgument(arg, owner));
  return { name: `${name}\`${args.length}`, namespace: 'ServiceStack', genericArgs: models.map(clrText), args: models };
}

function resolveArgument(expression: TypeExpression, { name, ns, declaredIn }: Implementing): TypeModel {
  return resolveType(expressionText(expression), { dto: `An interface of ${name}`, declaredIn, ns, generics: [] });
}

function expressionText({ name, args, suffixes }: TypeExpression): string {
  return `${name}${args.length > 0 ? `<${args.map(expressionText).join(',')}>` : ''}${suffixes.join('')}`;
}

/** All interfaces that a registered interface extends, itself included. */
export function withExtended(name: string): string[] {
  const own = findInterface(name)?.options;
  return [name, ...(own?.implements ?? []).flatMap((text) => withExtended(parseTypeExpression(text).name))];
}
