import {
  ApiKeyQuery,
  ApiKeyQueryResponse,
  ApiKeyResponse,
  CreateApiKey,
  CreateApiKeyResponse,
  RevokeApiKey,
} from '../../../dtos/booking/api-keys';
import type { ApiKeyEntity, ApiKeyRepository } from '../../data';
import { type Clock, Handles, HttpError } from '../../engine';
import { BookingService } from '../booking-service';
import { toInstant } from '../instant';
import { grantableRoles } from './grantable-roles';
import { readIpAddresses } from './ip-addresses';

/** The keys by which applications call in the name of a company (decisions D33). */
export class ApiKeyServices extends BookingService {
  constructor(
    private readonly apiKeys: ApiKeyRepository,
    private readonly clock: Clock,
  ) {
    super();
  }

  @Handles(ApiKeyQuery)
  async get(request: ApiKeyQuery): Promise<ApiKeyQueryResponse> {
    const keys = await this.apiKeys.list(this.companyId, { activeOnly: request.ActiveOnly });
    const now = this.clock.now();
    const listed = request.ActiveOnly ? keys.filter((key) => key.expiresAt === null || key.expiresAt > now) : keys;
    return new ApiKeyQueryResponse({ ApiKeys: listed.map(toApiKey) });
  }

  @Handles(CreateApiKey)
  async post(request: CreateApiKey): Promise<CreateApiKeyResponse> {
    const { secret, key } = await this.apiKeys.create(this.companyId, {
      notes: request.Notes,
      contactEmail: request.ContactEmail || undefined,
      allowedIpAddresses: this.allowedAddresses(request.AllowedIpAddresses),
      expiresAt: this.expiry(request.ExpiryDate),
      roles: this.grantedRoles(request.Roles ?? []),
    });
    return new CreateApiKeyResponse({ ...toApiKey(key), Secret: secret, Roles: key.roles });
  }

  @Handles(RevokeApiKey)
  async delete(request: RevokeApiKey): Promise<ApiKeyQueryResponse> {
    const { companyId } = this;
    const isRevoked = await this.apiKeys.revoke(companyId, request.Id);
    const key = isRevoked ? await this.apiKeys.find(companyId, request.Id) : null;
    if (!key) throw HttpError.notFound(`The company has no API key ${request.Id}.`);
    return new ApiKeyQueryResponse({ ApiKeys: [toApiKey(key)] });
  }

  private allowedAddresses(text: string | undefined): string[] {
    const read = readIpAddresses(text);
    if ('addresses' in read) return read.addresses;
    const message = `AllowedIpAddresses must hold addresses or networks such as 192.0.2.0/24; got '${read.invalid.slice(0, 50)}'.`;
    throw HttpError.field(400, 'Predicate', 'AllowedIpAddresses', message);
  }

  private expiry(text: string | undefined): Date | undefined {
    if (text === undefined) return undefined;
    const expiresAt = new Date(text);
    const now = this.clock.now();
    if (expiresAt > now) return expiresAt;
    const message = `ExpiryDate must be after now (${toInstant(now)}); got ${text}.`;
    throw HttpError.field(400, 'GreaterThan', 'ExpiryDate', message);
  }

  private grantedRoles(wanted: readonly string[]): string[] {
    const grantable = grantableRoles(this.session.roles);
    const refused = wanted.findIndex((role) => !grantable.has(role));
    if (refused === -1) return [...new Set(wanted)];
    const message = `You may give a key at most your own roles: ${[...grantable].join(', ')}.`;
    throw HttpError.field(403, 'Forbidden', `Roles[${refused}]`, message);
  }
}

function toApiKey(key: ApiKeyEntity): ApiKeyResponse {
  return new ApiKeyResponse({
    CompanyId: key.companyId,
    ApiKey: key.id,
    Active: key.active,
    CreatedDate: toInstant(key.createdAt),
    ExpiryDate: key.expiresAt ? toInstant(key.expiresAt) : undefined,
    ContactEmail: key.contactEmail ?? undefined,
    Notes: key.notes ?? undefined,
    AllowedIpAddresses: key.allowedIpAddresses.length > 0 ? key.allowedIpAddresses.join(', ') : undefined,
  });
}
