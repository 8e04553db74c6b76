import {
  ApiMember,
  ApiResponse,
  Prop,
  Required,
  RequiresAnyRole,
  Returns,
  Route,
  ValidateRequest,
} from '../annotations';
import { type IReturn, QueryDb } from '../common';
import { BookingDto, type BookingList, bookingList, companyIdText, type ICompany } from './common';

/** What rows of the family have in common: nothing that shows on the wire. */
@BookingDto()
export class BaseModel {
  constructor(init?: Partial<BaseModel>) {
    Object.assign(this, init);
  }
}

/** A card, tag or code that opens doors for a customer. */
@BookingDto()
export class UserAccessKeys extends BaseModel {
  @Prop('Guid') @Required() CompanyId!: string;
  @Prop('int') @Required() AccessKeyTypeId!: number;
  @Prop('string') @Required() Value!: string;
  @Prop('Guid') @Required() CustomerId!: string;
  @Prop('string') Description?: string;
  @Prop('Guid') @Required() Id!: string;

  constructor(init?: Partial<UserAccessKeys>) {
    super(init);
    Object.assign(this, init);
  }
}

/** An access key to create, or with `Id` one to change. `CompanyId` and `CustomerId`, when sent, must be the customer's. */
@BookingDto()
export class AddUserAccessKey {
  @Prop('Guid?') Id?: string;
  @Prop('Guid?') CompanyId?: string;
  @Prop('int') AccessKeyTypeId?: number;
  @Prop('string') Value?: string;
  @Prop('Guid?') CustomerId?: string;
  @Prop('string') Description?: string;

  constructor(init?: Partial<AddUserAccessKey>) {
    Object.assign(this, init);
  }
}

/** The access key to delete. */
@BookingDto()
export class DeleteUserAccessKey {
  @Prop('Guid') Id!: string;

  constructor(init?: Partial<DeleteUserAccessKey>) {
    Object.assign(this, init);
  }
}

/** A kind of access key. */
@BookingDto()
export class AccessKeyTypeResponse {
  @Prop('int') @ApiMember('Access key type id') Id!: number;
  @Prop('string') @ApiMember("Name of the type. Example: 'RFID card'") KeyType!: string;
  @Prop('string') Description!: string;

  constructor(init?: Partial<AccessKeyTypeResponse>) {
    Object.assign(this, init);
  }
}

/** Lists the kinds of access keys. */
@Route('/accesskeytypes', 'GET', { summary: 'Find access key types' })
@RequiresAnyRole('bookingsupplier-administrator-write', 'bookingsupplier-administrator-read', 'superadmin')
@ValidateRequest('IsAuthenticated')
@ApiResponse(401, 'Returned if the current user is not allowed to perform the action')
@Returns('QueryResponse<AccessKeyTypeResponse>')
@BookingDto({ base: 'QueryDb<AccessKeyTypeResponse>', implements: ['ICompany'] })
export class AccessKeyTypeQuery
  extends QueryDb<AccessKeyTypeResponse>
  implements IReturn<BookingList<AccessKeyTypeResponse>>, ICompany
{
  @Prop('Guid?') @ApiMember(companyIdText, { ParameterType: 'query' }) CompanyId?: string;

  constructor(init?: Partial<AccessKeyTypeQuery>) {
    super(init);
    Object.assign(this, init);
  }
  getTypeName() {
    return 'AccessKeyTypeQuery';
  }
  getMethod() {
    return 'GET';
  }
  createResponse() {
    return bookingList<AccessKeyTypeResponse>();
  }
}
