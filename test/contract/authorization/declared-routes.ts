import { type Class, type PropRecord, records } from '../../../dtos/annotation-records';

/** A route as it was declared. */
export interface DeclaredRoute {
  readonly operation: string;
  readonly path: string;
  /** Empty: all. */
  readonly verbs: readonly string[];
  /** Type of the property that each variable is bound to. */
  readonly types: Readonly<Record<string, string>>;
}

/** Errors: Error for kinds of routes that the matrix cannot address yet. */
export function declaredRoutes(operation: string, request: Class): DeclaredRoute[] {
  const routes = (records.attributes.get(request) ?? []).filter(({ name }) => name === 'Route');
  return routes.map(({ args }) => {
    const path = String(args.path);
    if (path.includes('*') || args.matches !== undefined || args.fallback === true) {
      throw new Error(`The matrix cannot tell yet what ${operation}'s route ${path} takes.`);
    }
    const verbs = String(args.verbs ?? '').split(/[\s,]+/);
    return {
      operation,
      path,
      verbs: verbs.filter((verb) => verb !== '').map((verb) => verb.toUpperCase()),
      types: typesIn(path, request, (args.bind ?? {}) as Readonly<Record<string, string>>),
    };
  });
}

function typesIn(path: string, request: Class, bind: Readonly<Record<string, string>>): Record<string, string> {
  const variables = [...path.matchAll(/\{(\w+)\}/g)].map(([, variable = '']) => variable);
  return Object.fromEntries(
    variables.map((variable) => {
      const wanted = (bind[variable] ?? variable).toLowerCase();
      const type = propsOf(request).find(({ name }) => name.toLowerCase() === wanted)?.type;
      return [variable, String(type).replace('?', '')];
    }),
  );
}

/** Which route a verb and a path take (http-contract 2.4): the fewest variables win; `undefined`: none. */
export function routeAt(routes: readonly DeclaredRoute[], verb: string, path: string): DeclaredRoute | undefined {
  const segments = segmentsOf(path);
  const fitting = routes.filter(
    ({ verbs, path: template }) =>
      (verbs.length === 0 || verbs.includes(verb)) && isFilledIn(segmentsOf(template), segments),
  );
  return fitting.sort((a, b) => variablesOf(a) - variablesOf(b))[0];
}

/** Whether what stands in the variables' places can be read as their types. */
export function isReadable({ path: template, types }: DeclaredRoute, path: string): boolean {
  const sent = path.split('/').filter(Boolean);
  return template
    .split('/')
    .filter(Boolean)
    .every((segment, index) => {
      const type = segment.startsWith('{') ? types[segment.slice(1, -1)] : undefined;
      const pattern = type === undefined ? undefined : readable[type];
      return pattern?.test(sent[index] ?? '') ?? true;
    });
}

const readable: Readonly<Record<string, RegExp>> = { int: /^\d+$/, long: /^\d+$/, Guid: /^[0-9a-f-]{36}$/i };

/** The route's path with values that no row has, each of its property's type. */
export function pathToNothing({ path, types }: DeclaredRoute): string {
  return path.replace(/\{(\w+)\}/g, (_text, variable: string) => unknownValue(types[variable] ?? ''));
}

export const unknownGuid = 'dddddddd-dddd-4ddd-8ddd-dddddddddddd';

function unknownValue(type: string): string {
  if (type === 'Guid') return unknownGuid;
  return type === 'string' ? 'nothing' : '987654321';
}

function propsOf(request: Class): PropRecord[] {
  const base = Object.getPrototypeOf(request) as Class | null;
  const inherited = typeof base === 'function' && base.name !== '' ? propsOf(base) : [];
  return [...(records.props.get(request)?.values() ?? []), ...inherited];
}

function segmentsOf(path: string): string[] {
  return path.toLowerCase().split('/').filter(Boolean);
}

function isFilledIn(template: readonly string[], segments: readonly string[]): boolean {
  return (
    template.length === segments.length &&
    template.every((segment, index) => segment.startsWith('{') || segment === segments[index])
  );
}

function variablesOf({ path }: DeclaredRoute): number {
  return path.split('{').length - 1;
}
