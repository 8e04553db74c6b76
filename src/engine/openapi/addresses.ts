import type { Operation, OperationRoute } from '../core/operation';

/** One verb at one address of an operation. */
export interface Address {
  /** Template of the document: `/customers/{Id}`. */
  readonly path: string;
  /** Capitals. */
  readonly verb: string;
  /** Absent: the pre-defined address. */
  readonly route?: OperationRoute;
  /** Variable in the template → name of the member that it fills, in lower case; `ignore` fills none. */
  readonly variables: readonly { readonly name: string; readonly member: string; readonly isWildcard: boolean }[];
}

/** Verbs that a method for all of them is listed with (metadata-and-types 7). */
export const anyVerbs: readonly string[] = ['GET', 'POST', 'PUT', 'DELETE'];
const documented: ReadonlySet<string> = new Set([...anyVerbs, 'PATCH', 'HEAD', 'OPTIONS']);

/** Verbs whose messages are in the address rather than in a body. */
export const bodilessVerbs: ReadonlySet<string> = new Set(['GET', 'DELETE', 'HEAD', 'OPTIONS']);

/** The verbs that the operation answers and lets callers use, in the order of its methods. */
export function answeredVerbs({ methods, access }: Operation): readonly string[] {
  const verbs = methods.flatMap(({ verb }) => (verb === 'ANY' ? anyVerbs : [verb]));
  return [...new Set(verbs)].filter((verb) => documented.has(verb) && isAllowed(verb, access));
}

function isAllowed(verb: string, access: Operation['access']): boolean {
  return !access?.verbs || access.verbs.has(verb);
}

/**
 * All addresses of an operation: its routes in their order, then `/api/{Name}`. Left out: verbs that no method answers, and
 * routes below `/api`, which the pre-defined addresses hide (http-contract 2.4).
 */
export function addressesOf(operation: Operation): Address[] {
  const answered = answeredVerbs(operation);
  const routes = operation.routes
    .filter(({ path }) => !/^\/api(?:\/|$)/i.test(path))
    .flatMap((route) => {
      const variables = variablesOf(route);
      const hasAny = operation.methods.some(({ verb }) => verb === 'ANY');
      const verbs =
        route.verbs.length === 0 ? answered : route.verbs.filter((verb) => hasAny || answered.includes(verb));
      return verbs
        .filter((verb) => documented.has(verb) && isAllowed(verb, operation.access))
        .map((verb) => ({ path: templateOf(route.path), verb, route, variables }));
    });
  const predefined = answered
    // OPTIONS never runs an operation there (http-contract 2.1).
    .filter((verb) => verb !== 'OPTIONS')
    .map((verb) => ({ path: `/api/${operation.name}`, verb, variables: [] }));
  return [...routes, ...predefined];
}

const variable = /\{(\*?)(\w+)(\*?)(?::[^}]*|\?)?\}/g;

/** `/files/{Path*}` → `/files/{Path}`, `{Id:int}` → `{Id}`; without a slash at the end. */
export function templateOf(path: string): string {
  const template = path.replace(variable, '{$2}').replace(/(?<=.)\/+$/, '');
  return template === '' ? '/' : template;
}

function variablesOf({ path, bind }: OperationRoute): Address['variables'] {
  return [...path.matchAll(variable)].map(([, before, name = '', after]) => ({
    name,
    member: (bind[name] ?? name).toLowerCase(),
    isWildcard: before === '*' || after === '*',
  }));
}

/** Equal for templates that a document may not have both of: they match the same addresses. */
export function shapeOf(template: string): string {
  return template.toLowerCase().replace(/\{[^}]*\}/g, '{}');
}
