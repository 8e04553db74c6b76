import {
  ApiMember,
  ApiResponse,
  ArrayMaxSize,
  IsEmail,
  IsNotEmpty,
  IsOptional,
  Max,
  MaxLength,
  Min,
  Prop,
  RequiresAnyRole,
  Returns,
  Route,
  ValidateRequest,
} from '../annotations';
import { type IReturn } from '../common';
import { BookingDto, companyIdText, type ICompany } from './common';

const unauthorizedText = 'Returned if the current user is not allowed to perform the action';

/** A key that identifies a calling application of one company. `ApiKey` is its public id, never the secret. */
@BookingDto()
export class ApiKeyResponse {
  @Prop('Guid') @ApiMember('The company id') CompanyId!: string;
  @Prop('Guid') @ApiMember('Public id of the key') ApiKey!: string;
  @Prop('bool') @ApiMember('If the key can be used') Active!: boolean;
  @Prop('DateTime') CreatedDate!: string;
  @Prop('DateTime?') @ApiMember('From then on the key cannot be used; empty: no limit') ExpiryDate?: string;
  @Prop('string') ContactEmail?: string;
  @Prop('string') Notes?: string;
  @Prop('string')
  @ApiMember('Addresses or networks that may use the key, comma separated; empty: any')
  AllowedIpAddresses?: string;
  @Prop('string[]')
  @ApiMember('Names of the only operations that the key is for; empty: all')
  RestrictTo?: string[];

  constructor(init?: Partial<ApiKeyResponse>) {
    Object.assign(this, init);
  }
}

/** The API keys of a company. */
@BookingDto()
export class ApiKeyQueryResponse {
  @Prop('List<ApiKeyResponse>') ApiKeys!: ApiKeyResponse[];
  @Prop('int?') @ApiMember('How many keys there are in all; of lists only') Total?: number;
  @Prop('object') ResponseStatus?: object;

  constructor(init?: Partial<ApiKeyQueryResponse>) {
    Object.assign(this, init);
  }
}

/** Lists the company's API keys. */
@Route('/apikeys', 'GET', {
  summary: 'Find API keys',
  notes: 'Lists the keys of your own company; only a superadmin can name another one.',
})
@RequiresAnyRole('bookingsupplier-administrator-write', 'superadmin')
@ValidateRequest('IsAuthenticated')
@ApiResponse(401, unauthorizedText)
@Returns('ApiKeyQueryResponse')
@BookingDto({ implements: ['ICompany'] })
export class ApiKeyQuery implements IReturn<ApiKeyQueryResponse>, ICompany {
  @Prop('Guid?') @ApiMember(companyIdText, { ParameterType: 'query' }) CompanyId?: string;
  @Prop('bool')
  @ApiMember('If only keys that can be used should be listed', { ParameterType: 'query' })
  ActiveOnly?: boolean;
  @Prop('int?')
  @ApiMember('Keys to leave out at the start', { ParameterType: 'query' })
  @IsOptional()
  @Min(0)
  Skip?: number;
  @Prop('int?')
  @ApiMember('Most keys to list. Default: 100', { ParameterType: 'query' })
  @IsOptional()
  @Min(0)
  @Max(1_000)
  Take?: number;

  constructor(init?: Partial<ApiKeyQuery>) {
    Object.assign(this, init);
  }
  getTypeName() {
    return 'ApiKeyQuery';
  }
  getMethod() {
    return 'GET';
  }
  createResponse() {
    return new ApiKeyQueryResponse();
  }
}

/** A new API key with its secret, which is answered this once and cannot be read again. */
@BookingDto()
export class CreateApiKeyResponse extends ApiKeyResponse {
  @Prop('string')
  @ApiMember('The secret, to be sent in the header x-api-key. It is shown once')
  Secret!: string;
  @Prop('string[]') @ApiMember('Roles that a call with the key alone has') Roles!: string[];
  @Prop('object') ResponseStatus?: object;

  constructor(init?: Partial<CreateApiKeyResponse>) {
    super(init);
    Object.assign(this, init);
  }
}

/** Makes a new API key of the company. */
@Route('/apikeys', 'POST', {
  summary: 'Create an API key',
  notes: 'The answer holds the secret of the key, which cannot be read again later.',
})
@RequiresAnyRole('bookingsupplier-administrator-write', 'superadmin')
@ValidateRequest('IsAuthenticated')
@ApiResponse(401, unauthorizedText)
@Returns('CreateApiKeyResponse')
@BookingDto({ implements: ['ICompany'] })
export class CreateApiKey implements IReturn<CreateApiKeyResponse>, ICompany {
  @Prop('Guid?') @ApiMember(companyIdText, { ParameterType: 'query' }) CompanyId?: string;
  @Prop('string') @ApiMember('What the key is for') @IsOptional() @MaxLength(500) Notes?: string;
  @Prop('string') @ApiMember('Whom to ask about the key') @IsOptional() @IsEmail() ContactEmail?: string;
  @Prop('string')
  @ApiMember('Addresses or networks (CIDR) that may use the key, comma separated; empty: any')
  @IsOptional()
  @MaxLength(2_000)
  AllowedIpAddresses?: string;
  @Prop('DateTime?') @ApiMember('From then on the key cannot be used; empty: no limit') ExpiryDate?: string;
  @Prop('string[]')
  @ApiMember('Roles that a call with the key alone has, at most your own; empty: none')
  @IsOptional()
  @ArrayMaxSize(20)
  Roles?: string[];
  @Prop('string[]')
  @ApiMember('Names of the only operations that the key is for; empty: all')
  @IsOptional()
  @ArrayMaxSize(100)
  RestrictTo?: string[];

  constructor(init?: Partial<CreateApiKey>) {
    Object.assign(this, init);
  }
  getTypeName() {
    return 'CreateApiKey';
  }
  getMethod() {
    return 'POST';
  }
  createResponse() {
    return new CreateApiKeyResponse();
  }
}

/** Makes an API key useless for good. */
@Route('/apikeys/{Id}', 'DELETE', { summary: 'Revoke an API key' })
@RequiresAnyRole('bookingsupplier-administrator-write', 'superadmin')
@ValidateRequest('IsAuthenticated')
@ApiResponse(401, unauthorizedText)
@Returns('ApiKeyQueryResponse')
@BookingDto({ implements: ['ICompany'] })
export class RevokeApiKey implements IReturn<ApiKeyQueryResponse>, ICompany {
  @Prop('Guid?') @ApiMember(companyIdText, { ParameterType: 'query' }) CompanyId?: string;
  @Prop('Guid')
  @ApiMember('Public id of the key', { IsRequired: true, ParameterType: 'path' })
  @IsNotEmpty()
  Id!: string;

  constructor(init?: Partial<RevokeApiKey>) {
    Object.assign(this, init);
  }
  getTypeName() {
    return 'RevokeApiKey';
  }
  getMethod() {
    return 'DELETE';
  }
  createResponse() {
    return new ApiKeyQueryResponse();
  }
}
