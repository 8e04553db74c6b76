import { type ResourceBase, ResourceQueryResponse } from '../../../dtos/booking/resources';
import { toInstant } from '../instant';
import type { ResourceEntity } from './resource-entity';
import type { ResourceValues } from './resource-repository';

const emptyGuid = '00000000-0000-0000-0000-000000000000';

/** The columns that a request names; absent members are left out, empty texts and the empty Guid clear. */
export function toResourceValues(request: ResourceBase & { Name?: string }): ResourceValues {
  const values: ResourceValues = {
    name: request.Name?.trim(),
    description: textOrNull(request.Description),
    color: colorOrNull(request.Color),
    email: textOrNull(request.Email?.trim()),
    mobilePhone: textOrNull(request.MobilePhone),
    accessGroup: textOrNull(request.AccessGroup),
    imageUrl: textOrNull(request.ImageUrl),
    active: request.Active,
    emailNotification: request.EmailNotification,
    smsNotification: request.SMSNotification,
    userId: request.UserId === emptyGuid ? null : request.UserId,
  };
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined));
}

/** How much of a resource a caller sees. Contact data, links and settings are for staff, and for the resource itself. */
export type ResourceView = 'staff' | 'public';

export function toResource(resource: ResourceEntity, view: ResourceView): ResourceQueryResponse {
  const isStaff = view === 'staff';
  return new ResourceQueryResponse({
    Id: resource.id,
    CompanyId: resource.companyId,
    Name: resource.name,
    Description: resource.description ?? undefined,
    Color: resource.color ?? undefined,
    Email: (isStaff && resource.email) || undefined,
    MobilePhone: (isStaff && resource.mobilePhone) || undefined,
    AccessGroup: (isStaff && resource.accessGroup) || undefined,
    ImageUrl: resource.imageUrl ?? undefined,
    Active: resource.active,
    EmailNotification: isStaff && resource.emailNotification,
    SMSNotification: isStaff && resource.smsNotification,
    UserId: (isStaff && resource.userId) || undefined,
    Created: toInstant(resource.createdAt),
    Updated: toInstant(resource.updatedAt),
  });
}

/** `undefined` stays, an empty text becomes null. */
export function textOrNull(text: string | undefined): string | null | undefined {
  return text === '' ? null : text;
}

/** `A0b1C2` and `#a0b1c2` → `#A0b1C2`, `#a0b1c2`; an empty text becomes null. */
export function colorOrNull(color: string | undefined): string | null | undefined {
  if (color === undefined) return undefined;
  return color === '' ? null : `#${color.replace('#', '')}`;
}
