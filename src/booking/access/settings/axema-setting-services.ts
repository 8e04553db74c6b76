import type { DataSource } from 'typeorm';
import {
  AddAxemaCodeLockSetting,
  AxemaCodeLockSettingQuery,
  AxemaCodeLockSettingResponse,
  UpdateAxemaCodeLockSetting,
} from '../../../../dtos/booking/axema';
import { inTransaction } from '../../../data';
import { type Clock, Handles, HttpError } from '../../../engine';
import { BookingService } from '../../booking-service';
import { unknownCompany } from '../../database-errors';
import { refuse } from '../../error-codes';
import { toInstant } from '../../instant';
import type { AxemaClients } from '../axema/axema-clients';
import { EndpointRefused } from '../axema/axema-endpoint';
import type { AxemaSettingEntity } from './axema-setting-entity';
import type { AxemaSettingRepository } from './axema-setting-repository';
import { CodeLockSettingRepository } from './code-lock-setting-repository';

/** Administers how a company's VAKA system is reached (domain 1, companions). */
export class AxemaSettingServices extends BookingService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly settings: AxemaSettingRepository,
    private readonly clients: AxemaClients,
    private readonly clock: Clock,
  ) {
    super();
  }

  @Handles(AxemaCodeLockSettingQuery)
  async get(_request: AxemaCodeLockSettingQuery): Promise<AxemaCodeLockSettingResponse> {
    return toAxemaSetting((await this.settings.find(this.companyId)) ?? missing());
  }

  @Handles(AddAxemaCodeLockSetting)
  async post(request: AddAxemaCodeLockSetting): Promise<AxemaCodeLockSettingResponse> {
    const { companyId } = this;
    const values = {
      apiEndpoint: request.ApiEndpoint.trim(),
      apiPort: request.ApiPort,
      username: request.Username.trim(),
      password: request.Password,
    };
    await this.checkAddress(values.apiEndpoint, values.apiPort);

    return inTransaction(this.dataSource, async (tx) => {
      const settings = this.settings.in(tx);
      const now = this.clock.now();
      if (!(await settings.add(companyId, values, now))) throw exists();
      await new CodeLockSettingRepository(tx).chooseAxemaIfNone(companyId, now);
      return toAxemaSetting((await settings.find(companyId)) ?? missing());
    }).catch((error: unknown) => {
      throw unknownCompany(error) ?? error;
    });
  }

  @Handles(UpdateAxemaCodeLockSetting)
  async put(request: UpdateAxemaCodeLockSetting): Promise<AxemaCodeLockSettingResponse> {
    const { companyId } = this;
    const stored = (await this.settings.find(companyId)) ?? missing();
    const apiEndpoint = request.ApiEndpoint?.trim();
    const target = { endpoint: apiEndpoint ?? stored.apiEndpoint, port: request.ApiPort ?? stored.apiPort };
    const isMoved = target.endpoint !== stored.apiEndpoint || target.port !== stored.apiPort;
    await this.checkAddress(target.endpoint, target.port);
    if (isMoved && request.Password === undefined) throw passwordNeeded();

    const changes = {
      apiEndpoint,
      apiPort: request.ApiPort,
      username: request.Username?.trim(),
      password: request.Password,
    };
    await this.settings.update(companyId, changes, this.clock.now());
    return toAxemaSetting((await this.settings.find(companyId)) ?? missing());
  }

  private async checkAddress(endpoint: string, port: number): Promise<void> {
    try {
      await this.clients.check(endpoint, port);
    } catch (error) {
      if (error instanceof EndpointRefused) throw refuse('AxemaEndpointRefused', 'ApiEndpoint', error.message);
      throw error;
    }
  }
}

function missing(): never {
  throw HttpError.notFound('The company has no Axema settings; add them first.');
}
/** Else whoever may change the address could have the stored password sent to a server of their own. */
function passwordNeeded(): HttpError {
  const message = 'Password must be given again when ApiEndpoint or ApiPort changes.';
  return HttpError.field(400, 'NotEmpty', 'Password', message);
}
function exists(): HttpError {
  return HttpError.conflict('The company has Axema settings already; change them with PUT.');
}

function toAxemaSetting(setting: AxemaSettingEntity): AxemaCodeLockSettingResponse {
  return new AxemaCodeLockSettingResponse({
    CompanyId: setting.companyId,
    ApiEndpoint: setting.apiEndpoint,
    ApiPort: setting.apiPort,
    Username: setting.username,
    Created: toInstant(setting.createdAt),
    Updated: toInstant(setting.updatedAt),
  });
}
