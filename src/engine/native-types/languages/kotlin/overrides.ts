import { withExtended } from '../../../metadata/interface-reader';
import { findInterface, toPascalCase } from '../../../metadata/type-reader';
import type { CodeType } from '../../code-model';

/** Declared names of what a type's base classes declare, and its interfaces other than those of the library. */
export function inheritedNames({ metadata, implements: listed }: CodeType): ReadonlySet<string> {
  const { source } = metadata;
  const ofBases = source && 'base' in source ? (source.base?.properties ?? []) : [];
  const interfaces = listed.flatMap(({ name }) => withExtended(name));
  const ofInterfaces = interfaces.flatMap((name) => findInterface(name)?.options.props ?? []);
  return new Set([
    ...ofBases.map(({ declaredName }) => declaredName),
    ...ofInterfaces.map(({ name }) => toPascalCase(name)),
  ]);
}
