import {
  Api,
  ApiMember,
  ArrayMaxSize,
  IsNotEmpty,
  IsOptional,
  Min,
  Prop,
  RequiredPermission,
  RequiredRole,
  Returns,
  Route,
  registerEnum,
  Tag,
  Validate,
  ValidateNested,
} from '../annotations';
import { type IReturn, QueryResponse } from '../common';
import { Account } from './accounts';
import {
  type IHasName,
  maxBatchItems,
  RegistrationDto,
  registrationNamespace,
  responseIndexText,
  ServiceResponseBase,
} from './common';
import { PaginationBase } from './pagination';

/** How a customer is related to the firm. */
export enum CustomerType {
  Internal = 'Internal',
  Network = 'Network',
  External = 'External',
}
registerEnum(CustomerType, {
  name: 'CustomerType',
  ns: registrationNamespace,
  members: {
    Internal: { description: 'PwC DE' },
    Network: { description: 'PwC Network Firm' },
    External: { description: 'Non-PwC' },
  },
});

/** Represents a customer (business organization or entrepreneur). */
@Api('Represents a customer (business organization or entrepreneur).')
@RegistrationDto({ implements: ['IHasName'] })
export class Customer implements IHasName {
  @Prop('int')
  @ApiMember('The unique identifier of the customer.', { IsRequired: true })
  @IsOptional()
  @Min(0)
  id!: number;

  @Prop('int')
  @ApiMember("The position of this instance in a collection of 'Customer' instances", { IsRequired: true })
  index!: number;

  @Prop('string')
  @ApiMember('Full name or organization name of customer.', { IsRequired: true })
  @IsNotEmpty()
  name!: string;

  @Prop('string?') @ApiMember('The country of residence or business of customer.') country?: string;
  @Prop('CustomerType') @ApiMember('The type of customer.') type!: CustomerType;

  @Prop('List<Account>')
  @ApiMember('The list of user accounts associated with this customer.', { IsRequired: true })
  @IsOptional()
  @ValidateNested({ each: true })
  accounts!: Account[];

  constructor(init?: Partial<Customer>) {
    Object.assign(this, init);
  }
}

/** The outcome for one customer. */
@RegistrationDto()
export class CustomerResponse extends ServiceResponseBase {
  @Prop('Customer') @ApiMember('The customer.') customer?: Customer;
  @Prop('long') @ApiMember(responseIndexText) index!: number;

  constructor(init?: Partial<CustomerResponse>) {
    super(init);
    Object.assign(this, init);
  }
}

/** Registers one customer together with its accounts. The server assigns the id. */
@Api('Represents a service request to register a customer.')
@Route('/sync/customers/details', 'POST', { summary: 'Registers one customer with its user accounts' })
@Tag('RegisterCustomerSync')
@RequiredRole('Admin')
@RequiredPermission('CanAccess', 'CanAdd')
@Returns('CustomerResponse')
@RegistrationDto()
export class RegisterCustomer implements IReturn<CustomerResponse> {
  @Prop('string')
  @ApiMember('Full name or organization name of customer.', { IsRequired: true })
  @Validate('NotEmpty')
  @IsNotEmpty()
  name!: string;

  @Prop('string?') @ApiMember('The country of residence or business of customer.') country?: string;
  @Prop('CustomerType?') @ApiMember('The type of customer.') customerType?: CustomerType;

  @Prop('List<Account>?')
  @ApiMember('The list of user accounts associated with this customer.')
  @IsOptional()
  @ArrayMaxSize(maxBatchItems)
  @ValidateNested({ each: true })
  accounts?: Account[];

  constructor(init?: Partial<RegisterCustomer>) {
    Object.assign(this, init);
  }
  getTypeName() {
    return 'RegisterCustomer';
  }
  getMethod() {
    return 'POST';
  }
  createResponse() {
    return new CustomerResponse();
  }
}

/** Reads one customer, with its accounts when asked. */
@Api('Represents a service request to retrieve a customer.')
@Route('/sync/customers/{Id}', 'GET', { summary: 'Retrieves one customer' })
@Tag('RetrieveCustomerSync')
@RequiredRole('Admin')
@RequiredPermission('CanAccess')
@Returns('CustomerResponse')
@RegistrationDto()
export class RetrieveCustomer implements IReturn<CustomerResponse> {
  @Prop('int')
  @ApiMember('The unique identifier of the customer.', { IsRequired: true, ParameterType: 'path' })
  @IsNotEmpty()
  id!: number;

  @Prop('bool?') @ApiMember('Whether to include the user accounts of the customer.') includeAccounts?: boolean;
  @Prop('int?') @ApiMember('The number of user accounts to leave out.') @IsOptional() @Min(0) skipAccounts?: number;
  @Prop('int?') @ApiMember('The number of user accounts to take.') @IsOptional() @Min(0) takeAccounts?: number;

  constructor(init?: Partial<RetrieveCustomer>) {
    Object.assign(this, init);
  }
  getTypeName() {
    return 'RetrieveCustomer';
  }
  getMethod() {
    return 'GET';
  }
  createResponse() {
    return new CustomerResponse();
  }
}

/** Reads one customer; the same contract as `RetrieveCustomer`. */
@Api('Represents a service request to retrieve a customer.')
@Route('/async/customers/{Id}', 'GET', { summary: 'Retrieves one customer' })
@Tag('RetrieveCustomerAsync')
@RequiredRole('Admin')
@RequiredPermission('CanAccess')
@Returns('CustomerResponse')
@RegistrationDto()
export class RetrieveCustomerAsync implements IReturn<CustomerResponse> {
  @Prop('int')
  @ApiMember('The unique identifier of the customer.', { IsRequired: true, ParameterType: 'path' })
  @IsNotEmpty()
  id!: number;

  @Prop('bool?') @ApiMember('Whether to include the user accounts of the customer.') includeAccounts?: boolean;
  @Prop('int?') @ApiMember('The number of user accounts to leave out.') @IsOptional() @Min(0) skipAccounts?: number;
  @Prop('int?') @ApiMember('The number of user accounts to take.') @IsOptional() @Min(0) takeAccounts?: number;

  constructor(init?: Partial<RetrieveCustomerAsync>) {
    Object.assign(this, init);
  }
  getTypeName() {
    return 'RetrieveCustomerAsync';
  }
  getMethod() {
    return 'GET';
  }
  createResponse() {
    return new CustomerResponse();
  }
}

/** Lists the customers in the order of their ids; `total` counts all of them. */
@Api('Represents a service request to retrieve all customers.')
@Route('/sync/customers', 'GET', { summary: 'Retrieves the customers, page by page' })
@Tag('RetrieveCustomerSync')
@RequiredRole('Admin')
@RequiredPermission('CanAccess')
@Returns('QueryResponse<Customer>')
@RegistrationDto()
export class RetrieveAllCustomers extends PaginationBase implements IReturn<QueryResponse<Customer>> {
  @Prop('bool?') @ApiMember('Whether to include the user accounts of each customer.') includeAccounts?: boolean;
  @Prop('int?')
  @ApiMember('The number of user accounts to leave out per customer.')
  @IsOptional()
  @Min(0)
  skipAccounts?: number;
  @Prop('int?')
  @ApiMember('The number of user accounts to take per customer.')
  @IsOptional()
  @Min(0)
  takeAccounts?: number;

  constructor(init?: Partial<RetrieveAllCustomers>) {
    super(init);
    Object.assign(this, init);
  }
  getTypeName() {
    return 'RetrieveAllCustomers';
  }
  getMethod() {
    return 'GET';
  }
  createResponse() {
    return new QueryResponse<Customer>();
  }
}
