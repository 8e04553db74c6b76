import {
  ApiMember,
  ApiResponse,
  ArrayMaxSize,
  IsNotEmpty,
  IsOptional,
  IsUrl,
  MaxLength,
  Prop,
  RequiredRole,
  RequiresAnyRole,
  Returns,
  Route,
  ValidateRequest,
} from '../annotations';
import { type IReturn, QueryDb } from '../common';
import { AddUserAccessKey, DeleteUserAccessKey, UserAccessKeys } from './access-keys';
import { BookingDto, type BookingList, bookingList, companyIdText, type ICompany } from './common';
import { AddCustomField, CustomFieldConfigData, CustomFieldDataResponse } from './custom-fields';

const badRequestText = 'Returned if there is a validation error on the input parameters';
const unauthorizedText = 'Returned if the current user is not allowed to perform the action';
const updateNotes =
  "Updates an existing user if the current logged in user is allowed to update the specified customer. Users are only allowed to update their own info, administrators are allowed to update customer beloning to their company (if no account is created, email is added, if so the customer can only update it's own info).";
const customFieldsText =
  'If Custom Fields are added to the customer, here you will send the id and the value for each custom field to be updated';

/** A note of the company's staff about a customer. */
@BookingDto()
export class CustomerCommentsResponse {
  @Prop('int') Id!: number;
  @Prop('Guid') CustomerId!: string;
  @Prop('string') Comments!: string;
  @Prop('DateTime') Updated!: string;
  @Prop('DateTime') Created!: string;
  @Prop('Uri') ImageUrl?: string;

  constructor(init?: Partial<CustomerCommentsResponse>) {
    Object.assign(this, init);
  }
}

/** Where a customer's invoices go. `InvoiceCountryCode` is ISO 3166-1 alpha-2. */
@BookingDto()
export class InvoiceAddress {
  @Prop('string') CorporateIdentityNumber?: string;
  @Prop('string') InvoiceAddress1?: string;
  @Prop('string') InvoiceAddress2?: string;
  @Prop('string') InvoiceCity?: string;
  @Prop('string') InvoicePostalCode?: string;
  @Prop('string') InvoiceCountryCode?: string;

  constructor(init?: Partial<InvoiceAddress>) {
    Object.assign(this, init);
  }
}

/** A customer with everything that the caller may see of it. */
@BookingDto()
export class CustomerQueryResponse {
  @Prop('Guid') Id!: string;
  @Prop('string') Firstname!: string;
  @Prop('string') Lastname!: string;
  @Prop('string') Email?: string;
  @Prop('string') Phone?: string;
  @Prop('string') ImageUrl?: string;
  @Prop('List<CustomFieldConfigData>') CustomFields?: CustomFieldConfigData[];
  @Prop('List<CustomFieldDataResponse>') CustomFieldValues?: CustomFieldDataResponse[];
  @Prop('List<CustomerCommentsResponse>') Comments?: CustomerCommentsResponse[];
  @Prop('List<UserAccessKeys>') AccessKeys?: UserAccessKeys[];
  @Prop('DateTime') Updated!: string;
  @Prop('DateTime') Created!: string;
  @Prop('object') ResponseStatus?: object;
  @Prop('bool') SubscribedToNewsletter!: boolean;
  @Prop('InvoiceAddress') InvoiceAddress?: InvoiceAddress;

  constructor(init?: Partial<CustomerQueryResponse>) {
    Object.assign(this, init);
  }
}

/** Updates an existing customer. Absent members stay as they are. */
@Route('/customers/{Id}', 'PUT', { summary: 'Update an existing customer', notes: updateNotes })
@ValidateRequest('IsAuthenticated')
@ApiResponse(400, badRequestText)
@ApiResponse(401, unauthorizedText)
@Returns('CustomerQueryResponse')
@BookingDto()
export class UpdateCustomer implements IReturn<CustomerQueryResponse> {
  @Prop('Guid?')
  @ApiMember(
    'Enter the company and id for the customer, if blank company id and you are an admin, your company id will be used.',
    { ParameterType: 'query' },
  )
  CompanyId?: string;
  @Prop('Guid') @ApiMember('customer id', { IsRequired: true, ParameterType: 'path' }) @IsNotEmpty() Id!: string;
  @Prop('string') Firstname?: string;
  @Prop('string') Lastname?: string;
  @Prop('string') Phone?: string;
  @Prop('string') Email?: string;
  @Prop('List<AddCustomField>')
  @ApiMember(customFieldsText)
  @IsOptional()
  @ArrayMaxSize(100)
  CustomFields?: AddCustomField[];
  @Prop('List<AddUserAccessKey>')
  @ApiMember('List of Access Keys')
  @IsOptional()
  @ArrayMaxSize(100)
  AccessKeys?: AddUserAccessKey[];
  @Prop('List<DeleteUserAccessKey>')
  @IsOptional()
  @ArrayMaxSize(100)
  AccessKeysToDelete?: DeleteUserAccessKey[];
  @Prop('bool?') SubscribedToNewsletter?: boolean;
  @Prop('InvoiceAddress') InvoiceAddress?: InvoiceAddress;

  constructor(init?: Partial<UpdateCustomer>) {
    Object.assign(this, init);
  }
  getTypeName() {
    return 'UpdateCustomer';
  }
  getMethod() {
    return 'PUT';
  }
  createResponse() {
    return new CustomerQueryResponse();
  }
}

/** What creating a customer answers: the customer, and what became of the access keys. */
@BookingDto()
export class UpdateCustomerResponse extends CustomerQueryResponse {
  @Prop('string') FacebookUserName?: string;
  @Prop('Guid?') UserId?: string;
  @Prop('Guid?') CompanyId?: string;
  @Prop('DateTime?') CreatedDate?: string;
  @Prop('List<UserAccessKeys>') DeletedAccessKeys?: UserAccessKeys[];
  @Prop('List<UserAccessKeys>') CreatedOrUpdatedAccessKeys?: UserAccessKeys[];

  constructor(init?: Partial<UpdateCustomerResponse>) {
    super(init);
    Object.assign(this, init);
  }
}

/** What a customer is known by. */
@BookingDto({ abstract: true })
export class CustomerBase {
  @Prop('Guid?') @ApiMember('Customer id; leave it empty, the server chooses it') CustomerId?: string;
  @Prop('string') @ApiMember('Customer first name', { IsRequired: true }) Firstname!: string;
  @Prop('string') @ApiMember('Customer last name', { IsRequired: true }) Lastname!: string;
  @Prop('string') @ApiMember('Customer phone', { IsRequired: true }) Phone!: string;
  @Prop('string') @ApiMember('Customer email') Email?: string;
  @Prop('bool') @ApiMember('If the customer wants the newsletter of the company') SubscribedToNewsletter?: boolean;

  constructor(init?: Partial<CustomerBase>) {
    Object.assign(this, init);
  }
}

/** Adds a customer to the company. */
@Route('/customers', 'POST', { summary: 'Create a new customer' })
@RequiredRole('bookingsupplier-administrator-write')
@ValidateRequest('IsAuthenticated')
@ApiResponse(400, badRequestText)
@ApiResponse(401, unauthorizedText)
@Returns('UpdateCustomerResponse')
@BookingDto({ implements: ['ICompany'] })
export class CreateCustomer extends CustomerBase implements IReturn<UpdateCustomerResponse>, ICompany {
  @Prop('Guid?') @ApiMember(companyIdText, { ParameterType: 'query' }) CompanyId?: string;
  @Prop('List<AddCustomField>')
  @ApiMember(customFieldsText)
  @IsOptional()
  @ArrayMaxSize(100)
  CustomFields?: AddCustomField[];
  @Prop('List<AddUserAccessKey>')
  @ApiMember('List of Access Keys')
  @IsOptional()
  @ArrayMaxSize(100)
  AccessKeys?: AddUserAccessKey[];
  @Prop('InvoiceAddress') @ApiMember('Customer invoice adress') InvoiceAddress?: InvoiceAddress;

  constructor(init?: Partial<CreateCustomer>) {
    super(init);
    Object.assign(this, init);
  }
  getTypeName() {
    return 'CreateCustomer';
  }
  getMethod() {
    return 'POST';
  }
  createResponse() {
    return new UpdateCustomerResponse();
  }
}

/** Lists the company's customers. Someone without an administrator's role sees only themselves. */
@Route('/customers', 'GET', { summary: 'Find customers' })
@Route('/customers/{CustomerId}', 'GET', { summary: 'Find a customer by id' })
@ValidateRequest('IsAuthenticated')
@ApiResponse(401, unauthorizedText)
@Returns('QueryResponse<CustomerQueryResponse>')
@BookingDto({ base: 'QueryDb<CustomerQueryResponse>', implements: ['ICompany'] })
export class CustomerQuery
  extends QueryDb<CustomerQueryResponse>
  implements IReturn<BookingList<CustomerQueryResponse>>, ICompany
{
  @Prop('Guid?') @ApiMember(companyIdText, { ParameterType: 'query' }) CompanyId?: string;
  @Prop('Guid?') @ApiMember('Customer id') CustomerId?: string;
  @Prop('Guid?') @ApiMember('Id of the user account of the customer', { ParameterType: 'query' }) UserId?: string;
  @Prop('string')
  @ApiMember('Words to search for in names, e-mail addresses and phone numbers', { ParameterType: 'query' })
  @IsOptional()
  @MaxLength(200)
  Search?: string;
  @Prop('bool?')
  @ApiMember('Only visible or only hidden customers; empty: both', { ParameterType: 'query' })
  Visible?: boolean;
  @Prop('bool')
  @ApiMember('If the configuration of custom fields should be included', { ParameterType: 'query' })
  IncludeCustomFields?: boolean;
  @Prop('bool')
  @ApiMember('If the values of custom fields should be included', { ParameterType: 'query' })
  IncludeCustomFieldValues?: boolean;
  @Prop('bool')
  @ApiMember('If comments should be included; administrators only', { ParameterType: 'query' })
  IncludeComments?: boolean;
  @Prop('bool')
  @ApiMember('If access keys should be included', { ParameterType: 'query' })
  IncludeAccessKeys?: boolean;
  @Prop('bool')
  @ApiMember('If the invoice address should be included', { ParameterType: 'query' })
  IncludeInvoiceAddress?: boolean;

  constructor(init?: Partial<CustomerQuery>) {
    super(init);
    Object.assign(this, init);
  }
  getTypeName() {
    return 'CustomerQuery';
  }
  getMethod() {
    return 'GET';
  }
  createResponse() {
    return bookingList<CustomerQueryResponse>();
  }
}

/** Deletes a customer and all connected information. */
@Route('/customers/{Id}', 'DELETE', {
  summary: 'Delete an existing customer',
  notes: 'All connected information to the customer will be deleted.',
})
@RequiresAnyRole('bookingsupplier-administrator-write', 'superadmin')
@ValidateRequest('IsAuthenticated')
@ApiResponse(401, unauthorizedText)
@Returns('CustomerQueryResponse')
@BookingDto({ implements: ['ICompany'] })
export class DeleteCustomer implements IReturn<CustomerQueryResponse>, ICompany {
  @Prop('Guid?') @ApiMember(companyIdText, { ParameterType: 'query' }) CompanyId?: string;
  @Prop('Guid') @ApiMember('customer id', { IsRequired: true, ParameterType: 'path' }) @IsNotEmpty() Id!: string;

  constructor(init?: Partial<DeleteCustomer>) {
    Object.assign(this, init);
  }
  getTypeName() {
    return 'DeleteCustomer';
  }
  getMethod() {
    return 'DELETE';
  }
  createResponse() {
    return new CustomerQueryResponse();
  }
}

/** Adds a note about a customer. */
@Route('/customers/{CustomerId}/comments', 'POST', { summary: 'Add a comment to a customer' })
@RequiresAnyRole('bookingsupplier-administrator-write', 'superadmin')
@ValidateRequest('IsAuthenticated')
@ApiResponse(400, badRequestText)
@ApiResponse(401, unauthorizedText)
@Returns('CustomerCommentsResponse')
@BookingDto({ implements: ['ICompany'] })
export class CreateCustomerComment implements IReturn<CustomerCommentsResponse>, ICompany {
  @Prop('Guid?') @ApiMember(companyIdText, { ParameterType: 'query' }) CompanyId?: string;
  @Prop('Guid')
  @ApiMember('customer id', { IsRequired: true, ParameterType: 'path' })
  @IsNotEmpty()
  CustomerId!: string;
  @Prop('string')
  @ApiMember('The comment', { IsRequired: true })
  @IsNotEmpty()
  @MaxLength(4_000)
  Comments!: string;
  @Prop('Uri')
  @ApiMember('Image shown with the comment')
  @IsOptional()
  @MaxLength(2_000)
  @IsUrl({ protocols: ['http', 'https'], require_protocol: true, require_tld: false })
  ImageUrl?: string;

  constructor(init?: Partial<CreateCustomerComment>) {
    Object.assign(this, init);
  }
  getTypeName() {
    return 'CreateCustomerComment';
  }
  getMethod() {
    return 'POST';
  }
  createResponse() {
    return new CustomerCommentsResponse();
  }
}

/** Lists the notes about a customer, newest first. */
@Route('/customers/{CustomerId}/comments', 'GET', { summary: 'Find comments of a customer' })
@RequiresAnyRole('bookingsupplier-administrator-write', 'bookingsupplier-administrator-read', 'superadmin')
@ValidateRequest('IsAuthenticated')
@ApiResponse(401, unauthorizedText)
@Returns('QueryResponse<CustomerCommentsResponse>')
@BookingDto({ base: 'QueryDb<CustomerCommentsResponse>', implements: ['ICompany'] })
export class CustomerCommentQuery
  extends QueryDb<CustomerCommentsResponse>
  implements IReturn<BookingList<CustomerCommentsResponse>>, ICompany
{
  @Prop('Guid?') @ApiMember(companyIdText, { ParameterType: 'query' }) CompanyId?: string;
  @Prop('Guid')
  @ApiMember('customer id', { IsRequired: true, ParameterType: 'path' })
  @IsNotEmpty()
  CustomerId!: string;

  constructor(init?: Partial<CustomerCommentQuery>) {
    super(init);
    Object.assign(this, init);
  }
  getTypeName() {
    return 'CustomerCommentQuery';
  }
  getMethod() {
    return 'GET';
  }
  createResponse() {
    return bookingList<CustomerCommentsResponse>();
  }
}

/** Deletes a note about a customer. */
@Route('/customers/{CustomerId}/comments/{Id}', 'DELETE', { summary: 'Delete a comment of a customer' })
@RequiresAnyRole('bookingsupplier-administrator-write', 'superadmin')
@ValidateRequest('IsAuthenticated')
@ApiResponse(401, unauthorizedText)
@Returns('CustomerCommentsResponse')
@BookingDto({ implements: ['ICompany'] })
export class DeleteCustomerComment implements IReturn<CustomerCommentsResponse>, ICompany {
  @Prop('Guid?') @ApiMember(companyIdText, { ParameterType: 'query' }) CompanyId?: string;
  @Prop('Guid')
  @ApiMember('customer id', { IsRequired: true, ParameterType: 'path' })
  @IsNotEmpty()
  CustomerId!: string;
  @Prop('int') @ApiMember('Comment id', { IsRequired: true, ParameterType: 'path' }) @IsNotEmpty() Id!: number;

  constructor(init?: Partial<DeleteCustomerComment>) {
    Object.assign(this, init);
  }
  getTypeName() {
    return 'DeleteCustomerComment';
  }
  getMethod() {
    return 'DELETE';
  }
  createResponse() {
    return new CustomerCommentsResponse();
  }
}
