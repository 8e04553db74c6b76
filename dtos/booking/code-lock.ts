import {
  ApiMember,
  ApiResponse,
  dtoModule,
  IsOptional,
  Max,
  Min,
  Prop,
  RequiresAnyRole,
  Returns,
  Route,
  ValidateRequest,
} from '../annotations';
import type { IReturn } from '../common';
import { bookingNamespace, companyIdText, type ICompany } from './common';

/** As in axema.ts: declared with nullable reference types on. */
const Dto = dtoModule(bookingNamespace, { nullable: true });

const unauthorizedText = 'You were unauthorized to call this service';
const forbiddenText = 'You have too low privileges to call this service';

/** Most minutes that a code may open before or after a booking, and that a message may be sent ahead: one week. */
const maxMinutes = 10_080;

/** A code lock system that a company can be connected with. */
@Dto()
export class CodeLockSystemOptionResponse {
  @Prop('int') Id!: number;
  @Prop('string') Name!: string;
  @Prop('string?') Description?: string;
  @Prop('string?') LogoType?: string;
  @Prop('string?') Supplier?: string;

  constructor(init?: Partial<CodeLockSystemOptionResponse>) {
    Object.assign(this, init);
  }
}

/** How the company's bookings open doors. `Created` and `Updated` are absent while nothing was saved. */
@Dto()
export class CodeLockSettingResponse {
  @Prop('Guid') CompanyId!: string;
  @Prop('bool') Active!: boolean;
  @Prop('int?') CodeLockSystemsId?: number;
  @Prop('int') ValidBeforeMinutes!: number;
  @Prop('int') ValidAfterMinutes!: number;
  @Prop('bool') DeleteOldBySchedule!: boolean;
  @Prop('bool') SendEmailNotification!: boolean;
  @Prop('bool') SendSMSNotification!: boolean;
  @Prop('int?') EmailNotificationTime?: number;
  @Prop('int?') SMSNotificationTime?: number;
  @Prop('DateTime?') Created?: string;
  @Prop('DateTime?') Updated?: string;
  @Prop('List<CodeLockSystemOptionResponse>?') CodeLockSystemOptions?: CodeLockSystemOptionResponse[];

  constructor(init?: Partial<CodeLockSettingResponse>) {
    Object.assign(this, init);
  }
}

/** Tells how the company's bookings open doors. */
@Route('/codelock/settings', 'GET', { summary: 'Get the code lock settings' })
@RequiresAnyRole('bookingsupplier-administrator-write', 'superadmin', 'bookingsupplier-administrator-read')
@ValidateRequest('IsAuthenticated')
@ApiResponse(401, unauthorizedText)
@ApiResponse(403, forbiddenText)
@Returns('CodeLockSettingResponse')
@Dto({ implements: ['ICompany'] })
export class CodeLockSettingQuery implements IReturn<CodeLockSettingResponse>, ICompany {
  @Prop('Guid?')
  @ApiMember(companyIdText, { ParameterType: 'query' })
  CompanyId?: string;

  @Prop('bool')
  @ApiMember('If you want to include the code lock systems to choose from', { ParameterType: 'query' })
  IncludeCodeLockSystemOptions?: boolean;

  constructor(init?: Partial<CodeLockSettingQuery>) {
    Object.assign(this, init);
  }
  getTypeName() {
    return 'CodeLockSettingQuery';
  }
  getMethod() {
    return 'GET';
  }
  createResponse() {
    return new CodeLockSettingResponse();
  }
}

/** Changes how the company's bookings open doors; members that are left out stay as they are. */
@Route('/codelock/settings', 'PUT', { summary: 'Update the code lock settings' })
@RequiresAnyRole('bookingsupplier-administrator-write', 'superadmin')
@ValidateRequest('IsAuthenticated')
@ApiResponse(400, 'There was a validation error on the input parameters')
@ApiResponse(401, unauthorizedText)
@ApiResponse(403, forbiddenText)
@Returns('CodeLockSettingResponse')
@Dto({ implements: ['ICompany'] })
export class UpdateCodeLockSetting implements IReturn<CodeLockSettingResponse>, ICompany {
  @Prop('Guid?')
  @ApiMember(companyIdText, { ParameterType: 'query' })
  CompanyId?: string;

  @Prop('bool?')
  @ApiMember('If the code lock is in use')
  Active?: boolean;

  @Prop('int?')
  @ApiMember('The code lock system')
  CodeLockSystemsId?: number;

  @Prop('int?')
  @ApiMember('How many minutes before the booking the code is valid')
  @IsOptional()
  @Min(0)
  @Max(maxMinutes)
  ValidBeforeMinutes?: number;

  @Prop('int?')
  @ApiMember('How many minutes after the booking the code is valid')
  @IsOptional()
  @Min(0)
  @Max(maxMinutes)
  ValidAfterMinutes?: number;

  @Prop('bool?')
  @ApiMember('If old codes are deleted by schedule')
  DeleteOldBySchedule?: boolean;

  @Prop('bool?')
  @ApiMember('If the code is sent by email')
  SendEmailNotification?: boolean;

  @Prop('bool?')
  @ApiMember('If the code is sent by SMS')
  SendSMSNotification?: boolean;

  @Prop('int?')
  @ApiMember('How many minutes before the booking the email is sent')
  @IsOptional()
  @Min(0)
  @Max(maxMinutes)
  EmailNotificationTime?: number;

  @Prop('int?')
  @ApiMember('How many minutes before the booking the SMS is sent')
  @IsOptional()
  @Min(0)
  @Max(maxMinutes)
  SMSNotificationTime?: number;

  constructor(init?: Partial<UpdateCodeLockSetting>) {
    Object.assign(this, init);
  }
  getTypeName() {
    return 'UpdateCodeLockSetting';
  }
  getMethod() {
    return 'PUT';
  }
  createResponse() {
    return new CodeLockSettingResponse();
  }
}
