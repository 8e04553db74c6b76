import type { Operation } from '../../../src/engine';
import { type AddressForm, type Asked, addressForms, verbs } from './address-forms';
import { type Access, declaredAccess, type Verdict, verdictOn } from './declared-access';
import { type DeclaredRoute, declaredRoutes, isReadable, pathToNothing, routeAt } from './declared-routes';
import type { Identity } from './identities';

/** What a call may be answered with. */
export type Expected =
  /** Nobody has the address. */
  | 'unmatched'
  /** The path belongs to a route that cannot read it: said before anybody asks who calls (http-contract 1.2). */
  | 'unreadable'
  | 'unauthorized'
  | 'forbidden'
  /** The caller may, and the operation has no method for the verb; a rule of the message may fail before. */
  | 'no method'
  /** Whatever comes of the message itself. */
  | 'admitted';

export const statusesOf: Readonly<Record<Expected, readonly number[]>> = {
  unmatched: [404],
  unreadable: [400],
  unauthorized: [401],
  forbidden: [403],
  'no method': [400, 405],
  admitted: [200, 201, 202, 204, 400, 404, 409],
};

/** One square of the matrix: a way to an operation, a verb, a caller. */
export interface Cell {
  readonly form: string;
  readonly verb: string;
  readonly identity: Identity;
  /** Of the operation that the address names, which need not be the one whose route was taken. */
  readonly operation?: string;
  readonly expected: Expected;
  /** Absent: inside the process. */
  readonly asked?: Asked;
}

/** All operations of a host, as far as the matrix needs them. */
export interface Registry {
  readonly access: ReadonlyMap<string, Access>;
  readonly routes: readonly DeclaredRoute[];
  readonly methods: ReadonlyMap<string, ReadonlySet<string>>;
}

/** The ways into the process that are no HTTP. */
export const innerDoors = ['gateway', 'job'] as const;

export function registryOf(operations: readonly Operation[]): Registry {
  return {
    access: new Map(operations.map(({ name, requestClass }) => [name, declaredAccess(requestClass)])),
    routes: operations.flatMap(({ name, requestClass }) => declaredRoutes(name, requestClass)),
    methods: new Map(operations.map(({ name, methods }) => [name, new Set(methods.map(({ verb }) => verb))])),
  };
}

export function cellsOf(registry: Registry, operation: Operation, identities: readonly Identity[]): Cell[] {
  const overHttp = addressForms.flatMap((form) =>
    placesOf(operation, form).flatMap((place) =>
      verbs.flatMap((tried) =>
        callersOf(identities, form).map((identity) => httpCell(registry, operation, { form, place, tried, identity })),
      ),
    ),
  );
  const inside = innerDoors.flatMap((form) =>
    verbs.flatMap((verb) =>
      identities
        .filter(({ session }) => session !== undefined)
        .map((identity): Cell => {
          const expected = expectedOf(registry, { name: operation.name, verb, identity });
          return { form, verb, identity, operation: operation.name, expected };
        }),
    ),
  );
  return [...overHttp, ...inside];
}

function callersOf(identities: readonly Identity[], { isMain }: AddressForm): readonly Identity[] {
  return isMain ? identities : identities.filter(({ isVariant }) => !isVariant);
}

/** What stands in the address: the paths of all routes, or the name. */
function placesOf(operation: Operation, { by }: AddressForm): string[] {
  const { name, requestClass } = operation;
  if (by === 'type') return [name];
  return declaredRoutes(name, requestClass).map(pathToNothing);
}

interface Way {
  readonly form: AddressForm;
  readonly place: string;
  readonly tried: string;
  readonly identity: Identity;
}

function httpCell(registry: Registry, operation: Operation, { form, place, tried, identity }: Way): Cell {
  const verb = form.verb?.(tried) ?? tried;
  const asked = form.ask(place, tried);
  const route = form.by === 'type' ? undefined : routeAt(registry.routes, verb, place);
  const name = form.by === 'type' ? operation.name : route?.operation;
  const expected =
    route && !isReadable(route, place)
      ? 'unreadable'
      : expectedOf(registry, { name, verb, identity, method: asked.method });
  return { form: `${form.name} ${place}`, verb: tried, identity, operation: name, expected, asked };
}

interface Attempt {
  readonly name: string | undefined;
  readonly verb: string;
  readonly identity: Identity;
  /** As it stands in the request; absent: there is no request. */
  readonly method?: string;
}

function expectedOf({ access, methods }: Registry, { name, verb, identity, method }: Attempt): Expected {
  if (name === undefined) return 'unmatched';
  const { caller } = identity;
  const verdict = verdictOn(access.get(name) as Access, caller);
  // Also where everybody may call: nobody is signed out, or in as somebody else, by another site's page (reliability 3.2 #14).
  if (caller.isCrossSite && method !== 'GET') return 'forbidden';
  if (verdict !== 'admitted') return refusals[verdict];
  const has = methods.get(name);
  return has?.has(verb) || has?.has('ANY') ? 'admitted' : 'no method';
}

const refusals: Readonly<Record<Exclude<Verdict, 'admitted'>, Expected>> = { 401: 'unauthorized', 403: 'forbidden' };
