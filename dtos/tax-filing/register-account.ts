import { Api, ApiMember, Prop, RequiredPermission, RequiredRole, Returns, Route, Tag } from '../annotations';
import type { IReturn } from '../common';
import { AccountResponse } from './account-operations';
import { type IHasUserName, RegistrationDto } from './common';

/**
 * Registers one account. Its members are those of `Account` without `index`; the rules of `Account` apply.
 *
 * It is flat, as the contract has it, and can't derive from `Account`, which is printed without a base.
 */
@Api('Represents a service request to register a user account.')
@Route('/sync/accounts/details', 'POST', { summary: 'Registers one user account' })
@Tag('RegisterAccountSync')
@RequiredRole('Admin')
@RequiredPermission('CanAccess', 'CanAdd')
@Returns('AccountResponse')
@RegistrationDto({ implements: ['IHasUserName'] })
export class RegisterAccount implements IReturn<AccountResponse>, IHasUserName {
  @Prop('int') @ApiMember('The unique identifier of the user account.', { IsRequired: true }) id?: number;
  @Prop('int?')
  @ApiMember('The unique identifier of the customer associated with this account.', { IsRequired: true })
  refId?: number;
  @Prop('string?')
  @ApiMember(
    "The string representation of the unique identifier of a reference that associates with this user account. This should have the same value as 'RefId'.",
  )
  refIdStr?: string;
  @Prop('string') @ApiMember('The unique user name of the user account.', { IsRequired: true }) userName!: string;
  @Prop('string?') @ApiMember('The electronic mail address of the user account.') email?: string;
  @Prop('string?') @ApiMember('The friendly name of the user account.') displayName?: string;
  @Prop('string?') @ApiMember('The first name of the owner (natural person) of the user account.') firstName?: string;
  @Prop('string?') @ApiMember('The last name of the owner (natural person) of the user account.') lastName?: string;
  @Prop('string?') @ApiMember('The unique identifier of the customer associated with this account.') fullName?: string;
  @Prop('string?') @ApiMember('The gender of the owner (natural person) of the user account.') gender?: string;
  @Prop('string?') @ApiMember('The language of the owner of teh user account.') language?: string;
  @Prop('string?') @ApiMember('The company, where the user is an employee.') company?: string;
  @Prop('string') @ApiMember('The profile URL of the user account.', { IsRequired: true }) profileUrl!: string;
  @Prop('List<string>') @ApiMember('The roles assigned to the user account.') roles?: string[];
  @Prop('List<string>') @ApiMember('The permissions assigned to the user account.') permissions?: string[];
  @Prop('string?') @ApiMember('The primary e-mail address of the user.') primaryEmail?: string;
  @Prop('string?') @ApiMember('Random data to enhance the security of the user password.') salt?: string;
  @Prop('string?')
  @ApiMember('The hash value of the user password that the PBKDF2 algorithm produces.')
  passwordHash?: string;
  @Prop('string?')
  @ApiMember('The hash value of the user password that the DigestHa1 algorithm produces.')
  digestHa1Hash?: string;
  @Prop('int')
  @ApiMember('The number of times the user account tried to sign in but failed.')
  invalidLoginAttempts?: number;
  @Prop('DateTime?') @ApiMember('The last time the user account attempted a sign in.') lastLoginAttempt?: string;
  @Prop('DateTime?') @ApiMember('The date and time when the user acount was denied access.') lockedDate?: string;
  @Prop('DateTime') @ApiMember('The date and time when the user account was created.') createdDate?: string;
  @Prop('DateTime') @ApiMember('The date and time when the user account was last modified.') modifiedDate?: string;
  @Prop('string?') @ApiMember('The telephone number of the owner of the user account.') phoneNumber?: string;
  @Prop('DateTime?') @ApiMember('The birth date of the owner of the user account') birthDate?: string;
  @Prop('string?') @ApiMember('The string representation of the birth date of the user account.') birthDateRaw?: string;
  @Prop('string?') @ApiMember('The mail address of the user account.') address?: string;
  @Prop('string?') @ApiMember("Additional information for the specified 'Address' of the user.") address2?: string;
  @Prop('string?') @ApiMember('The city of the owner of the user account.') city?: string;
  @Prop('string?') @ApiMember('The state of the owner of the user account.') state?: string;
  @Prop('string?')
  @ApiMember(
    "The country of the owner of the user account. It is recommended to use the name of the associated 'Customer'.",
  )
  country?: string;
  @Prop('string?') @ApiMember('The locale of the user account.') culture?: string;
  @Prop('string?') @ApiMember('The mail address of the user account.') mailAddress?: string;
  @Prop('string?') @ApiMember('The nickname of the user of the user account.') nickname?: string;
  @Prop('string?') @ApiMember('The postal code of the user account.') postalCode?: string;
  @Prop('string?') @ApiMember('The time zone of the user of the user account.') timeZone?: string;
  @Prop('Dictionary<string,string>?') @ApiMember('Additional information to attach to the user account.') meta?: Record<
    string,
    string
  >;

  constructor(init?: Partial<RegisterAccount>) {
    Object.assign(this, init);
  }
  getTypeName() {
    return 'RegisterAccount';
  }
  getMethod() {
    return 'POST';
  }
  createResponse() {
    return new AccountResponse();
  }
}
