import type { Operation, OperationRoute } from '../core/operation';
import { type CompiledRoute, compileRoute, isSpecific, matchRoute } from './route-pattern';
import type { RouteRequest } from './route-rule';

export interface RouteMatch {
  readonly operation: Operation;
  readonly route: OperationRoute;
  /** Property name → text as it stood in the path, decoded. */
  readonly variables: Readonly<Record<string, string>>;
  readonly isWildcard: boolean;
  /** Its match rule depends on who calls: to be looked for again once that is known. */
  readonly isPending: boolean;
}

/**
 * The user-defined routes of a host (http-contract 2.3–2.4).
 *
 * Routes are grouped by number of segments and first literal, so that a look-up costs the same with ten routes and with
 * thousands: the request's own segments are tried as that literal from left to right, wildcard groups come last.
 */
export class RouteTable {
  private readonly groups = new Map<string, CompiledRoute[]>();
  private readonly wildcards = new Map<string, CompiledRoute[]>();
  private fallback?: CompiledRoute;

  /** Errors: Error naming both files for two operations on one route, or a route that cannot be. */
  add(operation: Operation, route: OperationRoute): void {
    const compiled = compileRoute(operation, route);
    if (route.isFallback) {
      if (this.fallback) {
        throw new Error(
          `Two fallback routes: of ${this.fallback.operation.name} (${this.fallback.operation.declaredIn}) and ${operation.name} (${operation.declaredIn}).`,
        );
      }
      this.fallback = compiled;
      return;
    }
    const groups = compiled.isWildcard ? this.wildcards : this.groups;
    const group = groups.get(compiled.groupKey) ?? [];
    groups.set(compiled.groupKey, group);
    const twin = group.find(
      (other) =>
        other.shape === compiled.shape && other.route.matches === route.matches && sharesVerb(other.route, route),
    );
    if (twin && twin.operation !== operation) {
      throw new Error(
        `Route ${route.path} of ${operation.name} (${operation.declaredIn}) is already the route of ` +
          `${twin.operation.name} (${twin.operation.declaredIn}).`,
      );
    }
    group.push(compiled);
  }

  /** The one route that takes what nothing else does. */
  findFallback(verb: string, path: string, request?: RouteRequest): RouteMatch | undefined {
    const segments = splitPath(path);
    return best(
      this.fallback && [this.fallback],
      verb,
      segments,
      segments.map((segment) => segment.toLowerCase()),
      request,
    );
  }

  /**
   * The best route for a verb (absent: for any) and a path; `undefined` when none matches, the verb included.
   * `request`: what match rules ask; without it no route that has one counts.
   */
  find(verb: string | undefined, path: string, request?: RouteRequest): RouteMatch | undefined {
    const segments = splitPath(path);
    const lower = segments.map((segment) => segment.toLowerCase());
    for (const literal of lower) {
      const found = best(this.groups.get(`${segments.length}/${literal}`), verb, segments, lower, request);
      if (found) return found;
    }
    for (const literal of lower) {
      const found = best(this.wildcards.get(literal), verb, segments, lower, request);
      if (found) return found;
    }
    return undefined;
  }
}

/** Splits a decoded path; empty segments drop out (http-contract 2.4). */
function splitPath(path: string): string[] {
  return path.split('/').filter((segment) => segment !== '');
}

function sharesVerb(a: OperationRoute, b: OperationRoute): boolean {
  const same = a.verbs.length === b.verbs.length && a.verbs.every((verb) => b.verbs.includes(verb));
  return same || a.verbs.some((verb) => b.verbs.includes(verb));
}

function best(
  group: readonly CompiledRoute[] | undefined,
  verb: string | undefined,
  segments: readonly string[],
  lower: readonly string[],
  request: RouteRequest | undefined,
): RouteMatch | undefined {
  let winner: RouteMatch | undefined;
  let highest = -1;
  for (const compiled of group ?? []) {
    if (verb !== undefined && compiled.route.verbs.length > 0 && !compiled.route.verbs.includes(verb)) continue;
    const matched = matchRoute(compiled, segments, lower);
    if (!matched) continue;
    const { rule } = compiled;
    const holds = rule === undefined || (request !== undefined && rule(request, segments));
    if (holds === false) continue;
    const score =
      Math.max(100 - matched.swallowed, 1) * 1000 +
      Math.max(10 - compiled.variableCount, 1) * 100 +
      (verb !== undefined && isSpecific(compiled.route, verb) ? 10 : 1) +
      (rule ? 1 : 0);
    if (score > highest) {
      highest = score;
      winner = {
        operation: compiled.operation,
        route: compiled.route,
        variables: matched.variables,
        isWildcard: compiled.isWildcard,
        // Taken to hold: a route that loses all the same would lose without it too.
        isPending: holds === 'pending',
      };
    }
  }
  return winner;
}
