import { HttpError } from '../../engine';
import { refuse } from '../error-codes';
import type { FilingProductEntity } from '../products/product-entity';
import type { ProductRepository } from '../products/product-repository';
import type { FilingAccountEntity } from './account-entity';
import type { AccountRepository } from './account-repository';

/** How a request names one account and one product: by id, by name, or by both when they agree. */
export interface SubscriptionTarget {
  readonly accountId?: number;
  readonly userName?: string;
  readonly productId?: number;
  readonly productName?: string;
}

/** Errors: 400 when neither member is sent or they name different accounts; 404 when there is no such account. */
export async function accountOf(
  accounts: AccountRepository,
  { accountId, userName }: SubscriptionTarget,
): Promise<FilingAccountEntity> {
  if (accountId === undefined && userName === undefined) throw neither('accountId', 'userName');
  const found = accountId === undefined ? undefined : await accounts.byId(accountId);
  if (accountId !== undefined && !found) throw refuse('NotFound', 'accountId', `There is no account ${accountId}.`);
  if (userName === undefined) return found as FilingAccountEntity;
  const named = await accounts.byUserName(userName);
  if (!named) throw refuse('NotFound', 'userName', 'There is no account with this user name.');
  if (found && found.id !== named.id) throw different('userName', 'accountId');
  return named;
}

/** Errors: as `accountOf`, for products. */
export async function productOf(
  products: ProductRepository,
  { productId, productName }: SubscriptionTarget,
): Promise<FilingProductEntity> {
  if (productId === undefined && productName === undefined) throw neither('productId', 'productName');
  const found = productId === undefined ? undefined : await products.byId(productId);
  if (productId !== undefined && !found) throw refuse('NotFound', 'productId', `There is no product ${productId}.`);
  if (productName === undefined) return found as FilingProductEntity;
  const named = await products.byName(productName);
  if (!named) throw refuse('NotFound', 'productName', 'There is no product with this name.');
  if (found && found.id !== named.id) throw different('productName', 'productId');
  return named;
}

function neither(first: string, second: string): HttpError {
  return HttpError.field(400, 'NotEmpty', first, `'${first}' or '${second}' must be sent.`);
}
function different(field: string, other: string): HttpError {
  return HttpError.field(
    400,
    'Predicate',
    field,
    `'${field}' and '${other}' name different records; send one of them.`,
  );
}
