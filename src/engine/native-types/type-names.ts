import type { TextCase } from '../core/presentation';
import type { TypeModel } from '../core/type-model';
import { ClrNames } from '../metadata/clr-names';
import { type MetadataType, type MetadataTypeName, simpleName, typeKey } from '../metadata/metadata-types';
import type { Language } from './language';

interface NamedType {
  readonly type: MetadataType;
  readonly textCase: TextCase;
  readonly name: string;
}

/** The names that the types of one output have in it. */
export interface TypeNames {
  nameOf(type: MetadataType, textCase: TextCase): string;
  /** In which cases a type is declared: one, unless features of both cases use it and its members differ. */
  casesOf(type: MetadataType): readonly TextCase[];
  /** What a name or type expression means to a type of that case. */
  find(target: TypeModel | MetadataTypeName, textCase: TextCase): NamedType | undefined;
  /** The CLR name of a declared type that the output lacks. */
  declaredName(model: TypeModel): string;
}

const clrNames = new ClrNames('');

/**
 * Names types: without arity, `Name_2` where another has that name already.
 *
 * A type that features of both text cases use is two types in languages that write wire names: the page of a list is
 * `{ results }` here and `{ Results }` there. The second one is called `QueryResponsePascal` or `QueryResponseCamel`.
 */
export function nameTypes(
  types: readonly MetadataType[],
  language: Language,
  casesOf: (type: MetadataType) => readonly TextCase[],
): TypeNames {
  const byKey = new Map(types.map((type) => [typeKey(type), type]));
  /** Own ones or a base's: what the text case shows in. */
  const hasMembers = ({ properties, inherits }: MetadataType): boolean => {
    const base = inherits && byKey.get(typeKey(inherits));
    return properties.length > 0 || (base !== undefined && hasMembers(base));
  };
  const taken = new Set<string>();
  const named: NamedType[] = [];
  for (const type of types) {
    const all = casesOf(type);
    const cases = language.names === 'textCase' && hasMembers(type) ? all : all.slice(0, 1);
    cases.forEach((textCase, index) => {
      const plain = simpleName(type.name) + (index === 0 ? '' : textCase.replace('Case', ''));
      const name = freeName(plain, type, taken, language);
      taken.add(name);
      named.push({ type, textCase, name: name });
    });
  }
  const bySource = new Map<unknown, NamedType[]>();
  for (const entry of named) {
    const key = entry.type.source ?? typeKey(entry.type);
    bySource.set(key, [...(bySource.get(key) ?? []), entry]);
  }
  const ofType = new Map<MetadataType, NamedType[]>();
  for (const entry of named) ofType.set(entry.type, [...(ofType.get(entry.type) ?? []), entry]);
  const inCase = (entries: readonly NamedType[] | undefined, textCase: TextCase) =>
    entries?.find((entry) => entry.textCase === textCase) ?? entries?.[0];
  return {
    nameOf: (type, textCase) => inCase(ofType.get(type), textCase)?.name ?? simpleName(type.name),
    casesOf: (type) => (ofType.get(type) ?? []).map((entry) => entry.textCase),
    find: (target, textCase) => inCase(bySource.get(keyOf(target)), textCase),
    declaredName: (model) => clrNames.nameOf(model).name,
  };
}

function keyOf(target: TypeModel | MetadataTypeName): unknown {
  if ('kind' in target) return target.kind === 'dto' ? target.type() : target.kind === 'enum' ? target.enum : undefined;
  return target.model ? keyOf(target.model) : typeKey(target);
}

function freeName(plain: string, type: MetadataType, taken: ReadonlySet<string>, language: Language): string {
  if (!taken.has(plain)) return plain;
  const suffix = language.aritySuffix ?? ((number: number) => `_${number}`);
  const arity = type.genericArgs?.length ?? 0;
  if (arity > 1 && !taken.has(plain + suffix(arity))) return plain + suffix(arity);
  for (let number = 2; ; number += 1) {
    const name = plain + suffix(number);
    if (!taken.has(name) || suffix(number) === '') return name;
  }
}
