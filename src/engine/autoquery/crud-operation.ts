import type { Class } from '../../../dtos/annotation-records';
import { resetNames } from '../binding/reset-names';
import { HttpError } from '../core/http-error';
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
    refuseReading(context);
    const plan = planCrud(shape, request, source, {
      reset: resetNames(request, context.queryString),
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

const writing: readonly string[] = ['POST', 'PUT', 'PATCH', 'DELETE'];

/**
 * A link, an image or a crawler sends GET: nothing of these may change rows, although the method is `Any` (decisions D32).
 * Other verbs count where a route of the DTO names them. Errors: 405 with the verbs that are answered.
 */
function refuseReading({ verb, operation }: RequestContext): void {
  if (writing.includes(verb)) return;
  const named = operation?.routes.flatMap(({ verbs }) => verbs) ?? [];
  if (named.includes(verb)) return;
  const allowed = [...new Set([...writing, ...named])].join(', ');
  throw new HttpError(
    405,
    'NotImplementedException',
    `${operation?.name} changes rows, which ${verb} may not do; it is answered to ${allowed}.`,
    { headers: { Allow: allowed } },
  );
}

function isCrudSource(source: QuerySource): source is CrudSource {
  return 'write' in source;
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
