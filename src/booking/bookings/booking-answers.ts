import {
  BookedCustomer,
  BookedQuantity,
  BookedResource,
  BookedResourceType,
  BookedService,
  BookingQueryResponse,
  BookingStatusEnum,
  type BookingStatusName,
} from '../../../dtos/booking/bookings';
import { toInstant } from '../instant';
import type { BookedPerson, BookingDetails } from './booking-list-repository';

const emptyGuid = '00000000-0000-0000-0000-000000000000';

/** `withCode`: the cancellation code is for whoever may unbook; a reader may not. */
export function toBooking(booking: BookingDetails, { withCode }: { withCode: boolean }): BookingQueryResponse {
  return new BookingQueryResponse({
    Id: booking.id,
    CompanyId: booking.companyId,
    From: toInstant(booking.startsAt),
    To: toInstant(booking.endsAt),
    Status: BookingStatusEnum[booking.status] as BookingStatusName,
    StatusId: booking.status,
    StatusName: BookingStatusEnum[booking.status],
    SendEmailConfirmation: booking.sendEmailConfirmation,
    SendSmsConfirmation: booking.sendSmsConfirmation,
    LastTimeToUnBook: instantOrNone(booking.lastTimeToUnbook),
    CustomFieldValues: [],
    BookedResourceTypes: toResourceTypes(booking.resources),
    Customer: booking.customer ? toBookedCustomer(booking.customer) : undefined,
    Quantities: booking.quantities.map(toQuantity),
    Service: toBookedService(booking.service),
    LengthInMinutes: Math.round((booking.endsAt.getTime() - booking.startsAt.getTime()) / 60_000),
    BookedBy: booking.bookedBy ?? undefined,
    BookedComments: booking.bookedComments ?? undefined,
    UnbookedComments: booking.unbookedComments ?? undefined,
    CommentsToCustomer: booking.commentsToCustomer ?? undefined,
    CreatedDate: toInstant(booking.createdAt),
    UpdatedDate: toInstant(booking.updatedAt),
    UnbookedOn: instantOrNone(booking.unbookedAt),
    CancellationCode: withCode ? booking.cancellationCode : undefined,
  });
}

/** A booking without anything that was said by or about a person. */
export function withoutPeople(booking: BookingQueryResponse): BookingQueryResponse {
  return new BookingQueryResponse({
    ...booking,
    Customer: undefined,
    BookedBy: undefined,
    BookedComments: undefined,
    UnbookedComments: undefined,
    CommentsToCustomer: undefined,
  });
}

/** A person without a record has the empty Guid. */
export function toBookedCustomer(person: BookedPerson): BookedCustomer {
  return new BookedCustomer({
    Id: person.id ?? emptyGuid,
    Firstname: person.firstname ?? undefined,
    Lastname: person.lastname ?? undefined,
    Email: person.email ?? undefined,
    Phone: person.phone ?? undefined,
    ImageUrl: person.imageUrl ?? undefined,
    CorporateIdentityNumber: person.corporateIdentityNumber ?? undefined,
    InvoiceAddress1: person.invoiceAddress1 ?? undefined,
    InvoiceAddress2: person.invoiceAddress2 ?? undefined,
    InvoiceCity: person.invoiceCity ?? undefined,
    InvoicePostalCode: person.invoicePostalCode ?? undefined,
    InvoiceCountryCode: person.invoiceCountryCode ?? undefined,
  });
}

export function toBookedService(service: BookingDetails['service']): BookedService {
  return new BookedService({
    Id: service.id,
    Name: service.name,
    Description: service.description ?? undefined,
    Duration: service.duration,
  });
}

function toQuantity(quantity: BookingDetails['quantities'][number]): BookedQuantity {
  return new BookedQuantity({
    Id: quantity.id,
    Quantity: quantity.quantity,
    PriceId: quantity.priceId ?? undefined,
    OccupiesSpot: quantity.occupiesSpot,
  });
}

/** The resources by type; those without one last. */
function toResourceTypes(resources: BookingDetails['resources']): BookedResourceType[] {
  const types = new Map<number, BookedResourceType>();
  const ordered = [...resources].sort((a, b) => (a.typeId ?? Infinity) - (b.typeId ?? Infinity));
  for (const { id, name, typeId, typeName } of ordered) {
    const key = typeId ?? 0;
    const type = types.get(key) ?? new BookedResourceType({ Id: key, Name: typeName ?? '', Resources: [] });
    types.set(key, type);
    type.Resources.push(new BookedResource({ Id: id, Name: name }));
  }
  return [...types.values()];
}

function instantOrNone(date: Date | null): string | undefined {
  return date ? toInstant(date) : undefined;
}
