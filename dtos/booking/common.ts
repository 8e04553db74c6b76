import { dtoModule, registerInterface } from '../annotations';
import { type InPascalCase, QueryResponse } from '../common';

export const bookingNamespace = 'BokaMera.API.ServiceModel.Dtos';
/** `@BookingDto()`: a DTO of the booking family, declared without nullable reference types. */
export const BookingDto = dtoModule(bookingNamespace);

/** The text that every `CompanyId` of the family carries. */
export const companyIdText = 'The company id, if empty will use the company id for the user you are logged in with.';

/** Messages about one company's data: empty means the company of the logged-in user (domain 0.4). */
export interface ICompany {
  CompanyId?: string;
}
registerInterface({ name: 'ICompany', ns: bookingNamespace, props: [{ name: 'CompanyId', type: 'Guid?' }] });

/** What a booking list answers, as it stands on the wire: `Offset, Total, Results, Meta`. */
export type BookingList<T> = InPascalCase<QueryResponse<T>>;

/** The empty answer of a list operation, for `createResponse`. */
export function bookingList<T>(): BookingList<T> {
  return asBookingList(new QueryResponse<T>());
}
/** The engine's list answer, typed as the booking family writes it. */
export function asBookingList<T>(page: QueryResponse<T>): BookingList<T> {
  return page as unknown as BookingList<T>;
}
