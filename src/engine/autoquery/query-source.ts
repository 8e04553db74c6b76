import type { RequestContext } from '../core/request-context';
import type { CrudPlan } from './crud-plan';
import type { QueryPlan } from './query-plan';

/** What a source found. */
export interface QueryResult {
  /** Instances of the row DTO, or plain objects with its members. */
  readonly rows: readonly object[];
  /** Number of all rows that meet the conditions; only when the plan wants it or counts rows. */
  readonly total?: number;
  /** Aggregate key → figure as text; figures about no row are absent. */
  readonly figures?: ReadonlyMap<string, string>;
}

/** Where the rows of a query come from; implemented by the data layer. */
export interface QuerySource {
  /** Members of the row that it has columns for: what conditions, order, DISTINCT and aggregates may name. */
  readonly members: readonly string[];
  /** What tells any two rows apart. */
  readonly key: string;
  /** Only rows that the caller may see: the source knows whose they are. */
  run(plan: QueryPlan, context: RequestContext): Promise<QueryResult>;
}

/** What a change did. */
export interface CrudResult {
  /** Rows that were written or deleted. */
  readonly count: number;
  /** Key of the one row that was written. */
  readonly key?: unknown;
  /** Its new version, where the source has versions. */
  readonly rowVersion?: number;
}

/** Where rows can be written too. */
export interface CrudSource extends QuerySource {
  /** The database gives new rows their key; what a caller says of it is not asked. */
  readonly isKeyGenerated: boolean;
  /** Members that callers may set; never the key, the version or the tenant. */
  readonly writable: readonly string[];
  /** The member that holds a row's version. Absent: rows have none. */
  readonly rowVersion?: string;
  /** One statement, on rows of the caller's tenant only. */
  write(plan: CrudPlan, context: RequestContext): Promise<CrudResult>;
}
