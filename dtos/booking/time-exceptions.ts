import {
  ApiMember,
  ApiResponse,
  ArrayMaxSize,
  ArrayNotEmpty,
  Attribute,
  IsNotEmpty,
  IsOptional,
  Matches,
  MaxLength,
  Prop,
  RequiresAnyRole,
  Returns,
  Route,
  Rule,
  registerEnum,
  ValidateRequest,
} from '../annotations';
import { type IReturn, QueryDb, type ResponseStatus } from '../common';
import { BookedCustomer, BookedService, type BookingStatusName } from './bookings';
import { BookingDto, type BookingList, bookingList, companyIdText, type ICompany } from './common';

const unauthorizedText = 'You were unauthorized to call this service';
const forbiddenText = 'You have too low privilegies to call this service';
const conflictText =
  'Bookings exists that needs to be unbooked before creating this time exceptions, use the /timeexceptions/collidingevents to find which bookings and use the booking service to unbook them';
const notFoundText = 'The time exception was not found';

const text = {
  from: 'Time exception starting datestamp, only the date of day part is used of this value',
  to: 'Time exception ending datestamp, only the date of day part is used of this value',
  resourceIds: 'Resource id of the resource that owns this exception',
  fromTime:
    'This value indicates the time of day when the time exception begins. Example: 10:00. If Recurring this will be the startime for each recurring day.',
  toTime:
    'This value indicates the time of day when the time exception ends. Example: 12:00. If Recurring this will be the endtime for each recurring day.',
  daysOfWeek: 'A comma separated list of which days this day exception belongs to, 1 = Monday .. 7 = Sunday',
  reason: 'The reason of the time exception, example: Vacation, doctors appointment, ...',
  publicReason:
    'The reason of the time exception that could be public to customers, example: Vacation, Closed, Sick leave, ...',
  color: 'What hexadecimal color code the exception should have in the scheduler',
  blockTime: "If the time exception should block the time in the scheduler so it's not avaialable to book",
  private:
    'If the ReasonText should only be visible to conncted resources. If false, all resources will be able to see it',
  options: 'By default sets to 1, which is to add time exception without canceling colliding bookings',
  owners: 'Resources that owns this exception',
} as const;

/** What becomes of the bookings that a forced time exception collides with. */
export enum CollidingBookingOptions {
  AddWithoutCancelingCollidingBookings = 1,
  AddAndCancelCollidingBookings = 2,
}
registerEnum(CollidingBookingOptions, {
  name: 'CollidingBookingOptions',
  ns: 'BokaMera.API.ServiceModel.Enums',
});

function areWeekdays(value: unknown): boolean {
  return Array.isArray(value) && value.every((day) => Number.isInteger(day) && day >= 1 && day <= 7);
}
const weekdays = {
  name: 'weekdays',
  errorCode: 'InclusiveBetween',
  message: (value: unknown) =>
    `DaysOfWeek must hold numbers from 1 (Monday) to 7 (Sunday); got ${Array.isArray(value) ? value.slice(0, 10).join(',') : typeof value}.`,
  test: areWeekdays,
};

/** One day of the week on which a time exception recurs. */
@BookingDto()
export class DayOfWeekDto {
  /** 1 = Monday .. 7 = Sunday */
  @Prop('int') DayOfWeekId!: number;
  /** 0 = Sunday .. 6 = Saturday */
  @Prop('int') DotNetDayOfWeekId!: number;
  /** English name of the day. */
  @Prop('string') DayOfWeek!: string;

  constructor(init?: Partial<DayOfWeekDto>) {
    Object.assign(this, init);
  }
}

/** How far a time exception has been exported to a calendar. */
@BookingDto()
export class ExceptionCalendarExportStatus {
  @Prop('string') CalendarId?: string;
  @Prop('int') ExceptionId!: number;
  @Prop('bool?') Synced?: boolean;

  constructor(init?: Partial<ExceptionCalendarExportStatus>) {
    Object.assign(this, init);
  }
}

/** A resource that a time exception belongs to. The misspelt name is the contract's. */
@BookingDto()
export class TimeExceptionReosurceDetails {
  @Prop('int') @ApiMember('Ids of the resources that owns this exception') Id!: number;
  @Prop('string') @ApiMember('Name of the resource') Name!: string;
  @Prop('string') @ApiMember('Description of the resource') Description?: string;
  @Prop('string') @ApiMember('Color of the resource') Color?: string;
  @Prop('Uri') @ApiMember('Image of the resource') ImageUrl?: string;
  @Prop('ResponseStatus') ResponseStatus?: ResponseStatus;

  constructor(init?: Partial<TimeExceptionReosurceDetails>) {
    Object.assign(this, init);
  }
}

/**
 * A time exception.
 *
 * `From` and `To` are wall-clock times of the company without offset: begin and (exclusive) end of the interval, or,
 * when it recurs, the first and the last day of the range.
 */
@BookingDto()
export class ResourceTimeExceptionQueryResponse {
  @Prop('int') @ApiMember('Time exception id') Id!: number;
  @Prop('Guid') @ApiMember('Time company id') CompanyId!: string;
  @Prop('bool') @ApiMember("If it's locked for editing for the logged in administrator") Locked!: boolean;
  @Prop('int[]') @ApiMember(text.owners) ResourceIds!: number[];
  @Prop('List<TimeExceptionReosurceDetails>') @ApiMember(text.owners) Resources?: TimeExceptionReosurceDetails[];
  @Prop('bool') @ApiMember('Indicates wheter or not the time exception is recurring') IsRecurring!: boolean;
  @Prop('DateTime') @ApiMember('Time exception starting timestamp') @Attribute('WallTime') From!: string;
  @Prop('DateTime') @ApiMember('Time exception ending timestamp') @Attribute('WallTime') To!: string;
  @Prop('TimeSpan')
  @ApiMember('If recurring then this value indicates the time of day when the time exception begins')
  FromTime!: string;
  @Prop('TimeSpan')
  @ApiMember('If recurring then this value indicates the time of day when the time exception ends')
  ToTime!: string;
  @Prop('string') @ApiMember(text.reason) ReasonText!: string;
  @Prop('string') @ApiMember(text.publicReason) ReasonTextPublic?: string;
  @Prop('string') @ApiMember(text.color) Color?: string;
  @Prop('bool') @ApiMember(text.blockTime) BlockTime!: boolean;
  @Prop('bool') @ApiMember(text.private) Private!: boolean;
  @Prop('ExceptionCalendarExportStatus')
  @ApiMember('The status for export to calendars like Gcal')
  CalendarExportStatus?: ExceptionCalendarExportStatus;
  @Prop('List<DayOfWeekDto>')
  @ApiMember(
    'If recurring, an array indicating which days of the week the exception recures on where 1 = Monday .. 7 = Sunday. When recurring then the time portion of the Fields From and To indicates the time of day the recurrence occurs',
  )
  DaysOfWeek!: DayOfWeekDto[];
  @Prop('DateTime') @ApiMember('The datetime the exception was created') Created!: string;
  @Prop('ResponseStatus') ResponseStatus?: ResponseStatus;

  constructor(init?: Partial<ResourceTimeExceptionQueryResponse>) {
    Object.assign(this, init);
  }
}

/** What to do with bookings that collide with a time exception. */
@BookingDto()
export class CreateResourceTimeExceptionBase {
  @Prop('bool')
  @ApiMember(
    'If this equals true it will it add the time exception with the option you have selected in CollidingBookingOption. Default is to cancel all colliding bookings.',
  )
  Force?: boolean;
  @Prop('string')
  @ApiMember(
    'When Force=true and colliding bookings exsists, this message is the message that are sent to the users when canceling their bookings.',
  )
  @IsOptional()
  @MaxLength(1000)
  CancelMessage?: string;
  @Prop('bool?')
  @ApiMember('When Force=true and colliding bookings exsists, send cancelmessage as SMS Confirmation')
  SendSmsConfirmation?: boolean;
  @Prop('bool?')
  @ApiMember('When Force=true and colliding bookings exsists, send cancelmessage as Email Confirmation')
  SendEmailConfirmation?: boolean;

  constructor(init?: Partial<CreateResourceTimeExceptionBase>) {
    Object.assign(this, init);
  }
}

/** Inserts a time exception for one or more resources, unless bookings collide with it. */
@Route('/timeexceptions', 'POST', {
  summary: 'Inserts a time exception for a given resource belonging to the current user',
  notes:
    'Inserts a time exception for a given resource belonging to the current user if no colliding bookings are found. If a colliding booking is found. A time exception must be either recurring (DaysOfWeek is set and From and To is the valid range for the recurrency) or non recurring (From and To are set)',
})
@RequiresAnyRole('bookingsupplier-administrator-write', 'superadmin')
@ApiResponse(401, unauthorizedText)
@ApiResponse(403, forbiddenText)
@ApiResponse(409, conflictText)
@ValidateRequest('IsAuthenticated')
@Returns('ResourceTimeExceptionQueryResponse')
@BookingDto({ implements: ['ICompany'] })
export class CreateResourceTimeException
  extends CreateResourceTimeExceptionBase
  implements IReturn<ResourceTimeExceptionQueryResponse>, ICompany
{
  @Prop('Guid?') @ApiMember(companyIdText) CompanyId?: string;
  @Prop('DateTime') @ApiMember(text.from, { IsRequired: true }) @Attribute('CalendarDay') @IsNotEmpty() From!: string;
  @Prop('DateTime') @ApiMember(text.to, { IsRequired: true }) @Attribute('CalendarDay') @IsNotEmpty() To!: string;
  @Prop('int[]')
  @ApiMember(text.resourceIds, { IsRequired: true })
  @ArrayNotEmpty()
  @ArrayMaxSize(1000)
  ResourceIds!: number[];
  @Prop('TimeSpan') @ApiMember(text.fromTime) FromTime?: string;
  @Prop('TimeSpan') @ApiMember(text.toTime) ToTime?: string;
  @Prop('int[]') @ApiMember(text.daysOfWeek) @IsOptional() @ArrayMaxSize(100) @Rule(weekdays) DaysOfWeek?: number[];
  @Prop('string') @ApiMember(text.reason, { IsRequired: true }) @IsNotEmpty() @MaxLength(500) ReasonText!: string;
  @Prop('string') @ApiMember(text.publicReason) @IsOptional() @MaxLength(500) ReasonTextPublic?: string;
  @Prop('string') @ApiMember(text.color) @IsOptional() @Matches(/^(#?[0-9A-Fa-f]{6})?$/) Color?: string;
  @Prop('bool') @ApiMember(text.blockTime) BlockTime?: boolean;
  @Prop('bool') @ApiMember(text.private) Private?: boolean;
  @Prop('CollidingBookingOptions') @ApiMember(text.options) CollidingBookingOptions?: CollidingBookingOptions;

  constructor(init?: Partial<CreateResourceTimeException>) {
    super(init);
    Object.assign(this, init);
  }
  getTypeName() {
    return 'CreateResourceTimeException';
  }
  getMethod() {
    return 'POST';
  }
  createResponse() {
    return new ResourceTimeExceptionQueryResponse();
  }
}

/**
 * Changes a time exception. Absent members stay as they are; a sent DaysOfWeek replaces all old days, an empty one ends
 * the recurrence. Collisions are checked again when what it blocks has changed.
 */
@Route('/timeexceptions/{Id}', 'PUT', {
  summary: 'Updates a time exception',
  notes: 'Updates a time exception for resources of the given company if no colliding bookings are found',
})
@RequiresAnyRole('bookingsupplier-administrator-write', 'superadmin')
@ApiResponse(401, unauthorizedText)
@ApiResponse(403, forbiddenText)
@ApiResponse(409, conflictText)
@ValidateRequest('IsAuthenticated')
@Returns('ResourceTimeExceptionQueryResponse')
@BookingDto({ implements: ['ICompany'] })
export class UpdateResourceTimeException
  extends CreateResourceTimeExceptionBase
  implements IReturn<ResourceTimeExceptionQueryResponse>, ICompany
{
  @Prop('Guid?') @ApiMember(companyIdText) CompanyId?: string;
  @Prop('int')
  @ApiMember('Time exception id', { IsRequired: true, ParameterType: 'path' })
  @IsNotEmpty()
  Id!: number;
  @Prop('DateTime?') @ApiMember(text.from) @Attribute('CalendarDay') From?: string;
  @Prop('DateTime?') @ApiMember(text.to) @Attribute('CalendarDay') To?: string;
  @Prop('int[]')
  @ApiMember(text.resourceIds)
  @IsOptional()
  @ArrayNotEmpty()
  @ArrayMaxSize(1000)
  ResourceIds?: number[];
  @Prop('TimeSpan?') @ApiMember(text.fromTime) FromTime?: string;
  @Prop('TimeSpan?') @ApiMember(text.toTime) ToTime?: string;
  @Prop('int[]')
  @ApiMember(`${text.daysOfWeek}. All old days connected will be removed on update.`)
  @IsOptional()
  @ArrayMaxSize(100)
  @Rule(weekdays)
  DaysOfWeek?: number[];
  @Prop('string') @ApiMember(text.reason) @IsOptional() @IsNotEmpty() @MaxLength(500) ReasonText?: string;
  @Prop('string') @ApiMember(text.publicReason) @IsOptional() @MaxLength(500) ReasonTextPublic?: string;
  @Prop('string') @ApiMember(text.color) @IsOptional() @Matches(/^(#?[0-9A-Fa-f]{6})?$/) Color?: string;
  @Prop('bool') @ApiMember(text.blockTime) BlockTime?: boolean;
  @Prop('bool') @ApiMember(text.private) Private?: boolean;
  @Prop('CollidingBookingOptions') @ApiMember(text.options) CollidingBookingOptions?: CollidingBookingOptions;

  constructor(init?: Partial<UpdateResourceTimeException>) {
    super(init);
    Object.assign(this, init);
  }
  getTypeName() {
    return 'UpdateResourceTimeException';
  }
  getMethod() {
    return 'PUT';
  }
  createResponse() {
    return new ResourceTimeExceptionQueryResponse();
  }
}

/** Deletes a time exception and answers what it was. */
@Route('/timeexceptions/{Id}', 'DELETE', {
  summary: 'Deletes a time exception',
  notes: 'Deletes a time exception of the given company',
})
@RequiresAnyRole('bookingsupplier-administrator-write', 'superadmin')
@ApiResponse(401, unauthorizedText)
@ApiResponse(403, forbiddenText)
@ApiResponse(404, notFoundText)
@ValidateRequest('IsAuthenticated')
@Returns('ResourceTimeExceptionQueryResponse')
@BookingDto({ implements: ['ICompany'] })
export class DeleteResourceTimeException implements IReturn<ResourceTimeExceptionQueryResponse>, ICompany {
  @Prop('Guid?') @ApiMember(companyIdText, { ParameterType: 'query' }) CompanyId?: string;
  @Prop('int')
  @ApiMember('Time exception id', { IsRequired: true, ParameterType: 'path' })
  @IsNotEmpty()
  Id!: number;

  constructor(init?: Partial<DeleteResourceTimeException>) {
    Object.assign(this, init);
  }
  getTypeName() {
    return 'DeleteResourceTimeException';
  }
  getMethod() {
    return 'DELETE';
  }
  createResponse() {
    return new ResourceTimeExceptionQueryResponse();
  }
}

/** Finds time exceptions. Customers are told the public reason only. */
@Route('/timeexceptions', 'GET', {
  summary: 'Find time exceptions',
  notes: 'Finds the time exceptions of the given company',
})
@Route('/timeexceptions/{Id}', 'GET', { summary: 'Get a time exception by its id' })
@ApiResponse(401, unauthorizedText)
@ApiResponse(403, forbiddenText)
@ApiResponse(404, notFoundText)
@ValidateRequest('IsAuthenticated')
@Returns('QueryResponse<ResourceTimeExceptionQueryResponse>')
@BookingDto({ base: 'QueryDb<ResourceTimeExceptionQueryResponse>', implements: ['ICompany'] })
export class ResourceTimeExceptionQuery
  extends QueryDb<ResourceTimeExceptionQueryResponse>
  implements IReturn<BookingList<ResourceTimeExceptionQueryResponse>>, ICompany
{
  @Prop('Guid?') @ApiMember(companyIdText, { ParameterType: 'query' }) CompanyId?: string;
  @Prop('int?') @ApiMember('Time exception id') Id?: number;
  @Prop('int[]') @ApiMember('The resource ids to filter on') @IsOptional() @ArrayMaxSize(1000) ResourceIds?: number[];
  @Prop('DateTime?')
  @ApiMember('Time exceptions that end after this time, on at least one of their days')
  TimeExceptionStart?: string;
  @Prop('DateTime?')
  @ApiMember('Time exceptions that start before this time, on at least one of their days')
  TimeExceptionEnd?: string;
  @Prop('bool?') @ApiMember('If only recurring or only non recurring ones are wanted') IsRecurring?: boolean;
  @Prop('bool?') @ApiMember('If only those that block time or only those that do not are wanted') IsBlocking?: boolean;
  @Prop('bool') @ApiMember('If the details of the resources should be included') IncludeResourceDetails?: boolean;
  @Prop('bool')
  @ApiMember('If the status of the export to calendars should be included')
  IncludeCalendarExportStatus?: boolean;
  @Prop('int?') @ApiMember('Most time exceptions to answer; the smaller of this and Take counts') MaxLimit?: number;

  constructor(init?: Partial<ResourceTimeExceptionQuery>) {
    super(init);
    Object.assign(this, init);
  }
  getTypeName() {
    return 'ResourceTimeExceptionQuery';
  }
  getMethod() {
    return 'GET';
  }
  createResponse() {
    return bookingList<ResourceTimeExceptionQueryResponse>();
  }
}

/** A booking that collides with a time exception. */
@BookingDto()
export class BookingIntervalResponse {
  @Prop('int') @ApiMember('Booking id') Id!: number;
  @Prop('Guid') @ApiMember('The company id') CompanyId!: string;
  @Prop('DateTime') @ApiMember('Booking start datetime') From!: string;
  @Prop('DateTime') @ApiMember('Booking end datetime') To!: string;
  @Prop('BookingStatusEnum') @ApiMember('Current status of the booking') Status!: BookingStatusName;
  @Prop('BookedCustomer') @ApiMember('The customer, with IncludeCustomerInformation') Customer?: BookedCustomer;
  @Prop('BookedService') @ApiMember('The service, with IncludeServiceInformation') Service?: BookedService;

  constructor(init?: Partial<BookingIntervalResponse>) {
    Object.assign(this, init);
  }
}

/** The bookings that a time exception would collide with, earliest first. */
@BookingDto()
export class CollidingBookingQueryResponse {
  @Prop('int[]') @ApiMember('The resource ids that were asked for') ResourceIds!: number[];
  @Prop('List<BookingIntervalResponse>') @ApiMember('The colliding bookings') Bookings!: BookingIntervalResponse[];
  @Prop('ResponseStatus') ResponseStatus?: ResponseStatus;

  constructor(init?: Partial<CollidingBookingQueryResponse>) {
    Object.assign(this, init);
  }
}

/** Finds the bookings that a blocking time exception with these times would collide with. */
@Route('/timeexceptions/collidingevents', 'GET', {
  summary: 'Find colliding bookings',
  notes: 'Finds the bookings that need to be unbooked before a time exception with these times can be created',
})
@RequiresAnyRole('bookingsupplier-administrator-write', 'superadmin')
@ApiResponse(400, 'Returned if there is a validation error on the input parameters')
@ApiResponse(401, unauthorizedText)
@ApiResponse(403, forbiddenText)
@ValidateRequest('IsAuthenticated')
@Returns('CollidingBookingQueryResponse')
@BookingDto({ implements: ['ICompany'] })
export class CollidingBookingQuery implements IReturn<CollidingBookingQueryResponse>, ICompany {
  @Prop('Guid?') @ApiMember(companyIdText, { ParameterType: 'query' }) CompanyId?: string;
  @Prop('int[]')
  @ApiMember(text.resourceIds, { IsRequired: true })
  @ArrayNotEmpty()
  @ArrayMaxSize(1000)
  ResourceIds!: number[];
  @Prop('DateTime') @ApiMember(text.from, { IsRequired: true }) @Attribute('CalendarDay') @IsNotEmpty() From!: string;
  @Prop('DateTime') @ApiMember(text.to, { IsRequired: true }) @Attribute('CalendarDay') @IsNotEmpty() To!: string;
  @Prop('TimeSpan') @ApiMember(text.fromTime) FromTime?: string;
  @Prop('TimeSpan') @ApiMember(text.toTime) ToTime?: string;
  @Prop('int[]') @ApiMember(text.daysOfWeek) @IsOptional() @ArrayMaxSize(100) @Rule(weekdays) DaysOfWeek?: number[];
  @Prop('bool')
  @ApiMember('If information of the booked service should be included')
  IncludeServiceInformation?: boolean;
  @Prop('bool')
  @ApiMember('If information of the customer should be included')
  IncludeCustomerInformation?: boolean;

  constructor(init?: Partial<CollidingBookingQuery>) {
    Object.assign(this, init);
  }
  getTypeName() {
    return 'CollidingBookingQuery';
  }
  getMethod() {
    return 'GET';
  }
  createResponse() {
    return new CollidingBookingQueryResponse();
  }
}
