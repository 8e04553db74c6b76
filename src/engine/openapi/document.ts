import type { Operation } from '../core/operation';
import type { ContentFormat } from '../formats/content-format';
import { includesNetwork, visibilityOf } from '../metadata/restriction';
import { shapeOf } from './addresses';
import type { Info, OpenApiDocument, OperationObject, Parameter, PathItem, RequestBody } from './openapi-types';
import { type OperationParts, operationObjects, tagsOf, type WrittenOperation } from './operation-objects';
import { type HostAbilities, ResponseWriter } from './responses';
import type { WireProfile } from './scalar-schemas';
import { SchemaWriter } from './schema-writer';
import { adminSecretScheme, type SecurityKind, securitySchemes } from './security';

export interface DocumentOptions extends HostAbilities {
  readonly info: Info;
  /** In which bodies are read and answers written. */
  readonly formats: readonly ContentFormat[];
  /** Default: system. */
  readonly profile?: WireProfile;
  /** How callers may say who they are. Default: all four that the engine has. */
  readonly security?: readonly SecurityKind[];
}

const allKinds: readonly SecurityKind[] = ['bearer', 'session', 'apiKey', 'basic'];

/**
 * The OpenAPI 3.1 document of these operations, without the address of the host (metadata-and-types 7).
 *
 * Shape: a path per route and verb, and `/api/{Name}` of every operation. Two operations at one address and verb, which a
 * route's match rule tells apart, are more than the format can say: the first one stands there.
 */
export function openApiDocument(operations: readonly Operation[], options: DocumentOptions): OpenApiDocument {
  const { info, formats, profile = 'system', security = allKinds } = options;
  const writer = new SchemaWriter(profile);
  const bodies = { writer, formats, profile };
  const responses = new ResponseWriter(bodies, options);
  const requestBodies: Record<string, RequestBody> = {};
  const parts: OperationParts = { ...bodies, responses, security, abilities: options, requestBodies };
  const listed = operations.filter(isListed);
  const written = listed.flatMap((operation) => operationObjects(operation, parts));
  const tags = [...new Set(listed.flatMap((operation) => tagsOf(operation)))];
  return {
    openapi: '3.1.0',
    info,
    tags: tags.map((name) => ({ name })),
    paths: pathsOf(written),
    components: {
      schemas: writer.schemas,
      responses: responses.responses,
      requestBodies,
      securitySchemes: {
        ...Object.fromEntries(security.map((kind) => [kind, securitySchemes[kind]])),
        ...(listed.some(({ guards }) => guards.some(({ kind }) => kind === 'authSecret')) && {
          adminSecret: adminSecretScheme,
        }),
      },
    },
  };
}

/**
 * Whether a document that anybody may read shows an operation: not when it is kept out of metadata, or shown or open to
 * inner networks only.
 */
export function isListed({ request, access }: Operation): boolean {
  if (request.attributes.some(({ name }) => name === 'ExcludeMetadata')) return false;
  return [visibilityOf(request), access ?? { isHidden: false }].every((rule) => includesNetwork(rule, 'External'));
}

function pathsOf(written: readonly WrittenOperation[]): Readonly<Record<string, PathItem>> {
  const paths: Record<string, Record<string, OperationObject>> = {};
  const templates = new Map<string, string>();
  for (const { address, object } of written) {
    const shape = shapeOf(address.path);
    const template = templates.get(shape) ?? address.path;
    templates.set(shape, template);
    const item = paths[template] ?? {};
    paths[template] = item;
    item[address.verb.toLowerCase()] ??= template === address.path ? object : renamed(object, address.path, template);
  }
  return paths;
}

/** One template stands for all routes that match the same addresses; variables then have its names. */
function renamed(object: OperationObject, from: string, to: string): OperationObject {
  const names = new Map(variablesOf(from).map((name, index) => [name, variablesOf(to)[index] ?? name]));
  const parameters = (object.parameters ?? []).map(
    (parameter): Parameter =>
      parameter.in === 'path' ? { ...parameter, name: names.get(parameter.name) ?? parameter.name } : parameter,
  );
  return { ...object, parameters };
}

function variablesOf(template: string): string[] {
  return [...template.matchAll(/\{([^}]*)\}/g)].map(([, name = '']) => name);
}
