import {
  ApiMember,
  ApiResponse,
  dtoModule,
  IsNotEmpty,
  IsOptional,
  Max,
  MaxLength,
  Min,
  Prop,
  RequiresAnyRole,
  Returns,
  Route,
  registerEnum,
  ValidateRequest,
} from '../annotations';
import { type IReturn, QueryDb } from '../common';
import { type BookingList, bookingList, bookingNamespace, companyIdText, type ICompany } from './common';

/** These types are newer than the rest of the family: they were declared with nullable reference types on. */
const Dto = dtoModule(bookingNamespace, { nullable: true });

const unauthorizedText = 'You were unauthorized to call this service';
const forbiddenText = 'You have too low privileges to call this service';

const syncSummary = 'Start a sync of users from the Axema Vaka system into BokaMera customers';
const syncNotes =
  'This operation runs in the background and may take several minutes. Use the GET endpoint to check status. Only one sync can run at a time per company.';

/** How far a sync of users has come. */
export enum AxemaUserSyncStatus {
  Pending = 0,
  Processing = 1,
  Completed = 2,
  Failed = 3,
}
registerEnum(AxemaUserSyncStatus, { name: 'AxemaUserSyncStatus', ns: 'BokaMera.API.ServiceModel.Enums' });

/**
 * One sync of users from VAKA into the company's customers.
 *
 * Counters are absent until something was read. `UsersFound` = created + updated + unchanged + skipped; the last two are
 * not shown. `Status` is the number of an AxemaUserSyncStatus, `StatusName` its name.
 */
@Dto()
export class AxemaUserSyncJobResponse {
  @Prop('Guid') Id!: string;
  @Prop('Guid') CompanyId!: string;
  @Prop('int') Status!: number;
  @Prop('string') StatusName!: string;
  @Prop('int?') UsersFound?: number;
  @Prop('int?') UsersCreated?: number;
  @Prop('int?') UsersUpdated?: number;
  @Prop('string?') ErrorMessage?: string;
  @Prop('DateTime') CreatedDate!: string;
  @Prop('DateTime') UpdatedDate!: string;

  constructor(init?: Partial<AxemaUserSyncJobResponse>) {
    Object.assign(this, init);
  }
}

/** Starts a sync of users from the Axema VAKA system into the company's customers. */
@Route('/codelock/axema/usersync', 'POST', { summary: syncSummary, notes: syncNotes })
@RequiresAnyRole('bookingsupplier-administrator-write', 'superadmin')
@ValidateRequest('IsAuthenticated')
@ApiResponse(401, unauthorizedText)
@ApiResponse(403, forbiddenText)
@Returns('AxemaUserSyncJobResponse')
@Dto({ implements: ['ICompany'] })
export class CreateAxemaUserSync implements IReturn<AxemaUserSyncJobResponse>, ICompany {
  @Prop('Guid?')
  @ApiMember(companyIdText)
  CompanyId?: string;

  constructor(init?: Partial<CreateAxemaUserSync>) {
    Object.assign(this, init);
  }
  getTypeName() {
    return 'CreateAxemaUserSync';
  }
  getMethod() {
    return 'POST';
  }
  createResponse() {
    return new AxemaUserSyncJobResponse();
  }
}

/** Tells how far a sync of users has come. */
@Route('/codelock/axema/usersync/{Id}', 'GET', {
  summary: 'Get the status of a sync of users from the Axema Vaka system',
})
@RequiresAnyRole('bookingsupplier-administrator-write', 'superadmin', 'bookingsupplier-administrator-read')
@ValidateRequest('IsAuthenticated')
@ApiResponse(401, unauthorizedText)
@ApiResponse(403, forbiddenText)
@ApiResponse(404, 'The sync job does not exist, or belongs to another company')
@Returns('AxemaUserSyncJobResponse')
@Dto({ implements: ['ICompany'] })
export class GetAxemaUserSyncJob implements IReturn<AxemaUserSyncJobResponse>, ICompany {
  @Prop('Guid')
  @ApiMember('The sync job id.', { IsRequired: true, ParameterType: 'path' })
  @IsNotEmpty()
  Id!: string;

  @Prop('Guid?')
  @ApiMember(companyIdText, { ParameterType: 'query' })
  CompanyId?: string;

  constructor(init?: Partial<GetAxemaUserSyncJob>) {
    Object.assign(this, init);
  }
  getTypeName() {
    return 'GetAxemaUserSyncJob';
  }
  getMethod() {
    return 'GET';
  }
  createResponse() {
    return new AxemaUserSyncJobResponse();
  }
}

/** Lists the company's syncs of users, the newest first. */
@Route('/codelock/axema/usersync', 'GET', { summary: 'List the syncs of users from the Axema Vaka system' })
@RequiresAnyRole('bookingsupplier-administrator-write', 'superadmin', 'bookingsupplier-administrator-read')
@ValidateRequest('IsAuthenticated')
@ApiResponse(401, unauthorizedText)
@ApiResponse(403, forbiddenText)
@Returns('QueryResponse<AxemaUserSyncJobResponse>')
@Dto({ base: 'QueryDb<AxemaUserSyncJobResponse>', implements: ['ICompany'] })
export class QueryAxemaUserSyncJobs
  extends QueryDb<AxemaUserSyncJobResponse>
  implements IReturn<BookingList<AxemaUserSyncJobResponse>>, ICompany
{
  @Prop('Guid?')
  @ApiMember(companyIdText, { ParameterType: 'query' })
  CompanyId?: string;

  @Prop('AxemaUserSyncStatus?')
  @ApiMember('Filter by status (0=Pending, 1=Processing, 2=Completed, 3=Failed).', { ParameterType: 'query' })
  Status?: AxemaUserSyncStatus;

  constructor(init?: Partial<QueryAxemaUserSyncJobs>) {
    super(init);
    Object.assign(this, init);
  }
  getTypeName() {
    return 'QueryAxemaUserSyncJobs';
  }
  getMethod() {
    return 'GET';
  }
  createResponse() {
    return bookingList<AxemaUserSyncJobResponse>();
  }
}

/** How the company's VAKA system is reached. The password is never answered. */
@Dto()
export class AxemaCodeLockSettingResponse {
  @Prop('Guid') CompanyId!: string;
  @Prop('string') ApiEndpoint!: string;
  @Prop('int') ApiPort!: number;
  @Prop('string') Username!: string;
  @Prop('DateTime') Created!: string;
  @Prop('DateTime') Updated!: string;

  constructor(init?: Partial<AxemaCodeLockSettingResponse>) {
    Object.assign(this, init);
  }
}

const apiEndpointText = 'Host name or URL of the Axema system, without port. Example: vaka.example.com';
const apiPortText = 'Port of the Axema system. Example: 443';
const usernameText = 'User name of the system account in the Axema system.';
const passwordText = 'Password of the system account. It is stored encrypted and never returned.';

/** Tells how the company's VAKA system is reached. */
@Route('/codelock/axema/settings', 'GET', { summary: 'Get the settings of the Axema code lock system' })
@RequiresAnyRole('bookingsupplier-administrator-write', 'superadmin', 'bookingsupplier-administrator-read')
@ValidateRequest('IsAuthenticated')
@ApiResponse(401, unauthorizedText)
@ApiResponse(403, forbiddenText)
@ApiResponse(404, 'The company has no settings of the Axema code lock system')
@Returns('AxemaCodeLockSettingResponse')
@Dto({ implements: ['ICompany'] })
export class AxemaCodeLockSettingQuery implements IReturn<AxemaCodeLockSettingResponse>, ICompany {
  @Prop('Guid?')
  @ApiMember(companyIdText, { ParameterType: 'query' })
  CompanyId?: string;

  constructor(init?: Partial<AxemaCodeLockSettingQuery>) {
    Object.assign(this, init);
  }
  getTypeName() {
    return 'AxemaCodeLockSettingQuery';
  }
  getMethod() {
    return 'GET';
  }
  createResponse() {
    return new AxemaCodeLockSettingResponse();
  }
}

/** Connects the company with its VAKA system. */
@Route('/codelock/axema/settings', 'POST', { summary: 'Add the settings of the Axema code lock system' })
@RequiresAnyRole('bookingsupplier-administrator-write', 'superadmin')
@ValidateRequest('IsAuthenticated')
@ApiResponse(400, 'There was a validation error on the input parameters')
@ApiResponse(401, unauthorizedText)
@ApiResponse(403, forbiddenText)
@ApiResponse(409, 'The company has settings of the Axema code lock system already')
@Returns('AxemaCodeLockSettingResponse')
@Dto({ implements: ['ICompany'] })
export class AddAxemaCodeLockSetting implements IReturn<AxemaCodeLockSettingResponse>, ICompany {
  @Prop('Guid?')
  @ApiMember(companyIdText, { ParameterType: 'query' })
  CompanyId?: string;

  @Prop('string')
  @ApiMember(apiEndpointText, { IsRequired: true })
  @IsNotEmpty()
  @MaxLength(250)
  ApiEndpoint!: string;

  @Prop('int')
  @ApiMember(apiPortText, { IsRequired: true })
  @IsNotEmpty()
  @Min(1)
  @Max(65_535)
  ApiPort!: number;

  @Prop('string')
  @ApiMember(usernameText, { IsRequired: true })
  @IsNotEmpty()
  @MaxLength(200)
  Username!: string;

  @Prop('string')
  @ApiMember(passwordText, { IsRequired: true })
  @IsNotEmpty()
  @MaxLength(500)
  Password!: string;

  constructor(init?: Partial<AddAxemaCodeLockSetting>) {
    Object.assign(this, init);
  }
  getTypeName() {
    return 'AddAxemaCodeLockSetting';
  }
  getMethod() {
    return 'POST';
  }
  createResponse() {
    return new AxemaCodeLockSettingResponse();
  }
}

/** Changes how the company's VAKA system is reached; members that are left out stay as they are. */
@Route('/codelock/axema/settings', 'PUT', { summary: 'Update the settings of the Axema code lock system' })
@RequiresAnyRole('bookingsupplier-administrator-write', 'superadmin')
@ValidateRequest('IsAuthenticated')
@ApiResponse(400, 'There was a validation error on the input parameters')
@ApiResponse(401, unauthorizedText)
@ApiResponse(403, forbiddenText)
@ApiResponse(404, 'The company has no settings of the Axema code lock system')
@Returns('AxemaCodeLockSettingResponse')
@Dto({ implements: ['ICompany'] })
export class UpdateAxemaCodeLockSetting implements IReturn<AxemaCodeLockSettingResponse>, ICompany {
  @Prop('Guid?')
  @ApiMember(companyIdText, { ParameterType: 'query' })
  CompanyId?: string;

  @Prop('string?')
  @ApiMember(apiEndpointText)
  @IsOptional()
  @IsNotEmpty()
  @MaxLength(250)
  ApiEndpoint?: string;

  @Prop('int?')
  @ApiMember(apiPortText)
  @IsOptional()
  @Min(1)
  @Max(65_535)
  ApiPort?: number;

  @Prop('string?')
  @ApiMember(usernameText)
  @IsOptional()
  @IsNotEmpty()
  @MaxLength(200)
  Username?: string;

  @Prop('string?')
  @ApiMember(passwordText)
  @IsOptional()
  @IsNotEmpty()
  @MaxLength(500)
  Password?: string;

  constructor(init?: Partial<UpdateAxemaCodeLockSetting>) {
    Object.assign(this, init);
  }
  getTypeName() {
    return 'UpdateAxemaCodeLockSetting';
  }
  getMethod() {
    return 'PUT';
  }
  createResponse() {
    return new AxemaCodeLockSettingResponse();
  }
}
