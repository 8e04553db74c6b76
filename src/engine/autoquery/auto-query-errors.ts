import { ResponseError } from '../../../dtos/common';
import { engineErrorCodes, refusals } from '../core/error-codes';
import { HttpError } from '../core/http-error';

/** A refusal of a query or CRUD operation. */
export const refuse = refusals(engineErrorCodes);

/** A parameter that names something that is no member of the rows, or not in this way. */
export function refuseParameter(fieldName: string, message: string): HttpError {
  return HttpError.field(400, 'Predicate', fieldName, message);
}

/** As .NET words it: the field's own message lacks the parameter's name, which stands in `fieldName`. */
export function argumentNull(fieldName: string): HttpError {
  const errorCode = 'ArgumentNullException';
  return refuse(errorCode, fieldName, `Value cannot be null. (Parameter '${fieldName}')`, {
    errors: [new ResponseError({ errorCode, fieldName, message: 'Value cannot be null.' })],
  });
}

/** What a caller sent, short enough for a message. */
export function quoted(text: string): string {
  const short = text.length > 50 ? `${text.slice(0, 50)}…` : text;
  return `'${short.toWellFormed().replace(/\p{Cc}/gu, '\ufffd')}'`;
}
