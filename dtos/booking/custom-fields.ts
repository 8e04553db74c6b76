import {
  ApiMember,
  ApiResponse,
  ArrayMaxSize,
  IsIn,
  IsNotEmpty,
  IsOptional,
  Max,
  MaxLength,
  Min,
  Prop,
  RequiresAnyRole,
  Returns,
  Route,
  ValidateNested,
  ValidateRequest,
} from '../annotations';
import { type IReturn, QueryDb } from '../common';
import { BookingDto, type BookingList, bookingList, companyIdText, type ICompany } from './common';

const badRequestText = 'Returned if there is a validation error on the input parameters';
const unauthorizedText = 'Returned if the current user is not allowed to perform the action';

/** What a custom field can belong to in this version. */
export const customFieldTables = ['Customer'];
/** How a custom field is filled in. */
export const customFieldDataTypes = ['TextBox', 'DropDown'];

/** One value to select from. */
@BookingDto()
export class CustomFieldValueResponse {
  @Prop('string') Value!: string;

  constructor(init?: Partial<CustomFieldValueResponse>) {
    Object.assign(this, init);
  }
}

/** How the company has set up a custom field, for whoever fills it in. */
@BookingDto()
export class CustomFieldConfigData {
  @Prop('int') @ApiMember('Custom field id') Id!: number;
  @Prop('string') @ApiMember("Configuration name. Example: 'Number of persons'.") Name!: string;
  @Prop('string')
  @ApiMember("Custom field description. Example: 'For how many persons is this booking?'")
  Description?: string;
  @Prop('int?') @ApiMember('Field width. Example: 20 for 20px') Width?: number;
  @Prop('string')
  @ApiMember("Data field of custom field. Valid values are: TextBox, ... Example: 'TextBox'")
  DataType!: string;
  @Prop('string') @ApiMember("Default value of the field. Example: '3'") DefaultValue?: string;
  @Prop('bool') @ApiMember('Determines if the field is required to have a value or not') IsMandatory!: boolean;
  @Prop('string')
  @ApiMember('Error message shown to the user if the field data is required but not entered')
  MandatoryErrorMessage?: string;
  @Prop('int') @ApiMember('Max lenght of the field') MaxLength!: number;
  @Prop('bool') @ApiMember('If the field should have multiple lines') MultipleLineText!: boolean;
  @Prop('string') @ApiMember('Regular expression used for validation of the field') RegEx?: string;
  @Prop('string')
  @ApiMember('Error message shown if the regular expression validation failed')
  RegExErrorMessage?: string;
  @Prop('List<CustomFieldValueResponse>')
  @ApiMember('The values to select from if Datatype is DropDown for this custom field')
  Values?: CustomFieldValueResponse[];

  constructor(init?: Partial<CustomFieldConfigData>) {
    Object.assign(this, init);
  }
}

/** The stored value of a custom field. `Id` is the field's, `Column` the storage column that holds the value. */
@BookingDto()
export class CustomFieldDataResponse {
  @Prop('int') Id!: number;
  @Prop('string') Column!: string;
  @Prop('string') Name!: string;
  @Prop('string') Description?: string;
  @Prop('string') Value!: string;
  @Prop('string')
  @ApiMember("Data field of custom field. Valid values are: TextBox, ... Example: 'TextBox'")
  DataType!: string;

  constructor(init?: Partial<CustomFieldDataResponse>) {
    Object.assign(this, init);
  }
}

/** A value for the custom field `Id`. Absent leaves what is stored, an empty text clears it. */
@BookingDto()
export class AddCustomField {
  @Prop('int') Id!: number;
  @Prop('string') Value?: string;

  constructor(init?: Partial<AddCustomField>) {
    Object.assign(this, init);
  }
}

/** One value to select from, as administrators set it up. */
@BookingDto()
export class CustomFieldGroupValue {
  @Prop('int?') @ApiMember('Id of an existing value to change; empty to add one') @IsOptional() @Min(0) Id?: number;
  @Prop('bool?')
  @ApiMember('If the value can be selected. Values are kept and deactivated, not deleted')
  Active?: boolean;
  @Prop('int?') @ApiMember('Values are shown in this order') SortOrder?: number;
  @Prop('string') @ApiMember('The text to select') @IsOptional() @MaxLength(500) Value?: string;

  constructor(init?: Partial<CustomFieldGroupValue>) {
    Object.assign(this, init);
  }
}

/** A custom field as administrators see it. */
@BookingDto()
export class CustomFieldQueryResponse {
  @Prop('int') @ApiMember('Custom field id') Id!: number;
  @Prop('Guid') @ApiMember('The company id') CompanyId!: string;
  @Prop('bool') @ApiMember('If the field is in use. A deleted field with stored values is inactive') Active!: boolean;
  @Prop('int?') @ApiMember('Id of the group of values to select from if Datatype is DropDown') GroupId?: number;
  @Prop('int') @ApiMember('Id of the slot that stores the values') FieldId!: number;
  @Prop('string') @ApiMember('What the field belongs to. Valid values are: Customer') Table!: string;
  @Prop('string') @ApiMember("Column that stores the values. Example: 'TextField1'") Column!: string;
  @Prop('string') @ApiMember("Configuration name. Example: 'Number of persons'.") Name!: string;
  @Prop('string')
  @ApiMember("Custom field description. Example: 'For how many persons is this booking?'")
  Description!: string;
  @Prop('string') @ApiMember('Icon shown with the field') IconId?: string;
  @Prop('int?') @ApiMember('Field width. Example: 20 for 20px') Width?: number;
  @Prop('string') @ApiMember('Data field of custom field. Valid values are: TextBox, DropDown') Datatype!: string;
  @Prop('string') @ApiMember("Default value of the field. Example: '3'") DefaultValue?: string;
  @Prop('bool') @ApiMember('Determines if the field is required to have a value or not') IsMandatory!: boolean;
  @Prop('string')
  @ApiMember('Error message shown to the user if the field data is required but not entered')
  MandatoryErrorMessage?: string;
  @Prop('int') @ApiMember('Max length of the field') MaxLength!: number;
  @Prop('bool') @ApiMember('If the field should have multiple lines') MultipleLineText!: boolean;
  @Prop('int?') @ApiMember('Id of the common validation that the field uses') RegExId?: number;
  @Prop('string') @ApiMember('Regular expression used for validation of the field') RegEx?: string;
  @Prop('string')
  @ApiMember('Error message shown if the regular expression validation failed')
  RegExErrorMessage?: string;
  @Prop('bool') @ApiMember('If customers see the field') IsPublic!: boolean;
  @Prop('bool') @ApiMember('If the field is hidden from customers') IsHidden!: boolean;
  @Prop('List<CustomFieldGroupValue>')
  @ApiMember('The values to select from if Datatype is DropDown for this custom field')
  Values?: CustomFieldGroupValue[];
  @Prop('object') ResponseStatus?: object;

  constructor(init?: Partial<CustomFieldQueryResponse>) {
    Object.assign(this, init);
  }
}

/** Adds a custom field to the company's customers. */
@Route('/customfields', 'POST', {
  summary: 'Create a new custom field',
  notes: 'Adds a custom field to the customers of the company of the logged in administrator.',
})
@RequiresAnyRole('bookingsupplier-administrator-write', 'superadmin')
@ValidateRequest('IsAuthenticated')
@ApiResponse(400, badRequestText)
@ApiResponse(401, unauthorizedText)
@Returns('CustomFieldQueryResponse')
@BookingDto({ implements: ['ICompany'] })
export class CreateCustomField implements IReturn<CustomFieldQueryResponse>, ICompany {
  // Some members are documented as required, as in the contract, which the server can do without: they have no rule.
  @Prop('Guid?') @ApiMember(companyIdText, { ParameterType: 'query' }) CompanyId?: string;
  @Prop('int')
  @ApiMember('Id of the slot that stores the values, 1 to 20; empty or 0 takes the first free one')
  @IsOptional()
  @Min(0)
  @Max(20)
  FieldId?: number;
  @Prop('string')
  @ApiMember("Configuration name. Example: 'Number of persons'.", { IsRequired: true })
  @IsNotEmpty()
  @MaxLength(100)
  Name!: string;
  @Prop('string')
  @ApiMember("Custom field description. Example: 'For how many persons is this booking?'", { IsRequired: true })
  @IsNotEmpty()
  @MaxLength(500)
  Description!: string;
  @Prop('string')
  @ApiMember('Icon shown with the field', { IsRequired: true })
  @IsOptional()
  @MaxLength(100)
  IconId?: string;
  @Prop('int?') @ApiMember('Field width. Example: 20 for 20px') @IsOptional() @Min(1) @Max(10_000) Width?: number;
  @Prop('string')
  @ApiMember('Data field of custom field. Valid values are: TextBox, DropDown', { IsRequired: true })
  @IsNotEmpty()
  @IsIn(customFieldDataTypes)
  Datatype!: string;
  @Prop('string')
  @ApiMember("Default value of the field. Example: '3'", { IsRequired: true })
  @IsOptional()
  @MaxLength(10_000)
  DefaultValue?: string;
  @Prop('bool') @ApiMember('Determines if the field is required to have a value or not') IsMandatory?: boolean;
  @Prop('string')
  @ApiMember('Error message shown to the user if the field data is required but not entered', { IsRequired: true })
  @IsOptional()
  @MaxLength(500)
  MandatoryErrorMessage?: string;
  @Prop('int')
  @ApiMember('Max length of the field. Default: 500', { IsRequired: true })
  @IsOptional()
  @Min(1)
  @Max(10_000)
  MaxLength?: number;
  @Prop('bool') @ApiMember('If the field should have multiple lines') MultipleLineText?: boolean;
  @Prop('int?')
  @ApiMember('Id of the common validation to use, see GET /customfields/validations')
  @IsOptional()
  @Min(0)
  RegExId?: number;
  @Prop('string')
  @ApiMember('Error message shown if the regular expression validation failed', { IsRequired: true })
  @IsOptional()
  @MaxLength(500)
  RegExErrorMessage?: string;
  @Prop('bool') @ApiMember('If customers see the field. Default: true') IsPublic?: boolean;
  @Prop('bool') @ApiMember('If the field is hidden from customers') IsHidden?: boolean;
  @Prop('List<CustomFieldGroupValue>')
  @ApiMember('The values to select from if Datatype is DropDown for this custom field')
  @IsOptional()
  @ArrayMaxSize(500)
  @ValidateNested({ each: true })
  Values?: CustomFieldGroupValue[];
  @Prop('string')
  @ApiMember('A regular expression of your own in RE2 syntax, matched against the whole value; instead of RegExId')
  @IsOptional()
  @MaxLength(500)
  RegEx?: string;

  constructor(init?: Partial<CreateCustomField>) {
    Object.assign(this, init);
  }
  getTypeName() {
    return 'CreateCustomField';
  }
  getMethod() {
    return 'POST';
  }
  createResponse() {
    return new CustomFieldQueryResponse();
  }
}

/** Changes a custom field. Absent members stay as they are; an empty text clears an optional one. */
@Route('/customfields/{Id}', 'PUT', { summary: 'Update a custom field' })
@RequiresAnyRole('bookingsupplier-administrator-write', 'superadmin')
@ValidateRequest('IsAuthenticated')
@ApiResponse(400, badRequestText)
@ApiResponse(401, unauthorizedText)
@Returns('CustomFieldQueryResponse')
@BookingDto({ implements: ['ICompany'] })
export class UpdateCustomField implements IReturn<CustomFieldQueryResponse>, ICompany {
  @Prop('Guid?') @ApiMember(companyIdText, { ParameterType: 'query' }) CompanyId?: string;
  @Prop('int') @ApiMember('Custom field id', { IsRequired: true, ParameterType: 'path' }) @IsNotEmpty() Id!: number;
  @Prop('int?')
  @ApiMember('Id of the slot that stores the values, 1 to 20')
  @IsOptional()
  @Min(0)
  @Max(20)
  FieldId?: number;
  @Prop('string')
  @ApiMember("Configuration name. Example: 'Number of persons'.")
  @IsOptional()
  @IsNotEmpty()
  @MaxLength(100)
  Name?: string;
  @Prop('string')
  @ApiMember("Custom field description. Example: 'For how many persons is this booking?'")
  @IsOptional()
  @IsNotEmpty()
  @MaxLength(500)
  Description?: string;
  @Prop('string') @ApiMember('Icon shown with the field') @IsOptional() @MaxLength(100) IconId?: string;
  @Prop('int?') @ApiMember('Field width. Example: 20 for 20px') @IsOptional() @Min(1) @Max(10_000) Width?: number;
  @Prop('string')
  @ApiMember('Data field of custom field. Valid values are: TextBox, DropDown')
  @IsOptional()
  @IsIn(customFieldDataTypes)
  Datatype?: string;
  @Prop('string')
  @ApiMember("Default value of the field. Example: '3'")
  @IsOptional()
  @MaxLength(10_000)
  DefaultValue?: string;
  @Prop('bool?') @ApiMember('Determines if the field is required to have a value or not') IsMandatory?: boolean;
  @Prop('string')
  @ApiMember('Error message shown to the user if the field data is required but not entered')
  @IsOptional()
  @MaxLength(500)
  MandatoryErrorMessage?: string;
  @Prop('int?') @ApiMember('Max length of the field') @IsOptional() @Min(1) @Max(10_000) MaxLength?: number;
  @Prop('bool?') @ApiMember('If the field should have multiple lines') MultipleLineText?: boolean;
  @Prop('int?')
  @ApiMember('Id of the common validation to use, see GET /customfields/validations; 0 removes it')
  @IsOptional()
  @Min(0)
  RegExId?: number;
  @Prop('string')
  @ApiMember('Error message shown if the regular expression validation failed')
  @IsOptional()
  @MaxLength(500)
  RegExErrorMessage?: string;
  @Prop('bool?') @ApiMember('If customers see the field') IsPublic?: boolean;
  @Prop('bool?') @ApiMember('If the field is hidden from customers') IsHidden?: boolean;
  @Prop('List<CustomFieldGroupValue>')
  @ApiMember('Values to add, and with their id values to change; values that are not sent stay as they are')
  @IsOptional()
  @ArrayMaxSize(500)
  @ValidateNested({ each: true })
  Values?: CustomFieldGroupValue[];
  @Prop('string')
  @ApiMember('A regular expression of your own in RE2 syntax, instead of RegExId; empty removes it')
  @IsOptional()
  @MaxLength(500)
  RegEx?: string;
  @Prop('bool?') @ApiMember('If the field is in use') Active?: boolean;

  constructor(init?: Partial<UpdateCustomField>) {
    Object.assign(this, init);
  }
  getTypeName() {
    return 'UpdateCustomField';
  }
  getMethod() {
    return 'PUT';
  }
  createResponse() {
    return new CustomFieldQueryResponse();
  }
}

/** Deletes a custom field, or deactivates it when values are stored in it. */
@Route('/customfields/{Id}', 'DELETE', {
  summary: 'Delete a custom field',
  notes: 'A field with stored values is not deleted but deactivated; its values are kept.',
})
@RequiresAnyRole('bookingsupplier-administrator-write', 'superadmin')
@ValidateRequest('IsAuthenticated')
@ApiResponse(401, unauthorizedText)
@Returns('CustomFieldQueryResponse')
@BookingDto({ implements: ['ICompany'] })
export class DeleteCustomField implements IReturn<CustomFieldQueryResponse>, ICompany {
  @Prop('Guid?') @ApiMember(companyIdText, { ParameterType: 'query' }) CompanyId?: string;
  @Prop('int') @ApiMember('Custom field id', { IsRequired: true, ParameterType: 'path' }) @IsNotEmpty() Id!: number;

  constructor(init?: Partial<DeleteCustomField>) {
    Object.assign(this, init);
  }
  getTypeName() {
    return 'DeleteCustomField';
  }
  getMethod() {
    return 'DELETE';
  }
  createResponse() {
    return new CustomFieldQueryResponse();
  }
}

/** Lists the company's custom fields. */
@Route('/customfields', 'GET', { summary: 'Find custom fields' })
@RequiresAnyRole('bookingsupplier-administrator-write', 'bookingsupplier-administrator-read', 'superadmin')
@ValidateRequest('IsAuthenticated')
@ApiResponse(401, unauthorizedText)
@Returns('QueryResponse<CustomFieldQueryResponse>')
@BookingDto({ base: 'QueryDb<CustomFieldQueryResponse>', implements: ['ICompany'] })
export class CustomFieldQuery
  extends QueryDb<CustomFieldQueryResponse>
  implements IReturn<BookingList<CustomFieldQueryResponse>>, ICompany
{
  @Prop('Guid?') @ApiMember(companyIdText, { ParameterType: 'query' }) CompanyId?: string;
  @Prop('string')
  @ApiMember('What the fields belong to. Valid values are: Customer', { ParameterType: 'query' })
  @IsOptional()
  @IsIn(customFieldTables)
  Table?: string;
  @Prop('int[]')
  @ApiMember('Ids of custom fields', { ParameterType: 'query' })
  @IsOptional()
  @ArrayMaxSize(1_000)
  Ids?: number[];
  @Prop('bool?')
  @ApiMember('Only active or only inactive fields; empty: both', { ParameterType: 'query' })
  Active?: boolean;
  @Prop('bool')
  @ApiMember('If the values to select from should be included', { ParameterType: 'query' })
  IncludeCustomFieldValues?: boolean;

  constructor(init?: Partial<CustomFieldQuery>) {
    super(init);
    Object.assign(this, init);
  }
  getTypeName() {
    return 'CustomFieldQuery';
  }
  getMethod() {
    return 'GET';
  }
  createResponse() {
    return bookingList<CustomFieldQueryResponse>();
  }
}

/** A storage column for the values of one custom field. */
@BookingDto()
export class CustomFieldSlotResponse {
  @Prop('int') @ApiMember('Slot id, to be sent as FieldId when a custom field is created') FieldId!: number;
  @Prop('string') @ApiMember("Name of the column. Example: 'TextField1'") Column!: string;
  @Prop('string') @ApiMember('What the column belongs to. Valid values are: Customer') Table!: string;
  @Prop('bool') @ApiMember('If no custom field uses the column') Free!: boolean;

  constructor(init?: Partial<CustomFieldSlotResponse>) {
    Object.assign(this, init);
  }
}

/** Lists the storage columns that custom fields of the company use or may use. */
@Route('/customfields/slots', 'GET', { summary: 'Find slots for custom fields' })
@RequiresAnyRole('bookingsupplier-administrator-write', 'bookingsupplier-administrator-read', 'superadmin')
@ValidateRequest('IsAuthenticated')
@ApiResponse(401, unauthorizedText)
@Returns('QueryResponse<CustomFieldSlotResponse>')
@BookingDto({ base: 'QueryDb<CustomFieldSlotResponse>', implements: ['ICompany'] })
export class CustomFieldSlotQuery
  extends QueryDb<CustomFieldSlotResponse>
  implements IReturn<BookingList<CustomFieldSlotResponse>>, ICompany
{
  @Prop('Guid?') @ApiMember(companyIdText, { ParameterType: 'query' }) CompanyId?: string;
  @Prop('string')
  @ApiMember('What the slots belong to. Valid values are: Customer', { ParameterType: 'query' })
  @IsOptional()
  @IsIn(customFieldTables)
  Table?: string;
  @Prop('bool?')
  @ApiMember('Only free or only used slots; empty: both', { ParameterType: 'query' })
  FreeSlots?: boolean;

  constructor(init?: Partial<CustomFieldSlotQuery>) {
    super(init);
    Object.assign(this, init);
  }
  getTypeName() {
    return 'CustomFieldSlotQuery';
  }
  getMethod() {
    return 'GET';
  }
  createResponse() {
    return bookingList<CustomFieldSlotResponse>();
  }
}

/** A common pattern that a custom field may use. */
@BookingDto()
export class CustomFieldValidationResponse {
  @Prop('int') @ApiMember('Validation id, to be sent as RegExId of a custom field') Id!: number;
  @Prop('string') Name!: string;
  @Prop('string') Description!: string;
  @Prop('string') @ApiMember('Regular expression in RE2 syntax, matched against the whole value') RegExCode!: string;
  @Prop('string') @ApiMember('Error message for fields that have none of their own') ErrorMessage!: string;

  constructor(init?: Partial<CustomFieldValidationResponse>) {
    Object.assign(this, init);
  }
}

/** Lists the common patterns that custom fields may use. */
@Route('/customfields/validations', 'GET', { summary: 'Find validations for custom fields' })
@RequiresAnyRole('bookingsupplier-administrator-write', 'superadmin')
@ValidateRequest('IsAuthenticated')
@ApiResponse(401, unauthorizedText)
@Returns('QueryResponse<CustomFieldValidationResponse>')
@BookingDto({ base: 'QueryDb<CustomFieldValidationResponse>', implements: ['ICompany'] })
export class CustomFieldValidationsQuery
  extends QueryDb<CustomFieldValidationResponse>
  implements IReturn<BookingList<CustomFieldValidationResponse>>, ICompany
{
  @Prop('Guid?') @ApiMember(companyIdText, { ParameterType: 'query' }) CompanyId?: string;

  constructor(init?: Partial<CustomFieldValidationsQuery>) {
    super(init);
    Object.assign(this, init);
  }
  getTypeName() {
    return 'CustomFieldValidationsQuery';
  }
  getMethod() {
    return 'GET';
  }
  createResponse() {
    return bookingList<CustomFieldValidationResponse>();
  }
}
