import type { ResourceToBook } from '../../../dtos/booking/bookings';
import { HttpError } from '../../engine';
import { checkResources } from '../resources/owned-resources';
import type { ResourceState } from '../resources/resource-repository';

/** Ids of the resources to book, ascending, without duplicates. */
export function idsToBook(resources: readonly ResourceToBook[]): number[] {
  return [...new Set(resources.map(({ ResourceId }) => ResourceId))].sort((a, b) => a - b);
}

/**
 * Checks the resources that a request names against those that the company has.
 *
 * A ResourceTypeId says as what the service uses the resource: it must be the resource's own type, and one that the
 * service needs where the service names any.
 * Errors: 404 for unknown resources; 400 for inactive ones and for a wrong type.
 */
export function checkResourcesToBook(
  resources: readonly ResourceToBook[],
  found: readonly ResourceState[],
  serviceTypes: readonly number[],
): void {
  const placeOf = (id: number) => resources.findIndex(({ ResourceId }) => ResourceId === id);
  checkResources(idsToBook(resources), found, (id) => `Resources[${placeOf(id)}].ResourceId`);
  for (const [place, { ResourceId, ResourceTypeId }] of resources.entries()) {
    if (ResourceTypeId === undefined) continue;
    const isOwn = found.some(({ id, resourceTypeId }) => id === ResourceId && resourceTypeId === ResourceTypeId);
    const isNeeded = serviceTypes.length === 0 || serviceTypes.includes(ResourceTypeId);
    if (isOwn && isNeeded) continue;
    const message = isOwn
      ? `The service needs resources of type ${serviceTypes.join(', ')}; got ${ResourceTypeId}.`
      : `The resource ${ResourceId} is not of type ${ResourceTypeId}.`;
    throw HttpError.field(400, 'Predicate', `Resources[${place}].ResourceTypeId`, message);
  }
}
