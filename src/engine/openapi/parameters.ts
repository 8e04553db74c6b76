import type { TextCase } from '../core/presentation';
import type { TypeModel } from '../core/type-model';
import { type Address, bodilessVerbs } from './addresses';
import { apiMember, type DtoMember } from './dto-members';
import { exampleOf } from './example-of';
import type { Parameter, ParameterPlace, Schema } from './openapi-types';
import type { SchemaWriter } from './schema-writer';

/** Where the members of a message travel at one address. */
export interface Placement {
  readonly parameters: readonly Parameter[];
  /** Members that the body holds; none for verbs without one. */
  readonly body: readonly DtoMember[];
}

type Place = ParameterPlace | 'body' | 'nowhere';

/** Distributes the members of a request over path, query, headers and body (metadata-and-types 7). */
export function placeMembers(
  address: Address,
  members: readonly DtoMember[],
  writer: SchemaWriter,
  textCase: TextCase,
): Placement {
  const inPath = new Map(address.variables.map((variable) => [variable.member, variable]));
  const variableOf = ({ name, property }: DtoMember) =>
    inPath.get(name.toLowerCase()) ?? inPath.get(property.declaredName.toLowerCase());
  const rest = members.filter((member) => !variableOf(member));
  const placed = rest.map((member) => ({ member, place: placeOf(member, address) }));
  const path = address.variables.map((variable) => {
    const member = members.find((candidate) => variableOf(candidate) === variable);
    return pathParameter(variable, member, writer, textCase);
  });
  const others = placed.flatMap(({ member, place }) =>
    place === 'body' || place === 'nowhere' ? [] : [parameterOf(member, place, writer, textCase)],
  );
  return {
    parameters: [...path, ...others],
    body: placed.filter(({ place }) => place === 'body').map(({ member }) => member),
  };
}

function placeOf(member: DtoMember, { verb, route }: Address): Place {
  const stated = String(apiMember(member.property).ParameterType ?? '').toLowerCase();
  if (stated === 'header' || stated === 'cookie') return stated;
  if (stated === 'model') return 'nowhere';
  if (bodilessVerbs.has(verb)) return 'query';
  // Clients send the whole message to the pre-defined address.
  return stated === 'query' && route ? 'query' : 'body';
}

function pathParameter(
  { name, isWildcard }: Address['variables'][number],
  member: DtoMember | undefined,
  writer: SchemaWriter,
  textCase: TextCase,
): Parameter {
  const { description, deprecated, ...schema } = member
    ? { ...notNull(writer.memberSchema(member, textCase)) }
    : ({ type: 'string' } as Schema);
  const text = [description, isWildcard ? 'May hold slashes: it takes the rest of the path.' : undefined];
  return {
    name,
    in: 'path',
    ...described(text.filter((part) => part !== undefined).join(' ')),
    required: true,
    ...(deprecated && { deprecated }),
    style: 'simple',
    schema,
    ...exampleFor(schema, writer),
  };
}

function parameterOf(member: DtoMember, place: ParameterPlace, writer: SchemaWriter, textCase: TextCase): Parameter {
  const { description, deprecated, ...schema } = notNull(writer.memberSchema(member, textCase));
  const { name, model, isRequired } = member;
  const base = {
    name,
    in: place,
    ...described(description),
    ...(isRequired && { required: true }),
    ...(deprecated && { deprecated }),
  };
  // An example of an optional parameter would be filled into forms, and change what is asked for.
  const example = isRequired ? exampleFor(schema, writer) : {};
  if (isStructured(model)) {
    // Without any, Swagger UI would make one up, and send it.
    const shown = isRequired ? example : emptyExample(model, schema);
    return { ...base, content: { 'application/json': { schema, ...shown } } };
  }
  return {
    ...base,
    style: place === 'query' || place === 'cookie' ? 'form' : 'simple',
    ...(model.kind === 'list' && place === 'query' && { explode: true }),
    schema,
    ...example,
  };
}

/** Whether only JSON or JSV can say the value: objects, maps, and lists of them. */
function isStructured(type: TypeModel): boolean {
  if (type.kind === 'list') return type.item.kind === 'list' || isStructured(type.item);
  return type.kind === 'dto' || type.kind === 'dictionary';
}

/** What says nothing, where the schema takes that. */
function emptyExample({ kind }: TypeModel, { minItems = 0 }: Schema): { readonly example?: unknown } {
  if (kind === 'dictionary') return { example: {} };
  return kind === 'list' && minItems === 0 ? { example: [] } : {};
}

/** A parameter that is not there says null; none says it by a value. */
function notNull(schema: Schema): Schema {
  const { type, enum: values, anyOf, ...rest } = schema;
  if (anyOf) return { ...rest, ...anyOf[0] };
  const [only] = Array.isArray(type) ? type : [type];
  return {
    ...(only !== undefined && { type: only }),
    ...rest,
    ...(values && { enum: values.filter((v) => v !== null) }),
  };
}

function exampleFor(schema: Schema, writer: SchemaWriter): { readonly example?: unknown } {
  const example = exampleOf(schema, writer.schemas);
  return example === undefined ? {} : { example };
}

function described(description: string | undefined): { readonly description?: string } {
  return description ? { description } : {};
}
