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

/** What secrets of this product begin with: it tells them from tokens behind `Authorization: Bearer`. */
export const apiKeyPrefix = 'ak-';
/** Keys of a list when the request names no `Take`. */
const defaultTake = 100;

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
    const usableAt = request.ActiveOnly ? this.clock.now() : undefined;
    const page = { usableAt, skip: request.Skip ?? 0, take: request.Take ?? defaultTake };
    const [keys, Total] = await this.apiKeys.page(this.companyId, page);
    return new ApiKeyQueryResponse({ ApiKeys: keys.map(toApiKey), Total });
  }

  @Handles(CreateApiKey)
  async post(request: CreateApiKey): Promise<CreateApiKeyResponse> {
    const { secret, key } = await this.apiKeys.create(this.companyId, {
      prefix: apiKeyPrefix,
      notes: request.Notes,
      contactEmail: request.ContactEmail || undefined,
      allowedIpAddresses: this.allowedAddresses(request.AllowedIpAddresses),
      expiresAt: this.expiry(request.ExpiryDate),
      roles: this.grantedRoles(request.Roles ?? []),
      operations: this.knownOperations(request.RestrictTo ?? []),
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

  private knownOperations(names: readonly string[]): string[] {
    const known = new Set(this.context.host.operations.map(({ name }) => name));
    const unknown = names.findIndex((name) => !known.has(name));
    if (unknown === -1) return [...new Set(names)];
    const message = `RestrictTo must hold names of operations, such as CustomerQuery; got '${names[unknown]?.slice(0, 50)}'.`;
    throw HttpError.field(400, 'Predicate', `RestrictTo[${unknown}]`, message);
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
    RestrictTo: key.operations.length > 0 ? key.operations : undefined,
  });
}
