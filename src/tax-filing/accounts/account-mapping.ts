import { isDeepStrictEqual } from 'node:util';
import { Account } from '../../../dtos/tax-filing';
import { orAbsent, toInstant } from '../wire-values';
import type { FilingAccountEntity } from './account-entity';
import { withoutSecrets } from './account-secrets';

/** What the caller says about an account; the rest of the row belongs to the server. */
export type AccountData = Omit<
  FilingAccountEntity,
  'id' | 'customerId' | 'invalidLoginAttempts' | 'lastLoginAttempt' | 'lockedDate' | 'createdDate' | 'modifiedDate'
>;

/** What the caller says, as it is stored: lists without repetitions, absent as null. */
export function toAccountData(account: Account): AccountData {
  return {
    userName: account.userName,
    email: account.email ?? null,
    displayName: account.displayName ?? null,
    firstName: account.firstName ?? null,
    lastName: account.lastName ?? null,
    fullName: account.fullName ?? null,
    gender: account.gender ?? null,
    language: account.language ?? null,
    company: account.company ?? null,
    profileUrl: account.profileUrl,
    roles: [...new Set(account.roles ?? [])],
    permissions: [...new Set(account.permissions ?? [])],
    primaryEmail: account.primaryEmail ?? null,
    phoneNumber: account.phoneNumber ?? null,
    birthDate: account.birthDate === undefined ? null : new Date(account.birthDate),
    birthDateRaw: account.birthDateRaw ?? null,
    address: account.address ?? null,
    address2: account.address2 ?? null,
    city: account.city ?? null,
    state: account.state ?? null,
    country: account.country ?? null,
    culture: account.culture ?? null,
    mailAddress: account.mailAddress ?? null,
    nickname: account.nickname ?? null,
    postalCode: account.postalCode ?? null,
    timeZone: account.timeZone ?? null,
    meta: account.meta === undefined || Object.keys(account.meta).length === 0 ? null : { ...account.meta },
  };
}

/** A row for a new account; the server's own members start as they must, whatever was submitted (domain 4, rule 7). */
export function newAccountRow(data: AccountData, id: number, customerId: number, now: Date): FilingAccountEntity {
  return {
    id,
    customerId,
    ...data,
    invalidLoginAttempts: 0,
    lastLoginAttempt: null,
    lockedDate: null,
    createdDate: now,
    modifiedDate: now,
  };
}

/** Whether a stored account holds exactly this data; roles and permissions are sets. */
export function holdsData(stored: FilingAccountEntity, data: AccountData): boolean {
  return Object.entries(data).every(([name, value]) => {
    const known: unknown = stored[name as keyof AccountData];
    if (known === value) return true;
    return Array.isArray(known) && Array.isArray(value)
      ? isDeepStrictEqual([...known].sort(), [...value].sort())
      : isDeepStrictEqual(known, value);
  });
}

/** A stored account as it is answered: every member in the published order, secrets never among them. */
export function toAccount(row: FilingAccountEntity, index: number): Account {
  return new Account({
    id: row.id,
    index,
    refId: row.customerId,
    refIdStr: String(row.customerId),
    userName: row.userName,
    email: orAbsent(row.email),
    displayName: orAbsent(row.displayName),
    firstName: orAbsent(row.firstName),
    lastName: orAbsent(row.lastName),
    fullName: orAbsent(row.fullName),
    gender: orAbsent(row.gender),
    language: orAbsent(row.language),
    company: orAbsent(row.company),
    profileUrl: row.profileUrl,
    roles: row.roles,
    permissions: row.permissions,
    primaryEmail: orAbsent(row.primaryEmail),
    invalidLoginAttempts: row.invalidLoginAttempts,
    lastLoginAttempt: row.lastLoginAttempt === null ? undefined : toInstant(row.lastLoginAttempt),
    lockedDate: row.lockedDate === null ? undefined : toInstant(row.lockedDate),
    createdDate: toInstant(row.createdDate),
    modifiedDate: toInstant(row.modifiedDate),
    phoneNumber: orAbsent(row.phoneNumber),
    birthDate: row.birthDate === null ? undefined : toInstant(row.birthDate),
    birthDateRaw: orAbsent(row.birthDateRaw),
    address: orAbsent(row.address),
    address2: orAbsent(row.address2),
    city: orAbsent(row.city),
    state: orAbsent(row.state),
    country: orAbsent(row.country),
    culture: orAbsent(row.culture),
    mailAddress: orAbsent(row.mailAddress),
    nickname: orAbsent(row.nickname),
    postalCode: orAbsent(row.postalCode),
    timeZone: orAbsent(row.timeZone),
    meta: orAbsent(row.meta),
  });
}

/** The date of a DateTime member that has no value yet. */
const noDate = '0001-01-01T00:00:00Z';

/** A refused account as it was submitted, without secrets; members that may not be absent get their defaults. */
export function echoOf(account: Account): Account {
  const echo = withoutSecrets(account);
  echo.id ??= 0;
  echo.index ??= 0;
  echo.roles ??= [];
  echo.permissions ??= [];
  echo.invalidLoginAttempts ??= 0;
  echo.createdDate ??= noDate;
  echo.modifiedDate ??= noDate;
  return echo;
}
