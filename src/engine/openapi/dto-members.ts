import type { TextCase } from '../core/presentation';
import type { DtoProperty, DtoType, TypeModel } from '../core/type-model';
import { systemStyleIn } from '../formats/wire-style';
import { wireName, written } from '../formats/wire-tree';
import { substitute } from '../metadata/clr-names';
import { requirementOf } from '../metadata/member-requirement';
import { typesConfig } from '../metadata/metadata-config';
import { baseModel } from '../metadata/metadata-type-reader';
import { dtoTypeOf } from '../metadata/type-reader';
import { type RuleFacts, ruleFactsOf } from './rule-schemas';

/** A member as a document shows it. */
export interface DtoMember {
  readonly property: DtoProperty;
  /** Name on the wire, in the case of the feature. */
  readonly name: string;
  /** Its type, with the parameters of a generic definition replaced. */
  readonly model: TypeModel;
  readonly isRequired: boolean;
  readonly rules: RuleFacts;
  readonly description?: string;
  readonly isDeprecated: boolean;
}

export type TypeArguments = ReadonlyMap<string, TypeModel>;
export const noArguments: TypeArguments = new Map();

/** Which arguments a closed type gives its definition's parameters. */
export function argumentsOf({ generics }: DtoType, args: readonly TypeModel[]): TypeArguments {
  return new Map(generics.flatMap((name, index) => (args[index] ? [[name, args[index]] as const] : [])));
}

/** What a type inherits from, closed; `undefined`: nothing. */
export function closedBase(type: DtoType, bound: TypeArguments): Extract<TypeModel, { kind: 'dto' }> | undefined {
  const base = baseModel(type);
  const closed = base && substitute(base, bound);
  return closed?.kind === 'dto' ? closed : undefined;
}

/** Members that the class itself declares, in their order; without those that never travel or are kept out of schemas. */
export function ownMembers(type: DtoType, bound: TypeArguments, textCase: TextCase): DtoMember[] {
  const visible = new Set(written(type));
  return type.ownProperties
    .filter((property) => visible.has(property) && apiMember(property).ExcludeInSchema !== true)
    .map((property) => readMember(property, type, bound, textCase));
}

/** Members of the type and its bases, base first; a redeclared one stands once, as the derived class declares it. */
export function allMembers(type: DtoType, bound: TypeArguments, textCase: TextCase): DtoMember[] {
  const base = closedBase(type, bound);
  const inherited = base ? allMembers(base.type(), argumentsOf(base.type(), base.args), textCase) : [];
  const merged = new Map(inherited.map((member) => [member.name, member]));
  for (const member of ownMembers(type, bound, textCase)) merged.set(member.name, member);
  return [...merged.values()];
}

const config = typesConfig('modern');

function readMember(property: DtoProperty, type: DtoType, bound: TypeArguments, textCase: TextCase): DtoMember {
  const { attributes } = property;
  const model = substitute(property.type, bound);
  const rules = ruleFactsOf(type.target, property.name);
  const facts = { type: model, attributes, isNullableContext: dtoTypeOf(property.owner).isNullableContext };
  // However it is declared, an answer that went well has none.
  const isErrorStatus = property.declaredName === 'ResponseStatus';
  const description = apiMember(property).Description ?? argsOf(property, 'Description')?.Description;
  return {
    property,
    name: wireName(property, type, systemStyleIn(textCase)),
    model,
    isRequired: !isErrorStatus && (rules.isRequired || requirementOf(facts, config) === true),
    rules,
    ...(typeof description === 'string' && description !== '' && { description }),
    isDeprecated: attributes.some(({ name }) => name === 'Obsolete' || name === 'Deprecated'),
  };
}

/** What `@ApiMember` says; empty without one. */
export function apiMember(property: DtoProperty): Readonly<Record<string, unknown>> {
  return argsOf(property, 'ApiMember') ?? {};
}

function argsOf({ attributes }: DtoProperty, name: string): Readonly<Record<string, unknown>> | undefined {
  return attributes.find((record) => record.name === name)?.args;
}
