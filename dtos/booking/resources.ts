import {
  ApiMember,
  ApiResponse,
  IsEmail,
  IsNotEmpty,
  IsOptional,
  Matches,
  MaxLength,
  Prop,
  RequiresAnyRole,
  Returns,
  Route,
  Rule,
  Tag,
  ValidateIf,
  ValidateRequest,
} from '../annotations';
import { type IReturn, QueryDb, type ResponseStatus } from '../common';
import { BookingDto, type BookingList, bookingList, companyIdText, type ICompany } from './common';

const unauthorizedText = 'You were unauthorized to call this service';
const forbiddenText = 'You have too low privilegies to call this service';
const notFoundText = 'The resource was not found';

const isFilled = (value: unknown): boolean => value !== undefined && value !== '';

/** Whether a text is an absolute http or https address. */
function isWebAddress(value: unknown): boolean {
  if (typeof value !== 'string' || !URL.canParse(value)) return false;
  return ['http:', 'https:'].includes(new URL(value).protocol);
}

/** A person, room or thing that can be booked. */
@BookingDto()
export class ResourceQueryResponse {
  @Prop('int') @ApiMember('The resource id') Id!: number;
  @Prop('Guid') @ApiMember('The company id') CompanyId!: string;
  @Prop('string') @ApiMember('The name of the resource') Name!: string;
  @Prop('string') @ApiMember('The description of the resource') Description?: string;
  @Prop('string')
  @ApiMember('What hexadecimal color code the resource should have in the scheduler')
  Color?: string;
  @Prop('string') @ApiMember('The email of the resource') Email?: string;
  @Prop('string') @ApiMember('The mobile phone of the resource') MobilePhone?: string;
  @Prop('string')
  @ApiMember(
    'The access group, this is used by example code locks to know what access group the resource is assigned to',
  )
  AccessGroup?: string;
  @Prop('Uri') @ApiMember('The image url of the resource') ImageUrl?: string;
  @Prop('bool') @ApiMember('If the resource is active or not') Active!: boolean;
  @Prop('bool')
  @ApiMember('If the resource should receive email notifications when booked')
  EmailNotification!: boolean;
  @Prop('bool')
  @ApiMember('If the resource should receive SMS notifications when booked')
  SMSNotification!: boolean;
  @Prop('Guid?') @ApiMember('The user that the resource is connected to') UserId?: string;
  @Prop('DateTime') @ApiMember('The datetime the resource was created') Created!: string;
  @Prop('DateTime') @ApiMember('The datetime the resource was updated') Updated!: string;
  @Prop('ResponseStatus') ResponseStatus?: ResponseStatus;

  constructor(init?: Partial<ResourceQueryResponse>) {
    Object.assign(this, init);
  }
}

/** Finds the resources of a company. Callers without an administrator role see the active ones, without contact data. */
@Route('/resource', 'GET', { summary: 'Get all resources', notes: 'Get all resources for the given company' })
@Route('/resource/{Id}', 'GET', { summary: 'Get a resource by its id' })
@Tag('Resources')
@ApiResponse(401, unauthorizedText)
@ApiResponse(404, notFoundText)
@ValidateRequest('IsAuthenticated')
@Returns('QueryResponse<ResourceQueryResponse>')
@BookingDto({ base: 'QueryDb<ResourceQueryResponse>', implements: ['ICompany'] })
export class ResourceQuery
  extends QueryDb<ResourceQueryResponse>
  implements IReturn<BookingList<ResourceQueryResponse>>, ICompany
{
  @Prop('Guid?') @ApiMember(companyIdText, { ParameterType: 'query' }) CompanyId?: string;
  @Prop('int?') @ApiMember('The resource id') Id?: number;
  @Prop('bool?') @ApiMember('If you want to filter on active or inactive resources') Active?: boolean;

  constructor(init?: Partial<ResourceQuery>) {
    super(init);
    Object.assign(this, init);
  }
  getTypeName() {
    return 'ResourceQuery';
  }
  getMethod() {
    return 'GET';
  }
  createResponse() {
    return bookingList<ResourceQueryResponse>();
  }
}

/** What can be said about a resource beside its name. An empty text clears. */
@BookingDto()
export class ResourceBase {
  @Prop('string') @ApiMember('The description of the resource') @IsOptional() @MaxLength(2000) Description?: string;
  @Prop('string')
  @ApiMember('What hexadecimal color code the resource should have in the scheduler')
  @IsOptional()
  @Matches(/^(#?[0-9A-Fa-f]{6})?$/)
  Color?: string;
  @Prop('string')
  @ApiMember('The email of the resource')
  @ValidateIf((resource: ResourceBase) => isFilled(resource.Email))
  @IsEmail()
  Email?: string;
  @Prop('string')
  @ApiMember('The mobile phone of the resource')
  @IsOptional()
  @Matches(/^([+0-9 ()-]{5,20})?$/)
  MobilePhone?: string;
  @Prop('string')
  @ApiMember(
    'The access group, this is used by example code locks to know what access group the resource is assigned to',
  )
  @IsOptional()
  @MaxLength(100)
  AccessGroup?: string;
  @Prop('Uri')
  @ApiMember('The image url of the resource')
  @IsOptional()
  @MaxLength(2000)
  @Rule({
    name: 'webAddress',
    message: 'ImageUrl must be an absolute http or https address.',
    test: (value) => value === '' || isWebAddress(value),
  })
  ImageUrl?: string;
  @Prop('bool') @ApiMember('If the resource is active or not') Active?: boolean;
  @Prop('bool')
  @ApiMember('If the resource should receive email notifications when booked')
  EmailNotification?: boolean;
  @Prop('bool')
  @ApiMember('If the resource should receive SMS notifications when booked')
  SMSNotification?: boolean;
  @Prop('Guid?') @ApiMember('The user that the resource is connected to') UserId?: string;

  constructor(init?: Partial<ResourceBase>) {
    Object.assign(this, init);
  }
}

/** Creates a resource. It is active unless the request says otherwise. */
@Route('/resource', 'POST', { summary: 'Add new resource', notes: 'Add a new resource to the given company' })
@Tag('Resources')
@RequiresAnyRole('bookingsupplier-administrator-write', 'superadmin')
@ApiResponse(401, unauthorizedText)
@ApiResponse(403, forbiddenText)
@ValidateRequest('IsAuthenticated')
@Returns('ResourceQueryResponse')
@BookingDto({ implements: ['ICompany'] })
export class CreateResource extends ResourceBase implements IReturn<ResourceQueryResponse>, ICompany {
  @Prop('Guid?') @ApiMember(companyIdText, { ParameterType: 'query' }) CompanyId?: string;
  @Prop('string')
  @ApiMember('The name of the resource', { IsRequired: true })
  @IsNotEmpty()
  @MaxLength(100)
  Name!: string;

  constructor(init?: Partial<CreateResource>) {
    super(init);
    Object.assign(this, init);
  }
  getTypeName() {
    return 'CreateResource';
  }
  getMethod() {
    return 'POST';
  }
  createResponse() {
    return new ResourceQueryResponse();
  }
}

/** Changes a resource. Absent members stay as they are; the empty Guid as UserId disconnects the user. */
@Route('/resource/{Id}', 'PUT', { summary: 'Update a resource', notes: 'Update a resource of the given company' })
@Tag('Resources')
@RequiresAnyRole('bookingsupplier-administrator-write', 'superadmin')
@ApiResponse(401, unauthorizedText)
@ApiResponse(403, forbiddenText)
@ApiResponse(404, notFoundText)
@ValidateRequest('IsAuthenticated')
@Returns('ResourceQueryResponse')
@BookingDto({ implements: ['ICompany'] })
export class UpdateResource extends ResourceBase implements IReturn<ResourceQueryResponse>, ICompany {
  @Prop('Guid?') @ApiMember(companyIdText, { ParameterType: 'query' }) CompanyId?: string;
  @Prop('int') @ApiMember('The resource id', { IsRequired: true, ParameterType: 'path' }) @IsNotEmpty() Id!: number;
  @Prop('string') @ApiMember('The name of the resource') @IsOptional() @IsNotEmpty() @MaxLength(100) Name?: string;

  constructor(init?: Partial<UpdateResource>) {
    super(init);
    Object.assign(this, init);
  }
  getTypeName() {
    return 'UpdateResource';
  }
  getMethod() {
    return 'PUT';
  }
  createResponse() {
    return new ResourceQueryResponse();
  }
}

/** Deletes a resource, or deactivates it when there are bookings of it. */
@Route('/resource/{Id}', 'DELETE', {
  summary: 'Delete a resource',
  notes: 'Delete a resource of the given company. A resource that has bookings is deactivated instead.',
})
@Tag('Resources')
@RequiresAnyRole('bookingsupplier-administrator-write', 'superadmin')
@ApiResponse(401, unauthorizedText)
@ApiResponse(403, forbiddenText)
@ApiResponse(404, notFoundText)
@ValidateRequest('IsAuthenticated')
@Returns('ResourceQueryResponse')
@BookingDto({ implements: ['ICompany'] })
export class DeleteResource implements IReturn<ResourceQueryResponse>, ICompany {
  @Prop('Guid?') @ApiMember(companyIdText, { ParameterType: 'query' }) CompanyId?: string;
  @Prop('int') @ApiMember('The resource id', { IsRequired: true, ParameterType: 'path' }) @IsNotEmpty() Id!: number;

  constructor(init?: Partial<DeleteResource>) {
    Object.assign(this, init);
  }
  getTypeName() {
    return 'DeleteResource';
  }
  getMethod() {
    return 'DELETE';
  }
  createResponse() {
    return new ResourceQueryResponse();
  }
}

/** Something that a company offers for booking, such as a haircut. */
@BookingDto()
export class ServiceQueryResponse {
  @Prop('int') @ApiMember('The service id') Id!: number;
  @Prop('string') @ApiMember('The service name') Name!: string;
  @Prop('string') @ApiMember('The service description') Description?: string;
  @Prop('int') @ApiMember('Duration of the service in minutes') Duration!: number;
  @Prop('int[]')
  @ApiMember('The resource types the service needs resources of')
  ResourceTypeIds!: number[];

  constructor(init?: Partial<ServiceQueryResponse>) {
    Object.assign(this, init);
  }
}

/** Finds the services that a company offers. */
@Route('/services', 'GET', { summary: 'Get all services', notes: 'Get all services of the given company' })
@Tag('Services')
@ApiResponse(401, unauthorizedText)
@ValidateRequest('IsAuthenticated')
@Returns('QueryResponse<ServiceQueryResponse>')
@BookingDto({ base: 'QueryDb<ServiceQueryResponse>', implements: ['ICompany'] })
export class ServiceQuery
  extends QueryDb<ServiceQueryResponse>
  implements IReturn<BookingList<ServiceQueryResponse>>, ICompany
{
  @Prop('Guid?') @ApiMember(companyIdText, { ParameterType: 'query' }) CompanyId?: string;
  @Prop('int?') @ApiMember('The service id') Id?: number;

  constructor(init?: Partial<ServiceQuery>) {
    super(init);
    Object.assign(this, init);
  }
  getTypeName() {
    return 'ServiceQuery';
  }
  getMethod() {
    return 'GET';
  }
  createResponse() {
    return bookingList<ServiceQueryResponse>();
  }
}
