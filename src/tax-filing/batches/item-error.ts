import { ResponseError, ResponseStatus } from '../../../dtos/common';
import { HttpError } from '../../engine';
import { type TaxFilingErrorCode, taxFilingErrorCodes } from '../error-codes';

/** Most errors of one item, as of one answer elsewhere (decisions D6). */
const maxErrors = 100;

/** `customers[3]` and `accounts[0].email` → `customers[3].accounts[0].email`; the path of a single item is empty. */
export function fieldAt(path: string, member: string): string {
  return path === '' ? member : `${path}.${member}`;
}

export function itemError(errorCode: TaxFilingErrorCode, fieldName: string, message: string): ResponseError {
  return new ResponseError({ errorCode, fieldName, message });
}

/** Why an item of a batch was refused; code and message are those of its first error. `errors` may not be empty. */
export function itemStatus(errors: readonly ResponseError[]): ResponseStatus {
  const [first] = errors;
  return new ResponseStatus({
    errorCode: first?.errorCode,
    message: first?.message,
    errors: errors.slice(0, maxErrors),
  });
}

/** The same refusal for an operation that registers one record: a rule's code answers 400, the others their own status. */
export function singleRefusal(errors: readonly ResponseError[]): HttpError {
  const { errorCode, message, errors: shown } = itemStatus(errors);
  const code: { status: number } | undefined = taxFilingErrorCodes[errorCode as TaxFilingErrorCode];
  return new HttpError(code?.status ?? 400, errorCode ?? 'ValidationException', message, { errors: shown });
}
