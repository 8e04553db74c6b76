import { ResponseError } from '../../../dtos/common';
import { HttpError, type HttpErrorOptions } from './http-error';

/** What an error code promises to programs. */
export interface ErrorCode {
  readonly status: number;
  readonly meaning: string;
  /** Whether the same request may succeed later without a change. */
  readonly retryHelps: boolean;
}
export type ErrorCodes = Readonly<Record<string, ErrorCode>>;

/**
 * Makes the refusals of one table: `refuse('EmailAlreadyExists', 'Email', 'The e-mail address is taken.')`.
 * `fieldName` is the member at fault, as it stands on the wire with its path; `undefined` when no single member is.
 */
export function refusals<T extends ErrorCodes>(codes: T) {
  return (
    code: keyof T & string,
    fieldName: string | undefined,
    message: string,
    options: HttpErrorOptions = {},
  ): HttpError =>
    new HttpError(codes[code].status, code, message, {
      ...options,
      errors:
        options.errors ?? (fieldName === undefined ? [] : [new ResponseError({ errorCode: code, fieldName, message })]),
    });
}

/** The codes that the engine itself answers with. Rule codes of validation stand in validation/rule-names.ts. */
export const engineErrorCodes = {
  SerializationException: {
    status: 400,
    meaning: 'The request cannot be read as its message type.',
    retryHelps: false,
  },
  BadRequest: { status: 400, meaning: 'The request cannot be read.', retryHelps: false },
  ArgumentException: {
    status: 400,
    meaning: 'A value does not fit what it is compared with or stored in, or a primary key is missing.',
    retryHelps: false,
  },
  ArgumentNullException: { status: 400, meaning: 'A value that is needed is missing.', retryHelps: false },
  PasswordsShouldMatch: { status: 400, meaning: 'The repeated password is another one.', retryHelps: false },
  AlreadyExists: { status: 400, meaning: 'A user has that name or e-mail address.', retryHelps: false },
  ValidationException: {
    status: 400,
    meaning: 'A Service found its data invalid; `errors` has an entry per field.',
    retryHelps: false,
  },
  TooDeep: { status: 400, meaning: 'The request is nested deeper than 32 levels.', retryHelps: false },
  InvalidRequest: { status: 400, meaning: 'A condition on the message as a whole is not met.', retryHelps: false },
  TooManyRequestsInBatch: {
    status: 400,
    meaning: 'An auto-batch holds more elements, or its answers more rows, than allowed.',
    retryHelps: false,
  },
  Unauthorized: {
    status: 401,
    meaning: 'The caller is not known, or may not do this to this record.',
    retryHelps: false,
  },
  AuthenticationException: { status: 401, meaning: 'The account is locked.', retryHelps: false },
  TokenException: {
    status: 401,
    meaning: 'The bearer token is expired, not yet valid or not for this host.',
    retryHelps: false,
  },
  Forbidden: { status: 403, meaning: 'The caller lacks a role, a permission or the company.', retryHelps: false },
  UnauthorizedAccessException: {
    status: 403,
    meaning: 'The operation is not open to this network, verb, format or kind of connection.',
    retryHelps: false,
  },
  NotFound: { status: 404, meaning: 'No such address or record, or it belongs to another company.', retryHelps: false },
  NotImplementedException: {
    status: 405,
    meaning: 'No such operation, or it does not answer this verb.',
    retryHelps: false,
  },
  NotSupportedException: {
    status: 405,
    meaning: 'It cannot be done in this way: signing in by GET, a delete without filters.',
    retryHelps: false,
  },
  MethodNotAllowed: { status: 405, meaning: 'The operation does not answer this verb.', retryHelps: false },
  RequestTimeout: { status: 408, meaning: 'The request did not arrive in time.', retryHelps: true },
  Conflict: { status: 409, meaning: 'The record already exists or was changed meanwhile.', retryHelps: false },
  OptimisticConcurrencyException: {
    status: 409,
    meaning: 'The row is gone or was changed by somebody else since it was read.',
    retryHelps: false,
  },
  RequestCancelled: { status: 409, meaning: 'The request was cancelled by its caller.', retryHelps: false },
  IdempotencyInProgress: {
    status: 409,
    meaning: 'A request with the same Idempotency-Key is still running.',
    retryHelps: true,
  },
  PayloadTooLarge: {
    status: 413,
    meaning: 'The request body is larger than the operation accepts.',
    retryHelps: false,
  },
  UnsupportedMediaType: {
    status: 415,
    meaning: 'The body is in an encoding or character set that is not read.',
    retryHelps: false,
  },
  RequestedRangeNotSatisfiable: {
    status: 416,
    meaning: 'The range is malformed, outside of the content, or one of several.',
    retryHelps: false,
  },
  ExpectationFailed: {
    status: 417,
    meaning: 'The header Expect asks for something else than 100-continue.',
    retryHelps: false,
  },
  PreconditionFailed: {
    status: 412,
    meaning: 'If-Match names another version than the present one.',
    retryHelps: false,
  },
  IdempotencyKeyReused: {
    status: 422,
    meaning: 'The Idempotency-Key was used for another message.',
    retryHelps: false,
  },
  TooManyRequests: {
    status: 429,
    meaning: 'The caller has too many connections or requests; try again later.',
    retryHelps: true,
  },
  RequestHeaderFieldsTooLarge: {
    status: 431,
    meaning: 'The headers of the request are larger than 16 KiB.',
    retryHelps: false,
  },
  Exception: {
    status: 500,
    meaning: 'A defect of the server; the log holds it under the request id.',
    retryHelps: true,
  },
  NotImplemented: { status: 501, meaning: 'The operation is not built in this version.', retryHelps: false },
  ServiceUnavailable: {
    status: 503,
    meaning: 'The server or something it depends on is not there right now.',
    retryHelps: true,
  },
  ServerBusy: {
    status: 503,
    meaning: 'The server has more to do than it can; nothing was done for this request.',
    retryHelps: true,
  },
} as const satisfies ErrorCodes;
