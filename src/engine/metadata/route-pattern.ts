import type { Operation, OperationRoute } from '../core/operation';
import { compileRouteRule, type RouteRule } from './route-rule';

/** One segment of a route: a literal (lower case), a variable, several variables split at dots, or a wildcard. */
type Part =
  | { readonly kind: 'literal'; readonly text: string }
  | { readonly kind: 'variables'; readonly names: readonly (string | undefined)[] }
  | { readonly kind: 'wildcard'; readonly name: string };

export interface CompiledRoute {
  readonly operation: Operation;
  readonly route: OperationRoute;
  readonly parts: readonly Part[];
  readonly isWildcard: boolean;
  /** Segment count and first literal; for wildcard routes the first literal alone. */
  readonly groupKey: string;
  /** The path with its variables unnamed: equal for two routes that match the same addresses. */
  readonly shape: string;
  readonly variableCount: number;
  /** Absent: it counts for every request. */
  readonly rule?: RouteRule;
}

/** Errors: Error naming the DTO's file for a route that http-contract 2.3 does not allow. */
export function compileRoute(operation: Operation, route: OperationRoute): CompiledRoute {
  const refuse = (why: string): never => {
    throw new Error(`Route '${route.path}' of ${operation.name} (${operation.declaredIn}) ${why}.`);
  };
  if (!route.path.startsWith('/')) refuse("must start with '/'");
  // Inside a variable they are a constraint, or the mark of an optional one: metadata only.
  if (/[?&]/.test(route.path.replace(/\{[^}]*\}/g, ''))) refuse("may hold neither '?' nor '&'");
  const parts = route.path
    .split('/')
    .filter((text) => text !== '')
    .map((text) => parsePart(text, nameOf));
  const literals = parts.flatMap((part) => (part.kind === 'literal' ? [part.text] : []));
  const [firstLiteral] = literals;
  if (firstLiteral === undefined && !route.isFallback) return refuse('must hold at least one literal segment');
  parts.forEach((part, index) => {
    if (part.kind === 'wildcard' && parts[index + 1]?.kind === 'wildcard')
      refuse('needs a literal between two wildcards');
  });
  const isWildcard = parts.some((part) => part.kind === 'wildcard');
  return {
    operation,
    route,
    parts,
    isWildcard,
    groupKey: isWildcard ? (firstLiteral ?? '') : `${parts.length}/${firstLiteral ?? ''}`,
    rule: route.matches === undefined ? undefined : ruleOf(route.matches),
    shape: parts.map(shapeOf).join('/'),
    variableCount: parts.reduce(
      (sum, part) => sum + (part.kind === 'literal' ? 0 : part.kind === 'wildcard' ? 1 : part.names.length),
      0,
    ),
  };

  function ruleOf(text: string): RouteRule {
    try {
      return compileRouteRule(text);
    } catch (error) {
      return refuse((error as Error).message);
    }
  }

  /** Route variable → property name; `ignore` is consumed without being bound. */
  function nameOf(variable: string): string | undefined {
    if (variable.toLowerCase() === 'ignore') return undefined;
    const wanted = (route.bind[variable] ?? variable).toLowerCase();
    const property = operation.request.properties.find(
      (prop) => prop.name.toLowerCase() === wanted || prop.declaredName.toLowerCase() === wanted,
    );
    return property
      ? property.name
      : refuse(`has the variable {${variable}}, which is no property of ${operation.name}`);
  }
}

function shapeOf(part: Part): string {
  return part.kind === 'literal' ? part.text : part.kind === 'wildcard' ? '**' : part.names.map(() => '*').join('.');
}

function parsePart(text: string, nameOf: (variable: string) => string | undefined): Part {
  if (!text.includes('{')) return { kind: 'literal', text: text.toLowerCase() };
  const wildcard = text.match(/^\{(?:\*(\w+)|(\w+)\*)\}$/);
  if (wildcard) return { kind: 'wildcard', name: nameOf(wildcard[1] ?? wildcard[2] ?? '') ?? 'ignore' };
  // Constraints and `?` are for metadata only: `{Id:int}`, `{Id?}`.
  const names = text.split('.').map((piece) => nameOf(piece.replace(/^\{(\w+)(?::[^}]*|\?)?\}$/, '$1')));
  return { kind: 'variables', names };
}

export function matchRoute(
  { parts }: CompiledRoute,
  segments: readonly string[],
  lower: readonly string[],
): { variables: Record<string, string>; swallowed: number } | undefined {
  const variables: Record<string, string> = {};
  let swallowed = 0;
  let at = 0;
  for (const [index, part] of parts.entries()) {
    if (part.kind === 'wildcard') {
      const following = parts[index + 1];
      const end =
        following?.kind === 'literal'
          ? lower.indexOf(following.text, at)
          : segments.length - (parts.length - index - 1);
      if (end < at) return undefined;
      variables[part.name] = segments.slice(at, end).join('/');
      swallowed += end - at;
      at = end;
      continue;
    }
    const segment = segments[at];
    if (segment === undefined) return undefined;
    if (part.kind === 'literal') {
      if (lower[at] !== part.text) return undefined;
    } else if (!bindSegment(part.names, segment, variables)) return undefined;
    at += 1;
  }
  return at === segments.length ? { variables, swallowed } : undefined;
}

function bindSegment(
  names: readonly (string | undefined)[],
  segment: string,
  variables: Record<string, string>,
): boolean {
  const texts = names.length === 1 ? [segment] : segment.split('.');
  if (texts.length < names.length) return false;
  names.forEach((name, index) => {
    const isLast = index === names.length - 1;
    if (name !== undefined) variables[name] = isLast ? texts.slice(index).join('.') : (texts[index] ?? '');
  });
  return true;
}

/** Whether the route lists exactly this verb. */
export function isSpecific(route: OperationRoute, verb: string): boolean {
  return route.verbs.length === 1 && route.verbs[0] === verb;
}
