import {
  Api,
  ApiMember,
  IsOptional,
  Min,
  Prop,
  RequiredPermission,
  RequiredRole,
  Returns,
  Route,
  Tag,
} from '../annotations';
import type { IReturn } from '../common';
import { Account } from './accounts';
import { RegistrationDto, responseIndexText, ServiceResponseBase } from './common';
import { Order } from './orders';
import { PaginationBase } from './pagination';
import { Product } from './products';

/** The outcome for one account: the account, the products it is subscribed to, and its orders. */
@RegistrationDto()
export class AccountResponse extends ServiceResponseBase {
  @Prop('Account') @ApiMember('The user account.') account?: Account;
  @Prop('long') @ApiMember(responseIndexText) index!: number;
  @Prop('List<Product>') @ApiMember('The products that the account is subscribed to.') products!: Product[];
  @Prop('List<Order>') @ApiMember('The orders of the account.') orders!: Order[];

  constructor(init?: Partial<AccountResponse>) {
    super(init);
    Object.assign(this, init);
  }
}

/**
 * Reads one account. Without role Admin only the account whose user name is the caller's own.
 *
 * `skip` and `take` are part of the contract and change nothing: an account is one record.
 */
@Api('Represents a service request to retrieve a user account.')
@Route('/sync/accounts/retrieve', 'GET', { summary: 'Retrieves one user account' })
@Tag('RetrieveAccountSync')
@RequiredRole('AllowAnyUser')
@RequiredPermission('CanAccess')
@Returns('AccountResponse')
@RegistrationDto()
export class RetrieveAccount extends PaginationBase implements IReturn<AccountResponse> {
  @Prop('string?')
  @ApiMember('The unique user name of the user account. Absent: the user name of the caller.')
  userName?: string;
  @Prop('bool?') @ApiMember('Whether to include the products of the user account.') includeProducts?: boolean;
  @Prop('bool?') @ApiMember('Whether to include the orders of the user account.') includeOrders?: boolean;
  @Prop('int?') @ApiMember('The number of products to leave out.') @IsOptional() @Min(0) skipProducts?: number;
  @Prop('int?') @ApiMember('The number of products to take.') @IsOptional() @Min(0) takeProducts?: number;
  @Prop('int?') @ApiMember('The number of orders to leave out.') @IsOptional() @Min(0) skipOrders?: number;
  @Prop('int?') @ApiMember('The number of orders to take.') @IsOptional() @Min(0) takeOrders?: number;

  constructor(init?: Partial<RetrieveAccount>) {
    super(init);
    Object.assign(this, init);
  }
  getTypeName() {
    return 'RetrieveAccount';
  }
  getMethod() {
    return 'GET';
  }
  createResponse() {
    return new AccountResponse();
  }
}

/** Subscribes an account to a product; a second time changes nothing. */
@Api('Represents a service request to subscribe a user account to a product.')
@Route('/sync/accounts/products/subscribe', 'PUT', { summary: 'Subscribes a user account to a product' })
@Tag('SubscribeProductSync')
@RequiredRole('Admin')
@RequiredPermission('CanAccess', 'CanAdd')
@Returns('AccountResponse')
@RegistrationDto()
export class AddProductSubscription implements IReturn<AccountResponse> {
  @Prop('int?') @ApiMember('The unique identifier of the user account.') accountId?: number;
  @Prop('string?')
  @ApiMember("The unique user name of the user account; may stand in for 'AccountId'.")
  userName?: string;
  @Prop('int?') @ApiMember('The unique identifier of the product.') productId?: number;
  @Prop('string?') @ApiMember("The name of the product; may stand in for 'ProductId'.") productName?: string;

  constructor(init?: Partial<AddProductSubscription>) {
    Object.assign(this, init);
  }
  getTypeName() {
    return 'AddProductSubscription';
  }
  getMethod() {
    return 'PUT';
  }
  createResponse() {
    return new AccountResponse();
  }
}

/** Ends an account's subscription to a product. */
@Api('Represents a service request to end the subscription of a user account to a product.')
@Route('/sync/accounts/{Id}/products', 'DELETE', {
  summary: 'Ends the subscription of a user account to a product',
  bind: { Id: 'accountId' },
})
@Tag('SubscribeProductSync')
@RequiredRole('Admin')
@RequiredPermission('CanAccess', 'CanDelete')
@Returns('AccountResponse')
@RegistrationDto()
export class RemoveProductSubscription implements IReturn<AccountResponse> {
  @Prop('int?') @ApiMember('The unique identifier of the user account.') accountId?: number;
  @Prop('string?')
  @ApiMember("The unique user name of the user account; may stand in for 'AccountId'.")
  userName?: string;
  @Prop('int?') @ApiMember('The unique identifier of the product.') productId?: number;
  @Prop('string?') @ApiMember("The name of the product; may stand in for 'ProductId'.") productName?: string;

  constructor(init?: Partial<RemoveProductSubscription>) {
    Object.assign(this, init);
  }
  getTypeName() {
    return 'RemoveProductSubscription';
  }
  getMethod() {
    return 'DELETE';
  }
  createResponse() {
    return new AccountResponse();
  }
}
