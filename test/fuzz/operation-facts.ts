import type { Operation, TextCase } from '../../src/engine';

/** What an operation tells to whoever calls it. */
export interface OperationFact {
  readonly name: string;
  /** Name of the DTO's CLR namespace, which tells two DTOs of one name apart. */
  readonly ns?: string;
  readonly textCase: TextCase;
  readonly routes: readonly { readonly path: string; readonly verbs: readonly string[] }[];
  /** Of its Service methods; `ANY` among them means all. */
  readonly verbs: readonly string[];
  readonly isGuarded: boolean;
}

export function factsOf(operations: readonly Operation[]): OperationFact[] {
  return operations.map(({ name, request, routes, methods, guards, presentation }) => ({
    name,
    ns: request.ns,
    textCase: presentation.textCase,
    routes: routes.map(({ path, verbs }) => ({ path, verbs })),
    verbs: methods.map(({ verb }) => verb),
    isGuarded: guards.length > 0,
  }));
}
