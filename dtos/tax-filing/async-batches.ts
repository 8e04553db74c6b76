import {
  Api,
  ApiMember,
  IsNotEmpty,
  Prop,
  RequiredPermission,
  RequiredRole,
  Returns,
  Route,
  Tag,
} from '../annotations';
import type { IReturn } from '../common';
import { AccountResponse } from './account-operations';
import { RegistrationDto, ServiceResponseBase } from './common';
import { CustomerResponse } from './customers';

/** How far a batch has come that is worked on in the background. */
@RegistrationDto({ abstract: true })
export abstract class AsyncBatchResponse extends ServiceResponseBase {
  @Prop('Guid') @ApiMember('The unique identifier of the batch.') batchId!: string;
  @Prop('int')
  @ApiMember('The state of the batch: Pending 0, Processing 1, Completed 2, Failed 3, Cancelled 4.')
  status!: number;
  @Prop('string') @ApiMember('The name of the state.') statusName!: string;
  @Prop('int') @ApiMember('The number of items.') total!: number;
  @Prop('int') @ApiMember('The number of items that were registered.') succeeded!: number;
  @Prop('int') @ApiMember('The number of items that were refused.') failed!: number;
  @Prop('DateTime') @ApiMember('When the batch was accepted.') createdDate!: string;
  @Prop('DateTime') @ApiMember('When the batch last came forward.') updatedDate!: string;
  @Prop('string?') @ApiMember('Why the batch failed.') errorMessage?: string;

  constructor(init?: Partial<AsyncBatchResponse>) {
    super(init);
    Object.assign(this, init);
  }
}

/** How far a batch of customers has come, and what each item came to once it is over. */
@RegistrationDto()
export class CustomersBatchResponse extends AsyncBatchResponse {
  @Prop('List<CustomerResponse>?')
  @ApiMember('The results in the order of the items; only of a completed batch.')
  results?: CustomerResponse[];

  constructor(init?: Partial<CustomersBatchResponse>) {
    super(init);
    Object.assign(this, init);
  }
}

/** How far a batch of accounts has come, and what each item came to once it is over. */
@RegistrationDto()
export class AccountsBatchResponse extends AsyncBatchResponse {
  @Prop('List<AccountResponse>?')
  @ApiMember('The results in the order of the items; only of a completed batch.')
  results?: AccountResponse[];

  constructor(init?: Partial<AccountsBatchResponse>) {
    super(init);
    Object.assign(this, init);
  }
}

/** Reads how far a batch of customers has come that was sent with `Prefer: respond-async`. Kept for seven days. */
@Api('Represents a service request to retrieve the state and the results of an asynchronous batch of customers.')
@Route('/async/customers/batch/{BatchId}', 'GET')
@Tag('RegisterCustomersBatchAsync')
@RequiredRole('Admin')
@RequiredPermission('CanAccess')
@Returns('CustomersBatchResponse')
@RegistrationDto()
export class GetCustomersBatch implements IReturn<CustomersBatchResponse> {
  @Prop('Guid') @ApiMember('The unique identifier of the batch.', { IsRequired: true }) @IsNotEmpty() batchId!: string;

  constructor(init?: Partial<GetCustomersBatch>) {
    Object.assign(this, init);
  }
  getTypeName() {
    return 'GetCustomersBatch';
  }
  getMethod() {
    return 'GET';
  }
  createResponse() {
    return new CustomersBatchResponse();
  }
}

/** Reads how far a batch of accounts has come that was sent with `Prefer: respond-async`. Kept for seven days. */
@Api('Represents a service request to retrieve the state and the results of an asynchronous batch of accounts.')
@Route('/async/accounts/batch/{BatchId}', 'GET')
@Tag('RegisterAccountsBatchAsync')
@RequiredRole('Admin')
@RequiredPermission('CanAccess')
@Returns('AccountsBatchResponse')
@RegistrationDto()
export class GetAccountsBatch implements IReturn<AccountsBatchResponse> {
  @Prop('Guid') @ApiMember('The unique identifier of the batch.', { IsRequired: true }) @IsNotEmpty() batchId!: string;

  constructor(init?: Partial<GetAccountsBatch>) {
    Object.assign(this, init);
  }
  getTypeName() {
    return 'GetAccountsBatch';
  }
  getMethod() {
    return 'GET';
  }
  createResponse() {
    return new AccountsBatchResponse();
  }
}

/** Stops a batch of customers that is not over. What has been registered stays; a batch that is over stays as it is. */
@Api('Represents a service request to stop an asynchronous batch of customers.')
@Route('/async/customers/batch/{BatchId}', 'DELETE')
@Tag('RegisterCustomersBatchAsync')
@RequiredRole('Admin')
@RequiredPermission('CanAccess', 'CanAdd')
@Returns('CustomersBatchResponse')
@RegistrationDto()
export class CancelCustomersBatch implements IReturn<CustomersBatchResponse> {
  @Prop('Guid') @ApiMember('The unique identifier of the batch.', { IsRequired: true }) @IsNotEmpty() batchId!: string;

  constructor(init?: Partial<CancelCustomersBatch>) {
    Object.assign(this, init);
  }
  getTypeName() {
    return 'CancelCustomersBatch';
  }
  getMethod() {
    return 'DELETE';
  }
  createResponse() {
    return new CustomersBatchResponse();
  }
}

/** Stops a batch of accounts that is not over. What has been registered stays; a batch that is over stays as it is. */
@Api('Represents a service request to stop an asynchronous batch of accounts.')
@Route('/async/accounts/batch/{BatchId}', 'DELETE')
@Tag('RegisterAccountsBatchAsync')
@RequiredRole('Admin')
@RequiredPermission('CanAccess', 'CanAdd')
@Returns('AccountsBatchResponse')
@RegistrationDto()
export class CancelAccountsBatch implements IReturn<AccountsBatchResponse> {
  @Prop('Guid') @ApiMember('The unique identifier of the batch.', { IsRequired: true }) @IsNotEmpty() batchId!: string;

  constructor(init?: Partial<CancelAccountsBatch>) {
    Object.assign(this, init);
  }
  getTypeName() {
    return 'CancelAccountsBatch';
  }
  getMethod() {
    return 'DELETE';
  }
  createResponse() {
    return new AccountsBatchResponse();
  }
}
