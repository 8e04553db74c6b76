import { HttpError } from '../../engine';
import type { ResourceState } from './resource-repository';

/**
 * Checks that every id names a resource of the company, and an active one unless it is in `mayBeInactive`.
 *
 * `fieldOf`: the member of the request that holds an id.
 * Errors: 404 for ids that the company does not have, whoever has them (decisions D32); 400 for inactive ones.
 */
export function checkResources(
  ids: readonly number[],
  found: readonly ResourceState[],
  fieldOf: (id: number) => string,
  mayBeInactive: readonly number[] = [],
): void {
  const byId = new Map(found.map((resource) => [resource.id, resource]));
  const [unknown] = ids.filter((id) => !byId.has(id));
  if (unknown !== undefined) {
    throw HttpError.field(404, 'NotFound', fieldOf(unknown), `The company has no resource ${unknown}.`);
  }
  const [inactive] = ids.filter((id) => !byId.get(id)?.active && !mayBeInactive.includes(id));
  if (inactive !== undefined) {
    throw HttpError.field(400, 'Predicate', fieldOf(inactive), `The resource ${inactive} is not active.`);
  }
}
