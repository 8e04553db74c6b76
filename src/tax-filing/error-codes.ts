import { type ErrorCodes, engineErrorCodes, refusals } from '../engine';

/**
 * The codes that registration answers with, beside those of validation rules: an item of a batch carries one in its
 * `responseStatus` while the request as a whole is answered 200; an operation for one customer or account answers with the
 * code's own status. They are the engine's codes, with the engine's meaning.
 */
export const taxFilingErrorCodes = {
  /** The id or user name is taken, or the record is registered with other data. */
  Conflict: engineErrorCodes.Conflict,
  /** The customer, account or product that is named does not exist. */
  NotFound: engineErrorCodes.NotFound,
  /** The caller may not grant the role or permission, or read the account. */
  Forbidden: engineErrorCodes.Forbidden,
} as const satisfies ErrorCodes;

export type TaxFilingErrorCode = keyof typeof taxFilingErrorCodes;

/** `refuse('NotFound', 'productId', 'message')` */
export const refuse = refusals(taxFilingErrorCodes);
