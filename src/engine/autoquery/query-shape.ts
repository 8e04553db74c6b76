import { type Class, records } from '../../../dtos/annotation-records';
import { QueryBase } from '../../../dtos/common';
import type { DtoType } from '../core/type-model';
import { dtoTypeOf, resolveType } from '../metadata/type-reader';

/** What a query DTO says about itself. */
export interface QueryShape {
  readonly request: DtoType;
  /** What the answer's rows are. */
  readonly rowType: DtoType;
  /** Where they come from: `From` of `QueryDb<From,Into>`, else the row type. */
  readonly fromType: DtoType;
  readonly joinWith: 'and' | 'or';
}

/** Whether a DTO is a query: extends QueryBase, which `QueryDb` does. */
export function isQuery(dto: Class): boolean {
  return dto.prototype instanceof QueryBase;
}

/**
 * Reads `@Dto({ base: 'QueryDb<CustomerRow>' })`, since TypeScript erases what a class gives its base (decisions D29), and
 * `@Attribute('QueryDb', { DefaultTerm: 'Or' })`, with which one condition is enough.
 *
 * Errors: Error naming the file for a query that does not say of which rows.
 */
export function queryShapeOf(dto: Class): QueryShape {
  const request = dtoTypeOf(dto);
  const base = baseText(dto);
  const where = { dto: `The base of ${request.name}`, declaredIn: request.declaredIn, ns: request.ns, generics: [] };
  const model = base === undefined ? undefined : resolveType(base, where);
  const args = model?.kind === 'dto' && model.clr.startsWith('QueryDb<') ? model.args : [];
  const [from, into = from] = args.map((arg) => (arg.kind === 'dto' ? arg.type() : undefined));
  if (!from || !into) {
    throw new Error(
      `${request.name} (${request.declaredIn}) does not say of which rows: @Dto({ base: 'QueryDb<Row>' }).`,
    );
  }
  const term = request.attributes.find(({ name }) => name === 'QueryDb')?.args.DefaultTerm;
  return { request, rowType: into, fromType: from, joinWith: String(term).toLowerCase() === 'or' ? 'or' : 'and' };
}

function baseText(dto: Class): string | undefined {
  const base = records.dtos.get(dto)?.options.base;
  if (base !== undefined) return base;
  const parent = Object.getPrototypeOf(dto) as Class | null;
  return parent && records.dtos.has(parent) ? baseText(parent) : undefined;
}
