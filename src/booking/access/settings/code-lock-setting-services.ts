import type { DataSource } from 'typeorm';
import {
  CodeLockSettingQuery,
  CodeLockSettingResponse,
  UpdateCodeLockSetting,
} from '../../../../dtos/booking/code-lock';
import { inTransaction } from '../../../data';
import { type Clock, Handles, HttpError } from '../../../engine';
import { BookingService } from '../../booking-service';
import { unknownCompany } from '../../database-errors';
import { toInstant } from '../../instant';
import type { CodeLockSettingEntity } from './code-lock-setting-entity';
import { CodeLockSettingRepository } from './code-lock-setting-repository';
import { codeLockSystems } from './code-lock-systems';

/** Administers how a company's bookings open doors (domain 1, companions). */
export class CodeLockSettingServices extends BookingService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly clock: Clock,
  ) {
    super();
  }

  @Handles(CodeLockSettingQuery)
  async get(request: CodeLockSettingQuery): Promise<CodeLockSettingResponse> {
    const { companyId } = this;
    const setting = await new CodeLockSettingRepository(this.dataSource.manager).find(companyId);
    const response = setting ? toCodeLockSetting(setting) : neverSaved(companyId);
    if (request.IncludeCodeLockSystemOptions) response.CodeLockSystemOptions = [...codeLockSystems];
    return response;
  }

  @Handles(UpdateCodeLockSetting)
  async put(request: UpdateCodeLockSetting): Promise<CodeLockSettingResponse> {
    const { companyId } = this;
    refuseUnknownSystem(request.CodeLockSystemsId);
    const changes = {
      active: request.Active,
      codeLockSystemsId: request.CodeLockSystemsId,
      validBeforeMinutes: request.ValidBeforeMinutes,
      validAfterMinutes: request.ValidAfterMinutes,
      deleteOldBySchedule: request.DeleteOldBySchedule,
      sendEmailNotification: request.SendEmailNotification,
      sendSmsNotification: request.SendSMSNotification,
      emailNotificationTime: request.EmailNotificationTime,
      smsNotificationTime: request.SMSNotificationTime,
    };
    try {
      return toCodeLockSetting(
        await inTransaction(this.dataSource, (tx) =>
          new CodeLockSettingRepository(tx).save(companyId, changes, this.clock.now()),
        ),
      );
    } catch (error) {
      throw unknownCompany(error) ?? error;
    }
  }
}

function refuseUnknownSystem(id: number | undefined): void {
  if (id === undefined || codeLockSystems.some((system) => system.Id === id)) return;
  const known = codeLockSystems.map((system) => `${system.Id} (${system.Name})`).join(', ');
  throw HttpError.field(400, 'Predicate', 'CodeLockSystemsId', `CodeLockSystemsId must be one of ${known}; got ${id}.`);
}

/** What applies to a company that has saved nothing: no code lock in use. */
function neverSaved(companyId: string): CodeLockSettingResponse {
  return new CodeLockSettingResponse({
    CompanyId: companyId,
    Active: false,
    ValidBeforeMinutes: 0,
    ValidAfterMinutes: 0,
    DeleteOldBySchedule: false,
    SendEmailNotification: false,
    SendSMSNotification: false,
  });
}

function toCodeLockSetting(setting: CodeLockSettingEntity): CodeLockSettingResponse {
  return new CodeLockSettingResponse({
    CompanyId: setting.companyId,
    Active: setting.active,
    CodeLockSystemsId: setting.codeLockSystemsId ?? undefined,
    ValidBeforeMinutes: setting.validBeforeMinutes,
    ValidAfterMinutes: setting.validAfterMinutes,
    DeleteOldBySchedule: setting.deleteOldBySchedule,
    SendEmailNotification: setting.sendEmailNotification,
    SendSMSNotification: setting.sendSmsNotification,
    EmailNotificationTime: setting.emailNotificationTime ?? undefined,
    SMSNotificationTime: setting.smsNotificationTime ?? undefined,
    Created: toInstant(setting.createdAt),
    Updated: toInstant(setting.updatedAt),
  });
}
