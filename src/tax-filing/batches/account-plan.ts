import type { ResponseError } from '../../../dtos/common';
import type { Account } from '../../../dtos/tax-filing';
import type { FilingAccountEntity } from '../accounts/account-entity';
import { holdsData, newAccountRow, toAccountData } from '../accounts/account-mapping';
import { type AccountSecrets, secretsOf } from '../accounts/account-secrets';
import type { FilingCustomerEntity } from '../customers/customer-entity';
import { Claims } from './claims';
import type { Grants } from './grants';
import { fieldAt, itemError } from './item-error';

/** An item as it came: where it stands in the request, and what the rules of its members already found. */
export interface AccountItem {
  readonly path: string;
  readonly account: Account;
  readonly errors: readonly ResponseError[];
}

export interface StoredAccount {
  readonly row: FilingAccountEntity;
  /** Of its secrets; null when it has none. */
  readonly fingerprint: string | null;
}

/** Everything stored that the items could clash with or refer to. */
export interface Known {
  readonly customers: ReadonlyMap<number, FilingCustomerEntity>;
  readonly accounts: ReadonlyMap<number, StoredAccount>;
  /** By user name in lower case. */
  readonly accountsByUserName: ReadonlyMap<string, StoredAccount>;
  /** By the name as it was asked for. */
  readonly productIds: ReadonlyMap<string, number>;
}

export interface PlanOptions {
  readonly known: Known;
  readonly grants: Grants;
  readonly now: Date;
}

/** An account to write. An id of 0, its own or its customer's, is still to be assigned. */
export interface NewAccount {
  readonly row: FilingAccountEntity;
  readonly secrets?: AccountSecrets;
  readonly productIds: readonly number[];
}
export interface Rejected {
  readonly kind: 'rejected';
  readonly errors: readonly ResponseError[];
}
export type AccountOutcome =
  | { readonly kind: 'created'; readonly account: NewAccount }
  | { readonly kind: 'unchanged'; readonly row: FilingAccountEntity }
  | Rejected;

/**
 * Decides what becomes of each account of a batch, without a database: the same items, the same knowledge and the same
 * time give the same plan (domain 4, rules 3 to 9; decisions D31).
 *
 * Each item stands for itself: a rejected one claims no id and no user name, so that a later one may still have them;
 * of two good ones with the same id or user name the first wins.
 */
export function planAccounts(items: readonly AccountItem[], options: PlanOptions): AccountOutcome[] {
  const claims = new Claims();
  return items.map(({ path, account, errors }): AccountOutcome => {
    if (errors.length > 0) return { kind: 'rejected', errors };
    const customerId = account.refId ?? 0;
    if (!options.known.customers.has(customerId)) {
      const missing = itemError('NotFound', fieldAt(path, 'refId'), `There is no customer ${customerId}.`);
      return { kind: 'rejected', errors: [missing] };
    }
    const own = claims.ofItem();
    const outcome = decideAccount(account, { path, customerId, claims: own, options });
    if (outcome.kind !== 'rejected') own.keep();
    return outcome;
  });
}

export interface AccountDecision {
  readonly path: string;
  /** 0: a customer whose id is still to be assigned, and to whom no stored account can belong. */
  readonly customerId: number;
  readonly claims: Claims;
  readonly options: PlanOptions;
}

/** What becomes of one account of a customer that exists or is about to. */
export function decideAccount(account: Account, decision: AccountDecision): AccountOutcome {
  const { path, customerId, options } = decision;
  const data = toAccountData(account);
  const secrets = secretsOf(account);
  const { match, clash } = matchOf(account, options.known);
  const isSame =
    match?.row.customerId === customerId &&
    holdsData(match.row, data) &&
    match.fingerprint === (secrets?.fingerprint ?? null);

  const errors = [
    ...forbiddenGrants(account, path, options.grants),
    ...conflicts(account, decision, { isTaken: clash, isOther: match !== undefined && !isSame }),
  ];
  if (match && errors.length === 0) return { kind: 'unchanged', row: match.row };

  const products = productsOf(account, path, options.known);
  errors.push(...products.errors);
  if (errors.length > 0) return { kind: 'rejected', errors };
  const row = newAccountRow(data, account.id ?? 0, customerId, options.now);
  return { kind: 'created', account: { row, secrets, productIds: products.ids } };
}

/**
 * `match`: the stored account that this one means, by its id, or by its user name when it names no id.
 * `clash`: its user name belongs to an account with another id.
 */
function matchOf(account: Account, known: Known): { match?: StoredAccount; clash: boolean } {
  const id = account.id ?? 0;
  const sameName = known.accountsByUserName.get(account.userName.toLowerCase());
  if (id === 0) return { match: sameName, clash: false };
  return { match: known.accounts.get(id), clash: sameName !== undefined && sameName.row.id !== id };
}

/** `isTaken`: the user name is another account's. `isOther`: the account that is meant holds other data. */
function conflicts(
  account: Account,
  { path, claims }: AccountDecision,
  { isTaken, isOther }: { isTaken: boolean; isOther: boolean },
): ResponseError[] {
  const id = account.id ?? 0;
  const errors: ResponseError[] = [];
  if (!claims.claimId(id)) errors.push(repeatedId(fieldAt(path, 'id'), id));
  else if (isOther && id > 0) errors.push(otherData(fieldAt(path, 'id'), 'Account', id));

  const field = fieldAt(path, 'userName');
  if (!claims.claimName(account.userName)) {
    errors.push(itemError('Conflict', field, 'Another item of the batch has this user name.'));
  } else if (isTaken || (isOther && id === 0)) {
    errors.push(itemError('Conflict', field, 'An account with this user name and other data is registered.'));
  }
  return errors;
}

export function repeatedId(fieldName: string, id: number): ResponseError {
  return itemError('Conflict', fieldName, `Another item of the batch has the id ${id}.`);
}
export function otherData(fieldName: string, kind: 'Account' | 'Customer', id: number): ResponseError {
  return itemError('Conflict', fieldName, `${kind} ${id} is registered with other data; registration changes nothing.`);
}

function forbiddenGrants(account: Account, path: string, grants: Grants): ResponseError[] {
  const roles = (account.roles ?? []).filter((role) => !grants.mayGrantRole(role));
  const permissions = (account.permissions ?? []).filter((permission) => !grants.mayGrantPermission(permission));
  return [
    ...(roles.length > 0 ? [notYours(fieldAt(path, 'roles'), 'role', roles)] : []),
    ...(permissions.length > 0 ? [notYours(fieldAt(path, 'permissions'), 'permission', permissions)] : []),
  ];
}

function notYours(fieldName: string, kind: string, names: readonly string[]): ResponseError {
  return itemError('Forbidden', fieldName, `You may not grant the ${kind} ${[...new Set(names)].join(', ')}.`);
}

/** The products that a new account starts with: `meta["products"]`, a comma list of names (domain 4, rule 9). */
export function productNames(account: Account): string[] {
  const names = (account.meta?.products ?? '').split(',').map((name) => name.trim());
  return names.filter((name) => name !== '');
}

function productsOf(account: Account, path: string, known: Known): { ids: number[]; errors: ResponseError[] } {
  const names = productNames(account);
  const ids = names.flatMap((name) => known.productIds.get(name) ?? []);
  const unknown = names.length - ids.length;
  if (unknown === 0) return { ids: [...new Set(ids)], errors: [] };
  const message = `${unknown} of the ${names.length} product names are unknown; see RetrieveAllProducts for those that are.`;
  return { ids, errors: [itemError('NotFound', fieldAt(path, 'meta.products'), message)] };
}
