import type { Class } from '../../../dtos/annotation-records';
import { parseQueryString } from '../binding/query-string';
import type { RequestContext } from '../core/request-context';
import type { DtoType } from '../core/type-model';
import { dtoTypeOf } from '../metadata/type-reader';
import type { Answerer } from './answerer';
import { refuse } from './auto-query-errors';
import { type CrudPlan, planCrud } from './crud-plan';
import { type CrudShape, crudShapeOf, memberNamed } from './crud-shape';
import { queryResponse } from './query-operation';
import type { QueryPlan } from './query-plan';
import type { CrudResult, CrudSource, QuerySource } from './query-source';

/** Errors: Error naming the file for a DTO that changes no rows, or a source that cannot write. */
export function crudAnswerer(dto: Class, source: QuerySource): Answerer {
  const shape = crudShapeOf(dto);
  const { name, declaredIn } = dtoTypeOf(dto);
  if (!shape)
    throw new Error(`${name} (${declaredIn}) is no query and declares no change of rows, such as ICreateDb<Item>.`);
  if (!isCrudSource(source)) throw new Error(`${name} (${declaredIn}) changes rows of a source that can only be read.`);
  return async (request, context) => {
    const plan = planCrud(shape, request, source, {
      reset: resetNames(request, context),
      stamp: { now: context.host.clock.now(), by: context.session.userName ?? context.session.userId },
    });
    const result = await source.write(plan, context);
    const needsRow = plan.action !== 'delete' && shape.kind !== 'delete';
    if (needsRow && result.count === 0) {
      throw refuse('OptimisticConcurrencyException', undefined, `0 rows were updated by '${name}'`);
    }
    return crudResponse(shape, plan, result, source, context);
  };
}

function isCrudSource(source: QuerySource): source is CrudSource {
  return 'write' in source;
}

/** What a patch is to set to defaults: the request's member of that name, else the query string's (http-contract 9.5). */
function resetNames(request: object, { queryString }: RequestContext): string[] {
  const own = Object.entries(request).find(([name]) => name.toLowerCase() === 'reset')?.[1] as unknown;
  const texts = own === undefined ? resetParameters(queryString) : [own].flat().map(String);
  return texts
    .flatMap((text) => text.split(','))
    .map((text) => text.trim())
    .filter((text) => text !== '');
}

function resetParameters(queryString: string): string[] {
  return parseQueryString(queryString)
    .filter(([name]) => name.toLowerCase() === 'reset')
    .map(([, text]) => text);
}

/** Fills the members that the response DTO has: `Id`, `Result`, `Count`, `RowVersion`. */
async function crudResponse(
  { modelType }: CrudShape,
  plan: CrudPlan,
  result: CrudResult,
  source: CrudSource,
  context: RequestContext,
): Promise<unknown> {
  const response = context.operation?.response;
  if (context.operation?.returnsVoid || response?.kind !== 'dto') return undefined;
  const type = response.type();
  const row =
    memberNamed(type, 'Result') && plan.action !== 'delete'
      ? await reread(modelType, result.key, source, context)
      : undefined;
  const found: Readonly<Record<string, unknown>> = {
    Id: result.key,
    Result: row,
    Count: result.count,
    RowVersion: result.rowVersion,
  };
  const members = Object.entries(found).flatMap(([name, value]) => {
    const property = memberNamed(type, name);
    return property && value !== undefined ? [[property.name, value] as const] : [];
  });
  return Object.assign(new (type.target as unknown as new () => object)(), Object.fromEntries(members));
}

async function reread(
  modelType: DtoType,
  key: unknown,
  source: CrudSource,
  context: RequestContext,
): Promise<object | undefined> {
  if (key === undefined) return undefined;
  const plan: QueryPlan = {
    rowType: modelType,
    conditions: [{ member: source.key, operator: 'equal', values: [key] }],
    joinWith: 'and',
    order: [],
    offset: 0,
    take: 1,
    select: modelType.properties,
    isDistinct: false,
    wantsTotal: false,
    aggregates: [],
  };
  return queryResponse(plan, await source.run(plan, context)).results[0];
}
