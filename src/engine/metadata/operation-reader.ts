import type { TypeReference } from '../../../dtos/annotation-records';
import type { Limits, Operation, OperationRoute, ServiceMethod } from '../core/operation';
import type { Presentation } from '../core/presentation';
import type { DtoType, TypeModel } from '../core/type-model';
import { readGuards } from './guard-reader';
import { accessOf } from './restriction';
import { resolveType } from './type-reader';

/** Limits of an operation that declares none (decisions D6). */
export const defaultLimits: Limits = { maxBodyBytes: 1024 * 1024, maxBatchItems: 1000, maxBatchRows: 10_000 };

/** Reads what the request DTO's annotations say about its operation. Errors: Error naming the DTO's file. */
export function readOperation(
  request: DtoType,
  methods: readonly ServiceMethod[],
  presentation: Presentation,
  limits: Limits,
  batchMethods: readonly ServiceMethod[] = [],
): Operation {
  return {
    name: request.name,
    request,
    requestClass: request.target,
    response: readResponse(request),
    returnsVoid: request.attributes.some((record) => record.name === 'ReturnsVoid'),
    routes: request.attributes.filter((record) => record.name === 'Route').map((record) => readRoute(record.args)),
    methods,
    batchMethods,
    guards: readGuards(request),
    access: accessOf(request),
    limits: { ...limits, ...request.attributes.find((record) => record.name === 'Limits')?.args },
    presentation,
    wantsRawBody: request.implements.includes('IRequiresRequestStream'),
    isCompressed: request.attributes.some((record) => record.name === 'CompressResponse'),
    tags: request.attributes.filter((record) => record.name === 'Tag').map((record) => String(record.args.Name)),
    declaredIn: request.declaredIn,
  };
}

/** What a class states by `@Returns`; its bases are not asked. */
export function readResponse(request: DtoType): TypeModel | undefined {
  const returns = request.attributes.find((record) => record.name === 'Returns');
  if (!returns) return undefined;
  const where = {
    dto: `@Returns of ${request.name}`,
    declaredIn: request.declaredIn,
    ns: request.ns,
    generics: request.generics,
  };
  return resolveType(returns.args.type as TypeReference, where);
}

function readRoute(args: Readonly<Record<string, unknown>>): OperationRoute {
  const verbs = typeof args.verbs === 'string' ? args.verbs.toUpperCase().split(/[\s,]+/) : [];
  return {
    path: String(args.path),
    verbs: verbs.filter((verb) => verb !== '' && verb !== '*' && verb !== 'ANY'),
    summary: args.summary as string | undefined,
    notes: args.notes as string | undefined,
    priority: (args.priority as number | undefined) ?? 0,
    matches: args.matches as string | undefined,
    isFallback: args.fallback === true,
    bind: (args.bind as Record<string, string> | undefined) ?? {},
  };
}
