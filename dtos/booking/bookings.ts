import {
  ApiMember,
  ApiResponse,
  ArrayMaxSize,
  ArrayNotEmpty,
  IsEmail,
  IsNotEmpty,
  IsOptional,
  Matches,
  Max,
  MaxLength,
  Min,
  Prop,
  Returns,
  Route,
  registerEnum,
  Tag,
  ValidateIf,
  ValidateNested,
  ValidateRequest,
} from '../annotations';
import { type IReturn, QueryDb, type ResponseStatus } from '../common';
import { BookingDto, type BookingList, bookingList, companyIdText, type ICompany } from './common';
import type { CustomFieldDataResponse } from './custom-fields';

const enumNamespace = 'BokaMera.API.ServiceModel.Enums';
const unauthorizedText = 'You were unauthorized to call this service';
const notFoundText = 'The booking was not found';
const collisionText = 'The time is not available: another booking or a blocking time exception overlaps';

/** What a booking's time and payment stand at. Unbooked and Canceled bookings occupy no time. */
export enum BookingStatusEnum {
  Booked = 1,
  Unbooked = 2,
  Reserved = 3,
  Canceled = 4,
  AwaitingPayment = 5,
  AwaitingPaymentNoTimeLimit = 6,
  Payed = 7,
  AwaitingPaymentRequestFromAdmin = 8,
  AwaitingPaymentFromProvider = 9,
  Invoiced = 10,
}
registerEnum(BookingStatusEnum, { name: 'BookingStatusEnum', ns: enumNamespace });
/** A status as answers carry it: enums go over the wire by name. */
export type BookingStatusName = keyof typeof BookingStatusEnum;

/** How a booking is to be paid. Only administrators may choose another than the default setting. */
export enum PaymentOption {
  DefaultSetting = 0,
  BookWithoutPayment = 1,
  BookWithPaymentMessageToCustomer = 2,
  BookWithManualPayment = 3,
}
registerEnum(PaymentOption, { name: 'PaymentOption', ns: enumNamespace });

/** Who a booking is for. */
@BookingDto()
export class BookedCustomer {
  @Prop('Guid') Id!: string;
  @Prop('string') Firstname?: string;
  @Prop('string') Lastname?: string;
  @Prop('string') Email?: string;
  @Prop('string') Phone?: string;
  @Prop('string') FacebookUserName?: string;
  @Prop('string') ImageUrl?: string;
  @Prop('string') CorporateIdentityNumber?: string;
  @Prop('string') InvoiceAddress1?: string;
  @Prop('string') InvoiceAddress2?: string;
  @Prop('string') InvoiceCity?: string;
  @Prop('string') InvoicePostalCode?: string;
  @Prop('string') InvoiceCountryCode?: string;

  constructor(init?: Partial<BookedCustomer>) {
    Object.assign(this, init);
  }
}

/** The service that was booked. */
@BookingDto()
export class BookedService {
  @Prop('int') Id!: number;
  @Prop('string') Name!: string;
  @Prop('string') Description?: string;
  @Prop('int') @ApiMember('Duration of the service in minutes') Duration!: number;

  constructor(init?: Partial<BookedService>) {
    Object.assign(this, init);
  }
}

/** A resource that a booking occupies. */
@BookingDto()
export class BookedResource {
  @Prop('int') Id!: number;
  @Prop('string') Name!: string;

  constructor(init?: Partial<BookedResource>) {
    Object.assign(this, init);
  }
}

/** The booked resources of one type. Id 0 and an empty name: resources that have no type. */
@BookingDto()
export class BookedResourceType {
  @Prop('int') Id!: number;
  @Prop('string') Name!: string;
  @Prop('List<BookedResource>') Resources!: BookedResource[];

  constructor(init?: Partial<BookedResourceType>) {
    Object.assign(this, init);
  }
}

/** For how many of one price a booking is. */
@BookingDto()
export class BookedQuantity {
  @Prop('int') Id!: number;
  @Prop('int') Quantity!: number;
  @Prop('int?') PriceId?: number;
  @Prop('bool') OccupiesSpot!: boolean;

  constructor(init?: Partial<BookedQuantity>) {
    Object.assign(this, init);
  }
}

/** A booking. Anonymous callers are told its id and cancellation code only. */
@BookingDto()
export class BookingQueryResponse {
  @Prop('int') @ApiMember('The booking id') Id!: number;
  @Prop('Guid') @ApiMember('The company id') CompanyId!: string;
  @Prop('DateTime') @ApiMember('Booking start datetime') From!: string;
  @Prop('DateTime') @ApiMember('Booking end datetime') To!: string;
  @Prop('BookingStatusEnum') @ApiMember('Current status of the booking') Status!: BookingStatusName;
  @Prop('int') @ApiMember('Current status id of the booking') StatusId!: number;
  @Prop('string') @ApiMember('Current status name of the booking') StatusName!: string;
  @Prop('bool')
  @ApiMember('If confirmations and cancellations of the booking are sent as email')
  SendEmailConfirmation!: boolean;
  @Prop('bool')
  @ApiMember('If confirmations and cancellations of the booking are sent as SMS')
  SendSmsConfirmation!: boolean;
  @Prop('DateTime?') @ApiMember('Last time the customer can unbook the booking') LastTimeToUnBook?: string;
  @Prop('List<CustomFieldDataResponse>')
  @ApiMember('Custom field values of the booking; custom fields belong to customers in this version, so it is empty')
  CustomFieldValues!: CustomFieldDataResponse[];
  @Prop('List<BookedResourceType>')
  @ApiMember('The resource types with the resources that are booked')
  BookedResourceTypes!: BookedResourceType[];
  @Prop('BookedCustomer') @ApiMember('The customer the booking belongs to') Customer?: BookedCustomer;
  @Prop('List<BookedQuantity>') @ApiMember('The quantities of the booking') Quantities!: BookedQuantity[];
  @Prop('BookedService') @ApiMember('The service that is booked') Service!: BookedService;
  @Prop('int?') @ApiMember('Length of the booking in minutes') LengthInMinutes?: number;
  @Prop('string') @ApiMember('Who made the booking') BookedBy?: string;
  @Prop('string') @ApiMember('Comments left when the booking was made') BookedComments?: string;
  @Prop('string') @ApiMember('Comments left when the booking was unbooked') UnbookedComments?: string;
  @Prop('string') @ApiMember('Comments to the customer') CommentsToCustomer?: string;
  @Prop('DateTime') @ApiMember('When the booking was made') CreatedDate!: string;
  @Prop('DateTime') @ApiMember('When the booking was changed') UpdatedDate!: string;
  @Prop('DateTime?') @ApiMember('When the booking was unbooked') UnbookedOn?: string;
  @Prop('string') @ApiMember('The unique cancelation code for that booking') CancellationCode?: string;
  @Prop('ResponseStatus') ResponseStatus?: ResponseStatus;

  constructor(init?: Partial<BookingQueryResponse>) {
    Object.assign(this, init);
  }
}

/** The person that a booking is for, where no CustomerId is at hand. Kept with the booking; an existing customer's data stay. */
@BookingDto()
export class CustomerToBook {
  @Prop('Guid?') @ApiMember('The customer id, if it is known') CustomerId?: string;
  @Prop('string') @IsOptional() @MaxLength(100) Firstname?: string;
  @Prop('string') @IsOptional() @MaxLength(100) Lastname?: string;
  @Prop('string')
  @ValidateIf((customer: CustomerToBook) => customer.Email !== undefined && customer.Email !== '')
  @IsEmail()
  Email?: string;
  @Prop('string') @IsOptional() @Matches(/^([+0-9 ()-]{5,20})?$/) Phone?: string;
  @Prop('bool')
  @ApiMember('If the customer wants the newsletter; counts for new customers only')
  SubscribedToNewsletter?: boolean;

  constructor(init?: Partial<CustomerToBook>) {
    Object.assign(this, init);
  }
}

/** A resource to book. */
@BookingDto()
export class ResourceToBook {
  @Prop('int?')
  @ApiMember('The type as which the service needs the resource; checked when it is sent')
  ResourceTypeId?: number;
  @Prop('int') @ApiMember('The resource id', { IsRequired: true }) @IsNotEmpty() ResourceId!: number;

  constructor(init?: Partial<ResourceToBook>) {
    Object.assign(this, init);
  }
}

/** For how many of one price to book. */
@BookingDto()
export class QuantityToBook {
  @Prop('int')
  @ApiMember('The quantity to book', { IsRequired: true })
  @IsNotEmpty()
  @Min(1)
  @Max(1000)
  Quantity!: number;
  @Prop('int?') @ApiMember('The price id') PriceId?: number;
  @Prop('bool') @ApiMember('If the quantity occupies a spot, default is true') OccupiesSpot?: boolean;

  constructor(init?: Partial<QuantityToBook>) {
    Object.assign(this, init);
  }
}

/** Books resources for a service. Refused when another booking or a blocking time exception overlaps. */
@Route('/bookings', 'POST', {
  summary: 'Create a booking',
  notes:
    'Signed-in users book for themselves, administrators for any customer of their company. Without signing in the company id is needed, and the answer holds the id and the cancellation code only.',
})
@Tag('Bookings')
@ApiResponse(400, 'Returned if there is a validation error on the input parameters')
@ApiResponse(401, unauthorizedText)
@ApiResponse(409, collisionText)
@Returns('BookingQueryResponse')
@BookingDto({ implements: ['ICompany'] })
export class CreateBooking implements IReturn<BookingQueryResponse>, ICompany {
  @Prop('Guid?') @ApiMember(companyIdText) CompanyId?: string;
  @Prop('DateTime') @ApiMember('Booking start datetime', { IsRequired: true }) @IsNotEmpty() From!: string;
  @Prop('DateTime') @ApiMember('Booking end datetime', { IsRequired: true }) @IsNotEmpty() To!: string;
  @Prop('int') @ApiMember('The service to book', { IsRequired: true }) @IsNotEmpty() ServiceId!: number;
  @Prop('Guid?')
  @ApiMember('The customer to book for; administrators send the empty Guid to book without a customer')
  CustomerId?: string;
  @Prop('CustomerToBook')
  @ApiMember('The person to book for, where no customer id is at hand')
  @IsOptional()
  @ValidateNested()
  Customer?: CustomerToBook;
  @Prop('List<ResourceToBook>')
  @ApiMember('The resources to book', { IsRequired: true })
  @ArrayNotEmpty()
  @ArrayMaxSize(50)
  @ValidateNested({ each: true })
  Resources!: ResourceToBook[];
  @Prop('List<QuantityToBook>')
  @ApiMember('The quantities to book')
  @IsOptional()
  @ArrayMaxSize(50)
  @ValidateNested({ each: true })
  Quantities?: QuantityToBook[];
  @Prop('PaymentOption')
  @ApiMember('How the booking is to be paid; only administrators may choose another than the default setting')
  PaymentOption?: PaymentOption;
  @Prop('bool?')
  @ApiMember('If a confirmation should be sent as email. Default is true')
  SendEmailConfirmation?: boolean;
  @Prop('bool?')
  @ApiMember('If a confirmation should be sent as SMS. Default is false; never sent for anonymous bookings')
  SendSmsConfirmation?: boolean;
  @Prop('string') @ApiMember('Comments of the booking') @IsOptional() @MaxLength(2000) BookedComments?: string;
  @Prop('string')
  @ApiMember('Comments to the customer, by administrators only')
  @IsOptional()
  @MaxLength(2000)
  CommentsToCustomer?: string;

  constructor(init?: Partial<CreateBooking>) {
    Object.assign(this, init);
  }
  getTypeName() {
    return 'CreateBooking';
  }
  getMethod() {
    return 'POST';
  }
  createResponse() {
    return new BookingQueryResponse();
  }
}

/** Finds bookings: the caller's own, or with CompanyBookings the company's. */
@Route('/bookings', 'GET', {
  summary: 'Find bookings',
  notes:
    'Finds the bookings of the logged in user, or with CompanyBookings all bookings of the company (administrators)',
})
@Tag('Bookings')
@ApiResponse(401, unauthorizedText)
@ApiResponse(403, 'You have too low privilegies to call this service')
@ValidateRequest('IsAuthenticated')
@Returns('QueryResponse<BookingQueryResponse>')
@BookingDto({ base: 'QueryDb<BookingQueryResponse>', implements: ['ICompany'] })
export class BookingQuery
  extends QueryDb<BookingQueryResponse>
  implements IReturn<BookingList<BookingQueryResponse>>, ICompany
{
  @Prop('Guid?') @ApiMember(companyIdText, { ParameterType: 'query' }) CompanyId?: string;
  @Prop('int?') @ApiMember('The booking id') Id?: number;
  @Prop('DateTime?') @ApiMember('Bookings that end after this time') BookingStart?: string;
  @Prop('DateTime?') @ApiMember('Bookings that start before this time') BookingEnd?: string;
  @Prop('int[]') @ApiMember('The status ids to filter on') @IsOptional() @ArrayMaxSize(1000) StatusIds?: number[];
  @Prop('int[]') @ApiMember('The service ids to filter on') @IsOptional() @ArrayMaxSize(1000) ServiceIds?: number[];
  @Prop('int[]') @ApiMember('The resource ids to filter on') @IsOptional() @ArrayMaxSize(1000) ResourceIds?: number[];
  @Prop('Guid?') @ApiMember('The customer to filter on') CustomerId?: string;
  @Prop('bool')
  @ApiMember('If the bookings of the company should be returned instead of your own. Needs an administrator role')
  CompanyBookings?: boolean;
  @Prop('string') @ApiMember('The cancellation code to filter on') CancellationCode?: string;

  constructor(init?: Partial<BookingQuery>) {
    super(init);
    Object.assign(this, init);
  }
  getTypeName() {
    return 'BookingQuery';
  }
  getMethod() {
    return 'GET';
  }
  createResponse() {
    return bookingList<BookingQueryResponse>();
  }
}

/** Unbooks a booking. One that is unbooked already is answered as it is. */
@Route('/bookings/{Id}', 'DELETE', {
  summary: 'Unbook a booking',
  notes: 'Customers unbook their own bookings until the last time to unbook, administrators any of their company',
})
@Tag('Bookings')
@ApiResponse(401, unauthorizedText)
@ApiResponse(404, notFoundText)
@ApiResponse(409, 'It is too late to unbook the booking')
@ValidateRequest('IsAuthenticated')
@Returns('BookingQueryResponse')
@BookingDto({ implements: ['ICompany'] })
export class DeleteBooking implements IReturn<BookingQueryResponse>, ICompany {
  @Prop('Guid?') @ApiMember(companyIdText, { ParameterType: 'query' }) CompanyId?: string;
  @Prop('int?') @ApiMember('Id of the booking', { ParameterType: 'path' }) @IsNotEmpty() Id!: number;
  @Prop('string') @ApiMember('Unbooked comments') @IsOptional() @MaxLength(1000) UnBookedComments?: string;
  @Prop('string')
  @ApiMember('Message that will be included in the email/SMS sent, by administrators only')
  @IsOptional()
  @MaxLength(1000)
  Message?: string;
  @Prop('bool?')
  @ApiMember('If you want to send a SMS cancellation. If null, it will take the default value of the bookings')
  SendSmsConfirmation?: boolean;
  @Prop('bool?')
  @ApiMember('If you want to send an email cancellation. If null, it will take the default value of the bookings')
  SendEmailConfirmation?: boolean;

  constructor(init?: Partial<DeleteBooking>) {
    Object.assign(this, init);
  }
  getTypeName() {
    return 'DeleteBooking';
  }
  getMethod() {
    return 'DELETE';
  }
  createResponse() {
    return new BookingQueryResponse();
  }
}

/** Unbooks a booking for whoever knows its cancellation code; no sign-in is needed. */
@Route('/bookings/deletebycode/{Id}', 'DELETE', {
  summary: 'Unbook a booking by its cancellation code',
  notes: 'Unbook a booking with the cancellation code that was told when it was made',
})
@Tag('Bookings')
@ApiResponse(404, notFoundText)
@ApiResponse(409, 'It is too late to unbook the booking')
@Returns('BookingQueryResponse')
@BookingDto({ implements: ['ICompany'] })
export class DeleteBookingByCode implements IReturn<BookingQueryResponse>, ICompany {
  @Prop('Guid?') @ApiMember(companyIdText, { ParameterType: 'query' }) CompanyId?: string;
  @Prop('int')
  @ApiMember('Id of the booking', { IsRequired: true, ParameterType: 'path' })
  @IsNotEmpty()
  Id!: number;
  @Prop('string')
  @ApiMember('The unique cancelation code for that booking', { IsRequired: true })
  @IsNotEmpty()
  @MaxLength(100)
  CancellationCode!: string;
  @Prop('string') @ApiMember('Unbooked comments') @IsOptional() @MaxLength(1000) UnBookedComments?: string;

  constructor(init?: Partial<DeleteBookingByCode>) {
    Object.assign(this, init);
  }
  getTypeName() {
    return 'DeleteBookingByCode';
  }
  getMethod() {
    return 'DELETE';
  }
  createResponse() {
    return new BookingQueryResponse();
  }
}
