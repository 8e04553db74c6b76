import { Dto, Prop, Returns } from './annotations';

/** Marks a request whose answer is a `T`; the typed client infers its result from it. */
export interface IReturn<T> {
  createResponse(): T;
}
/** Marks a request that is answered with nothing. */
export interface IReturnVoid {
  createResponse(): void;
}
/** Marks a request that is sent with POST. */
// biome-ignore lint/suspicious/noEmptyInterface: a marker, as in the clients' own DTOs.
export interface IPost {}

/** One field's or item's error. Shape: every entry has a `fieldName`, as it stands on the wire, with its path. */
@Dto({ ns: 'ServiceStack', builtIn: true })
export class ResponseError {
  @Prop('string') errorCode?: string;
  @Prop('string') fieldName?: string;
  @Prop('string') message?: string;
  @Prop('Dictionary<string,string>') meta?: Record<string, string>;

  constructor(init?: Partial<ResponseError>) {
    Object.assign(this, init);
  }
}

/** The one error shape on the wire (http-contract 5.1). */
@Dto({ ns: 'ServiceStack', builtIn: true })
export class ResponseStatus {
  @Prop('string') errorCode?: string;
  @Prop('string') message?: string;
  @Prop('string') stackTrace?: string;
  @Prop('List<ResponseError>') errors?: ResponseError[];
  @Prop('Dictionary<string,string>') meta?: Record<string, string>;

  constructor(init?: Partial<ResponseStatus>) {
    Object.assign(this, init);
  }
}

/** An answer that holds nothing but an error. */
@Dto({ ns: 'ServiceStack', builtIn: true })
export class ErrorResponse {
  @Prop('ResponseStatus') responseStatus?: ResponseStatus;

  constructor(init?: Partial<ErrorResponse>) {
    Object.assign(this, init);
  }
}

/** An answer that holds nothing. */
@Dto({ ns: 'ServiceStack', builtIn: true })
export class EmptyResponse {
  @Prop('ResponseStatus') responseStatus?: ResponseStatus;

  constructor(init?: Partial<EmptyResponse>) {
    Object.assign(this, init);
  }
}

/** What every list operation takes (http-contract 9.1). */
@Dto({ ns: 'ServiceStack', builtIn: true, abstract: true })
export class QueryBase {
  /** Rows to leave out at the start. Default: 0. */
  @Prop('int?') skip?: number;
  /** Most rows to answer. Default and cap: the host's limit. */
  @Prop('int?') take?: number;
  /** Member names, comma separated; a leading `-` sorts descending. */
  @Prop('string') orderBy?: string;
  @Prop('string') orderByDesc?: string;
  /** `Total` asks for the number of all rows. */
  @Prop('string') include?: string;
  @Prop('string') fields?: string;
  @Prop('Dictionary<string,string>') meta?: Record<string, string>;

  constructor(init?: Partial<QueryBase>) {
    Object.assign(this, init);
  }
}

/** A list operation over rows of `T`. */
@Returns('QueryResponse<T>')
@Dto({ ns: 'ServiceStack', builtIn: true, abstract: true, generics: ['T'] })
export class QueryDb<T> extends QueryBase {
  /** Type level only: what the rows are. */
  declare readonly rowType?: T;
}

/** One page of rows. `total` is 0 unless the request asked for it with `include=Total`. */
@Dto({ ns: 'ServiceStack', builtIn: true, generics: ['T'] })
export class QueryResponse<T> {
  @Prop('int') offset!: number;
  @Prop('int') total!: number;
  @Prop('List<T>') results!: T[];
  @Prop('Dictionary<string,string>') meta?: Record<string, string>;
  @Prop('ResponseStatus') responseStatus?: ResponseStatus;

  constructor(init?: Partial<QueryResponse<T>>) {
    Object.assign(this, init);
  }
}

/**
 * How a built-in type reads on the wire of a PascalCase feature: `InPascalCase<QueryResponse<Row>>` has `Results: Row[]`.
 * (Built-in DTOs are declared camelCase and written in the case of the feature that answers.)
 */
export type InPascalCase<T> = { [K in keyof T as K extends string ? Capitalize<K> : K]: T[K] };
