import {
  Api,
  ApiMember,
  ArrayMaxSize,
  ArrayNotEmpty,
  Limits,
  Prop,
  RequiredPermission,
  RequiredRole,
  Returns,
  Route,
  Rule,
  Tag,
} from '../annotations';
import type { IPost, IReturn } from '../common';
import { AccountResponse } from './account-operations';
import { Account } from './accounts';
import { maxBatchAccounts, maxBatchBytes, maxBatchItems, RegistrationDto } from './common';
import { Customer, CustomerResponse } from './customers';

// The rules of the items themselves do not stand here: an invalid item is that item's error, not the request's.
const lengthOf = (list: unknown): number => (Array.isArray(list) ? list.length : 0);
const accountsIn = (list: unknown): number =>
  Array.isArray(list) ? list.reduce<number>((sum, customer) => sum + lengthOf(customer?.accounts), 0) : 0;

/** Specifies a base service request to register one or more customers in a batch operation. */
@Api('Specifies a base service request to register one or more customers in a batch operation.')
@Returns('List<CustomerResponse>')
@RegistrationDto({ abstract: true, implements: ['IPost'] })
export class BatchRegisterCustomersBase implements IPost {
  @Prop('List<Customer>')
  @ApiMember('The customers to register.', { IsRequired: true })
  @ArrayNotEmpty()
  @ArrayMaxSize(maxBatchItems)
  @Rule({
    name: 'atMostMaxAccounts',
    errorCode: 'MaximumLength',
    message: (list) =>
      `The customers of a batch may hold at most ${maxBatchAccounts} accounts; got ${accountsIn(list)}.`,
    test: (list) => accountsIn(list) <= maxBatchAccounts,
  })
  customers!: Customer[];

  constructor(init?: Partial<BatchRegisterCustomersBase>) {
    Object.assign(this, init);
  }
}

/** Represents a service request to register one or more customers in a batch operation. */
@Api('Represents a service request to register one or more customers in a batch operation.')
@Route('/sync/customers/batch', 'POST')
@Tag('RegisterCustomersBatchSync')
@RequiredRole('Admin')
@RequiredPermission('CanAccess', 'CanAdd')
@Limits({ maxBodyBytes: maxBatchBytes })
@Returns('List<CustomerResponse>')
@RegistrationDto()
export class BatchRegisterCustomers extends BatchRegisterCustomersBase implements IReturn<CustomerResponse[]> {
  // Declared again as in the contract; the rules stay with the base, or they would run twice.
  @Prop('List<Customer>')
  @ApiMember('The customers to register.', { IsRequired: true })
  override customers!: Customer[];

  constructor(init?: Partial<BatchRegisterCustomers>) {
    super(init);
    Object.assign(this, init);
  }
  getTypeName() {
    return 'BatchRegisterCustomers';
  }
  getMethod() {
    return 'POST';
  }
  createResponse() {
    return [] as CustomerResponse[];
  }
}

/** Represents a service request to register one or more customers in a batch operation. */
@Api('Represents a service request to register one or more customers in a batch operation.')
@Route('/async/customers/batch', 'POST')
@Tag('RegisterCustomersBatchAsync')
@RequiredRole('Admin')
@RequiredPermission('CanAccess', 'CanAdd')
@Limits({ maxBodyBytes: maxBatchBytes })
@Returns('List<CustomerResponse>')
@RegistrationDto()
export class BatchRegisterCustomersAsync extends BatchRegisterCustomersBase implements IReturn<CustomerResponse[]> {
  @Prop('List<Customer>')
  @ApiMember('The customers to register.', { IsRequired: true })
  override customers!: Customer[];

  constructor(init?: Partial<BatchRegisterCustomersAsync>) {
    super(init);
    Object.assign(this, init);
  }
  getTypeName() {
    return 'BatchRegisterCustomersAsync';
  }
  getMethod() {
    return 'POST';
  }
  createResponse() {
    return [] as CustomerResponse[];
  }
}

/** Specifies a base service request to register one or more accounts in a batch operation. */
@Api('Specifies a base service request to register one or more accounts in a batch operation.')
@Returns('List<AccountResponse>')
@RegistrationDto({ abstract: true, implements: ['IPost'] })
export class BatchRegisterAccountsBase implements IPost {
  @Prop('List<Account>')
  @ApiMember('The accounts to register and corresponding product subscriptions.', { IsRequired: true })
  @ArrayNotEmpty()
  @ArrayMaxSize(maxBatchItems)
  accounts!: Account[];

  constructor(init?: Partial<BatchRegisterAccountsBase>) {
    Object.assign(this, init);
  }
}

/** Represents a service request to register one or more accounts in a batch operation. */
@Api('Represents a service request to register one or more accounts in a batch operation.')
@Route('/sync/accounts/batch', 'POST')
@Tag('RegisterAccountsBatchSync')
@RequiredRole('Admin')
@RequiredPermission('CanAccess', 'CanAdd')
@Limits({ maxBodyBytes: maxBatchBytes })
@Returns('List<AccountResponse>')
@RegistrationDto()
export class BatchRegisterAccounts extends BatchRegisterAccountsBase implements IReturn<AccountResponse[]> {
  @Prop('List<Account>')
  @ApiMember('The accounts to register and corresponding product subscriptions.', { IsRequired: true })
  override accounts!: Account[];

  constructor(init?: Partial<BatchRegisterAccounts>) {
    super(init);
    Object.assign(this, init);
  }
  getTypeName() {
    return 'BatchRegisterAccounts';
  }
  getMethod() {
    return 'POST';
  }
  createResponse() {
    return [] as AccountResponse[];
  }
}

/** Represents a service request to register one or more accounts in a batch operation. */
@Api('Represents a service request to register one or more accounts in a batch operation.')
@Route('/async/accounts/batch', 'POST')
@Tag('RegisterAccountsBatchAsync')
@RequiredRole('Admin')
@RequiredPermission('CanAccess', 'CanAdd')
@Limits({ maxBodyBytes: maxBatchBytes })
@Returns('List<AccountResponse>')
@RegistrationDto()
export class BatchRegisterAccountsAsync extends BatchRegisterAccountsBase implements IReturn<AccountResponse[]> {
  @Prop('List<Account>')
  @ApiMember('The accounts to register and corresponding product subscriptions.', { IsRequired: true })
  override accounts!: Account[];

  constructor(init?: Partial<BatchRegisterAccountsAsync>) {
    super(init);
    Object.assign(this, init);
  }
  getTypeName() {
    return 'BatchRegisterAccountsAsync';
  }
  getMethod() {
    return 'POST';
  }
  createResponse() {
    return [] as AccountResponse[];
  }
}
