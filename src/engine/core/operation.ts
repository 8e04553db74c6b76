import type { Class } from '../../../dtos/annotation-records';
import type { Presentation } from './presentation';
import type { Restriction } from './restriction';
import type { DtoType, TypeModel } from './type-model';

export interface OperationRoute {
  readonly path: string;
  /** Capitals; empty: any verb. */
  readonly verbs: readonly string[];
  readonly summary?: string;
  readonly notes?: string;
  readonly priority: number;
  /** Its match rule (http-contract 2.3); absent: none. */
  readonly matches?: string;
  /** Takes what nothing else does. */
  readonly isFallback: boolean;
  readonly bind: Readonly<Record<string, string>>;
}

/** One declarative guard of an operation, in declaration order (http-contract 6.8). */
export type Guard = (
  | { readonly kind: 'authenticated' }
  /** Asks about the message rather than about who sends it. */
  | { readonly kind: 'condition'; readonly test: (request: object) => boolean }
  /** An API key with one of these scopes; none named: any key (http-contract 6.6). */
  | { readonly kind: 'apiKey'; readonly scopes: readonly string[] }
  /** A claim by its name in tokens, such as `perm` or `email`. */
  | { readonly kind: 'claim'; readonly claim: string; readonly value: string }
  /** The operator's secret (http-contract 6.9). */
  | { readonly kind: 'authSecret' }
  | { readonly kind: 'allRoles' | 'anyRole' | 'allPermissions' | 'anyPermission'; readonly names: readonly string[] }
) & {
  /** Attribute guards and declarative validators refuse in words, and in `classic` bodies, of their own (5.7). */
  readonly source: 'attribute' | 'validator';
  readonly errorCode?: string;
  readonly message?: string;
  readonly status?: number;
};

export interface Limits {
  /** Largest request body in bytes, after decompression. */
  readonly maxBodyBytes: number;
  /** Most elements of an auto-batch. */
  readonly maxBatchItems: number;
  /** Most rows that the answers of one auto-batch hold together. */
  readonly maxBatchRows: number;
}

/** The Service method that answers one verb of an operation. */
export interface ServiceMethod {
  /** Capitals, or `ANY`. */
  readonly verb: string;
  /** Response format that the method is for (`getJson`), in lower case; absent: all. */
  readonly format?: string;
  readonly methodName: string;
  readonly serviceName: string;
  /** A new instance of the Service; typed by the dispatcher, since a Service knows the operation of its request. */
  readonly create: () => object;
}

/** Request DTO + Service methods + routes + response + rules, as data. */
export interface Operation {
  readonly name: string;
  readonly request: DtoType;
  readonly requestClass: Class;
  /** What it answers with; absent: nothing (204) or a type that the service alone knows. */
  readonly response?: TypeModel;
  readonly returnsVoid: boolean;
  readonly routes: readonly OperationRoute[];
  readonly methods: readonly ServiceMethod[];
  /** Those that take a whole auto-batch; absent or none: its messages run one after the other. */
  readonly batchMethods?: readonly ServiceMethod[];
  readonly guards: readonly Guard[];
  /** From where, and in which way, it may be called (`@Restrict({ accessTo })`); absent: however. */
  readonly access?: Restriction;
  readonly limits: Limits;
  readonly presentation: Presentation;
  /** The Service wants the body as it came (`IRequiresRequestStream`): no body reader runs. */
  readonly wantsRawBody: boolean;
  /** Answers are compressed when the client takes that (`@CompressResponse`). */
  readonly isCompressed: boolean;
  readonly tags: readonly string[];
  /** Where the request DTO was declared: `dtos/hello.ts:12`. */
  readonly declaredIn: string;
}
