import type { Operation } from '../core/operation';
import { type Address, addressesOf } from './addresses';
import { type BodyParts, rawRequestBody, requestBody } from './bodies';
import type { DtoMember } from './dto-members';
import { type OperationObject, type Parameter, type Reference, type RequestBody, refTo } from './openapi-types';
import { type Placement, placeMembers } from './parameters';
import { changes, type HostAbilities, type ResponseWriter } from './responses';
import { typeDescription } from './schema-writer';
import { guardExtensions, guardSentences, type SecurityKind, securityOf } from './security';

export interface OperationParts extends BodyParts {
  readonly responses: ResponseWriter;
  readonly security: readonly SecurityKind[];
  readonly abilities: HostAbilities;
  /** Bodies that several addresses share; filled while operations are written. */
  readonly requestBodies: Record<string, RequestBody>;
}

/** One entry of `paths`. */
export interface WrittenOperation {
  readonly address: Address;
  readonly object: OperationObject;
}

/** The operation at each of its addresses (metadata-and-types 7). */
export function operationObjects(operation: Operation, parts: OperationParts): WrittenOperation[] {
  const addresses = addressesOf(operation);
  const ids = operationIds(operation.name, addresses);
  const members = parts.writer.membersOf(operation.request, operation.presentation.textCase);
  const bodies = new Bodies(operation, members, parts);
  return addresses.map((address, index) => {
    const placement = placeMembers(address, members, parts.writer, operation.presentation.textCase);
    const object = operationObject(operation, address, {
      id: ids[index] ?? operation.name,
      parameters: [...placement.parameters, ...keyParameter(address, parts.abilities)],
      requestBody: bodies.of(placement),
      parts,
    });
    return { address, object };
  });
}

interface ObjectParts {
  readonly id: string;
  readonly parameters: readonly Parameter[];
  readonly requestBody?: RequestBody | Reference;
  readonly parts: OperationParts;
}

function operationObject(
  operation: Operation,
  address: Address,
  { id, parameters, requestBody: body, parts }: ObjectParts,
): OperationObject {
  const { request, limits, name } = operation;
  const { attributes } = request;
  const summary = typeDescription(request) ?? address.route?.summary ?? operation.routes[0]?.summary;
  const description = descriptionOf(operation, address);
  const security = securityOf(operation, parts.security);
  return {
    operationId: id,
    tags: tagsOf(operation),
    ...(summary !== undefined && { summary }),
    ...(description !== '' && { description }),
    ...(attributes.some((record) => record.name === 'Obsolete' || record.name === 'Deprecated') && {
      deprecated: true,
    }),
    ...(parameters.length > 0 && { parameters }),
    ...(body && { requestBody: body }),
    responses: parts.responses.responsesOf(operation, address),
    ...(security && { security }),
    ...guardExtensions(operation),
    ...(!address.route && {
      'x-one-way': `/json/oneway/${name}`,
      'x-auto-batch': `/api/${name}[]`,
    }),
    'x-limits': { maxBodyBytes: limits.maxBodyBytes, maxBatchItems: limits.maxBatchItems },
  };
}

function descriptionOf(operation: Operation, { route }: Address): string {
  const notes = operation.request.attributes.find(({ name }) => name === 'Notes')?.args.Notes;
  const own = (typeof notes === 'string' ? notes : undefined) ?? route?.notes ?? operation.routes[0]?.notes;
  return [own, guardSentences(operation).join(' ')].filter((text) => text !== undefined && text !== '').join('\n\n');
}

/** Its own tags; else the first segment of its first route, else its feature. */
export function tagsOf({ tags, routes, presentation }: Operation): readonly string[] {
  if (tags.length > 0) return tags;
  const segment = routes[0]?.path.split('/').find((part) => part !== '' && !part.includes('{'));
  return [segment ?? presentation.serviceName];
}

/** The operation's name where it has one address; else with the verb, and a number from the second on. */
function operationIds(name: string, addresses: readonly Address[]): string[] {
  if (addresses.length === 1) return [name];
  const counts = new Map<string, number>();
  return addresses.map(({ verb }) => {
    const id = `${name}${verb.charAt(0)}${verb.slice(1).toLowerCase()}`;
    const count = (counts.get(id) ?? 0) + 1;
    counts.set(id, count);
    return count === 1 ? id : `${id}${count}`;
  });
}

/** `Idempotency-Key`, where a host honours it (decisions D37). */
function keyParameter({ verb }: Address, { isIdempotent = true }: HostAbilities): Parameter[] {
  if (!isIdempotent || !changes(verb)) return [];
  return [
    {
      name: 'Idempotency-Key',
      in: 'header',
      description: 'Names the request, so that sending it again answers what it answered first.',
      style: 'simple',
      schema: { type: 'string', minLength: 1, maxLength: 255, pattern: '^[\\x21-\\x7e]+$' },
    },
  ];
}

/** The bodies of one operation: the whole message, or what path and query leave of it; each set of members once. */
class Bodies {
  private readonly known = new Map<string, Reference>();

  constructor(
    private readonly operation: Operation,
    private readonly members: readonly DtoMember[],
    private readonly parts: OperationParts,
  ) {}

  of({ body }: Placement): RequestBody | Reference | undefined {
    if (body.length === 0) return undefined;
    if (this.operation.wantsRawBody) return rawRequestBody;
    const key = body.map(({ name }) => name).join();
    const known = this.known.get(key) ?? this.add(body);
    this.known.set(key, known);
    return known;
  }

  private add(body: readonly DtoMember[]): Reference {
    const { name, request, presentation } = this.operation;
    const { writer, requestBodies } = this.parts;
    const isWhole = body.length === this.members.length;
    const schema = isWhole
      ? writer.dtoSchema(request, presentation.textCase)
      : writer.bodySchema(`${name}_Body`, body, presentation.textCase);
    const key = (schema.$ref ?? name).split('/').at(-1) ?? name;
    requestBodies[key] = requestBody(this.operation, schema, body, this.parts);
    return refTo('requestBodies', key);
  }
}
