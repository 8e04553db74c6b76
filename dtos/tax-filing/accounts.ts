import {
  Api,
  ApiMember,
  IsEmail,
  IsIn,
  IsNotEmpty,
  IsOptional,
  Length,
  Matches,
  Min,
  Prop,
  Rule,
} from '../annotations';
import { isSameBirthDate } from './birth-date';
import { type IHasUserName, RegistrationDto } from './common';

/** Roles that may stand in an account. `superadmin` is known so that it is refused as a grant, not as a misspelling. */
export const knownRoles = ['Admin', 'superadmin'] as const;
export const knownPermissions = ['CanAccess', 'CanAdd', 'CanEdit', 'CanDelete'] as const;

const isAbsent = (value: unknown): boolean => value === undefined || value === null;
const isBlank = (value: unknown): boolean => isAbsent(value) || String(value).trim() === '';
const isWebAddress = (value: unknown): boolean =>
  /^https?:\/\/[^/\s]/i.test(String(value)) && URL.canParse(String(value));

/** One of salt and passwordHash is useless alone: a password could never be checked against it. */
const ComesWith = (other: 'salt' | 'passwordHash') =>
  Rule({
    name: 'comesInPair',
    message: "'salt' and 'passwordHash' must be sent together, or neither of them.",
    test: (value, account) => isAbsent(value) || !isAbsent((account as Partial<Account>)[other]),
  });

/** Represents a user account. */
@Api('Represents a user account.')
@RegistrationDto({ implements: ['IHasUserName'] })
export class Account implements IHasUserName {
  @Prop('int')
  @ApiMember('The unique identifier of the user account.', { IsRequired: true })
  @IsOptional()
  @Min(0)
  id!: number;

  @Prop('int')
  @ApiMember("The position of this instance in a collection of 'Account' instances", { IsRequired: true })
  index!: number;

  @Prop('int?')
  @ApiMember('The unique identifier of the customer associated with this account.', { IsRequired: true })
  refId?: number;

  @Prop('string?')
  @ApiMember(
    "The string representation of the unique identifier of a reference that associates with this user account. This should have the same value as 'RefId'.",
  )
  @IsOptional()
  @Rule({
    name: 'equalsRefId',
    message: "'refIdStr' must be the text of 'refId'.",
    test: (value, account) => value === String((account as Partial<Account>).refId ?? 0),
  })
  refIdStr?: string;

  @Prop('string')
  @ApiMember('The unique user name of the user account.', { IsRequired: true })
  @IsNotEmpty()
  @Length(3, 100)
  @Matches(/^[A-Za-z0-9._@+-]+$/)
  userName!: string;

  @Prop('string?')
  @ApiMember('The electronic mail address of the user account.')
  @IsOptional()
  @IsEmail()
  email?: string;

  @Prop('string?') @ApiMember('The friendly name of the user account.') displayName?: string;
  @Prop('string?') @ApiMember('The first name of the owner (natural person) of the user account.') firstName?: string;
  @Prop('string?') @ApiMember('The last name of the owner (natural person) of the user account.') lastName?: string;
  // The published text is a copy of RefId's; the member is the full name.
  @Prop('string?')
  @ApiMember('The unique identifier of the customer associated with this account.')
  fullName?: string;
  @Prop('string?') @ApiMember('The gender of the owner (natural person) of the user account.') gender?: string;
  @Prop('string?') @ApiMember('The language of the owner of teh user account.') language?: string;
  @Prop('string?') @ApiMember('The company, where the user is an employee.') company?: string;

  @Prop('string')
  @ApiMember('The profile URL of the user account.', { IsRequired: true })
  @IsNotEmpty()
  @Rule({
    name: 'isWebAddress',
    message: "'profileUrl' must be an absolute http or https address, for example https://example.com/anna.",
    test: (value) => isBlank(value) || isWebAddress(value),
  })
  profileUrl!: string;

  @Prop('List<string>')
  @ApiMember('The roles assigned to the user account.')
  @IsOptional()
  @IsIn([...knownRoles], { each: true })
  roles!: string[];

  @Prop('List<string>')
  @ApiMember('The permissions assigned to the user account.')
  @IsOptional()
  @IsIn([...knownPermissions], { each: true })
  permissions!: string[];

  @Prop('string?')
  @ApiMember('The primary e-mail address of the user.')
  @IsOptional()
  @IsEmail()
  primaryEmail?: string;

  @Prop('string?')
  @ApiMember('Random data to enhance the security of the user password.')
  @ComesWith('passwordHash')
  salt?: string;

  @Prop('string?')
  @ApiMember('The hash value of the user password that the PBKDF2 algorithm produces.')
  @ComesWith('salt')
  passwordHash?: string;

  @Prop('string?')
  @ApiMember('The hash value of the user password that the DigestHa1 algorithm produces.')
  @Rule({
    name: 'isMd5',
    message: "'digestHa1Hash' must be 32 hexadecimal digits.",
    test: (value) => isAbsent(value) || /^[0-9a-f]{32}$/i.test(String(value)),
  })
  digestHa1Hash?: string;

  @Prop('int')
  @ApiMember('The number of times the user account tried to sign in but failed.')
  invalidLoginAttempts!: number;
  @Prop('DateTime?') @ApiMember('The last time the user account attempted a sign in.') lastLoginAttempt?: string;
  @Prop('DateTime?')
  @ApiMember('The date and time when the user acount was denied access.')
  lockedDate?: string;
  @Prop('DateTime') @ApiMember('The date and time when the user account was created.') createdDate!: string;
  @Prop('DateTime') @ApiMember('The date and time when the user account was last modified.') modifiedDate!: string;

  @Prop('string?') @ApiMember('The telephone number of the owner of the user account.') phoneNumber?: string;
  @Prop('DateTime?') @ApiMember('The birth date of the owner of the user account') birthDate?: string;
  @Prop('string?')
  @ApiMember('The string representation of the birth date of the user account.')
  @Rule({
    name: 'agreesWithBirthDate',
    message:
      "'birthDateRaw' must name the day of 'birthDate'; send one of them only, or both alike, for example 1990-05-01.",
    test: (value, account) => isSameBirthDate((account as Partial<Account>).birthDate, value),
  })
  birthDateRaw?: string;
  @Prop('string?') @ApiMember('The mail address of the user account.') address?: string;
  @Prop('string?')
  @ApiMember("Additional information for the specified 'Address' of the user.")
  address2?: string;
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
  @Prop('Dictionary<string,string>?')
  @ApiMember('Additional information to attach to the user account.')
  meta?: Record<string, string>;

  constructor(init?: Partial<Account>) {
    Object.assign(this, init);
  }
}
